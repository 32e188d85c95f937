"""Front and back matter: cover, title block, summary, judgements, contents, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reportkit.compose.front_back_matter import about_author, identifier_line, series_line
from reportkit.model import walk
from reportkit.model.document import Anchor, Person, PlainContent, Text
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
        runs: Runs,
        paragraphs: Paragraphs,
        blocks: Blocks,
        pictures: Pictures,
        pages: Sequence[PageStart],
        measure: int,
    ) -> None:
        self._report = runs.report
        self._meta = runs.report.meta
        self._runs = runs
        self._paragraphs = paragraphs
        self._blocks = blocks
        self._pictures = pictures
        self._pages = pages
        self._measure = measure

    def front(self, own_page: bool) -> str:
        """All before the text, in order; the title block on a page of its own, or not."""
        title = self.cover() + self.title_block()
        if own_page:
            self._paragraphs.break_page()
        return "".join((title, self.summary(), self.judgements(), self.contents()))

    def cover(self) -> str:
        """A cover with an image has a page of its own. (One without is the title block.)"""
        cover = self._meta.cover
        if cover is None or cover.image is None:
            return ""
        alt = cover.alt or walk.printed_text(self._meta.title)
        page = self._paragraphs.make(
            self._pictures.figure(cover.image, alt), ParagraphFormat("Figure")
        )
        self._paragraphs.break_page()
        return page

    def title_block(self) -> str:
        """Logo, series, title, subtitle, deck, authors and date."""
        meta = self._meta
        parts: list[str] = []
        if meta.publisher is not None and meta.publisher.logo is not None:
            logo = self._pictures.logo(meta.publisher.logo, meta.publisher.name)
            parts.append(self._paragraphs.make(logo, ParagraphFormat("Figure", keep_next=True)))
        if meta.series is not None:
            parts.append(self._line(series_line(meta, self._report.terms), "Series"))
        parts.append(self._blocks.paragraph(meta.title, ParagraphFormat("Title")))
        if meta.subtitle:
            parts.append(self._blocks.paragraph(meta.subtitle, ParagraphFormat("Subtitle")))
        if meta.deck:
            parts.append(self._blocks.paragraph(meta.deck, ParagraphFormat("Deck")))
        names = ", ".join(person.name for person in meta.authors)
        byline = self._runs.plain(names, _BOLD) + self._runs.plain("\u2003") if names else ""
        byline += self._runs.plain(meta.date_text)
        parts.append(self._paragraphs.make(byline, ParagraphFormat("Byline")))
        return "".join(parts)

    def summary(self) -> str:
        """The abstract in a box, or nothing."""
        if not self._meta.summary:
            return ""
        with self._paragraphs.box():
            parts = [self._line(self._report.terms.summary, "BoxTitle")]
            parts += [
                self._blocks.prose(text, ParagraphFormat("BoxText")) for text in self._meta.summary
            ]
            return "".join(parts)

    def judgements(self) -> str:
        """The claims gathered at the front, without note marks; or nothing."""
        claims = list(walk.judgements(self._report.blocks))
        if not self._report.options.judgement_summary or not claims:
            return ""
        shape = ParagraphFormat("JudgementSummary", numbering=self._marks())
        with self._paragraphs.box():
            parts = [self._line(self._report.terms.judgements, "JudgementSummaryTitle")]
            parts += [self._blocks.paragraph(claim, shape) for claim in claims]
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
        entries = list(walk.headings(self._report.blocks))
        if not self._report.options.contents or not entries:
            return ""
        pages = heading_pages(self._report.blocks, self._pages)
        folio = self._measure if pages else 0
        switches = "\\h \\z \\u" if pages else "\\n \\h \\z \\u"
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-4" {switches} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        runs = [self._entry(text, label, pages) for _, text, label in entries]
        runs[0] = begin + runs[0]
        runs[-1] += end
        heading = self._line(self._report.terms.contents, "TOCHeading")
        lines = [
            self._paragraphs.make(line, ParagraphFormat(f"TOC{level}", folio=folio))
            for line, (level, _, _) in zip(runs, entries, strict=True)
        ]
        self._paragraphs.space_next()
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{heading}{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def _entry(self, text: PlainContent, label: Anchor, pages: Mapping[str, str]) -> str:
        """A heading and its page, with a link to it."""
        name = anchor_name(label)
        runs = self._runs.content(text)
        if pages:
            page = self._runs.plain(pages[label.id])
            runs += "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", page)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'

    # --- back matter ----------------------------------------------------------------------------

    def back(self) -> str:
        """The colophon, then the heading of the notes when they stand at the end."""
        lines = list(self._colophon_lines())
        shapes = [
            ParagraphFormat("ColophonFirst"),
            *(ParagraphFormat("Colophon") for _ in lines[1:]),
        ]
        made = [
            self._paragraphs.make(runs, shape)
            for runs, shape in zip(lines, shapes[: len(lines)], strict=True)
        ]
        if self._report.notes and self._report.options.placement == "end":
            made.append(self._line(self._report.terms.notes, "NotesHeading"))
        return "".join(made)

    def _colophon_lines(self) -> Iterator[str]:
        """The runs of each line: authors, publisher, identifiers, rights, keywords."""
        meta, plain = self._meta, self._runs.plain
        yield from filter(None, map(self._author_line, meta.authors))
        if meta.publisher is not None:
            publisher = meta.publisher
            line = plain(", ".join(filter(None, (publisher.name, publisher.place))))
            if publisher.url:
                line += plain(", ") + self._runs.link(publisher.url, (Text(publisher.url),))
            yield line
        if meta.identifiers:
            yield plain(identifier_line(meta))
        if meta.rights is not None:
            rights = (meta.rights.copyright, meta.rights.licence, meta.rights.disclaimer)
            yield from (self._runs.content(line) for line in rights if line)
        if meta.keywords:
            yield plain(" · ".join(meta.keywords))

    def _author_line(self, person: Person) -> str:
        """Name, role, affiliation, addresses and life of an author; or nothing."""
        about = about_author(person)
        if not about and not person.bio:
            return ""
        line = self._runs.plain(person.name, _BOLD)
        if about:
            line += self._runs.plain(f", {about}")
        if person.bio:
            line += self._runs.plain(". ") + self._runs.content(person.bio)
        return line

    def _line(self, text: str, style: str) -> str:
        """A line of text that holds no markup."""
        return self._paragraphs.make(self._runs.plain(text), ParagraphFormat(style))
