"""How wide a figure is printed: the same in PDF, DOCX and EPUB."""

from __future__ import annotations

from typing import Final

from reportkit.model.document import Figure, L, R
from reportkit.style.tokens import Page

_MM_PER_PIXEL: Final = 25.4 / 96
"""CSS Values 3, 5.2: a pixel is a 96th of an inch."""
_TALLEST: Final = 0.7
"""The share of the height of the text that a picture may take, so that its caption stays on its
page."""


def printed_width(figure: Figure[R, L], page: Page) -> float:
    """The width of the picture in millimetres: as the author gives it, or its natural size; never
    wider than the measure, nor higher than a page with its caption."""
    image, given = figure.image, figure.width
    if given is None:
        wanted = image.width * _MM_PER_PIXEL
    else:
        wanted = page.measure * given.amount / 100 if given.unit == "%" else given.amount
    tallest = (page.height - page.top - page.bottom) * _TALLEST
    return min(wanted, page.measure, tallest * image.width / image.height)
