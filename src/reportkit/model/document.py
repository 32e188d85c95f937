"""The canonical report as frozen values, generic over the phase of the document.

As written, text contains `NoteRef` and `TargetRef` (the author's keys) and blocks contain
`TargetLabel`. As printed, text contains `NoteMark` and `CrossReference` (numbers) and blocks
contain `Anchor`. `passes.numbering.resolve` turns the first into the second; a writer only ever
receives the second, which has no keys left, so a writer cannot count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Generic, Literal, Never, TypeAlias, TypeVar, Union, get_args

from msgspec import Struct, structs

from reportkit.diagnostics import Span
from reportkit.model.terms import Terms

# --- the two phases -----------------------------------------------------------------------------


class NoteRef(Struct, frozen=True):
    """A note reference as written: a key without a number."""

    key: str
    span: Span | None = None
    """Where it stands in the file; None in a report that was made in memory."""
    follows_mark: bool = False
    """Whether it follows another note reference without anything between them."""
    in_table: bool = False
    """Whether the note is one of the table in which it stands, not of the report."""


Wanted: TypeAlias = Literal["label", "note", "page"]
"""What a cross reference prints: `{ref:id}` the label or title of a block, `{note:key}` the number
of a note, `{page:id}` the page of a block."""


class TargetRef(Struct, frozen=True):
    """A cross reference as written: the id of a block or list item, or the key of a note."""

    key: str
    span: Span | None = None
    wanted: Wanted = "label"


class NoteMark(Struct, frozen=True):
    """A note reference as printed: a number without a key."""

    note: int
    """Which note: its position among all notes of the report, from 1. Never repeats."""
    number: int
    """The printed number. Equal to `note` unless numbers restart by section."""
    occurrence: int
    """1 at the first reference to the note, 2 and more at later ones."""
    follows_mark: bool = False
    """Whether a separator is printed before it, because it follows another mark directly."""


class TableNoteMark(Struct, frozen=True):
    """A reference to a note of the table in which it stands, as printed."""

    table: int
    """The ordinal of the table."""
    sign: str
    """The printed letter, which only this table gives to the note."""
    occurrence: int
    """1 at the first reference to the note, 2 and more at later ones."""
    follows_mark: bool = False
    """Whether a separator is printed before it."""


NOTE_SEPARATOR: Final = ","
"""The separator between two adjacent note marks, raised like them."""


class TargetLabel(Struct, frozen=True):
    """The id of a block or list item as written; None if the author gave none."""

    key: str | None = None
    span: Span | None = None


AnchorKind: TypeAlias = Literal[
    "heading", "table", "figure", "box", "equation", "item", "note", "section"
]
"""The kinds of what has an id; a section is one of the back matter."""


class Anchor(Struct, frozen=True):
    """The identity of a heading, table, figure, box, equation or list item as printed, of a note to
    which a cross reference leads, or of a section of the back matter."""

    kind: AnchorKind
    ordinal: int
    """Its position among those of its kind, from 1; of list items, only those with an id count."""
    number: int | None = None
    """The printed number of a table or figure, or the last one of a heading ("2.3"); None for boxes
    and unnumbered blocks."""
    text: str = ""
    """The printed label: "Table 2", "2.3", "Appendix A", "Warning"; of a list item "2" or "b";
    empty if there is none."""
    appendix: str = ""
    """The letter of the appendix that it is in, which is a part of its label: "A"."""
    public: str = ""
    """The author's id in a form that files can have; empty if the author gave none."""
    letter: str = ""
    """The letter of a picture in a group of figures: "a". Its label is then printed as "(a)"."""

    @property
    def id(self) -> str:
        """An id for use within a format, made of kind and ordinal only."""
        return f"{self.kind}{self.ordinal}"

    @property
    def link_id(self) -> str:
        """An id for files into which others link: it stays the same when the report grows, if the
        author gave one."""
        return self.public or self.id


class CrossReference(Struct, frozen=True):
    """A cross reference as printed: "Table 2", the text of the heading, "note 12"."""

    anchor: Anchor
    text: str
    page: bool = False
    """Whether it prints the page of its target: then `text` is empty until the pages are known
    (`compose.page_numbers`), and a format with pages fills it in itself."""


class PageMark(Struct, frozen=True):
    """The beginning of a page of the PDF, in the text of a format without pages.

    No report contains one until a writer of such a format inserts it (`writers.page_marks`).
    """

    id: str
    label: str
    """The folio as printed."""


