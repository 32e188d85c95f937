"""The content of a finished file, as a reader extracts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from reportkit.diagnostics import Diagnostic, Span


class ReadReference(Struct, frozen=True):
    """A note reference as found in a file."""

    number: str
    """The visible characters of the mark."""
    offset: int
    """The number of characters of `ExtractedText.body` before it."""


class ReadNote(Struct, frozen=True):
    """A note as found in a file."""

    number: str
    text: str
    """Its text without number and backlinks."""
    backlinks: int | None = None
    """The number of links back to the text; None if the format makes them itself or has none."""
    above: str = ""
    """The title of a section of the notes that is printed above it, if it is not part of `body`."""


class ReadNoteSection(Struct, frozen=True):
    """A list of notes in a file that has them after the text."""

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
    """The text that a reader finds around one place: marking, running head, folio."""

    place: str
    """The name of the place in findings: "page 3", "the first page of section 2"."""
    kind: Literal["page", "header", "footer", "file"]
    texts: tuple[str, ...]
    """The texts, in the order of the place."""
    page: int = 0
    """Which page of a file with pages, from 1."""
    pages: Literal["first", "default", "even"] = "default"
    """For which pages of a section a header or footer of Word is."""


PropertyKind: TypeAlias = Literal[
    "info", "xmp", "catalog", "core", "custom", "app", "styles", "opf", "xhtml", "nav", "ncx"
]
"""The places of a file's metadata: document information, XMP and catalog of a PDF; core,
custom and extended properties and styles of a DOCX; package, text files, navigation of an EPUB."""


class ReadProperties(Struct, frozen=True):
    """The metadata in one part of a file."""

    kind: PropertyKind
    where: str
    """The name of the part in findings: "the core properties"."""
    values: Mapping[str, tuple[str, ...]]
    """By the names that the format gives them, each in the order of the file."""


class ReadPage(Struct, frozen=True):
    """A page of the printed edition: of the PDF itself, or as a file without pages lists it."""

    label: str
    """The visible folio."""
    offset: int
    """The number of characters of `ExtractedText.body` before it; -1 for a missing page."""
    apart: bool = False
    """Whether it begins in contents outside the text."""


Medium: TypeAlias = Literal["pdf", "docx", "epub", "text"]


class ExtractedText(Struct, frozen=True):
    """A finished file, read back in reading order."""

    body: str
    """The text outside the notes, without the numbers of note marks and additions of the format.
    The separator between two marks is text: on the page it is a comma like any other."""
    references: tuple[ReadReference, ...]
    notes: tuple[ReadNote, ...]
    links: tuple[str, ...] | None
    """The targets of live external links; None if the format has no links."""
    signs: str = ""
    """Characters that the format also uses as mark-up, and so cannot be compared."""
    code: tuple[str, ...] | None = None
    """The lines of code with their white space; None if the format does not keep it."""
    pages: tuple[ReadPage, ...] | None = None
    """The pages of the PDF that the file lists; None if the format has no such list."""
    contents: tuple[str, ...] | None = None
    """The entries of a table of contents outside the text; None if the contents are part of the
    text."""
    own_pages: tuple[ReadPage, ...] = ()
    """The pages of the file itself, including those of the front and back matter; empty if the
    format has no pages."""
    press: bool = False
    """Whether the file is for a printing press: its text is that of the screen, without links."""
    medium: Medium | None = None
    """Which of reportkit's own formats it is, whose additions are known; None for others, of which
    only what they give is compared."""
    running: tuple[RunningText, ...] = ()
    """The texts around the text, in the order of the file."""
    properties: tuple[ReadProperties, ...] = ()
    pictures: tuple[str, ...] | None = None
    """The alternative texts in reading order, none for decorations; None where the format has no
    pictures, or shows the texts in their place."""
    attached_data: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] | None = None
    """The name and rows of each attached file with the data of a chart; None if the format attaches
    none."""
    acronyms: tuple[tuple[str, str], ...] | None = None
    """Each acronym in the text with what it stands for; None if the format does not say so."""
    headings: tuple[ReadHeading, ...] = ()
    """The headings of a file with pages, in reading order."""
    contents_pages: tuple[str, ...] | None = None
    """The page of each entry of the contents that are a part of the text, as printed there; empty
    where they are printed without."""
    places: Mapping[str, str] = {}
    """The pages of the targets of links, as printed, by their ids; empty if the format has no
    pages."""
    note_sections: tuple[ReadNoteSection, ...] = ()
    """The lists of notes, if their headings are not part of `body`."""
    formulas: tuple[tuple[int, int], ...] = ()
    """Where the signs of equations begin and end in `body`; a page has them as drawings."""
    findings: tuple[Diagnostic, ...] = ()
    """Faults of the file other than its content: barriers to some of its readers."""


class Difference(Struct, frozen=True):
    """One thing that a finished file does not say as the report does."""

    code: str
    what: str
    """Its name in findings: "the title in the core properties"."""
    expected: str
    found: str
    ordinal: int = -1
    """The index in `walk.texts` of the text that it is about; -1 for none."""
    place: int = -1
    """The index among the expected texts; -1 for none."""


Same: TypeAlias = Callable[[str, str], bool]
"""Whether two texts are the same as far as a format lets them be read."""


Locate: TypeAlias = Callable[[str, int], tuple[Span, str] | None]
"""The place of a part in the report, by its name in findings and its index among the texts of the
body (-1 for none), with the line there; None if that is not known."""


class ReadError(Exception):
    """A file that is not a complete document of its format; the message says why."""
