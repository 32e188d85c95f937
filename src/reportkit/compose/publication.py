"""The publication: everything that a format prints, decided once, as values.

`compose` makes one from a resolved report and a theme. Writers print its parts, each in the manner
of its format; `verify` compares finished files with the same parts, in the same order. No format
prints anything that is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from reportkit.model.document import (
    Anchor,
    Content,
    CrossReference,
    Image,
    Meta,
    PlainContent,
    PrintedContent,
    ResolvedReport,
    Text,
)
from reportkit.model.terms import Terms
from reportkit.style import Theme
from reportkit.style.font_plan import FontPlan
from reportkit.style.tokens import CoverDesign, Page

if TYPE_CHECKING:
    from reportkit.compose.fitting import Fits  # most reports have no table

# --- front matter -------------------------------------------------------------------------------


class CoverLines(Struct, frozen=True):
    """The lines of a cover without a picture, from top to bottom; each may be empty."""

    series: str
    title: str
    subtitle: str
    deck: str
    authors: str
    date: str
    publisher: str


class Cover(Struct, frozen=True):
    """The cover of the report."""

    alt: str
    """A description for readers who cannot see it."""
    lines: CoverLines
    image: Image | None = None
    """The report's own picture; with None, the format draws the lines if it can."""


class Notice(Struct, frozen=True):
    """A line about the state of the report, under the byline."""

    role: Literal["version", "embargo"]
    content: PlainContent


class Byline(Struct, frozen=True):
    """A line of the byline."""

    names: str
    affiliation: str = ""
    """What they belong to, on the line below; only on covers."""


class TitleBlock(Struct, frozen=True):
    """The lines above the text; a line that the report does not have is empty."""

    title: PrintedContent
    size: float
    """The size of the title in points: smaller by steps for a title of many lines."""
    lines: int
    """How many lines of that size the title takes at most."""
    date: str
    """The dateline: the date as printed."""
    logo: Image | None = None
    logo_alt: str = ""
    series: str = ""
    """The series with its volume, number and ISSN."""
    subtitle: PlainContent = ()
    deck: PrintedContent = ()
    byline: tuple[Byline, ...] = ()
    """The names of all authors: in one line, or on a cover with those whom an affiliation joins."""
    notices: tuple[Notice, ...] = ()

    @property
    def authors(self) -> str:
        """The names of all authors."""
        return ", ".join(line.names for line in self.byline)


class Summary(Struct, frozen=True):
    """The abstract under its heading."""

    heading: str
    paragraphs: tuple[PrintedContent, ...]


class JudgementList(Struct, frozen=True):
    """The claims of all key judgements, under a heading."""

    heading: str
    """Empty if a heading of the report says the same words."""
    claims: tuple[PlainContent, ...]


class ContentsEntry(Struct, frozen=True):
    """A heading in the table of contents; in a list of figures or tables, a label with its
    caption."""

    level: int
    text: Content[CrossReference]
    """Without marks; a reference in it prints a page."""
    anchor: Anchor


ContentsKind: TypeAlias = Literal["contents", "figures", "tables"]


class Contents(Struct, frozen=True):
    """The table of contents, or a list of figures or of tables, under its heading."""

    heading: str
    entries: tuple[ContentsEntry, ...]
    kind: ContentsKind = "contents"


FrontPart: TypeAlias = Literal["title", "summary", "judgements"] | ContentsKind


class Front(Struct, frozen=True):
    """The front matter, in the order in which it is printed."""

    cover: Cover | None
    title: TitleBlock
    title_page: bool
    """Whether the title block has its own page, in formats with pages."""
    design: CoverDesign
    """The design of that page if it is the cover; `none` for a plain title page."""
    summary: Summary | None
    judgements: JudgementList | None
    contents: Contents | None
    lists: tuple[Contents, ...] = ()
    """The lists of figures and of tables that follow the contents."""

    @property
    def picture_page(self) -> Image | None:
        """The picture that is a page of its own before the title block, in formats with pages."""
        picture = None if self.cover is None else self.cover.image
        return picture if self.design == "none" else None

    @property
    def contents_and_lists(self) -> tuple[Contents, ...]:
        """The contents and the lists that follow them; empty without contents."""
        return () if self.contents is None else (self.contents, *self.lists)

    def texts(self) -> Iterator[tuple[FrontPart, PrintedContent]]:
        """All its texts in reading order, empty ones included, each with its part: of each part
        the heading first. `PageStart` counts them backwards from the body."""
        block = self.title
        yield "title", (Text(block.series),)
        yield from (("title", line) for line in (block.title, block.subtitle, block.deck))
        for line in block.byline:
            yield from (("title", (Text(text),)) for text in (line.names, line.affiliation))
        yield "title", (Text(block.date),)
        yield from (("title", notice.content) for notice in block.notices)
        if self.summary is not None:
            yield "summary", (Text(self.summary.heading),)
            yield from (("summary", paragraph) for paragraph in self.summary.paragraphs)
        if self.judgements is not None:
            yield "judgements", (Text(self.judgements.heading),)
            yield from (("judgements", claim) for claim in self.judgements.claims)
        for listed in self.contents_and_lists:
            yield listed.kind, (Text(listed.heading),)
            yield from ((listed.kind, entry.text) for entry in listed.entries)


