"""The grid of a table: which columns each of its cells is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from reportkit.model.document import Cell, CellRow

R = TypeVar("R", covariant=True)


class PlacedCell(Struct, Generic[R], frozen=True):
    """A cell in its place."""

    cell: Cell[R]
    row: int
    """Its first row, from 0."""
    column: int
    """Its first column, from 0."""

    @property
    def columns(self) -> range:
        """The columns that it spans."""
        return range(self.column, self.column + self.cell.columns)

    @property
    def rows(self) -> range:
        """The rows that it spans."""
        return range(self.row, self.row + self.cell.rows)


def placed(rows: Sequence[CellRow[R]]) -> tuple[tuple[PlacedCell[R], ...], ...]:
    """The cells of a header or a body in their places, row by row. A cell begins in the first
    column of its row in which no other cell is; cells that overlap are in the result as they are.
    """
    taken: set[tuple[int, int]] = set()
    made: list[tuple[PlacedCell[R], ...]] = []
    for number, row in enumerate(rows):
        cells: list[PlacedCell[R]] = []
        column = 0
        for cell in row:
            while taken and (number, column) in taken:
                column += 1
            cells.append(PlacedCell(cell, number, column))
            if cell.rows > 1:
                below = range(number + 1, number + cell.rows)
                taken |= {(r, c) for r in below for c in cells[-1].columns}
            column += cell.columns
        made.append(tuple(cells))
    return tuple(made)


def is_plain(rows: Sequence[CellRow[R]]) -> bool:
    """Whether no cell spans more than one row or column."""
    return all(cell.columns == cell.rows == 1 for row in rows for cell in row)
