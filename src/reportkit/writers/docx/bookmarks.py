"""The names of bookmarks, made of kind and number only. Rendering assigns their ids.

Word hides a bookmark whose name begins with an underscore.
"""

from __future__ import annotations

from reportkit.model.document import Anchor


def anchor_name(anchor: Anchor) -> str:
    """The bookmark of a heading or a list item, or around the "Table 2" of a caption."""
    return f"_Ref{anchor.kind.capitalize()}{anchor.ordinal:05}"


def note_name(note: int) -> str:
    """The bookmark around the first reference to a note."""
    return f"_RefNote{note:05}"


def block_name(ordinal: int) -> str:
    """The bookmark around the first paragraph of a block, counted from 1 in reading order."""
    return f"_Block{ordinal:05}"


def table_note_name(table: int, sign: str) -> str:
    """The bookmark around the letter of a note of a table."""
    return f"_TableNote{table:05}{sign}"


def table_mark_name(table: int, sign: str) -> str:
    """The bookmark around the first mark of a note of a table."""
    return f"_TableMark{table:05}{sign}"
