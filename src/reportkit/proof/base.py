"""What a finished file says, as its reader finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from reportkit.diagnostics import Diagnostic, Span


class ReadReference(Struct, frozen=True):
    """A note reference as found in a file."""

    number: str
    """The characters that a reader sees."""
    offset: int
    """How many characters of `Reading.body` stand before it."""


class ReadNote(Struct, frozen=True):
    """A note as found in a file."""

    number: str
    text: str
    """Its text without number and backlinks."""
    backlinks: int | None = None
    """How many ways lead back to the text; None where the format makes them itself, or has none."""


class ReadNoteSection(Struct, frozen=True):
    """A list of notes in a file that has them behind the text."""

    heading: str
    first: str
    """The number of its first note."""
    last: str


class ReadHeading(Struct, frozen=True):
    """A heading as found in a file with pages."""

    level: int
    """1 is the title of the report."""
    text: str
    page: int
    """The page on which it begins, from 1."""


class RunningText(Struct, frozen=True):
    """What a reader finds around the text at one place: marking, running head, folio."""

    place: str
    """What a finding calls the place: "page 3", "the first page of section 2"."""
    kind: Literal["page", "header", "footer", "file"]
    texts: tuple[str, ...]
    """In the order in which they stand there."""
    page: int = 0
    """Which page of a file with pages, from 1."""
    pages: Literal["first", "default", "even"] = "default"
    """For which pages of a section a header or footer of Word is."""


PropertyKind: TypeAlias = Literal[
    "info", "xmp", "catalog", "core", "custom", "app", "styles", "opf", "xhtml", "nav", "ncx"
]
"""Where a file says something of itself: document information, XMP and catalog of a PDF; core,
custom and extended properties and styles of a DOCX; package, text files, navigation of an EPUB."""


class ReadProperties(Struct, frozen=True):
    """What one part of a file says of the file, beside its text."""

    kind: PropertyKind
    where: str
    """What a finding calls the part: "the core properties"."""
    values: Mapping[str, tuple[str, ...]]
    """By the names that the format gives them, each in the order of the file."""


class ReadPage(Struct, frozen=True):
    """A page of the printed edition: of the PDF itself, or as a file without pages lists it."""

    label: str
    """The folio that a reader sees."""
    offset: int
    """How many characters of `Reading.body` stand before it; -1 for a page that is not there."""
    apart: bool = False
    """Whether it begins in contents that stand apart from the text."""


Medium: TypeAlias = Literal["pdf", "docx", "epub", "text"]


class ExtractedText(Struct, frozen=True):
    """A finished file, read back in reading order."""

    body: str
    """The text outside the notes, without the numbers of note marks and what the format adds. The
    separator between two marks is text: on the page it is no other comma than the author's."""
    references: tuple[ReadReference, ...]
    notes: tuple[ReadNote, ...]
    links: tuple[str, ...] | None
    """The targets of the live links that lead out of the file; None where there are no links."""
    signs: str = ""
    """Characters that the format also uses as mark-up, and so cannot be compared."""
    pages: tuple[ReadPage, ...] | None = None
    """The pages of the PDF that the file lists; None where the format lists none."""
    contents: tuple[str, ...] | None = None
    """What a table of contents lists that stands apart from the text; None where the contents are a
    part of the text."""
    own_pages: tuple[ReadPage, ...] = ()
    """The pages of the file itself, those of the front and back matter included; none where the
    format has no pages of its own."""
    press: bool = False
    """Whether the file is for a printing press: its text is that of the screen, without links."""
    medium: Medium | None = None
    """Which of reportkit's own formats it is, whose additions are known; None for others, of which
    only what they give is compared."""
    running: tuple[RunningText, ...] = ()
    """What stands around the text, in the order of the file."""
    properties: tuple[ReadProperties, ...] = ()
    pictures: tuple[str, ...] | None = None
    """The alternative texts in reading order, none for decorations; None where the format has no
    pictures, or shows the texts in their place."""
    headings: tuple[ReadHeading, ...] = ()
    """The headings of a file with pages, in reading order."""
    contents_pages: tuple[str, ...] | None = None
    """The page of each entry of the contents that are a part of the text, as printed there; empty
    where they are printed without."""
    note_sections: tuple[ReadNoteSection, ...] = ()
    """The lists of notes, where their headings are no part of `body`."""
    findings: tuple[Diagnostic, ...] = ()
    """What is wrong with the file beside what it says: barriers to some of its readers."""


class Difference(Struct, frozen=True):
    """One thing that a finished file does not say as the report does."""

    code: str
    what: str
    """What a finding calls it: "the title in the core properties"."""
    expected: str
    found: str
    ordinal: int = -1
    """Which text of the report it is about, by its place among all (`walk.texts`); -1 for none."""
    place: int = -1
    """Which of the expected texts, by its place among all of them; -1 for none."""


Same: TypeAlias = Callable[[str, str], bool]
"""Whether two texts are the same as far as a format lets them be read."""


Locate: TypeAlias = Callable[[str, int], tuple[Span, str] | None]
"""Where the report has a part, by what a finding calls it and its place among the texts of the
body (-1 for none), with the line there; None where that is not known."""


class ReadError(Exception):
    """A file that is not a complete document of its format; the message says why."""
