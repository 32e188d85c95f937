"""The page map: where each page begins in the text of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from reportkit.model import walk
from reportkit.model.document import PlainContent, PrintedBlock, PrintedContent
from reportkit.writers.base import PageStart

_INVISIBLE = "\u00ad\u200b\u2060"


def page_starts(
    pages: Sequence[str],
    blocks: Sequence[PrintedBlock],
    fronts: Sequence[str] = (),
    front: Sequence[PlainContent] = (),
) -> tuple[PageStart, ...]:
    """The beginning of each page from the second on; `pages` is the text laid out on each, `fronts`
    the text of the front matter on each, whose texts are `front`.

    The two texts are compared side by side, without spaces, which line ends swallow, and without
    the hyphens that line ends add. A page on which no text of the blocks begins (the notes at the
    end) is left out; if the texts differ because a theme hides some text, all pages are. Where it
    hides some of the front matter, pages within that begin with the first text.
    """
    body = _starts(pages, list(_visible(walk.texts(blocks))))
    if body is None:
        return ()
    before = _starts(fronts, list(_visible(front)), -len(front)) or {}
    found = {**body, **before}
    return tuple(PageStart(str(number), *found[number]) for number in sorted(found) if number > 1)


_Places: TypeAlias = dict[int, tuple[int, int]]
"""The text with which a page begins, and the offset in it, by the number of the page."""


def _starts(
    pages: Sequence[str], expected: Sequence[tuple[str, int, int]], first: int = 0
) -> _Places | None:
    """Where each page begins, as long as there is any text left; None if the texts differ. `first`
    is the index of the first text."""
    position = 0
    starts: _Places = {}
    for number, page in enumerate(pages, start=1):
        if position < len(expected):
            _, text, offset = expected[position]
            starts[number] = (first + text, offset)
        for char in page:
            if position == len(expected):
                break
            written = expected[position][0]
            if char == written or char.casefold() == written.casefold():
                position += 1
    return starts if position == len(expected) else None


def _visible(texts: Iterable[PrintedContent]) -> Iterator[tuple[str, int, int]]:
    """Each visible character of the texts, with the index of its text and its offset in it."""
    for text, content in enumerate(texts):
        for offset, char in enumerate(walk.printed_text(content)):
            if not char.isspace() and char not in _INVISIBLE:
                yield char, text, offset
