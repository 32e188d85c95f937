"""Which blocks may let the text behind them move up, and how far that text may go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reportkit.model import walk
from reportkit.model.document import (
    Box,
    CrossReference,
    Figure,
    FigureGroup,
    NoteMark,
    PageBreak,
    PrintedBlock,
    PrintedLeaf,
    Rule,
    SignOff,
    Table,
)

Floating: Final = (Figure, FigureGroup, Table, Box)
"""The kinds of blocks that float."""
_LIMITS: Final = (Rule, PageBreak, SignOff)
"""The kinds of blocks that stand before nothing, beside headings and lone claims."""
_MENTIONS: Final = 2
"""The mention of a block that must be behind it."""


def passed_by(
    blocks: Sequence[PrintedBlock], stays: Callable[[PrintedBlock], bool]
) -> tuple[int | None, ...]:
    """For each block, how many of those behind it may stand before it; None if it does not float.

    Nothing passes a heading, a lone claim or a page break. A paragraph that mentions the block for
    the second time stays behind it; so does one with notes if the block has notes too, because the
    numbers of notes run on. `stays` tells which blocks of the kinds that float do not.
    """
    floating = [isinstance(block, Floating) and not stays(block) for block in blocks]
    if not any(floating):
        return (None,) * len(blocks)
    marked, mentions = set[int](), defaultdict[str, list[int]](list)
    for place, block in enumerate(blocks):
        for leaf in _leaves(block):
            if isinstance(leaf, NoteMark):
                marked.add(place)
            elif isinstance(leaf, CrossReference):
                mentions[leaf.anchor.id].append(place)
    fixed = {
        place
        for place, block in enumerate(blocks)
        if (isinstance(block, Floating) and not floating[place])
        or walk.governs(block)
        or isinstance(block, _LIMITS)
    }

    def count(place: int) -> int:
        names = {anchor.id for anchor in walk.anchors(blocks[place : place + 1])}
        again = sorted(other for name in names for other in mentions[name])[_MENTIONS - 1 :]
        noted = marked if place in marked else ()
        behind = range(place + 1, len(blocks))
        stops = (n for n in behind if n in fixed or n in again or n in noted)
        return next(stops, len(blocks)) - place - 1

    return tuple(count(place) if floats else None for place, floats in enumerate(floating))


def _leaves(block: PrintedBlock) -> Iterator[PrintedLeaf]:
    for one in walk.blocks((block,)):
        for content in walk.contents_of(one):
            yield from walk.leaves(content)
