"""Aligns the texts of a report with those of a finished file, and finds the differences.

A file must contain all texts in order and nothing between them. So each text is looked for where
the previous one ended; if it is not there, the nearest place is searched for from which on both
agree again. Everything in between is a difference.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

_ANCHOR: Final = 16
"""The number of equal characters that cannot be a coincidence."""
_AHEAD: Final = (8, 64, 4096)
"""How many texts ahead the nearest agreement is searched for, in successive attempts."""
_PLACES: Final = 32
"""The number of places in which a short text is tried."""
_MOST: Final = 50
"""The number of differences after which the two are not the same report."""
_SPLIT: Final = 4_000_000
"""The largest product of lengths for which a difference in several texts is divided among them."""


class Bare(Struct, frozen=True):
    """A text without white space and other characters that cannot be compared."""

    text: str
    before: tuple[str, ...] = ("",)
    """The alternatives that a format may print before it: a label, the sign of a list item."""
    after: str = ""
    """What the format prints after it."""


class Gap(Struct, frozen=True):
    """Texts and what the file has in their place. Without texts, the file has something before the
    text `first` that should not be there."""

    first: int
    last: int
    """The index after the last of the texts."""
    start: int
    end: int
    """The beginning and end of their place in the body, in bare characters."""


def gaps(texts: Sequence[Bare], body: str) -> Iterator[Gap]:
    """The places where the body does not contain the texts in order; at most `_MOST`."""
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
    """The end of a text that begins at a position; -1 if it is not there."""
    for before in text.before:
        whole = f"{before}{text.text}{text.after}"
        if body.startswith(whole, position):
            return position + len(whole)
    return -1


def _agreement(texts: Sequence[Bare], index: int, body: str, position: int) -> tuple[int, int]:
    """The text from which on texts and body agree again, and its beginning in the body; the ends of
    both if they do not. The nearest agreement is the one that leaves out the least."""
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
    """Where a text begins in the rest of the body, followed by enough that agrees; -1 if
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
    """Whether enough characters agree from a text on to rule out a coincidence."""
    position = start
    while index < len(texts) and position - start < _ANCHOR:
        position = _end_of(texts[index], body, position)
        if position < 0:
            return False
        index += 1
    return position - start >= _ANCHOR or position == len(body)


def told_apart(texts: Sequence[Bare], found: str) -> Iterator[tuple[int, str]]:
    """What the file has in place of several texts, divided among them: for each that differs, its
    index and what is there instead. If it is too long to divide, all of it belongs to the first."""
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
    """The places in the found text that correspond to these places in the expected text."""
    blocks = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    cuts: list[int] = []
    for end in ends[:-1]:
        block = next(b for b in blocks if end <= b.a + b.size or b.size == 0)
        cuts.append(min(len(found), block.b + max(0, end - block.a)))
    return [*cuts, len(found)]
