"""From a report to its PDF: lay out, check the places of notes, finish, attach the report."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic
from reportkit.model.document import Image
from reportkit.writers.base import WriterOutput
from reportkit.writers.pdf.attach import attachments
from reportkit.writers.pdf.engine import SCHEME, Manuscript, Page
from reportkit.writers.pdf.finish import Finisher, PrintedFigure
from reportkit.writers.pdf.page_css import style_sheet
from reportkit.writers.pdf.page_html import PdfPage
from reportkit.writers.pdf.page_map import page_starts
from reportkit.writers.pdf.placement import place
from reportkit.writers.pdf.press import PressFinisher, press_rules
from reportkit.writers.pdf.weasyprint_engine.adapter import WeasyPrintEngine

RESOLUTION: Final = 150
"""The lowest resolution that prints well, in pixels per inch."""

_OBJECTS: Final = 100_000
"""The number of new objects after which Python collects garbage while a PDF is made."""


def typeset(publication: Publication, *, for_press: bool) -> WriterOutput:
    """The PDF with its warnings and page starts. Raises WriterError if it cannot be made."""
    with _seldom_collected():
        return _typeset(publication, for_press)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Collects garbage rarely: a layout consists of hundreds of thousands of objects that stay
    until the file is written, and searching them repeatedly takes a tenth of the time."""
    threshold = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


def _typeset(publication: Publication, for_press: bool) -> WriterOutput:
    report, theme = publication.report, publication.theme
    page = PdfPage(publication, linked=not for_press).document(_sheet(publication, for_press))
    pictures = page.pictures
    if for_press:
        pictures = {name: picture.for_press() for name, picture in pictures.items()}
    finish = (PressFinisher if for_press else Finisher)(publication, pictures)
    engine = WeasyPrintEngine(Manuscript(page.html, pictures, theme.faces, finish.standard))
    notes = report.notes if report.options.placement == "page" else ()
    layout, placed = place(engine, notes, page.break_places)
    # A printer has no use for the report itself, and need not have it.
    attached = () if for_press else attachments(publication)
    places = _places(layout.pages, publication)
    drawing, drawn = layout.draw(finish, attached)
    coarse = _coarse(drawing.finished, pictures)
    found = (*placed, *coarse, *_shrunk(page.shrunk), *drawn)
    front = [text for _, text in publication.front.texts()]
    anchors = [page.anchors for page in layout.pages]
    starts = page_starts(drawing.page_texts, report.blocks, drawing.front_texts, front, anchors)
    return WriterOutput(drawing.data, tuple(dict.fromkeys(found)), starts, places)


def _places(pages: Sequence[Page], publication: Publication) -> dict[str, str]:
    """The pages, as printed, that cross references and the contents name: where any cross reference
    names one, those of all elements with an id."""
    listed = publication.front.contents is not None
    wanted = {section.anchor.id for section in publication.back.sections if listed}
    every = publication.report.pages_wanted
    return {
        name: str(number)
        for number, page in enumerate(pages if every or wanted else (), 1)
        for name in page.anchors
        if every or name in wanted
    }


def _sheet(publication: Publication, for_press: bool) -> str:
    sheet = style_sheet(publication)
    return f"{sheet}\n{press_rules(publication.theme)}" if for_press else sheet


def _shrunk(equations: Iterable[tuple[str, float]]) -> Iterator[Diagnostic]:
    """A warning for each equation that was made small to fit the page."""
    for name, scale in equations:
        message = f"pdf: {name} is too wide for the page: it is set at {scale:.0%} of its size"
        hint = "divide it with \\\\ in \\begin{aligned} … \\end{aligned}"
        yield Diagnostic("RK191", message, hint=hint)


def _coarse(
    figures: Iterable[PrintedFigure], pictures: Mapping[str, Image]
) -> tuple[Diagnostic, ...]:
    """A warning for each picture with too few pixels for its printed width."""
    found: list[Diagnostic] = []
    for figure in figures:
        picture = pictures[figure.address.removeprefix(SCHEME)]
        if picture.is_drawing:
            continue
        resolution = picture.pixels_across / figure.width
        if resolution < RESOLUTION:
            message = f"pdf: '{picture.name}' is printed at {resolution:.0f} pixels per inch"
            found.append(
                Diagnostic("RK922", message, hint=f"use at least {RESOLUTION} for a sharp print")
            )
    return tuple(found)
