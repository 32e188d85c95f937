"""PDF by WeasyPrint: page footnotes with our own numbers, linked both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

from typing import ClassVar

from reportkit.model.document import ResolvedReport
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.pdf.import_weasyprint import load


class PdfWriter:
    """Writes a tagged PDF."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    paged: ClassVar[bool] = True

    def __init__(self) -> None:
        """Loads WeasyPrint, once for all reports. Raises WriterError when Pango is missing."""
        load()
        from reportkit.writers.pdf.typeset import typeset

        self._typeset = typeset

    def write(self, report: ResolvedReport, context: WriteContext) -> WriterOutput:
        """The finished file. Raises WriterError when WeasyPrint cannot make it."""
        return self._typeset(report, context)
