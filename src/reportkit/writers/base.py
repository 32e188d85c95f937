"""What a writer is, and what it is given."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal, Protocol, TypeAlias

from msgspec import Struct

from reportkit.diagnostics import Diagnostic
from reportkit.model.document import PageStart as PageStart
from reportkit.model.document import ResolvedReport
from reportkit.style import Theme

Profile: TypeAlias = Literal["screen", "press"]
"""What a PDF is for."""


class WriteContext(Struct, frozen=True):
    """All that a writer needs besides the report. A writer asks no clock and opens no file."""

    theme: Theme
    modified: datetime
    """The date of the report in UTC: the only time that goes into a file."""
    identifier: str
    """A URN that stays the same for the same report."""
    source: bytes = b""
    """The report file in its canonical form (JSON), for formats that carry it."""
    pages: tuple[PageStart, ...] = ()
    """The pages of the PDF of the same build, from the second on; none without a PDF."""
    profile: Profile = "screen"
    """What a PDF is for: reading and archives, or a printing press."""


class WriterOutput(Struct, frozen=True):
    """What a writer made."""

    data: bytes
    """The finished file."""
    found: tuple[Diagnostic, ...] = ()
    """Warnings: a note on a later page than its mark, a picture too small for print."""
    pages: tuple[PageStart, ...] = ()
    """Where its pages begin, from the second on, if the format has pages of its own."""


class Writer(Protocol):
    """Turns a resolved report into a file of one format.

    Raises `WriterError` when it cannot. The same report and context give the same bytes.
    """

    name: ClassVar[str]
    """The name on the command line: `pdf`."""
    suffix: ClassVar[str]
    """The suffix of the file: `.pdf`."""
    paged: ClassVar[bool]
    """Whether its file has pages of its own. It is then written before the others, which tell its
    pages, and in a process with limits of memory and time: layout takes what no one can foresee."""

    def write(self, report: ResolvedReport, context: WriteContext) -> WriterOutput:
        """The finished file, whole in memory."""
        ...


class WriterError(Exception):
    """A format that could not be written; the message says why and what to do."""
