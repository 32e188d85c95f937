"""The HTML that WeasyPrint lays out.

Each element costs memory and time (a style, a box, a structure element), so there are no extra
elements to raise `a.mark` or to place `a.lbl` in the margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from msgspec import Struct

from reportkit.compose.fitting import GAPS, ends_on_landscape, may_break, on_landscape
from reportkit.compose.picture_size import GAP, printed_width
from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import (
    Align,
    Anchor,
    Box,
    Cell,
    Definitions,
    Equation,
    Figure,
    Heading,
    Image,
    KeyJudgement,
    List,
    PageBreak,
    Paragraph,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Quote,
    SignOff,
    Table,
)
from reportkit.writers.html_names import (
    LIST_RULES,
    DataAttribute,
    HtmlClass,
    size_class,
)
from reportkit.writers.pdf.floating import Floating, passed_by
from reportkit.writers.pdf.formulas import draw
from reportkit.writers.pdf.front import pictures
from reportkit.writers.pdf.page_text import LABEL, PageText
from reportkit.writers.xhtml import Placed
from reportkit.writers.xml_text import (
    NO_ATTRIBUTES,
    Attributes,
    element,
    empty_element,
    escape,
)

FIXED_RULES: Final = (
    """
r-note.page { float: footnote; footnote-policy: line; box-decoration-break: clone; }
.mark, .sep, strong *, em *, a *, span *, r-p:not(.more) * { overflow-wrap: normal; }
r-note.page::footnote-call, r-note.page::footnote-marker { content: none; }
r-note.page::footnote-call { line-height: 0; }
@page { @footnote { max-height: 80%; } }
r-list, r-item, r-quote, r-number { display: block; }
r-number { height: 0; }
r-number + *, r-number + r-quote > :first-child { margin-top: 0; }
r-list { padding-inline-start: 1.74em; }
r-label { display: inline-block; box-sizing: border-box; width: 1.74em; }
r-label { margin-inline-start: -1.74em; padding-inline-end: 0.4em; text-align: end; }
r-label { white-space: nowrap; }
tr, .equation, .figures { break-inside: avoid; }
.title-page > .title-block + main > .page-break:first-child { break-after: auto; }
tbody tr:first-child:not(:last-child) { break-after: avoid; }
tbody tr:last-child:not(:first-child) { break-before: avoid; }
.figure-row { display: table; table-layout: fixed; }
.figure-row + .figure-row { margin-top: 8pt; }
.panel { display: table-cell; vertical-align: top; }
.panel { box-sizing: border-box; margin: 0; padding: 0 2.5mm; }
.panel img { max-width: 100%; }
.code { white-space: pre-wrap; overflow-wrap: anywhere; hyphens: none; tab-size: 4; }
.code { font-variant-ligatures: none; text-align: left; text-indent: 0; }
.line { display: block; }
.pageref::after { content: target-counter(attr(href), page); }
.pageref[data-target]::after { content: target-counter(attr(data-target), page); }
.equation .numbered { display: table; width: 100%; }
.numbered::before { content: ""; }
.numbered::before, .numbered > * { display: table-cell; vertical-align: middle; }
.numbered::before, .equation-number { width: 3.5em; }
.loose { overflow-wrap: anywhere; }
.address { white-space: nowrap; }
.shattered .address { white-space: normal; }
.natural > table { width: auto; }
.tail { display: inline-block; text-align: left; white-space: pre; }
.not-last:is(th, td):last-child { padding-inline-end: 8pt; }
img, .decoration { image-rendering: crisp-edges; }
"""
    + LIST_RULES
    + "".join(
        f".{size_class(size)} :is(th, td) {{ font-size: {size:g}pt; }}\n"
        f".{size_class(size)} :is(th, td):not(:last-child), "
        f".{size_class(size)} .not-last:last-child {{ padding-inline-end: {gap:g}pt; }}\n"
        for size, gap in GAPS.items()
    )
)
"""The rules that a theme cannot change. A line stays with its notes, which leave room for text
above them; so does a row of a table. The empty call of a note has no height; otherwise the text of
its cell would be below its row. A table that does not fit is set smaller, and words break in it as
a last resort. No picture is marked for interpolation, because PDF/A does not allow it.

