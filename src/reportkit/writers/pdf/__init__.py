"""PDF by WeasyPrint: page footnotes with our own numbers, linked both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

from typing import ClassVar

from reportkit.document import ResolvedReport
from reportkit.writers.base import WriteContext, WriterError, Written


class PdfWriter:
    """Writes a tagged PDF."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"

    def write(self, report: ResolvedReport, context: WriteContext) -> Written:
        """The finished file. Raises WriterError when WeasyPrint cannot make it."""
        try:
            from reportkit.writers.pdf.typeset import typeset
        except OSError as error:
            message = f"Pango is missing ({error}); run reportkit doctor"
            raise WriterError(message) from error
        return typeset(report, context)
