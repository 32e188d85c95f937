"""The beginnings of the PDF's pages as marks in the text of formats without pages, so that "see
page 3" means the same in all of them (EPUB Accessibility 1.1, page navigation)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct

from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    LineBreak,
    Link,
    NoteMark,
    PageMark,
    PageStart,
    Phrase,
    PrintedBlock,
    PrintedContent,
    PrintedInline,
    PrintedRef,
    Styled,
    Table,
    TableNoteMark,
    Text,
)


class PageMarks(Struct, frozen=True):
    """All beginnings of pages, by what they are before or in."""

    cover: PageMark | None = None
    """The page that begins with the cover."""
    opening: PageMark | None = None
    """The page that begins with the title block."""
    front: Mapping[int, Sequence[tuple[int, PageMark]]] = {}
    """The pages that begin in a text of the front matter, by its index among all of them from 0,
    each after so many characters."""
    closing: tuple[PageMark, ...] = ()
    """Pages that begin after the last text."""
    before: Mapping[str, Sequence[PageMark]] = {}
    """The pages that begin with a heading, figure, equation or table, by the id of its anchor."""
    inside: Mapping[int, Sequence[tuple[int, PageMark]]] = {}
    """The pages that begin in a text, by its index among all texts of the report, each with the
    number of characters before it."""
    places: tuple[tuple[PageMark, int], ...] = ()
    """The pages that begin with or in a text, in order, and the index of that text."""

    def marked(self, blocks: Sequence[PrintedBlock], first: int) -> tuple[PrintedBlock, ...]:
        """The blocks with the marks inside their texts, the first of which has the index `first`
        among all texts of the report."""
        return tuple(self._marked(blocks, first)) if self.inside else tuple(blocks)

    def _marked(self, blocks: Iterable[PrintedBlock], first: int) -> Iterator[PrintedBlock]:
        for block in blocks:
            after = first + sum(1 for _ in walk.texts((block,)))
            places = range(first, after)
            yield self._with_marks(block, places) if self._any_in(places) else block
            first = after

    def _any_in(self, places: range) -> bool:
        return any(place in self.inside for place in places)

    def _with_marks(self, block: PrintedBlock, places: range) -> PrintedBlock:
        """The block, whose texts have these indices, with the marks inside them."""
        in_order = iter(places)  # the order in which the mapper asks for texts

        def text(content: PrintedContent) -> PrintedContent:
            return self._text(content, next(in_order))

        mapper = walk.Mapper[PrintedRef, PrintedRef, Anchor, Anchor](text, lambda anchor: anchor)
        return mapper.block(block)

    def _text(self, content: PrintedContent, place: int) -> PrintedContent:
        return with_marks(content, self.inside.get(place, ()))


def with_marks(content: PrintedContent, marks: Iterable[tuple[int, PageMark]]) -> PrintedContent:
    """A text with marks, each after so many of its characters."""
    made: list[PrintedContent] = []
    done = 0
    for offset, mark in marks:
        before, content = cut(content, offset - done)
        done += len(walk.printed_text(before))
        made += (before, (mark,))
    return tuple(inline for part in (*made, content) for inline in part)


def page_marks(
    blocks: Sequence[PrintedBlock],
    starts: Sequence[PageStart],
    pictured: bool,
    front: int = 0,
) -> PageMarks:
    """The marks for the pages of a PDF, which begin at `starts` (from the second page on); none if
    there are none. `pictured` says whether a cover picture is the first page of the PDF, `front`
    how many texts the front matter has."""
    if not starts:
        return PageMarks()
    marks = [PageMark(f"page{number}", start.label) for number, start in enumerate(starts, 2)]
    cover = None
    opening = PageMark("page1", "1") if starts[0].label.isdecimal() else None
    if pictured and starts[0].text <= 0 and not starts[0].offset:
        # The title block follows the cover.
        cover, opening = opening, marks.pop(0)
        starts = starts[1:]
    texts = [
        _Text(place, block, index, len(walk.printed_text(content)))
        for place, (block, index, content) in enumerate(
            (block, index, content)
            for block in walk.blocks(blocks)
            for index, content in enumerate(walk.contents_of(block))
        )
    ]
    closing: list[PageMark] = []
    in_front: defaultdict[int, list[tuple[int, PageMark]]] = defaultdict(list)
    before: defaultdict[str, list[PageMark]] = defaultdict(list)
    inside: defaultdict[int, list[tuple[int, PageMark]]] = defaultdict(list)
    places: list[tuple[PageMark, int]] = []
    for start, mark in zip(starts, marks, strict=True):
        if start.text < 0:
            in_front[front + start.text].append((start.offset, mark))
            continue
        text, offset = _text_of(start, texts)
        if text is None:
            closing.append(mark)
            continue
        places.append((mark, text.place))
        if text.anchor:
            before[text.anchor].append(mark)
        else:
            inside[text.place].append((offset, mark))
    return PageMarks(cover, opening, in_front, tuple(closing), before, inside, tuple(places))


class _Text(Struct, frozen=True):
    """A text of the report."""

    place: int
    """Among all texts of the report, from 0."""
    block: PrintedBlock
    index: int
    """Among the texts of its block, from 0."""
    length: int

    @property
    def anchor(self) -> str:
        """The id of the block, if a page that begins in this text begins before the whole block.

        A heading is a name, and a mark inside would be read as part of it; a caption is separate
        from the picture or table with which the page begins.
        """
        match self.block:
            case Heading() | Equation():
                return self.block.label.id
            case (
                Figure(caption=caption, credit=credit) | FigureGroup(caption=caption, credit=credit)
            ):
                # The source stands outside: only without a caption is it the first text.
                first = self.index < 2 or not (caption or credit)
                return self.block.label.id if first else ""
            case Table():
                heads = (cell for row in self.block.header for cell in row)
                before = sum(1 for cell in heads for _ in walk.cell_contents(cell))
                return self.block.label.id if self.index <= before else ""
            case _:
                return ""


def _text_of(start: PageStart, texts: Sequence[_Text]) -> tuple[_Text | None, int]:
    """The text in which a page begins, and the number of its characters before the page. A page
    that begins at the end of a text begins with the next one; None after the last."""
    offset = start.offset
    for text in texts[start.text :]:
        if (offset == 0 or offset < text.length) and (text.anchor or text.length):
            return text, offset
        offset = 0
    return None, 0


def cut(content: PrintedContent, offset: int) -> tuple[PrintedContent, PrintedContent]:
    """The text before and after this number of characters.

    A note mark stays with the text before it. An inline that must stay whole (a link, code, a
    defanged address, raised or lowered text) goes after the cut.
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
    """One inline with more characters than that, cut in two."""
    match inline:
        case Text() if offset:
            return (Text(inline.text[:offset]),), (Text(inline.text[offset:]),)
        case Phrase() if offset:
            first, second = cut(inline.children, offset)
            language, direction = inline.language, inline.direction
            begun: PrintedContent = (Phrase(language, direction, first),) if first else ()
            return begun, (Phrase(language, direction, second),)
        case Styled(style="emphasis" | "strong" | "small_caps") if offset:
            first, second = cut(inline.children, offset)
            before: PrintedContent = (Styled(inline.style, first),) if first else ()
            return before, (Styled(inline.style, second),)
        case Text() | Styled() | Phrase() | Link() | CodeSpan() | DefangedUrl() | LineBreak():
            return (), (inline,)
        case NoteMark() | TableNoteMark() | CrossReference() | PageMark():
            return (), (inline,)
        case _:
            assert_never(inline)
