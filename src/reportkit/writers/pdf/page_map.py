"""The page map: where each page begins in the text of the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from reportkit.model import walk
from reportkit.model.document import Equation, Figure, PrintedBlock, PrintedContent
from reportkit.writers.base import PageStart

_INVISIBLE = "\u00ad\u200b\u2060"


def page_starts(
    pages: Sequence[str],
    blocks: Sequence[PrintedBlock],
    fronts: Sequence[str] = (),
    front: Sequence[PrintedContent] = (),
    anchors: Sequence[Collection[str]] = (),
) -> tuple[PageStart, ...]:
    """The beginning of each page from the second on; `pages` is the text laid out on each, `fronts`
    the text of the front matter on each, whose texts are `front`, and `anchors` the ids of the
    elements that begin on each.

    The two texts are compared side by side, without spaces, which line ends swallow, and without
    the hyphens that line ends add. A page on which no text of the blocks begins (the notes at the
    end) is left out; if the texts differ because a theme hides some text, all pages are. Where it
    hides some of the front matter, pages within that begin with the first text.
    """
    body = _starts(pages, list(_visible(walk.texts(blocks))))
    if body is None:
        return ()
    for number, wordless in _wordless_starts(body, blocks, anchors):
        body[number] = (wordless, 0)
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


def _wordless_starts(
    starts: _Places, blocks: Sequence[PrintedBlock], anchors: Sequence[Collection[str]]
) -> Iterator[tuple[int, int]]:
    """The pages that begin with a block that has no words (a picture, an equation), each with the
    index of the first text of that block, which is empty."""
    wordless = dict(_wordless(blocks))
    for number, ids in enumerate(anchors, start=1):
        text, offset = starts.get(number, (-1, 0))
        found = [wordless[name] for name in ids if name in wordless]
        if found and not offset and min(found) < text:
            yield number, min(found)


def _wordless(blocks: Sequence[PrintedBlock]) -> Iterator[tuple[str, int]]:
    """The id of each block whose texts are all empty, and the index of the first of them."""
    first = 0
    for block in walk.blocks(blocks):
        texts = list(walk.contents_of(block))
        if isinstance(block, Figure | Equation) and not any(texts):
            yield block.label.id, first
        first += len(texts)


def _visible(texts: Iterable[PrintedContent]) -> Iterator[tuple[str, int, int]]:
    """Each visible character of the texts, with the index of its text and its offset in it."""
    for text, content in enumerate(texts):
        for offset, char in enumerate(walk.printed_text(content)):
            if not char.isspace() and char not in _INVISIBLE:
                yield char, text, offset
