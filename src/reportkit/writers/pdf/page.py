"""The HTML that WeasyPrint lays out: notes stand where they are called, as elements of their own.

The mark-up of notes is the one measured to be valid PDF/UA-1: `<a>` holds bare text, and no CSS
counter counts; `r-note` floats to the foot of the page, or stands in the list at the end.
"""

from __future__ import annotations

from reportkit import walk
from reportkit.document import (
    Anchor,
    Figure,
    NoteMark,
    NumberedNote,
    Printed,
)
from reportkit.writers.base import NOTE_SEPARATOR, WriteContext
from reportkit.writers.markup import attribute, escape
from reportkit.writers.pdf.front import Front


class PdfPage(Front):
    """A report as HTML for the printed page."""

    def document(self, sheet: str, context: WriteContext) -> str:
        """The whole HTML document with its style sheet."""
        meta = self.report.meta
        title = walk.printed_text(meta.title)
        names = "".join(f'<meta name="author" content={attribute(p.name)}>' for p in meta.authors)
        keywords = attribute(", ".join(meta.keywords))
        created = context.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [
            self.marking(),
            self.cover(),
            self.title_block(),
            self.summary(),
            self.judgement_box(),
            self.contents(),
            f"<main>\n{self.blocks(self.report.blocks)}\n</main>",
            self._endnotes(),
            self.colophon(),
        ]
        return (
            f'<!DOCTYPE html>\n<html lang="{meta.language}" dir="{meta.direction}">\n<head>'
            f'<meta charset="utf-8"><title>{escape(title)}</title>{names}'
            f'<meta name="keywords" content={keywords}>'
            f'<meta name="dcterms.created" content="{created}">'
            f'<meta name="dcterms.modified" content="{created}">'
            f"<style>\n{sheet}\n</style></head>\n<body class='{self.kind(context.theme)}'>\n"
            + "\n".join(filter(None, parts))
            + "\n</body>\n</html>\n"
        )

    def mark(self, mark: NoteMark) -> str:
        """A mark, with its note behind it at the first reference."""
        separator = f'<sup class="sep">{NOTE_SEPARATOR}</sup>' if mark.adjoins else ""
        again = f"-{mark.occurrence}" if mark.occurrence > 1 else ""
        link = (  # U+2060 keeps the mark on the line of the word that it follows
            f'\u2060{separator}<sup class="mark"><a href="#n{mark.note}" id="r{mark.note}{again}">'
            f"{mark.number}</a></sup>"
        )
        if mark.occurrence > 1 or self.report.options.placement == "end":
            return link
        return link + self._note(self.report.notes[mark.note - 1], "page")

    def _note(self, note: NumberedNote, place: str) -> str:
        first, *others = self.note_paragraphs(note)
        more = "".join(f'<r-p class="more">{text}</r-p>' for text in others)
        back = "".join(
            f' <a class="back" href="#r{note.note}-{occurrence}">↩{occurrence}</a>'
            for occurrence in range(2, note.references + 1)
        )
        return (
            f'<r-note class="{place}" id="n{note.note}"><r-lbl><a href="#r{note.note}">'
            f"{note.number}</a></r-lbl><r-p>{first}</r-p>{more}{back}</r-note>"
        )

    def _endnotes(self) -> str:
        if self.report.options.placement == "page" or not self.report.notes:
            return ""
        notes = "\n".join(
            f'<div class="endnote">{self._note(note, "end")}</div>' for note in self.report.notes
        )
        heading = f"<h2>{escape(self.labels.notes)}</h2>"
        return f'<section class="notes">\n{heading}\n{notes}\n</section>'

    def image_url(self, figure: Figure[Printed, Anchor]) -> str:
        """An address in memory, named after the place of the figure."""
        name = f"{figure.label.id}{figure.image.suffix}"
        self.pictures[name] = figure.image
        return f"reportkit:{name}"

    def image(self, block: Figure[Printed, Anchor]) -> str:
        """The picture of a figure. A decoration is a background, which PDF/UA takes as artifact."""
        if block.alt or block.long_alt:
            return super().image(block)
        height = 100 * block.image.height / block.image.width
        style = f"background-image:url({self.image_url(block)});padding-top:{height:.3f}%"
        return f'<div class="decoration" style="{style}"></div>'
