"""The label of each item of a list: a number, a letter or a bullet, the same in every format.

Lists within lists change their sign with their depth, as in Word: `1.`, `a.`, `i.` and again `1.`
for numbered lists, counted among these only; `•` and `–` in turn for the others.
"""

from __future__ import annotations

from typing import Final, TypeVar

from msgspec.structs import replace

from reportkit.model.document import (
    BULLETS,
    Block,
    Box,
    CellRow,
    List,
    ListItem,
    ListStyle,
    NoteBlock,
    Paragraph,
    Quote,
    Table,
)
from reportkit.passes.numerals import roman

R = TypeVar("R")
L = TypeVar("L")

_NUMBERED: Final[tuple[ListStyle, ...]] = ("decimal", "lower-alpha", "lower-roman")
_BULLETED: Final[tuple[ListStyle, ...]] = ("disc", "dash")
_LARGEST: Final[dict[ListStyle, int]] = {
    **dict.fromkeys(("lower-alpha", "upper-alpha"), 26),
    **dict.fromkeys(("lower-roman", "upper-roman"), 3999),
}
"""The last number of a style, if it has one. After z, Word and browsers go on differently."""


def in_note(block: NoteBlock[R]) -> NoteBlock[R]:
    """The block of a note with a label for each item of its list, and the style of the list."""
    return _list(block, 0, 0) if isinstance(block, List) else block


def with_labels(block: Block[R, L]) -> Block[R, L]:
    """The block with a label for each item of each list in it, and the style of each list."""
    match block:
        case Paragraph() | List() | Quote():
            return in_note(block)
        case Box():
            return replace(block, blocks=tuple(map(with_labels, block.blocks)))
        case Table():
            return replace(block, header=_rows(block.header), rows=_rows(block.rows))
        case _:
            return block


def _rows(rows: tuple[CellRow[R], ...]) -> tuple[CellRow[R], ...]:
    """The rows of a table with labels for the lists in its cells."""
    if all(cell.items is None for row in rows for cell in row):
        return rows
    return tuple(
        tuple(
            cell if cell.items is None else replace(cell, items=_list(cell.items, 0, 0))
            for cell in row
        )
        for row in rows
    )


def reaches(style: ListStyle, first: int, count: int) -> bool:
    """Whether a style has labels for so many items from the first number on."""
    least = 1 if style in _LARGEST else 0
    return style in BULLETS or least <= first <= first + count - 1 <= _LARGEST.get(style, 99_999)


def _list(block: List[R], depth: int, numbered: int) -> List[R]:
    """The list inside so many lists, of which some are numbered."""
    style = block.style
    if style is None and block.ordered:
        style = _NUMBERED[numbered % len(_NUMBERED)]
        if not reaches(style, block.start, len(block.items)):
            style = "decimal"
    elif style is None:
        style = _BULLETED[depth % len(_BULLETED)]
    inside = depth + 1, numbered + int(block.ordered)
    items = tuple(
        ListItem(
            item.paragraphs,
            None if item.nested is None else _list(item.nested, *inside),
            BULLETS.get(style) or f"{_number(number, style)}.",
            item.target,
        )
        for number, item in enumerate(block.items, block.start)
    )
    return List(block.ordered, items, style, block.start)


def _number(number: int, style: ListStyle) -> str:
    """A number in a style that reaches it."""
    match style:
        case "lower-alpha":
            return chr(96 + number)
        case "upper-alpha":
            return chr(64 + number)
        case "lower-roman":
            return roman(number)
        case "upper-roman":
            return roman(number).upper()
        case _:
            return str(number)
