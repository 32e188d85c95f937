"""Characters that are not seen: joiners, selectors, signs of direction, soft hyphens.

They belong to the text. A joiner changes the letters beside it, a selector the sign before it, and
a sign of direction the order of a line. Two kinds are no letters: the soft hyphen, which only says
where a word may be parted, and in a title may not even do that; and a sign of direction without the
one that it belongs to, which would disorder what is printed after it.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point (UAX #44), as the inside of a character class: what is not seen
where a font does not know it."""
DIRECTION: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Bidi_Control (UAX #9), as the inside of a character class."""
RIGHT_TO_LEFT: Final = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""The blocks of scripts that are written from right to left, as the inside of a character class."""

SOFT_HYPHEN: Final = "\u00ad"
_PDF: Final = "\u202c"
_PDI: Final = "\u2069"
_EMBEDDINGS: Final = "\u202a\u202b\u202d\u202e"
_ISOLATES: Final = "\u2066\u2067\u2068"
_PAIRED: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_soft_hyphens(text: str) -> str:
    """The text as it is searched and listed."""
    return text.replace(SOFT_HYPHEN, "")


def closing_sign(sign: str) -> str:
    """The sign that closes what a sign of direction opens."""
    return _PDF if sign in _EMBEDDINGS else _PDI


class Pairing(Struct, frozen=True):
    """Which signs of direction in a paragraph lack the other one of their pair."""

    unclosed: tuple[int, ...]
    """The offsets of those that open what nothing closes."""
    unopened: tuple[int, ...]
    """The offsets of those that close what nothing opened."""
    closing: str
    """What closes all that is open at the end of the paragraph."""


def pairing(text: str) -> Pairing | None:
    """How the signs of direction of a paragraph are paired by the rules of UAX #9 (BD9, X6a, X7).
    A PDI also closes what was opened inside its isolate. A PDF closes what was opened last, and
    nothing outside the isolate in which it stands. None where all are paired, as in most texts."""
    signs = [] if text.isascii() else [(sign[0], sign.start()) for sign in _PAIRED.finditer(text)]
    unclosed: list[int] = []
    unopened: list[int] = []
    opened: list[tuple[str, int]] = []
    for sign, at in signs:
        if sign in _EMBEDDINGS or sign in _ISOLATES:
            opened.append((sign, at))
        elif sign == _PDF and opened and opened[-1][0] in _EMBEDDINGS:
            opened.pop()
        elif sign == _PDI and any(opener in _ISOLATES for opener, _ in opened):
            while (last := opened.pop())[0] not in _ISOLATES:
                unclosed.append(last[1])
        else:
            unopened.append(at)
    closing = "".join(closing_sign(sign) for sign, _ in reversed(opened))
    unclosed += [at for _, at in opened]
    if not unclosed and not unopened:
        return None
    return Pairing(tuple(sorted(unclosed)), tuple(unopened), closing)


def paired(text: str) -> str:
    """The text with each sign of direction paired: what is open at its end is closed, and what
    closes nothing is left out."""
    found = pairing(text)
    if found is None:
        return text
    kept = (sign for at, sign in enumerate(text) if at not in found.unopened)
    return "".join(kept) + found.closing
