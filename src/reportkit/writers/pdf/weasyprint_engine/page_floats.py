"""Blocks that let the text behind them move up: they wait for the head of the next page.

The writer says of each such block (`data-float`) how many of the blocks behind it may stand before
it. A block that does not fit its page is taken out of its place, and laid out at the head of the
next page, above the text. Blocks that wait keep their order.

Like `internals`, this module touches private parts of WeasyPrint 70.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from weasyprint.formatting_structure.boxes import BlockBox
from weasyprint.layout.block import block_level_width, collapse_margin, remove_placeholders
from weasyprint.layout.percent import resolve_percentages

from reportkit.writers.html_names import DataAttribute

Laid: TypeAlias = tuple[Any, Any, Any, Any, Any, Any]
"""What WeasyPrint says of a block that it laid out: the box, where to go on, the next page, the
margins that adjoin the next block, whether these collapse through it, and the lines left."""
COST: Final = 1 / 3
"""The share of a page that may stay empty so that a block that can be divided stays whole."""
_LETTER: Final = 0.5
"""The width of an average letter in em."""
_LINE: Final = 1.45
"""The height of an average line in em."""


class Place(Struct, frozen=True):
    """Where a block is laid out: the arguments of WeasyPrint's `block_level_layout`."""

    context: Any
    bottom_space: float
    skip_stack: Any
    parent: Any
    page_is_empty: bool
    absolute_boxes: Any
    fixed_boxes: Any
    adjoining_margins: Any
    rest: Any

    @property
    def page_height(self) -> float:
        """The height of the text area of the page, in CSS pixels."""
        height: float = self.context.current_footnote_area.page.height
        return height

    def room(self, box: Any) -> float:
        """What is left of the page below the place of a block, in CSS pixels."""
        bottom: float = self.context.page_bottom - self.bottom_space
        return bottom - float(box.position_y)

    def take_off(self, laid: Any) -> None:
        """Takes a block that was laid out, and its notes, off the page."""
        remove_placeholders(self.context, [laid], self.absolute_boxes, self.fixed_boxes)


LayOut: TypeAlias = Callable[[Any, Place], Laid]


class _Waiting(Struct, frozen=True):
    """A block that waits for the head of a page."""

    box: Any
    index: int
    """Its index among the blocks of the text."""
    limit: int
    """The index of the first block that may not stand before it."""


class _Flush(Struct, frozen=True):
    """What follows a page of nothing but such blocks: where to go on, and on what page."""

    resume_at: Any
    next_page: Any


def passed_by(box: Any) -> int | None:
    """How many of the blocks behind a block may stand before it; None if it stays in its place."""
    html = box.element
    if html is None:
        return None
    count = html.get(DataAttribute.FLOAT)
    if count is None and html.tag == "div" and len(html):  # a figure and its source
        count = html[0].get(DataAttribute.FLOAT)
    return None if count is None else int(count)


def is_main(box: Any, parent: Any) -> bool:
    """Whether a box is that of the whole text."""
    return box.element_tag == "main" and getattr(parent, "element_tag", "") == "body"


