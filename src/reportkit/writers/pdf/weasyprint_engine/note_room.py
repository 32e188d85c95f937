"""The shares of the notes of a page in the room at its foot, as values: CSS pixels."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Size(Struct, frozen=True):
    """The size of a note, or of what is left of it, in the area of the notes, in CSS pixels."""

    alone: float
    """The height of the area with no other note."""
    height: float
    """From border to border; if the note is higher than the area can be, as much as it holds."""
    above: float
    """The margin above it."""
    below: float
    """The margin below it."""
    least: float
    """The height of the shortest part of it that may stand alone."""
    long: bool
    """Whether it may be divided where that is not the only way to keep notes in place."""
    whole: bool
    """Whether `height` is that of the whole note."""


def stacked(sizes: Sequence[Size], heights: Sequence[float]) -> float:
    """The height of notes one below another with collapsed margins, each of a given height; those
    of no height are left out."""
    total = below = 0.0
    for size, height in zip(sizes, heights, strict=True):
        if height:
            above = max(below, size.above) if total else size.alone - size.height
            total += above + height
            below = size.below
    return total


def shares(sizes: Sequence[Size], rests: int, late: int, room: float) -> list[float]:
    """The height of each note of a page that has more notes than room.

    The first notes (`rests`) go on from the page before; the last ones (`late`) belong to a line
    that nothing could move. Each gets what it must have, and then the same share of what is left,
    but not more than it needs. If there is too little for all, even short notes are divided; then
    notes from the page before wait for the next one, and then the last ones do (height 0).
    """
    heights = [size.least if size.long else size.height for size in sizes]
    if late or stacked(sizes, heights) > room:
        heights = [size.least for size in sizes]
    may_wait = [*range(rests - 1, -1, -1), *range(len(sizes) - 1, len(sizes) - late - 1, -1)]
    for place in may_wait:
        if stacked(sizes, heights) <= room:
            break
        heights[place] = 0
    spare = room - stacked(sizes, heights)
    wanting = [place for place, height in enumerate(heights) if 0 < height < sizes[place].height]
    wanting.sort(key=lambda place: sizes[place].height - heights[place])
    for others, place in zip(range(len(wanting), 0, -1), wanting, strict=True):
        more = min(sizes[place].height - heights[place], max(0, spare) / others)
        heights[place] += more
        spare -= more
    return heights
