"""PDF by WeasyPrint: page footnotes with our own numbers, linked both ways, tagged (PDF/UA-1)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from reportkit.document import ResolvedReport
from reportkit.writers.base import WriteContext, WriterError, Written
from reportkit.writers.pdf.engine import engine
from reportkit.writers.pdf.glyphs import missing_letters
from reportkit.writers.pdf.page import PdfPage
from reportkit.writers.pdf.sheet import style_sheet


class PdfWriter:
    """Writes a tagged PDF."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"

    def write(self, report: ResolvedReport, context: WriteContext) -> Written:
        """The finished file. Raises WriterError when WeasyPrint cannot make it."""
        weasyprint = engine()
        from reportkit.writers.pdf.memory import MemoryFetcher

        page = PdfPage(report)
        sheet = style_sheet(context.theme, report.meta)
        html = page.document(sheet, context)
        with _errors_raised():
            document = weasyprint.HTML(
                string=html, url_fetcher=MemoryFetcher(page.pictures, context.theme.faces)
            )
            data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
        return Written(data, missing_letters(html, context.theme))


@contextmanager
def _errors_raised() -> Iterator[None]:
    """WeasyPrint only logs a picture or a font that it cannot use; here that is an error."""
    handler = _Records(logging.ERROR)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if handler.records:
        raise WriterError(handler.records[0].getMessage())


class _Records(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
