"""How wide pictures are printed: the same in PDF, DOCX and EPUB."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, Generic

from msgspec import Struct

from reportkit.model.document import Figure, FigureGroup, L, R
from reportkit.style.tokens import Page

GAP: Final = 5.0
"""The space between pictures side by side, in millimetres."""
_MM_PER_PIXEL: Final = 25.4 / 96
"""CSS Values 3, 5.2: a pixel is a 96th of an inch."""
_TALLEST: Final = 0.7
"""The share of the height of the text that a picture may take, so that its caption stays on its
page. The rows of a group share it."""
_NARROWEST_CAPTION: Final = 70.0
"""In millimetres: some 45 letters."""
_ABREAST: Final = 3
"""The number of pictures in a row, if the author gives no widths."""
_ROUNDED: Final = 0.005
"""By how much the widths of a row may exceed the text: three times 33.4 % are a whole."""


class PlacedFigure(Struct, Generic[R, L], frozen=True):
    """A picture of a group. Lengths are millimetres."""

    figure: Figure[R, L]
    column: float
    """The room for the picture and its caption."""
    width: float
    """The width of the picture, which is at most that of its column."""


def printed_width(figure: Figure[R, L], page: Page) -> float:
    """The width of the picture in millimetres: as the author gives it, or its natural size; never
    wider than the measure, nor higher than a page with its caption."""
    given = figure.width
    if given is None:
        wanted = natural_width(figure)
    else:
        wanted = page.measure * given.amount / 100 if given.unit == "%" else given.amount
    return min(wanted, page.measure, _tallest(page) * _ratio(figure))


def caption_width(figure: Figure[R, L], page: Page) -> float:
    """The width of what stands below a picture in millimetres: that of the picture, unless lines
    would become too short."""
    return min(page.measure, max(printed_width(figure, page), _NARROWEST_CAPTION))


def natural_width(figure: Figure[R, L]) -> float:
    """The width of the picture in millimetres if 96 of its pixels take an inch."""
    return figure.image.width * _MM_PER_PIXEL


def group_rows(group: FigureGroup[R, L], page: Page) -> tuple[tuple[PlacedFigure[R, L], ...], ...]:
    """The pictures of a group, row by row. Without widths there are up to three in a row, as evenly
    as possible; with widths as many as fit the measure. A picture has its natural size, or that of
    its column if that is narrower or the author gives its width."""
    rows = tuple(_rows(group, page))
    tallest = _tallest(page) / len(rows)
    placed: list[tuple[PlacedFigure[R, L], ...]] = []
    for row in rows:
        made: list[PlacedFigure[R, L]] = []
        for figure, share in row:
            column = share * (page.measure + GAP) - GAP
            wanted = column if figure.width else min(column, natural_width(figure))
            made.append(PlacedFigure(figure, column, min(wanted, tallest * _ratio(figure))))
        placed.append(tuple(made))
    return tuple(placed)


def _rows(group: FigureGroup[R, L], page: Page) -> Iterator[list[tuple[Figure[R, L], float]]]:
    """The pictures of each row, each with its share of the measure and one gap."""
    count = len(group.figures)
    abreast = math.ceil(count / math.ceil(count / _ABREAST))
    row: list[tuple[Figure[R, L], float]] = []
    for figure in group.figures:
        given, share = figure.width, 1 / abreast
        if given is not None:
            millimetres = (given.amount + GAP) / (page.measure + GAP)
            share = min(1.0, given.amount / 100 if given.unit == "%" else millimetres)
        if row and sum(one for _, one in row) + share > 1 + _ROUNDED:
            yield row
            row = []
        row.append((figure, share))
    yield row


def _tallest(page: Page) -> float:
    return (page.height - page.top - page.bottom) * _TALLEST


def _ratio(figure: Figure[R, L]) -> float:
    return figure.image.width / figure.image.height
