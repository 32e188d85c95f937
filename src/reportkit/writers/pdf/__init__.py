"""PDF by WeasyPrint: page footnotes with our own numbers and links both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.pdf.weasyprint_engine.import_weasyprint import load


class PdfOptions(Struct, frozen=True):
    """The options of the PDF writer."""

    profile: Literal["screen", "press"] = "screen"
    """The purpose of the file: reading and archives, or a printing press (PDF/X-4)."""


class PdfWriter:
    """Writes a tagged PDF."""

    Options = PdfOptions

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    paged: ClassVar[bool] = True

    def __init__(self, options: PdfOptions = PdfOptions()) -> None:  # noqa: B008 - frozen
        """Loads WeasyPrint, once for all reports. Raises WriterError if Pango is missing or the
        release of WeasyPrint is not the one that reportkit knows."""
        load()
        from reportkit.writers.pdf.typeset import typeset

        self._typeset = typeset
        self._for_press = options.profile == "press"

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished file. Raises WriterError if WeasyPrint cannot make it."""
        return self._typeset(publication, for_press=self._for_press)
