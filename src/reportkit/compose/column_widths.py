"""How wide the columns of a table are by their words and lines, in em, without opening a font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import Struct

from reportkit.compose.decimals import at_decimal_sign, cell_align, decimal_sign
from reportkit.compose.word_widths import is_address, stretches, width
from reportkit.model import walk
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Anchor,
    Cell,
    LineBreak,
    List,
    NoteMark,
    PrintedContent,
    PrintedRef,
    Table,
    TableNoteMark,
)
from reportkit.model.table_grid import PlacedCell, placed

LONGEST: Final = 40
"""A word longer than this many letters is a hash or similar, and may break anywhere."""
FIGURE: Final = r"[^\w\s]*\d[\d\s.,:'’%‰⁰¹²³⁴⁵⁶⁷⁸⁹+±−–-]*\W*"
"""A figure. Not compiled here, because only tables that do not fit need it."""
LIST_INDENT: Final = 2.0
"""How far the items of a list in a cell are indented, in em."""

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENOUGH: Final = 150.0
"""A line of this width in em fits on no page, and no longer one is looked for."""


class Columns(Struct, frozen=True):
    """The widths of the columns of a table in em."""

    words: tuple[float, ...]
    """The longest word of each."""
    lines: tuple[float, ...]
    """The longest line of each."""
    tails: tuple[float, ...]
    """The longest rest of a number from its decimal sign on; 0 in a column not aligned at it."""


class _Line(NamedTuple):
    """A paragraph of a cell, or an item of its list."""

    text: str
    indent: float = 0.0


class _Measured:
    """The columns that are being measured."""

    def __init__(self, count: int, family: str, sign: str) -> None:
        self.words, self.lines = [0.0] * count, [0.0] * count
        self.heads, self.tails = [0.0] * count, [0.0] * count
        self._family, self._sign = family, sign
        self._widths: dict[str, float] = {}  # of words; those of a table are often the same

    def add(self, at: int, cell: Cell[PrintedRef], decimal: bool) -> None:
        """Measures a cell in a column of its own; one aligned at the decimal sign in two parts."""
        for line in _lines(cell):
            self.words[at] = self._longest_word(line, self.words[at])
            if not decimal:
                self.lines[at] = self._longest_line(line, self.lines[at])
        if decimal:
            head, tail = map(_Line, map(visible_text, at_decimal_sign(cell.content, self._sign)))
            self.heads[at] = self._longest_line(head, self.heads[at])
            self.tails[at] = self._longest_line(tail, self.tails[at])

    def widen(self, one: PlacedCell[PrintedRef]) -> None:
        """Makes room for a cell that spans several columns, in all of them alike."""
        for line in _lines(one.cell):
            for widths, wanted in (
                (self.words, self._longest_word(line, 0.0)),
                (self.lines, self._longest_line(line, 0.0)),
            ):
                more = wanted - sum(widths[column] for column in one.columns)
                for column in one.columns if more > 0 else ():
                    widths[column] += more / len(one.columns)

    def columns(self) -> Columns:
        """What was measured."""
        lines = zip(self.lines, self.heads, self.tails, strict=True)
        words = zip(self.words, self.heads, self.tails, strict=True)
        return Columns(
            tuple(max(word, head + tail if tail else 0) for word, head, tail in words),
            tuple(max(line, head + tail) for line, head, tail in lines),
            tuple(self.tails),
        )

    def _longest_word(self, line: _Line, longest: float) -> float:
        if len(line.text) + line.indent > longest:  # no letter is wider than an em
            for word in stretches(line.text):
                if longest < len(word) + line.indent and (len(word) <= LONGEST or is_address(word)):
                    longest = max(longest, line.indent + self._width(word))
        return longest

    def _width(self, word: str) -> float:
        found = self._widths.get(word)
        if found is None:
            self._widths[word] = found = width(word, self._family)
        return found

    def _longest_line(self, line: _Line, longest: float) -> float:
        if longest >= _ENOUGH or len(line.text) + line.indent <= longest:
            return longest
        if len(line.text) > _ENOUGH * 4:
            return _ENOUGH
        return max(longest, line.indent + width(line.text, self._family))


def measured(block: Table[PrintedRef, Anchor], family: str, language: str) -> Columns:
    """The widths of the columns of a table in a family of fonts."""
    sign = decimal_sign(language) if "decimal" in block.align else "."
    made = _Measured(len(block.align), family, sign)
    spanning: list[PlacedCell[PrintedRef]] = []
    for rows in (block.header, block.rows):
        for one in (one for row in placed(rows) for one in row):
            if one.cell.columns > 1:
                spanning.append(one)
            else:
                align = cell_align(block, one, head=rows is block.header)
                made.add(one.column, one.cell, align == "decimal")
    for one in spanning:
        made.widen(one)
    return made.columns()


def figures(block: Table[PrintedRef, Anchor], family: str) -> tuple[float, ...]:
    """The longest word of each column in em, among the cells that are figures and the addresses of
    machines in others."""
    longest = [0.0] * len(block.align)
    for rows in (block.header, block.rows):
        for one in (one for row in placed(rows) for one in row if one.cell.columns == 1):
            for line in _lines(one.cell):
                figure = re.fullmatch(FIGURE, line.text)
                for word in stretches(line.text):
                    if figure or is_address(word):
                        longest[one.column] = max(longest[one.column], width(word, family))
    return tuple(longest)


def visible_text(cell: PrintedContent) -> str:
    """The text of a cell, with its note marks as raised figures."""
    parts: list[str] = []
    for inline in walk.leaves(cell):
        if isinstance(inline, NoteMark):
            separator = NOTE_SEPARATOR if inline.follows_mark else ""
            parts.append(separator + str(inline.number).translate(_RAISED))
        elif isinstance(inline, TableNoteMark):
            separator = NOTE_SEPARATOR if inline.follows_mark else ""
            parts.append(separator + "ᵃ" * len(inline.sign))
        elif isinstance(inline, LineBreak):
            parts.append("\n")
        else:
            parts.append(walk.printed_text((inline,)))
    return "".join(parts)


def _lines(cell: Cell[PrintedRef]) -> Iterator[_Line]:
    for text in visible_text(cell.content).split("\n"):
        yield _Line(text)
    if cell.items is not None:
        yield from _items(cell.items, LIST_INDENT)


def _items(block: List[PrintedRef], indent: float) -> Iterator[_Line]:
    for item in block.items:
        for paragraph in item.paragraphs:
            yield from (_Line(text, indent) for text in visible_text(paragraph).split("\n"))
        if item.nested is not None:
            yield from _items(item.nested, indent + LIST_INDENT)
