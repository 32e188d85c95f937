"""The HTML that WeasyPrint lays out: notes stand where they are called, as elements of their own.

The mark-up of notes is the one measured to be valid PDF/UA-1: `<a>` holds bare text, and no CSS
counter counts; `r-note` floats to the foot of the page, or stands in the list at the end.
"""

from __future__ import annotations

import re
from typing import Final

from reportkit import walk
from reportkit.document import (
    Anchor,
    Figure,
    Heading,
    Image,
    NoteMark,
    NumberedNote,
    Printed,
    ResolvedReport,
)
from reportkit.writers.base import NOTE_SEPARATOR, WriteContext
from reportkit.writers.markup import attribute, escape
from reportkit.writers.matter import TLP_COLOURS, short_title
from reportkit.writers.xhtml import Xhtml

_STRETCH: Final = re.compile(r"[^/?\s-]{20,}")
"""A part of a URL in which no line breaks, long enough to leave a hole before it."""
_SIGN: Final = re.compile(r"&amp;|[._=,:;](?=.)")


class PdfPage(Xhtml):
    """A report as HTML for the printed page."""

    def __init__(self, report: ResolvedReport) -> None:
        super().__init__(report)
        self.pictures: dict[str, Image] = {}
        """The pictures by the name under which the HTML asks for them."""

    def document(self, sheet: str, context: WriteContext) -> str:
        """The whole HTML document with its style sheet."""
        meta = self.report.meta
        title = walk.printed_text(meta.title)
        names = "".join(f'<meta name="author" content={attribute(p.name)}>' for p in meta.authors)
        keywords = attribute(", ".join(meta.keywords))
        created = context.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [
            self._marking(),
            self._cover(),
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
            f"<style>\n{sheet}\n</style></head>\n<body class='{self._kind(context)}'>\n"
            + "\n".join(filter(None, parts))
            + "\n</body>\n</html>\n"
        )

    def _kind(self, context: WriteContext) -> str:
        """Whether the title block has a page of its own: the theme or a cover asks for it."""
        apart = context.theme.front.title_page or self.report.meta.cover is not None
        return "title-page" if apart else "title-above"

    def _cover(self) -> str:
        """The picture of the cover, or nothing."""
        cover = self.report.meta.cover
        if cover is None or cover.image is None:
            return ""
        alt = cover.alt or walk.printed_text(self.report.meta.title)
        return f'<div class="cover">{self._picture("cover", cover.image, alt)}</div>'

    def title_block(self) -> str:
        """The title block, with the publisher's logo above it."""
        publisher = self.report.meta.publisher
        head = self._head(short_title(self.report.meta))
        block = super().title_block().replace("<h1>", f"<h1{head}>", 1)
        if publisher is None or publisher.logo is None:
            return block
        logo = self._picture("logo", publisher.logo, publisher.name)
        return block.replace("\n", f'\n<div class="logo">{logo}</div>\n', 1)

    def _picture(self, name: str, image: Image, alt: str) -> str:
        """A picture that is no figure."""
        self.pictures[f"{name}{image.suffix}"] = image
        return f'<img src="reportkit:{name}{image.suffix}" alt={attribute(alt)}/>'

    def heading(self, block: Heading[Printed, Anchor]) -> str:
        """A heading, with its text without note marks for bookmarks and running heads."""
        text = walk.printed_text(block.content)
        return super().heading(block).replace(" id=", f"{self._head(text)} id=", 1)

    def _head(self, text: str) -> str:
        return f" data-head={attribute(text)}"

    def link(self, url: str, text: str) -> str:
        """A live link; a URL that is printed as it is may break where URLs do."""
        return super().link(url, breakable(text) if text == escape(url) else text)

    def defanged(self, text: str) -> str:
        """An address that must be no link; it may break where URLs do."""
        return f'<span class="defanged">{breakable(escape(text))}</span>'

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

    def _marking(self) -> str:
        """The marking, which the style sheet repeats at head and foot of each page."""
        marking = self.report.meta.marking
        if not marking:
            return ""
        colour = TLP_COLOURS.get(marking)
        look = f' class="tlp" style="color:{colour}"' if colour else ' class="banner"'
        return f'<div class="marking"><span{look}>{escape(marking)}</span></div>'


def breakable(url: str) -> str:
    """A URL with break opportunities (U+200B) in stretches that have none of their own.

    Lines break after / ? and - by themselves (Unicode Standard Annex 14); a break within a word
    is for what is longer than a line.
    """
    return _STRETCH.sub(lambda found: _SIGN.sub("\\g<0>\u200b", found[0]), url)
