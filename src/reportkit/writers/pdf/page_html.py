"""The HTML that WeasyPrint lays out: notes stand where they are called, as elements of their own.

The mark-up of notes is the one measured to be valid PDF/UA-1: `<a>` holds bare text, and no CSS
counter counts; `r-note` floats to the foot of the page, or stands in the list at the end. Each
element costs memory and time (a style, a box, a structure element): `a.mark` is raised by itself,
and `a.lbl` stands in the margin by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from reportkit.compose.fitting import GAPS, ends_on_landscape, may_break, on_landscape
from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Align,
    Anchor,
    Box,
    Content,
    CrossReference,
    Figure,
    NoteMark,
    NumberedNote,
    PageBreak,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    Table,
)
from reportkit.writers.pdf.front import Front
from reportkit.writers.pdf.note_splitting import pieces
from reportkit.writers.xml_text import attribute, escape

FIXED_RULES: Final = """
r-note.page { float: footnote; footnote-policy: line; }
r-note.piece { footnote-policy: auto; }
.mark, .sep, strong *, em *, a *, r-p:not(.more) * { overflow-wrap: normal; }
r-note.page::footnote-call, r-note.page::footnote-marker { content: none; }
r-note.page::footnote-call { line-height: 0; }
@page { @footnote { max-height: 80%; } }
tr { break-inside: avoid; }
.loose { overflow-wrap: anywhere; }
img, .decoration { image-rendering: crisp-edges; }
""" + "".join(
    f".size{size:g} :is(th, td) {{ font-size: {size:g}pt; }}\n"
    f".size{size:g} :is(th, td):not(:last-child) {{ padding-inline-end: {gap:g}pt; }}\n"
    for size, gap in GAPS.items()
)
"""What a theme cannot change: a line goes with its notes, which leave room for text above them; so
does a row of a table. The empty call of a note takes no height, or the text of its cell would stand
below its row. A table that does not fit is smaller, and words break in it when all else fails. No
picture is marked to be interpolated, since PDF/A forbids it.

