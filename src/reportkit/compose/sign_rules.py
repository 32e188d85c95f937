"""Quotation marks, apostrophes, primes, dashes and ellipses that were typed as signs of a
typewriter, by the customs of a language: CLDR's delimiters; for French, those of the Imprimerie
nationale."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from msgspec import Struct

SIGNS: Final = "\"'-."
"""The signs that may become others."""
_APOSTROPHE: Final = "’"
_WHOLE: Final = "\ufffc"
_OPENERS: Final = frozenset("([{<-–—/¡¿„“«‘‚‹「『")
_BEFORE: Final = "\u202f"
_QUOTES: Final = {
    "“ ” ‘ ’": "en nl zh ko pt tr id ms vi cy ga hi th sw eu ca gl lv",
    "„ “ ‚ ‘": "de cs sk sl bg lt et is",
    "„ ” ‚ ’": "pl ro hr hu",
    "„ ” ’ ’": "sr bs mk",
    "« » „ “": "ru uk be",
    "« » “ ”": "fr es it el hy pt-pt",
    "« » ‘ ’": "nb nn no fa ar",
    "« » ‹ ›": "de-ch de-li fr-ch it-ch rm",
    "” ” ’ ’": "sv fi da he",
    "「 」 『 』": "ja zh-tw zh-hk zh-hant",
}
"""The marks of languages: outer, then inner ones."""
_ADDRESS: Final = re.compile(r"\S*(?:://|www\.)\S+|\S+@\S+\.\w+")
_DASHES: Final = re.compile(
    r"(?<![-\w])--(?=\w)|(?<!-)(-{2,3})(?!-)|(?<=[^\W\d_] )(-)(?= [^\W\d_])"
)
_DOTS: Final = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_ELIDED: Final = re.compile(r"\d\ds?\b|(?:tis|twas|twere|em|til|cause|n|s|t)\b", re.IGNORECASE)
"""What follows an apostrophe at the beginning of a word: the '90s, 'tis, rock 'n' roll."""
_HEBREW: Final = re.compile("[\u05d0-\u05ea]")


class _Marks(Struct, frozen=True):
    """The quotation marks of a language."""

    outer: tuple[str, str]
    inner: tuple[str, str]


@cache
def _marks(language: str) -> _Marks:
    tag = language.lower()
    for name in (tag, tag.split("-")[0]):
        for marks, languages in _QUOTES.items():
            if name in languages.split():
                first, second, third, fourth = marks.split()
                if tag.split("-")[0] == "fr" and tag not in ("fr-ch",):
                    return _Marks((first + _BEFORE, _BEFORE + second), (third, fourth))
                return _Marks((first, second), (third, fourth))
    return _Marks(("“", "”"), ("‘", "’"))


def smart_signs(text: str, language: str) -> list[str]:
    """What is printed for each character of a text in a language (a BCP 47 tag); empty for one
    that another has taken in. Addresses, and what is unclear, stay as they are."""
    made = [*text]
    seen = _ADDRESS.sub(lambda found: _WHOLE * len(found[0]), text)
    for found in _DOTS.finditer(seen):
        made[found.start() : found.end()] = ["…", "", ""]
    for found in _DASHES.finditer(seen):
        if found[1] or found[2]:
            dash = _dash(seen, found.start(), found.end(), language)
            made[found.start() : found.end()] = [dash, *[""] * (found.end() - found.start() - 1)]
    if '"' in seen or "'" in seen:
        _Quotes(seen, made, _marks(language), language).replace()
    return made


def _dash(text: str, start: int, end: int, language: str) -> str:
    """Three hyphens are a long dash, two a short one. In English, two between words are a long
    one, as typists write it."""
    if end - start == 3:
        return "—"
    around = text[start - 1 : start] + text[end : end + 1]
    english = language.split("-")[0].lower() == "en"
    return "—" if english and end - start == 2 and len(around) == 2 and around.isalpha() else "–"


class _Quotes:
    """Replaces the straight quotation marks of one text."""

    def __init__(self, text: str, made: list[str], marks: _Marks, language: str) -> None:
        self.text, self.made, self.marks = text, made, marks
        self.hebrew = language.lower().startswith("he")
        self.open: list[str] = []
        """The marks that are open, as they were typed."""

    def replace(self) -> None:
        for place, sign in enumerate(self.text):
            if sign == '"':
                self.made[place] = self._double(place)
            elif sign == "'":
                self.made[place] = self._single(place)

    def _around(self, place: int) -> tuple[str, str]:
        """What is printed before a place, and what is typed after it; empty at the ends."""
        before = "".join(self.made[max(place - 3, 0) : place])[-1:]
        return before, self.text[place + 1 : place + 2]

    def _opens(self, place: int) -> bool:
        before, after = self._around(place)
        opened = not before or before.isspace() or before in _OPENERS
        return opened and bool(after) and not after.isspace() and after not in ".,;:!?)]}"

    def _close(self, sign: str) -> None:
        del self.open[len(self.open) - 1 - self.open[::-1].index(sign) :]

    def _double(self, place: int) -> str:
        before, after = self._around(place)
        if self.hebrew and _HEBREW.match(before) and _HEBREW.match(after):
            return "״"
        if self._opens(place) and '"' not in self.open:
            self.open.append('"')
            return self.marks.outer[0]
        if '"' in self.open and before and not before.isspace():
            self._close('"')
            return self.marks.outer[1]
        if before.isdigit() or before == "′":
            return "″"
        if before and not before.isspace() and not after.isalnum():
            return self.marks.outer[1]  # opened in another paragraph
        return '"'

    def _single(self, place: int) -> str:
        before, after = self._around(place)
        if before.isalnum() and after.isalnum():
            return "′" if before.isdigit() and after.isdigit() else _APOSTROPHE
        if self._opens(place):
            elided = _ELIDED.match(self.text, place + 1)
            if "'" not in self.open and not elided and self._closed_later(place):
                self.open.append("'")
                return self.marks.inner[0]
            return _APOSTROPHE
        if "'" in self.open and before and not before.isspace():
            self._close("'")
            return self.marks.inner[1]
        if before.isdigit():
            return "′"
        return _APOSTROPHE if before and not before.isspace() else "'"

    def _closed_later(self, place: int) -> bool:
        """Whether a mark that may close the one at this place follows."""
        at = self.text.find("'", place + 1)
        while at >= 0:
            after = self.text[at + 1 : at + 2]
            if not self.text[at - 1].isspace() and not after.isalnum():
                return True
            at = self.text.find("'", at + 1)
        return False
