"""Sections: upright pages, and landscape pages for tables that are too wide for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from reportkit.compose.fitting import landscape_side
from reportkit.style.tokens import Page
from reportkit.writers.docx.running_parts import Place, RunningKind
from reportkit.writers.docx.spacing import TABLE_END
from reportkit.writers.docx.values import BlockBookmark, Para, PlacedItem, SectionItem, Turn
from reportkit.writers.docx.wordml import Element, twips


class RunningReference(Struct, frozen=True):
    """A reference from a section to a header or footer."""

    kind: RunningKind
    place: Place
    rel_id: str


class Running(Struct, frozen=True):
    """The headers and footers of a document. A section without any inherits those of the section
    before."""

    first: tuple[RunningReference, ...]
    """Those of the first section."""
    upright: tuple[RunningReference, ...]
    """Those of the other sections of upright pages."""
    landscape: tuple[RunningReference, ...]


class PageSetup(Struct, frozen=True):
    """What the sections of a document have in common. Lengths are twips."""

    page: Page
    edge: int
    """The distance of headers and footers from the edge of the page."""
    note_kind: str
    """`footnote` or `endnote`."""
    rtl: bool
    running: Running


class SectionProperties(Struct, frozen=True):
    """The page of a section, its headers and footers, and how its notes are numbered."""

    setup: PageSetup
    first: bool = True
    """Whether it is the first section, the only one with a different first page."""
    landscape: bool = False

    def elements(self) -> Iterator[Element]:
        """The elements of a `w:sectPr`, in the order that the schema requires."""
        setup, page = self.setup, self.setup.page
        for reference in self._running():
            given = (("w:type", reference.place), ("r:id", reference.rel_id))
            yield Element(f"w:{reference.kind}Reference", given)
        numbered = (
            Element("w:numFmt", (("w:val", "decimal"),)),
            Element("w:numRestart", (("w:val", "continuous"),)),
        )
        yield Element(f"w:{setup.note_kind}Pr", children=numbered)
        left, right = page.sides
        wide, high = str(twips(mm=page.width)), str(twips(mm=page.height))
        if self.landscape:
            left = right = landscape_side(page)
            yield Element("w:pgSz", (("w:w", high), ("w:h", wide), ("w:orient", "landscape")))
        else:
            yield Element("w:pgSz", (("w:w", wide), ("w:h", high)))
        sides = {"top": page.top, "right": right, "bottom": page.bottom, "left": left}
        margins = [(f"w:{side}", str(twips(mm=length))) for side, length in sides.items()]
        edges = [(f"w:{name}", str(setup.edge)) for name in ("header", "footer")]
        yield Element("w:pgMar", (*margins, *edges, ("w:gutter", "0")))
        yield Element("w:cols", (("w:space", "720"),))
        if self.first:
            yield Element("w:titlePg")
        if setup.rtl:
            yield Element("w:bidi")

    def _running(self) -> tuple[RunningReference, ...]:
        running = self.setup.running
        if self.first:
            return running.first
        return running.landscape if self.landscape else running.upright


class Section(Struct, frozen=True):
    """A section. Word stores its properties in its last paragraph; those of the last section are at
    the end of the document."""

    items: tuple[SectionItem, ...]
    """The last printed item is a paragraph."""
    properties: SectionProperties


def sections(items: Iterable[PlacedItem], setup: PageSetup) -> tuple[Section, ...]:
    """The sections of a document, cut where its pages turn."""
    parts: list[tuple[list[SectionItem], SectionProperties]] = [([], SectionProperties(setup))]
    for item in items:
        if isinstance(item, Turn):
            properties = SectionProperties(setup, first=False, landscape=item.landscape)
            parts.append(([], properties))
        else:
            parts[-1][0].append(item)
    return tuple(Section(_closed(part), properties) for part, properties in parts)


def _closed(items: Sequence[SectionItem]) -> tuple[SectionItem, ...]:
    """The items of a section with a paragraph at their end: Word requires one after a table, and a
    paragraph of the table of contents cannot end a section. Bookmarks may follow it."""
    end = len(items)
    while end and isinstance(items[end - 1], BlockBookmark):
        end -= 1
    closing = () if end and isinstance(items[end - 1], Para) else (TABLE_END,)
    return (*items[:end], *closing, *items[end:])
