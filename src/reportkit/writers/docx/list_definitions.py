"""numbering.xml: the lists. Bullets share one instance; each ordered list has its own, from 1."""

from __future__ import annotations

from typing import Final

from reportkit.writers.docx.geometry import BOX_INDENT, LIST_STEP
from reportkit.writers.docx.wordml import NAMESPACES, part_bytes

LEVELS: Final = 9
"""Word has nine levels; what is nested deeper stays at the last."""

_BULLETS: Final = ("•", "–", "•")
_DASHES: Final = ("–", "•", "–")
_FORMATS: Final = ("decimal", "lowerLetter", "lowerRoman")
_KINDS: Final = ((False, False), (False, True), (True, False), (True, True))
"""The abstract definitions in the order of their ids: ordered or not, inside a box or not."""


def indent(level: int, boxed: bool) -> tuple[int, int]:
    """Left indent of a level in twips, and how far its first line hangs out.

    In a box the first line always begins at the box's own indent, and spaces before the number
    indent it: the rule at the side of the box follows the first line of each paragraph.
    """
    depth = LIST_STEP * (level + 1)
    return (BOX_INDENT + depth, depth) if boxed else (depth, LIST_STEP)


class Numbering:
    """Hands out numbering instances while the text is made.

    `definitions` and `lists` are the first ids of each that are free.
    """

    def __init__(self, definitions: int = 0, lists: int = 1) -> None:
        self._definitions, self._lists = definitions, lists
        self._instances: list[tuple[int, int | None]] = []
        self._bullets: dict[bool, int] = {}

    def instance(self, ordered: bool, level: int, boxed: bool) -> int:
        """The id of the instance that a list at that level (from 0) uses."""
        abstract = _KINDS.index((ordered, boxed))
        if ordered:
            return self._add(abstract, level)
        if boxed not in self._bullets:
            self._bullets[boxed] = self._add(abstract, None)
        return self._bullets[boxed]

    def dashes(self) -> int:
        """The id of an instance whose items begin with a dash, inside a box."""
        return self._add(len(_KINDS), None)

    def part(self) -> bytes:
        """The part with all instances that were handed out."""
        definitions = "".join(
            _definition(number, ordered, boxed)
            for number, (ordered, boxed) in enumerate(_KINDS, self._definitions)
        )
        definitions += _definition(self._definitions + len(_KINDS), False, True, _DASHES)
        instances = "".join(
            _instance(number, self._definitions + abstract, level)
            for number, (abstract, level) in enumerate(self._instances, self._lists)
        )
        return part_bytes(f"<w:numbering {NAMESPACES}>{definitions}{instances}</w:numbering>")

    def _add(self, abstract: int, level: int | None) -> int:
        self._instances.append((abstract, level))
        return self._lists + len(self._instances) - 1


def _definition(
    number: int, ordered: bool, boxed: bool, bullets: tuple[str, ...] = _BULLETS
) -> str:
    levels = "".join(_level(level, ordered, boxed, bullets) for level in range(LEVELS))
    return (
        f'<w:abstractNum w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )


def _level(level: int, ordered: bool, boxed: bool, bullets: tuple[str, ...]) -> str:
    left, hanging = indent(level, boxed)
    shown = f"%{level + 1}." if ordered else bullets[level % len(bullets)]
    before = "\u2002\u2002\u2002" * level if boxed else ""
    style = _FORMATS[level % len(_FORMATS)] if ordered else "bullet"
    if before and not ordered:
        style = "none"  # LibreOffice would take the first space for the bullet.
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{before}{shown}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _instance(number: int, abstract: int, level: int | None) -> str:
    restart = ""
    if level is not None:
        restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'
