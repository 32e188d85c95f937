"""The state of text in a content stream (ISO 32000-1, 9.3), and where each letter stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from msgspec import Struct

from reportkit.pdf_operations import STRING, string_value

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_PARTS: Final = re.compile(rb"(" + STRING + rb")|([+-]?[\d.]+)", re.DOTALL)
_UPRIGHT: Final[Matrix] = (1, 0, 0, 1, 0, 0)


class TextState(Struct, frozen=True):
    """What stays from one text to the next, and is saved by q."""

    font: object = None
    """As the stream around it knows it."""
    size: float = 0
    spacing: float = 0
    word_spacing: float = 0
    stretch: float = 1
    leading: float = 0
    rise: float = 0
    mode: int = 0


class Cursor:
    """Where text goes on, within one text object."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begins a text object."""
        self.matrix = self._line = _UPRIGHT

    def set(self, matrix: Matrix) -> None:
        """Begins a line at a place."""
        self.matrix = self._line = matrix

    def move(self, x: float, y: float) -> None:
        """Begins a line beside the one before."""
        self.set(times((1, 0, 0, 1, x, y), self._line))

    def advance(self, x: float) -> None:
        """Moves on within a line."""
        self.matrix = times((1, 0, 0, 1, x, 0), self.matrix)

    def place(self, state: TextState, unit: float) -> Matrix:
        """The matrix of a letter whose outline has `unit` to its size."""
        size = state.size * unit
        return times((size * state.stretch, 0, 0, size, 0, state.rise), self.matrix)


def times(first: Matrix, second: Matrix) -> Matrix:
    """The first matrix, then the second (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def parts(operands: bytes) -> Iterator[bytes | float]:
    """The strings of a text and the distances between them, in thousandths."""
    for found in _PARTS.finditer(operands):
        yield string_value(found[1]) if found[1] is not None else float(found[2])
