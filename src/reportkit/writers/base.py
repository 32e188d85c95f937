"""What a writer is, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Protocol

from reportkit.document import ResolvedReport
from reportkit.style import Theme

NOTE_SEPARATOR: Final = ","
"""What is printed between two note marks that stand side by side, raised like them."""


@dataclass(frozen=True, slots=True)
class WriteContext:
    """All that a writer needs besides the report. A writer asks no clock and opens no file."""

    theme: Theme
    modified: datetime
    """The date of the report in UTC: the only time that goes into a file."""
    identifier: str
    """A URN that stays the same for the same report."""


class Writer(Protocol):
    """Turns a resolved report into the bytes of one format.

    Raises `WriterError` when it cannot. The same report and context give the same bytes.
    """

    name: ClassVar[str]
    """The name on the command line: `pdf`."""
    suffix: ClassVar[str]
    """The suffix of the file: `.pdf`."""

    def write(self, report: ResolvedReport, context: WriteContext) -> bytes:
        """The finished file."""
        ...


class WriterError(Exception):
    """A format that could not be written; the message says why and what to do."""
