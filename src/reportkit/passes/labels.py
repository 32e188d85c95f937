"""The labels of headings, tables, figures and equations: "2.3", "Appendix A", "Table A1"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    AnchorKind,
    Box,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    Labelled,
    Report,
    SourceRef,
    Table,
    TargetLabel,
)
from reportkit.model.terms import Terms
from reportkit.passes.numerals import roman


def labels(
    report: Report, terms: Terms
) -> Iterator[tuple[Labelled[SourceRef, TargetLabel], Anchor, str]]:
    """The labelled blocks of a report in reading order, each with its anchor and the text of a
    cross reference to it, which is empty for a box, and for a heading without a number, that are
    referred to by their titles.

    Parts, chapters and the headings under them are numbered if the report wants it, appendices
    always, by letters. Headings inside boxes have no numbers. Tables, figures and equations with a
    caption or an id are numbered in three series through the report, which begin again in each
    appendix. The pictures of a group have the number of the group and a letter: "Figure 3a".
    """
    headings = _Headings(report.options.numbered_headings, terms)
    ordinals: dict[AnchorKind, int] = {}
    numbers: dict[tuple[AnchorKind, str], int] = {}
    for top in report.blocks:
        for block, group, place in _grouped(walk.labelled((top,))):
            kind = _kind(block)
            ordinal = ordinals[kind] = ordinals.get(kind, 0) + 1
            if isinstance(block, Heading):
                number, text, named = headings.label(block) if block is top else _NONE
                yield block, Anchor(kind, ordinal, number, text, headings.appendix), named
                continue
            if isinstance(block, Box):
                text = terms.box_kind(block.kind)
                anchor = Anchor(kind, ordinal, text=text, appendix=headings.appendix)
                yield block, anchor, "" if block.title else text
                continue
            anchor = Anchor(kind, ordinal, appendix=headings.appendix)
            if group is not None:
                anchor = replace(anchor, letter=_letters(place + 1).lower())
                if _is_numbered(group):
                    # The group itself comes after its pictures.
                    number = numbers.get((kind, headings.appendix), 0) + 1
                    text = terms.figure_number(f"{headings.appendix}{number}{anchor.letter}")
                    anchor = replace(anchor, number=number, text=text)
            elif _is_numbered(block):
                series = (kind, headings.appendix)
                number = numbers[series] = numbers.get(series, 0) + 1
                text = _numbered(block, terms)(f"{headings.appendix}{number}")
                anchor = Anchor(kind, ordinal, number, text, headings.appendix)
            yield block, anchor, anchor.text


_NONE: Final = (None, "", "")
_Numbered: TypeAlias = (
    Table[SourceRef, TargetLabel]
    | Figure[SourceRef, TargetLabel]
    | FigureGroup[SourceRef, TargetLabel]
    | Equation[SourceRef, TargetLabel]
)
_Placed: TypeAlias = tuple[
    Labelled[SourceRef, TargetLabel], FigureGroup[SourceRef, TargetLabel] | None, int
]
"""A block, the group that it is a picture of, and its place there from 0."""


def _grouped(blocks: Iterable[Labelled[SourceRef, TargetLabel]]) -> Iterator[_Placed]:
    """The blocks in reading order, in which the pictures of a group come right before it."""
    held: list[_Placed] = []
    for block in blocks:
        if isinstance(block, FigureGroup):
            first = len(held) - len(block.figures)
            yield from held[:first]
            yield from ((figure, block, place) for place, figure in enumerate(block.figures))
            held = []
        if isinstance(block, Figure):
            held.append((block, None, 0))
            continue
        yield from held
        held = []
        yield block, None, 0
    yield from held


def _is_numbered(block: _Numbered) -> bool:
    """Whether a block has a number: if it has a caption or an id, or a picture of it has an id."""
    if isinstance(block, FigureGroup) and any(one.label.key for one in block.figures):
        return True
    return bool(block.caption or block.label.key)


class _Headings(Struct):
    """Numbers headings, taken in reading order."""

    numbered: bool
    terms: Terms
    appendix: str = ""
    """The letter of the current appendix; empty outside the appendices."""
    _counts: list[int] = field(default_factory=list)
    """The numbers of the current heading of each level, from 1 on."""
    _parts: int = 0
    _appendices: int = 0
    _silent: int | None = None
    """The level of a heading without a number: those under it have none either."""

    def label(self, block: Heading[SourceRef, TargetLabel]) -> tuple[int | None, str, str]:
        """Its number, its printed label, and the text of a cross reference to it."""
        if block.level <= 1:
            self.appendix = ""
        if self._silent is None or block.level <= self._silent:
            self._silent = None if block.numbered else block.level
        if self._silent is not None:
            return _NONE
        if block.level == 0:
            return self._part()
        if block.appendix:
            return self._appendix()
        return self._section(block.level) if self.numbered else _NONE

    def _part(self) -> tuple[int | None, str, str]:
        if not self.numbered:
            return _NONE
        self._parts += 1
        text = self.terms.part.format(n=roman(self._parts).upper())
        return self._parts, text, text

    def _appendix(self) -> tuple[int | None, str, str]:
        self._appendices += 1
        self.appendix = _letters(self._appendices)
        del self._counts[1:]
        text = self.terms.appendix.format(n=self.appendix)
        return self._appendices, text, text

    def _section(self, level: int) -> tuple[int | None, str, str]:
        counts = self._counts
        del counts[level:]
        counts += [1] * (level - len(counts) - 1)  # A level that is left out counts as its first.
        if len(counts) < level:
            counts.append(0)
        counts[level - 1] += 1
        first = self.appendix or counts[0]
        text = ".".join(map(str, (first, *counts[1:])))
        return counts[-1], text, self.terms.section.format(n=text)


def _letters(number: int) -> str:
    """A to Z, then AA, BB, as Word counts."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _numbered(block: _Numbered, terms: Terms) -> Callable[[int | str], str]:
    """What makes a label of a number."""
    match block:
        case Table():
            return terms.table_number
        case Figure() | FigureGroup():
            return terms.figure_number
        case Equation():
            return terms.equation_number


def _kind(block: Labelled[SourceRef, TargetLabel]) -> AnchorKind:
    match block:
        case Heading():
            return "heading"
        case Table():
            return "table"
        case Figure() | FigureGroup():
            return "figure"
        case Box():
            return "box"
        case Equation():
            return "equation"
        case _:
            assert_never(block)
