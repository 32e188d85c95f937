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
    signs = enumerate(zip(one, other, strict=False))
    same = next((place for place, (a, b) in signs if a != b), min(len(one), len(other)))
    start = max(0, same - _BEFORE)
    if start:  # at the beginning of a word, if possible
        space = one.find(" ", start, same)
        start = start if space < 0 else space + 1
    return _window(one, start), _window(other, start)


def _window(text: str, start: int) -> str:
    if start >= len(text):
        start = max(0, len(text) - _BEFORE)
    part = text[start : start + _MOST]
    return f"{'…' if start else ''}{part}{'…' if start + _MOST < len(text) else ''}"
