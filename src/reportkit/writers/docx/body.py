"""Blocks as paragraphs of document.xml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from msgspec.structs import replace

from reportkit.compose.fitting import Fits, on_landscape
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    Figure,
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
)
from reportkit.style import Theme
from reportkit.writers.docx.bookmarks import anchor_name, block_name
from reportkit.writers.docx.inline import Runs, split_marks
from reportkit.writers.docx.list_definitions import LEVELS, Numbering, indent
from reportkit.writers.docx.paragraphs import Paragraphs
from reportkit.writers.docx.pictures import Pictures
from reportkit.writers.docx.sections import TURN
from reportkit.writers.docx.tables import Tables
from reportkit.writers.docx.wordml import (
    PLAIN,
    ParagraphFormat,
    RunFormat,
    field,
    run_properties,
    twips,
)

_TEXT: Final = ParagraphFormat()
_BOLD: Final = 600
"""From this weight on a face counts as bold: Word knows no others."""
_LABEL: Final = RunFormat(bold=True)
_CREDIT: Final = RunFormat("Credit")
_TAB: Final = "<w:r><w:tab/></w:r>"


class Blocks:
    """Turns blocks into paragraphs and tables."""

    def __init__(
        self,
        theme: Theme,
        runs: Runs,
        paragraphs: Paragraphs,
        pictures: Pictures,
        numbering: Numbering,
        fits: Fits,
    ) -> None:
        self.numbering = numbering
        self.theme = theme
        self._runs = runs
        self._terms = runs.report.terms
        self._paragraphs = paragraphs
        self._pictures = pictures
        self._fits = fits
        self._tables = Tables(theme, runs, paragraphs, fits)
        self._ordinal = 0

    def blocks(self, blocks: Iterable[PrintedBlock]) -> str:
        """The blocks one after the other, with a `TURN` before and after those that stand on
        landscape pages."""
        blocks = tuple(blocks)
        parts: list[str] = []
        landscape = False
        for block, wide in zip(blocks, on_landscape(blocks, self._fits), strict=True):
            if wide != landscape:
                parts.append(self._turn())
            landscape = wide
            parts.append(self.block(block))
        if landscape:
            parts.append(self._turn())
        return "".join(parts)

    def _turn(self) -> str:
        self._paragraphs.turn_page()
        return TURN

    def block(self, block: PrintedBlock) -> str:
        """One block, with its bookmark."""
        self._ordinal += 1
        self._paragraphs.name_next(block_name(self._ordinal))
        match block:
            case Paragraph():
                return self.prose(block.content)
            case KeyJudgement():
                return self.judgement(block)
            case Heading():
                return self.heading(block)
            case List():
                return self.list(block)
            case Quote():
                return self.quote(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Box():
                return self.box(block)
            case Rule():
                return self._paragraphs.make("", ParagraphFormat("Rule"))
            case PageBreak():
                self._paragraphs.break_page()
                return ""
            case SignOff():
                return self.paragraph(block.content, ParagraphFormat("SignOff"))
            case _:
                assert_never(block)

    def paragraph(
        self, content: PrintedContent, shape: ParagraphFormat = _TEXT, look: RunFormat = PLAIN
    ) -> str:
        """A text as a paragraph of a shape."""
        return self._paragraphs.make(self._runs.content(content, look), shape)

    def prose(self, content: PrintedContent, shape: ParagraphFormat = _TEXT) -> str:
        """Running text; a paragraph in another direction than the report is turned."""
        opposite = walk.opposite_direction(content, self._runs.direction)
        return self.paragraph(content, replace(shape, direction=opposite) if opposite else shape)

    def judgement(self, block: KeyJudgement[PrintedRef]) -> str:
        """A claim in bold, run in with its support; alone, it governs what follows."""
        claims = self.theme.claims
        look = RunFormat("Claim", bold=claims.weight >= _BOLD, italic=claims.style == "italic")
        claim = self._runs.content(block.claim, look)
        if not block.support:
            return self._paragraphs.make(
                claim, ParagraphFormat("KeyJudgementAlone", keep_next=True)
            )
        runs = claim + self._runs.plain(" ") + self._runs.content(block.support)
        return self._paragraphs.make(runs, ParagraphFormat("KeyJudgement"))

    def heading(self, block: Heading[PrintedRef, Anchor]) -> str:
        """A heading. The bookmark leaves out the marks at its end, so that a field that repeats
        the heading does not repeat the note."""
        text, marks = split_marks(block.content)
        name = anchor_name(block.label)
        runs = self._runs.bookmarks.around(name, self._runs.content(text))
        shape = ParagraphFormat(f"Heading{block.level}", keep_next=True)
        return self._paragraphs.make(runs + self._runs.content(marks), shape)

    # --- lists and quotations -------------------------------------------------------------------

    def list(self, block: List[PrintedRef], level: int = 0, ends: bool = True) -> str:
        """A list with what is nested in it; `ends` when no item of the same list follows."""
        level = min(level, LEVELS - 1)
        number = self.numbering.instance(block.ordered, level, self._paragraphs.boxed)
        style = "ListNumber" if block.ordered else "ListBullet"
        after = twips(self.theme.space.paragraph)
        parts: list[str] = []
        for index, item in enumerate(block.items, 1):
            last_item = ends and index == len(block.items)
            for place, content in enumerate(item.paragraphs, 1):
                closes = last_item and item.nested is None and place == len(item.paragraphs)
                space = after if closes else None
                if place == 1:
                    shape = ParagraphFormat(style, numbering=(number, level), space_after=space)
                    parts.append(self.paragraph(content, shape))
                else:
                    parts.append(self._continued(content, level, space))
            if item.nested is not None:
                parts.append(self.list(item.nested, level + 1, last_item))
        return "".join(parts)

    def _continued(self, content: PrintedContent, level: int, space_after: int | None) -> str:
        """A further paragraph of an item, in line with its first."""
        runs = self._runs.content(content)
        if self._paragraphs.boxed:
            # Its first line begins where the box does, and a tab takes it to the text.
            shape = ParagraphFormat(
                "ListContinue", space_after=space_after, indent=indent(level, True)
            )
            return self._paragraphs.make(_TAB + runs, shape)
        left, _ = indent(level, False)
        return self._paragraphs.make(
            runs, ParagraphFormat("ListContinue", space_after=space_after, indent=(left, 0))
        )

    def quote(self, block: Quote[PrintedRef]) -> str:
        """A quotation and its attribution."""
        attributed = bool(block.attribution)
        shape = ParagraphFormat("Quote", keep_next=attributed)
        parts = [self.prose(content, shape) for content in block.paragraphs]
        if attributed:
            parts.append(self.paragraph(block.attribution, ParagraphFormat("QuoteAttribution")))
        return "".join(parts)

    # --- tables, figures, boxes -----------------------------------------------------------------

    def table(self, block: Table[PrintedRef, Anchor]) -> str:
        """A table: caption above, source line below."""
        with self._paragraphs.box(False):
            caption = self._caption("Table", self._terms.table, block.label, block.caption)
            above = ""
            if caption:
                above = self._paragraphs.make(
                    caption, ParagraphFormat("TableCaption", keep_next=True)
                )
            elif self._paragraphs.after_table:
                # Two tables without a paragraph between them would become one.
                above = self._paragraphs.make("", ParagraphFormat("TableEnd"))
            table = self._tables.table(block)
            self._paragraphs.end_table(bare=not block.source)
            below = (
                self.paragraph(block.source, ParagraphFormat("SourceLine")) if block.source else ""
            )
            return above + table + below

    def figure(self, block: Figure[PrintedRef, Anchor]) -> str:
        """A picture, then caption and credit."""
        with self._paragraphs.box(False):
            caption = self._caption("Figure", self._terms.figure, block.label, block.caption)
            credit = self._runs.content(block.credit, _CREDIT)
            space = self._runs.plain(" ") if caption and credit else ""
            below = caption + space + credit
            alt = " ".join(filter(None, (block.alt, block.long_alt)))
            shape = ParagraphFormat("Figure", keep_next=bool(below))
            picture = self._paragraphs.make(self._pictures.figure(block.image, alt), shape)
            return picture + (
                self._paragraphs.make(below, ParagraphFormat("Caption")) if below else ""
            )

    def _caption(self, series: str, form: str, anchor: Anchor, content: PrintedContent) -> str:
        """The runs of a caption with its label: "Table 2. Trade in 2020." """
        if anchor.number is None:
            return self._runs.content(content)
        before, _, after = form.partition("{n}")
        number = field(
            f"SEQ {series} \\* ARABIC",
            self._runs.plain(str(anchor.number), _LABEL),
            run_properties(_LABEL, self._runs.rtl),
        )
        words = [self._runs.plain(text, _LABEL) if text else "" for text in (before, after)]
        label = self._runs.bookmarks.around(anchor_name(anchor), words[0] + number + words[1])
        if not content:
            return label
        point = self._runs.plain(".", _LABEL) + self._runs.plain(" ")
        return label + point + self._runs.content(content)

    def box(self, block: Box[PrintedRef, Anchor]) -> str:
        """A boxed passage: paragraphs with a rule at their side and a tint."""
        with self._paragraphs.box():
            title = ""
            if block.title:
                title = self.paragraph(block.title, ParagraphFormat("BoxTitle", keep_next=True))
            return title + self.blocks(block.blocks)
