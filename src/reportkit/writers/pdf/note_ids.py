"""The ids of notes and marks in the HTML for print, used to compare their pages and to arrange the
structure tree."""

from __future__ import annotations


def note_id(note: int | str) -> str:
    """The id of the element of a note; `note` is its position among all notes, from 1."""
    return f"n{note}"


def mark_id(note: int, occurrence: int = 1) -> str:
    """The id of a mark: of the first reference to a note, or of a later one."""
    return f"r{note}" if occurrence == 1 else f"r{note}-{occurrence}"
