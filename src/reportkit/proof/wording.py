"""Two texts that differ, short enough for a message."""

from __future__ import annotations

from typing import Final

_MOST: Final = 90
"""The number of characters of a text that are shown."""
_BEFORE: Final = 30
"""The number of them before the first difference."""


def shortened(one: str, other: str) -> tuple[str, str]:
    """Both texts; of long ones, the part around the place where they begin to differ."""
    if len(one) <= _MOST and len(other) <= _MOST:
        return one, other
    first, second = _difference(one, other)
    return _window(one, _start(one, first)), _window(other, _start(other, second))


def _difference(one: str, other: str) -> tuple[int, int]:
    """Where two texts begin to differ, white space apart, in each of them."""
    first, second = (
        [place for place, sign in enumerate(text) if not sign.isspace()] for text in (one, other)
    )
    for place, there in zip(first, second, strict=False):
        if one[place] != other[there]:
            return place, there
    agree = min(len(first), len(second))
    return (
        first[agree] if agree < len(first) else len(one),
        second[agree] if agree < len(second) else len(other),
    )


def _start(text: str, place: int) -> int:
    """Where the part to be shown begins: at a word, if one begins shortly before the place."""
    start = max(0, place - _BEFORE)
    space = text.find(" ", start, place) if start else -1
    return start if space < 0 else space + 1


def _window(text: str, start: int) -> str:
    if start >= len(text):
        start = max(0, len(text) - _BEFORE)
    part = text[start : start + _MOST]
    return f"{'…' if start else ''}{part}{'…' if start + _MOST < len(text) else ''}"
