"""From a report to its PDF: lay out, see where notes stand, finish, attach the report itself."""

from __future__ import annotations

import atexit
import gc
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Final

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic
from reportkit.model.document import Image
from reportkit.style import FontFace, shipped_fonts
from reportkit.writers.base import WriterOutput
from reportkit.writers.pdf import engine, finish, placement, press
from reportkit.writers.pdf.attach import attachments
from reportkit.writers.pdf.coverage import missing_letters
from reportkit.writers.pdf.log_capture import complaints
from reportkit.writers.pdf.page_css import style_sheet
from reportkit.writers.pdf.page_html import PdfPage
from reportkit.writers.pdf.page_map import page_starts
from reportkit.writers.pdf.press import press_rules
from reportkit.writers.pdf.url_fetcher import SCHEME, MemoryFetcher

RESOLUTION: Final = 150
"""The fewest pixels an inch that print well."""

_OBJECTS: Final = 100_000
"""After how many new objects Python looks for garbage while a PDF is made."""
_NO_GLYPH: Final = "pdf: .notdef glyph"
"""How a complaint about a letter begins; `missing_letters` says it once, with what to do."""


def typeset(publication: Publication, *, for_press: bool) -> WriterOutput:
    """The PDF with its warnings and page starts. Raises WriterError when it cannot be made."""
    engine.check_version()
    with _seldom_collected():
        return _typeset(publication, for_press)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A layout is hundreds of thousands of objects that all stay until the file is written; to look
    through them for garbage again and again takes a tenth of the time."""
    threshold = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


def _typeset(publication: Publication, for_press: bool) -> WriterOutput:
    report, theme = publication.report, publication.theme
    page = PdfPage(publication, linked=not for_press)
    text = page.document(_sheet(publication, for_press))
    faces = theme.faces
    fonts = _fonts((*shipped_fonts(), *faces))
    kind = press.PressFinisher if for_press else finish.Finisher
    notes = report.notes if report.options.placement == "page" else ()
    with complaints() as found:
        html = weasyprint.HTML(string=text, url_fetcher=MemoryFetcher(page.pictures, faces))

        def render(breaks: Sequence[str]) -> weasyprint.Document:
            rules = "".join(f"#{name}{{break-before:page!important}}" for name in breaks)
            sheets = [weasyprint.CSS(string=rules)] if rules else []
            with engine.footnotes():
                return html.render(fonts, stylesheets=sheets, pdf_variant=kind.variant)

        document, late = placement.place(render, notes, page.break_places)
        starts = page_starts(engine.body_texts(document), report.blocks)
        with engine.recorded() as origins, engine.of_any_length(), warnings.catch_warnings():
            # WeasyPrint leaves the file of the colour profile for Python to close.
            warnings.simplefilter("ignore", ResourceWarning)
            finisher = kind(origins, publication)
            data: bytes = document.write_pdf(
                finisher=finisher,
                pdf_variant=kind.variant,
                pdf_tags=True,
                # A printer has no use for the report itself, and need not have it.
                attachments=None if for_press else attachments(publication),
            )
    coarse = _coarse(finisher.figures, page.pictures)
    lacking = missing_letters(text, theme)
    warned = (complaint for complaint in found if not complaint.message.startswith(_NO_GLYPH))
    return WriterOutput(data, (*lacking, *late, *coarse, *warned), starts)


def _sheet(publication: Publication, for_press: bool) -> str:
    sheet = style_sheet(publication)
    return f"{sheet}\n{press_rules(publication.theme)}" if for_press else sheet


def _coarse(
    figures: Iterable[tuple[str, float]], pictures: Mapping[str, Image]
) -> Iterator[Diagnostic]:
    """A warning for each picture with too few pixels for the width (in inches) it is printed at."""
    for address, width in figures:
        picture = pictures[address.removeprefix(SCHEME)]
        resolution = picture.width / width
        if resolution < RESOLUTION:
            message = f"pdf: '{picture.name}' is printed with {resolution:.0f} pixels an inch"
            yield Diagnostic("RK922", message, hint=f"{RESOLUTION} or more look sharp")


@cache
def _fonts(faces: tuple[FontFace, ...]) -> FontConfiguration:
    """The fonts of the machine, to which WeasyPrint adds the faces once for all reports."""
    atexit.register(_fonts.cache_clear)
    return FontConfiguration()
