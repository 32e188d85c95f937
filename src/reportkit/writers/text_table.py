"""Tables in plain text: cells in columns of equal width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from reportkit.compose.decimals import at_decimal_sign, cell_align, decimal_sign
from reportkit.model.document import Align, Anchor, Cell, List, PrintedContent, PrintedRef, Table
from reportkit.model.table_grid import PlacedCell, placed

_EDGE = " | "

Written: TypeAlias = Callable[[PrintedContent], str]


def table_lines(block: Table[PrintedRef, Anchor], language: str, written: Written) -> list[str]:
    """The lines of a table without caption and source line; `written` gives the text of a cell.

    The paragraphs of a cell, and its list, follow one another in one line. A cell that spans
    several rows is in the first of them.
    """
    return [*_Lines(block, language, written).lines()]


class _Lines:
    def __init__(self, block: Table[PrintedRef, Anchor], language: str, written: Written) -> None:
        self._block, self._written = block, written
        self._sign = decimal_sign(language) if "decimal" in block.align else "."
        self._header, self._rows = placed(block.header), placed(block.rows)
        self._in_head = {id(one) for row in self._header for one in row}
        self._tails = [0] * len(block.align)
        """The longest rest of a number from its decimal sign on, in each column."""
        for one in self._all():
            if self._is_decimal(one):
                tail = len(self._parts(one.cell)[1])
                self._tails[one.column] = max(self._tails[one.column], tail)
        self._widths = self._measured()

    def lines(self) -> Iterator[str]:
        """The header, a rule, the rows."""
        for row in self._header:
            yield self._line(row)
        yield "-+-".join("-" * width for width in self._widths)
        for row in self._rows:
            yield self._line(row)

    def _all(self) -> Iterator[PlacedCell[PrintedRef]]:
        return (one for rows in (self._header, self._rows) for row in rows for one in row)

    def _measured(self) -> list[int]:
        """The width of each column; cells that span several widen the last of them."""
        widths = [0] * len(self._block.align)
        by_span = sorted(self._all(), key=lambda one: one.cell.columns)
        for one in by_span:
            others = sum(widths[c] + len(_EDGE) for c in one.columns[:-1])
            last = one.columns[-1]
            widths[last] = max(widths[last], len(self._text(one)) - others)
        return widths

    def _line(self, row: tuple[PlacedCell[PrintedRef], ...]) -> str:
        begins = {one.column: one for one in row}
        parts: list[str] = []
        column = 0
        while column < len(self._widths):
            one = begins.get(column)
            if one is None:  # a cell above reaches into it
                parts.append(" " * self._widths[column])
                column += 1
                continue
            room = sum(self._widths[c] + len(_EDGE) for c in one.columns) - len(_EDGE)
            parts.append(_set(self._text(one), room, self._align(one)))
            column = one.columns.stop
        return _EDGE.join(parts).rstrip()

    def _is_decimal(self, one: PlacedCell[PrintedRef]) -> bool:
        return self._align(one) == "decimal"

    def _align(self, one: PlacedCell[PrintedRef]) -> Align:
        return cell_align(self._block, one, head=id(one) in self._in_head)

    def _text(self, one: PlacedCell[PrintedRef]) -> str:
        if self._is_decimal(one):
            whole, rest = self._parts(one.cell)
            return whole + rest.ljust(self._tails[one.column]) if whole or rest else ""
        items = [] if one.cell.items is None else [*self._items(one.cell.items)]
        return " ".join(filter(None, (self._flat(one.cell.content), *items)))

    def _parts(self, cell: Cell[PrintedRef]) -> tuple[str, str]:
        whole, rest = at_decimal_sign(cell.content, self._sign)
        return self._flat(whole), self._flat(rest)

    def _flat(self, content: PrintedContent) -> str:
        return self._written(content).replace("\n", " ")

    def _items(self, block: List[PrintedRef]) -> Iterator[str]:
        for item in block.items:
            yield item.label
            yield from map(self._flat, item.paragraphs)
            if item.nested is not None:
                yield from self._items(item.nested)


def _set(text: str, width: int, align: Align) -> str:
    if align == "center":
        return text.center(width)
    return text.ljust(width) if align == "left" else text.rjust(width)
