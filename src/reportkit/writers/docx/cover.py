"""The cover: colour, picture and logo at fixed places of the page, behind the paragraphs of the
title block, which stay text like any other.

They belong to the body, which Word paints over headers; so with a marking, the colour begins below
it.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from reportkit.compose.covers import line_count, subtitle_size
from reportkit.compose.publication import Front, Publication
from reportkit.model import walk
from reportkit.model.document import PrintedContent, Text
from reportkit.style import Theme
from reportkit.style.tokens import CoverDesign
from reportkit.writers.docx import pictures
from reportkit.writers.docx.geometry import EMU_PER_MM, logo_size
from reportkit.writers.docx.style_xml import hex_colour
from reportkit.writers.docx.values import Drawing, Place, Run, Runs
from reportkit.writers.docx.wordml import twips

TITLE: Final = 50
"""The distance of the series from the upper edge, in millimetres."""
SERIES_LINE: Final = 24
"""The height of the line of the series with the space below it, in points."""
_BAND: Final = 0.42
"""The part of the height of the page that the band, or the text above a picture, takes at least."""
_MARKED: Final = 19
"""Where colour begins below a marking, in millimetres from the upper edge."""
_LOGO: Final = 15
"""The distance of the logo from the edge, in millimetres."""
_PLATE: Final = 2.5
"""The white around a logo on the band, in millimetres."""
_LEAST: Final = 30
"""The least height of a picture, in millimetres."""
_CLEAR: Final = 14
"""The distance of the first line below the band from it, in millimetres."""
_MM: Final = 25.4 / 72
_WIDER: Final = 1.12
"""How much wider letters may be where the fonts of the theme are missing."""


class CoverLook(Struct, frozen=True):
    """What the styles of the title block depend on."""

    size: float
    """The size of the title in points."""
    design: CoverDesign = "none"
    pictured: bool = False

    @property
    def title_on_colour(self) -> bool:
        """Whether the lines down to the subtitle are on a band."""
        return self.design == "band"

    @property
    def lines_on_colour(self) -> bool:
        """Whether those below it are too."""
        return self.design == "band" and self.pictured


def design_of(publication: Publication) -> CoverDesign:
    """The design of the cover in Word; a Word template brings its own."""
    return "none" if publication.theme.docx_parts else publication.front.design


def look_of(publication: Publication) -> CoverLook:
    """What the styles of the title block of a publication depend on."""
    front, design = publication.front, design_of(publication)
    if design == "none":
        size = publication.theme.sizes.title
        return CoverLook(min(size, front.title.size))
    return CoverLook(front.title.size, design, _is_pictured(front))


def _is_pictured(front: Front) -> bool:
    return front.cover is not None and front.cover.image is not None


def space_above(theme: Theme, series: bool) -> int:
    """The space above the first line of the title block in twips: the title is as high on the page
    with and without a series."""
    return twips(0 if series else SERIES_LINE, mm=max(0, TITLE - theme.page.top))


def behind(publication: Publication) -> Runs:
    """What is behind the title block, as runs of its first paragraph, from the back forwards."""
    front, theme = publication.front, publication.theme
    page, marked = theme.page, publication.marking is not None
    top = _MARKED if marked else 0
    end = _text_end(front, theme)
    runs: list[Run] = []
    if front.design == "band":
        colour = hex_colour(theme.colours.accent)
        runs.append(pictures.shape(1, colour, 0, top, page.width, end - top))
    if front.cover is not None and front.cover.image is not None:
        high = max(page.height - page.bottom - end, _LEAST)
        image = front.cover.image
        runs.append(pictures.filling(image, front.cover.alt, 0, end, page.width, high))
    if front.title.logo is not None:
        runs += _logo(publication, top)
    return tuple(runs)


def _logo(publication: Publication, top: float) -> list[Run]:
    """The logo at the start of the line, on a band with white around it."""
    title, theme = publication.front.title, publication.theme
    image, page = title.logo, theme.page
    if image is None:
        return []
    wide, high = logo_size(image.width, image.height)
    left, right = page.sides
    x = left if publication.meta.direction == "ltr" else page.width - right - wide / EMU_PER_MM
    y = max(_LOGO, top + 7)
    drawing = Drawing(image, title.logo_alt, wide, high, Place(x, y))
    if publication.front.design != "band":
        return [drawing]
    width, height = (length / EMU_PER_MM + 2 * _PLATE for length in (wide, high))
    return [pictures.shape(2, "FFFFFF", x - _PLATE, y - _PLATE, width, height), drawing]


def space_below_band(publication: Publication) -> int | None:
    """The space in twips above the first line below a band, which keeps it clear of the band also
    where the title takes fewer lines; None if all lines are on the band, or there is none."""
    front, theme = publication.front, publication.theme
    if front.design != "band" or _is_pictured(front):
        return None
    least = TITLE + _masthead(front, theme, 1 / _WIDER) * _MM
    return twips(mm=_text_end(front, theme) - least + _CLEAR)


def _text_end(front: Front, theme: Theme) -> float:
    """Where the band ends, or the text above a picture, in millimetres from the upper edge."""
    points = _masthead(front, theme, _WIDER)
    if _is_pictured(front):
        points += _below(front, theme)
    return max(_BAND * theme.page.height, TITLE + points * _MM + 9)


def _masthead(front: Front, theme: Theme, wider: float) -> float:
    """The height of the lines from the series to the subtitle in points, with letters that are
    wider than those of the theme."""
    block, family = front.title, theme.fonts.heading
    title = _height(block.title, theme, family, block.size, 1.13, wider)
    size = subtitle_size(theme)
    return SERIES_LINE + 10 + title + _height(block.subtitle, theme, family, size, 1.3, wider)


def _below(front: Front, theme: Theme) -> float:
    """The height of the lines below the subtitle in points."""
    block, sizes, family = front.title, theme.sizes, theme.fonts.heading
    deck = _height(block.deck, theme, theme.fonts.text, sizes.heading2, theme.leading.text)
    points = 32 + 2 * sizes.text + deck
    for line in block.byline:
        points += 5 + _height((Text(line.names),), theme, family, 11, 1.37)
        points += _height((Text(line.affiliation),), theme, family, 9.5, 1.37)
    for notice in block.notices:
        points += 8 + _height(notice.content, theme, family, sizes.caption, 1.4)
    return points


def _height(
    content: PrintedContent,
    theme: Theme,
    family: str,
    size: float,
    leading: float,
    wider: float = _WIDER,
) -> float:
    """The height of a text in points."""
    if not walk.printed_text(content):
        return 0
    return line_count(content, family, size * wider, theme) * size * leading