An inline element within another is no place to cut a word that is too long: WeasyPrint 70 takes
each for the beginning of a line, and cuts where it should begin a new one."""


class PdfPage(Front):
    """A report as HTML for the printed page."""

    def __init__(self, publication: Publication, linked: bool = True) -> None:
        """With `linked`, notes print a link back to each of their marks."""
        super().__init__(publication)
        self._fits = publication.layout.fits
        self._linked = linked
        self.break_places: list[str] = []
        """The ids of the blocks before which a page may begin: none that its heading leads in."""

    def document(self, sheet: str) -> str:
        """The whole HTML document with its style sheet."""
        meta = self.report.meta
        title = walk.printed_text(meta.title)
        names = "".join(f'<meta name="author" content={attribute(p.name)}>' for p in meta.authors)
        keywords = attribute(", ".join(meta.keywords))
        created = self.publication.provenance.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [
            self.marking(),
            self.cover(),
            self.title_block(),
            self.summary(),
            self.judgement_box(),
            self.contents(),
            f"<main>\n{self._body()}\n</main>",
            self._endnotes(),
            self.colophon(),
        ]
        return (
            f'<!DOCTYPE html>\n<html lang="{meta.language}" dir="{meta.direction}">\n<head>'
            f'<meta charset="utf-8"><title>{escape(title)}</title>{names}'
            f'<meta name="keywords" content={keywords}>'
            f'<meta name="dcterms.created" content="{created}">'
            f'<meta name="dcterms.modified" content="{created}">'
            f"<style>\n{sheet}\n{FIXED_RULES}{self._turning()}</style></head>\n"
            f"<body class='{self.kind()}'>\n"
            + "\n".join(filter(None, parts))
            + "\n</body>\n</html>\n"
        )

    def _turning(self) -> str:
        """The rule for a report with landscape pages: behind one, WeasyPrint 70 goes back to the
        other pages only if these have a name too."""
        return "body{page:upright}" if any(f.landscape for f in self._fits.values()) else ""

    def _body(self) -> str:
        """The blocks of the report, each with an id."""
        parts = []
        leads = False
        elements = self.elements(self.report.blocks)
        for place, (block, element) in enumerate(zip(self.report.blocks, elements, strict=True), 1):
            name, part = _identified(element, f"b{place}")
            parts.append(part)
            if not leads:
                self.break_places.append(name)
            leads = walk.governs(block)
        return "\n".join(parts)

    def box(self, block: Box[PrintedRef, Anchor]) -> str:
        """A boxed passage; where a wide table leaves it for a landscape page, it ends and begins
        anew, or its frame would reach to the foot of the page."""
        title = self.box_title(block)
        parts: list[str] = []
        elements = zip(
            on_landscape(block.blocks, self._fits), self.elements(block.blocks), strict=True
        )
        for turned, group in groupby(elements, key=itemgetter(0)):
            inside = "\n".join(element for _, element in group)
            if not turned or title:
                framed = title if turned else title + inside
                parts.append(f'<aside class="box">\n{framed}\n</aside>')
            if turned:
                parts.append(inside)
            title = ""
        return "\n".join(parts)

    def elements(self, blocks: Sequence[PrintedBlock]) -> list[str]:
        """The blocks as elements; wide tables, and what leads them in, on landscape pages."""
        made: list[str] = []
        before = False
        for block, turned in zip(blocks, on_landscape(blocks, self._fits), strict=True):
            element = self.block(block)
            if turned and not before and isinstance(block, PageBreak):
                element = "<div></div>"  # the landscape page is a new one already
            made.append(_turned(element) if turned else element)
            before = turned or ends_on_landscape(block, self._fits)
        return made

    def table_class(self, block: Table[PrintedRef, Anchor]) -> str:
        """The classes of a table: that of its size, if it is not the theme's own."""
        size = self._fits[block.label.ordinal].size
        return "table" if size is None else f"table size{size:g}"

    def cell_class(
        self, cell: PrintedContent, align: Align, block: Table[PrintedRef, Anchor]
    ) -> str:
        """The attribute with the classes of a cell: its alignment, and whether words may break."""
        loose = "loose" if may_break(cell, self._fits[block.label.ordinal]) else ""
        kind = " ".join(filter(None, ("" if align == "left" else align, loose)))
        return f' class="{kind}"' if kind else ""

    def mark(self, mark: NoteMark) -> str:
        """A mark, with its note behind it at the first reference."""
        separator = f'<sup class="sep">{NOTE_SEPARATOR}</sup>' if mark.follows_mark else ""
        again = f"-{mark.occurrence}" if mark.occurrence > 1 else ""
        label = attribute(self.terms.note_number(mark.number))
        link = (  # U+2060 keeps the mark on the line of the word that it follows
            f'\u2060{separator}<a class="mark" href="#n{mark.note}" '
            f'id="r{mark.note}{again}" aria-label={label}>{mark.number}</a>'
        )
        if mark.occurrence > 1 or self.report.options.placement == "end":
            return link
        return link + self._note(self.report.notes[mark.note - 1], "page")

    def _note(self, note: NumberedNote, place: str) -> str:
        """A note as one element, or as several when it is too long for a page."""
        parts = pieces(note.paragraphs) if place == "page" else (note.paragraphs,)
        texts = [self._paragraphs(part) for part in parts]
        label = self._back(note, 1, "lbl", str(note.number))
        backs = (
            f" {self._back(note, occurrence, 'back', f'↩{occurrence}')}"
            for occurrence in range(2, note.references + 1 if self._linked else 2)
        )
        texts[0] = label + texts[0]
        texts[-1] += "".join(backs)
        first, *others = texts
        more = "".join(
            f'<r-note class="{place} piece" data-note="{note.note}">{text}</r-note>'
            for text in others
        )
        opening = f'<r-note class="{place}" id="n{note.note}" data-note="{note.note}">'
        return f"{opening}{first}</r-note>{more}"

    def _paragraphs(self, paragraphs: tuple[Content[CrossReference], ...]) -> str:
        first, *others = map(self.content, paragraphs)
        if not others:
            return first
        return f"<r-p>{first}</r-p>" + "".join(f'<r-p class="more">{text}</r-p>' for text in others)

    def _back(self, note: NumberedNote, occurrence: int, kind: str, text: str) -> str:
        """A link of a kind (its class) from a note to one of its marks."""
        again = f"-{occurrence}" if occurrence > 1 else ""
        label = attribute(self.terms.backlink(note.number, occurrence))
        return f'<a class="{kind}" href="#r{note.note}{again}" aria-label={label}>{text}</a>'

    def _endnotes(self) -> str:
        if self.report.options.placement == "page" or not self.report.notes:
            return ""
        notes = "\n".join(
            f'<div class="endnote">{self._note(note, "end")}</div>' for note in self.report.notes
        )
        heading = f"<h2>{escape(self.publication.back.notes_heading)}</h2>"
        return f'<section class="notes">\n{heading}\n{notes}\n</section>'

    def image_url(self, figure: Figure[PrintedRef, Anchor]) -> str:
        """An address in memory, named after the place of the figure."""
        name = f"{figure.label.id}{figure.image.suffix}"
        self.pictures[name] = figure.image
        return f"reportkit:{name}"

    def image(self, block: Figure[PrintedRef, Anchor]) -> str:
        """The picture of a figure. A decoration is a background, which PDF/UA takes as artifact."""
        if block.alt or block.long_alt:
            return super().image(block)
        height = 100 * block.image.height / block.image.width
        style = f"background-image:url({self.image_url(block)});padding-top:{height:.3f}%"
        return f'<div class="decoration" style="{style}"></div>'


def _identified(element: str, name: str) -> tuple[str, str]:
    """The id of an element as XHTML, and the element: it keeps its own id, or is given the name."""
    opening, _, rest = element.partition(">")
    own = re.search(r' id="([^"]+)"', opening)
    if own:
        return own[1], element
    tag = re.match(r"<[\w-]+", opening)
    end = tag.end() if tag else 0
    return name, f'{opening[:end]} id="{name}"{opening[end:]}>{rest}'


def _turned(element: str) -> str:
    """An element, on a landscape page; a heading takes all of its measure."""
    opening, _, rest = re.sub(r' style="--balance:[^"]*"', "", element, count=1).partition(">")
    tag = re.match(r"<\w+", opening)
    end = tag.end() if tag else 0
    return f'{opening[:end]} style="page:landscape"{opening[end:]}>{rest}'
