"""The grids of tables; captions and source lines are paragraphs, made in `body`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from reportkit.compose.fitting import Fit, landscape_measure
from reportkit.model import walk
from reportkit.model.document import Align, Anchor, PrintedRef, Table
from reportkit.style import Theme
from reportkit.writers.docx.geometry import measure
from reportkit.writers.docx.inline import Inlines
from reportkit.writers.docx.values import Para, ParagraphFormat, TableGrid, TableRow
from reportkit.writers.docx.wordml import half_points, twips

_WHOLE: Final = 12
"""Tables of up to this many rows stay on one page."""
_NARROW, _WIDE = 6, 40
"""The smallest and the largest number of characters that a column gets room for."""
_EASE: Final = 1.05
"""How much wider than its longest word a column is, if there is room."""
_LETTER: Final = 0.56
"""The average width of a letter, in em."""


def table_grid(
    block: Table[PrintedRef, Anchor], fit: Fit, theme: Theme, inlines: Inlines
) -> TableGrid:
    """The table itself, as wide as the text, set according to its fit."""
    page = theme.page
    total = twips(mm=landscape_measure(page)) if fit.landscape else measure(theme)
    # Word sets type in half points.
    size = fit.size or half_points(theme.sizes.caption) / 2
    return TableGrid(
        columns=_widths(block, fit, size, total),
        rows=tuple(_rows(block, fit.size, inlines)),
        row_headers=block.row_headers,
        caption=walk.printed_text(block.caption),
        description=", ".join(filter(None, map(walk.printed_text, block.header))),
        cell_margin=None if fit.size is None else twips(fit.gap / 2),
    )


def _rows(
    block: Table[PrintedRef, Anchor], size: float | None, inlines: Inlines
) -> Iterator[TableRow]:
    """The rows. Those of a short table stay on one page, and the last on that of a source line."""
    short = len(block.rows) <= _WHOLE
    for number, row in enumerate((block.header, *block.rows)):
        keep = bool(block.source) if 0 < number == len(block.rows) else short or number == 0
        cells: list[tuple[Para, ...]] = []
        for column, (cell, align) in enumerate(zip(row, block.align, strict=True)):
            heads = number == 0 or (column == 0 and block.row_headers)
            style = cell_style("TableHeading" if heads else "TableText", size)
            form = ParagraphFormat(style, keep_next=keep, align=_justified(align))
            paragraphs = map(inlines.content, walk.cell_paragraphs(cell))
            cells.append(tuple(Para(form, runs) for runs in paragraphs))
        noted = any(True for cell in row for _ in walk.marks(cell))
        yield TableRow(tuple(cells), header=number == 0, has_notes=noted)


def cell_style(style: str, size: float | None) -> str:
    """The id of a cell style, with a special size if there is one."""
    return style if size is None else f"{style}{size:g}"


def _justified(align: Align) -> Literal["", "right", "center"]:
    return "" if align == "left" else align


def _widths(block: Table[PrintedRef, Anchor], fit: Fit, size: float, total: int) -> tuple[int, ...]:
    """The width of each column, by the amount of its text; together as wide as the page's text. No
    column is narrower than its longest word in type of the given size."""
    needs: list[float] = []
    for column in zip(block.header, *block.rows, strict=True):
        lengths = [len(walk.printed_text(cell)) for cell in column]
        needs.append(min(max(_NARROW, max(lengths)), _WIDE))
    whole = sum(needs)
    widths = [int(total * need / whole) for need in needs]
    least = [twips(word * size + fit.gap) if word else 0 for word in fit.words]
    if any(width < word for width, word in zip(widths, least, strict=True)):
        widths = _eased(total, [twips(need * _LETTER * size + fit.gap) for need in needs], least)
    widths[-1] += total - sum(widths)
    return tuple(widths)


def _eased(total: int, full: list[int], least: list[int]) -> list[int]:
    """The minimum of each column, with the rest of the total given to those that want more."""
    # A substitute for the theme's font may be wider.
    ease = max(1, min(_EASE, total / sum(least)))
    least = [int(word * ease) for word in least]
    wanted = [max(0, width - word) for width, word in zip(full, least, strict=True)]
    rest = max(0, total - sum(least))
    share = min(1, rest / max(1, sum(wanted)))
    given = [word + int(more * share) for word, more in zip(least, wanted, strict=True)]
    grown = max(1, total / sum(given))
    return [int(width * grown) for width in given]
