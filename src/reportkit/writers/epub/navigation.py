"""The navigation of the book: the nav document of EPUB 3, the NCX and the guide of EPUB 2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, zip_longest
from typing import TypeAlias

from msgspec import Struct, field

from reportkit.compose.publication import Contents, Properties, Publication
from reportkit.model import walk
from reportkit.model.document import Heading, ResolvedReport
from reportkit.writers.epub.chapters import Chapter
from reportkit.writers.epub.item import xml_bytes
from reportkit.writers.html_names import HtmlClass
from reportkit.writers.xml_text import attribute, escape

_LOWEST = 9
"""A level below any heading."""

_GUIDE_TYPES = {
    "cover": "cover",
    "titlepage": "title-page",
    "toc": "toc",
    "bodymatter": "text",
    "endnotes": "notes",
}
"""The EPUB 2 names of EPUB 3 landmarks."""


PageList: TypeAlias = tuple[tuple[str, str], ...]
"""The folios of the PDF, each with a link to the beginning of that page."""


class Landmark(Struct, frozen=True):
    """A place that reading systems offer by its kind (an `epub:type`)."""

    kind: str
    title: str
    href: str

    @property
    def guide_type(self) -> str:
        """The EPUB 2 name of its kind."""
        return _GUIDE_TYPES[self.kind]


class Navigation(Struct, frozen=True):
    """The navigation in its three forms."""

    document: str
    """The body of the nav document."""
    ncx: bytes
    guide: tuple[Landmark, ...]


class _Entry(Struct):
    level: int
    title: str
    href: str
    children: list[_Entry] = field(default_factory=list)


def navigation(
    publication: Publication,
    chapters: tuple[Chapter, ...],
    pages: PageList,
    covered: bool,
) -> Navigation:
    """The navigation of a report with these chapters, with pages of the PDF that begin at these
    links, and with or without a cover."""
    report = publication.report
    entries = _nested(_entries(publication, chapters))
    landmarks = tuple(_landmarks(publication, chapters, covered))
    lists = (_list_nav(listed, chapters) for listed in publication.front.lists)
    parts = (_toc(report, entries), *lists, _landmark_nav(landmarks), _page_nav(pages))
    ncx = _ncx(publication.properties, entries, pages)
    return Navigation("\n".join(filter(None, parts)), ncx, landmarks)


def _entries(publication: Publication, chapters: tuple[Chapter, ...]) -> Iterator[_Entry]:
    """The headings, or the title if there are none, the notes of each file, and the sections of the
    back matter, which is in the last one."""
    depth = publication.report.options.contents_depth
    if next(walk.headings(publication.report.blocks, depth), None) is None:
        yield _Entry(1, publication.properties.title, chapters[0].name)
    for chapter, following in zip_longest(chapters, chapters[1:]):
        for level, text, anchor in walk.headings(chapter.blocks, depth):
            title = walk.printed_text(text)
            if title:  # A heading that is only a note mark has no text to list.
                yield _Entry(level, title, f"{chapter.name}#{anchor.link_id}")
        if chapter.notes:
            level = 1 if following is None else _opening_level(following)
            yield _Entry(level, chapter.notes_title, f"{chapter.name}#notes1")
    for section in publication.back.sections:
        yield _Entry(1, section.heading, f"{chapters[-1].name}#{section.anchor.id}")


def _opening_level(chapter: Chapter) -> int:
    """The level of the heading that opens a chapter; below any level if there is none. Notes before
    it are listed at the same level, so that they do not end the section to which both belong."""
    first = chapter.blocks[0]
    return first.level if isinstance(first, Heading) else _LOWEST


def _nested(entries: Iterable[_Entry]) -> list[_Entry]:
    """The entries, each under the nearest one before it with a higher level."""
    top: list[_Entry] = []
    open_entries: list[_Entry] = []
    for entry in entries:
        while open_entries and open_entries[-1].level >= entry.level:
            open_entries.pop()
        (open_entries[-1].children if open_entries else top).append(entry)
        open_entries.append(entry)
    return top


def _landmarks(
    publication: Publication, chapters: tuple[Chapter, ...], covered: bool
) -> Iterator[Landmark]:
    title = publication.properties.title
    contents = publication.front.contents
    if covered:
        yield Landmark("cover", title, "cover.xhtml")
    if contents is not None:  # EPUB does not allow a landmark outside the spine.
        yield Landmark("toc", contents.heading, "nav.xhtml")
        yield Landmark("titlepage", title, chapters[0].name)
    text = next(chapter for chapter in chapters if chapter.blocks or chapter.closes)
    yield Landmark("bodymatter", title, text.name)
    for chapter in chapters:
        if chapter.notes:
            yield Landmark("endnotes", chapter.notes_title, f"{chapter.name}#notes1")


def _toc(report: ResolvedReport, entries: list[_Entry]) -> str:
    return (
        f'<nav class="{HtmlClass.TOC}" id="toc" epub:type="toc" role="doc-toc"'
        ' aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{escape(report.terms.contents)}</h1>\n{_list(entries)}</nav>'
    )


def _list(entries: list[_Entry]) -> str:
    items = "".join(
        f"<li>{_link(entry.href, entry.title)}"
        + (f"\n{_list(entry.children)}" if entry.children else "")
        + "</li>\n"
        for entry in entries
    )
    return f"<ol>\n{items}</ol>\n"


def _list_nav(listed: Contents, chapters: Iterable[Chapter]) -> str:
    """A list of figures or tables (EPUB 3.3, 7.4.6: `loi`, `lot`)."""
    files = {
        block.label.id: chapter.name
        for chapter in chapters
        for block in walk.labelled(chapter.blocks)
    }
    kind = "loi" if listed.kind == "figures" else "lot"
    items = "".join(
        f"<li>{_link(f'{files[e.anchor.id]}#{e.anchor.link_id}', walk.printed_text(e.text))}</li>\n"
        for e in listed.entries
    )
    return (
        f'<nav class="{HtmlClass.TOC}" epub:type="{kind}" aria-labelledby="{kind}-title">\n'
        f'<h2 id="{kind}-title">{escape(listed.heading)}</h2>\n<ol>\n{items}</ol>\n</nav>'
    )


def _landmark_nav(landmarks: Iterable[Landmark]) -> str:
    items = "\n".join(
        f"<li>{_link(place.href, place.title, place.kind)}</li>" for place in landmarks
    )
    return f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{items}\n</ol>\n</nav>'


def _page_nav(pages: PageList) -> str:
    if not pages:
        return ""
    items = "\n".join(f"<li>{_link(href, label)}</li>" for label, href in pages)
    return (
        '<nav epub:type="page-list" role="doc-pagelist" hidden="hidden">\n'
        f"<ol>\n{items}\n</ol>\n</nav>"
    )


def _link(href: str, title: str, kind: str = "") -> str:
    typed = f" epub:type={attribute(kind)}" if kind else ""
    return f"<a{typed} href={attribute(href)}>{escape(title)}</a>"


def _ncx(about: Properties, entries: list[_Entry], pages: PageList) -> bytes:
    points: list[str] = []
    orders = count(1)

    def add(entry: _Entry) -> None:
        order = next(orders)
        points.append(
            f'<navPoint id="point{order}" playOrder="{order}">'
            f"<navLabel><text>{escape(entry.title)}</text></navLabel>"
            f"<content src={attribute(entry.href)}/>"
        )
        for child in entry.children:
            add(child)
        points.append("</navPoint>")

    for entry in entries:
        add(entry)
    targets = "".join(
        f'<pageTarget id="target{ordinal}" type="normal" playOrder="{next(orders)}">'
        f"<navLabel><text>{escape(label)}</text></navLabel><content src={attribute(href)}/>"
        "</pageTarget>\n"
        for ordinal, (label, href) in enumerate(pages, 1)
    )
    page_list = f"<pageList>\n{targets}</pageList>\n" if targets else ""
    return xml_bytes(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f" xml:lang={attribute(about.language)}>\n"
        f'<head><meta name="dtb:uid" content={attribute(about.identifier)}/>'
        f'<meta name="dtb:depth" content="{_depth(entries)}"/></head>\n'
        f"<docTitle><text>{escape(about.title)}</text></docTitle>\n"
        "<navMap>\n" + "\n".join(points) + f"\n</navMap>\n{page_list}</ncx>\n"
    )


def _depth(entries: list[_Entry]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)
