"""Going through a document: iterate in reading order, map, plain text, derived text.

Reading order is the order of the file (schema: a claim before its support, a table's caption
before its cells, then its source line; a figure's caption, then its credit). It stands here
once; whatever needs it comes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Never, TypeVar, assert_never
from unicodedata import bidirectional

from msgspec import Struct

from reportkit.document import (
    Anchor,
    Block,
    Box,
    CodeSpan,
    Content,
    CrossReference,
    DefangedUrl,
    Direction,
    Emphasis,
    Figure,
    Heading,
    Inline,
    KeyJudgement,
    LineBreak,
    Link,
    List,
    ListItem,
    NoteMark,
    PageBreak,
    Paragraph,
    PlainContent,
    PrintedBlock,
    PrintedContent,
    PrintedInline,
    Quote,
    Rule,
    SignOff,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)

R = TypeVar("R")
S = TypeVar("S")
L = TypeVar("L")
M = TypeVar("M")

# --- iterate ------------------------------------------------------------------------------------


def blocks(top: Iterable[Block[R, L]]) -> Iterator[Block[R, L]]:
    """All blocks in reading order, those inside boxes included."""
    for block in top:
        yield block
        if isinstance(block, Box):
            yield from blocks(block.blocks)


def contents_of(block: Block[R, L]) -> Iterator[Content[R]]:
    """The texts of one block in reading order, without those of blocks inside it."""
    match block:
        case Paragraph() | SignOff() | Heading():
            yield block.content
        case KeyJudgement():
            yield block.claim
            yield block.support
        case List():
            yield from _list_contents(block)
        case Quote():
            yield from block.paragraphs
            yield block.attribution
        case Table():
            yield block.caption
            yield from block.header
            for row in block.rows:
                yield from row
            yield block.source
        case Figure():
            yield block.caption
            yield block.credit
        case Box():
            yield block.title
        case Rule() | PageBreak():
            pass


def _list_contents(block: List[R]) -> Iterator[Content[R]]:
    for item in block.items:
        yield from item.paragraphs
        if item.nested is not None:
            yield from _list_contents(item.nested)


def texts(top: Iterable[Block[R, L]]) -> Iterator[Content[R]]:
    """All texts of the blocks in reading order."""
    for block in blocks(top):
        yield from contents_of(block)


def leaves(content: PrintedContent) -> Iterator[PrintedInline]:
    """The inlines that hold no others, in reading order."""
    for inline in content:
        if isinstance(inline, Emphasis | Strong | Superscript | Subscript | Link):
            yield from leaves(inline.children)
        else:
            yield inline


def marks(content: PrintedContent) -> Iterator[NoteMark]:
    """The note marks of a text in reading order."""
    return (inline for inline in leaves(content) if isinstance(inline, NoteMark))


# --- map ----------------------------------------------------------------------------------------


class Mapper(Struct, Generic[R, S, L, M], frozen=True):
    """Makes the same document with each reference and each label replaced, in reading order.

    A class, so that its types are named where it is made: `Mapper[R, S, L, M](…)`.
    """

    reference: Callable[[R], Content[S]]
    """What stands for a reference; nothing, when it gives the empty tuple."""
    label: Callable[[L], M]

    def content(self, content: Content[R]) -> Content[S]:
        """The text with its references replaced."""
        result: list[Inline[S]] = []
        for inline in content:
            match inline:
                case Text() | CodeSpan() | DefangedUrl() | LineBreak():
                    result.append(inline)
                case Emphasis():
                    result.append(Emphasis(self.content(inline.children)))
                case Strong():
                    result.append(Strong(self.content(inline.children)))
                case Superscript():
                    result.append(Superscript(self.content(inline.children)))
                case Subscript():
                    result.append(Subscript(self.content(inline.children)))
                case Link():
                    result.append(Link(inline.url, self.content(inline.children)))
                case _:
                    result.extend(self.reference(inline))
        return tuple(result)

    def contents(self, contents: Iterable[Content[R]]) -> tuple[Content[S], ...]:
        """Several texts, each with its references replaced."""
        return tuple(self.content(content) for content in contents)

    def block(self, block: Block[R, L]) -> Block[S, M]:
        """The block, and the blocks inside it, with references and labels replaced."""
        match block:
            case Paragraph():
                return Paragraph(self.content(block.content))
            case SignOff():
                return SignOff(self.content(block.content))
            case Heading():
                return Heading(block.level, self.content(block.content), self.label(block.label))
            case KeyJudgement():
                return KeyJudgement(self.content(block.claim), self.content(block.support))
            case List():
                return self._list(block)
            case Quote():
                return Quote(self.contents(block.paragraphs), self.content(block.attribution))
            case Table():
                return Table(
                    caption=self.content(block.caption),
                    header=self.contents(block.header),
                    rows=tuple(self.contents(row) for row in block.rows),
                    align=block.align,
                    row_headers=block.row_headers,
                    source=self.content(block.source),
                    label=self.label(block.label),
                )
            case Figure():
                return Figure(
                    image=block.image,
                    alt=block.alt,
                    long_alt=block.long_alt,
                    caption=self.content(block.caption),
                    credit=self.content(block.credit),
                    label=self.label(block.label),
                )
            case Box():
                return Box(self.content(block.title), tuple(map(self.block, block.blocks)))
            case Rule() | PageBreak():
                return block
            case _:
                assert_never(block)

    def _list(self, block: List[R]) -> List[S]:
        items = []
        for item in block.items:
            paragraphs = self.contents(item.paragraphs)
            nested = None if item.nested is None else self._list(item.nested)
            items.append(ListItem(paragraphs, nested))
        return List(block.ordered, tuple(items))


# --- plain and derived text ---------------------------------------------------------------------


def printed_text(content: PrintedContent) -> str:
    """The characters of a printed text, without note marks."""
    return "".join(map(_printed_leaf, leaves(content)))


def _printed_leaf(leaf: PrintedInline) -> str:
    match leaf:
        case Text() | CodeSpan() | DefangedUrl() | CrossReference():
            return leaf.text
        case LineBreak():
            return " "
        case _:
            return ""


def turned(content: PrintedContent, direction: Direction) -> Direction | None:
    """The other direction, where all letters of a text run that way; else None.

    Letters are of the classes L, R and AL of UAX #9.
    """
    text = printed_text(content)
    if direction == "ltr" and text.isascii():
        return None
    classes = {bidirectional(character) for character in text}
    left, right = "L" in classes, not classes.isdisjoint(("R", "AL"))
    if left == right or right == (direction == "rtl"):
        return None
    return "rtl" if right else "ltr"


def without_marks(content: PrintedContent) -> PlainContent:
    """Derived text: the same without note marks and links, so that nothing is counted twice."""
    result: list[Inline[Never]] = []
    for inline in content:
        match inline:
            case NoteMark():
                pass
            case CrossReference():
                result.append(Text(inline.text))
            case Link():
                result.extend(without_marks(inline.children))
            case Emphasis():
                result.append(Emphasis(without_marks(inline.children)))
            case Strong():
                result.append(Strong(without_marks(inline.children)))
            case Superscript():
                result.append(Superscript(without_marks(inline.children)))
            case Subscript():
                result.append(Subscript(without_marks(inline.children)))
            case Text() | CodeSpan() | DefangedUrl() | LineBreak():
                result.append(inline)
            case _:
                assert_never(inline)
    return tuple(result)


def headings(top: Iterable[PrintedBlock]) -> Iterator[tuple[int, PlainContent, Anchor]]:
    """What a table of contents lists: level, text without marks, anchor."""
    for block in blocks(top):
        if isinstance(block, Heading):
            yield block.level, without_marks(block.content), block.label


def judgements(top: Iterable[PrintedBlock]) -> Iterator[PlainContent]:
    """The claims of all key judgements, without marks, for the box at the front."""
    for block in blocks(top):
        if isinstance(block, KeyJudgement):
            yield without_marks(block.claim)


def block_text(block: PrintedBlock) -> str:
    """What a block says, to tell whether it was changed: its kind, and each of its texts in a line
    with note marks as `[^12]`. What is inside a box belongs to the blocks there."""
    return "\n".join([type(block).__name__, *map(_marked_text, contents_of(block))])


def _marked_text(content: PrintedContent) -> str:
    return "".join(
        f"[^{leaf.note}]" if isinstance(leaf, NoteMark) else _printed_leaf(leaf)
        for leaf in leaves(content)
    )