SourceRef: TypeAlias = Union[NoteRef, TargetRef]
PrintedRef: TypeAlias = Union[NoteMark, TableNoteMark, CrossReference, PageMark]

R = TypeVar("R", covariant=True)
"""The type of references in text: `SourceRef` or `PrintedRef`; `Never` if none are allowed."""
L = TypeVar("L", covariant=True)
"""The type of labels of blocks: `TargetLabel` as written, `Anchor` as printed."""

Direction: TypeAlias = Literal["ltr", "rtl"]
"""From left to right, or from right to left."""

# --- text within a block ------------------------------------------------------------------------


class Text(Struct, frozen=True):
    """Characters that are printed as they are. White space is single spaces."""

    text: str


Style: TypeAlias = Literal["emphasis", "strong", "superscript", "subscript", "small_caps"]
"""How a part of a text is styled: `*emphasis*`, `**strong**`, `^superscript^`, `~subscript~`,
`[small caps]{.smallcaps}`."""


class Styled(Struct, Generic[R], frozen=True):
    """A part of a text that only looks different from its surroundings."""

    style: Style
    children: tuple[Inline[R], ...]


class CodeSpan(Struct, frozen=True):
    """`` `code` ``"""

    text: str


class Phrase(Struct, Generic[R], frozen=True):
    """A part of a text in another language: `[текст]{lang=ru}`."""

    language: str
    """A BCP 47 tag."""
    direction: Direction
    """The direction of the script of the language."""
    children: tuple[Inline[R], ...]


class Link(Struct, Generic[R], frozen=True):
    """A live link out of the report, or to a place in it: `[in other words](#id)`."""

    url: str
    """An address that is http, https or mailto; empty for a place in the report."""
    children: tuple[Inline[R], ...]
    target: TargetRef | Anchor | None = None
    """The place in the report: `TargetRef` as written, `Anchor` as printed."""


class DefangedUrl(Struct, frozen=True):
    """An address printed in a form that is not a link. Holds only the printed form."""

    text: str


class LineBreak(Struct, frozen=True):
    """A hard break."""

    paragraph: bool = False
    """Whether a paragraph ends here: only between the paragraphs of a table cell."""


Leaf: TypeAlias = Union[Text, CodeSpan, DefangedUrl, LineBreak]
"""The inlines that hold no others and are the same in both phases."""
Container: TypeAlias = Union[Styled[R], Phrase[R], Link[R]]
"""The inlines that hold others, as their `children`."""
Inline: TypeAlias = Union[Leaf, Container[R], R]
Content: TypeAlias = tuple[Inline[R], ...]
"""The text of one paragraph, heading, cell and so on."""
PlainContent: TypeAlias = tuple[Inline[Never], ...]
"""Text without any reference: titles, derived text."""

# --- blocks -------------------------------------------------------------------------------------


class Paragraph(Struct, Generic[R], frozen=True):
    """Running text."""

    content: Content[R]


class KeyJudgement(Struct, Generic[R], frozen=True):
    """A bold claim and its supporting text. Without support it governs what follows."""

    claim: Content[R]
    support: Content[R] = ()


class Heading(Struct, Generic[R, L], frozen=True):
    """A heading of level 1 to 6, or of level 0: that of a part, which consists of chapters."""

    level: int
    content: Content[R]
    label: L
    appendix: bool = False
    """Whether an appendix begins here; only at level 1."""
    numbered: bool = True
    """Whether it has a number where headings have numbers, and so have those under it."""


class ListItem(Struct, Generic[R], frozen=True):
    """An item: its paragraphs, then a list nested in it."""

    paragraphs: tuple[Content[R], ...]
    nested: List[R] | None = None
    label: str = ""
    """The printed label, "1.", "a." or "•"; empty as written."""
    target: TargetLabel | Anchor | None = None
    """Its identity, if the author gave it an id: `TargetLabel` as written, `Anchor` as printed."""


ListStyle: TypeAlias = Literal[
    "decimal",
    "lower-alpha",
    "upper-alpha",
    "lower-roman",
    "upper-roman",
    "disc",
    "circle",
    "square",
    "dash",
]
"""The look of the labels of a list: five ways of numbering, four bullets."""
BULLETS: Final[dict[ListStyle, str]] = {"disc": "•", "circle": "◦", "square": "▪", "dash": "–"}


