"""Whether the fonts of a theme have all letters of a report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from reportkit.diagnostics import Diagnostic
from reportkit.style import Theme, letters, shipped_fonts

_NAMED: Final = 12
"""How many letters a finding names."""


def missing_letters(text: str, theme: Theme) -> tuple[Diagnostic, ...]:
    """A warning with the letters of a text that a font of the theme lacks, and all its fallbacks.

    `text` may hold mark-up: its letters are those of every font.
    """
    wanted = {ord(letter) for letter in set(text) if _drawn(letter)}
    fallback = set().union(*(_covered(family, theme) for family in theme.fonts.fallback))
    lacking: dict[int, list[str]] = {}
    for family in dict.fromkeys((theme.fonts.text, theme.fonts.heading)):
        for code in wanted - _covered(family, theme) - fallback:
            lacking.setdefault(code, []).append(family)
    if not lacking:
        return ()
    families = sorted({family for families in lacking.values() for family in families})
    named = ", ".join(f"{chr(code)} (U+{code:04X})" for code in sorted(lacking)[:_NAMED])
    more = len(lacking) - _NAMED
    rest = f" and {more} more" if more > 0 else ""
    message = f"{' and '.join(families)} and the fallbacks lack {named}{rest}"
    return (Diagnostic("RK408", message, hint=_hint(lacking)),)


def _covered(family: str, theme: Theme) -> frozenset[int]:
    """The letters of the upright regular font of a family, or of the nearest that it has."""
    faces = [face for face in (*theme.faces, *shipped_fonts()) if face.family == family]
    nearest = min(faces, key=lambda face: (face.style != "normal", abs(face.weight - 400)))
    return letters(nearest)


def _drawn(letter: str) -> bool:
    """Whether a character is drawn: neither space nor a sign for the layout."""
    return unicodedata.category(letter)[0] not in "CZ" and letter not in "\ufe0e\ufe0f"


def _hint(codes: Iterable[int]) -> str | None:
    """What to do about letters of Chinese, Japanese and Korean, for which no font ships."""
    names = " ".join(unicodedata.name(chr(code), "") for code in codes)
    if any(script in names for script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")):
        return "put a font for this script into the fonts/ folder of a theme; see docs/themes.md"
    return None
