"""Text on a picture: lines of even length, in the largest size that fits."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reportkit.style import FontFace, Theme, letters, shipped_fonts

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_ELLIPSIS: Final = "…"
_LONGEST_LINE: Final = 80
_LONGEST: Final = 6000
"""The characters of a text that is set whole: as many as a picture holds in the smallest size."""
_SMALLEST: Final = 20
_STEP: Final = 6
"""The sizes below those of a setting, in pixels, for a text that is set whole."""
_MANY: Final = 100
"""As many lines as there is room for."""
_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = rf"[{_IDEOGRAPHS}]\s*|[^\s{_IDEOGRAPHS}]+\s*"
"""A unit that no line breaks within; between ideographs a line may break anywhere. (Compiled for
the first cover, because that takes longer than everything else here.)"""


class Setting(Struct, frozen=True):
    """How a text is set."""

    family: str
    weight: int
    sizes: Sequence[int]
    """In pixels, from the preferred size to the smallest."""
    lines: int
    """The maximum; a longer text ends in an ellipsis, unless it is `whole`."""
    colour: str
    whole: bool = False
    """Whether a text that does not fit is set in more lines of smaller sizes, so that all of it is
    there."""
    leading: float = 1.3
    """The height of a line as a multiple of the size."""
    spacing: float = 0
    """Added between letters, as a multiple of the size."""


class _Lines(Struct, frozen=True):
    """Lines of a text in one size."""

    font: FreeTypeFont
    texts: Sequence[str]
    spacing: float
    """Between letters, in pixels."""
    height: int
    """Of a line, in pixels."""


class Pen:
    """Writes texts one below another between two edges (in pixels)."""

    def __init__(self, draw: ImageDraw, left: int, right: int, rtl: bool, theme: Theme) -> None:
        self.top = 0
        """The top of the next text, in pixels."""
        self._draw = draw
        self._left, self._right, self._rtl = left, right, rtl
        self._families = (
            theme.fonts.heading,
            theme.fonts.text,
            *theme.fonts.fallback,
            *theme.substitutes,
        )
        """Tried if the family of a text lacks a letter."""
        self._faces = (*theme.faces, *shipped_fonts())

    def rule(self, length: int, height: int, colour: str) -> None:
        """A rule at the side where texts begin."""
        left = self._right - length if self._rtl else self._left
        box = (left, self.top, left + length - 1, self.top + height - 1)
        self._draw.rectangle(box, fill=colour)
        self.top += height

    def give(self, width: int) -> None:
        """Leaves so much of the end of the lines to something else, in pixels."""
        if self._rtl:
            self._left += width
        else:
            self._right -= width

    def write(self, text: str, setting: Setting, bottom: int | None = None) -> bool:
        """Draws a text, above `bottom` if that is given; False if no font has all its letters."""
        # More than that never fits, and a hostile title must not take up time.
        longest = _LONGEST if setting.whole else setting.lines * _LONGEST_LINE
        text = unicodedata.normalize("NFC", text)[:longest]
        face = self._face(text, setting)
        if face is None:
            return False
        words = re.findall(_WORD, text)
        if not words:
            return True
        lines = self._fitted(words, face, setting, bottom)
        for line in lines.texts:
            self._line(line, lines.font, lines.spacing, setting.colour)
            self.top += lines.height
        return True

    def _fitted(
        self, words: Sequence[str], face: FontFace, setting: Setting, bottom: int | None
    ) -> _Lines:
        """The words in the largest size in which they fit; words that are too long for a line are
        broken only if they are so in the smallest size too."""
        measure = self._right - self._left
        sizes = [(size, setting.lines) for size in setting.sizes]
        if setting.whole:
            smaller = range(setting.sizes[-1] - _STEP, _SMALLEST - 1, -_STEP)
            sizes += ((size, _MANY) for size in smaller)
        for broken in (False, True):
            for size, most in sizes:
                font, spacing = self._font(face, size), setting.spacing * size
                width, height = self._width(font, spacing), round(size * setting.leading)
                room = most
                if bottom is not None:
                    room = min(room, max(1, (bottom - self.top) // height))
                pieces = list(_broken(words, width, measure)) if broken else words
                if not broken and max(map(width, words)) > measure:
                    continue
                if len(_lines(pieces, width, measure)) <= room:
                    return _Lines(font, _balanced(pieces, width, measure), spacing, height)
        pieces = list(_broken(words, width, measure))
        shown = _shortened(_balanced(pieces, width, measure), room)
        return _Lines(font, shown, spacing, height)

    def _face(self, text: str, setting: Setting) -> FontFace | None:
        from PIL import features

        if self._rtl and not features.check("raqm"):
            return None  # Joining letters would be separate, and in the wrong order.
        needed = {ord(character) for character in text if not character.isspace()}
        for family in dict.fromkeys((setting.family, *self._families)):
            faces = [f for f in self._faces if (f.family, f.style) == (family, "normal")]
            if faces:
                face = min(faces, key=lambda face: abs(face.weight - setting.weight))
                if needed <= letters(face):
                    return face
        return None

    def _font(self, face: FontFace, size: int) -> FreeTypeFont:
        from PIL import ImageFont

        return ImageFont.truetype(io.BytesIO(face.data), size)

    def _width(self, font: FreeTypeFont, spacing: float) -> Callable[[str], float]:
        def width(text: str) -> float:
            text = text.rstrip()
            return font.getlength(text) + spacing * max(0, len(text) - 1)

        return width

    def _line(self, text: str, font: FreeTypeFont, spacing: float, colour: str) -> None:
        edge = self._right if self._rtl else self._left
        if not spacing or self._rtl:  # Joining letters must not be separated.
            anchor = "ra" if self._rtl else "la"
            place = (edge, self.top)
            direction = "rtl" if self._rtl else None
            self._draw.text(place, text, colour, font, anchor, direction=direction)
            return
        for index, letter in enumerate(text):
            before = font.getlength(text[:index]) + spacing * index
            self._draw.text((edge + before, self.top), letter, colour, font, "la")


def _balanced(words: Sequence[str], width: Callable[[str], float], measure: int) -> list[str]:
    """The lines of a text, as few as possible and of about equal length."""
    lines = _lines(words, width, measure)
    narrow, wide = measure // 2, measure
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_lines(words, width, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return _lines(words, width, wide)


def _lines(words: Sequence[str], width: Callable[[str], float], measure: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(lines[-1] + word) <= measure:
            lines[-1] += word
        else:
            lines.append(word)
    return [line.rstrip() for line in lines]


def _broken(words: Sequence[str], width: Callable[[str], float], measure: int) -> Iterator[str]:
    """The words, with those that are too long for a line split into letters."""
    for word in words:
        yield from (word,) if width(word) <= measure else word


def _shortened(lines: Sequence[str], room: int) -> list[str]:
    if len(lines) <= room:
        return list(lines)
    return [*lines[: room - 1], lines[room - 1].rstrip(" .,:;") + _ELLIPSIS]
