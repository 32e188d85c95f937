"""Matrices and boxes of drawings: the little geometry that gradients need (SVG 2, 8.3 and 8.10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import sqrt
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f of SVG."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Segment: TypeAlias = tuple[str, tuple[Point, ...]]
"""A letter of a path and its points: M, L, Q, C or Z."""

IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_POINTS: Final = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}


def matrix(text: str | None) -> Matrix:
    """A transformation as usvg writes it, `matrix(…)`. Raises ValueError for any other."""
    if text is None:
        return IDENTITY
    a, b, c, d, e, f = (float(v) for v in text.removeprefix("matrix(").removesuffix(")").split())
    return a, b, c, d, e, f


def product(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that does `inner`, then `outer`."""
    a, b, c, d, _, _ = outer
    a2, b2, c2, d2, e2, f2 = inner
    linear = a * a2 + c * b2, b * a2 + d * b2, a * c2 + c * d2, b * c2 + d * d2
    return (*linear, *moved(outer, (e2, f2)))


def moved(by: Matrix, point: Point) -> Point:
    """Where a matrix moves a point."""
    (a, b, c, d, e, f), (x, y) = by, point
    return a * x + c * y + e, b * x + d * y + f


def determinant(of: Matrix) -> float:
    """By how much a matrix enlarges areas; negative if it mirrors them."""
    return of[0] * of[3] - of[1] * of[2]


def inverse(of: Matrix) -> Matrix:
    """The matrix that undoes one. Raises ValueError if there is none."""
    a, b, c, d, e, f = of
    size = determinant(of)
    if abs(size) < 1e-12:
        raise ValueError("a transformation without an inverse")
    a, b, c, d = d / size, -b / size, -c / size, a / size
    return a, b, c, d, -(a * e + c * f), -(b * e + d * f)


def is_similar(by: Matrix) -> bool:
    """Whether circles stay circles."""
    a, b, c, d, _, _ = by
    near = 1e-4 * sqrt(abs(determinant(by)))
    return (abs(a - d) < near and abs(b + c) < near) or (abs(a + d) < near and abs(b - c) < near)


def corners(box: Box) -> tuple[Point, ...]:
    """The four corners of a box."""
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def path(data: str) -> list[Segment]:
    """The segments of a path as usvg writes them: absolute, with each letter written. Raises
    ValueError for any other."""
    found: list[Segment] = []
    for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*(?:e-?\d[^A-Za-z]*)*)", data):
        values = [float(number) for number in numbers.split()]
        if len(values) != 2 * _POINTS.get(letter, -1):
            raise ValueError("a path that is not written in full")
        found.append((letter, tuple(zip(values[::2], values[1::2], strict=True))))
    return found


def written(segments: Iterable[Segment]) -> str:
    """The text of a path."""
    return " ".join(
        " ".join((letter, *(f"{x:.6f} {y:.6f}" for x, y in points))) for letter, points in segments
    )


def box_of(segments: Iterable[Segment]) -> Box:
    """The smallest box around a path, without its stroke (SVG 2, 8.10)."""
    points = list(_extremes(segments))
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _extremes(segments: Iterable[Segment]) -> Iterator[Point]:
    """The ends of the segments, and where curves turn."""
    here: Point = (0, 0)
    for letter, points in segments:
        if letter == "Q":
            control, end = points
            first, second = (
                (
                    there[0] + 2 * (control[0] - there[0]) / 3,
                    there[1] + 2 * (control[1] - there[1]) / 3,
                )
                for there in (here, end)
            )
            yield from _turns(here, first, second, end)
        elif letter == "C":
            yield from _turns(here, *points)
        if points:
            here = points[-1]
            yield here


def _turns(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """Where a cubic curve is parallel to an axis."""
    for p0, p1, p2, p3 in zip(start, first, second, end, strict=True):
        a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
        for t in _roots(a, b, c):
            if 0 < t < 1:
                u = 1 - t
                weights = u**3, 3 * u * u * t, 3 * u * t * t, t**3
                (x, y) = (
                    sum(w * p for w, p in zip(weights, axis, strict=True))
                    for axis in zip(start, first, second, end, strict=True)
                )
                yield x, y


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    """Where a t² + b t + c is zero."""
    if abs(a) < 1e-9:
        return (-c / b,) if b else ()
    under = b * b - 4 * a * c
    if under < 0:
        return ()
    return (-b + sqrt(under)) / (2 * a), (-b - sqrt(under)) / (2 * a)
