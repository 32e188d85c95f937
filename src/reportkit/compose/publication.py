"""The publication: all that a format prints, decided once, as values.

`compose` makes one of a resolved report and a theme. Writers print its parts, each in the way of
its format; `verify` compares finished files with the same parts, in the same order. What is not a
part of it, no format prints.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from reportkit.model.document import Anchor, Image, Meta, PlainContent, ResolvedReport
from reportkit.model.terms import Terms
from reportkit.style import Theme
from reportkit.style.tokens import Page

if TYPE_CHECKING:
    from reportkit.compose.fitting import Fits  # most reports have no table

# --- front matter -------------------------------------------------------------------------------


class CoverLines(Struct, frozen=True):
    """What a cover without a picture says, from top to bottom; each line may be empty."""

    series: str
    title: str
    subtitle: str
    deck: str
    authors: str
    date: str
    publisher: str


class Cover(Struct, frozen=True):
    """The outside of the report."""

    alt: str
    """What it says, for those who do not see it."""
    lines: CoverLines
    image: Image | None = None
    """The picture of the report; None where the format draws one with the lines, if it can."""


class TitleBlock(Struct, frozen=True):
    """What stands above the text: each line empty where the report does not have it."""

    title: PlainContent
    date: str
    """The dateline: the date as it is printed."""
    logo: Image | None = None
    logo_alt: str = ""
    series: str = ""
    """The series with its volume, number and ISSN."""
    subtitle: PlainContent = ()
    deck: PlainContent = ()
    authors: str = ""
    """The byline: the names of all authors."""


class Summary(Struct, frozen=True):
    """The abstract under its heading."""

    heading: str
    paragraphs: tuple[PlainContent, ...]


class JudgementList(Struct, frozen=True):
    """The claims of all key judgements under a heading."""

    heading: str
    claims: tuple[PlainContent, ...]


class ContentsEntry(Struct, frozen=True):
    """A heading as the contents list it."""

    level: int
    text: PlainContent
    anchor: Anchor


class Contents(Struct, frozen=True):
    """The table of contents under its heading."""

    heading: str
    entries: tuple[ContentsEntry, ...]


class Front(Struct, frozen=True):
    """All that stands before the text, in the order in which it is printed."""

    cover: Cover | None
    title: TitleBlock
    title_page: bool
    """Whether the title block has a page of its own, where the format has pages."""
    summary: Summary | None
    judgements: JudgementList | None
    contents: Contents | None


# --- back matter --------------------------------------------------------------------------------

BackRole: TypeAlias = Literal[
    "author", "publisher", "identifiers", "copyright", "licence", "disclaimer", "keywords"
]


class BackLine(Struct, frozen=True):
    """A line of the colophon."""

    role: BackRole
    content: PlainContent
    name: str = ""
    """What the line is about, printed before its content and set apart: the name of an author."""


class Back(Struct, frozen=True):
    """All that stands after the text."""

    notes_heading: str
    """What stands above the notes, where they are collected."""
    colophon: tuple[BackLine, ...]


# --- on every page ------------------------------------------------------------------------------


class Marking(Struct, frozen=True):
    """The words that no page may lack."""

    text: str
    colour: str = ""
    """The colour that TLP 2.0 lays down for the text, on black (#rrggbb); empty for a banner of
    the house's own."""


HeadKind: TypeAlias = Literal["title", "series", "chapter", "none"]


class RunningHeads(Struct, frozen=True):
    """What is repeated at the head and the foot of each page."""

    recto: HeadKind
    """What the head says on right-hand pages, and on all where pages do not face each other."""
    verso: HeadKind
    title: str
    """The title, short enough for a line; also what the head says before the first chapter."""
    series: str
    publisher: str
    """What stands at the foot, beside the folio."""


# --- what a file says of itself -----------------------------------------------------------------


class Collection(Struct, frozen=True):
    """The series as a catalogue holds it."""

    name: str
    position: str = ""
    """Its place in the series, where that is a number: "7", "2.1"."""
    issn: str = ""


class Properties(Struct, frozen=True):
    """What a file says of itself beside its text, in title bars, shelves and searches. Plain text;
    empty where the report does not say it. Each format carries what it has a field for."""

    title: str
    language: str
    """A BCP 47 tag."""
    day: date
    """The date of the report."""
    identifier: str
    """The URN of `Provenance`."""
    subtitle: str = ""
    deck: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    """All names in the order of the report."""
    relators: tuple[str, ...] = ()
    """What each of the authors did, as a MARC relator: `aut`, `edt`."""
    publisher: str = ""
    rights: tuple[str, ...] = ()
    """The copyright, then the licence."""
    keywords: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    """Those of the report in the order of the report, as URNs where there are any."""
    series: str = ""
    """The line of the series, as the title block prints it."""
    collection: Collection | None = None


class Layout(Struct, frozen=True):
    """A page, and how the tables of the report are set on it."""

    page: Page
    fits: Fits


# --- the whole ----------------------------------------------------------------------------------


class Provenance(Struct, frozen=True):
    """Where a report comes from: what makes its files the same on each run."""

    identifier: str
    """A URN that stays the same for the same report."""
    modified: datetime
    """The date of the report in UTC: the only time that goes into a file."""
    source: bytes = b""
    """The report file in its canonical form (JSON), for formats that carry it; empty for a report
    that was made in memory."""


class Publication(Struct, frozen=True):
    """A report, composed for print in a theme."""

    report: ResolvedReport
    """The body and the notes; the metadata from which the other parts were made."""
    theme: Theme
    front: Front
    back: Back
    marking: Marking | None
    running: RunningHeads
    layout: Layout
    """The pages of the theme."""
    word_layout: Layout
    """The pages of the Word document: those of the house's template, if the theme has one."""
    provenance: Provenance
    properties: Properties

    @property
    def meta(self) -> Meta:
        """What is said of the report as a whole."""
        return self.report.meta

    @property
    def terms(self) -> Terms:
        """The words that reportkit itself adds, in the language of the report."""
        return self.report.terms
