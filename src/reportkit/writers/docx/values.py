"""The content of a Word document as values, before it is rendered.

`flow` makes them from a publication, `spacing` and `sections` decide what depends on neighbours,
and `rendering` turns them into XML and assigns the ids. Parts that need no such decision are XML
from the start: most runs are strings.

Lengths are in twips (twentieths of a point) unless stated otherwise.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, Union

from msgspec import Struct

from reportkit.model.document import Direction, Image, ListStyle

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


class Place(Struct, frozen=True):
    """A place on the page, in millimetres from its upper left corner."""

    x: float
    y: float


class Drawing(Struct, frozen=True):
    """A picture in the line, or behind the text at a place of the page, with its size in EMU.
    Without alt text it is a decoration."""

    image: Image
    alt: str
    width: int
    height: int
    place: Place | None = None
    crop: tuple[float, float] = (0, 0)
    """What is cut off at the left and right, and at the top and bottom, as a part of the whole."""


Run: TypeAlias = Union[str, Bookmarked, Hyperlink, InternalLink, Drawing]
"""A string contains complete, rendered runs."""
Runs: TypeAlias = tuple[Run, ...]


def joined(*runs: Run) -> Runs:
    """The runs, without empty ones."""
    return tuple(filter(None, runs))


# --- numbering ----------------------------------------------------------------------------------


class AbstractNumbering(Struct, frozen=True):
    """The look of a list's items: what Word calls an abstract numbering definition."""

    style: ListStyle
    boxed: bool
    """Whether the list is in a box, whose text is indented."""
    start: int = 1
    """The first number; 1 if instances set it."""
    path: tuple[int, ...] = ()
    """The list that it is for; empty if it is for all lists that look the same."""


class HeadingNumbering(Struct, frozen=True):
    """The numbers of parts, of chapters with the headings under them, or of appendices."""

    series: Literal["part", "chapter", "appendix"]
    label: str
    """The label of the first level, with `%1` for its number."""


class NumberingInstance(Struct, frozen=True):
    """A list whose items are counted together. Equal values are one list."""

    abstract: AbstractNumbering | HeadingNumbering
    restart: tuple[int, int] | None = None
    """The level that restarts, and its first number; None for bullets, which all lists share."""
    path: tuple[int, ...] = ()
    """The position of the list: its block in reading order, then an item for each level."""


# --- paragraphs ---------------------------------------------------------------------------------

BoxKind: TypeAlias = Literal["box", "note", "warning", "definition", "method", "judgements", "code"]
"""The kinds of boxes: the author's plain ones and those of a kind, that of the judgements at the
front, and the panel of code."""


class BoxFrame(Struct, frozen=True):
    """The borders and the fill of a box."""

    kind: BoxKind
    twin: bool = False
    """Whether it differs invisibly from the frame of the box directly before."""


class ParagraphFormat(Struct, frozen=True):
    """The properties of a paragraph in addition to its style."""

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
    """Left indent, and hanging indent of the first line."""
    right: int = 0
    """Right indent; 0 for the style's."""
    decimal: int = 0
    """The tab stop at which numbers are aligned by their decimal signs; 0 for none."""
    align: Literal["", "right", "center"] = ""
    direction: Direction | None = None
    """The direction of its text; None for the report's."""
    folio: int = 0
    """The tab stop of a page number after a line of dots; 0 for none."""


class Para(Struct, frozen=True):
    """A paragraph."""

    format: ParagraphFormat
    runs: Runs = ()
    box: BoxKind | None = None
    """The box that contains it. Tables and figures in a box are set outside its frame."""


# --- the flow -----------------------------------------------------------------------------------


class TableCell(Struct, frozen=True):
    """A cell of a table, or a part of one that spans several rows."""

    paragraphs: tuple[Para, ...]
    """At least one; without text where the cell continues from the row above."""
    columns: int = 1
    """How many columns it spans."""
    merge: Literal["", "restart", "continue"] = ""
    """Whether a cell that spans several rows begins here, or continues."""
    low: bool = False
    """Whether its text is at its bottom, although the style of tables does not say so."""
    ruled: Literal["", "top", "bottom"] = ""
    """The side with a heavy rule that the style of tables does not draw."""


class TableRow(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[TableCell, ...]
    header: bool = False
    """Whether it is repeated at the head of each page."""
    has_notes: bool = False
    """Whether notes are marked in it."""
    skipped: tuple[int, int] = (0, 0)
    """The number of columns before its first cell, and after its last one."""


class TableGrid(Struct, frozen=True):
    """A table without its caption and source line, which are paragraphs."""

    columns: tuple[int, ...]
    """The width of each column."""
    rows: tuple[TableRow, ...]
    row_headers: bool = False
    one_head: bool = True
    """Whether the header is one row, which the style of tables knows."""
    caption: str = ""
    """The description of the table for readers who cannot see it."""
    description: str = ""
    cell_margin: int | None = None
    """The space on both sides of a cell; None for the style's."""
    pictures: bool = False
    """Whether it has no lines, because it only holds pictures side by side."""


class ContentControl(Struct, frozen=True):
    """The table of contents, as a part of the document that Word can update."""

    paragraphs: tuple[Para, ...]


class Panel(Struct, frozen=True):
    """A box as a table with one cell, because paragraphs with a frame cannot hold everything."""

    kind: BoxKind
    width: int
    """The width of the table."""
    items: tuple[FlowItem, ...]
    """What the cell holds; after `spacing`, only items of a section."""
    title: str = ""
    """The description for readers who cannot see it."""
    nested: bool = False
    """Whether it is in another one, where it shows its edge."""


class NewPage(Struct, frozen=True):
    """A page break before the next printed item."""


class Turn(Struct, frozen=True):
    """A change to landscape pages, or back to upright ones."""

    landscape: bool


class BoxStart(Struct, frozen=True):
    """The start of a box. A nested box is part of the outer one."""


class BoxEnd(Struct, frozen=True):
    """The end of a box."""


class BlockBookmark(Struct, frozen=True):
    """A bookmark for the next printed item: the first paragraph of a block of the report."""

    name: str


Printed: TypeAlias = Union[Para, TableGrid, ContentControl, Panel]
"""The items that a reader sees."""
PRINTED: Final = (Para, TableGrid, ContentControl, Panel)
"""The same for `isinstance`, which is slow with unions."""
SectionItem: TypeAlias = Union[Printed, BlockBookmark]
"""The items of a section; a bookmark only if nothing is printed after it."""
PlacedItem: TypeAlias = Union[SectionItem, Turn]
"""The items that remain after `spacing` has decided what depends on neighbours."""
FlowItem: TypeAlias = Union[PlacedItem, NewPage, BoxStart, BoxEnd]
"""The items of a document before any decision that depends on neighbours."""
