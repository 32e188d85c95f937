"""The cover of a book: the report's own image, or one drawn from the theme's fonts and colours."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reportkit.compose.publication import CoverLines, Publication
from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.model.document import Image
from reportkit.style import Theme
from reportkit.writers.epub.drawing import Pen, Setting

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

WIDTH: Final = 1600
HEIGHT: Final = 2560
"""In pixels: the size that shops ask for, with about the shape of most screens."""

_MARGIN = 150
_PANEL = 1950
"""The top of the lighter panel at the foot, in pixels."""
_LOGO = (460, 150)
"""The most that a logo takes, in pixels."""
_FOOT = 130
"""The distance of the logo from the foot, in pixels."""
_WHITE = "#ffffff"
_COLOURS = 64
"""Enough for two backgrounds and the edges of letters; more colours make a larger file."""


class CoverImage(Struct, frozen=True):
    """The picture of a cover, and its description for readers who cannot see it."""

    image: Image
    alt: str


def cover_image(publication: Publication) -> Outcome[CoverImage | None]:
    """The report's own image, or one drawn from the theme, with a warning if its title could not be
    drawn; None for a report without a cover."""
    cover, theme = publication.front.cover, publication.theme
    if cover is None:
        return Outcome(None)
    if cover.image is not None:
        return Outcome(CoverImage(_of_pixels(cover.image), cover.alt))
    logo, rtl = publication.front.title.logo, publication.meta.direction == "rtl"
    drawn, titled = _drawn(cover.lines, theme, rtl, logo)
    message = f"no font of the theme '{theme.name}' has all the letters of the title"
    findings = () if titled else (Diagnostic("RK913", message),)
    return Outcome(CoverImage(Image("image/png", WIDTH, HEIGHT, drawn), cover.alt), findings)


def _of_pixels(image: Image) -> Image:
    """The image of a cover as shops take it: PNG or JPEG."""
    if not image.is_drawing:
        return image
    from reportkit.pictures.svg import pixels

    data = image.pixels or pixels(image.data, image.width / image.height)
    return Image("image/png", image.width, image.height, data)


def _drawn(words: CoverLines, theme: Theme, rtl: bool, logo: Image | None) -> tuple[bytes, bool]:
    """The cover as a PNG: the title on the accent colour, names and the logo on the tint; and
    whether the title could be drawn."""
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
    title = Setting(heading, 600, (156, 140, 124, 112, 100, 88, 76), 6, _WHITE, True, leading=1.14)
    titled = pen.write(words.title, title, bottom=_PANEL - (480 if below else 120))
    for line, size in ((words.subtitle, 72), (words.deck, 60)):
        pen.top += 46 if line else 0
        sizes = (size, size - 8, size - 16)
        pen.write(line, Setting(text, 400, sizes, 6, _WHITE, True), bottom=_PANEL - 80)

    pen.top = _PANEL + 110
    names = Setting(heading, 600, (60, 52, 44), 3, colours.text, True)
    pen.write(words.authors, names, bottom=HEIGHT - _FOOT - 180)
    pen.top += 24
    if logo is not None:
        pen.give(_with_logo(picture, logo, rtl) + 60)
    pen.write(words.date, Setting(heading, 400, (48, 40, 34), 2, colours.text))
    pen.top += 24
    pen.write(words.publisher, Setting(heading, 400, (48, 40, 34), 2, colours.accent))

    buffer = io.BytesIO()
    picture.quantize(_COLOURS if logo is None else 4 * _COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), titled


def _with_logo(picture: PillowImage, logo: Image, rtl: bool) -> int:
    """Draws the logo at the foot, at the end of the lines; its width in pixels. White paper of a
    logo becomes the tint under it."""
    from PIL import Image as Pillow
    from PIL import ImageChops

    drawn = Pillow.open(io.BytesIO(_of_pixels(logo).data)).convert("RGBA")
    share = min(_LOGO[0] / drawn.width, _LOGO[1] / drawn.height)
    size = (max(1, round(drawn.width * share)), max(1, round(drawn.height * share)))
    drawn = drawn.resize(size, Pillow.Resampling.LANCZOS)
    left = _MARGIN if rtl else WIDTH - _MARGIN - size[0]
    top = HEIGHT - _FOOT - size[1]
    box = (left, top, left + size[0], top + size[1])
    paper = Pillow.new("RGBA", size, _WHITE)
    paper.alpha_composite(drawn)
    picture.paste(ImageChops.multiply(picture.crop(box), paper.convert("RGB")), box)
    return size[0]
