"""Invisible characters: joiners, selectors, direction characters, soft hyphens.

They belong to the text. A joiner changes the letters beside it, a selector the character before it,
and a direction character the order of a line. Two kinds do not count as letters: the soft hyphen,
which only says where a word may be divided, and not even that in a title; and a direction character
without its counterpart, which would disorder the text after it.
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
"""Default_Ignorable_Code_Point (UAX #44), as the inside of a character class: characters that are
invisible if a font does not support them."""
DIRECTION: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Bidi_Control (UAX #9), as the inside of a character class."""
RIGHT_TO_LEFT: Final = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""The blocks of right-to-left scripts, as the inside of a character class."""

SOFT_HYPHEN: Final = "\u00ad"
_PDF: Final = "\u202c"
_PDI: Final = "\u2069"
_EMBEDDINGS: Final = "\u202a\u202b\u202d\u202e"
_ISOLATES: Final = "\u2066\u2067\u2068"
_PAIRED: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_soft_hyphens(text: str) -> str:
    """The text without soft hyphens, for searching and lists."""
    return text.replace(SOFT_HYPHEN, "")


def without_ignorable(text: str) -> str:
    """The text without all characters that a page may leave out (`IGNORABLE`)."""
    return text if text.isascii() else re.sub(f"[{IGNORABLE}]", "", text)


def closing_sign(sign: str) -> str:
    """The character that closes what a direction character opens."""
    return _PDF if sign in _EMBEDDINGS else _PDI


class Pairing(Struct, frozen=True):
    """The direction characters in a paragraph that lack their counterpart."""

    unclosed: tuple[int, ...]
    """The offsets of those that open something that is never closed."""
    unopened: tuple[int, ...]
    """The offsets of those that close something that was never opened."""
    closing: str
    """The characters that close everything open at the end of the paragraph."""


def pairing(text: str) -> Pairing | None:
    """How the direction characters of a paragraph are paired by the rules of UAX #9 (BD9, X6a, X7).
    A PDI also closes what was opened inside its isolate. A PDF closes what was opened last, but
    nothing outside its own isolate. None if all are paired, as in most texts."""
    if text.isascii() or not _PAIRED.search(text):
        return None
    signs = [(sign[0], sign.start()) for sign in _PAIRED.finditer(text)]
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
    """The text with all direction characters paired: what is open at its end is closed, and
    characters that close nothing are left out."""
    found = pairing(text)
    if found is None:
        return text
    kept = (sign for at, sign in enumerate(text) if at not in found.unopened)
    return "".join(kept) + found.closing