class List(Struct, Generic[R], frozen=True):
    """An ordered (numbered) or unordered (bulleted) list."""

    ordered: bool
    items: tuple[ListItem[R], ...]
    style: ListStyle | None = None
    """The look of its labels; None as written if the author leaves it to the depth of the list."""
    start: int = 1
    """The number of its first item."""


class Quote(Struct, Generic[R], frozen=True):
    """A block quotation and who is quoted."""

    paragraphs: tuple[Content[R], ...]
    attribution: Content[R] = ()
    pull: bool = False
    """Whether it is set large, to catch the eye."""


class Code(Struct, Generic[R], frozen=True):
    """Program text, commands, indicators: printed as it stands, with its white space."""

    lines: tuple[Content[R], ...]
    """Each a code span with all characters of the line; empty for a line without any."""
    language: str = ""
    """The language that it is written in, for programs that read the files."""


class Definition(Struct, Generic[R], frozen=True):
    """A term and what it means."""

    term: Content[R]
    paragraphs: tuple[Content[R], ...]


class Definitions(Struct, Generic[R], frozen=True):
    """A list of terms, each with its meaning."""

    items: tuple[Definition[R], ...]


Align: TypeAlias = Literal["left", "right", "center", "decimal"]


class Cell(Struct, Generic[R], frozen=True):
    """A cell of a table: its text, then a list."""

    content: Content[R] = ()
    """Its paragraphs, with a break between them."""
    items: List[R] | None = None
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans, all of them in the header or all in the body."""


class TableNote(Struct, Generic[R], frozen=True):
    """A note of a table, printed below it."""

    sign: str
    """Its key as written; its letter as printed."""
    content: Content[R]
    """Its paragraphs, with a break between them."""
    span: Span | None = None


CellRow: TypeAlias = tuple[Cell[R], ...]
"""The cells that begin in a row. A column into which a cell above reaches has none there."""


class Table(Struct, Generic[R, L], frozen=True):
    """A table. Read and printed in the order caption, header, rows, notes, source line."""

    caption: Content[R]
    header: tuple[CellRow[R], ...]
    rows: tuple[CellRow[R], ...]
    align: tuple[Align, ...]
    """The alignment of each column."""
    row_headers: bool
    """Whether the first cell of each row heads the row."""
    source: Content[R]
    label: L
    widths: tuple[float, ...] = ()
    """The shares of the columns in the width of the text; empty if the cells decide."""
    total: bool = False
    """Whether the last row is the sum of the others."""
    notes: tuple[TableNote[R], ...] = ()
    """Its own notes: as written in the order of the file, as printed in that of their letters."""
    floats: bool = True
    """Whether text behind it may stand before it on a page that it does not fit."""


class PageObject(Struct, frozen=True, array_like=True):
    """An object of a PDF (ISO 32000-1, 7.3), as bytes."""

    pieces: tuple[bytes | int, ...]
    """What is written; a number is the place, among its like, of the object that is referred to."""
    stream: bytes | None = None
    """Its data, if it is a stream; then the pieces are its dictionary, without the length."""


class Image(Struct, frozen=True):
    """A picture as bytes that every reader shows alike: complete, within limits, upright, in sRGB,
    PNG or JPEG; or an inert SVG."""

    media_type: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    data: bytes
    name: str = ""
    """Its name as written in the report, relative to the folder of the report."""
    original: bytes = b""
    """The bytes of the file, if they are not `data`, without what says where and when a photograph
    was taken."""
    press: bytes = b""
    """A JPEG with the colours or inks of the file, if `data` had to change them."""
    page: tuple[PageObject, ...] = ()
    """The page of a PDF that `data` shows, as paths: a form XObject that fills the unit square, and
    what it refers to."""
    pixels: bytes = b""
    """A PNG of a drawing, if not every format draws it as browsers do."""

    @property
    def suffix(self) -> str:
        """`.png`, `.jpg` or `.svg`"""
        suffixes = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
        return suffixes[self.media_type]

    @property
    def pixels_across(self) -> int:
        """How many pixels it has in a row: more than `width` if a drawing became pixels."""
        if self.media_type == "image/png":
            return int.from_bytes(self.data[16:20], "big")  # PNG, 11.2.1
        return self.width

    @property
    def is_drawing(self) -> bool:
        """Whether it is SVG: sharp at every size."""
        return self.media_type == "image/svg+xml"

    @property
    def file_name(self) -> str:
        """A name for it inside a document: the same picture has the same name, however often it is
        shown."""
        return f"picture-{hashlib.sha256(self.data).hexdigest()[:12]}{self.suffix}"

    def for_press(self) -> Image:
        """The picture for a printer, who wants the colours of the file. A page with pictures or
        gradients in screen colours is pixels, which are converted."""
        if any(b"/DeviceRGB" in p for one in self.page for p in one.pieces if isinstance(p, bytes)):
            return structs.replace(self, page=())
        if not self.press:
            return self
        return Image("image/jpeg", self.width, self.height, self.press, self.name)


class Width(Struct, frozen=True):
    """How wide a picture is printed."""

    amount: float
    unit: Literal["%", "mm"]
    """Of the width of the text, or millimetres."""


ChartKind: TypeAlias = Literal["bar", "line", "area", "dot"]
AxisForm: TypeAlias = Literal["names", "numbers", "dates"]
"""What the values on an axis of a chart are: names in the order of the file, numbers, or days."""


class DataTable(Struct, frozen=True):
    """The data of a chart, as written."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Each as long as the header."""


