"""The metadata of a book: its package, the heads of its files, its navigation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from reportkit.proof.base import ReadProperties, RunningText
from reportkit.proof.epub.opened import MATHML, OPF, TYPE, XHTML, Package

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_NCX: Final = "{http://www.daisy.org/z3986/2005/ncx/}"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKING: Final = "marking"
_OF_FILE: Final = ("schema:", "rendition:")
_OF_REPORT: Final = frozenset(("schema:version", "schema:creativeWorkStatus"))
"""What schema.org says of a report; the rest is about accessibility."""


def properties(package: Package) -> Iterator[ReadProperties]:
    """All metadata of the book."""
    yield ReadProperties("opf", "the package", _metadata(package.document))
    for name, root in (*package.spine.items(), *package.nav.items()):
        yield ReadProperties("xhtml", _base(name), _head(root))
    for name, root in package.nav.items():
        yield ReadProperties("nav", _base(name), _nav(root))
    if package.ncx is not None:
        yield ReadProperties("ncx", "the NCX", _ncx(package.ncx))


def running(package: Package) -> Iterator[RunningText]:
    """The markings of each file that is shown in the book."""
    files = [*package.spine.items()]
    files += ((name, root) for name, root in package.nav.items() if name in package.shown_nav)
    for name, root in files:
        marked = (e for e in root.iter(f"{XHTML}p") if e.get("class") == _MARKING)
        texts = tuple("".join(map(str, element.itertext())) for element in marked)
        yield RunningText(_base(name), "file", texts)


def pictures(package: Package) -> Iterator[str]:
    """The alternative texts in reading order."""
    for root in package.spine.values():
        for image in root.iter(f"{XHTML}img", f"{MATHML}math"):
            alt = image.get("alt" if image.tag == f"{XHTML}img" else "alttext", "")
            if alt:
                yield alt


def acronyms(package: Package) -> Iterator[tuple[str, str]]:
    """The acronyms in the text, and what they stand for."""
    for root in package.spine.values():
        for found in root.iter(f"{XHTML}abbr"):
            yield "".join(map(str, found.itertext())), found.get("title", "")


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def _metadata(document: etree._Element) -> dict[str, tuple[str, ...]]:
    """Dublin Core and the other properties of the report, by name. A refinement follows the value
    that it refines. Accessibility metadata is left out: it is for catalogues and checkers."""
    metadata = document.find(f"{OPF}metadata")
    elements: Iterable[etree._Element] = () if metadata is None else metadata
    ids = {element.get("id", ""): element.text or "" for element in elements}
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for element in elements:
        tag, text = str(element.tag), element.text or ""
        name = element.get("property", "")
        if tag.startswith(_DC):
            name = f"dc:{tag.removeprefix(_DC)}"
        elif tag != f"{OPF}meta" or not _is_of_report(name):
            continue
        refined = element.get("refines", "").removeprefix("#")
        found[name] += (f"{ids.get(refined, refined)}: {text}" if refined else text,)
    found["xml:lang"] = (document.get(_XML_LANG, ""),)
    titles = (reference.get("title", "") for reference in document.iter(f"{OPF}reference"))
    found["guide"] = tuple(titles)
    return dict(found)


def _is_of_report(name: str) -> bool:
    """Whether a property says something of the report, and not of the file."""
    return name in _OF_REPORT or (bool(name) and not name.startswith(_OF_FILE))


def _head(root: etree._Element) -> dict[str, tuple[str, ...]]:
    title = root.find(f"{XHTML}head/{XHTML}title")
    return {
        "title": () if title is None else (title.text or "",),
        "lang": (root.get("lang", ""),),
        "xml:lang": (root.get(_XML_LANG, ""),),
    }


def _nav(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """The heading and entries of the contents and of the lists of figures and tables, and the
    names of the landmarks."""
    found: dict[str, tuple[str, ...]] = {}
    for nav in root.iter(f"{XHTML}nav"):
        links = tuple(_words(link) for link in nav.iter(f"{XHTML}a"))
        kind = nav.get(TYPE, "")
        if kind != "page-list":
            found[kind] = links
        heads = tuple(_words(child) for child in nav if child.tag != f"{XHTML}ol")
        if kind == "toc":
            found["heading"] = heads
        elif kind in ("loi", "lot"):
            found[kind] = (*heads, *links)
    return found


def _ncx(root: etree._Element) -> dict[str, tuple[str, ...]]:
    def labels(path: str) -> tuple[str, ...]:
        return tuple(_words(text) for text in root.iterfind(f"{path}/{_NCX}text"))

    return {
        "docTitle": labels(f"{_NCX}docTitle"),
        "navMap": labels(f".//{_NCX}navPoint/{_NCX}navLabel"),
        "pageList": labels(f".//{_NCX}pageTarget/{_NCX}navLabel"),
        "xml:lang": (root.get(_XML_LANG, ""),),
    }


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
