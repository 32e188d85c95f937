"""Front and back matter: cover, title block, summary, judgements, contents, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final

from reportkit.compose.publication import BackLine, ContentsEntry, Publication
from reportkit.writers.base import PageStart
from reportkit.writers.docx.body import Blocks
from reportkit.writers.docx.bookmarks import anchor_name
from reportkit.writers.docx.inline import Runs
from reportkit.writers.docx.paragraphs import Paragraphs
from reportkit.writers.docx.pictures import Pictures
from reportkit.writers.docx.toc_pages import heading_pages
from reportkit.writers.docx.wordml import ParagraphFormat, RunFormat, field

_BOLD: Final = RunFormat(bold=True)


class Matter:
    """Makes what stands before and after the text."""

    def __init__(
        self,
        publication: Publication,
        runs: Runs,
        paragraphs: Paragraphs,
        blocks: Blocks,
        pictures: Pictures,
        pages: Sequence[PageStart],
        measure: int,
    ) -> None:
        self._publication = publication
        self._front = publication.front
        self._runs = runs
        self._paragraphs = paragraphs
        self._blocks = blocks
        self._pictures = pictures
        self._pages = pages
        self._measure = measure

    def front(self) -> str:
        """All before the text, in order."""
        title = self.cover() + self.title_block()
        if self._front.title_page:
            self._paragraphs.break_page()
        return "".join((title, self.summary(), self.judgements(), self.contents()))

    def cover(self) -> str:
        """A cover with an image has a page of its own. (One without is the title block.)"""
        cover = self._front.cover
        if cover is None or cover.image is None:
            return ""
        picture = self._pictures.figure(cover.image, cover.alt)
        page = self._paragraphs.make(picture, ParagraphFormat("Figure"))
        self._paragraphs.break_page()
        return page

    def title_block(self) -> str:
        """Logo, series, title, subtitle, deck, byline and dateline."""
        block = self._front.title
        parts: list[str] = []
        if block.logo is not None:
            logo = self._pictures.logo(block.logo, block.logo_alt)
            parts.append(self._paragraphs.make(logo, ParagraphFormat("Figure", keep_next=True)))
        if block.series:
            parts.append(self._line(block.series, "Series"))
        parts.append(self._blocks.paragraph(block.title, ParagraphFormat("Title")))
        if block.subtitle:
            parts.append(self._blocks.paragraph(block.subtitle, ParagraphFormat("Subtitle")))
        if block.deck:
            parts.append(self._blocks.paragraph(block.deck, ParagraphFormat("Deck")))
        byline = ""
        if block.authors:
            byline = self._runs.plain(block.authors, _BOLD) + self._runs.plain("\u2003")
        byline += self._runs.plain(block.date)
        parts.append(self._paragraphs.make(byline, ParagraphFormat("Byline")))
        return "".join(parts)

    def summary(self) -> str:
        """The abstract in a box, or nothing."""
        summary = self._front.summary
        if summary is None:
            return ""
        with self._paragraphs.box():
            parts = [self._line(summary.heading, "BoxTitle")]
            shape = ParagraphFormat("BoxText")
            parts += [self._blocks.prose(text, shape) for text in summary.paragraphs]
            return "".join(parts)

    def judgements(self) -> str:
        """The claims gathered at the front, without note marks; or nothing."""
        judgements = self._front.judgements
        if judgements is None:
            return ""
        shape = ParagraphFormat("JudgementSummary", numbering=self._marks())
        with self._paragraphs.box():
            parts = [self._line(judgements.heading, "JudgementSummaryTitle")]
            parts += [self._blocks.paragraph(claim, shape) for claim in judgements.claims]
            return "".join(parts)

    def _marks(self) -> tuple[int, int] | None:
        """The list that the judgements are items of, and the level in it; None without marks."""
        numbering = self._blocks.numbering
        match self._blocks.theme.judgements.marks:
            case "dash":
                return numbering.dashes(), 0
            case "bullet":
                return numbering.instance(False, 0, True), 0
            case "number":
                return numbering.instance(True, 0, True), 0
            case "none":
                return None

    # --- contents -------------------------------------------------------------------------------

    def contents(self) -> str:
        """The table of contents, or nothing: one field whose entries link to the headings.

        The page numbers are those of the PDF of the same build. Without one the entries have
        none, since no one but Word knows its pages.
        """
        contents = self._front.contents
        if contents is None:
            return ""
        pages = heading_pages(self._publication.report.blocks, self._pages)
        folio = self._measure if pages else 0
        switches = "\\h \\z \\u" if pages else "\\n \\h \\z \\u"
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-4" {switches} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        runs = [self._entry(entry, pages) for entry in contents.entries]
        runs[0] = begin + runs[0]
        runs[-1] += end
        heading = self._line(contents.heading, "TOCHeading")
        lines = [
            self._paragraphs.make(line, ParagraphFormat(f"TOC{entry.level}", folio=folio))
            for line, entry in zip(runs, contents.entries, strict=True)
        ]
        self._paragraphs.space_next()
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{heading}{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def _entry(self, entry: ContentsEntry, pages: Mapping[str, str]) -> str:
        """A heading and its page, with a link to it."""
        name = anchor_name(entry.anchor)
        runs = self._runs.content(entry.text)
        if pages:
            page = self._runs.plain(pages[entry.anchor.id])
            runs += "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", page)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'

    # --- back matter ----------------------------------------------------------------------------

    def back(self) -> str:
        """The colophon, then the heading of the notes when they stand at the end."""
        report, back = self._publication.report, self._publication.back
        made = [
            self._paragraphs.make(self._back_line(line), ParagraphFormat(style))
            for line, style in zip(back.colophon, _colophon_styles(), strict=False)
        ]
        if report.notes and report.options.placement == "end":
            made.append(self._line(back.notes_heading, "NotesHeading"))
        return "".join(made)

    def _back_line(self, line: BackLine) -> str:
        """The runs of a line of the colophon."""
        name = self._runs.plain(line.name, _BOLD) if line.name else ""
        return name + self._runs.content(line.content)

    def _line(self, text: str, style: str) -> str:
        """A line of text that holds no markup."""
        return self._paragraphs.make(self._runs.plain(text), ParagraphFormat(style))


def _colophon_styles() -> Iterator[str]:
    """The style of each line: the first stands apart from the text."""
    yield "ColophonFirst"
    yield from repeat("Colophon")