class ChartAxis(Struct, frozen=True):
    """An axis of a chart."""

    title: str
    """The name of its column; empty if it shows several columns."""
    form: AxisForm
    suffix: str = ""
    """What follows each number, "%" or " %"; empty for most."""
    decimals: int = 0
    """The digits after the decimal sign of the most exact number."""
    step: Literal["year", "month", "day"] = "day"
    """How exact dates are."""


class ChartPoint(Struct, frozen=True):
    """A value of a chart; a missing one is None. Days are the ordinals of `date`."""

    x: float | str | None
    y: float | str | None
    series: str = ""


class Chart(Struct, frozen=True):
    """What the picture of a figure is drawn from, once the theme is known."""

    data: tuple[DataTable, ...]
    """What it shows, for readers who cannot see it; a specification may have several sets."""
    kind: ChartKind | None = None
    """None for a specification."""
    x: ChartAxis = ChartAxis("", "names")
    y: ChartAxis = ChartAxis("", "numbers")
    points: tuple[ChartPoint, ...] = ()
    stacked: bool = False
    """Whether the bars of the series stand on one another."""
    spec: str = ""
    """A Vega-Lite specification as JSON, with all its data."""
    span: Span | None = None

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series in the order of the file; empty without series."""
        return tuple(dict.fromkeys(point.series for point in self.points if point.series))


class Figure(Struct, Generic[R, L], frozen=True):
    """A picture with its caption, credit and source line. Read and printed in that order."""

    image: Image
    alt: str
    """A description for readers who cannot see it; empty for a pure decoration."""
    long_alt: str
    """A longer description; empty if there is none."""
    caption: Content[R]
    credit: Content[R]
    label: L
    source: Content[R] = ()
    width: Width | None = None
    """As the author gives it; None for the natural size at 96 pixels per inch."""
    chart: Chart | None = None
    """What the picture is drawn from; None for a picture of its own."""
    floats: bool = True
    """Whether text behind it may stand before it on a page that it does not fit."""


class FigureGroup(Struct, Generic[R, L], frozen=True):
    """Pictures side by side, each with a letter and a caption of its own, and one caption, credit
    and source line for all. Read and printed in that order."""

    figures: tuple[Figure[R, L], ...]
    """Two or more. The width of each is its share of the width of the text."""
    caption: Content[R]
    credit: Content[R]
    label: L
    source: Content[R] = ()
    floats: bool = True
    """Whether text behind it may stand before it on a page that it does not fit."""


BoxKind: TypeAlias = Literal["", "note", "warning", "definition", "method"]
"""What a box is for; empty for a plain one."""
BOX_KINDS: Final = tuple(kind for kind in get_args(BoxKind) if kind)


class Box(Struct, Generic[R, L], frozen=True):
    """A boxed passage (an aside). The word for its kind is printed before its title."""

    title: Content[R]
    blocks: tuple[Block[R, L], ...]
    label: L
    kind: BoxKind = ""
    floats: bool = True
    """Whether text behind it may stand before it on a page that it does not fit."""


class Equation(Struct, Generic[R, L], frozen=True):
    """A displayed equation, with its number beside it. Read and printed before its caption."""

    latex: str
    """The equation as the author wrote it."""
    mathml: str
    """The same as a MathML element (MathML Core), already checked: each writer can draw it."""
    alt: str
    """Its words for readers who cannot see it: the author's, or the equation as written."""
    caption: Content[R]
    label: L


class Rule(Struct, frozen=True):
    """A line between two passages."""


class PageBreak(Struct, frozen=True):
    """A page break, in formats that have pages."""


