"""Blocks and text as XHTML, shared by the PDF and the EPUB.

What the two media do differently (note marks, where a picture comes from, where notes stand) is
left to a subclass; the order and the elements are the same. No id, class or file name is taken
from the author's text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import assert_never

from reportkit.compose.publication import BackLine, Publication
from reportkit.model import walk
from reportkit.model.document import (
    Align,
    Anchor,
    Box,
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Figure,
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
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Quote,
    Rule,
    SignOff,
    Style,
    Styled,
    Table,
    Text,
)
from reportkit.writers.xml_text import attribute, escape


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
        """Where the picture of a figure is found."""

    def target(self, anchor: Anchor) -> str:
        """What a link to an anchor names."""
        return f"#{anchor.id}"

    def defanged(self, text: str) -> str:
        """An address that must be no link."""
        return f'<span class="defanged">{escape(text)}</span>'

    def link(self, url: str, text: str) -> str:
        """A live link; `text` is XHTML."""
        return f"<a href={attribute(url)}>{text}</a>"

    # --- text -----------------------------------------------------------------------------------

    def content(self, content: PrintedContent) -> str:
        """The text of one paragraph."""
        parts: list[str] = []
        for inline in content:
            match inline:
                case Text():
                    parts.append(escape(inline.text))
                case Styled():
                    tag = _tag(inline.style)
                    parts.append(f"<{tag}>{self.content(inline.children)}</{tag}>")
                case CodeSpan():
                    parts.append(f"<code>{escape(inline.text)}</code>")
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
                case PageMark():
                    parts.append(self.page_mark(inline))
                case _:
                    assert_never(inline)
        return "".join(parts)

    def page_mark(self, mark: PageMark) -> str:
        """The beginning of a page of the PDF; nothing where the medium has pages of its own."""
        return ""

    def cross_reference(self, reference: CrossReference) -> str:
        """A cross reference, linked to its target."""
        target = attribute(self.target(reference.anchor))
        return f'<a class="ref" href={target}>{escape(reference.text)}</a>'

    # --- blocks ---------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[PrintedBlock]) -> str:
        """The blocks one after the other, a line each."""
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: PrintedBlock) -> str:
        """One block."""
        match block:
            case Paragraph():
                return self.prose((block.content,))
            case KeyJudgement():
                return self.judgement(block)
            case Heading():
                return self.heading(block)
            case List():
                return self.item_list(block)
            case Quote():
                return self.quote(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Box():
                return self.box(block)
            case Rule():
                return '<hr class="rule"/>'
            case PageBreak():
                return '<div class="page-break"></div>'
            case SignOff():
                return self.paragraph(block.content, "sign-off")
            case _:
                assert_never(block)

    def box(self, block: Box[PrintedRef, Anchor]) -> str:
        """A boxed passage and its title."""
        title = self.box_title(block)  # first: a writer may count what it writes
        return f'<aside class="box">\n{title}{self.blocks(block.blocks)}\n</aside>'

    def box_title(self, block: Box[PrintedRef, Anchor]) -> str:
        """The title of a box on a line of its own, if there is one."""
        return f'<p class="box-title">{self.content(block.title)}</p>\n' if block.title else ""

    def paragraph(self, content: PrintedContent, kind: str = "") -> str:
        """A paragraph of a kind (its class)."""
        opening = f'<p class="{kind}">' if kind else "<p>"
        return f"{opening}{self.content(content)}</p>"

    def paragraphs(self, contents: Iterable[PrintedContent], kind: str = "") -> str:
        """Paragraphs of a kind, one after the other."""
        return "".join(self.paragraph(content, kind) for content in contents)

    def prose(self, contents: Iterable[PrintedContent]) -> str:
        """Running text; a paragraph in another direction than the report is turned."""
        parts = []
        for content in contents:
            opposite = walk.opposite_direction(content, self.report.meta.direction)
            opening = "<p>" if opposite is None else f'<p dir="{opposite}">'
            parts.append(f"{opening}{self.content(content)}</p>")
        return "".join(parts)

    def judgement(self, block: KeyJudgement[PrintedRef]) -> str:
        """A claim in bold, run in with its support; alone, it governs what follows."""
        claim = f'<strong class="claim">{self.content(block.claim)}</strong>'
        if not block.support:
            return f'<p class="judgement governing">{claim}</p>'
        return f'<p class="judgement">{claim} {self.content(block.support)}</p>'

    def heading(self, block: Heading[PrintedRef, Anchor]) -> str:
        """A heading; the report's title is h1, so that level 1 is h2."""
        tag = f"h{block.level + 1}"
        return f'<{tag} id="{block.label.id}">{self.content(block.content)}</{tag}>'

    def item_list(self, block: List[PrintedRef]) -> str:
        """A list with what is nested in it."""
        tag = "ol" if block.ordered else "ul"
        items = []
        for item in block.items:
            if len(item.paragraphs) == 1:
                text = self.content(item.paragraphs[0])
            else:
                text = self.paragraphs(item.paragraphs)
            nested = self.item_list(item.nested) if item.nested is not None else ""
            items.append(f"<li>{text}{nested}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>"

    def quote(self, block: Quote[PrintedRef]) -> str:
        """A quotation and its attribution."""
        who = self.paragraph(block.attribution, "attribution") if block.attribution else ""
        return f"<blockquote>{self.prose(block.paragraphs)}{who}</blockquote>"

    def table(self, block: Table[PrintedRef, Anchor]) -> str:
        """A table: caption above, source line below."""
        caption = self.caption(block.label.text, block.caption)
        heads = "".join(
            f'<th scope="col"{self.cell_class(cell, align, block)}>{self.content(cell)}</th>'
            for cell, align in zip(block.header, block.align, strict=True)
        )
        rows = "".join(f"<tr>{self._row(row, block)}</tr>\n" for row in block.rows)
        return (
            f'<div class="{self.table_class(block)}" id="{block.label.id}"><table>\n'
            + (f"<caption>{caption}</caption>\n" if caption else "")
            + f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>"
            + (self.paragraph(block.source, "source") if block.source else "")
            + "</div>"
        )

    def _row(self, row: tuple[PrintedContent, ...], block: Table[PrintedRef, Anchor]) -> str:
        cells = []
        for column, (cell, align) in enumerate(zip(row, block.align, strict=True)):
            kind = self.cell_class(cell, align, block)
            if column == 0 and block.row_headers:
                cells.append(f'<th scope="row"{kind}>{self.content(cell)}</th>')
            else:
                cells.append(f"<td{kind}>{self.content(cell)}</td>")
        return "".join(cells)

    def table_class(self, block: Table[PrintedRef, Anchor]) -> str:
        """The classes of a table."""
        return "table"

    def cell_class(
        self, cell: PrintedContent, align: Align, block: Table[PrintedRef, Anchor]
    ) -> str:
        """The attribute with the classes of a cell; empty when it has none."""
        return "" if align == "left" else f' class="{align}"'

    def caption(self, label: str, content: PrintedContent) -> str:
        """A caption with its label: "Table 2. Trade in 2020." """
        if not label:
            return self.content(content)
        mark = "." if content else ""
        spaced = f" {self.content(content)}" if content else ""
        return f'<span class="label">{escape(label)}{mark}</span>{spaced}'

    def figure(self, block: Figure[PrintedRef, Anchor]) -> str:
        """A picture, then caption and credit."""
        caption = self.caption(block.label.text, block.caption)
        credit = f'<span class="credit">{self.content(block.credit)}</span>'
        credit = credit if block.credit else ""
        text = " ".join(filter(None, (caption, credit)))
        below = f"<figcaption>{text}</figcaption>" if text else ""
        image = self.image(block)
        return f'<figure id="{block.label.id}">{image}{below}</figure>'

    def image(self, block: Figure[PrintedRef, Anchor]) -> str:
        """The picture of a figure with its alternative text."""
        alt = " ".join(filter(None, (block.alt, block.long_alt)))
        decoration = "" if alt else ' role="presentation"'
        return f"<img src={attribute(self.image_url(block))} alt={attribute(alt)}{decoration}/>"

    # --- front and back matter ------------------------------------------------------------------

    def title_block(self) -> str:
        """Series, title, subtitle, deck, byline and dateline."""
        block = self.publication.front.title
        parts: list[str] = []
        if block.series:
            parts.append(f'<p class="series">{escape(block.series)}</p>')
        parts.append(f"<h1>{self.content(block.title)}</h1>")
        if block.subtitle:
            parts.append(self.paragraph(block.subtitle, "subtitle"))
        if block.deck:
            parts.append(self.paragraph(block.deck, "deck"))
        authors = escape(block.authors)
        byline = f'<span class="authors">{authors}</span> ' if authors else ""
        date = f'<span class="date">{escape(block.date)}</span>'
        parts.append(f'<p class="byline">{byline}{date}</p>')
        return '<header class="title-block">\n' + "\n".join(parts) + "\n</header>"

    def summary(self) -> str:
        """The abstract, or nothing."""
        summary = self.publication.front.summary
        if summary is None:
            return ""
        heading = f'<p class="box-title">{escape(summary.heading)}</p>'
        text = self.prose(summary.paragraphs)
        return f'<section class="summary">\n{heading}{text}\n</section>'

    def judgement_box(self) -> str:
        """The claims gathered at the front, without note marks; or nothing."""
        judgements = self.publication.front.judgements
        if judgements is None:
            return ""
        items = "".join(f"<li>{self.content(claim)}</li>" for claim in judgements.claims)
        heading = f'<p class="box-title">{escape(judgements.heading)}</p>'
        return f'<section class="judgements">\n{heading}<ul>{items}</ul>\n</section>'

    def contents(self) -> str:
        """The table of contents, or nothing."""
        contents = self.publication.front.contents
        if contents is None:
            return ""
        entries = "".join(
            f'<li class="level{entry.level}"><a href={attribute(self.target(entry.anchor))}>'
            f"{escape(walk.printed_text(entry.text))}</a></li>"
            for entry in contents.entries
        )
        heading = f'<p class="box-title">{escape(contents.heading)}</p>'
        return f'<nav class="contents">\n{heading}<ol>{entries}</ol>\n</nav>'

    def colophon(self) -> str:
        """Authors, publisher, identifiers, rights and keywords at the end; or nothing."""
        lines = [f"<p>{self._back_line(line)}</p>" for line in self.publication.back.colophon]
        if not lines:
            return ""
        return '<footer class="colophon">\n' + "\n".join(lines) + "\n</footer>"

    def _back_line(self, line: BackLine) -> str:
        name = f"<strong>{escape(line.name)}</strong>" if line.name else ""
        return name + self.content(line.content)

    def note_paragraphs(self, note: NumberedNote) -> list[str]:
        """The paragraphs of a note as XHTML without their element."""
        return [self.content(paragraph) for paragraph in note.paragraphs]


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
        case _:
            assert_never(style)