# --- back matter --------------------------------------------------------------------------------

BackRole: TypeAlias = Literal[
    "author", "publisher", "identifiers", "copyright", "licence", "disclaimer", "keywords"
]


SectionRole: TypeAlias = Literal[
    "acknowledgements",
    "funding",
    "about_authors",
    "about_publisher",
    "contacts",
    "citation",
    "versions",
    "acronyms",
]


class BackLine(Struct, frozen=True):
    """A line of the colophon, or of a section of the back matter."""

    role: BackRole | SectionRole
    content: PlainContent
    name: str = ""
    """The subject of the line, such as an author's name: printed before its content, set apart."""


class BackSection(Struct, frozen=True):
    """Lines under a heading without a number, after the text."""

    role: SectionRole
    heading: str
    lines: tuple[BackLine, ...]
    anchor: Anchor


class Back(Struct, frozen=True):
    """The back matter."""

    notes_heading: str
    """The heading of the notes, where they are collected."""
    colophon: tuple[BackLine, ...]
    sections: tuple[BackSection, ...] = ()
    """Those before the colophon, in the order in which they are printed."""
    note_sections: Mapping[int, PlainContent] = {}
    """Where notes are numbered by section and listed together: the title of each section, by the
    first of its notes (`NumberedNote.note`)."""


# --- on every page ------------------------------------------------------------------------------


class Marking(Struct, frozen=True):
    """The words that must be on every page."""

    text: str
    colour: str = ""
    """The colour that TLP 2.0 prescribes for the text, on black (#rrggbb); empty for a banner."""


HeadKind: TypeAlias = Literal["title", "series", "chapter", "none"]


class RunningHeads(Struct, frozen=True):
    """The text repeated at the head and foot of each page."""

    recto: HeadKind
    """The head of right-hand pages, or of all pages if they do not face each other."""
    verso: HeadKind
    title: str
    """The title, short enough for one line; it also stands in for the chapter before the first."""
    series: str
    publisher: str
    """The publisher, printed at the foot beside the folio."""


# --- what a file says of itself -----------------------------------------------------------------


class Collection(Struct, frozen=True):
    """The series, in the form for catalogues."""

    name: str
    position: str = ""
    """Its position in the series, if that is a number: "7", "2.1"."""
    issn: str = ""


class Properties(Struct, frozen=True):
    """The metadata of a file, for title bars, shelves and searches. Plain text; empty if the report
    does not give it. Each format carries the fields that it knows."""

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
    """The role of each author, as a MARC relator: `aut`, `edt`."""
    publisher: str = ""
    rights: tuple[str, ...] = ()
    """The copyright, then the licence."""
    keywords: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    """The identifiers of the report, in its order, as URNs where possible."""
    series: str = ""
    """The line of the series, as the title block prints it."""
    collection: Collection | None = None
    version: str = ""
    status: str = ""
    """In English, as programs expect it: Draft or Final."""


class Layout(Struct, frozen=True):
    """A page, and how the tables of the report are set on it."""

    page: Page
    fits: Fits


# --- the whole ----------------------------------------------------------------------------------


class Provenance(Struct, frozen=True):
    """The origin of a report, which makes its files the same on each run."""

    identifier: str
    """A URN that stays the same for the same report."""
    modified: datetime
    """The date of the report in UTC: the only time written to a file."""
    source: bytes = b""
    """The report file in its canonical form (JSON), for formats that carry it; empty for a report
    that was made in memory."""


class Publication(Struct, frozen=True):
    """A report composed for print in a theme."""

    report: ResolvedReport
    """The body and the notes, and the metadata from which the other parts are made."""
    theme: Theme
    front: Front
    back: Back
    marking: Marking | None
    running: RunningHeads
    layout: Layout
    """The pages of the theme."""
    word_layout: Layout
    """The pages of the Word document: those of the Word template, if the theme has one."""
    provenance: Provenance
    properties: Properties
    fonts: FontPlan = FontPlan()
    """The fonts for letters that those of the theme lack. A format that carries its fonts is given
    a theme that has them."""
    watermark: str = ""
    """The word across each page of a draft, in formats with pages; empty for any other report."""
    missing: frozenset[int] = frozenset()
    """The code points that no font has: a format that carries its fonts cannot show them, and is
    not written."""

    @property
    def meta(self) -> Meta:
        """The metadata of the report."""
        return self.report.meta

    @property
    def terms(self) -> Terms:
        """The words that reportkit itself prints, in the language of the report."""
        return self.report.terms
