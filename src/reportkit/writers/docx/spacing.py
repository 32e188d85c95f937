"""Spacing: the properties of a paragraph that depend on its neighbours.

A page break, the space below a box or table and the bookmark of a block without text belong to the
next paragraph, because no empty paragraph is used as spacing. Each rule is a function from a flow
to a flow; `spaced` applies them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportkit.style import Theme
from reportkit.writers.docx.geometry import BOX_INDENT
from reportkit.writers.docx.values import (
    PRINTED,
    BlockBookmark,
    Bookmarked,
    BoxEnd,
    BoxFrame,
    BoxStart,
    ContentControl,
    FlowItem,
    NewPage,
    Panel,
    Para,
    ParagraphFormat,
    PlacedItem,
    Printed,
    TableGrid,
    Turn,
)
from reportkit.writers.docx.wordml import twips

TABLE_END: Final = Para(ParagraphFormat("TableEnd"))
"""The low, empty paragraph that Word needs after a table: without it two tables would merge."""

_FRAMED_STYLES: Final = frozenset(
    {"BoxTitle", "BoxText", "SummaryTitle", "JudgementSummaryTitle", "JudgementSummary"}
)
"""The styles that include the frame of a box."""
_CLOSE_STYLES: Final = frozenset(
    {"", "KeyJudgement", "ListBullet", "ListNumber", "ListContinue", "Quote", "BoxText", "Rule"}
    | {"PanelText", "DefinitionTerm"}
)
"""The styles without space above, which need some below a box or table."""
_LIST_STYLES: Final = frozenset({"ListBullet", "ListNumber", "DefinitionTerm"})
_RUNNING_STYLES: Final = frozenset({"BodyText", "BodyTextIndented", "KeyJudgement"})
_USED_UP: Final = (NewPage, BoxStart, BoxEnd)
"""The items that have no meaning after all rules are applied."""


class TextSpacing(Struct, frozen=True):
    """How a theme separates its paragraphs."""

    below: int
    """The space below a box or table in twips."""
    style: str
    """The style of running text; empty if it has none of its own."""
    indented: bool
    """Whether an indent separates a paragraph from the one before, instead of space."""


def text_spacing(theme: Theme) -> TextSpacing:
    """How a theme separates its paragraphs."""
    paragraphs = theme.paragraphs
    indented = paragraphs.separation == "indent"
    style = "BodyText" if indented or paragraphs.align != "left" else ""
    return TextSpacing(twips(theme.space.figure), style, indented)


def spaced(flow: Iterable[FlowItem], spacing: TextSpacing) -> tuple[PlacedItem, ...]:
    """The flow after all decisions that depend on neighbours."""
    # Idle turns go first: they would separate tables, breaks and spaces from their neighbours. The
    # paragraph between two tables comes before the break and the space, which it takes over. Boxes
    # determine styles, which determine the space above, which determines the indent of text.
    named = needed_turns(tuple(block_bookmarks(_panels_spaced(flow, spacing))))
    below = space_below(page_breaks(box_frames(tables_apart(named))), spacing.below)
    made = space_above_panels(running_text(below, spacing), spacing.below)
    if spacing.indented:
        made = space_above_lists(made, spacing.below // 2)
    return tuple(item for item in made if not isinstance(item, _USED_UP))


# --- the rules, in the order in which they are applied ------------------------------------------
#
# Paragraphs come first in each `match`, because most items are paragraphs.


def block_bookmarks(flow: Iterable[FlowItem]) -> Iterator[FlowItem]:
    """Puts the bookmarks of blocks around the text that is printed next, because LibreOffice
    duplicates a bookmark in a paragraph without text. If nothing follows, they go to the end."""
    names: tuple[str, ...] = ()
    for item in flow:
        match item:
            case Para() | TableGrid() | ContentControl() | Panel():
                named = _changed(item, partial(_bookmarked, names=names)) if names else None
                if named is not None:
                    names = ()
                yield named or item
            case BlockBookmark():
                names = (*names, item.name)
            case _:
                yield item
    yield from map(BlockBookmark, names)


def needed_turns(flow: Sequence[FlowItem]) -> Iterator[FlowItem]:
    """The flow without turns that have no effect: those with nothing printed before the next turn
    or the end, and those to pages of the same shape as before."""
    landscape = False
    for place, item in enumerate(flow):
        if isinstance(item, Turn):
            rest = islice(flow, place + 1, None)
            following = next((other for other in rest if isinstance(other, (Turn, *PRINTED))), None)
            if item.landscape == landscape or not isinstance(following, PRINTED):
                continue
            landscape = item.landscape
        yield item


def tables_apart(flow: Iterable[FlowItem]) -> Iterator[FlowItem]:
    """Puts an empty paragraph between two tables: without it they would become one table."""
    below_table = False
    for item in flow:
        match item:
            case Para() | ContentControl() | Turn():
                below_table = False
            case TableGrid() | Panel():
                if below_table:
                    yield TABLE_END
                below_table = True
        yield item


def box_frames(flow: Iterable[FlowItem]) -> Iterator[FlowItem]:
    """The paragraphs of boxes with their frames. Word and LibreOffice merge two boxes with the same
    frame, so of two adjacent boxes, one gets a twin of the frame."""
    twin = below_box = False
    for item in flow:
        match item:
            case Para():
                if item.box is None:
                    below_box = False
                else:
                    item = replace(item, format=_framed(item.format, BoxFrame(item.box, twin)))
            case TableGrid() | ContentControl() | Panel():
                below_box = False
            case BoxStart():
                twin = below_box and not twin
            case BoxEnd():
                below_box = True
        yield item


def page_breaks(flow: Iterable[FlowItem]) -> Iterator[FlowItem]:
    """Lets the item after a break begin a page. A turn of the pages begins one by itself, and there
    is no empty page at the end."""
    pending = False
    for item in flow:
        match item:
            case Para() | TableGrid() | ContentControl() | Panel():
                if pending:
                    item = _changed(item, _on_new_page) or item
                pending = False
            case NewPage():
                pending = True
            case Turn():
                pending = False
        yield item


def space_below(flow: Iterable[FlowItem], space: int) -> Iterator[FlowItem]:
    """Adds space above the item after a box, a table or the contents, unless its style has some."""
    pending = False
    for item in flow:
        match item:
            case Para():
                if pending and item.format.style in _CLOSE_STYLES:
                    item = replace(item, format=replace(item.format, space_before=space))
                pending = False
            case TableGrid() | ContentControl() | Panel() | BoxEnd():
                pending = True
            case Turn():
                pending = False
        yield item


def running_text(flow: Iterable[FlowItem], spacing: TextSpacing) -> Iterator[FlowItem]:
    """Gives running text its style, indented if it continues from the paragraph above."""
    goes_on = False
    for item in flow:
        match item:
            case Para():
                running = not item.format.style and item.box is None
                if running and spacing.style:
                    indented = spacing.indented and goes_on and not item.format.space_before
                    style = "BodyTextIndented" if indented else spacing.style
                    item = replace(item, format=replace(item.format, style=style))
                goes_on = running or item.format.style == "KeyJudgement"
            case TableGrid() | ContentControl() | Panel():
                goes_on = False
        yield item


def space_above_panels(flow: Iterable[FlowItem], space: int) -> Iterator[FlowItem]:
    """Adds space below a paragraph of running text before a panel, which has none above."""
    before: FlowItem | None = None
    for item in flow:
        if isinstance(item, Panel) and isinstance(before, Para) and not before.format.space_after:
            before = replace(before, format=replace(before.format, space_after=space))
        if before is not None:
            yield before
        before = item
    if before is not None:
        yield before


def space_above_lists(flow: Iterable[FlowItem], space: int) -> Iterator[FlowItem]:
    """Adds space above a list after running text, which has none below if paragraphs are indented
    instead of apart."""
    running = False
    for item in flow:
        if isinstance(item, Para):
            style = item.format.style
            if running and style in _LIST_STYLES and item.format.space_before is None:
                item = replace(item, format=replace(item.format, space_before=space))
            running = style in _RUNNING_STYLES
        elif isinstance(item, PRINTED):
            running = False
        yield item


def _panels_spaced(flow: Iterable[FlowItem], spacing: TextSpacing) -> Iterator[FlowItem]:
    """The flow with its panels after all decisions inside them. The last item of a panel is a
    paragraph, as Word requires; bookmarks for which it has no text come behind it."""
    for item in flow:
        if not isinstance(item, Panel):
            yield item
            continue
        items = spaced(item.items, spacing)
        inside = tuple(one for one in items if not isinstance(one, BlockBookmark))
        closing = () if isinstance(inside[-1], Para) else (TABLE_END,)
        yield replace(item, items=(*inside, *closing))
        yield from (one for one in items if isinstance(one, BlockBookmark))


# --- changes to single items --------------------------------------------------------------------


def _framed(form: ParagraphFormat, frame: BoxFrame) -> ParagraphFormat:
    """The format of a paragraph in a frame. The styles of boxes, which running text and lists get
    here, include the frame; a twin is always explicit."""
    if form.style == "CodeBlock":
        return replace(form, frame=frame, right=BOX_INDENT)
    own = frame if frame.twin or frame.kind not in ("box", "judgements") else None
    if form.style in _FRAMED_STYLES:
        return replace(form, frame=own)
    if not form.style or form.style.startswith("List"):
        indent = form.indent or (None if form.numbering else (BOX_INDENT, 0))
        return replace(form, style="BoxText", indent=indent, frame=own)
    return replace(form, frame=frame, indent=form.indent or (BOX_INDENT, 0), right=BOX_INDENT)


def _on_new_page(para: Para) -> Para:
    return replace(para, format=replace(para.format, break_before=True))


def _bookmarked(para: Para, names: Sequence[str]) -> Para | None:
    """A paragraph with bookmarks around its text, the first one outermost; None without text."""
    if not para.runs:
        return None
    runs = para.runs
    for name in reversed(names):
        runs = (Bookmarked(name, runs),)
    return replace(para, runs=runs)


def _changed(item: Printed, change: Callable[[Para], Para | None]) -> Printed | None:
    """The item with the change made to the first paragraph that allows it; None if none does."""
    match item:
        case Para():
            return change(item)
        case TableGrid():
            for place, row in enumerate(item.rows):
                cells = [_first_changed(cell.paragraphs, change) for cell in row.cells]
                first = next((n for n, cell in enumerate(cells) if cell is not None), None)
                if first is not None and (mended := cells[first]) is not None:
                    cell = replace(row.cells[first], paragraphs=mended)
                    cells_now = (*row.cells[:first], cell, *row.cells[first + 1 :])
                    changed = replace(row, cells=cells_now)
                    rows = (*item.rows[:place], changed, *item.rows[place + 1 :])
                    return replace(item, rows=rows)
            return None
        case ContentControl():
            paragraphs = _first_changed(item.paragraphs, change)
            return None if paragraphs is None else replace(item, paragraphs=paragraphs)
        case Panel():
            for place, inner in enumerate(item.items):
                made = _changed(inner, change) if isinstance(inner, PRINTED) else None
                if made is not None:
                    items = (*item.items[:place], made, *item.items[place + 1 :])
                    return replace(item, items=items)
            return None
        case _:
            assert_never(item)


def _first_changed(
    paragraphs: tuple[Para, ...], change: Callable[[Para], Para | None]
) -> tuple[Para, ...] | None:
    for place, para in enumerate(paragraphs):
        changed = change(para)
        if changed is not None:
            return (*paragraphs[:place], changed, *paragraphs[place + 1 :])
    return None
