"""The links of a book: external targets, dead links, and the page list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from lxml import etree

from reportkit.diagnostics import Diagnostic
from reportkit.proof.base import ReadPage
from reportkit.proof.epub.opened import TYPE, XHTML, Package, Place, leads_out, place_of

_SPACES = {"x": XHTML.strip("{}")}
_IDS = etree.XPath("//@id", smart_strings=False)
_HREFS = etree.XPath("//x:a/@href", namespaces=_SPACES, smart_strings=False)
_PARTS = etree.XPath("//x:img/@src | //x:link/@href", namespaces=_SPACES, smart_strings=False)


def hrefs(root: etree._Element) -> list[str]:
    """The targets of the links of a file, in order."""
    return _strings(_HREFS, root)


def leading_out(links: Iterable[str]) -> Iterator[str]:
    """The targets of the links that lead out of the book, in order."""
    return (href.strip() for href in links if leads_out(href))


def dead_links(package: Package, links: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    """A finding for each link, picture and style sheet of the book that leads to nothing in it;
    `links` are what the links of each file name."""
    files = {**package.spine, **package.nav}
    ids = {name: frozenset(_strings(_IDS, root)) for name, root in files.items()}
    for name, root in files.items():
        # In the order of the file; most links lead to each target once.
        for href in dict.fromkeys((*links[name], *_strings(_PARTS, root))):
            if href[:1] == "#" and href[1:] in ids[name]:
                continue  # As for most links.
            if not leads_out(href) and not _is_there(place_of(name, href), package, ids):
                yield Diagnostic("RK903", f"epub: the link to '{href}' in {name} leads nowhere")


def _is_there(place: Place, package: Package, ids: Mapping[str, frozenset[str]]) -> bool:
    file, element_id = place
    if not element_id:
        return file in package.names
    return element_id in ids.get(file, ())


def contents(package: Package) -> Iterator[str]:
    """What the table of contents of the nav document lists, in order."""
    for root in package.nav.values():
        for nav in root.iter(f"{XHTML}nav"):
            if nav.get(TYPE) == "toc":
                for link in nav.iter(f"{XHTML}a"):
                    yield " ".join("".join(link.itertext()).split())


def page_list(package: Package, pages: Mapping[Place, tuple[str, int]]) -> Iterator[ReadPage]:
    """The pages that the book lists. One that leads to no beginning of a page has no place in the
    text; one that has another label there has both."""
    for name, root in package.nav.items():
        for nav in root.iter(f"{XHTML}nav"):
            if nav.get(TYPE) == "page-list":
                for link in nav.iter(f"{XHTML}a"):
                    listed = "".join(map(str, link.itertext())).strip()
                    place = place_of(name, link.get("href", ""))
                    label, offset = pages.get(place, (listed, -1))
                    shown = listed if label == listed else f"{listed} ({label})"
                    yield ReadPage(shown, offset, place[0] in package.nav)


def _strings(find: etree.XPath, root: etree._Element) -> list[str]:
    """The values of the attributes that a path finds."""
    return cast(list[str], find(root))
