"""Numbering: the lists of a document, and numbering.xml, which defines them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Final

from msgspec.structs import replace

from reportkit.model.document import BULLETS, Anchor, Heading, ListStyle, PrintedRef
from reportkit.model.terms import Terms
from reportkit.writers.docx.geometry import (
    BOX_INDENT,
    BOXED_STEP,
    BULLET_COLUMN,
    LIST_STEP,
    NUMBER_GAP,
)
from reportkit.writers.docx.values import (
    AbstractNumbering,
    HeadingNumbering,
    NumberingInstance,
)
from reportkit.writers.docx.wordml import NAMESPACES, attribute, part_bytes

LEVELS: Final = 9
"""Word has nine levels; lists nested more deeply stay at the last."""

_SERIES: Final = {"part": "upperRoman", "chapter": "decimal", "appendix": "upperLetter"}
_FORMATS: Final[dict[ListStyle, str]] = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
"""Word's names of the ways of numbering."""


def indent(level: int, boxed: bool, bullet: bool = True) -> tuple[int, int]:
    """Left indent of a level and hanging indent of its first line, in twips.

    Bullets begin where the first line does, numbers end there. In a box the first line always
    begins at the indent of the box, and spaces before the number indent it further, because the
    rule at the side of the box follows the first line.
    """
    if boxed:
        depth = BOXED_STEP * (level + 1)
        return BOX_INDENT + depth, depth
    return LIST_STEP * (level + 1), BULLET_COLUMN if bullet else NUMBER_GAP


def numbering(
    style: ListStyle, level: int, path: tuple[int, ...] = (), start: int = 1, *, boxed: bool
) -> NumberingInstance:
    """The instance of a list at a level (from 0). Each numbered list has its own, identified by the
    path to the list; all lists with the same bullet share one."""
    abstract = AbstractNumbering(style, boxed)
    if style in BULLETS:
        return NumberingInstance(abstract)
    return NumberingInstance(abstract, (level, start), path)


def own_numbering(instance: NumberingInstance) -> NumberingInstance:
    """The instance with a definition of its own, if it restarts: in notes, LibreOffice (7.4) counts
    lists with the same definition on, and ignores where an instance restarts."""
    if instance.restart is None or isinstance(instance.abstract, HeadingNumbering):
        return instance
    abstract = replace(instance.abstract, start=instance.restart[1], path=instance.path)
    return NumberingInstance(abstract)


def heading_numbering(block: Heading[PrintedRef, Anchor], terms: Terms) -> NumberingInstance | None:
    """The instance of a heading with a number; None for one without."""
    anchor = block.label
    if not anchor.text:
        return None
    if block.level == 0:
        return NumberingInstance(HeadingNumbering("part", f"{terms.part.format(n='%1')}."))
    if anchor.appendix:
        label = f"{terms.appendix.format(n='%1')}."
        return NumberingInstance(HeadingNumbering("appendix", label))
    return NumberingInstance(HeadingNumbering("chapter", "%1"))


def numbering_part(
    instances: Iterable[NumberingInstance], first_abstract: int = 0, first: int = 1
) -> bytes:
    """The part with the instances that a text uses, in the order of their ids, and their
    definitions. `first_abstract` and `first` are the first ids of definitions and instances."""
    used = tuple(instances)
    ids = dict(
        zip(dict.fromkeys(one.abstract for one in used), count(first_abstract), strict=False)
    )
    definitions = "".join(_definition(number, abstract) for abstract, number in ids.items())
    given = "".join(
        _instance(number, ids[instance.abstract], instance.restart)
        for number, instance in enumerate(used, first)
    )
    return part_bytes(f"<w:numbering {NAMESPACES}>{definitions}{given}</w:numbering>")


def _definition(number: int, abstract: AbstractNumbering | HeadingNumbering) -> str:
    if isinstance(abstract, HeadingNumbering):
        levels = "".join(_heading_level(level, abstract) for level in range(LEVELS))
        kind = "multilevel"
    else:
        levels = "".join(_level(level, abstract) for level in range(LEVELS))
        kind = "hybridMultilevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
    )


def _heading_level(level: int, abstract: HeadingNumbering) -> str:
    """The number of a heading, a space before its text, without an indent of its own."""
    label = ".".join(f"%{above + 1}" for above in range(level + 1)) if level else abstract.label
    style = "decimal" if level else _SERIES[abstract.series]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val={attribute(label)}/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )


def _level(level: int, abstract: AbstractNumbering) -> str:
    boxed, bullet = abstract.boxed, BULLETS.get(abstract.style)
    left, hanging = indent(level, boxed, bullet is not None)
    side = "left" if boxed or bullet else "right"
    shown = bullet or f"%{level + 1}."
    before = "\u2002\u2002\u2002" * level if boxed else ""
    style = _FORMATS.get(abstract.style, "bullet")
    if before and bullet:
        style = "none"  # LibreOffice would take the first space for the bullet.
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{abstract.start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{before}{shown}"/><w:lvlJc w:val="{side}"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _instance(number: int, abstract: int, restart: tuple[int, int] | None) -> str:
    override = ""
    if restart is not None:
        level, start = restart
        override = (
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
