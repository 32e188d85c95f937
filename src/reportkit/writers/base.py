"""The interface of writers: what a writer gets and returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic
from reportkit.model.document import PageStart as PageStart


class WriteContext(Struct, frozen=True):
    """The results of other formats in the same build."""

    pages: tuple[PageStart, ...] = ()
    """The pages of the PDF from the second on; empty without a PDF."""
    places: Mapping[str, str] = {}
    """The pages of the PDF on which targets of cross references and the sections of the back matter
    stand, by the ids of their anchors; empty if the report names none."""


class WriterOutput(Struct, frozen=True):
    """The output of a writer."""

    data: bytes
    """The finished file."""
    findings: tuple[Diagnostic, ...] = ()
    """Warnings, such as a note on a later page than its mark or a picture too small for print."""
    pages: tuple[PageStart, ...] = ()
    """Where its pages begin, from the second on, if the format has pages."""
    places: Mapping[str, str] = {}
    """The pages of targets and sections, as in `WriteContext`."""


class Writer(Protocol):
    """Turns a publication into a file of one format.

    A writer does not read the clock, open files or count anything: the same publication and context
    give the same bytes. A writer with options has a struct `Options`, and takes an instance of it
    when it is created. A writer without pages whose file carries the fonts of a theme that asks
    for it (`embed_fonts`) has `embeds_fonts = True`: it only writes if the fonts have all letters,
    as a writer with pages does.

    Raises `WriterError` if it cannot write.
    """

    name: ClassVar[str]
    """The name on the command line: `pdf`."""
    suffix: ClassVar[str]
    """The suffix of the file: `.pdf`."""
    paged: ClassVar[bool]
    """Whether its file has pages. It is then written before the others, which use its pages, and in
    a process with limits on memory and time, because the duration of a layout cannot be predicted.
    """

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The complete finished file, in memory."""
        ...


class WriterError(Exception):
    """A format that could not be written; the message says why and what to do."""
