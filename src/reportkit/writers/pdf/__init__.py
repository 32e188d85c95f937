"""PDF by WeasyPrint: page footnotes with our own numbers, linked both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.pdf.weasyprint_engine.import_weasyprint import load


class PdfOptions(Struct, frozen=True):
    """How a PDF is written."""

    profile: Literal["screen", "press"] = "screen"
    """What it is for: reading and archives, or a printing press (PDF/X-4)."""


class PdfWriter:
    """Writes a tagged PDF."""

    Options = PdfOptions

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    paged: ClassVar[bool] = True

    def __init__(self, options: PdfOptions = PdfOptions()) -> None:  # noqa: B008 - frozen
        """Loads WeasyPrint, once for all reports. Raises WriterError when Pango is missing, or
        WeasyPrint is another release than the one that reportkit knows."""
        load()
        from reportkit.writers.pdf.typeset import typeset

        self._typeset = typeset
        self._for_press = options.profile == "press"

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished file. Raises WriterError when WeasyPrint cannot make it."""
        return self._typeset(publication, for_press=self._for_press)