class Floats:
    """The blocks of a layout that wait for a page."""

    def __init__(self) -> None:
        self.main: Any = None
        """The box of the whole text that is being laid out."""
        self._indices: dict[int, int] = {}
        """The index of each block of the text, by the id of its box."""
        self._waiting: tuple[_Waiting, ...] = ()
        """The blocks that wait, at this moment of the layout."""
        self._at_start: dict[int, tuple[_Waiting, ...]] = {}
        """Those that waited when a page began, by its number: a page may be made again."""
        self._flushes: dict[int, _Flush] = {}
        """By the number of a page that is theirs alone."""

    # --- the text -------------------------------------------------------------------------------

    def lay_out_main(self, box: Any, place: Place, lay_out: LayOut) -> Laid:
        """Lays out what fits the page of the text, below the blocks that waited for the page."""
        if box is not self.main:
            self.main = box
            self._indices = {id(child): index for index, child in enumerate(box.children)}
        number = place.context.current_page
        self._waiting = self._at_start.get(number, ())
        if not self._waiting:
            return self._ended(lay_out(box, place), place)
        resolve_percentages(box, place.parent)
        block_level_width(box, place.parent)
        top = box.position_y
        placed, margins = self._placed(box, place, lay_out)
        below = placed[-1].border_box_y() + placed[-1].border_height()
        flush = self._flushes.get(number)
        if flush is None:
            box.position_y = below
            under = replace(place, page_is_empty=False, adjoining_margins=margins)
            laid = lay_out(box, under)
            if laid[0] is None:
                flush = _Flush(place.skip_stack, {"break": "any", "page": None})
        if flush is not None:
            text = box.copy_with_children([])
            text.height = 0
            laid = (text, flush.resume_at, dict(flush.next_page), margins, False, None)
        text = laid[0]
        foot = below if flush else text.border_box_y() + text.border_height()
        if laid[1] is not None:
            foot = max(foot, place.context.page_bottom - place.bottom_space)
        text.children = [*placed, *text.children]
        text.position_y, text.height = top, foot - top
        return self._ended(laid, place)

    def _placed(self, main: Any, place: Place, lay_out: LayOut) -> tuple[list[Any], list[float]]:
        """As many of the blocks that wait as fit the page from its head on, but at least one; and
        the margins below the last one."""
        placed: list[Any] = []
        margins: list[float] = []
        position = main.content_box_y()
        for waiting in self._waiting:
            box = waiting.box
            box.position_x, box.position_y = main.content_box_x(), position
            here = replace(
                place, parent=main, skip_stack=None, adjoining_margins=[], page_is_empty=False
            )
            laid, rest, _, inner, *_ = lay_out(box, here)
            if (laid is None or rest is not None) and not placed:  # no page has more room
                if laid is not None:
                    place.take_off(laid)
                box.position_x, box.position_y = main.content_box_x(), position
                here = replace(here, bottom_space=-place.page_height, page_is_empty=True)
                laid, rest, _, inner, *_ = lay_out(box, here)
            if laid is None or rest is not None:
                if laid is not None:
                    place.take_off(laid)
                break
            laid.index = waiting.index
            laid.translate(dy=position - laid.border_box_y())
            placed.append(laid)
            margins = [*inner, laid.margin_bottom]
            position = laid.border_box_y() + laid.border_height() + collapse_margin(margins)
        self._waiting = self._waiting[len(placed) :]
        return placed, margins

    def _ended(self, laid: Laid, place: Place) -> Laid:
        """Notes which blocks wait for the next page, now that the text of this one is known. Before
        a new kind of page, and after the text, those that are left have a page of their own."""
        text, resume_at, next_page, *rest = laid
        if text is None:
            return laid
        number = place.context.current_page + 1
        end = len(self.main.children) if resume_at is None else next(iter(resume_at))
        kept = tuple(waiting for waiting in self._waiting if waiting.index < end)
        text.children = [child for child in text.children if not hasattr(child, "is_vacant")]
        self._flushes.pop(number, None)
        if kept and (resume_at is None or next_page["break"] != "any"):
            self._flushes[number] = _Flush(resume_at, next_page)
            resume_at = resume_at or {end: None}
            next_page = {"break": "any", "page": None}
        self._tell(number, kept, place.context.page_maker)
        return (text, resume_at, next_page, *rest)

    def _tell(self, number: int, kept: tuple[_Waiting, ...], page_maker: Any) -> None:
        """Notes what waits for a page, which is made again if that was something else."""
        known = self._at_start.get(number)
        self._at_start[number] = kept
        if known is not None and known != kept and number <= len(page_maker):
            page_maker[number - 1][-1]["content_changed"] = True

    # --- its blocks -----------------------------------------------------------------------------

    def before(self, box: Any, place: Place, height: Callable[[], float]) -> Laid | None:
        """What becomes of a block of the text while others wait: it waits too if it is one of
        them, and begins the next page if it may not stand before them; None if it may."""
        if not self._waiting:
            return None
        index = self._indices[id(box)]
        if index >= min(waiting.limit for waiting in self._waiting):
            return _nothing()
        count = passed_by(box)
        if count is None or place.skip_stack is not None:
            return None
        if height() > place.page_height:
            return _nothing()
        return self._wait(box, place, index, count)

    def defer(self, box: Any, place: Place, divisible: bool) -> Laid | None:
        """Lets a block of the text that does not fit its page wait for the next one, if text can
        stand in its place; None if not. One that can be divided waits only if that text leaves
        less than the allowed share of the page empty."""
        count = passed_by(box)
        if not count:
            return None
        index = self._indices[id(box)]
        behind = self.main.children[index + 1 : index + 1 + count]
        spare = COST * place.page_height if divisible else 0.0
        if divisible and self._estimated_height(behind) < place.room(box) - spare:
            return None
        return self._wait(box, place, index, count)

    def _estimated_height(self, blocks: Iterable[Any]) -> float:
        """About the height of some blocks of text, in CSS pixels."""
        size = self.main.style["font_size"]
        letters = (sum(map(len, box.element.itertext())) for box in blocks)
        lines = (number * _LETTER * size / self.main.width + 1 for number in letters)
        return float(sum(lines) * _LINE * size)

    def _wait(self, box: Any, place: Place, index: int, count: int) -> Laid:
        """A box without height in the place of a block that waits. It keeps a heading before it
        with the text behind it."""
        self._waiting = (*self._waiting, _Waiting(box, index, index + 1 + count))
        vacant = BlockBox.anonymous_from(self.main, [])
        if index and self.main.children[index - 1].style["break_after"] == "avoid":
            vacant.style = vacant.style.copy()
            vacant.style["break_after"] = "avoid"
        vacant.position_x, vacant.position_y = box.position_x, box.position_y
        resolve_percentages(vacant, self.main)
        vacant.width = vacant.height = 0
        vacant.is_vacant = True
        vacant.clearance = None
        next_page = {"break": "any", "page": None}
        return vacant, None, next_page, list(place.adjoining_margins), True, None


def _nothing() -> Laid:
    """What WeasyPrint says of a block of which nothing fits the page."""
    return None, None, {"break": "any", "page": None}, [], False, None
