"""The ids of notes and of their marks in the HTML for print, by which the pages are compared and
the structure tree is arranged."""

from __future__ import annotations


def note_id(note: int | str) -> str:
    """What the element of a note is called; `note` is its place among all notes, from 1."""
    return f"n{note}"


def mark_id(note: int, occurrence: int = 1) -> str:
    """What the mark is called that refers to a note for the first time, or once more."""
    return f"r{note}" if occurrence == 1 else f"r{note}-{occurrence}"
