"""Sees to it that every note begins on the page of its mark, by WeasyPrint's public API alone.

The document is laid out, the pages of marks and notes are compared, and for the first note that is
late a page is begun before the last block that starts on the page of its mark: what is pushed to
the next page leaves room for the note, or takes its mark along.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from reportkit.diagnostics import Diagnostic
from reportkit.model.document import NumberedNote

RENDERINGS: Final = 3
"""How often a report is laid out at most, not counting the return to the best of the layouts."""


class Page(Protocol):
    """A page that was laid out, as WeasyPrint describes it."""

    @property
    def anchors(self) -> Collection[str]:
        """The ids of the elements that begin on the page."""
        ...


class Document(Protocol):
    """A document that was laid out, as WeasyPrint describes it."""

    @property
    def pages(self) -> Sequence[Page]: ...


D = TypeVar("D", bound=Document)


class Late(Struct, frozen=True):
    """A note that begins on a later page than its mark. Pages count from 0."""

    note: int
    mark_page: int
    note_page: int


def place(
    render: Callable[[Sequence[str]], D], notes: Sequence[NumberedNote], break_places: Sequence[str]
) -> tuple[D, tuple[Diagnostic, ...]]:
    """The document laid out with the fewest late notes, and a warning for each that is left.

    `render` lays the document out with a page begun before each of the blocks with the given ids;
    `break_places` are the ids of all blocks that may begin a page, in reading order.
    """
    breaks: list[str] = []
    document = render(breaks)
    late = late_notes(document, notes)
    best, fewest = list(breaks), len(late)
    for _ in range(1, RENDERINGS):
        repair = _repair(document, late, break_places, breaks)
        if not repair:
            break
        breaks.append(repair)
        del document  # two at a time would be twice the memory
        document = render(breaks)
        late = late_notes(document, notes)
        if len(late) < fewest:
            best, fewest = list(breaks), len(late)
    if len(late) > fewest:
        del document
        document = render(best)
        late = late_notes(document, notes)
    return document, tuple(_warning(note, notes) for note in late)


def late_notes(document: Document, notes: Sequence[NumberedNote]) -> list[Late]:
    """The notes that begin on another page than their first mark."""
    pages = {
        anchor: page
        for page in range(len(document.pages) - 1, -1, -1)
        for anchor in document.pages[page].anchors
    }
    return [
        Late(note.note, mark, pages[f"n{note.note}"])
        for note in notes
        if (mark := pages[f"r{note.note}"]) != pages[f"n{note.note}"]
    ]


def _repair(
    document: Document, late: Sequence[Late], break_places: Sequence[str], breaks: Sequence[str]
) -> str:
    """The block before which a page must begin for the first late note; empty when none helps."""
    for note in late:
        page = document.pages[note.mark_page]
        starting = [name for name in break_places if name in page.anchors]
        # A block at the head of the page leaves nothing behind when it goes.
        before = document.pages[note.mark_page - 1] if note.mark_page else None
        if starting and starting[-1] not in breaks and (len(starting) > 1 or before is not None):
            return starting[-1]
    return ""


def _warning(late: Late, notes: Sequence[NumberedNote]) -> Diagnostic:
    number = notes[late.note - 1].number
    return Diagnostic(
        "RK920",
        f"pdf: note {number} begins on page {late.note_page + 1}, "
        f"its mark is on page {late.mark_page + 1}",
    )
