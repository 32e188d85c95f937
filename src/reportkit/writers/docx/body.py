"""The blocks of the report as items of the flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose.fitting import Fits, on_landscape
from reportkit.compose.picture_size import (
    PlacedFigure,
    caption_width,
    group_rows,
    printed_width,
)
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    Code,
    Definitions,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    KeyJudgement,
    List,
    PageBreak,
    Paragraph,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Quote,
    Rule,
    SignOff,
    Table,
    Text,
)
from reportkit.model.terms import Terms
from reportkit.style import Theme
from reportkit.writers.docx.bookmarks import anchor_name, block_name
from reportkit.writers.docx.geometry import (
    BOX_INDENT,
    BOXED_STEP,
    CODE_INDENT,
    CODE_WRAP,
    LIST_STEP,
    MM_PER_TWIP,
    measure,
)
from reportkit.writers.docx.inline import BREAK, Inlines, split_marks
from reportkit.writers.docx.numbering_part import LEVELS, heading_numbering, indent, numbering
from reportkit.writers.docx.picture_grid import picture_grid
from reportkit.writers.docx.pictures import CAPTION, figure
from reportkit.writers.docx.tables import table_grid, type_size
from reportkit.writers.docx.values import (
    BlockBookmark,
    Bookmarked,
    BoxEnd,
    BoxKind,
    BoxStart,
    FlowItem,
    NewPage,
    Panel,
    Para,
    ParagraphFormat,
    Runs,
    Turn,
    joined,
)
from reportkit.writers.docx.wordml import RunFormat, field, run_properties, twips

_TEXT: Final = ParagraphFormat()
_FRAMED: Final = (Paragraph, KeyJudgement, Heading, List, SignOff, PageBreak)
"""The blocks that paragraphs with a frame can show."""
_PANEL_TEXT: Final = ParagraphFormat("PanelText")
_PANEL_INSET: Final = 2 * BOX_INDENT
"""How much narrower the text of a panel is, in twips."""
_BOLD: Final = 600
"""From this weight on, a face counts as bold, because Word knows only regular and bold."""
_LABEL: Final = RunFormat(bold=True)
_CREDIT: Final = RunFormat("Credit")
_TAB: Final = "<w:r><w:tab/></w:r>"


class Blocks(Struct, frozen=True):
    """Turns blocks into the items of a flow, regardless of their neighbours."""

    theme: Theme
    inlines: Inlines
    terms: Terms
    """The labels for tables and figures."""
    fits: Fits
    box: BoxKind | None = None
    """The box that contains the blocks."""
    panel: bool = False
    """Whether a panel contains them."""

    def blocks(self, blocks: Iterable[PrintedBlock], first: int = 1) -> Iterator[FlowItem]:
        """The blocks in sequence, with a turn before and after those on landscape pages. `first` is
        the position of the first one among all blocks of the report."""
        blocks = tuple(blocks)
        landscape = False
        for block, wide in zip(blocks, on_landscape(blocks, self.fits), strict=True):
            if wide != landscape:
                yield Turn(wide)
            landscape = wide
            inner = sum(1 for _ in walk.blocks(walk.inner_blocks(block)))
            own = first + inner if isinstance(block, FigureGroup) else first
            yield BlockBookmark(block_name(own))
            yield from self.block(block, first)
            first += 1 + inner
        if landscape:
            yield Turn(False)

    def block(self, block: PrintedBlock, place: int) -> Iterator[FlowItem]:
        """One block; `place` is its position among all blocks of the report, from 1."""
        match block:
            case Paragraph():
                form = _PANEL_TEXT if self.panel else _TEXT
                yield self.inlines.prose(block.content, form, self.box)
            case KeyJudgement():
                yield self._judgement(block)
            case Heading():
                yield self._heading(block)
            case List():
                yield from self.item_list(block, (place,))
            case Quote():
                yield from self._quote(block)
            case Code():
                yield from self._code(block)
            case Definitions():
                yield from self._definitions(block)
            case Table():
                yield from self._table(block, place)
            case Figure():
                yield from self._figure(block)
            case FigureGroup():
                yield from self._figure_group(block, place)
            case Box():
                yield from self._box(block, place)
            case Equation():
                yield from self._equation(block)
            case Rule():
                yield self._para(ParagraphFormat("Rule"))
            case PageBreak():
                yield NewPage()
            case SignOff():
                yield self._para(ParagraphFormat("SignOff"), self.inlines.content(block.content))
            case _:
                assert_never(block)

    def _para(self, form: ParagraphFormat, runs: Runs = ()) -> Para:
        return Para(form, runs, self.box)

    def _judgement(self, block: KeyJudgement[PrintedRef]) -> Para:
        """A bold claim, run in with its support; without support, it governs what follows."""
        claims = self.theme.claims
        look = RunFormat("Claim", bold=claims.weight >= _BOLD, italic=claims.style == "italic")
        claim = self.inlines.content(block.claim, look)
        if not block.support:
            return self._para(ParagraphFormat("KeyJudgementAlone", keep_next=True), claim)
        support = self.inlines.content(block.support)
        runs = (*claim, self.inlines.plain(" "), *support)
        return self._para(ParagraphFormat("KeyJudgement"), runs)

    def _heading(self, block: Heading[PrintedRef, Anchor]) -> Para:
        """A heading. The bookmark leaves out the marks at its end, so that a field that repeats
        the heading does not repeat the note."""
        text, marks = map(self.inlines.content, split_marks(block.content))
        named = Bookmarked(anchor_name(block.label), text)
        style = f"Heading{block.level}" if block.level else "Part"
        numbers = heading_numbering(block, self.terms)
        level = max(block.level, 1) - 1 if numbers else 0
        form = ParagraphFormat(style, keep_next=True, numbering=numbers, level=level)
        return self._para(form, (named, *marks))

    # --- lists and quotations -------------------------------------------------------------------

    def item_list(
        self, block: List[PrintedRef], path: tuple[int, ...], ends: bool = True, above: int = 0
    ) -> Iterator[Para]:
        """A list, including nested lists; `ends` says whether no item of the same list follows. The
        path identifies the list: its block, `above` numbers of what it is in there, then an item
        for each level."""
        level = min(len(path) - above, LEVELS) - 1
        look = block.style or ("decimal" if block.ordered else "disc")
        instance = numbering(look, level, path, block.start, boxed=self.box is not None)
        style = "ListNumber" if block.ordered else "ListBullet"
        after = twips(self.theme.space.paragraph)
        for index, item in enumerate(block.items, 1):
            last_item = ends and index == len(block.items)
            for place, content in enumerate(item.paragraphs, 1):
                closes = last_item and item.nested is None and place == len(item.paragraphs)
                space = after if closes else None
                runs = self.inlines.content(content)
                if place == 1:
                    if isinstance(item.target, Anchor):
                        runs = (Bookmarked(anchor_name(item.target), runs),)
                    form = ParagraphFormat(
                        style, numbering=instance, level=level, space_after=space
                    )
                    yield self._para(form, runs)
                else:
                    yield self._continued(runs, level, space)
            if item.nested is not None:
                yield from self.item_list(item.nested, (*path, index), last_item, above)

    def _continued(self, runs: Runs, level: int, space_after: int | None) -> Para:
        """A further paragraph of an item, aligned with its first."""
        left, hanging = indent(level, self.box is not None)
        if self.box is None:
            hanging = 0
        else:
            # Its first line begins at the edge of the box, and a tab moves it to the text.
            runs = (_TAB, *runs)
        form = ParagraphFormat("ListContinue", space_after=space_after, indent=(left, hanging))
        return self._para(form, runs)

    def _quote(self, block: Quote[PrintedRef]) -> Iterator[Para]:
        """A quotation and its attribution."""
        style = "PullQuote" if block.pull else "Quote"
        theme = self.theme
        space = twips(theme.space.paragraph if not block.pull else theme.space.figure)
        for place, content in enumerate(block.paragraphs, 1):
            form = ParagraphFormat(
                style,
                keep_next=bool(block.attribution),
                space_before=space if place == 1 else None,
                space_after=None if block.attribution or place < len(block.paragraphs) else space,
            )
            yield self.inlines.prose(content, form, self.box)
        if block.attribution:
            who = self.inlines.content(block.attribution)
            form = ParagraphFormat(f"{style}Attribution")
            yield self._para(form, (self.inlines.plain("— "), *who))

    # --- code and definitions -------------------------------------------------------------------

    def _code(self, block: Code[PrintedRef]) -> Iterator[FlowItem]:
        """The lines of code as paragraphs, in a panel of their own unless they are in a box. Lines
        that are too long go on with an indent."""
        space = twips(self.theme.space.paragraph)
        last = len(block.lines)
        if self.box is None:
            yield BoxStart()
        for number, line in enumerate(block.lines, 1):
            form = ParagraphFormat(
                "CodeBlock",
                keep_next=number == 1 < last,
                space_before=space if number == 1 else None,
                space_after=space if number == last else None,
                indent=(CODE_INDENT + CODE_WRAP, CODE_WRAP),
                direction="ltr",
            )
            yield Para(form, self.inlines.code(line), self.box or "code")
        if self.box is None:
            yield BoxEnd()

    def _definitions(self, block: Definitions[PrintedRef]) -> Iterator[Para]:
        """Each term on its own line, above its meaning."""
        left = LIST_STEP if self.box is None else BOXED_STEP + BOX_INDENT
        for item in block.items:
            form = ParagraphFormat("DefinitionTerm", keep_next=True)
            yield self._para(form, self.inlines.content(item.term))
            for content in item.paragraphs:
                meaning = ParagraphFormat("Definition", indent=(left, 0))
                yield self.inlines.prose(content, meaning, self.box)

    # --- tables, figures, boxes -----------------------------------------------------------------

    def _table(self, block: Table[PrintedRef, Anchor], place: int) -> Iterator[FlowItem]:
        """A table: caption above, notes and source line below."""
        caption = self._caption("Table", self.terms.table, block.label, block.caption)
        if caption:
            yield Para(ParagraphFormat("TableCaption", keep_next=True), caption)
        fit = self.fits[block.label.ordinal]
        inlines = self.inlines.in_type(type_size(fit, self.theme))
        outside = replace(self, box=None, inlines=inlines)

        def in_cell(items: List[PrintedRef], number: int) -> Iterator[Para]:
            return outside.item_list(items, (place, number), above=1)

        yield table_grid(block, fit, self.theme, inlines, in_cell)
        lines = [self.inlines.table_note(block.label.ordinal, note) for note in block.notes]
        if block.source:
            lines.append(self.inlines.content(block.source))
        for number, runs in enumerate(lines, 1):
            last = number == len(lines)
            space = None if last else 0
            form = ParagraphFormat("SourceLine", keep_next=not last, space_after=space)
            yield Para(form, runs)

    def _figure(self, block: Figure[PrintedRef, Anchor]) -> Iterator[FlowItem]:
        """A picture, then caption and credit, then the source line."""
        below = self._below(block)
        width = printed_width(block, self.theme.page)
        aside = (self.theme.page.measure - caption_width(block, self.theme.page)) / 2
        if self.box is not None:
            width = min(width, self.theme.page.measure - 2 * BOX_INDENT * MM_PER_TWIP)
        yield Para(
            ParagraphFormat("Figure", keep_next=bool(below or block.source), align="center"),
            (figure(block.image, walk.description_with_data(block, self.terms), width),),
        )
        yield from self._lines_below(below, block.source, 0 if self.box else twips(mm=aside))

    def _figure_group(
        self, block: FigureGroup[PrintedRef, Anchor], place: int
    ) -> Iterator[FlowItem]:
        """Pictures side by side in a table without lines, then caption, credit and source line.
        `place` is the position of the first picture among all blocks of the report."""
        below = self._below(block)
        numbers = count(place)

        def shown(placed: PlacedFigure[PrintedRef, Anchor]) -> tuple[Runs, Runs]:
            one = placed.figure
            drawing = figure(one.image, walk.description(one), placed.width)
            return (Bookmarked(block_name(next(numbers)), (drawing,)),), self._below(one)

        title = walk.printed_text((Text(f"{block.label.text} "), *block.caption)).strip()
        yield picture_grid(
            rows=group_rows(block, self.theme.page),
            measure=measure(self.theme),
            shown=shown,
            title=title or "(a)",
            followed=bool(below or block.source),
        )
        yield from self._lines_below(below, block.source)

    def _lines_below(self, caption: Runs, source: PrintedContent, aside: int = 0) -> Iterator[Para]:
        """The caption of a picture or a group, and close to it the source line; `aside` is their
        indent at both sides in twips."""
        indent = (aside, 0) if aside else None
        if caption:
            keep, space = (True, 0) if source else (False, None)
            form = ParagraphFormat(CAPTION, keep_next=keep, space_after=space, indent=indent)
            yield Para(replace(form, right=aside), caption)
        if source:
            form = ParagraphFormat("SourceLine", indent=indent, right=aside)
            yield Para(form, self.inlines.content(source))

    def _below(self, block: Figure[PrintedRef, Anchor] | FigureGroup[PrintedRef, Anchor]) -> Runs:
        """The caption and the credit of a picture."""
        text = self._caption("Figure", self.terms.figure, block.label, block.caption)
        credit = self.inlines.content(block.credit, _CREDIT)
        return (*text, BREAK, *credit) if text and credit else text + credit

    def _caption(self, series: str, form: str, anchor: Anchor, content: PrintedContent) -> Runs:
        """The runs of a caption with its label: "Table 2. Trade in 2020." """
        text = self.inlines.content(content)
        if anchor.letter:
            letter = self.inlines.plain(f"({anchor.letter})", _LABEL)
            named = Bookmarked(anchor_name(anchor), (letter,))
            return (named, self.inlines.plain(" "), *text) if text else (named,)
        if anchor.number is None:
            return text
        before, _, after = form.partition("{n}")
        before += anchor.appendix
        again = " \\r 1" if anchor.appendix and anchor.number == 1 else ""
        number = field(
            f"SEQ {series} \\* ARABIC{again}",
            self.inlines.plain(str(anchor.number), _LABEL),
            run_properties(_LABEL, self.inlines.rtl),
        )
        words = [self.inlines.plain(part, _LABEL) if part else "" for part in (before, after)]
        label = Bookmarked(anchor_name(anchor), joined(words[0], number, words[1]))
        if not text:
            return (label,)
        return (label, self.inlines.plain(".", _LABEL), self.inlines.plain(" "), *text)

    def _equation(self, block: Equation[PrintedRef, Anchor]) -> Iterator[Para]:
        """An equation between tabs, so that its number is at the edge, then its caption."""
        from reportkit.writers.docx.omml import omml, omml_paragraph  # late: few have equations

        numbered = block.label.number is not None
        style = "Equation" if self.box is None else "BoxedEquation"
        form = ParagraphFormat(style, keep_next=bool(block.caption))
        if numbered:
            number = self._equation_number(block.label)
            yield self._para(form, (_TAB, omml(block.mathml), _TAB, *number))
        else:
            yield self._para(form, (omml_paragraph(block.mathml),))
        if block.caption:
            yield self._para(ParagraphFormat(CAPTION), self.inlines.content(block.caption))

    def _equation_number(self, anchor: Anchor) -> Runs:
        """The number in brackets; its bookmark is the number itself, which references repeat."""
        again = " \\r 1" if anchor.appendix and anchor.number == 1 else ""
        number = field(f"SEQ Equation \\* ARABIC{again}", self.inlines.plain(str(anchor.number)))
        before = self.inlines.plain(anchor.appendix) if anchor.appendix else ""
        named = Bookmarked(anchor_name(anchor), joined(before, number))
        return (self.inlines.plain("("), named, self.inlines.plain(")"))

    def _box(self, block: Box[PrintedRef, Anchor], place: int) -> Iterator[FlowItem]:
        """A boxed passage: paragraphs with a tint and a rule at their side. A nested box is part of
        the outer one."""
        if (
            self.box is None
            and (self.panel or _needs_panel(block))
            and not self._turns(block.blocks)
        ):
            yield from self._panels(block, place)
            return
        inside = replace(self, box=self.box or block.kind or "box")
        if self.box is None:
            yield BoxStart()
        if title := self._box_title(block):
            yield inside._para(ParagraphFormat("BoxTitle", keep_next=True), title)
        else:
            yield BlockBookmark(anchor_name(block.label))
        yield from inside.blocks(block.blocks, place + 1)
        if self.box is None:
            yield BoxEnd()

    def _panels(self, block: Box[PrintedRef, Anchor], place: int) -> Iterator[FlowItem]:
        """A box as a panel; where a page breaks or a wide table moves out to a landscape page, it
        ends and begins again."""
        title = self._box_title(block)
        held: list[FlowItem] = [BlockBookmark(anchor_name(block.label))]
        if title:
            held = [Para(ParagraphFormat("PanelTitle"), title)]
        inside = replace(self, theme=_narrowed(self.theme), panel=True)
        landscape = False
        for item in inside.blocks(block.blocks, place + 1):
            if isinstance(item, (Turn, NewPage)) or landscape:
                yield from self._panel(block, held)
                held = []
                landscape = item.landscape if isinstance(item, Turn) else landscape
                yield item
            else:
                held.append(item)
        yield from self._panel(block, held)

    def _panel(self, block: Box[PrintedRef, Anchor], items: list[FlowItem]) -> Iterator[FlowItem]:
        """A part of a box as a panel, without the bookmarks of what follows it."""
        end = len(items)
        while end and isinstance(items[end - 1], BlockBookmark):
            end -= 1
        if end:
            words = (Text(block.label.text), Text(" "), *block.title)
            yield Panel(
                kind=block.kind or "box",
                width=measure(self.theme),
                items=tuple(items[:end]),
                title=walk.printed_text(words).strip(),
                nested=self.panel,
            )
        yield from items[end:]

    def _turns(self, blocks: Sequence[PrintedBlock]) -> bool:
        """Whether a box within these blocks has a page break or a landscape page, which no cell
        within a cell can have."""
        inner = (one for block in blocks for one in walk.blocks(walk.inner_blocks(block)))
        return any(
            isinstance(one, PageBreak)
            or (isinstance(one, Table) and self.fits[one.label.ordinal].landscape)
            for one in inner
        )

    def _box_title(self, block: Box[PrintedRef, Anchor]) -> Runs:
        """The kind and title of a box. What references repeat is inside a bookmark, as of a
        heading: the title without the marks at its end, or the kind alone."""
        name, kind = anchor_name(block.label), block.label.text
        if not block.title:
            return (Bookmarked(name, (self.inlines.plain(kind),)),) if kind else ()
        text, marks = map(self.inlines.content, split_marks(block.title))
        before = (self.inlines.plain(f"{kind}. "),) if kind else ()
        return (*before, Bookmarked(name, text), *marks)


def _needs_panel(block: Box[PrintedRef, Anchor]) -> bool:
    """Whether a box holds what paragraphs with a frame cannot: tables, pictures, boxes, and all
    that has an indent or a frame of its own."""
    return not all(isinstance(inner, _FRAMED) for inner in block.blocks)


def _narrowed(theme: Theme) -> Theme:
    """The theme with the measure of a panel."""
    page, inset = theme.page, _PANEL_INSET / twips(mm=1)
    side = "right" if page.outside is None else "outside"
    narrow = page.model_copy(update={side: getattr(page, side) + inset})
    return theme.model_copy(update={"page": narrow})
