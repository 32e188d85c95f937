"""Pictures side by side: a table without lines, whose cells hold a picture and its caption.

The space between pictures is an indent of their paragraphs, which is at the end of the line in both
directions of writing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from reportkit.compose.picture_size import GAP, PlacedFigure
from reportkit.model.document import Anchor, PrintedRef
from reportkit.writers.docx.pictures import CAPTION
from reportkit.writers.docx.values import (
    Para,
    ParagraphFormat,
    Runs,
    TableCell,
    TableGrid,
    TableRow,
)
from reportkit.writers.docx.wordml import twips

Placed: TypeAlias = PlacedFigure[PrintedRef, Anchor]
_BELOW: Final = 120
"""The space below the captions of a row, in twips."""


def picture_grid(
    rows: Sequence[Sequence[Placed]],
    measure: int,
    shown: Callable[[Placed], tuple[Runs, Runs]],
    title: str,
    followed: bool,
) -> TableGrid:
    """The table. `measure` is its width in twips, `shown` gives a picture and its caption, `title`
    names the table for readers who cannot see it; `followed` says whether a caption follows."""
    gap = twips(mm=GAP)
    edges = [_edges(row, measure, gap) for row in rows]
    grid = sorted({0, measure, *(edge for row in edges for edge in row)})
    made: list[TableRow] = []
    for number, (row, at) in enumerate(zip(rows, edges, strict=True)):
        keep = followed or number < len(rows) - 1
        cells: list[TableCell] = []
        for place, placed in enumerate(row):
            apart = gap if place < len(row) - 1 else 0
            picture, caption = shown(placed)
            above = None if number == 0 else 0
            figure = ParagraphFormat(
                "Figure", True, space_before=above, indent=(0, 0), right=apart, align="center"
            )
            below = ParagraphFormat(CAPTION, keep, space_after=_BELOW, indent=(0, 0), right=apart)
            columns = bisect_left(grid, at[place + 1]) - bisect_left(grid, at[place])
            paragraphs = (Para(figure, picture), Para(below, caption))
            cells.append(TableCell(paragraphs, columns))
        before, after = bisect_left(grid, at[0]), len(grid) - 1 - bisect_left(grid, at[-1])
        made.append(TableRow(tuple(cells), skipped=(before, after)))
    widths = tuple(end - start for start, end in pairwise(grid))
    return TableGrid(widths, tuple(made), caption=title, cell_margin=0, pictures=True)


def _edges(row: Sequence[Placed], measure: int, gap: int) -> list[int]:
    """Where the cells of a row begin and the last one ends, in twips; a row that is narrower than
    the measure is in its middle."""
    widths = [twips(mm=placed.column) + gap for placed in row]
    widths[-1] -= gap
    left = max(0, measure - sum(widths)) // 2
    if left < 20:
        left = 0  # the rounding of twips
    edges = [left]
    for width in widths:
        edges.append(min(edges[-1] + width, measure))
    if not left:
        edges[-1] = measure
    return edges
