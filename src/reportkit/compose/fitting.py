"""How a table is made to fit the page, decided once for all paged formats.

A table is as wide as its longest lines, up to the width of the text. If its words fit, it stays as
it is. Otherwise its type gets smaller in steps, then it moves to a
landscape page. Only a table that does not fit there breaks within words, and within figures last.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose.column_widths import (
    FIGURE,
    LONGEST,
    Columns,
    figures,
    measured,
    visible_text,
)
from reportkit.compose.word_widths import stretches
from reportkit.diagnostics import Diagnostic
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    PageBreak,
    PrintedBlock,
    PrintedContent,
    PrintedRef,
    SourceBlock,
    Table,
)
from reportkit.style import Theme
from reportkit.style.tokens import Page

GAPS: Final = {8.0: 6.0, 7.0: 5.0, 6.0: 4.0}
"""The smaller sizes of tables, and the space between the columns at each, in points."""
SMALLEST: Final = 7.0
"""The smallest readable size, in points. Smaller type only prevents breaks in figures."""
GAP: Final = 8.0
"""The space between the columns of a table in the theme's own size, in points."""
BOX: Final = 27.0
"""How much narrower the text of a box is, in points."""

_SIDE: Final = 25.0
"""The largest left and right margin of a landscape page, in millimetres."""
_POINTS_PER_MM: Final = 72 / 25.4


class Fit(Struct, frozen=True):
    """How a table is set."""

    size: float | None
    """The size of its type in points; None for the theme's own."""
    gap: float
    """The space between two columns in points."""
    landscape: bool
    """Whether it is on a landscape page."""
    words: tuple[float, ...]
    """The longest word of each column in em; 0 where words may break."""
    breaks: bool = False
    """Whether words break for lack of room, although figures do not."""
    shatters: bool = False
    """Whether even its figures break."""
    lines: tuple[float, ...] = ()
    """The longest line of each column in em, if no line needs to break; otherwise empty, and the
    table is as wide as the text."""
    tails: tuple[float, ...] = ()
    """For each column with numbers aligned at their decimal signs, the longest rest of a number
    from its sign on in em; 0 for others."""
    room: float = 0.0
    """The width of the text around it in points."""

    @property
    def wanting(self) -> bool:
        """Whether the table does not fit well enough for a reader."""
        return self.breaks or self.shatters or (self.size or SMALLEST) < SMALLEST


Fits: TypeAlias = Mapping[int, Fit]
"""How each table of a report is set, by the ordinal of its anchor."""


def fits(blocks: Iterable[PrintedBlock], theme: Theme, page: Page, language: str = "en") -> Fits:
    """How the tables of a report in a language are set, given the type of a theme and a page."""
    return dict(_fits(blocks, _Setting(theme, page, language)))


class _Setting(Struct, frozen=True):
    """What tables are set in."""

    theme: Theme
    page: Page
    language: str
    boxed: bool = False

    @property
    def family(self) -> str:
        """The font of tables."""
        return self.theme.fonts.heading


def _fits(blocks: Iterable[PrintedBlock], setting: _Setting) -> Iterator[tuple[int, Fit]]:
    for block in blocks:
        if isinstance(block, Table):
            yield block.label.ordinal, _fit(block, setting)
        elif isinstance(block, Box):
            yield from _fits(block.blocks, replace(setting, boxed=True))


def too_wide(
    written: Iterable[SourceBlock], printed: Iterable[PrintedBlock], set_as: Fits, what_page: str
) -> Iterator[Diagnostic]:
    """A warning for each table of a report (given as written and as printed) that does not fit well
    enough for a reader; `what_page` is the name of the page in the warning."""
    for block, shown in zip(walk.blocks(written), walk.blocks(printed), strict=True):
        if not (isinstance(block, Table) and isinstance(shown, Table)):
            continue
        fit = set_as[shown.label.ordinal]
        if not fit.wanting:
            continue
        what = shown.label.text or f"the table with {len(shown.align)} columns"
        how = f"its type is {fit.size:g} pt"
        if fit.breaks or fit.shatters:
            how = f"{'figures' if fit.shatters else 'words'} break in the middle"
        yield Diagnostic("RK923", f"{what} is too wide for {what_page}: {how}", block.label.span)


