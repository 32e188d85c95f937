"""The parts of a publication in reading order, with their names in findings, each with what a
format adds around it: labels, the signs of list items, rules.

They are defined independently here, because the proof does not trust any writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from msgspec import Struct

from reportkit.compose.publication import Front, Publication, SectionRole
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    Cell,
    Chart,
    Code,
    Definitions,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    KeyJudgement,
    List,
    NumberedNote,
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
from reportkit.model.table_grid import placed
from reportkit.model.terms import Terms
from reportkit.proof.base import Medium
from reportkit.proof.formulas import signs

ENTRY: Final = "an entry of the contents"
"""The name of a heading in the contents, for findings."""
CODE_LINE: Final = "a line of code"
"""The name of a line of code, for findings."""
_BULLETS: Final = ("•", "–", "-", "◦", "▪", "·", "")
_RULE: Final = "-" * 20
"""A line between two passages in plain text."""
_NOTICES: Final = {"version": "the line about the version", "embargo": "the embargo"}
_SECTIONS: Final[dict[SectionRole, str]] = {
    "acknowledgements": "the acknowledgements",
    "funding": "the funding",
    "about_authors": "the lines about the authors",
    "about_publisher": "the text about the publisher",
    "contacts": "the contacts",
    "citation": "the suggested citation",
    "versions": "the versions",
    "acronyms": "the acronyms",
}
_LINES: Final[dict[SectionRole, str]] = {
    "about_authors": "the line about an author",
    "contacts": "a contact",
    "versions": "a version",
    "acronyms": "an acronym",
}
"""What one line of a section is called, if it has several."""
_BACK_PARTS: Final[dict[str, str]] = {
    "author": "the line about an author",
    "publisher": "the line about the publisher",
    "identifiers": "the identifiers",
    "copyright": "the copyright",
    "licence": "the licence",
    "disclaimer": "the disclaimer",
    "keywords": "the keywords",
}


class Part(Struct, frozen=True):
    """A text of a publication."""

    name: str
    content: PrintedContent
    before: tuple[str, ...] = ("",)
    after: str = ""
    ordinal: int = -1
    """See `ExpectedText`."""


def _line(name: str, text: str, before: tuple[str, ...] = ("",)) -> Part:
    return Part(name, (Text(text),), before)


class Parts(Struct, frozen=True):
    """The parts in one of reportkit's formats; None for another format, whose signs are unknown."""

    medium: Medium | None
    terms: Terms

    # --- front and back matter ------------------------------------------------------------------

    def opening(self, publication: Publication) -> Iterator[Part]:
        """The parts that plain text prints first; in other formats they surround the text."""
        if self.medium == "text" and publication.marking is not None:
            yield _line("the marking", publication.marking.text)

    def front(self, front: Front, marks: str) -> Iterator[Part]:
        """The front matter before the contents. `marks` are the signs of the key judgements."""
        block = front.title
        yield _line("the series", block.series)
        yield Part("the title", block.title)
        yield Part("the subtitle", block.subtitle)
        yield Part("the deck", block.deck)
        for line in block.byline:
            yield _line("the byline", line.names)
            yield _line("the affiliation of an author", line.affiliation)
        yield _line("the date", block.date)
        yield from (Part(_NOTICES[notice.role], notice.content) for notice in block.notices)
        if front.summary is not None:
            yield _line("the heading of the summary", front.summary.heading)
            yield from (Part("the summary", paragraph) for paragraph in front.summary.paragraphs)
        if front.judgements is not None:
            yield _line("the heading of the key judgements", front.judgements.heading)
            for number, claim in enumerate(front.judgements.claims, 1):
                numbered = marks == "number" and self.medium in ("pdf", "docx")
                signs = (f"{number}.",) if numbered else self._bullets
                yield Part("a key judgement at the front", claim, self._signs(signs))

    def contents(self, front: Front) -> Iterator[Part]:
        """The contents, if they are part of the text."""
        signs = ("-",) if self.medium == "text" else ("",)
        for listed in front.contents_and_lists:
            own = listed.kind == "contents"
            where = "the contents" if own else f"the list of {listed.kind}"
            yield _line(f"the heading of {where}", listed.heading)
            name = ENTRY if own else f"an entry of {where}"
            yield from (Part(name, entry.text, signs) for entry in listed.entries)

    def closing(self, publication: Publication) -> Iterator[Part]:
        """The back matter, and the heading of notes at the end if it is part of the text."""
        report, plain = publication.report, self.medium == "text"
        at_end = bool(report.notes) and report.options.placement == "end"
        heading = _line("the heading of the notes", publication.back.notes_heading)
        if at_end and self.medium == "pdf":
            yield heading
            for title in publication.back.note_sections.values():
                yield Part("the title of a section of the notes", title)
        back, sections = publication.back.colophon, publication.back.sections
        if plain and (back or sections or publication.marking is not None):
            yield _line("the rule before the back matter", _RULE)
        for section in sections:
            signs = ("#" if plain else "",)
            name = f"the heading of {_SECTIONS[section.role]}"
            yield Part(name, (Text(section.heading),), signs)
            for line in section.lines:
                name = _LINES.get(section.role, _SECTIONS[section.role])
                yield Part(name, (Text(line.name), *line.content))
        for line in back:
            yield Part(_BACK_PARTS[line.role], (Text(line.name), *line.content))
        if at_end and self.medium == "docx":
            yield heading
            title = publication.back.note_sections.get(1, ())
            yield Part("the title of the first section of the notes", title)
        yield from self.opening(publication)

    @property
    def _bullets(self) -> tuple[str, ...]:
        return ("-",) if self.medium == "text" else _BULLETS

    def _signs(self, signs: tuple[str, ...]) -> tuple[str, ...]:
        """The sign before an item; unknown for other formats."""
        return ("",) if self.medium is None else signs

    # --- the notes ------------------------------------------------------------------------------

    def note(self, note: NumberedNote) -> Iterator[Part]:
        """The texts of a note."""
        for block in note.blocks:
            yield from self._block(block)

    # --- the body -------------------------------------------------------------------------------

    def body(self, blocks: Sequence[PrintedBlock]) -> Iterator[Part]:
        """The texts of the body in the order of `walk.texts`, each with its index among them, and
        between them the text that a format prints where others draw something."""
        ordinal = 0
        for block in walk.blocks(blocks):
            for part in self._block(block):
                if part.ordinal < 0:
                    yield part
                else:
                    yield Part(part.name, part.content, part.before, part.after, ordinal)
                    ordinal += 1

    def _block(self, block: PrintedBlock) -> Iterator[Part]:
        match block:
            case Paragraph():
                yield _text("a paragraph", block.content)
            case SignOff():
                yield _text("the sign-off", block.content)
            case Heading():
                yield _text("a heading", block.content, self._heading(block))
            case KeyJudgement():
                yield _text("a key judgement", block.claim)
                yield _text("the support of a key judgement", block.support)
            case List():
                yield from self._list(block)
            case Quote():
                yield from (_text("a quotation", paragraph) for paragraph in block.paragraphs)
                dashes = ("—",) if self.medium == "text" and block.attribution else ("", "—")
                yield _text("an attribution", block.attribution, dashes)
            case Code():
                yield from self._code(block)
            case Definitions():
                for item in block.items:
                    yield _text("a term", item.term)
                    yield from (_text("the meaning of a term", one) for one in item.paragraphs)
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case FigureGroup():
                yield from self._below(block, block.label.text or "a group of pictures")
            case Box():
                yield _text(
                    "the title of a box", block.title, self._label(block.label, block.title)
                )
            case Equation():
                yield from self._equation(block)
            case Rule():
                if self.medium == "text":
                    yield _line("a rule", _RULE)
            case PageBreak():
                pass
            case _:
                assert_never(block)

    def _heading(self, block: Heading[PrintedRef, Anchor]) -> tuple[str, ...]:
        """What is before a heading: in plain text the signs of its level, then its label."""
        if self.medium is None:
            return ("",)
        stop = "." if block.level == 0 or block.appendix else ""
        label = f"{block.label.text}{stop}" if block.label.text else ""
        signs = "#" * max(block.level, 1) if self.medium == "text" else ""
        return (" ".join(filter(None, (signs, label))),)

    def _list(self, block: List[PrintedRef]) -> Iterator[Part]:
        for item in block.items:
            for place, paragraph in enumerate(item.paragraphs):
                before = ("",) if place else self._signs((item.label,))
                yield _text("a list item", paragraph, before)
            if item.nested is not None:
                yield from self._list(item.nested)

    def _code(self, block: Code[PrintedRef]) -> Iterator[Part]:
        """Its lines; plain text prints the language before them."""
        if self.medium == "text" and block.language:
            yield _line("the language of code", block.language)
        yield from (_text(CODE_LINE, line) for line in block.lines)

    def _table(self, block: Table[PrintedRef, Anchor]) -> Iterator[Part]:
        name = block.label.text or "a table"
        yield _text(
            f"the caption of {name}", block.caption, self._label(block.label, block.caption)
        )
        for cells in placed(block.header):
            for head in cells:
                yield from self._cell(f"the head of column {head.column + 1} of {name}", head.cell)
        for cells in placed(block.rows):
            for one in cells:
                where = f"row {one.row + 1}, column {one.column + 1} of {name}"
                yield from self._cell(where, one.cell)
        for note in block.notes:
            yield _text(f"note {note.sign} of {name}", note.content, (note.sign,))
        yield _text(f"the source line of {name}", block.source)

    def _cell(self, name: str, cell: Cell[PrintedRef]) -> Iterator[Part]:
        yield _text(name, cell.content)
        if cell.items is not None:
            yield from (
                Part(f"{part.name} in {name}", part.content, part.before, ordinal=0)
                for part in self._list(cell.items)
            )

    def _equation(self, block: Equation[PrintedRef, Anchor]) -> Iterator[Part]:
        """The signs of an equation; in the PDF they are drawn, and its words are compared as those
        of a picture."""
        name, label = block.label.text or "an equation", block.label
        if self.medium in ("text", None):
            yield _line(name, block.latex)
        elif self.medium != "pdf":
            from xml.etree.ElementTree import fromstring  # late: few reports have equations

            yield _line(f"the signs of {name}", signs(fromstring(block.mathml)))
        if label.number is not None:
            yield _line(f"the number of {name}", f"({label.appendix}{label.number})")
        yield _text(f"the caption of {name}", block.caption)

    def _figure(self, block: Figure[PrintedRef, Anchor]) -> Iterator[Part]:
        name = block.label.text or "a picture"
        alt = walk.description(block)
        if alt and self.medium == "text":
            yield _line(f"the alternative text of {name}", f"(Picture: {alt})")
        yield from self._below(block, name)
        if block.chart is not None and self.medium not in ("pdf", "docx", None):
            yield from self._chart_data(name, block.label.text, block.chart)

    def _below(
        self, block: Figure[PrintedRef, Anchor] | FigureGroup[PrintedRef, Anchor], name: str
    ) -> Iterator[Part]:
        """What stands below a picture, or below all pictures of a group."""
        yield _text(
            f"the caption of {name}", block.caption, self._label(block.label, block.caption)
        )
        yield _text(f"the credit of {name}", block.credit)
        yield _text(f"the source line of {name}", block.source)

    def _chart_data(self, name: str, label: str, chart: Chart) -> Iterator[Part]:
        """The data of a chart, which the PDF attaches and a DOCX has in the alternative text."""
        for number, table in enumerate(chart.data):
            if not number:
                yield _line(f"the title of the data of {name}", self.terms.data_of(label))
            for place, row in enumerate((table.header, *table.rows)):
                where = f"row {place} of the data" if place else "the heads of the data"
                yield _line(f"{where} of {name}", " ".join(row))

    def _label(self, label: Anchor, content: PrintedContent) -> tuple[str, ...]:
        if label.letter and self.medium is not None:
            return (f"({label.letter})",)
        if not label.text or self.medium is None:
            return ("",)
        return (f"{label.text}." if content else label.text,)


def _text(name: str, content: PrintedContent, before: tuple[str, ...] = ("",)) -> Part:
    """A text of the report; its index among all is set later."""
    return Part(name, content, before, ordinal=0)
