"""Ensures that every note begins on the page of its mark.

The document is laid out, and the pages of marks and notes are compared. For the first late note, a
page is begun before the last block that starts on the page of its mark: the blocks that move to the
next page leave room for the note, or take its mark along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.model.document import NumberedNote
from reportkit.writers.pdf.engine import Engine, Layout, Page
from reportkit.writers.pdf.note_ids import mark_id, note_id

LAYOUTS: Final = 3
"""The maximum number of layouts of a report, not counting the return to the best one."""


class Late(Struct, frozen=True):
    """A note that begins on a later page than its mark. Pages count from 0."""

    note: int
    mark_page: int
    note_page: int


def place(
    engine: Engine, notes: Sequence[NumberedNote], break_places: Sequence[str]
) -> Outcome[Layout]:
    """The layout with the fewest late notes, with a warning for each that remains, and then those
    of the engine. Raises WriterError if the engine does.

    `break_places` are the ids of all blocks that may begin a page, in reading order.
    """
    logged: dict[Diagnostic, None] = {}

    def lay_out() -> Layout:
        layout, found = engine.lay_out(breaks)
        logged.update(dict.fromkeys(found))
        return layout

    breaks: list[str] = []
    layout = lay_out()
    late = late_notes(layout.pages, notes)
    best, fewest = list(breaks), len(late)
    for _ in range(1, LAYOUTS):
        repair = _repair(layout.pages, late, break_places, breaks)
        if not repair:
            break
        breaks.append(repair)
        del layout  # two at a time would take twice the memory
        layout = lay_out()
        late = late_notes(layout.pages, notes)
        if len(late) < fewest:
            best, fewest = list(breaks), len(late)
    if len(late) > fewest:
        del layout
        breaks = best
        layout = lay_out()
        late = late_notes(layout.pages, notes)
    return Outcome(layout, (*(_warning(note, notes) for note in late), *logged))


def late_notes(pages: Sequence[Page], notes: Sequence[NumberedNote]) -> list[Late]:
    """The notes that begin on another page than their first mark."""
    page_of = {
        anchor: number
        for number in range(len(pages) - 1, -1, -1)
        for anchor in pages[number].anchors
    }
    return [
        Late(note.note, mark, page_of[note_id(note.note)])
        for note in notes
        if (mark := page_of[mark_id(note.note)]) != page_of[note_id(note.note)]
    ]


def _repair(
    pages: Sequence[Page], late: Sequence[Late], break_places: Sequence[str], breaks: Sequence[str]
) -> str:
    """The block before which a page must begin for the first late note; empty if none helps."""
    for note in late:
        page = pages[note.mark_page]
        starting = [name for name in break_places if name in page.anchors]
        # Moving a block from the head of the first page would leave that page empty.
        moves = len(starting) > 1 or note.mark_page > 0
        if starting and starting[-1] not in breaks and moves:
            return starting[-1]
    return ""


def _warning(late: Late, notes: Sequence[NumberedNote]) -> Diagnostic:
    number = notes[late.note - 1].number
    return Diagnostic(
        "RK920",
        f"pdf: note {number} begins on page {late.note_page + 1}, "
        f"but its mark is on page {late.mark_page + 1}",
    )
