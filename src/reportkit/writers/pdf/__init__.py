"""PDF by WeasyPrint: page footnotes with our own numbers, linked both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

from typing import ClassVar

from reportkit.document import ResolvedReport
from reportkit.writers.base import WriteContext, Written
from reportkit.writers.pdf.loading import load


class PdfWriter:
    """Writes a tagged PDF."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"

    def write(self, report: ResolvedReport, context: WriteContext) -> Written:
        """The finished file. Raises WriterError when WeasyPrint cannot make it."""
        load()
        from reportkit.writers.pdf.typeset import typeset

        return typeset(report, context)