A word that is too long is not broken at an inline element within another: WeasyPrint 70 treats each
as the beginning of a line, and breaks the word where it should begin a new line."""


_IN_COLUMNS: Final = (Paragraph, KeyJudgement, Heading, List, Quote, Definitions, SignOff)
"""What a column is wide enough for."""
NUMBER_WIDTH: Final = 3.5
"""The room for the number of an equation at each side, in em."""
_SMALLEST: Final = 0.75
"""The smallest readable scale of an equation."""
_PIXELS_PER_MM: Final = 96 / 25.4
_CODE_LETTERS: Final = 1.2
"""The letters of code that surely fit each em of the measure, in a box within a box too."""


class PageHtml(Struct, frozen=True):
    """A report as HTML, and the other input of its layout."""

    html: str
    pictures: Mapping[str, Image]
    """The pictures, by the names that the HTML uses."""
    shrunk: tuple[tuple[str, float], ...]
    """The equations that became hard to read, and their scales."""
    break_places: tuple[str, ...]
    """The ids of the blocks before which a page may begin, in reading order: all that are not
    introduced by a heading or claim."""


class PdfPage(PageText):
    """A report as HTML for the printed page."""

    def __init__(self, publication: Publication, linked: bool = True) -> None:
        """With `linked`, notes print a link back to each of their marks."""
        super().__init__(publication, linked)
        self._fits = publication.layout.fits
        theme = publication.theme
        self._code_width = theme.page.measure / 25.4 * 72 / theme.sizes.text * _CODE_LETTERS
        self.shrunk: list[tuple[str, float]] = []
        """The equations that became hard to read, and their scales."""

    def document(self, sheet: str) -> PageHtml:
        """The whole HTML document with its style sheet."""
        meta, blocks = self.report.meta, self.report.blocks
        ids = [self._first_id(block, f"b{place}") for place, block in enumerate(blocks, 1)]
        led_in = (False, *map(walk.governs, blocks))
        free = (name for name, led in zip(ids, led_in, strict=False) if not led)
        inside = f"\n{self._head(sheet)}\n{self._body(ids)}\n"
        html = element("html", inside, {"lang": meta.language, "dir": meta.direction})
        return PageHtml(
            html=f"<!DOCTYPE html>\n{html}\n",
            pictures=pictures(self.publication),
            shrunk=tuple(self.shrunk),
            break_places=tuple(free),
        )

    def _head(self, sheet: str) -> str:
        about = self.publication.properties
        date = self.publication.provenance.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        entries = (
            *(("author", name) for name in about.authors),
            ("keywords", ", ".join(about.keywords)),
            ("dcterms.created", date),
            ("dcterms.modified", date),
        )
        metas = (empty_element("meta", {"name": name, "content": text}) for name, text in entries)
        parts = (
            empty_element("meta", {"charset": "utf-8"}),
            element("title", escape(about.title)),
            *metas,
            element("style", f"\n{sheet}\n{FIXED_RULES}{self._page_names()}"),
        )
        return element("head", "".join(parts))

    def _page_names(self) -> str:
        """The rule for a report with landscape pages: after one, WeasyPrint 70 returns to the other
        pages only if these have a name too."""
        return "body{page:upright}" if any(f.landscape for f in self._fits.values()) else ""

    def _body(self, ids: Iterable[str]) -> str:
        """The body of the document; `ids` are the ids of the blocks."""
        main = "\n".join(self._main(ids))
        parts = (
            self.marking(),
            self.cover(),
            self.title_block(),
            self.summary(),
            self.judgement_box(),
            self.contents(),
            element("main", f"\n{main}\n"),
            self._endnotes(),
            self.back_matter(),
        )
        text = "\n".join(filter(None, parts))
        return element("body", f"\n{text}\n", {"class": self.body_class()})

    def _main(self, ids: Iterable[str]) -> Iterable[str]:
        """The elements of the text, in columns if the theme has them. What needs the whole measure
        stands between columns, with the headings and claims that introduce it: WeasyPrint 70
        cannot lay out everything that spans columns from inside them. It does not float then."""
        blocks = self.report.blocks
        if self.publication.theme.page.columns == 1:
            counts = passed_by(blocks, self._stays)
            given = [_named(name, count) for name, count in zip(ids, counts, strict=True)]
            return self.elements(blocks, given)
        made = self.elements(blocks, [{"id": name} for name in ids])
        wide = [not isinstance(block, _IN_COLUMNS) for block in blocks]
        for place in range(len(blocks) - 2, -1, -1):
            wide[place] = wide[place] or (wide[place + 1] and walk.governs(blocks[place]))
        runs = groupby(zip(wide, made, strict=True), key=itemgetter(0))
        inside = ((alone, "\n".join(one for _, one in run)) for alone, run in runs)
        columns = {"class": HtmlClass.COLUMNS}
        return [text if alone else element("div", text, columns) for alone, text in inside]

    # --- blocks ---------------------------------------------------------------------------------

    def _stays(self, block: PrintedBlock) -> bool:
        """Whether a block that could float stays in its place: on a landscape page, or because the
        author wants it there."""
        floats = not isinstance(block, Floating) or block.floats
        return not floats or True in on_landscape((block,), self._fits)

    def _first_id(self, block: PrintedBlock, name: str) -> str:
        """The id of the first element of a block: its own, or `name` if it has none."""
        if isinstance(block, Box) and self._unframed(block):
            return self._first_id(block.blocks[0], block.label.id)
        labelled = next(walk.labelled((block,)), None)
        return name if labelled is None or labelled is not block else labelled.label.id

    def _unframed(self, block: Box[PrintedRef, Anchor]) -> bool:
        """Whether a box begins on a landscape page, where it has no frame."""
        titled = block.title or block.label.text
        return not titled and True in on_landscape(block.blocks, self._fits)[:1]

    def box(self, block: Box[PrintedRef, Anchor], attributes: Attributes) -> str:
        """A boxed passage; where a wide table moves out to a landscape page, it ends and begins
        again, because its frame would otherwise extend to the foot of the page. The first part gets
        the attributes."""
        given = [NO_ATTRIBUTES] * len(block.blocks)
        attributes = {**attributes, "id": block.label.id}
        if self._unframed(block):
            given[0], attributes = attributes, NO_ATTRIBUTES
        title = self.box_title(block)
        elements = zip(
            on_landscape(block.blocks, self._fits), self.elements(block.blocks, given), strict=True
        )
        parts: list[str] = []
        for landscape, group in groupby(elements, key=itemgetter(0)):
            inside = "\n".join(made for _, made in group)
            if not landscape or title:
                shown = title if landscape else title + inside
                parts.append(self.frame(block, shown, attributes))
                title, attributes = "", NO_ATTRIBUTES
            if landscape:
                parts.append(inside)
        return "\n".join(parts) or self.frame(block, title, attributes)

    def elements(
        self, blocks: Sequence[PrintedBlock], attributes: Iterable[Attributes]
    ) -> list[str]:
        """The blocks as elements, each with its attributes; wide tables and their headings are on
        landscape pages, where headings take up the whole measure."""
        made: list[str] = []
        before = False
        landscape = on_landscape(blocks, self._fits)
        for block, turned, given in zip(blocks, landscape, attributes, strict=True):
            named = {**given, "style": "page:landscape"} if turned else given
            if turned and not before and isinstance(block, PageBreak):
                made.append(element("div", "", named))  # a landscape page is a new one
            else:
                made.append(self.block(block, named))
            before = turned or ends_on_landscape(block, self._fits)
        return made

    def table_class(self, block: Table[PrintedRef, Anchor]) -> str:
        """The classes of a table: the one for its size, if it is not the theme's own."""
        size = self._fits[block.label.ordinal].size
        return HtmlClass.TABLE if size is None else f"{HtmlClass.TABLE} {size_class(size)}"

    def cell_class(
        self, cell: Cell[PrintedRef], align: Align, block: Table[PrintedRef, Anchor]
    ) -> str:
        """The classes of a cell: its alignment, and whether words may break."""
        fit = self._fits[block.label.ordinal]
        loose = HtmlClass.LOOSE if any(may_break(t, fit) for t in walk.cell_contents(cell)) else ""
        if loose and fit.shatters:
            loose = f"{loose} {HtmlClass.SHATTERED}"
        return " ".join(filter(None, (super().cell_class(cell, align, block), loose)))

    def code_line_class(self, line: PrintedContent) -> str:
        """The classes of a line of code: whether it may be too long for the page."""
        text = walk.printed_text(line)
        fits = len(text) < self._code_width and text.isascii() and "\t" not in text
        return HtmlClass.LINE if fits else f"{HtmlClass.LINE} {HtmlClass.WRAPS}"

    def definitions(self, block: Definitions[PrintedRef], attributes: Attributes) -> str:
        """Terms as the items of a list without labels, because WeasyPrint 70 makes an item of each
        `dt` and each `dd`."""
        items = (
            element("li", self.paragraph(item.term, HtmlClass.TERM) + self.prose(item.paragraphs))
            for item in block.items
        )
        return element("ul", "".join(items), {"class": HtmlClass.DEFINITIONS, **attributes})

    def list_attributes(self, block: List[PrintedRef]) -> Attributes:
        """The attributes of a list, with the number before its first, and room for long labels."""
        named, style = super().list_attributes(block), ""
        if block.start != 1:
            style = f"counter-reset:list-item {block.start - 1}"
        longest = max(len(item.label) for item in block.items)
        if longest > LABEL:
            style += f"{';' if style else ''}padding-inline-start:{0.58 * longest:.2f}em"
        return {**named, "style": style} if style else named

    def table_caption(
        self, block: Table[PrintedRef, Anchor], caption: str
    ) -> tuple[str, str, Attributes]:
        """The caption, as wide as the text also above a narrow table."""
        fit = self._fits[block.label.ordinal]
        named: Attributes = {"style": f"width:{fit.room:.1f}pt"} if fit.lines else {}
        return "", element("caption", caption, named) + "\n", NO_ATTRIBUTES

    def formula(self, block: Equation[PrintedRef, Anchor]) -> str:
        """The signs of an equation as a drawing in the size of the text, smaller if it is wider
        than the measure."""
        theme = self.publication.theme
        size = theme.sizes.text
        drawn = draw(block.mathml, size, theme.colours.text)
        room = theme.page.measure * _PIXELS_PER_MM
        if block.label.number is not None:
            room -= 2 * NUMBER_WIDTH * size * 96 / 72
        scale = min(1.0, room / drawn.width)
        if scale < _SMALLEST:
            self.shrunk.append((block.label.text or "an equation", scale))
        return drawn.svg(scale, block.alt)

    def row_attributes(self, row: Sequence[Placed]) -> Attributes:
        """The attributes of a row of pictures: half a gap wider than the text at each side, as
        each picture has half a gap beside it."""
        measure = self.publication.theme.page.measure
        width = 100 * sum(one.column + GAP for one in row) / measure
        side = (100 - width) / 2
        style = f"width:{width:.3f}%;margin-left:{side:.3f}%;margin-right:{side:.3f}%"
        return {**super().row_attributes(row), "style": style}

    def room_style(self, placed: Placed, row: Sequence[Placed]) -> str:
        """The width of a picture of a group, which is a cell of its row."""
        return f"width:{100 * (placed.column + GAP) / sum(one.column + GAP for one in row):.3f}%"

    def image(
        self,
        block: Figure[PrintedRef, Anchor],
        placed: Placed | None = None,
    ) -> str:
        """The picture of a figure. A decoration is a background, which is an artifact in PDF/UA."""
        if block.alt or block.long_alt:
            return super().image(block, placed)
        page = self.publication.theme.page
        if placed is None:
            width = 100 * printed_width(block, page) / page.measure
        else:
            width = 100 * placed.width / placed.column
        height = width * block.image.height / block.image.width
        style = f"background-image:url({self.image_url(block)});padding-top:{height:.3f}%"
        if width < 100:
            style += f";width:{width:.3f}%;margin-inline:auto"
        return element("div", "", {"class": HtmlClass.DECORATION, "style": style})

    # --- notes ----------------------------------------------------------------------------------

    def _endnotes(self) -> str:
        if self.report.options.placement == "page" or not self.report.notes:
            return ""
        notes = "\n".join(
            self.notes_section(note)
            + element("div", self.note(note, HtmlClass.END), {"class": HtmlClass.ENDNOTE})
            for note in self.report.notes
        )
        heading = element("h2", escape(self.publication.back.notes_heading))
        return element("section", f"\n{heading}\n{notes}\n", {"class": HtmlClass.NOTES})


def _named(name: str, count: int | None) -> Attributes:
    """The attributes of a block of the text: its id, and how many blocks may stand before it."""
    return {"id": name} if count is None else {"id": name, DataAttribute.FLOAT: str(count)}
