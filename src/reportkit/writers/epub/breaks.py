"""Where the pages of the PDF begin in the text of the book, so that "see page 3" means the same
in both (EPUB Accessibility 1.1, page navigation)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct

from reportkit.model import walk
from reportkit.model.document import (
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Figure,
    Heading,
    LineBreak,
    Link,
    NoteMark,
    PrintedBlock,
    PrintedContent,
    PrintedInline,
    Styled,
    Table,
    Text,
)
from reportkit.writers.base import PageStart
from reportkit.writers.xml_text import attribute


class Break(Struct, frozen=True):
    """The beginning of a page."""

    id: str
    label: str
    """The folio as printed."""

    def element(self, tag: str) -> str:
        """The empty element that stands there; a reading system tells its label."""
        return (
            f'<{tag} id="{self.id}" epub:type="pagebreak" role="doc-pagebreak"'
            f" aria-label={attribute(self.label)}></{tag}>"
        )


_Text: TypeAlias = tuple[int, PrintedBlock, int, PrintedContent]
"""A text: which block it stands in, that block, which text of the block it is, and itself."""

Inside: TypeAlias = Mapping[int, list[tuple[int, Break]]]
"""For texts of one block, by their identity: the pages that begin in them, each after so many
characters."""

_NONE: Inside = {}


class Breaks:
    """All page beginnings of a book, by what they stand before or in."""

    def __init__(
        self, blocks: Sequence[PrintedBlock], starts: Sequence[PageStart], pictured: bool
    ) -> None:
        """`pictured` says whether the image of a cover is the first page of the PDF."""
        self.cover: Break | None = None
        """The page that begins with the cover."""
        self.opening: Break | None = None
        """The page that begins with the title block."""
        self.closing: list[Break] = []
        """Pages that begin after the last text."""
        self._before: defaultdict[str, list[Break]] = defaultdict(list)
        self._inside: dict[int, defaultdict[int, list[tuple[int, Break]]]] = {}
        if not starts:
            return
        breaks = [Break(f"page{n}", start.label) for n, start in enumerate(starts, 2)]
        if starts[0].label.isdecimal():
            self.opening = Break("page1", "1")
        if pictured and (starts[0].text, starts[0].offset) == (0, 0):
            # The title block stands between the cover and the first text.
            self.cover, self.opening = self.opening, breaks.pop(0)
            starts = starts[1:]
        texts = [
            (ordinal, block, index, content)
            for ordinal, block in enumerate(walk.blocks(blocks))
            for index, content in enumerate(walk.contents_of(block))
        ]
        for start, found in zip(starts, breaks, strict=True):
            self._place(start, found, texts[start.text :])

    def before(self, anchor_id: str) -> list[Break]:
        """The pages that begin with a heading, figure or table."""
        return self._before.get(anchor_id, [])

    def inside(self, ordinal: int) -> Inside:
        """The pages that begin in the texts of a block, which `walk.blocks` gives as number
        `ordinal`, from 0."""
        return self._inside.get(ordinal, _NONE)

    def _place(self, start: PageStart, found: Break, texts: Iterable[_Text]) -> None:
        """Where the text ends in which the page should begin, it begins with the next."""
        offset = start.offset
        for ordinal, block, index, content in texts:
            length = len(walk.printed_text(content))
            if offset == 0 or offset < length:
                anchor = _before(block, index)
                if anchor:
                    self._before[anchor].append(found)
                    return
                if length:
                    here = self._inside.setdefault(ordinal, defaultdict(list))
                    here[id(content)].append((offset, found))
                    return
            offset = 0
        self.closing.append(found)


def _before(block: PrintedBlock, index: int) -> str:
    """The id of the block, if a page that begins in this text of it begins before the block.

    A heading is a name, and a break in it would be read as part of it; a caption stands apart
    from the picture or the table with which the page begins.
    """
    match block:
        case Heading() | Figure():
            return block.label.id
        case Table():
            return block.label.id if index <= len(block.header) else ""
        case _:
            return ""


def cut(content: PrintedContent, offset: int) -> tuple[PrintedContent, PrintedContent]:
    """The text before and after so many characters.

    A note mark stays with what it follows. What must stay whole (a link, code, a defanged address,
    a raised or lowered text) goes behind the cut.
    """
    if not offset:
        return (), content
    left = offset
    for index, inline in enumerate(content):
        length = len(walk.printed_text((inline,)))
        if length > left:
            first, second = _halves(inline, left)
            return (*content[:index], *first), (*second, *content[index + 1 :])
        left -= length
    return content, ()


def _halves(inline: PrintedInline, offset: int) -> tuple[PrintedContent, PrintedContent]:
    """One inline, which holds more characters, cut in two."""
    match inline:
        case Text() if offset:
            return (Text(inline.text[:offset]),), (Text(inline.text[offset:]),)
        case Styled(style="emphasis" | "strong") if offset:
            first, second = cut(inline.children, offset)
            before: PrintedContent = (Styled(inline.style, first),) if first else ()
            return before, (Styled(inline.style, second),)
        case Text() | Styled() | Link() | CodeSpan() | DefangedUrl() | LineBreak():
            return (), (inline,)
        case NoteMark() | CrossReference():
            return (), (inline,)
        case _:
            assert_never(inline)
