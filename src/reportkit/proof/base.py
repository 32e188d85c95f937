"""What a finished file says, as its reader finds it."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import Diagnostic

RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""A letter of a script that is written from right to left."""


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


class ReadPage(Struct, frozen=True):
    """A page of the printed edition: of the PDF itself, or as a file without pages lists it."""

    label: str
    """The folio that a reader sees."""
    offset: int
    """How many characters of `Reading.body` stand before it; -1 for a page that is not there."""


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
    visual: bool = False
    """Whether characters come as they stand on the page: right-to-left text is reordered."""
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
    findings: tuple[Diagnostic, ...] = ()
    """What is wrong with the file beside what it says: barriers to some of its readers."""


class ReadError(Exception):
    """A file that is not a complete document of its format; the message says why."""
