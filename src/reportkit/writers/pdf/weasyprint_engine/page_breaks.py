"""Where a page ends: which blocks are divided, which move to the next page, and which let the text
behind them move up (`page_floats`).

WeasyPrint moves a block that should stay whole (`break-inside: avoid`) to the next page, whatever
that leaves of this one, and divides it only after that. Here it is divided where it stands if no
page can hold it, or if moving it would cost more than a third of a page.

Like `internals`, this module touches private parts of WeasyPrint 70.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from typing import Any, Final

from weasyprint.formatting_structure.boxes import TableRowBox
from weasyprint.layout import block as block_module
from weasyprint.layout.block import block_level_layout

from reportkit.writers.html_names import HtmlClass
from reportkit.writers.pdf.weasyprint_engine.page_floats import (
    COST,
    Floats,
    Laid,
    Place,
    is_main,
    passed_by,
)

_WHOLE: Final[Mapping[str, float]] = {
    HtmlClass.TABLE: 1.0,
    HtmlClass.SUMMARY: 1.0,
    HtmlClass.JUDGEMENTS: 1.0,
    HtmlClass.BOX: 0.5,
}
"""The share of a page up to which a block stays whole, by its class; others are never divided."""
_TALL: Final = 0.5
"""The share of a page above which a row of a table may be divided."""


class Breaks:
    """What one layout knows of its blocks."""

    def __init__(self) -> None:
        self.floats = Floats()
        self._heights: dict[int, float] = {}
        """The heights of blocks as wholes, by the ids of their boxes."""

    def lay_out(self, box: Any, place: Place) -> Laid:
        """Lays out a block inside another."""
        floats = self.floats
        if is_main(box, place.parent):
            return floats.lay_out_main(box, place, _laid)
        in_main = place.parent is floats.main
        if in_main and (found := floats.before(box, place, lambda: self._height(box, place))):
            return found
        if not _stays_whole(box):
            return _laid(box, place)
        if place.skip_stack is not None:
            return _divided(box, place)
        position = box.position_x, box.position_y
        laid = _whole(box, place)
        if laid[0] is not None and (laid[1] is None or id(box) in self._heights):
            return laid
        if laid[0] is not None:
            place.take_off(laid[0])
        box.position_x, box.position_y = position
        return self._too_high(box, place, in_main) or laid

    def _too_high(self, box: Any, place: Place, in_main: bool) -> Laid | None:
        """What becomes of a block that does not fit its page; None if it moves to the next one."""
        share, page = _share(box), place.page_height
        position = box.position_x, box.position_y
        height = self._height(box, place)
        if height <= (share or 1.0) * page:
            dear = share == 1.0 and place.room(box) > COST * page
            found = self.floats.defer(box, place, dear) if in_main else None
            if found or not dear:
                return found
        elif not share:
            return None
        box.position_x, box.position_y = position
        return _divided(box, place)

    def _height(self, box: Any, place: Place) -> float:
        """The height of a block as a whole; infinite if notes make it too high for any page. It is
        laid out as if the page were endless, and taken off again."""
        if id(box) in self._heights:
            return self._heights[id(box)]
        context, position = place.context, (box.position_x, box.position_y)
        extra = 1000 * place.page_height
        context.page_bottom += extra
        laid, resume_at, *_ = _whole(box, place)
        height = inf
        if laid is not None:
            if resume_at is None:
                height = laid.border_height()
            _let_rows_break(box, laid, place)
            place.take_off(laid)
        context.page_bottom -= extra
        box.position_x, box.position_y = position
        self._heights[id(box)] = height
        return height


@contextmanager
def pages_broken_well() -> Iterator[None]:
    """Within this context, a layout follows the rules of this module. Its context has `breaks`."""

    def lay_out(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        parent: Any,
        page_is_empty: bool = True,
        absolute_boxes: Any = None,
        fixed_boxes: Any = None,
        adjoining_margins: Any = None,
        *rest: Any,
    ) -> Laid:
        absolute = [] if absolute_boxes is None else absolute_boxes
        fixed = [] if fixed_boxes is None else fixed_boxes
        margins = adjoining_margins or []
        place = Place(
            context, bottom_space, skip_stack, parent, page_is_empty, absolute, fixed, margins, rest
        )
        breaks: Breaks = context.breaks
        return breaks.lay_out(box, place)

    block_module.block_level_layout = lay_out
    try:
        yield
    finally:
        block_module.block_level_layout = block_level_layout


def _laid(box: Any, place: Place) -> Laid:
    """The block laid out by WeasyPrint."""
    result: Laid = block_level_layout(
        place.context,
        box,
        place.bottom_space,
        place.skip_stack,
        place.parent,
        place.page_is_empty,
        place.absolute_boxes,
        place.fixed_boxes,
        list(place.adjoining_margins),
        *place.rest,
    )
    return result


def _whole(box: Any, place: Place) -> Laid:
    return _with_breaks("avoid", box, place)


def _divided(box: Any, place: Place) -> Laid:
    return _with_breaks("auto", box, place)


def _with_breaks(inside: str, box: Any, place: Place) -> Laid:
    """The block laid out with a value of `break-inside`."""
    style = box.style
    if style["break_inside"] != inside:
        box.style = style.copy()
        box.style["break_inside"] = inside
    laid = _laid(box, place)
    box.style = style
    return laid


def _stays_whole(box: Any) -> bool:
    return box.style["break_inside"] == "avoid" or passed_by(box) is not None


def _share(box: Any) -> float:
    """The share of a page up to which a block stays whole; 0 if it is never divided."""
    names = "" if box.element is None else box.element.get("class", "")
    return next((_WHOLE[name] for name in names.split() if name in _WHOLE), 0.0)


def _let_rows_break(box: Any, laid: Any, place: Place) -> None:
    """Lets the rows of a table break that take up most of a page. Otherwise WeasyPrint moves them
    to the next page, and prints those that no page can hold without the header of the table."""
    heights = [row.height for row in _rows(laid)]
    for row, height in zip(_rows(box), heights, strict=False):
        if height > _TALL * place.page_height:
            row.style = row.style.copy()
            row.style["break_inside"] = "auto"


def _rows(box: Any) -> Iterator[Any]:
    if isinstance(box, TableRowBox):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _rows(child)