class SignOff(Struct, Generic[R], frozen=True):
    """The closing line of the publisher."""

    content: Content[R]


Block: TypeAlias = Union[
    Paragraph[R],
    KeyJudgement[R],
    Heading[R, L],
    List[R],
    Quote[R],
    Code[R],
    Definitions[R],
    Table[R, L],
    Figure[R, L],
    FigureGroup[R, L],
    Box[R, L],
    Equation[R, L],
    Rule,
    PageBreak,
    SignOff[R],
]

NoteBlock: TypeAlias = Union[Paragraph[R], List[R], Quote[R]]
"""The blocks that a note may hold."""
Labelled: TypeAlias = Union[
    Heading[R, L], Table[R, L], Figure[R, L], FigureGroup[R, L], Box[R, L], Equation[R, L]
]
"""The blocks that a cross reference may lead to."""

SourceBlock: TypeAlias = Block[SourceRef, TargetLabel]
PrintedInline: TypeAlias = Inline[PrintedRef]
PrintedLeaf: TypeAlias = Union[Leaf, PrintedRef]
PrintedContent: TypeAlias = Content[PrintedRef]
PrintedBlock: TypeAlias = Block[PrintedRef, Anchor]

# --- notes and sources --------------------------------------------------------------------------


class Address(Struct, frozen=True):
    """A URL and how it prints."""

    url: str
    """The real URL."""
    defanged: str = ""
    """The form to print if the address must not be a link; empty if it is live."""


class Source(Struct, frozen=True):
    """An address, or a work with its data (a subset of CSL-JSON), inside a note."""

    address: Address | None = None
    archive: Address | None = None
    author: str = ""
    title: str = ""
    container_title: str = ""
    editor: str = ""
    publisher: str = ""
    published: str = ""
    """The date as printed."""
    accessed: str = ""
    """The date as printed."""
    locator: str = ""
    """The place in the work: "p. 4"."""


class Note(Struct, frozen=True):
    """A note as written: its text, then sources."""

    blocks: tuple[NoteBlock[TargetRef], ...] = ()
    sources: tuple[Source | Content[TargetRef], ...] = ()
    """Sources, each as data or in the author's own words."""
    span: Span | None = None
    """Where it stands in the file; None in a report that was made in memory."""


class NumberedNote(Struct, frozen=True):
    """A note as printed."""

    note: int
    """Its position among all notes, from 1: what `NoteMark.note` points to."""
    number: int
    """The printed number."""
    blocks: tuple[NoteBlock[CrossReference], ...]
    """At least one; those of a source alone are a paragraph."""
    references: int
    """How often the text refers to it, at least once; there is a backlink for each reference."""
    section: int = 0
    """Its place in `ResolvedReport.sections`; 0 if notes are numbered through the report."""


# --- the report ---------------------------------------------------------------------------------


class Series(Struct, frozen=True):
    """The series a report appears in."""

    name: str
    number: str = ""
    volume: str = ""
    issn: str = ""


class Person(Struct, frozen=True):
    """An author."""

    name: str
    affiliation: str = ""
    email: str = ""
    orcid: str = ""
    role: str = ""
    bio: PlainContent = ()


class Publisher(Struct, frozen=True):
    """The publisher of the report."""

    name: str
    place: str = ""
    url: str = ""
    logo: Image | None = None


class Rights(Struct, frozen=True):
    """Copyright line, licence, disclaimer."""

    copyright: PlainContent = ()
    licence: PlainContent = ()
    disclaimer: PlainContent = ()


class Cover(Struct, frozen=True):
    """A cover: drawn from the theme, or an image."""

    image: Image | None = None
    alt: str = ""


class Embargo(Struct, frozen=True):
    """Until when a report must not be published."""

    until: str
    """The date as printed."""
    text: PlainContent = ()


class Version(Struct, frozen=True):
    """A version of the report in its history."""

    number: str
    date: str = ""
    """The date as printed; empty if it is not given."""
    change: PlainContent = ()


