"""The grids of tables; captions and source lines are paragraphs, made in `body`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Final, Literal, TypeAlias

from msgspec.structs import replace

from reportkit.compose.decimals import cell_align
from reportkit.compose.fitting import Fit, landscape_measure
from reportkit.model import walk
from reportkit.model.document import (
    Align,
    Anchor,
    Cell,
    CellRow,
    Direction,
    List,
    PrintedRef,
    Table,
)
from reportkit.model.table_grid import PlacedCell, placed
from reportkit.style import Theme
from reportkit.writers.docx.geometry import measure
from reportkit.writers.docx.inline import Inlines
from reportkit.writers.docx.values import (
    Para,
    ParagraphFormat,
    TableCell,
    TableGrid,
    TableRow,
)
from reportkit.writers.docx.wordml import half_points, twips

ListMaker: TypeAlias = Callable[[List[PrintedRef], int], Iterable[Para]]

CELL_MARGIN: Final = 70
"""The space at both sides of a cell in the style of tables, in twips."""
LIST_INDENT: Final = 200
"""How far each level of a list in a cell is indented, in twips."""
_WHOLE: Final = 12
"""Tables of up to this many rows stay on one page."""
_NARROW, _WIDE = 6, 40
"""The smallest and the largest number of characters that a column gets room for."""
_EASE: Final = 1.05
"""How much wider than its longest word a column is, if there is room."""
_EASE_OF_LINES: Final = 1.25
"""The same for a column as wide as its longest line, which must not break where a substitute for
the theme's font is wider."""
_LETTER: Final = 0.56
"""The average width of a letter, in em."""


def table_grid(
    block: Table[PrintedRef, Anchor], fit: Fit, theme: Theme, inlines: Inlines, lists: ListMaker
) -> TableGrid:
    """The table itself, set according to its fit. `lists` makes the paragraphs of the list in the
    cell with this number."""
    page = theme.page
    total = twips(mm=landscape_measure(page)) if fit.landscape else measure(theme)
    # Word sets type in half points.
    size = type_size(fit, theme)
    columns = _widths(block, fit, size, total)
    heads = (walk.printed_text(cell.content) for row in block.header for cell in row)
    return TableGrid(
        columns=columns,
        rows=tuple(_Rows(block, fit, inlines, lists, _stops(fit, size, columns)).rows()),
        row_headers=block.row_headers,
        one_head=len(block.header) == 1,
        caption=walk.printed_text(block.caption),
        description=", ".join(filter(None, heads)),
        cell_margin=None if fit.size is None else twips(fit.gap / 2),
    )


def type_size(fit: Fit, theme: Theme) -> float:
    """The size of the type in the cells of a table, in points."""
    return fit.size or half_points(theme.sizes.caption) / 2


def _stops(fit: Fit, size: float, columns: Sequence[int]) -> tuple[int, ...]:
    """The tab stop in each column with numbers aligned at their decimal signs; 0 in the others."""
    margins = 2 * (CELL_MARGIN if fit.size is None else twips(fit.gap / 2))
    room = zip(columns, fit.tails, strict=True)
    return tuple(width - margins - twips(tail * size) if tail else 0 for width, tail in room)


