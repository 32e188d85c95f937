"""Bookmarks: their names, made of kind and number only, and ids that are never used twice.

A name that begins with a line is hidden in Word.
"""

from __future__ import annotations

from reportkit.model.document import Anchor


class Bookmarks:
    """Hands out bookmarks: every id once in the whole document."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, name: str, runs: str) -> str:
        """The runs inside a bookmark."""
        self._last += 1
        start = f'<w:bookmarkStart w:id="{self._last}" w:name="{name}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{self._last}"/>'


def anchor_name(anchor: Anchor) -> str:
    """The bookmark of a heading, or round the "Table 2" of a caption."""
    return f"_Ref{anchor.kind.capitalize()}{anchor.ordinal:05}"


def note_name(note: int) -> str:
    """The bookmark round the first reference to a note."""
    return f"_RefNote{note:05}"


def block_name(ordinal: int) -> str:
    """The bookmark of a block, counted from 1 in reading order: round its first paragraph."""
    return f"_Block{ordinal:05}"
