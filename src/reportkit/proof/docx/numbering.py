"""The signs of list items as Word shows them, counted according to the list definitions."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct, field

from reportkit.proof.docx.parts import Element, Part, W
from reportkit.proof.list_signs import letters, roman

_SHOWN: Final = re.compile(r"%(\d)")
_LEVELS: Final = 9
_SYMBOLS: Final = {0xF0B7: "•", 0xF02D: "–", 0xF0A7: "▪"}
"""Bullets in the font Symbol, which Word and LibreOffice write when they save."""


class _Level(Struct, frozen=True):
    form: str
    """`decimal`, `bullet` and so on."""
    shown: str
    """The visible sign, with `%1` for the number of the first level."""
    start: int


class Numbering(Struct):
    """Counts the items of lists in the order of the text."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """The levels of each list, by its id."""
    _kinds: dict[str, str] = field(default_factory=dict)
    """The definition of each list; lists with the same definition continue counting."""
    _restarted: dict[tuple[str, int], int] = field(default_factory=dict)
    """The numbers at which levels of lists restart."""
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, part: Part | None) -> Numbering:
        """The numbering of a document that has this part."""
        numbering = cls()
        if part is None:
            return numbering
        kinds = {
            _value(kind, "abstractNumId", attribute=True): _levels(kind)
            for kind in part.root.iter(f"{W}abstractNum")
        }
        for number in part.root.iter(f"{W}num"):
            key = number.get(f"{W}numId", "")
            kind = _value(number, "abstractNumId")
            numbering._levels[key] = kinds.get(kind, {})
            numbering._kinds[key] = kind
            for override in number.iter(f"{W}lvlOverride"):
                level = int(override.get(f"{W}ilvl", "0"))
                start = _value(override, "startOverride")
                if start.isdecimal():
                    numbering._restarted[key, level] = int(start)
        return numbering

    def sign(self, properties: Element) -> str:
        """The sign before a paragraph with these properties; empty if it is not in a list."""
        found = properties.find(f"{W}numPr")
        if found is None:
            return ""
        key, level_text = _value(found, "numId"), _value(found, "ilvl") or "0"
        level = int(level_text) if level_text.isdecimal() else 0
        look = self._levels.get(key, {}).get(level)
        if look is None:
            return ""
        if look.form in ("bullet", "none"):
            return look.shown.translate(_SYMBOLS)
        kind = self._kinds[key]
        count = self._counts.get((kind, level), look.start - 1) + 1
        if (key, level) in self._restarted and (key, level) not in self._begun:
            count = self._restarted[key, level]
        self._begun.add((key, level))
        self._counts[kind, level] = count
        for deeper in range(level + 1, _LEVELS):
            self._counts.pop((kind, deeper), None)
        return _SHOWN.sub(lambda place: self._number(key, int(place[1]) - 1), look.shown)

    def _number(self, key: str, level: int) -> str:
        look = self._levels[key].get(level)
        count = self._counts.get((self._kinds[key], level), 0)
        match "" if look is None else look.form:
            case "lowerLetter" if count:
                return letters(count)
            case "upperLetter" if count:
                return letters(count).upper()
            case "lowerRoman":
                return roman(count)
            case "upperRoman":
                return roman(count).upper()
            case _:
                return str(count)


def _levels(kind: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in kind.iter(f"{W}lvl"):
        start = _value(level, "start")
        levels[int(level.get(f"{W}ilvl", "0"))] = _Level(
            _value(level, "numFmt"),
            _value(level, "lvlText"),
            int(start) if start.isdecimal() else 1,
        )
    return levels


def _value(holder: Element, name: str, attribute: bool = False) -> str:
    """The value of an element inside another, or of an attribute of the latter."""
    if attribute:
        return holder.get(f"{W}{name}", "")
    found = holder.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
