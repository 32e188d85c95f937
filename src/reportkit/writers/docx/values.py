"""What a Word document is made of, as values, until it is rendered.

`flow` makes them of a publication, `spacing` and `sections` decide what depends on neighbours, and
`rendering` turns them into XML and gives out the ids. What needs no such decision is XML from the
start: most runs are strings.

Lengths are twips, twentieths of a point, unless said otherwise.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, Union

from msgspec import Struct

from reportkit.model.document import Direction, Image

# --- runs ---------------------------------------------------------------------------------------


class Bookmarked(Struct, frozen=True):
    """Runs inside a bookmark."""

    name: str
    runs: Runs


class Hyperlink(Struct, frozen=True):
    """A live link out of the document."""

    url: str
    runs: Runs


class InternalLink(Struct, frozen=True):
    """A link to a bookmark of the document."""

    bookmark: str
    runs: Runs


class Drawing(Struct, frozen=True):
    """A picture in the line, its size in EMU. Without alt text it is a decoration."""

    image: Image
    alt: str
    width: int
    height: int


Run: TypeAlias = Union[str, Bookmarked, Hyperlink, InternalLink, Drawing]
"""A string holds whole runs, rendered."""
Runs: TypeAlias = tuple[Run, ...]


def joined(*runs: Run) -> Runs:
    """The runs without those that are empty."""
    return tuple(filter(None, runs))


# --- numbering ----------------------------------------------------------------------------------


class AbstractNumbering(Struct, frozen=True):
    """How the items of a list look: what Word calls an abstract numbering definition."""

    ordered: bool
    boxed: bool
    """Whether the list stands in a box, whose text is indented."""
    dashed: bool = False
    """Whether its items begin with a dash instead of a bullet."""


class NumberingInstance(Struct, frozen=True):
    """A list whose items are counted together. Equal values are one list."""

    abstract: AbstractNumbering
    restart: int | None = None
    """The level that begins at 1 again; None for bullets, which all lists share."""
    path: tuple[int, ...] = ()
    """Where the list stands: its block in reading order, then an item for each level."""


# --- paragraphs ---------------------------------------------------------------------------------

BoxKind: TypeAlias = Literal["box", "judgements"]
"""The two looks of boxes: that of the author's, and that of the judgements at the front."""


class BoxFrame(Struct, frozen=True):
    """The borders and the fill of a box."""

    kind: BoxKind
    twin: bool = False
    """Whether it differs, unseen, from the frame of the box directly before."""


class ParagraphFormat(Struct, frozen=True):
    """What a paragraph has of its own beside its style."""

    style: str = ""
    """The id of a paragraph style; empty for running text."""
    keep_next: bool = False
    break_before: bool = False
    numbering: NumberingInstance | None = None
    level: int = 0
    """The level in the list, from 0."""
    frame: BoxFrame | None = None
    space_before: int | None = None
    space_after: int | None = None
    indent: tuple[int, int] | None = None
    """Left indent, and how far the first line hangs out of it."""
    right: int = 0
    """Right indent; 0 for that of the style."""
    align: Literal["", "right", "center"] = ""
    direction: Direction | None = None
    """Where it runs; None for as the report does."""
    folio: int = 0
    """Where a page number ends, behind a line of dots; 0 for none."""


class Para(Struct, frozen=True):
    """A paragraph."""

    format: ParagraphFormat
    runs: Runs = ()
    box: BoxKind | None = None
    """The box that it stands in. A table or figure among the blocks of a box stands outside it."""


# --- the flow -----------------------------------------------------------------------------------


class TableRow(Struct, frozen=True):
    """A row of a table, one paragraph a cell."""

    cells: tuple[Para, ...]
    header: bool = False
    """Whether it is repeated at the head of each page."""


class TableGrid(Struct, frozen=True):
    """A table without its caption and source line, which are paragraphs."""

    columns: tuple[int, ...]
    """The width of each column."""
    rows: tuple[TableRow, ...]
    row_headers: bool = False
    caption: str = ""
    """What the table is called, for those who do not see it."""
    description: str = ""
    cell_margin: int | None = None
    """The space at both sides of a cell, where it is not that of the style."""


class ContentControl(Struct, frozen=True):
    """The table of contents, as a part of the document that Word can update."""

    paragraphs: tuple[Para, ...]


class NewPage(Struct, frozen=True):
    """What is printed next begins a new page."""


class Turn(Struct, frozen=True):
    """What follows stands on landscape pages, or on upright ones again."""

    landscape: bool


class BoxStart(Struct, frozen=True):
    """A box begins. One inside another is a part of it."""


class BoxEnd(Struct, frozen=True):
    """A box ends."""


class BlockBookmark(Struct, frozen=True):
    """A bookmark for what is printed next: the first paragraph of a block of the report."""

    name: str


Printed: TypeAlias = Union[Para, TableGrid, ContentControl]
"""What a reader sees."""
PRINTED: Final = (Para, TableGrid, ContentControl)
"""The same for `isinstance`, which is slow with unions."""
SectionItem: TypeAlias = Union[Printed, BlockBookmark]
"""What a section holds; a bookmark, where nothing is printed behind it."""
PlacedItem: TypeAlias = Union[SectionItem, Turn]
"""What is left when `spacing` has decided what depends on neighbours."""
FlowItem: TypeAlias = Union[PlacedItem, NewPage, BoxStart, BoxEnd]
"""A document, before anything is decided that depends on neighbours."""
