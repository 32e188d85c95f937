"""The page of a theme in the units of Word."""

from __future__ import annotations

from typing import Final

from reportkit.style import Theme
from reportkit.writers.docx.wordml import twips

EMU_PER_MM: Final = 36_000
EMU_PER_PIXEL: Final = 9_525
"""At 96 pixels per inch."""

MM_PER_TWIP: Final = 25.4 / 1440

CODE_SCALE: Final = 0.9
"""The size of code in that of the text around it."""
LIST_STEP: Final = 400
"""The indent of each level of a list, in twips: room for "10." and a gap."""
BOXED_STEP: Final = 340
"""The same in a box, where the label begins at the edge."""
BULLET_COLUMN: Final = 220
"""From the beginning of a bullet to the text, in twips (4 mm)."""
NUMBER_GAP: Final = 100
"""From the end of a number, which is aligned there, to the text, in twips."""
QUOTE_INDENT: Final = 500
"""The indent of a quotation at both sides, in twips."""
CODE_INDENT: Final = 200
"""The distance of code from the edge of the measure, in twips."""
CODE_WRAP: Final = 300
"""How much further the rest of a line of code that is too long is indented, in twips."""
BOX_INDENT: Final = 200
"""The distance of the text of a box from the edge of the measure, in twips."""


def measure(theme: Theme) -> int:
    """The width of the text in twips."""
    return twips(mm=theme.page.measure)


def picture_size(theme: Theme, width: int, height: int) -> tuple[int, int]:
    """Width and height in EMU of a picture, given its pixels: as wide as the text, but no higher
    than three quarters of it, so that the caption stays on its page."""
    page = theme.page
    room_wide = page.measure * EMU_PER_MM
    room_high = (page.height - page.top - page.bottom) * EMU_PER_MM * 0.75
    scale = min(room_wide / width, room_high / height)
    return round(width * scale), round(height * scale)


def logo_size(width: int, height: int) -> tuple[int, int]:
    """Width and height in EMU of a publisher's logo: 10 mm high and at most 60 mm wide."""
    scale = min(60 * EMU_PER_MM / width, 10 * EMU_PER_MM / height)
    return round(width * scale), round(height * scale)
