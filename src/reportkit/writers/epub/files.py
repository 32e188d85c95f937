"""The XHTML files of the book, and its pictures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reportkit.compose.picture_size import GAP, natural_width
from reportkit.compose.publication import ContentsKind, Front, FrontPart, Publication
from reportkit.model import walk
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Anchor,
    Box,
    CrossReference,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    List,
    NoteBlock,
    NoteMark,
    NumberedNote,
    PageMark,
    Paragraph,
    Phrase,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Table,
)
from reportkit.passes.numerals import letters
from reportkit.writers.epub.acronyms import explained
from reportkit.writers.epub.chapters import Chapter, Places, note_id, reference_id
from reportkit.writers.epub.item import Item, xml_bytes
from reportkit.writers.html_names import HtmlClass
from reportkit.writers.html_table import HtmlTable
from reportkit.writers.page_marks import PageMarks, with_marks
from reportkit.writers.xhtml import DECK, SUBTITLE, Placed, Xhtml
from reportkit.writers.xml_text import NO_ATTRIBUTES, Attributes, attribute, element, escape

_TLP = {
    "TLP:RED": HtmlClass.TLP_RED,
    "TLP:AMBER": HtmlClass.TLP_AMBER,
    "TLP:AMBER+STRICT": HtmlClass.TLP_AMBER,
    "TLP:GREEN": HtmlClass.TLP_GREEN,
    "TLP:CLEAR": HtmlClass.TLP_CLEAR,
}
"""The markings with prescribed colours (TLP 2.0), and the class for each."""

NAV: Final = "nav.xhtml"
"""The nav document, which has the contents."""
COVER: Final = "cover.xhtml"
"""The file of the cover."""
_SCROLLS: Final[Attributes] = {"tabindex": "0"}
"""What is wider than a narrow screen can be reached and scrolled by keyboard (WCAG 2.1.1)."""
_BACKLINK: Final[Attributes] = {"epub:type": "backlink", "role": "doc-backlink"}
_BACK = "↩\ufe0e"
"""The arrow of a backlink; the variation selector prevents its display as an emoji."""


class BookFile(Xhtml):
    """Turns parts of a publication into one file of a book."""

    def __init__(
        self, publication: Publication, places: Places, marks: PageMarks, name: str
    ) -> None:
        """`name` is the name of the file; `places` says what is in which file, and `marks` where
        pages of the PDF begin."""
        super().__init__(publication)
        self._places, self._marks, self._name = places, marks, name
        self._explained = explained(publication.meta.matter.acronyms)

    # --- what a book does in its own way --------------------------------------------------------

    def characters(self, text: str) -> str:
        """Characters without markup, in which acronyms are explained."""
        return self._explained(text)

    def mark(self, mark: NoteMark) -> str:
        """A note mark: just the number in a link, as popups need it. CSS raises it."""
        sep = element("span", NOTE_SEPARATOR, {"class": HtmlClass.SEP}) if mark.follows_mark else ""
        return (
            f'{sep}<a class="{HtmlClass.NOTEREF}" id="{reference_id(mark.note, mark.occurrence)}"'
            f' href="{self._link(note_id(mark.note))}" epub:type="noteref" role="doc-noteref">'
            f"{mark.number}</a>"
        )

    def target(self, anchor: Anchor) -> str:
        """A place in this file or in another one."""
        return self._link(note_id(anchor.ordinal) if anchor.kind == "note" else anchor.link_id)

    def element_id(self, anchor: Anchor) -> str:
        """The author's id, if there is one, for links into the book."""
        return anchor.link_id

    def image_url(self, figure: Figure[PrintedRef, Anchor]) -> str:
        """The file name of a picture."""
        return f"images/{figure.image.file_name}"

    def phrase(self, phrase: Phrase[PrintedRef]) -> str:
        """A part of a text in another language, by both attributes: older reading systems know only
        that of XML."""
        language = attribute(phrase.language)
        return super().phrase(phrase).replace("<span ", f"<span xml:lang={language} ", 1)

    def image_style(self, block: Figure[PrintedRef, Anchor]) -> str:
        """A share of the screen for a share of the text; a length never exceeds the screen."""
        width = block.width
        if width is not None and width.unit == "%":
            return f"width:{width.amount:g}%"
        return super().image_style(block)

    def room_style(self, placed: Placed, row: Sequence[Placed]) -> str:
        """The share of the screen of a picture of a group, where there is room for more than one
        beside the other."""
        share = 100 * (placed.column + GAP) / (self.publication.theme.page.measure + GAP)
        return f"flex:0 1 {share:.1f}%"

    def panel_style(self, placed: Placed) -> str:
        """The width of its column for a picture whose width the author gives, its natural width for
        another: one below the other on a phone, each has the whole screen."""
        if placed.figure.width is not None:
            return "width:100%"
        return f"width:{natural_width(placed.figure):.2f}mm"

    def formula(self, block: Equation[PrintedRef, Anchor]) -> str:
        """The signs of an equation as MathML, with its words for readers who cannot see it."""
        return block.mathml.replace("<math ", f"<math alttext={attribute(block.alt)} ", 1)

    def _link(self, element_id: str) -> str:
        return self._places.link(element_id, self._name)

    # --- where the pages of the PDF begin -------------------------------------------------------

    def page_mark(self, mark: PageMark) -> str:
        """The beginning of a page within a text."""
        return _page_break(mark, "span")

    def heading(self, block: Heading[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A heading, preceded by the mark of the page that begins with it."""
        return self._pages_before(block.label) + super().heading(block, attributes)

    def table(self, block: Table[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A table, preceded by the mark of the page that begins with it."""
        return self._pages_before(block.label) + super().table(block, {**attributes, **_SCROLLS})

    def table_caption(
        self, block: Table[PrintedRef, Anchor], caption: str
    ) -> tuple[str, str, Attributes]:
        """The caption as a paragraph that names the table: as `caption`, it would break at the
        width of a narrow table."""
        name = f"{block.label.id}-caption"
        before = element("p", caption, {"class": HtmlClass.CAPTION, "id": name}) + "\n"
        return before, "", {"aria-labelledby": name}

    def figure(self, block: Figure[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A picture, preceded by the mark of the page that begins with it."""
        figure = super().figure(block, attributes)
        return self._pages_before(block.label) + figure + self._data(block)

    def _data(self, block: Figure[PrintedRef, Anchor]) -> str:
        """The data of a chart, which open on demand."""
        tables = [HtmlTable(table, self, ()) for table in walk.data_tables(block)]
        if not tables:
            return ""
        title = element("summary", escape(self.terms.data_of(block.label.text)))
        cells = (element("table", f"{table.head()}\n{table.body()}") for table in tables)
        return element("details", title + "\n".join(cells), {"class": HtmlClass.DATA})

    def figure_group(self, block: FigureGroup[PrintedRef, Anchor], attributes: Attributes) -> str:
        """Pictures side by side, preceded by the mark of the page that begins with them."""
        labels = (*(figure.label for figure in block.figures), block.label)
        before = "".join(map(self._pages_before, labels))
        return before + super().figure_group(block, attributes)

    def equation(self, block: Equation[PrintedRef, Anchor], attributes: Attributes) -> str:
        """An equation, preceded by the mark of the page that begins with it."""
        return self._pages_before(block.label) + super().equation(block, {**attributes, **_SCROLLS})

    def pull_quote(self, text: str, attributes: Attributes) -> str:
        """A text set large, with its role."""
        role = {"epub:type": "pullquote", "role": "doc-pullquote"}
        return super().pull_quote(text, {**attributes, **role})

    def list_attributes(self, block: List[PrintedRef]) -> Attributes:
        """The attributes of a list, with the number of its first item."""
        named = super().list_attributes(block)
        return named if block.start == 1 else {**named, "start": str(block.start)}

    def box_title(
        self, block: Box[PrintedRef, Anchor], attributes: Attributes = NO_ATTRIBUTES
    ) -> str:
        """The title of a box, by which the box is named."""
        return super().box_title(block, {**attributes, "id": f"{block.label.id}-title"})

    def frame(self, block: Box[PrintedRef, Anchor], inside: str, attributes: Attributes) -> str:
        """A box with its name for screen readers: its kind and title."""
        if block.title or block.label.text:
            attributes = {**attributes, "aria-labelledby": f"{block.label.id}-title"}
        return super().frame(block, inside, attributes)

    def _pages_before(self, anchor: Anchor) -> str:
        return "".join(_page_break(mark, "div") for mark in self._marks.before.get(anchor.id, ()))

    # --- notes ----------------------------------------------------------------------------------

    def notes(self, chapter: Chapter) -> str:
        """The notes of a file under their heading; or nothing."""
        if not chapter.notes:
            return ""
        lists: list[list[NumberedNote]] = []
        for note in chapter.notes:
            if not lists or note.note in self.publication.back.note_sections:
                lists.append([])
            lists[-1].append(note)
        return (
            f'<section class="{HtmlClass.ENDNOTES}" id="notes1" epub:type="endnotes"'
            ' role="doc-endnotes" aria-labelledby="notes1-title">\n'
            f'<h2 id="notes1-title">{escape(chapter.notes_title)}</h2>\n'
            + "\n".join(map(self._note_list, lists))
            + "\n</section>"
        )

    def _note_list(self, notes: Sequence[NumberedNote]) -> str:
        """The notes of one section, under its title if it has one."""
        items: list[str] = []
        start = notes[0].number
        counted = start - 1
        for note in notes:
            counted += 1
            # The list counts by itself; it needs a value only where the numbers restart.
            value = "" if note.number == counted else f' value="{note.number}"'
            counted = note.number
            items.append(f"<li{value}>{self.note(note)}</li>")
        started = "" if start == 1 else f' start="{start}"'
        listed = "\n".join(items)
        title = self.notes_section(notes[0])
        return f'{title}<ol class="{HtmlClass.NOTES}"{started}>\n{listed}\n</ol>'

    def note(self, note: NumberedNote) -> str:
        """A note: number, text, a backlink for each reference.

        The number is text outside the backlink, and the element is a `div`: popups lose list
        numbers and backlinks, and reading systems hide an `aside`.
        """
        # The space is inside, where it takes up no room in the column of the number.
        number = f'<span class="{HtmlClass.NUM}">{note.number}. </span>'
        arrows = " ".join(self._backlink(note, n) for n in range(1, note.references + 1))
        last = len(note.blocks)
        text = "".join(
            self._in_note(block, number if place == 1 else "", arrows if place == last else "")
            for place, block in enumerate(note.blocks, 1)
        )
        return (
            f'<div class="{HtmlClass.NOTE}" id="{note_id(note.note)}" role="doc-footnote"'
            f' epub:type="footnote">{text}</div>'
        )

    def _in_note(self, block: NoteBlock[CrossReference], before: str, after: str) -> str:
        """A block of a note with what stands before and after its text: in paragraphs of their own
        if it is a list or a quotation."""
        if isinstance(block, Paragraph):
            # The first arrow is never alone on a line.
            after = f"\u00a0{after}" if after else ""
            return f"<p>{before}{self.content(block.content)}{after}</p>"
        around = (f"<p>{one}</p>" if one else "" for one in (before, after))
        return self.block(block).join(around)

    def _backlink(self, note: NumberedNote, occurrence: int) -> str:
        """The link back to a mention. Several are told apart by letters, and in words, which are
        shown when the pointer rests on them."""
        place = self._link(reference_id(note.note, occurrence))
        named: Attributes = {"aria-label": self.terms.back.format(n=note.number)}
        text = _BACK
        if note.references > 1:
            words = self.terms.back_again.format(n=note.number, m=occurrence)
            named, text = {"aria-label": words, "title": words}, _BACK + letters(occurrence)
        link = {"class": HtmlClass.BACK, "href": place}
        return element("a", text, {**link, **_BACKLINK, **named})

    # --- files ----------------------------------------------------------------------------------

    def chapter(self, chapter: Chapter) -> bytes:
        """The file of a chapter."""
        marks = self._marks
        parts = [*self._opening()] if chapter.opens else []
        parts.append(self.blocks(marks.marked(chapter.blocks, chapter.first_text)))
        if chapter.closes:
            parts += (_page_break(mark, "div") for mark in marks.closing)
        parts.append(self.notes(chapter))
        if chapter.closes:
            parts.append(self.back_matter())
        return self.file("\n".join(filter(None, parts)))

    def _opening(self) -> Iterator[str]:
        if self._marks.opening is not None:
            yield _page_break(self._marks.opening, "div")
        for place, marks in self._marks_of("title").items():
            if place not in (SUBTITLE, DECK):  # which have their marks inside
                yield from (_page_break(mark, "div") for _, mark in marks)
        yield self.title_block()
        yield from self._breaks_before("summary")
        yield self.summary()
        yield from self._breaks_before("judgements")
        yield self.judgement_box()

    def _breaks_before(self, part: FrontPart) -> Iterator[str]:
        """The pages that begin with the heading of a part of the front matter."""
        yield from (_page_break(mark, "div") for _, mark in self._marks_of(part).get(0, ()))

    def _marks_of(self, part: FrontPart) -> Mapping[int, Sequence[tuple[int, PageMark]]]:
        """The pages that begin within a part of the front matter, by the text they begin with."""
        if not self._marks.front:
            return {}
        parts = [name for name, _ in self.publication.front.texts()]
        first = parts.index(part) if part in parts else 0
        return {
            index - first: marks
            for index, marks in self._marks.front.items()
            if parts[index] == part
        }

    def front_text(self, part: FrontPart, place: int, content: PrintedContent) -> PrintedContent:
        """The text with the pages that begin in it."""
        return with_marks(content, self._marks_of(part).get(place, ()))

    def contents(self, navigation: str) -> str:
        """The body of the nav document, preceded by the marks of pages that begin with or in the
        contents, because the contents may have only entries."""
        kinds: tuple[ContentsKind, ...] = ("contents", "figures", "tables")
        marks = (
            mark for kind in kinds for places in self._marks_of(kind).values() for _, mark in places
        )
        return "".join((*(_page_break(mark, "div") for mark in marks), navigation))

    def cover(self, picture: str, alt: str) -> bytes:
        """The file of the cover, with the picture of this name."""
        first = "" if self._marks.cover is None else _page_break(self._marks.cover, "div")
        return self.file(
            f'{first}<section class="{HtmlClass.COVER}" epub:type="cover">'
            f'<img src="{picture}" alt={attribute(alt)} role="doc-cover"/></section>'
        )

    def file(self, body: str, marked: bool = True) -> bytes:
        """A file with this body, between the markings that every file of a report needs."""
        meta = self.report.meta
        language = attribute(meta.language)
        direction = ' dir="rtl"' if meta.direction == "rtl" else ""
        marking = self._marking() if marked else ""
        return xml_bytes(
            '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
            f" lang={language} xml:lang={language}{direction}>\n"
            f"<head><title>{escape(self.publication.properties.title)}</title>"
            '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
            f"<body>\n{marking}{body}\n{marking}</body>\n</html>\n"
        )

    def _marking(self) -> str:
        marking = self.publication.marking
        if marking is None:
            return ""
        text = escape(marking.text)
        if marking.text in _TLP:
            text = element("span", text, {"class": _TLP[marking.text]})
        return element("p", text, {"class": HtmlClass.MARKING}) + "\n"


def _page_break(mark: PageMark, tag: str) -> str:
    """The empty element at the beginning of a page; a reading system announces its label."""
    return (
        f'<{tag} id="{mark.id}" epub:type="pagebreak" role="doc-pagebreak"'
        f" aria-label={attribute(mark.label)}></{tag}>"
    )


def page_list(
    front: Front, marks: PageMarks, chapters: Sequence[Chapter]
) -> Iterator[tuple[str, str]]:
    """The folios of the pages that begin in the book, in order, each with a link to its
    beginning."""
    if marks.cover is not None:
        yield marks.cover.label, f"{COVER}#{marks.cover.id}"
    opening = next(chapter for chapter in chapters if chapter.opens)
    if marks.opening is not None:
        yield marks.opening.label, f"{opening.name}#{marks.opening.id}"
    starts = [chapter.first_text for chapter in chapters]
    parts = [part for part, _ in front.texts()]
    for index in sorted(marks.front):
        name = NAV if parts[index] in ("contents", "figures", "tables") else opening.name
        yield from ((mark.label, f"{name}#{mark.id}") for _, mark in marks.front[index])
    for mark, place in marks.places:
        chapter = chapters[bisect_right(starts, place) - 1]
        yield mark.label, f"{chapter.name}#{mark.id}"
    for mark in marks.closing:
        yield mark.label, f"{chapters[-1].name}#{mark.id}"


def pictures(blocks: Sequence[PrintedBlock]) -> Iterator[Item]:
    """The pictures of the figures, each once."""
    shown = {
        block.image.file_name: block.image
        for block in walk.blocks(blocks)
        if isinstance(block, Figure)
    }
    for name, image in shown.items():
        yield Item(name.partition(".")[0], f"images/{name}", image.data, image.media_type)
