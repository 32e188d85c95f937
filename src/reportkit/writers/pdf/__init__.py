"""PDF by WeasyPrint: page footnotes with our own numbers, linked both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

from typing import ClassVar

from reportkit.document import ResolvedReport
from reportkit.style import shipped_fonts
from reportkit.writers.base import WriteContext, WriterError, Written
from reportkit.writers.pdf.loading import load


class PdfWriter:
    """Writes a tagged PDF."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    paged: ClassVar[bool] = True

    def __init__(self) -> None:
        """Loads WeasyPrint and the fonts, once for all reports.

        Raises WriterError when Pango or a font is missing.
        """
        load()
        from reportkit.writers.pdf import engine
        from reportkit.writers.pdf.typeset import typeset

        engine.warm()
        try:
            shipped_fonts()
        except OSError as error:
            raise WriterError(f"a font of reportkit is missing ({error})") from error
        self._typeset = typeset

    def write(self, report: ResolvedReport, context: WriteContext) -> Written:
        """The finished file. Raises WriterError when WeasyPrint cannot make it."""
        return self._typeset(report, context)
