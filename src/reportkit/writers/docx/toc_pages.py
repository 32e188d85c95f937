"""Page numbers from the PDF of the same build, for the contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportkit.model import walk
from reportkit.model.document import Figure, FigureGroup, Heading, PrintedBlock, Table
from reportkit.writers.base import PageStart


def label_pages(top: Iterable[PrintedBlock], pages: Sequence[PageStart]) -> dict[str, str]:
    """The printed page of each heading, figure and table by the id of its anchor; empty if the
    pages are not known, or if the numbers before the first known page cannot be derived from it."""
    if not pages:
        return {}
    labels = [_before(pages[0].label), *(page.label for page in pages)]
    starts = [(page.text, page.offset) for page in pages]
    found: dict[str, str] = {}
    reached = text = 0
    for block in walk.blocks(top):
        if isinstance(block, Heading | Figure | FigureGroup | Table):
            while reached < len(starts) and starts[reached] <= (text, 0):
                reached += 1
            found[block.label.id] = labels[reached]
        text += sum(1 for _ in walk.contents_of(block))
    return found if all(found.values()) else {}


def _before(label: str) -> str:
    """The folio before another one; empty if it cannot be determined."""
    return str(int(label) - 1) if label.isdecimal() and label.isascii() else ""
