"""The cover of a book: the report's own image, or one drawn from the theme's fonts and colours."""

from __future__ import annotations

import io
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose.front_back_matter import series_line
from reportkit.diagnostics import Diagnostic
from reportkit.model import walk
from reportkit.model.document import Image, ResolvedReport
from reportkit.style import Theme
from reportkit.writers.epub.drawing import Pen, Setting

WIDTH: Final = 1600
HEIGHT: Final = 2560
"""Pixels: what the shops ask for, and near the shape of most screens."""

_MARGIN = 150
_PANEL = 1950
"""Where the lighter panel at the foot begins."""
_WHITE = "#ffffff"
_COLOURS = 64
"""Enough for two grounds and the edges of letters; a larger palette makes a larger file."""


class CoverImage(Struct, frozen=True):
    """The picture of a cover, and what it says to those who do not see it."""

    image: Image
    alt: str
    found: tuple[Diagnostic, ...] = ()
    """What could not be drawn."""


def cover_image(report: ResolvedReport, theme: Theme) -> CoverImage:
    """The report's own image, or else one made from the theme."""
    meta = report.meta
    if meta.cover is not None and meta.cover.image is not None:
        return CoverImage(meta.cover.image, meta.cover.alt or walk.printed_text(meta.title))
    words = _words(report)
    spoken = (words.series, words.title, words.subtitle, words.deck, words.authors, words.date)
    alt = ". ".join(line.rstrip(".") for line in (*spoken, words.publisher) if line)
    drawn, titled = _drawn(words, theme, report.meta.direction == "rtl")
    message = f"no font of the theme '{theme.name}' has all letters of the title"
    found = () if titled else (Diagnostic("RK913", message),)
    return CoverImage(Image("image/png", WIDTH, HEIGHT, drawn), alt, found)


class _Words(Struct, frozen=True):
    """What is printed on a cover, from top to bottom."""

    series: str
    title: str
    subtitle: str
    deck: str
    authors: str
    date: str
    publisher: str


def _words(report: ResolvedReport) -> _Words:
    meta = report.meta
    series = None if meta.series is None else replace(meta.series, issn="")
    return _Words(
        series=series_line(replace(meta, series=series), report.terms),
        title=walk.printed_text(meta.title),
        subtitle=walk.printed_text(meta.subtitle),
        deck=walk.printed_text(meta.deck),
        authors=", ".join(person.name for person in meta.authors),
        date=meta.date_text,
        publisher="" if meta.publisher is None else meta.publisher.name,
    )


def _drawn(words: _Words, theme: Theme, rtl: bool) -> tuple[bytes, bool]:
    """The cover as a PNG: the title on the accent colour, names on the tint; and whether the title
    could be drawn."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    heading, text, colours = theme.fonts.heading, theme.fonts.text, theme.colours
    picture = Pillow.new("RGB", (WIDTH, HEIGHT), colours.accent)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _PANEL, WIDTH, HEIGHT), fill=colours.tint)
    pen = Pen(draw, _MARGIN, WIDTH - _MARGIN, rtl, theme)

    pen.top = 190
    label = Setting(heading, 600, (42, 36, 30), 2, _WHITE, leading=1.4, spacing=0.09)
    pen.write(words.series.upper(), label)
    pen.top += 50
    pen.rule(240, 8, _WHITE)
    pen.top += 80
    below = bool(words.subtitle or words.deck)
    title = Setting(heading, 600, (156, 140, 124, 112, 100, 88, 76), 6, _WHITE, leading=1.14)
    titled = pen.write(words.title, title, bottom=_PANEL - (480 if below else 120))
    for line, size in ((words.subtitle, 72), (words.deck, 60)):
        pen.top += 46 if line else 0
        sizes = (size, size - 8, size - 16)
        pen.write(line, Setting(text, 400, sizes, 6, _WHITE), bottom=_PANEL - 80)

    pen.top = _PANEL + 110
    pen.write(words.authors, Setting(heading, 600, (60, 52, 44), 3, colours.text))
    pen.top += 24
    pen.write(words.date, Setting(heading, 400, (48, 40, 34), 2, colours.text))
    pen.top += 24
    pen.write(words.publisher, Setting(heading, 400, (48, 40, 34), 2, colours.accent))

    buffer = io.BytesIO()
    picture.quantize(_COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), titled
