"""How wide letters are in the fonts of a theme, for what is calculated before it is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from reportkit.model.unseen import IGNORABLE
from reportkit.style.fonts import FontFace, advances, shipped_fonts
from reportkit.style.tokens import Theme

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""The figures of note marks."""
_LACKING: Final = 0.6
"""The assumed width of a letter that no font of the theme has, in em."""
_TATWEEL: Final = "\u0640"
_UNSEEN: Final = re.compile(f"[{IGNORABLE}]")
_MARK: Final = 0.65
"""The size of a note mark relative to the text around it."""
_LEVEL: Final = {chr(raised): chr(digit) for digit, raised in RAISED.items()}


class FontSpec(Struct, frozen=True):
    """The type of a title or heading, as `print.css` sets it."""

    family: str
    size: float
    """Points."""
    weight: int
    style: Literal["normal", "italic"] = "normal"


class LetterWidths(dict[str, float]):
    """The advance widths of letters in em, each in the first family of the theme that has it."""

    def __init__(self, look: FontSpec, theme: Theme) -> None:
        super().__init__()
        families = theme.stack(look.family)
        faces = (*theme.faces, *shipped_fonts())
        self._faces = [_nearest([f for f in faces if f.family == name], look) for name in families]

    def __missing__(self, letter: str) -> float:
        if _UNSEEN.match(letter):
            self[letter] = 0.0
            return 0.0
        drawn = _LEVEL.get(letter, letter)
        known = (advances(face).get(ord(drawn)) for face in self._faces)
        width = next((width for width in known if width is not None), _LACKING)
        self[letter] = width = width * _MARK if drawn != letter else width
        return width

    def text(self, text: str) -> float:
        """The width of a line, in em."""
        return sum(self[letter] for letter in joined(text))


def _nearest(faces: Iterable[FontFace], look: FontSpec) -> FontFace:
    """The face of a family that CSS would choose for a look, or nearly so."""
    return min(faces, key=lambda face: (face.style != look.style, abs(face.weight - look.weight)))


def joined(text: str) -> str:
    """The text with Arabic letters in their contextual forms, which differ in width (Unicode
    Standard, 9.2; the forms are those of Unicode's compatibility letters)."""
    if text.isascii():
        return text
    forms = _forms()
    letters = [char for char in text if not unicodedata.combining(char)]
    made: list[str] = []
    for place, char in enumerate(letters):
        own = forms.get(char, {})
        before = letters[place - 1] if place else ""
        after = letters[place + 1] if place + 1 < len(letters) else ""
        begun = "final" in own and ("initial" in forms.get(before, {}) or before == _TATWEEL)
        goes_on = "initial" in own and ("final" in forms.get(after, {}) or after == _TATWEEL)
        form = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}
        made.append(own.get(form[begun, goes_on], char))
    return "".join(made)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of each Arabic letter by name."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        name, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if len(letter) == 4:
            forms.setdefault(chr(int(letter, 16)), {})[name.strip("<>")] = chr(code)
    return forms
