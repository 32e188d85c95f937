"""Blocks and text as XHTML, shared by the PDF and the EPUB.

Subclasses implement what the two media do differently (note marks, the source of a picture, the
place of notes, additional attributes); the order and the elements are the same. No class or file
name is taken from the author's text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias, assert_never

from reportkit.compose.picture_size import (
    PlacedFigure,
    caption_width,
    group_rows,
    printed_width,
)
from reportkit.compose.publication import BackLine, BackSection, Byline, FrontPart, Publication
from reportkit.model import walk
from reportkit.model.addresses import address_parts
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Align,
    Anchor,
    Box,
    Cell,
    Code,
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Definitions,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    KeyJudgement,
    LineBreak,
    Link,
    List,
    NoteMark,
    NumberedNote,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Quote,
    Rule,
    SignOff,
    Style,
    Styled,
    Table,
    TableNote,
    TableNoteMark,
    Text,
)
from reportkit.writers.html_names import DataAttribute, HtmlClass, box_class, list_class
from reportkit.writers.html_table import ALIGNED, HtmlTable
from reportkit.writers.xml_text import (
    NO_ATTRIBUTES,
    Attributes,
    attribute,
    element,
    empty_element,
    escape,
)

TitleKind: TypeAlias = Literal[
    "h1", "subtitle", "deck", "part", "h2", "h3", "h4", "h5", "h6", "level6"
]
"""The lines of a title block that may be long, and the headings, by element or class."""

_HEADINGS: Final[tuple[TitleKind, ...]] = ("h2", "h3", "h4", "h5", "h6")
"""The elements of headings from level 1 on; the title of the report is `h1`."""
_LOWEST: Final = 6
"""The level below that of `h6`, for which HTML has no element: ARIA names it."""
SUBTITLE: Final = 2
DECK: Final = 3
"""The places of subtitle and deck among the texts of the title block (`Front.texts`)."""
Placed: TypeAlias = PlacedFigure[PrintedRef, Anchor]
"""A picture of a group."""
_NOTICES: Final = {"version": HtmlClass.VERSION, "embargo": HtmlClass.EMBARGO}


def table_note_id(table: int, sign: str) -> str:
    """The id of a note of a table."""
    return f"table{table}-note-{sign}"


def table_mark_id(table: int, sign: str) -> str:
    """The id of the first mark of a note of a table."""
    return f"table{table}-mark-{sign}"


class Xhtml(ABC):
    """Turns a publication into XHTML elements."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.report = publication.report
        self.terms = publication.terms

    # --- what a medium decides ------------------------------------------------------------------

    @abstractmethod
    def mark(self, mark: NoteMark) -> str:
        """A note mark, linked to its note."""

    @abstractmethod
    def image_url(self, figure: Figure[PrintedRef, Anchor]) -> str:
        """The URL of the picture of a figure."""

    def target(self, anchor: Anchor) -> str:
        """The target of a link to an anchor."""
        return f"#{anchor.id}"

    def element_id(self, anchor: Anchor) -> str:
        """The id of the element of an anchor."""
        return anchor.id

    def defanged(self, text: str) -> str:
        """An address that must not be a link."""
        return element("span", escape(text), {"class": HtmlClass.DEFANGED})

    def link(self, url: str, text: str) -> str:
        """A live link; `text` is XHTML."""
        return f"<a href={attribute(url)}>{text}</a>"

    def title_attributes(self, kind: TitleKind, content: PrintedContent) -> Attributes:
        """The attributes of a title, subtitle, deck or heading besides its class and id."""
        return NO_ATTRIBUTES

    def table_class(self, block: Table[PrintedRef, Anchor]) -> str:
        """The classes of a table."""
        return HtmlClass.TABLE

    def cell_class(
        self, cell: Cell[PrintedRef], align: Align, block: Table[PrintedRef, Anchor]
    ) -> str:
        """The classes of a cell; empty if it has none."""
        return ALIGNED[align]

    def logo(self) -> str:
        """The publisher's logo at the head of the title block, or nothing."""
        return ""

    # --- text -----------------------------------------------------------------------------------

    def content(self, content: PrintedContent) -> str:
        """The text of one paragraph."""
        parts: list[str] = []
        for inline in content:
            match inline:
                case Text():
                    parts.append(self.characters(inline.text))
                case Styled():
                    parts.append(self.styled(inline))
                case Phrase():
                    parts.append(self.phrase(inline))
                case CodeSpan():
                    parts.append(self.code_span(inline.text))
                case Link() if isinstance(inline.target, Anchor):
                    parts.append(self.jump(inline.target, self.content(inline.children)))
                case Link():
                    parts.append(self.link(inline.url, self.content(inline.children)))
                case DefangedUrl():
                    parts.append(self.defanged(inline.text))
                case LineBreak():
                    parts.append("<br/>")
                case NoteMark():
                    parts.append(self.mark(inline))
                case CrossReference():
                    parts.append(self.cross_reference(inline))
                case TableNoteMark():
                    parts.append(self._table_note_mark(inline))
                case PageMark():
                    parts.append(self.page_mark(inline))
                case _:
                    assert_never(inline)
        return "".join(parts)

    def cell_content(self, content: PrintedContent) -> str:
        """The text of a paragraph in a cell."""
        return self.content(content)

    def _table_note_mark(self, mark: TableNoteMark) -> str:
        """A mark of a note of a table, linked to the note."""
        separator = ""
        if mark.follows_mark:
            separator = element("sup", NOTE_SEPARATOR, {"class": HtmlClass.SEP})
        named = {
            "class": HtmlClass.TABLE_MARK,
            "href": f"#{table_note_id(mark.table, mark.sign)}",
            "aria-label": self.terms.note_number(mark.sign),
        }
        if mark.occurrence == 1:
            named = {**named, "id": table_mark_id(mark.table, mark.sign)}
        return separator + element("a", mark.sign, named)

    def characters(self, text: str) -> str:
        """Characters without markup."""
        return escape(text)

    def code_span(self, text: str) -> str:
        """Code in running text. No line end divides an IP address in it."""
        inside = "".join(
            element("span", self.characters(part), {"class": HtmlClass.ADDRESS})
            if whole
            else self.characters(part)
            for part, whole in address_parts(text)
        )
        return element("code", inside)

    def styled(self, inline: Styled[PrintedRef]) -> str:
        """A part of a text that looks different."""
        small = inline.style == "small_caps"
        named = {"class": HtmlClass.SMALLCAPS} if small else NO_ATTRIBUTES
        return element(_tag(inline.style), self.content(inline.children), named)

    def phrase(self, phrase: Phrase[PrintedRef]) -> str:
        """A part of a text in another language, with its direction if that is not the report's."""
        named = {"lang": phrase.language}
        if phrase.direction != self.report.meta.direction:
            named["dir"] = phrase.direction
        return element("span", self.content(phrase.children), named)

    def page_mark(self, mark: PageMark) -> str:
        """The beginning of a page of the PDF; nothing if the medium has pages itself."""
        return ""

    def cross_reference(self, reference: CrossReference) -> str:
        """A cross reference, linked to its target."""
        kind = f"{HtmlClass.REF} {HtmlClass.PAGEREF}" if reference.page else HtmlClass.REF
        said = self.page_said(reference.anchor) if reference.page else NO_ATTRIBUTES
        return self.jump(reference.anchor, escape(reference.text), kind, said)

    def page_said(self, anchor: Anchor) -> Attributes:
        """The attributes of a link to a page that say where it leads, if its number does not."""
        return NO_ATTRIBUTES

    def jump(
        self,
        anchor: Anchor,
        text: str,
        kind: str = HtmlClass.REF,
        attributes: Attributes = NO_ATTRIBUTES,
    ) -> str:
        """A link to a place in the report; `text` is XHTML."""
        return element("a", text, {"class": kind, "href": self.target(anchor), **attributes})

    # --- blocks ---------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[PrintedBlock]) -> str:
        """The blocks in sequence, each on its own line."""
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: PrintedBlock, attributes: Attributes = NO_ATTRIBUTES) -> str:
        """One block. Its first element gets the attributes in addition to its own, but keeps its
        id."""
        match block:
            case Paragraph():
                return self.running_text(block.content, attributes)
            case KeyJudgement():
                return self.judgement(block, attributes)
            case Heading():
                return self.heading(block, attributes)
            case List():
                return self.item_list(block, attributes)
            case Quote():
                return self.quote(block, attributes)
            case Code():
                return self.code(block, attributes)
            case Definitions():
                return self.definitions(block, attributes)
            case Table():
                return self.table(block, attributes)
            case Figure():
                return self.figure(block, attributes)
            case FigureGroup():
                return self.figure_group(block, attributes)
            case Box():
                return self.box(block, attributes)
            case Equation():
                return self.equation(block, attributes)
            case Rule():
                return empty_element("hr", {"class": HtmlClass.RULE, **attributes})
            case PageBreak():
                return element("div", "", {"class": HtmlClass.PAGE_BREAK, **attributes})
            case SignOff():
                return self.paragraph(block.content, HtmlClass.SIGN_OFF, attributes)
            case _:
                assert_never(block)

    def box(self, block: Box[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A boxed passage and its title."""
        inside = self.box_title(block) + self.blocks(block.blocks)
        return self.frame(block, inside, {**attributes, "id": self.element_id(block.label)})

    def frame(self, block: Box[PrintedRef, Anchor], inside: str, attributes: Attributes) -> str:
        """The element of a box or of a part of it; `inside` is XHTML."""
        kind = f"{HtmlClass.BOX} {box_class(block.kind)}" if block.kind else HtmlClass.BOX
        return element("aside", f"\n{inside}\n", {"class": kind, **attributes})

    def box_title(
        self, block: Box[PrintedRef, Anchor], attributes: Attributes = NO_ATTRIBUTES
    ) -> str:
        """The kind and title of a box on their own line, if it has either."""
        title = self.caption(block.label, block.title)
        return (
            element("p", title, {"class": HtmlClass.BOX_TITLE, **attributes}) + "\n"
            if title
            else ""
        )

    def paragraph(
        self,
        content: PrintedContent,
        kind: HtmlClass | None = None,
        attributes: Attributes = NO_ATTRIBUTES,
    ) -> str:
        """A paragraph with a class."""
        named = attributes if kind is None else {"class": kind, **attributes}
        return element("p", self.content(content), named)

    def running_text(self, content: PrintedContent, attributes: Attributes = NO_ATTRIBUTES) -> str:
        """A paragraph of running text, with its own direction if it runs against the report's."""
        opposite = walk.opposite_direction(content, self.report.meta.direction)
        named = attributes if opposite is None else {"dir": opposite, **attributes}
        return element("p", self.content(content), named)

    def prose(self, contents: Iterable[PrintedContent]) -> str:
        """Paragraphs of running text, in sequence."""
        return "".join(map(self.running_text, contents))

    def judgement(self, block: KeyJudgement[PrintedRef], attributes: Attributes) -> str:
        """A bold claim, run in with its support; without support, it governs what follows."""
        text = element("strong", self.content(block.claim), {"class": HtmlClass.CLAIM})
        kind: str = HtmlClass.JUDGEMENT
        if block.support:
            text += f" {self.content(block.support)}"
        else:
            kind = f"{HtmlClass.JUDGEMENT} {HtmlClass.GOVERNING}"
        return element("p", text, {"class": kind, **attributes})

    def heading(self, block: Heading[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A heading with its label. The report's title is h1, so chapters are h2, and parts too."""
        tag = _HEADINGS[min(max(block.level, 1), len(_HEADINGS)) - 1]
        kind, look = NO_ATTRIBUTES, tag
        if block.level == 0:
            kind, look = {"class": HtmlClass.PART}, "part"
        elif block.level == _LOWEST:
            kind, look = {"class": HtmlClass.LEVEL6, "aria-level": str(_LOWEST + 1)}, "level6"
        titled = self.title_attributes(look, walk.heading_title(block))
        label = walk.heading_label(block)
        number = f"{escape(label)} " if label else ""
        if label and label == block.label.text:  # a number, not words with one
            number = element("span", label, {"class": HtmlClass.NUMBER}) + " "
        named = {**kind, **titled, **attributes, "id": self.element_id(block.label)}
        return element(tag, number + self.content(block.content), named)

    def item_list(self, block: List[PrintedRef], attributes: Attributes = NO_ATTRIBUTES) -> str:
        """A list, including nested lists."""
        items: list[str] = []
        for item in block.items:
            if len(item.paragraphs) == 1:
                text = self.content(item.paragraphs[0])
            else:
                text = "".join(map(self.paragraph, item.paragraphs))
            nested = self.item_list(item.nested) if item.nested is not None else ""
            named: Attributes = NO_ATTRIBUTES
            if isinstance(item.target, Anchor):
                named = {"id": self.element_id(item.target)}
            items.append(element("li", text + nested, named))
        kind = "ol" if block.ordered else "ul"
        return element(kind, "".join(items), {**self.list_attributes(block), **attributes})

    def list_attributes(self, block: List[PrintedRef]) -> Attributes:
        """The attributes that say what the labels of a list look like."""
        return {"class": list_class(block.style)} if block.style else NO_ATTRIBUTES

    def quote(self, block: Quote[PrintedRef], attributes: Attributes) -> str:
        """A quotation and its attribution."""
        text = self.prose(block.paragraphs)
        if block.attribution:
            text += self.paragraph(block.attribution, HtmlClass.ATTRIBUTION)
        if block.pull:
            return self.pull_quote(text, {"class": HtmlClass.PULL_QUOTE, **attributes})
        return element("blockquote", text, attributes)

    def pull_quote(self, text: str, attributes: Attributes) -> str:
        """A text set large; `text` is XHTML."""
        return element("aside", text, attributes)

    def code(self, block: Code[PrintedRef], attributes: Attributes) -> str:
        """Program text, from left to right, line by line."""
        lines = (
            element("code", f"{self._code_line(line)}\n", {"class": self.code_line_class(line)})
            for line in block.lines
        )
        own: Attributes = {"class": HtmlClass.CODE, "dir": "ltr"}
        if block.language:
            own = {**own, DataAttribute.LANGUAGE: block.language}
        return element("pre", "".join(lines), {**own, **attributes})

    def code_line_class(self, line: PrintedContent) -> str:
        """The classes of a line of code."""
        return HtmlClass.LINE

    def _code_line(self, line: PrintedContent) -> str:
        return "".join(
            self.page_mark(leaf) if isinstance(leaf, PageMark) else self.characters(leaf.text)
            for leaf in walk.leaves(line)
            if isinstance(leaf, CodeSpan | PageMark)
        )

    def definitions(self, block: Definitions[PrintedRef], attributes: Attributes) -> str:
        """Terms, each with its meaning."""
        parts: list[str] = []
        for item in block.items:
            parts.append(element("dt", self.content(item.term)))
            parts.append(element("dd", self.prose(item.paragraphs)))
        named = {"class": HtmlClass.DEFINITIONS, **attributes}
        return element("dl", "".join(parts), named)

    def table(self, block: Table[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A table: caption above, source line below."""
        fit = self.publication.layout.fits[block.label.ordinal]
        table = HtmlTable(block, self, fit.tails)
        caption = self.caption(block.label, block.caption)
        before, within, named = self.table_caption(block, caption) if caption else ("", "", {})
        if block.widths:
            named = {**named, "style": "width:100%"}
        inside = f"\n{within}{table.columns()}{table.head()}\n{table.body()}"
        below = "".join(self._table_note(block.label.ordinal, note) for note in block.notes)
        below += self.paragraph(block.source, HtmlClass.SOURCE) if block.source else ""
        kind = self.table_class(block)
        if fit.lines:
            kind = f"{kind} {HtmlClass.NATURAL}"
        outer = {"class": kind, **attributes, "id": self.element_id(block.label)}
        return element("div", before + element("table", inside, named) + below, outer)

    def _table_note(self, table: int, note: TableNote[PrintedRef]) -> str:
        """A note of a table. Its letter leads back to its first mark."""
        sign = element(
            "a",
            note.sign,
            {
                "class": HtmlClass.TABLE_MARK,
                "href": f"#{table_mark_id(table, note.sign)}",
                "id": table_note_id(table, note.sign),
                "aria-label": self.terms.backlink(note.sign, 1),
            },
        )
        return element("p", f"{sign} {self.content(note.content)}", {"class": HtmlClass.TABLE_NOTE})

    def table_caption(
        self, block: Table[PrintedRef, Anchor], caption: str
    ) -> tuple[str, str, Attributes]:
        """The caption of a table: an element before the table or one within it, and the attributes
        of the table that lead to it."""
        return "", element("caption", caption) + "\n", NO_ATTRIBUTES

    def caption(self, anchor: Anchor, content: PrintedContent) -> str:
        """A caption with its label: "Table 2. Trade in 2020." """
        label = walk.caption_label(anchor, bool(content))
        if not label:
            return self.content(content)
        spaced = f" {self.content(content)}" if content else ""
        return element("span", escape(label), {"class": HtmlClass.LABEL}) + spaced

    def figure(self, block: Figure[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A picture, then caption and credit, then the source line, as wide as the picture."""
        page = self.publication.theme.page
        width = caption_width(block, page)
        below = {"style": f"max-width:{width:.2f}mm;margin-inline:auto"}
        wide = width >= page.measure
        return self._captioned(
            block, self.image(block), attributes, NO_ATTRIBUTES if wide else below
        )

    def figure_group(self, block: FigureGroup[PrintedRef, Anchor], attributes: Attributes) -> str:
        """Rows of pictures, each above its own caption, then what stands below a figure."""
        rows = (
            element("div", "".join(self._panel(one, row) for one in row), self.row_attributes(row))
            for row in group_rows(block, self.publication.theme.page)
        )
        named = {"class": HtmlClass.FIGURES, **attributes}
        return self._captioned(block, "\n".join(rows), named)

    def _panel(self, placed: Placed, row: Sequence[Placed]) -> str:
        named = {"class": HtmlClass.PANEL, "style": self.room_style(placed, row)}
        return self._captioned(placed.figure, self.image(placed.figure, placed), named)

    def row_attributes(self, row: Sequence[Placed]) -> Attributes:
        """The attributes of a row of pictures."""
        return {"class": HtmlClass.FIGURE_ROW}

    @abstractmethod
    def room_style(self, placed: Placed, row: Sequence[Placed]) -> str:
        """The room for a picture of a group and its caption in its row, as CSS."""

    def _captioned(
        self,
        block: Figure[PrintedRef, Anchor] | FigureGroup[PrintedRef, Anchor],
        shown: str,
        attributes: Attributes,
        below_it: Attributes = NO_ATTRIBUTES,
    ) -> str:
        """A figure with its caption and credit, then the source line; `shown` is XHTML. `below_it`
        are the attributes of what stands below the picture."""
        text = self.caption(block.label, block.caption)
        if block.credit:
            credit = element("span", self.content(block.credit), {"class": HtmlClass.CREDIT})
            text = f"{text} {credit}" if text else credit
        below = element("figcaption", text, below_it) if text else ""
        figure = element(
            "figure", shown + below, {**attributes, "id": self.element_id(block.label)}
        )
        if not block.source:
            return figure
        # Outside, because nothing in a figure may follow its caption (HTML, 4.4.13).
        return element("div", figure + self.paragraph(block.source, HtmlClass.SOURCE, below_it))

    @abstractmethod
    def formula(self, block: Equation[PrintedRef, Anchor]) -> str:
        """The signs of an equation."""

    def equation(self, block: Equation[PrintedRef, Anchor], attributes: Attributes) -> str:
        """An equation with its number beside it, then its caption. Its signs run from left to
        right in every language."""
        shown = element("span", self.formula(block), {"class": HtmlClass.FORMULA, "dir": "ltr"})
        number = walk.equation_number(block)
        if number:
            shown += " " + element("span", number, {"class": HtmlClass.EQUATION_NUMBER})
        line = element("p", shown, {"class": HtmlClass.NUMBERED} if number else NO_ATTRIBUTES)
        below = self.paragraph(block.caption, HtmlClass.SOURCE) if block.caption else ""
        named = {"class": HtmlClass.EQUATION, **attributes, "id": self.element_id(block.label)}
        return element("div", line + below, named)

    def image(
        self,
        block: Figure[PrintedRef, Anchor],
        placed: Placed | None = None,
    ) -> str:
        """The picture of a figure with its alternative text, which is empty for a decoration.
        `placed` is its place in a group."""
        alt = walk.description(block)
        style = self.image_style(block) if placed is None else self.panel_style(placed)
        return empty_element("img", {"src": self.image_url(block), "alt": alt, "style": style})

    def image_style(self, block: Figure[PrintedRef, Anchor]) -> str:
        """The printed width of the picture of a figure, as CSS."""
        width = printed_width(block, self.publication.theme.page)
        return f"width:{width:.2f}mm"

    def panel_style(self, placed: Placed) -> str:
        """The printed width of a picture of a group, as CSS."""
        return f"width:{placed.width:.2f}mm"

    # --- front and back matter ------------------------------------------------------------------

    def title_block(self) -> str:
        """Logo, series, title, subtitle, deck, byline and dateline."""
        block = self.publication.front.title
        title = element("h1", self.content(block.title), self.title_attributes("h1", block.title))
        subtitle = deck = ""
        if block.subtitle:
            named = self.title_attributes("subtitle", block.subtitle)
            content = self.front_text("title", SUBTITLE, block.subtitle)
            subtitle = self.paragraph(content, HtmlClass.SUBTITLE, named)
        if block.deck:
            named = self.title_attributes("deck", block.deck)
            content = self.front_text("title", DECK, block.deck)
            deck = self.paragraph(content, HtmlClass.DECK, named)
        state = self._notices()
        head = self.masthead(filter(None, (self.logo(), self._series(), title, subtitle)))
        text = "\n".join(filter(None, (*head, deck, self._byline(), state)))
        return element("header", f"\n{text}\n", {"class": HtmlClass.TITLE_BLOCK})

    def masthead(self, lines: Iterable[str]) -> Iterable[str]:
        """The first lines of the title block, from the logo to the subtitle."""
        return lines

    def _series(self) -> str:
        series = self.publication.front.title.series
        return element("p", escape(series), {"class": HtmlClass.SERIES}) if series else ""

    def _byline(self) -> str:
        block = self.publication.front.title
        date = element("span", escape(block.date), {"class": HtmlClass.DATE})
        lines = [self._authors(line) for line in block.byline]
        if self.publication.front.design == "none":  # authors and date share a line
            lines = [" ".join((*lines, date))]
        else:
            lines.append(date)
        return "\n".join(element("p", line, {"class": HtmlClass.BYLINE}) for line in lines)

    def _authors(self, line: Byline) -> str:
        """The names of a line of the byline, and their affiliation."""
        names = element("span", escape(line.names), {"class": HtmlClass.AUTHORS})
        if not line.affiliation:
            return names
        return f"{names}<br/>" + element(
            "span", escape(line.affiliation), {"class": HtmlClass.AFFILIATION}
        )

    def _notices(self) -> str:
        """The lines about version and embargo."""
        return "\n".join(
            self.paragraph(notice.content, _NOTICES[notice.role])
            for notice in self.publication.front.title.notices
        )

    def front_text(self, part: FrontPart, place: int, content: PrintedContent) -> PrintedContent:
        """A text of a part of the front matter, which has this place there (0 is its heading), with
        what the medium puts into it."""
        return content

    def summary(self) -> str:
        """The abstract, or nothing."""
        summary = self.publication.front.summary
        if summary is None:
            return ""
        text = self.headed(
            summary.heading,
            self.prose(
                self.front_text("summary", place, paragraph)
                for place, paragraph in enumerate(summary.paragraphs, 1)
            ),
        )
        return element("section", text, {"class": HtmlClass.SUMMARY})

    def judgement_box(self) -> str:
        """The list of claims at the front, without note marks; or nothing."""
        judgements = self.publication.front.judgements
        if judgements is None:
            return ""
        claims = (
            self.front_text("judgements", place, claim)
            for place, claim in enumerate(judgements.claims, 1)
        )
        items = "".join(element("li", self.content(claim)) for claim in claims)
        text = self.headed(judgements.heading, element("ul", items))
        return element("section", text, {"class": HtmlClass.JUDGEMENTS})

    def headed(self, heading: str, text: str) -> str:
        """The content of a part of the front matter: its heading and its text, which is XHTML."""
        title = element("p", escape(heading), {"class": HtmlClass.BOX_TITLE}) if heading else ""
        return f"\n{title}{text}\n"

    def back_matter(self) -> str:
        """The sections after the text, and the colophon; or nothing."""
        sections = map(self._back_section, self.publication.back.sections)
        return "\n".join(filter(None, (*sections, self.colophon())))

    def _back_section(self, section: BackSection) -> str:
        named = {"class": HtmlClass.BACK_TITLE, "id": section.anchor.id}
        title = element("h2", escape(section.heading), named)
        lines = (element("p", self._back_line(line)) for line in section.lines)
        text = "\n".join((title, *lines))
        return element("section", f"\n{text}\n", {"class": HtmlClass.BACK_MATTER})

    def colophon(self) -> str:
        """Authors, publisher, identifiers, rights and keywords at the end; or nothing."""
        lines = [element("p", self._back_line(line)) for line in self.publication.back.colophon]
        if not lines:
            return ""
        text = "\n".join(lines)
        return element("footer", f"\n{text}\n", {"class": HtmlClass.COLOPHON})

    def _back_line(self, line: BackLine) -> str:
        name = element("strong", escape(line.name)) if line.name else ""
        return name + self.content(line.content)

    def notes_section(self, note: NumberedNote) -> str:
        """The title of the section whose notes begin with this one, if it has one."""
        title = self.publication.back.note_sections.get(note.note)
        if title is None:
            return ""
        return element("h3", self.content(title), {"class": HtmlClass.NOTES_SECTION}) + "\n"


def _tag(style: Style) -> str:
    """The element of a style."""
    match style:
        case "emphasis":
            return "em"
        case "strong":
            return "strong"
        case "superscript":
            return "sup"
        case "subscript":
            return "sub"
        case "small_caps":
            return "span"
        case _:
            assert_never(style)
