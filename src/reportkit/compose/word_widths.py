"""Approximate word widths: the advance widths of letters by class, without opening a font.

The widths are those of IBM Plex Sans SemiBold, in hundredths of an em. Each class is about as wide
as its widest letter. A serif is wider, and nothing is known about a theme's own font.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from reportkit.model.addresses import address_parts
from reportkit.model.unseen import IGNORABLE

_CLASSES: Final = {
    "!',.:;ijl|": 32,
    '"()-/I[\\]`frt{}*': 43,
    "Jcesvxyz?^~": 54,
    "0123456789abdghknopqu#$+<=>_": 60,
    "ABCEFKLPRSTVXYZ": 68,
    "DGHNOQU&": 73,
    "mwM": 87,
    "%@W": 96,
    "⁰¹²³⁴⁵⁶⁷⁸⁹": 40,
    "\u00a0\u202f ": 26,
    "\u200b\u2060\u00ad": 0,
}
_DRAWN: Final = {
    "Lu": 76,  # Cyrillic and Greek are wider than Latin
    "Ll": 66,
    "Lo": 66,
    "Mn": 0,
    "Nd": 60,
    "Pd": 78,
    "Po": 60,
    "Pi": 54,
    "Pf": 54,
    "Sc": 65,
    "Sm": 65,
}
_WIDEST: Final = 100
_UNSEEN: Final = f"[{IGNORABLE}]"
_FIGURES: Final = frozenset("0123456789,.")
"""Also valid for a serif: tabular figures have one width, and points are narrow in every font."""
_SANS, _SERIF, _UNKNOWN = 1.02, 1.09, 1.18
"""How much wider than the table the letters of a family may be."""
_KNOWN: Final = {"IBM Plex Sans": _SANS, "IBM Plex Serif": _SERIF, "IBM Plex Mono": _SERIF}

_CODE: Final = 0.56
"""The width of a letter of code, in which addresses are set: 0.6 em of a font that is smaller."""

_SPACES: Final = str.maketrans(dict.fromkeys("\t\n\u2002\u2003\u2004\u2005\u2006\u2008\u2009", " "))
_ANYWHERE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts without spaces, in which a line breaks between almost any two letters."""
# Not compiled here: most tables need none of them, and compiling takes longer than fitting one.
_INSIDE: Final = (
    rf"\u200b|(?<=[^\W\d][-\u2010\u00ad])(?=[^\W\d])|(?<=[\u2013\u2014])(?=[^\W\d])"
    rf"|(?=[{_ANYWHERE}])|(?<=[{_ANYWHERE}])"
)
"""Where Unicode Standard Annex #14 allows a line break within a word, as far as tables need it."""
_SIGN: Final = r"(?<=[/.?&=_@-])"


def stretches(text: str) -> Iterator[str]:
    """The parts of a text within which no line should break: words and figures, and the parts of an
    address between its punctuation."""
    for word in _spaced(text):
        if _is_like_address(word):
            for part, whole in address_parts(word):
                yield from (part,) if whole else _pieces(part)
        else:
            yield from _pieces(word)


def _is_like_address(word: str) -> bool:
    """Whether a word may hold an IP address: few words are tried."""
    return len(word) > 6 and (":" in word or "." in word or "dot" in word)


def is_address(word: str) -> bool:
    """Whether a stretch is an IP address."""
    return _is_like_address(word) and any(whole for _, whole in address_parts(word))


def _pieces(word: str) -> Iterator[str]:
    """The parts of a word, between the signs after which its line may break."""
    if "://" in word or "[.]" in word or "@" in word or word.startswith("www."):
        yield from filter(None, re.split(_SIGN, word))
    elif word.isascii() and "-" not in word:
        yield word
    else:
        yield from filter(None, re.split(_INSIDE, word))


def _spaced(text: str) -> Iterator[str]:
    """The parts between spaces; "12 345" is one figure."""
    held = ""
    for word in filter(None, text.translate(_SPACES).split(" ")):
        if held and held[-1].isdigit() and word[:3].isdigit() and not word[3:4].isdigit():
            held += f" {word}"
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def width(word: str, family: str) -> float:
    """The width of a word in the semi-bold of a family, in em; a little too wide if in doubt."""
    wide = sum(map(_widths(_KNOWN.get(family, _UNKNOWN)).__getitem__, word)) / 100
    return max(wide, _CODE * len(word)) if is_address(word) else wide


@cache
def _widths(factor: float) -> _Widths:
    return _Widths(factor)


class _Widths(dict[str, float]):
    """The widths of letters in hundredths of an em, calculated on demand beyond ASCII."""

    def __init__(self, factor: float) -> None:
        figures = factor if factor == _UNKNOWN else 1
        super().__init__(
            (letter, value * (figures if letter in _FIGURES else factor))
            for letters, value in _CLASSES.items()
            for letter in letters
        )
        self._factor = factor

    def __missing__(self, letter: str) -> float:
        self[letter] = found = self._beyond(letter)
        return found

    def _beyond(self, letter: str) -> float:
        if re.match(_UNSEEN, letter):
            return 0
        base = unicodedata.normalize("NFD", letter)[0]
        if base in self:
            return self[base]
        if unicodedata.east_asian_width(letter) in "WF":
            return _WIDEST
        return self._factor * _DRAWN.get(unicodedata.category(letter), _WIDEST)
