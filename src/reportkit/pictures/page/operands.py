"""The operands of a content stream: read, and written again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportkit.pdf_operations import NAMES
from reportkit.pictures.page.objects import PixelsError, number
from reportkit.pictures.page.text import Matrix

NUMBERS: Final = re.compile(rb"(?:[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:\s++|\Z))*+")
"""Numbers, and nothing else."""


def plain_name(written: bytes) -> str:
    """A name as pypdf spells it: "/A B" for `/A#20B`. Raises PixelsError if there is none."""
    found = NAMES.search(written)
    if found is None:
        raise PixelsError("operations that cannot be read")
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda one: bytes([int(one[1], 16)]), found[0])
    return plain.decode("utf-8", "replace")


def numbers(operands: bytes, count: int | None) -> tuple[float, ...]:
    """The numbers that operands are. Raises PixelsError if they are not `count` (if that is given)
    numbers."""
    values = operands.split()
    if not NUMBERS.fullmatch(operands.lstrip()) or (count is not None and len(values) != count):
        raise PixelsError("operations that cannot be read")
    return tuple(map(float, values))


def matrix_operands(matrix: Matrix) -> bytes:
    """The operands of cm."""
    return b" ".join(f"{value:.9f}".rstrip("0").rstrip(".").encode() for value in matrix)


def placed(path: bytes, matrix: Matrix) -> Iterator[bytes]:
    """The operations of a path, with their points in their place."""
    a, b, c, d, e, f = matrix
    for line in path.split(b"\n"):
        *values, operator = line.split()
        points = [float(value) for value in values]
        made: list[bytes] = []
        for x, y in zip(points[::2], points[1::2], strict=True):
            made += [number(a * x + c * y + e), number(b * x + d * y + f)]
        yield b" ".join((*made, operator))
