"""The page map: where each page begins in the text of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.model import walk
from reportkit.model.document import PrintedBlock
from reportkit.writers.base import PageStart

_INVISIBLE = "\u00ad\u200b\u2060"


def page_starts(pages: Sequence[str], blocks: Sequence[PrintedBlock]) -> tuple[PageStart, ...]:
    """The beginning of each page from the second on; `pages` is the text laid out on each.

    The two texts are compared side by side, without spaces, which line ends swallow, and without
    the hyphens that line ends add. A page on which no text of the blocks begins (the notes at the
    end) is left out; if the texts differ because a theme hides some text, all pages are.
    """
    expected = list(_visible(blocks))
    position = 0
    starts: list[PageStart] = []
    for number, page in enumerate(pages, start=1):
        if number > 1 and position < len(expected):
            _, text, offset = expected[position]
            starts.append(PageStart(str(number), text, offset))
        for char in page:
            if position == len(expected):
                break
            written = expected[position][0]
            if char == written or char.casefold() == written.casefold():
                position += 1
    return tuple(starts) if position == len(expected) else ()


def _visible(blocks: Sequence[PrintedBlock]) -> Iterator[tuple[str, int, int]]:
    """Each visible character of the blocks, with the index of its text and its offset in it."""
    for text, content in enumerate(walk.texts(blocks)):
        for offset, char in enumerate(walk.printed_text(content)):
            if not char.isspace() and char not in _INVISIBLE:
                yield char, text, offset