class Matter(Struct, frozen=True):
    """What a report says about itself besides its metadata, printed before or after its text."""

    status: Literal["", "draft", "final"] = ""
    version: str = ""
    cutoff: str = ""
    """The day of the latest information in the report, as printed."""
    embargo: Embargo | None = None
    acknowledgements: tuple[PlainContent, ...] = ()
    funding: tuple[PlainContent, ...] = ()
    about_authors: bool = False
    """Whether the lines about the authors are a section, and not lines of the colophon."""
    about_publisher: tuple[PlainContent, ...] = ()
    contacts: tuple[tuple[str, PlainContent], ...] = ()
    """Pairs of a name, which may be empty, and what follows it."""
    cites_itself: bool = False
    """Whether the suggested citation is made from the metadata."""
    citation: PlainContent = ()
    """The suggested citation in the author's words."""
    versions: tuple[Version, ...] = ()
    acronyms: tuple[tuple[str, str], ...] = ()
    """Pairs of an acronym and what it stands for."""


class Meta(Struct, frozen=True):
    """The metadata of the report."""

    title: PlainContent
    date: date | datetime
    date_text: str = ""
    """The date in the author's own words; if empty, it is formatted by the rules of the
    language."""
    language: str = "en"
    """A BCP 47 tag."""
    direction: Direction = "ltr"
    subtitle: PlainContent = ()
    deck: PlainContent = ()
    series: Series | None = None
    timezone: str = ""
    authors: tuple[Person, ...] = ()
    publisher: Publisher | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    """Pairs of kind (report_number, isbn, doi) and value."""
    rights: Rights | None = None
    marking: str = ""
    """The words printed on every page: "TLP:GREEN", or a banner."""
    keywords: tuple[str, ...] = ()
    summary: tuple[PlainContent, ...] = ()
    cover: Cover | None = None
    matter: Matter = Matter()


class Options(Struct, frozen=True):
    """How the report wants to be printed."""

    placement: Literal["page", "end"] = "page"
    """Notes at the foot of the page, or collected at the end."""
    numbering: Literal["continuous", "section"] = "continuous"
    contents: bool = False
    judgement_summary: bool = False
    theme: str = "briefing"
    cover: bool | None = None
    """Whether it has a cover; None leaves it to the theme."""
    repeat: Literal["same", "see"] = "same"
    """What a note prints when it is referred to again in a later section, where `numbering` starts
    again: its text, or where to see it."""
    contents_depth: int = 4
    """The lowest level of headings in the contents."""
    figure_list: bool = False
    """Whether a list of figures follows the contents."""
    table_list: bool = False
    """Whether a list of tables follows the contents."""
    numbered_headings: bool = False
    """Whether parts, chapters and the headings under them have numbers."""
    nonbreaking_spaces: bool = False
    """Whether no line ends at spaces where the rules of the language want none."""
    smart_typography: bool = False
    """Whether quotation marks, apostrophes, primes, dashes and ellipses are those of the
    language, instead of exactly as they are written."""
    own_placement: bool = False
    """Whether the report itself says where its notes are; otherwise its theme may put them at the
    end."""


class Opening(Struct, Generic[R], frozen=True):
    """The texts above the body that refer to notes, as `Meta` has them without their references;
    those that refer to none are empty here."""

    title: Content[R] = ()
    deck: Content[R] = ()
    summary: tuple[Content[R], ...] = ()

    @property
    def texts(self) -> tuple[Content[R], ...]:
        """Them all, in reading order."""
        return (self.title, self.deck, *self.summary)


class Report(Struct, frozen=True):
    """A report as written: read from a file, or made in memory."""

    meta: Meta
    options: Options
    blocks: tuple[SourceBlock, ...]
    notes: Mapping[str, Note]
    opening: Opening[NoteRef] = Opening()


class ResolvedReport(Struct, frozen=True):
    """A report as printed: all numbers assigned, no keys left."""

    meta: Meta
    options: Options
    blocks: tuple[PrintedBlock, ...]
    notes: tuple[NumberedNote, ...]
    """In the order of their numbers."""
    terms: Terms
    """The words that reportkit itself prints, in the language of the report."""
    sections: tuple[PlainContent, ...] = ((),)
    """The titles of the sections in which notes may be numbered; first that of the text before the
    first of them, which is empty."""
    pages_wanted: bool = False
    """Whether a cross reference prints the page of its target."""
    mentioned: frozenset[int] = frozenset()
    """The notes that a cross reference leads to, each by its position among all notes."""
    opening: Opening[NoteMark] = Opening()


class PageStart(Struct, frozen=True):
    """The beginning of a page of the PDF, in terms of the report.

    `text` is the index, from 0, of a text in `walk.texts`; the page begins after `offset`
    characters of its printed text (not counting marks). Texts of the front matter are counted
    backwards from there: -1 is the last of them.
    """

    label: str
    """The folio as printed."""
    text: int
    offset: int
