"""From a report to its PDF: lay out, see where notes stand, finish, attach the report itself."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from functools import cache

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reportkit.document import ResolvedReport
from reportkit.style import FontFace, shipped_fonts
from reportkit.writers.base import WriteContext, Written
from reportkit.writers.pdf import engine, finish, placement
from reportkit.writers.pdf.attach import attachments
from reportkit.writers.pdf.complaints import complaints
from reportkit.writers.pdf.memory import MemoryFetcher
from reportkit.writers.pdf.page import PdfPage
from reportkit.writers.pdf.pages import page_starts
from reportkit.writers.pdf.sheet import style_sheet


def typeset(report: ResolvedReport, context: WriteContext) -> Written:
    """The PDF with its warnings and page starts. Raises WriterError when it cannot be made."""
    engine.check_version()
    page = PdfPage(report)
    text = page.document(style_sheet(context.theme, report.meta), context)
    fonts = _fonts(shipped_fonts())
    notes = report.notes if report.options.placement == "page" else ()
    with complaints() as found:
        html = weasyprint.HTML(string=text, url_fetcher=MemoryFetcher(page.pictures))

        def render(breaks: Sequence[str]) -> weasyprint.Document:
            rules = "".join(f"#{name}{{break-before:page!important}}" for name in breaks)
            sheets = [weasyprint.CSS(string=rules)] if rules else []
            with engine.footnotes():
                return html.render(fonts, stylesheets=sheets, pdf_variant=finish.VARIANT)

        document, late = placement.place(render, notes, page.break_places)
        with engine.recorded() as origins:
            data: bytes = document.write_pdf(
                finisher=finish.finisher(origins),
                pdf_variant=finish.VARIANT,
                attachments=attachments(context, page.pictures.values()),
            )
    starts = page_starts(engine.body_texts(document), report.blocks)
    return Written(data, (*late, *found), starts)


@cache
def _fonts(faces: tuple[FontFace, ...]) -> FontConfiguration:
    """The fonts of the machine, to which WeasyPrint adds the faces once for all reports."""
    atexit.register(_fonts.cache_clear)
    return FontConfiguration()
