"""The alignment of cells, and numbers aligned at their decimal signs."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from reportkit.model import walk
from reportkit.model.document import (
    Align,
    Anchor,
    PrintedContent,
    PrintedInline,
    PrintedRef,
    Styled,
    Table,
    Text,
)
from reportkit.model.table_grid import PlacedCell

_GROUPS: Final = "[ \u00a0\u2009\u202f'’.,٬](?=\\d)"
"""What may separate the thousands of a number."""


@cache
def decimal_sign(language: str) -> str:
    """The decimal sign of a language, by the Unicode CLDR: "." in English, "," in German."""
    from babel import Locale, UnknownLocaleError  # late: most reports align no numbers at it
    from babel.numbers import get_decimal_symbol

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return "."
    return get_decimal_symbol(locale)


def at_decimal_sign(content: PrintedContent, sign: str) -> tuple[PrintedContent, PrintedContent]:
    """The text before the decimal sign of its first number, and the rest. A number without one ends
    there, and a text without a number is all before it, as at a decimal tab of Word."""
    dot = re.escape(sign)
    number = re.search(rf"(?:{dot})?\d(?:\d|{dot}(?=\d)|{_GROUPS})*", walk.printed_text(content))
    if number is None:
        return content, ()
    within = number[0].find(sign)
    return _cut(content, number.end() if within < 0 else number.start() + within)


def cell_align(
    block: Table[PrintedRef, Anchor], one: PlacedCell[PrintedRef], *, head: bool
) -> Align:
    """How a cell of the header or the body is aligned: at its decimal sign only if it is a text in
    a column of its own. The head of a group of columns is in their middle, or at their left."""
    align, cell = block.align[one.column], one.cell
    if head and cell.columns > 1 and align != "left":
        return "center"
    if align == "decimal" and (head or cell.columns > 1 or cell.items is not None):
        return "right"
    return align


def _cut(content: PrintedContent, offset: int) -> tuple[PrintedContent, PrintedContent]:
    """The text before and after this number of characters. Marks there are after it, and an inline
    that must stay whole is before it."""
    for index, inline in enumerate(content):
        length = len(walk.printed_text((inline,)))
        if offset <= 0:
            return content[:index], content[index:]
        if length > offset:
            before, after = _halves(inline, offset)
            return (*content[:index], *before), (*after, *content[index + 1 :])
        offset -= length
    return content, ()


def _halves(inline: PrintedInline, offset: int) -> tuple[PrintedContent, PrintedContent]:
    if isinstance(inline, Text):
        return (Text(inline.text[:offset]),), (Text(inline.text[offset:]),)
    if isinstance(inline, Styled):
        before, after = _cut(inline.children, offset)
        return (Styled(inline.style, before),), (Styled(inline.style, after),)
    return (inline,), ()
