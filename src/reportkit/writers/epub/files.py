"""The XHTML files of the book, and its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Anchor,
    Figure,
    Heading,
    NoteMark,
    NumberedNote,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Table,
)
from reportkit.writers.base import PageStart
from reportkit.writers.epub.breaks import Break, Breaks, cut
from reportkit.writers.epub.chapters import Chapter, Places, note_id, reference_id
from reportkit.writers.epub.cover import CoverImage
from reportkit.writers.epub.item import Item, xml_bytes
from reportkit.writers.xhtml import Xhtml
from reportkit.writers.xml_text import attribute, escape

_TLP = {
    "TLP:RED": "tlp-red",
    "TLP:AMBER": "tlp-amber",
    "TLP:AMBER+STRICT": "tlp-amber",
    "TLP:GREEN": "tlp-green",
    "TLP:CLEAR": "tlp-clear",
}
"""The markings whose colours are laid down (TLP 2.0), and the class that gives them."""

_BACK = "↩\ufe0e"
"""The arrow of a backlink; the variation selector keeps it from turning into an emoji."""


class Pages(Xhtml):
    """Turns a publication into the files of a book."""

    def __init__(
        self,
        publication: Publication,
        chapters: tuple[Chapter, ...],
        starts: Sequence[PageStart] = (),
    ) -> None:
        super().__init__(publication)
        self.page_list: list[tuple[Break, str]] = []
        """The beginnings of pages written so far, each with the link that leads there."""
        cover = publication.front.cover
        pictured = cover is not None and cover.image is not None
        self._breaks = Breaks(self.report.blocks, starts, pictured)
        self._written = 0
        """How many blocks have been written or begun."""
        self._inside = self._breaks.inside(0)
        self._places = Places(chapters)
        self._here = ""
        """The name of the file that is being written."""

    # --- what a book does in its own way --------------------------------------------------------

    def mark(self, mark: NoteMark) -> str:
        """A note mark: the bare number in a link, which popups need. CSS raises it."""
        sep = f'<span class="sep">{escape(NOTE_SEPARATOR)}</span>' if mark.follows_mark else ""
        return (
            f'{sep}<a class="noteref" id="{reference_id(mark.note, mark.occurrence)}"'
            f' href="{self._link(note_id(mark.note))}" epub:type="noteref" role="doc-noteref">'
            f"{mark.number}</a>"
        )

    def target(self, anchor: Anchor) -> str:
        """A place in this file or in another one."""
        return self._link(anchor.id)

    def image_url(self, figure: Figure[PrintedRef, Anchor]) -> str:
        """The file of a picture, named by the place of its figure."""
        return f"images/{figure.label.id}{figure.image.suffix}"

    def _link(self, element_id: str) -> str:
        return self._places.link(element_id, self._here)

    # --- where the pages of the PDF begin -------------------------------------------------------

    def block(self, block: PrintedBlock) -> str:
        """One block; they come in reading order."""
        self._inside = self._breaks.inside(self._written)
        self._written += 1
        return super().block(block)

    def content(self, content: PrintedContent) -> str:
        """The text of one paragraph, with the pages that begin in it."""
        if id(content) not in self._inside:
            return super().content(content)
        parts: list[str] = []
        done = 0
        for offset, found in self._inside[id(content)]:
            before, content = cut(content, offset - done)
            done += len(walk.printed_text(before))
            parts += (super().content(before), self._break(found, "span"))
        return "".join([*parts, super().content(content)])

    def heading(self, block: Heading[PrintedRef, Anchor]) -> str:
        """A heading, and before it the page that begins with it."""
        return self._pages_before(block.label) + super().heading(block)

    def table(self, block: Table[PrintedRef, Anchor]) -> str:
        """A table, and before it the page that begins with it."""
        return self._pages_before(block.label) + super().table(block)

    def figure(self, block: Figure[PrintedRef, Anchor]) -> str:
        """A picture, and before it the page that begins with it."""
        return self._pages_before(block.label) + super().figure(block)

    def _pages_before(self, anchor: Anchor) -> str:
        return "".join(self._break(found, "div") for found in self._breaks.before(anchor.id))

    def _break(self, found: Break, tag: str) -> str:
        self.page_list.append((found, f"{self._here}#{found.id}"))
        return found.element(tag)

    # --- notes ----------------------------------------------------------------------------------

    def notes(self, chapter: Chapter) -> str:
        """The notes of a file under their heading; or nothing."""
        if not chapter.notes:
            return ""
        items: list[str] = []
        start = chapter.notes[0].number
        counted = start - 1
        for note in chapter.notes:
            counted += 1
            # The list counts by itself; only where the numbers start anew is it told.
            value = "" if note.number == counted else f' value="{note.number}"'
            counted = note.number
            items.append(f"<li{value}>{self.note(note)}</li>")
        started = "" if start == 1 else f' start="{start}"'
        return (
            '<section class="endnotes" id="notes1" epub:type="endnotes" role="doc-endnotes"'
            ' aria-labelledby="notes1-title">\n'
            f'<h2 id="notes1-title">{escape(chapter.notes_title)}</h2>\n'
            f'<ol class="notes"{started}>\n' + "\n".join(items) + "\n</ol>\n</section>"
        )

    def note(self, note: NumberedNote) -> str:
        """A note: number, text, a backlink for each reference.

        The number is text outside the backlink, and the element a `div`: list numbers and
        backlinks are lost in popups, and readers hide an `aside`.
        """
        paragraphs = self.note_paragraphs(note) or [""]
        # The space stands inside, where it takes no room in the column of the number.
        paragraphs[0] = f'<span class="num">{note.number}. </span>{paragraphs[0]}'
        backlinks = (self._backlink(note, n + 1) for n in range(note.references))
        # The first arrow never stands alone on a line.
        paragraphs[-1] += "\u00a0" + " ".join(backlinks)
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return (
            f'<div class="note" id="{note_id(note.note)}" role="doc-footnote"'
            f' epub:type="footnote">{text}</div>'
        )

    def _backlink(self, note: NumberedNote, occurrence: int) -> str:
        label = attribute(self.terms.backlink(note.number, occurrence))
        return (
            f'<a class="back" href="{self._link(reference_id(note.note, occurrence))}"'
            f' epub:type="backlink" role="doc-backlink" aria-label={label}>{_BACK}</a>'
        )

    # --- files ----------------------------------------------------------------------------------

    def chapter(self, chapter: Chapter) -> bytes:
        """The file of a chapter."""
        self._here = chapter.name
        parts = [*self._opening()] if chapter.opens else []
        parts.append(self.blocks(chapter.blocks))
        if chapter.closes:
            parts += (self._break(found, "div") for found in self._breaks.closing)
        parts.append(self.notes(chapter))
        if chapter.closes:
            parts.append(self.colophon())
        return self._file("\n".join(filter(None, parts)))

    def _opening(self) -> Iterator[str]:
        if self._breaks.opening is not None:
            yield self._break(self._breaks.opening, "div")
        yield from (self.title_block(), self.summary(), self.judgement_box())

    def contents_page(self, nav: str) -> bytes:
        """The file of the navigation."""
        return self._file(nav, marked=self.publication.front.contents is not None)

    def cover(self, cover: CoverImage) -> Iterator[Item]:
        """The page of the cover and its picture."""
        image = cover.image
        name = f"images/cover{image.suffix}"
        self._here = "cover.xhtml"
        first = "" if self._breaks.cover is None else self._break(self._breaks.cover, "div")
        page = (
            f"{first}"
            '<section class="cover" epub:type="cover">'
            f'<img src="{name}" alt={attribute(cover.alt)} role="doc-cover"/></section>'
        )
        yield Item("cover", self._here, self._file(page), in_spine=True)
        yield Item("cover-image", name, image.data, image.media_type, ("cover-image",))

    def pictures(self) -> Iterator[Item]:
        """The pictures of the figures."""
        for block in walk.blocks(self.report.blocks):
            if isinstance(block, Figure):
                name, image = self.image_url(block), block.image
                yield Item(f"image-{block.label.id}", name, image.data, image.media_type)

    def _file(self, body: str, marked: bool = True) -> bytes:
        meta = self.report.meta
        language = attribute(meta.language)
        direction = ' dir="rtl"' if meta.direction == "rtl" else ""
        marking = self._marking() if marked else ""
        return xml_bytes(
            '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
            f" lang={language} xml:lang={language}{direction}>\n"
            f"<head><title>{escape(walk.printed_text(meta.title))}</title>"
            '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
            f"<body>\n{marking}{body}\n{marking}</body>\n</html>\n"
        )

    def _marking(self) -> str:
        marking = self.publication.marking
        if marking is None:
            return ""
        text = escape(marking.text)
        if marking.text in _TLP:
            text = f'<span class="{_TLP[marking.text]}">{text}</span>'
        return f'<p class="marking">{text}</p>\n'
