"""Sets the texts of a report beside those of a finished file, and finds where they part.

A file says all texts in their order and nothing between them. So one text after the other is asked
for where the last one ended; where one is not there, the nearest place is looked for from which on
both say the same again. What stands between is a difference.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

_ANCHOR: Final = 16
"""So many characters that agree are no chance."""
_AHEAD: Final = (8, 64, 4096)
"""How many texts further on the nearest agreement is looked for, in one attempt after the other."""
_PLACES: Final = 32
"""In how many places a short text is looked at."""
_MOST: Final = 50
"""After so many differences the two are not the same report."""
_SPLIT: Final = 4_000_000
"""Up to this product of lengths what stands for several texts is told apart."""


class Bare(Struct, frozen=True):
    """A text without what cannot be compared: white space and the like."""

    text: str
    before: tuple[str, ...] = ("",)
    """What a format prints before it (a label, the sign of a list item): one of these."""
    after: str = ""
    """What it prints behind it."""


class Gap(Struct, frozen=True):
    """Texts and what stands in their place. Without texts something stands before the text
    `first` that should not be there."""

    first: int
    last: int
    """The place behind the last of the texts."""
    start: int
    end: int
    """Where in the body their place begins and ends, in bare characters."""


def gaps(texts: Sequence[Bare], body: str) -> Iterator[Gap]:
    """Where the body does not say the texts one after the other, in order; at most `_MOST`."""
    position = index = found = 0
    while index < len(texts):
        end = _end_of(texts[index], body, position)
        if end >= 0:
            position, index = end, index + 1
            continue
        following, start = _agreement(texts, index, body, position)
        yield Gap(index, following, position, start)
        found += 1
        if found == _MOST:
            return
        index, position = following, start
    if position < len(body):
        yield Gap(index, index, position, len(body))


def _end_of(text: Bare, body: str, position: int) -> int:
    """Where a text ends that begins at a position; -1 when it does not stand there."""
    for before in text.before:
        whole = f"{before}{text.text}{text.after}"
        if body.startswith(whole, position):
            return position + len(whole)
    return -1


def _agreement(texts: Sequence[Bare], index: int, body: str, position: int) -> tuple[int, int]:
    """The text from which on texts and body agree again, and where it begins in the body; the ends
    of both when they do not. The nearest agreement is that which leaves out the least."""
    for ahead in _AHEAD:
        best, least = (len(texts), len(body)), -1
        left_out = 0
        for following in range(index, min(index + ahead, len(texts))):
            if least >= 0 and left_out >= least:
                break
            start = _begins(texts, following, body, position)
            cost = left_out + start - position
            if start >= 0 and (least < 0 or cost < least):
                best, least = (following, start), cost
            left_out += len(texts[following].text) + 1
        if least >= 0:
            return best
    return len(texts), len(body)


def _begins(texts: Sequence[Bare], index: int, body: str, position: int) -> int:
    """Where a text begins in the rest of the body with enough behind it that agrees; -1 if
    nowhere."""
    text = texts[index]
    at = position - 1
    for _ in range(_PLACES):
        at = body.find(text.text, at + 1)
        if at < 0:
            return -1
        starts = (at - len(before) for before in text.before if body.endswith(before, 0, at))
        for start in starts:
            if start >= position and _goes_on(texts, index, body, start):
                return start
    return -1


def _goes_on(texts: Sequence[Bare], index: int, body: str, start: int) -> bool:
    """Whether from a text on so many characters agree that it is no chance."""
    position = start
    while index < len(texts) and position - start < _ANCHOR:
        position = _end_of(texts[index], body, position)
        if position < 0:
            return False
        index += 1
    return position - start >= _ANCHOR or position == len(body)


def told_apart(texts: Sequence[Bare], found: str) -> Iterator[tuple[int, str]]:
    """What stands in the place of several texts, told apart: for each that differs its place among
    them, and what is there instead. What is too long to tell apart belongs to the first."""
    wholes = [f"{text.before[0]}{text.text}{text.after}" for text in texts]
    expected = "".join(wholes)
    if len(texts) == 1 or len(expected) * len(found) > _SPLIT:
        yield 0, found
        yield from ((place, "") for place in range(1, len(texts)))
        return
    ends = list(accumulate(map(len, wholes)))
    cuts = _cuts(expected, found, ends)
    for place, (start, end) in enumerate(zip([0, *cuts], cuts, strict=False)):
        if _end_of(texts[place], found[start:end], 0) != end - start:
            yield place, found[start:end]


def _cuts(expected: str, found: str, ends: Sequence[int]) -> list[int]:
    """Where in the found text those places are that are at these ones in the expected text."""
    blocks = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    cuts: list[int] = []
    for end in ends[:-1]:
        block = next(b for b in blocks if end <= b.a + b.size or b.size == 0)
        cuts.append(min(len(found), block.b + max(0, end - block.a)))
    return [*cuts, len(found)]
