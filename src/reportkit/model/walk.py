"""Walking through a document: iteration in reading order, mapping, plain and derived text.

Reading order is the order of the file (a claim before its support; a table's caption before its
cells, then its source line; a figure's caption, then its credit; the pictures of a group before the
group's own caption). It is defined only here.

To ask something of every text of a report, for example its number of words:

    words = sum(len(printed_text(content).split()) for content in texts(report.blocks))

To make a document of the same shape, for example one without code spans:

    def plain(leaf: PrintedLeaf) -> PrintedContent:
        return (Text(leaf.text),) if isinstance(leaf, CodeSpan) else (leaf,)

    rewriter = Rewriter[PrintedRef, PrintedRef](plain)
    mapper = Mapper[PrintedRef, PrintedRef, Anchor, Anchor](rewriter.content, lambda anchor: anchor)
    blocks = tuple(map(mapper.block, report.blocks))

Every function that takes inlines or blocks apart is exhaustive: after you add a kind, the type
checker reports each of them that does not handle it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic, Never, TypeVar, assert_never
from unicodedata import bidirectional

from msgspec import Struct

from reportkit.model.document import (
    Anchor,
    Block,
    Box,
    Cell,
    CellRow,
    Code,
    CodeSpan,
    Content,
    CrossReference,
    DefangedUrl,
    Definition,
    Definitions,
    Direction,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    Inline,
    KeyJudgement,
    Labelled,
    Leaf,
    LineBreak,
    Link,
    List,
    ListItem,
    NoteBlock,
    NoteMark,
    NumberedNote,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    PlainContent,
    PrintedBlock,
    PrintedContent,
    PrintedLeaf,
    PrintedRef,
    Quote,
    Rule,
    SignOff,
    Styled,
    Table,
    TableNote,
    TableNoteMark,
    TargetLabel,
    TargetRef,
    Text,
)
from reportkit.model.terms import Terms

DEEPEST: Final = 9
"""A level below that of any heading."""
MOST_ROWS_SAID: Final = 100
"""The rows of data that the description of a chart says."""
_TURNING: Final = "\u061c\u200e\u200f"
"""Signs of direction that are of the classes of letters."""

R = TypeVar("R")
S = TypeVar("S")
L = TypeVar("L")
M = TypeVar("M")

# --- iterate ------------------------------------------------------------------------------------


def blocks(top: Iterable[Block[R, L]]) -> Iterator[Block[R, L]]:
    """All blocks in reading order, including those inside boxes and groups of figures."""
    for block in top:
        if isinstance(block, FigureGroup):
            yield from block.figures
            yield block
            continue
        yield block
        yield from blocks(inner_blocks(block))


def description(figure: Figure[R, L]) -> str:
    """What the picture of a figure shows, for readers who cannot see it; empty for a decoration."""
    return " ".join(filter(None, (figure.alt, figure.long_alt)))


def description_with_data(figure: Figure[R, L], terms: Terms) -> str:
    """The same, with the data of a chart: "Data: Port, Ships; Gdynia, 12; Riga, 7"."""
    parts = [description(figure)]
    for table in () if figure.chart is None else figure.chart.data:
        rows = [", ".join(row) for row in (table.header, *table.rows[:MOST_ROWS_SAID])]
        more = " …" if len(table.rows) > MOST_ROWS_SAID else ""
        parts.append(f"{terms.data}: {'; '.join(rows)}{more}")
    return " ".join(filter(None, parts))


def data_tables(figure: Figure[PrintedRef, Anchor]) -> Iterator[Table[PrintedRef, Anchor]]:
    """The data of a chart as tables, with numbers at the right."""
    for data in () if figure.chart is None else figure.chart.data:
        columns = zip(*data.rows, strict=True) if data.rows else (() for _ in data.header)
        yield Table(
            caption=(),
            header=(_data_row(data.header),),
            rows=tuple(map(_data_row, data.rows)),
            align=tuple("right" if _is_numeric(column) else "left" for column in columns),
            row_headers=False,
            source=(),
            label=figure.label,
        )


def _data_row(texts: Iterable[str]) -> tuple[Cell[PrintedRef], ...]:
    return tuple(Cell((Text(text),) if text else ()) for text in texts)


def _is_numeric(column: Iterable[str]) -> bool:
    said = [text for text in column if any(map(str.isalnum, text))]  # not "–" or "…"
    return bool(said) and all(text.lstrip("+-−–.,")[:1].isdigit() for text in said)


def is_chart(block: Block[R, L]) -> bool:
    """Whether a block is a figure whose picture is drawn from data."""
    return isinstance(block, Figure) and block.chart is not None


def inner_blocks(block: Block[R, L]) -> tuple[Block[R, L], ...]:
    """The blocks inside a block; none for most kinds."""
    match block:
        case Paragraph() | KeyJudgement() | Heading() | List() | Quote() | Table() | Figure():
            return ()
        case Code() | Equation() | Definitions() | Rule() | PageBreak() | SignOff():
            return ()
        case Box():
            return block.blocks
        case FigureGroup():
            return block.figures
        case _:
            assert_never(block)


def contents_of(block: Block[R, L]) -> Iterator[Content[R]]:
    """The texts of one block in reading order, without those of the blocks inside it."""
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
        case Code():
            yield from block.lines
        case Definitions():
            for item in block.items:
                yield item.term
                yield from item.paragraphs
        case Table():
            yield block.caption
            for row in (*block.header, *block.rows):
                for cell in row:
                    yield from cell_contents(cell)
            for note in block.notes:
                yield note.content
            yield block.source
        case Figure() | FigureGroup():
            yield block.caption
            yield block.credit
            yield block.source
        case Equation():
            yield block.caption
        case Box():
            yield block.title
        case Rule() | PageBreak():
            pass
        case _:
            assert_never(block)


def cell_contents(cell: Cell[R]) -> Iterator[Content[R]]:
    """The texts of a cell in reading order: its own, which may be empty, then those of its list."""
    yield cell.content
    if cell.items is not None:
        yield from _list_contents(cell.items)


def _list_contents(block: List[R]) -> Iterator[Content[R]]:
    for item in block.items:
        yield from item.paragraphs
        if item.nested is not None:
            yield from _list_contents(item.nested)


def list_items(block: List[R]) -> Iterator[ListItem[R]]:
    """The items of a list in reading order, and those of the lists in it."""
    for item in block.items:
        yield item
        if item.nested is not None:
            yield from list_items(item.nested)


def items(top: Iterable[Block[R, L]]) -> Iterator[ListItem[R]]:
    """The items of all lists in reading order, also of those in tables."""
    for block in blocks(top):
        if isinstance(block, List):
            yield from list_items(block)
        elif isinstance(block, Table):
            for row in (*block.header, *block.rows):
                for cell in row:
                    if cell.items is not None:
                        yield from list_items(cell.items)


def anchors(top: Iterable[Block[R, Anchor]]) -> Iterator[Anchor]:
    """The identities of all blocks and list items that a cross reference may lead to."""
    top = tuple(top)
    yield from (block.label for block in labelled(top))
    yield from (item.target for item in items(top) if isinstance(item.target, Anchor))


def labelled(top: Iterable[Block[R, L]]) -> Iterator[Labelled[R, L]]:
    """The blocks that have a label, in reading order."""
    for block in blocks(top):
        match block:
            case Heading() | Table() | Figure() | FigureGroup() | Box() | Equation():
                yield block
            case Paragraph() | KeyJudgement() | List() | Quote():
                pass
            case Code() | Definitions() | Rule() | PageBreak() | SignOff():
                pass
            case _:
                assert_never(block)


def note_texts(note: NumberedNote) -> Iterator[Content[CrossReference]]:
    """The texts of a note in reading order."""
    for block in note.blocks:
        yield from contents_of(block)


def texts(top: Iterable[Block[R, L]]) -> Iterator[Content[R]]:
    """All texts of the blocks in reading order."""
    for block in blocks(top):
        yield from contents_of(block)


def leaves(content: PrintedContent) -> Iterator[PrintedLeaf]:
    """The inlines that hold no others, in reading order."""
    for inline in content:
        match inline:
            case Styled() | Phrase() | Link():
                yield from leaves(inline.children)
            case _:
                yield inline


def marks(content: PrintedContent) -> Iterator[NoteMark]:
    """The note marks of a text in reading order."""
    return (leaf for leaf in leaves(content) if isinstance(leaf, NoteMark))


def governs(block: Block[R, L]) -> bool:
    """Whether a block introduces what follows it: a heading, or a claim without support."""
    return isinstance(block, Heading) or (isinstance(block, KeyJudgement) and not block.support)


# --- map ----------------------------------------------------------------------------------------


class Rewriter(Struct, Generic[R, S], frozen=True):
    """Makes the same text with each leaf and each link replaced.

    This is a class, like all mappers here, so that you can name its types when you create one:
    `Rewriter[R, S](…)`. No type checker infers them from a text.
    """

    leaf: Callable[[Leaf | R], Content[S]]
    """The replacement for a leaf or a reference; an empty tuple removes it."""
    link: Callable[[Link[R]], Content[S]] | None = None
    """The replacement for a link; with None, links stay and their children are rewritten."""

    def content(self, content: Content[R]) -> Content[S]:
        """The text with its leaves and links replaced."""
        result: list[Inline[S]] = []
        for inline in content:
            match inline:
                case Styled():
                    result.append(Styled(inline.style, self.content(inline.children)))
                case Phrase():
                    children = self.content(inline.children)
                    result.append(Phrase(inline.language, inline.direction, children))
                case Link() if self.link is not None:
                    result.extend(self.link(inline))
                case Link():
                    children = self.content(inline.children)
                    result.append(Link(inline.url, children, inline.target))
                case _:
                    result.extend(self.leaf(inline))
        return tuple(result)


class ReferenceMapper(Struct, Generic[R, S], frozen=True):
    """Makes the same text with each reference replaced."""

    reference: Callable[[R], Content[S]]
    """The replacement for a reference; an empty tuple removes it."""
    target: Callable[[TargetRef], Anchor | None] | None = None
    """The replacement for the target of a link to a place in the report, of which only the words
    are left if it is None; without this function, such links stay."""

    def content(self, content: Content[R]) -> Content[S]:
        """The text with its references replaced."""
        result: list[Inline[S]] = []
        for inline in content:
            match inline:
                case Text() | CodeSpan() | DefangedUrl() | LineBreak():
                    result.append(inline)
                case Styled():
                    result.append(Styled(inline.style, self.content(inline.children)))
                case Phrase():
                    children = self.content(inline.children)
                    result.append(Phrase(inline.language, inline.direction, children))
                case Link():
                    result.extend(self._link(inline))
                case _:
                    result.extend(self.reference(inline))
        return tuple(result)

    def _link(self, link: Link[R]) -> Content[S]:
        children, target = self.content(link.children), link.target
        if self.target is not None and isinstance(target, TargetRef):
            target = self.target(target)
            if target is None:
                return children
        return (Link(link.url, children, target),)


class NoteMapper(Struct, Generic[R, S], frozen=True):
    """Makes the same blocks of a note with each text replaced, in reading order."""

    text: Callable[[Content[R]], Content[S]]

    def note_block(self, block: NoteBlock[R]) -> NoteBlock[S]:
        """The block with its texts replaced."""
        match block:
            case Paragraph():
                return Paragraph(self.text(block.content))
            case List():
                return self._list(block)
            case Quote():
                paragraphs = self._texts(block.paragraphs)
                return Quote(paragraphs, self.text(block.attribution), block.pull)
            case _:
                assert_never(block)

    def _texts(self, contents: Iterable[Content[R]]) -> tuple[Content[S], ...]:
        return tuple(map(self.text, contents))

    def _list(self, block: List[R]) -> List[S]:
        items = []
        for item in block.items:
            paragraphs = self._texts(item.paragraphs)
            nested = None if item.nested is None else self._list(item.nested)
            items.append(ListItem(paragraphs, nested, item.label, self._target(item)))
        return List(block.ordered, tuple(items), block.style, block.start)

    def _target(self, item: ListItem[R]) -> TargetLabel | Anchor | None:
        """The identity of an item: none in a note."""
        return None


class Mapper(NoteMapper[R, S], Generic[R, S, L, M], frozen=True):
    """Makes the same document with each text and each label replaced, in reading order."""

    label: Callable[[L], M]
    notes: Callable[[tuple[TableNote[R], ...]], tuple[TableNote[R], ...]] | None = None
    """The notes of a table, after its cells were mapped; with None, they stay as they are."""
    item: Callable[[TargetLabel | Anchor], Anchor] | None = None
    """The identity of a list item that has one; with None, it stays as it is."""

    def block(self, block: Block[R, L]) -> Block[S, M]:
        """The block, and the blocks inside it, with texts and labels replaced."""
        match block:
            case Paragraph() | List() | Quote():
                return self.note_block(block)
            case SignOff():
                return SignOff(self.text(block.content))
            case Heading():
                return Heading(
                    level=block.level,
                    content=self.text(block.content),
                    label=self.label(block.label),
                    appendix=block.appendix,
                    numbered=block.numbered,
                )
            case KeyJudgement():
                return KeyJudgement(self.text(block.claim), self.text(block.support))
            case Code():
                return Code(self._texts(block.lines), block.language)
            case Definitions():
                return Definitions(
                    tuple(
                        Definition(self.text(item.term), self._texts(item.paragraphs))
                        for item in block.items
                    )
                )
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case FigureGroup():
                return FigureGroup(
                    figures=tuple(map(self._figure, block.figures)),
                    caption=self.text(block.caption),
                    credit=self.text(block.credit),
                    label=self.label(block.label),
                    source=self.text(block.source),
                    floats=block.floats,
                )
            case Box():
                title, label = self.text(block.title), self.label(block.label)
                inside = tuple(map(self.block, block.blocks))
                return Box(title, inside, label, block.kind, block.floats)
            case Equation():
                return Equation(
                    latex=block.latex,
                    mathml=block.mathml,
                    alt=block.alt,
                    caption=self.text(block.caption),
                    label=self.label(block.label),
                )
            case Rule() | PageBreak():
                return block
            case _:
                assert_never(block)

    def _table(self, block: Table[R, L]) -> Table[S, M]:
        caption = self.text(block.caption)
        header = tuple(map(self._cells, block.header))
        rows = tuple(map(self._cells, block.rows))
        notes = block.notes if self.notes is None else self.notes(block.notes)
        printed = tuple(TableNote(note.sign, self.text(note.content)) for note in notes)
        return Table(
            caption=caption,
            header=header,
            rows=rows,
            align=block.align,
            row_headers=block.row_headers,
            source=self.text(block.source),
            label=self.label(block.label),
            widths=block.widths,
            total=block.total,
            notes=printed,
            floats=block.floats,
        )

    def _target(self, item: ListItem[R]) -> TargetLabel | Anchor | None:
        if item.target is None or self.item is None:
            return item.target
        return self.item(item.target)

    def _cells(self, row: CellRow[R]) -> CellRow[S]:
        return tuple(map(self._cell, row))

    def _cell(self, cell: Cell[R]) -> Cell[S]:
        content = self.text(cell.content)
        items = None if cell.items is None else self._list(cell.items)
        return Cell(content, items, cell.columns, cell.rows)

    def _figure(self, block: Figure[R, L]) -> Figure[S, M]:
        return Figure(
            image=block.image,
            alt=block.alt,
            long_alt=block.long_alt,
            caption=self.text(block.caption),
            credit=self.text(block.credit),
            label=self.label(block.label),
            source=self.text(block.source),
            width=block.width,
            chart=block.chart,
            floats=block.floats,
        )


# --- plain and derived text ---------------------------------------------------------------------


def cell_paragraphs(cell: PrintedContent) -> Iterator[PrintedContent]:
    """The paragraphs of a table cell; one, when it has no break between paragraphs."""
    start = 0
    for place, inline in enumerate(cell):
        if isinstance(inline, LineBreak) and inline.paragraph:
            yield cell[start:place]
            start = place + 1
    yield cell[start:]


def printed_text(content: PrintedContent) -> str:
    """The characters of a printed text, without note marks."""
    return "".join(map(_printed_leaf, leaves(content)))


def _printed_leaf(leaf: PrintedLeaf) -> str:
    match leaf:
        case Text() | CodeSpan() | DefangedUrl() | CrossReference():
            return leaf.text
        case LineBreak():
            return " "
        case NoteMark() | TableNoteMark() | PageMark():
            return ""
        case _:
            assert_never(leaf)


def opposite_direction(content: PrintedContent, direction: Direction) -> Direction | None:
    """The opposite direction if all letters of a text run that way; otherwise None.

    Letters are characters of the classes L, R and AL in UAX #9, without the signs of direction.
    """
    text = printed_text(content)
    if direction == "ltr" and text.isascii():
        return None
    classes = {bidirectional(character) for character in text if character not in _TURNING}
    left, right = "L" in classes, not classes.isdisjoint(("R", "AL"))
    if left == right or right == (direction == "rtl"):
        return None
    return "rtl" if right else "ltr"


def without_marks(content: PrintedContent) -> PlainContent:
    """The same text without note marks and links, for reuse elsewhere without counting twice."""

    def link(link: Link[PrintedRef]) -> PlainContent:
        return without_marks(link.children)

    return Rewriter[PrintedRef, Never](_unmarked, link).content(content)


def for_a_list(content: PrintedContent) -> Content[CrossReference]:
    """The same text for a list of figures or tables: without note marks and links, but with the
    references that print a page, because no page is known before the layout."""

    def leaf(leaf: PrintedLeaf) -> Content[CrossReference]:
        if isinstance(leaf, CrossReference) and leaf.page:
            return (leaf,)
        return _unmarked(leaf)

    def link(link: Link[PrintedRef]) -> Content[CrossReference]:
        return for_a_list(link.children)

    return Rewriter[PrintedRef, CrossReference](leaf, link).content(content)


def _unmarked(leaf: PrintedLeaf) -> PlainContent:
    match leaf:
        case NoteMark() | TableNoteMark() | PageMark():
            return ()
        case CrossReference():
            return (Text(leaf.text),)
        case Text() | CodeSpan() | DefangedUrl() | LineBreak():
            return (leaf,)
        case _:
            assert_never(leaf)


def heading_label(block: Heading[R, Anchor]) -> str:
    """What is printed before a heading, a space apart: "2.3", "Appendix A."; or nothing."""
    label = block.label.text
    return f"{label}." if label and (block.appendix or block.level == 0) else label


def heading_title(block: Heading[PrintedRef, Anchor]) -> PlainContent:
    """A heading as it is printed elsewhere: with its label, without marks."""
    label = heading_label(block)
    before = (Text(f"{label} "),) if label else ()
    return (*before, *without_marks(block.content))


def caption_label(label: Anchor, captioned: bool) -> str:
    """What is printed before a caption, a space apart: "Table 2.", or "Table 2" without a caption;
    "(a)" for a picture of a group; or nothing."""
    if label.letter:
        return f"({label.letter})"
    return f"{label.text}." if label.text and captioned else label.text


def equation_number(block: Equation[R, Anchor]) -> str:
    """What is printed beside an equation: "(1)", or "(A1)" in an appendix; or nothing."""
    label = block.label
    return "" if label.number is None else f"({label.appendix}{label.number})"


def headings(
    top: Iterable[PrintedBlock], depth: int = DEEPEST
) -> Iterator[tuple[int, PlainContent, Anchor]]:
    """The entries of a table of contents: level, label and text without marks, anchor; down to the
    level `depth`."""
    for block in blocks(top):
        if isinstance(block, Heading) and block.level <= depth:
            yield block.level, heading_title(block), block.label


def judgements(top: Iterable[PrintedBlock]) -> Iterator[PlainContent]:
    """The claims of all key judgements, without marks, for the box at the front."""
    for block in blocks(top):
        if isinstance(block, KeyJudgement):
            yield without_marks(block.claim)


def block_text(block: PrintedBlock) -> str:
    """The content of a block, for detecting changes: its kind, and each of its texts on a line,
    with note marks as `[^12]`. The blocks inside a box are not included."""
    return "\n".join([type(block).__name__, *map(_marked_text, contents_of(block))])


def _marked_text(content: PrintedContent) -> str:
    return "".join(
        f"[^{leaf.note}]" if isinstance(leaf, NoteMark) else _printed_leaf(leaf)
        for leaf in leaves(content)
    )