def landscape_side(page: Page) -> float:
    """The left and right margin of a landscape page in millimetres; head and foot stay the same.
    Both sides are equal, because neither side of a turned page is at the spine of the book."""
    return min(_SIDE, *page.sides)


def landscape_measure(page: Page) -> float:
    """The width of the text on a landscape page in millimetres."""
    return page.height - 2 * landscape_side(page)


def on_landscape(blocks: Sequence[PrintedBlock], fits: Fits) -> list[bool]:
    """For each block, whether it is on a landscape page: a wide table, the headings that introduce
    it, and page breaks before and after it, which would otherwise leave an empty page. A box is
    never on one, only the blocks inside it."""
    found: list[bool] = []
    for block in reversed(blocks):
        wide = isinstance(block, Table) and fits[block.label.ordinal].landscape
        found.append(wide or (_leads(block) and bool(found) and found[-1]))
    found.reverse()
    for place, block in enumerate(blocks[1:], 1):
        before = found[place - 1] or ends_on_landscape(blocks[place - 1], fits)
        found[place] |= isinstance(block, PageBreak) and before
    return found


def ends_on_landscape(block: PrintedBlock, fits: Fits) -> bool:
    """Whether a block is a box that ends on a landscape page."""
    return isinstance(block, Box) and True in on_landscape(block.blocks, fits)[-1:]


def _leads(block: PrintedBlock) -> bool:
    """Whether a block moves to the page of what follows it."""
    return isinstance(block, PageBreak) or walk.governs(block)


def may_break(cell: PrintedContent, fit: Fit) -> bool:
    """Whether the words of a cell may break in the middle."""
    text = visible_text(cell)
    if fit.shatters or (fit.breaks and not re.fullmatch(FIGURE, text)):
        return True
    return len(text) > LONGEST and any(len(word) > LONGEST for word in stretches(text))


class _Step(Struct, frozen=True):
    """A size of type and the gap between columns at it, in points."""

    points: float
    gap: float
    own: bool = False
    """Whether it is the theme's own."""


def _fit(block: Table[PrintedRef, Anchor], setting: _Setting) -> Fit:
    theme, page = setting.theme, setting.page
    columns = measured(block, setting.family, setting.language)
    rooms = [(False, page.measure * _POINTS_PER_MM - (BOX if setting.boxed else 0))]
    if page.height > page.width:
        rooms.append((True, landscape_measure(page) * _POINTS_PER_MM))
    # Word sets type in half points.
    normal = math.ceil(theme.sizes.caption * 2) / 2
    steps = [_Step(normal, GAP, own=True)]
    steps += [_Step(size, gap) for size, gap in GAPS.items() if SMALLEST <= size < normal]
    shares, words = block.widths, columns.words
    for where in rooms:
        for step in steps:
            if _needed(words, step, shares) <= where[1]:
                single = not shares and _needed(columns.lines, step) <= where[1]
                return _as(step, where, columns, words, single=single)
    where = rooms[-1]
    tiny = _Step(*min(GAPS.items()))
    only_figures = figures(block, setting.family)
    tries = ((steps[-1], only_figures), (tiny, words), (tiny, only_figures))
    for step, widths in tries:
        if _needed(widths, step, shares) <= where[1]:
            return _as(step, where, columns, widths, breaks=widths is only_figures)
    return _as(steps[-1], where, columns, (0.0,) * len(words), shatters=True)


def _as(
    step: _Step,
    where: tuple[bool, float],
    columns: Columns,
    words: tuple[float, ...],
    *,
    single: bool = False,
    breaks: bool = False,
    shatters: bool = False,
) -> Fit:
    landscape, room = where
    size = None if step.own else step.points
    lines = columns.lines if single else ()
    return Fit(size, step.gap, landscape, words, breaks, shatters, lines, columns.tails, room)


def _needed(widths: tuple[float, ...], step: _Step, shares: tuple[float, ...] = ()) -> float:
    """The width of a table whose columns have these widths in em, or more to keep their shares."""
    points = [width * step.points + step.gap for width in widths]
    if not shares:
        return sum(points)
    whole = sum(shares)
    return max(width * whole / share for width, share in zip(points, shares, strict=True))
