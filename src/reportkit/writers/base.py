"""What a writer is, and what it is given."""

from __future__ import annotations

from typing import ClassVar, Protocol

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic
from reportkit.model.document import PageStart as PageStart


class WriteContext(Struct, frozen=True):
    """What a writer is told of the other formats of the same build."""

    pages: tuple[PageStart, ...] = ()
    """The pages of the PDF, from the second on; none without a PDF."""


class WriterOutput(Struct, frozen=True):
    """What a writer made."""

    data: bytes
    """The finished file."""
    findings: tuple[Diagnostic, ...] = ()
    """Warnings: a note on a later page than its mark, a picture too small for print."""
    pages: tuple[PageStart, ...] = ()
    """Where its pages begin, from the second on, if the format has pages of its own."""


class Writer(Protocol):
    """Turns a publication into a file of one format.

    A writer asks no clock, opens no file and counts nothing: the same publication and context give
    the same bytes. One that can be told how to write has a struct of options as `Options`, and
    takes one when it is made.

    Raises `WriterError` when it cannot write.
    """

    name: ClassVar[str]
    """The name on the command line: `pdf`."""
    suffix: ClassVar[str]
    """The suffix of the file: `.pdf`."""
    paged: ClassVar[bool]
    """Whether its file has pages of its own. It is then written before the others, which tell its
    pages, and in a process with limits of memory and time: no one can tell how long a layout takes.
    """

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished file, whole in memory."""
        ...


class WriterError(Exception):
    """A format that could not be written; the message says why and what to do."""