class _Rows:
    """The rows of one table. Those of a short table stay on one page, and the last on that of a
    source line."""

    def __init__(
        self,
        block: Table[PrintedRef, Anchor],
        fit: Fit,
        inlines: Inlines,
        lists: ListMaker,
        stops: Sequence[int],
    ) -> None:
        self._block, self._size, self._inlines = block, fit.size, inlines
        self._lists, self._stops = lists, stops
        self._numbers = count(1)

    def rows(self) -> Iterator[TableRow]:
        """The rows of the header, then those of the body."""
        block = self._block
        short = len(block.rows) <= _WHOLE
        for rows in (block.header, block.rows):
            head = rows is block.header
            for number, cells in enumerate(_covered(rows)):
                last = number == len(rows) - 1
                below = bool(block.notes or block.source)
                keep = head or (below if last else short)
                ruled: Literal["", "top", "bottom"] = ""
                if last and head and len(rows) > 1:
                    ruled = "bottom"
                elif last and not head and block.total:
                    ruled = "top"
                heavy = head or ruled == "top"
                made = [self._cell(one, number, head=head, heavy=heavy, keep=keep) for one in cells]
                low = head and len(rows) > 1
                yield TableRow(
                    tuple(replace(cell, low=low, ruled=ruled) for cell in made),
                    header=head,
                    has_notes=any(_has_marks(one.cell) for one in cells if one.row == number),
                )

    def _cell(
        self, one: PlacedCell[PrintedRef], number: int, *, head: bool, heavy: bool, keep: bool
    ) -> TableCell:
        """A cell in a row, in heavy type if it heads a column or is a sum. The head of a row looks
        like its other cells, as in the PDF."""
        style = cell_style("TableHeading" if heavy else "TableText", self._size)
        form = ParagraphFormat(style, keep_next=keep)
        if one.row != number:
            return TableCell((Para(form),), one.cell.columns, "continue")
        align = cell_align(self._block, one, head=head)
        stop = self._stops[one.column] if align == "decimal" else 0
        if stop:
            direction: Direction | None = "ltr" if self._inlines.rtl else None
            form = replace(form, decimal=stop, direction=direction)
        else:
            form = replace(form, align=_justified(align))
        texts = [*walk.cell_paragraphs(one.cell.content)]
        items: list[Para] = []
        if one.cell.items is not None:
            made = self._lists(one.cell.items, next(self._numbers))
            items = [_item(para, form) for para in made]
            texts = [text for text in texts if text]
        paragraphs = (*(Para(form, self._inlines.content(text)) for text in texts), *items)
        return TableCell(paragraphs, one.cell.columns, "restart" if one.cell.rows > 1 else "")


def _item(para: Para, cell: ParagraphFormat) -> Para:
    """A paragraph of a list in the type of its cell."""
    own = para.format
    indent = (own.level + 1) * LIST_INDENT
    form = replace(own, style=cell.style, keep_next=cell.keep_next, space_after=None)
    return Para(replace(form, indent=(indent, LIST_INDENT if own.numbering else 0)), para.runs)


def _covered(rows: Sequence[CellRow[PrintedRef]]) -> Iterator[list[PlacedCell[PrintedRef]]]:
    """For each row the cells in it, from column to column, also those that begin further up."""
    going_on: list[PlacedCell[PrintedRef]] = []
    for number, row in enumerate(placed(rows)):
        going_on = [one for one in going_on if number in one.rows]
        yield sorted((*going_on, *row), key=lambda one: one.column)
        going_on += (one for one in row if one.cell.rows > 1)


def _has_marks(cell: Cell[PrintedRef]) -> bool:
    return any(True for text in walk.cell_contents(cell) for _ in walk.marks(text))


def cell_style(style: str, size: float | None) -> str:
    """The id of a cell style, with a special size if there is one."""
    return style if size is None else f"{style}{size:g}"


def _justified(align: Align) -> Literal["", "right", "center"]:
    if align == "decimal":
        return "right"
    return "" if align == "left" else align


def _widths(block: Table[PrintedRef, Anchor], fit: Fit, size: float, total: int) -> tuple[int, ...]:
    """The width of each column: by its longest line, if no line breaks; by the shares that the
    author gives; or by the amount of its text, together as wide as the page's text. Then no column
    is narrower than its longest word in type of the given size."""
    if fit.lines:
        lines = [twips(line * size + fit.gap) for line in fit.lines]
        ease = min(_EASE_OF_LINES, total / sum(lines))
        return tuple(int(line * ease) for line in lines)
    needs: Sequence[float] = block.widths or _amounts(block)
    whole = sum(needs)
    widths = [int(total * need / whole) for need in needs]
    least = [twips(word * size + fit.gap) if word else 0 for word in fit.words]
    if any(width < word for width, word in zip(widths, least, strict=True)):
        full = [twips(need * _LETTER * size + fit.gap) for need in needs]
        widths = _eased(total, widths if block.widths else full, least)
    widths[-1] += total - sum(widths)
    return tuple(widths)


def _amounts(block: Table[PrintedRef, Anchor]) -> list[float]:
    """The number of characters that each column gets room for."""
    lengths = [0] * len(block.align)
    for rows in (block.header, block.rows):
        for one in (one for row in placed(rows) for one in row):
            text = max(len(walk.printed_text(text)) for text in walk.cell_contents(one.cell))
            for column in one.columns:
                share = math.ceil(text / one.cell.columns)
                lengths[column] = max(lengths[column], share)
    return [min(max(_NARROW, length), _WIDE) for length in lengths]


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
