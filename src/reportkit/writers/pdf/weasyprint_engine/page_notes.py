"""The notes at the foot of a page, laid out in place of WeasyPrint's own layout of them.

Each note begins on the page of its mark and is laid out once, alone. A note that is too long for
what is left of its page goes on at the foot of the next ones, above the notes whose marks are
there; it takes less room where they need it, and never the place of one of them. Upstream: issue
1833 (open); WeasyPrint moves a note as a whole, and loses what does not fit a page.

Like `internals`, this module touches private parts of WeasyPrint 70.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Any, Final

from msgspec import Struct
from weasyprint import document as document_module
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import (
    Box,
    FootnoteAreaBox,
    LineBox,
    ParentBox,
)
from weasyprint.layout import LayoutContext
from weasyprint.layout import page as page_module
from weasyprint.layout.block import block_level_layout

from reportkit.writers.pdf.weasyprint_engine.note_lines import best_end, first_lines, lines
from reportkit.writers.pdf.weasyprint_engine.note_room import Size, shares, stacked
from reportkit.writers.pdf.weasyprint_engine.page_breaks import Breaks

SHARE: Final = 0.8
"""The share of a page that its notes may take up, so that there is room for text above them."""
_LONG: Final = 0.4
"""The share of a page above which a note may be divided, so that its mark need not move."""
_AFTER: Final = 0.1
"""The share of a page that is left for text below a line whose note is divided: WeasyPrint moves
the line if what must stay with it (another line, the text after a heading) does not fit."""
_LINES: Final = 2
"""The least number of lines in a part of a note."""


@contextmanager
def notes_kept_in_place() -> Iterator[None]:
    """Within this context, a layout keeps each note on the page of its mark, lays it out once, and
    releases what only the layout needs."""
    stock = document_module.LayoutContext
    contexts: list[_Context] = []

    def begin(*arguments: Any) -> _Context:
        contexts.append(_Context(*arguments))
        return contexts[-1]

    document_module.LayoutContext = begin
    page_module.block_level_layout = _block_level_layout
    try:
        yield
    finally:
        document_module.LayoutContext = stock
        page_module.block_level_layout = block_level_layout
        for context in contexts:
            context.forget()


def _block_level_layout(context: _Context, box: Any, *arguments: Any, **named: Any) -> Any:
    """Replaces `block_level_layout` where WeasyPrint makes a page. It lays out the root and the
    areas of the page as WeasyPrint does, but puts the notes, which are already laid out, into the
    area of the notes."""
    if not isinstance(box, FootnoteAreaBox):
        laid, *rest = block_level_layout(context, box, *arguments, **named)
        context.above = laid
        return laid, *rest
    box.children = []
    laid, *rest = block_level_layout(context, box, *arguments, **named)
    laid.children = context.take_notes(laid)
    # Breaks the cycle of page and area; see `_Context.forget`.
    laid.page = None
    return laid, *rest


class _Rest(Struct, frozen=True, eq=False):
    """A note, or what is left of it, that goes on at the foot of the next page."""

    note: Any
    begin: Any
    """The place in it where WeasyPrint resumes the layout; None for its start."""


class _Laid(Struct, frozen=True):
    """A note laid out alone, with the height and position of the area then, in CSS pixels."""

    box: Any
    height: float
    left: float
    top: float
    rest: Any
    """The place where the layout ended for want of room; None at the end of the note."""
    tree: Any
    """The boxes that it was made from."""


class _Context(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """A layout in which notes stay in place, and each is laid out once."""

    def __init__(self, *arguments: Any) -> None:
        self._divided: set[int] = set()
        """The numbers of the pages with a part of a note."""
        super().__init__(*arguments)
        # Upstream: pull request 2437, which fixes issue 2432 (Footnotes and forbidden page breaks
        # can force page breaks too early). It moves notes that are already on the page to the next
        # one, so that one more line fits: six notes of 1600 end up a page after their mark. It has
        # no switch, but leaves notes in columns alone. Nothing else that a report needs depends on
        # this attribute.
        self.in_column = True
        self.breaks = Breaks()
        self.above: Any = None
        """The text of the page, once it is laid out."""
        self._sizes: dict[tuple[int, str, float], Size] = {}
        self._laid: dict[tuple[int, str, float], _Laid] = {}
        """The notes that are not on a page yet."""
        self.reported_footnotes: list[Any]
        self._newest: Any = None
        """A note that may be divided and was added last, until the place of its line is known."""
        self._trees: dict[int, Any] = {}
        """The boxes of divided notes, by the id of the note: copied once, not for each page."""
        self._caps: dict[int, float] = {}
        """The room that the line of such a note leaves for notes, by the id of the note."""

    @property
    def rendered_notes(self) -> list[Any]:
        """An attribute of WeasyPrint for another kind of notes. A new round of the layout sets it,
        and makes only those pages again that another one has changed: it loses notes that go on
        from a page that stays to one that is new. So all of these are made again.

        Upstream: no issue found, as of 70.0.
        """
        return self._rendered

    @rendered_notes.setter
    def rendered_notes(self, notes: list[Any]) -> None:
        self._rendered = notes
        for number in self._divided:
            if number <= len(self.page_maker):
                self.page_maker[number - 1][-1]["pages_wanted"] = True

    def layout_footnote(self, footnote: Any) -> bool:
        """Adds a note to the page; returns whether the notes are then more than it can hold."""
        self._caps.pop(id(footnote), None)
        overflow: bool = super().layout_footnote(footnote)
        if not (overflow or self.reported_footnotes or isinstance(footnote, _Rest)):
            self._newest = footnote if self._size(footnote).long else None
        return overflow

    def overflows_page(self, bottom_space: float, position_y: float) -> bool:
        """Whether something ends below the place of the text. WeasyPrint asks this of a line again
        after adding its notes: now a note that may be divided leaves room for the line."""
        newest, self._newest = self._newest, None
        if newest is not None:
            area = self.current_footnote_area
            room = self.page_bottom - bottom_space - position_y + area.height
            if area.height > room or not self._size(newest).whole:
                self._caps[id(newest)] = room - _AFTER * area.page.height
                self._update_footnote_area()
        overflow: bool = super().overflows_page(bottom_space, position_y)
        return overflow

    def _update_footnote_area(self) -> bool:
        """Leaves room for the notes of the page; returns whether they are more than it can hold.

        Upstream: no issue found, as of 70.0. WeasyPrint lays out all notes of a page again for each
        added note, which takes more than half of its time. Here each note is laid out once, alone,
        and its height is stored.
        """
        area = self.current_footnote_area
        if area.height != "auto":
            self.page_bottom += area.margin_height()
        sizes = [self._size(note) for note in self.current_page_footnotes]
        limit = SHARE * area.page.height
        height = least = stacked(sizes, [size.height for size in sizes])
        if any(size.long for size in sizes):
            least = stacked(sizes, [size.least if size.long else size.height for size in sizes])
            caps = (self._caps.get(id(note), inf) for note in self.current_page_footnotes)
            height = max(least, min(height, limit, *caps))
        area.height = height
        self.page_bottom -= area.margin_height()
        overflow: bool = least > limit
        return overflow

    def take_notes(self, area: Any) -> list[Any]:
        """The laid-out notes of the page, each in its place in the area, which gets their height.
        What there is no room for goes on at the foot of the next page."""
        late = self.reported_footnotes
        notes = [*self.current_page_footnotes, *late]
        sizes = [self._size(note) for note in notes]
        heights = [size.height for size in sizes]
        if late or any(size.long for size in sizes):
            rests = sum(isinstance(note, _Rest) for note in notes)
            heights = shares(sizes, rests, len(late), self._room())
            self._divided.add(self.current_page)
        self.reported_footnotes = []
        boxes: list[Any] = []
        foot, below, spare = area.content_box_y(), 0.0, 0.0
        for note, size, height in zip(notes, sizes, heights, strict=True):
            rest = _rest(note)
            laid = self._part(rest, min(height + spare, size.height)) if height else None
            if laid is None:
                self.reported_footnotes.append(rest)
                continue
            if laid.rest is not None:
                self.reported_footnotes.append(_Rest(rest.note, laid.rest))
            down = area.content_box_y() - laid.top
            if boxes:
                down = foot + max(below, size.above) - laid.box.border_box_y()
            laid.box.translate(area.content_box_x() - laid.left, down)
            boxes.append(laid.box)
            spare += height - laid.box.border_height()  # a part ends with a line
            foot, below = laid.box.border_box_y() + laid.box.border_height(), size.below
        area.height = min(foot - area.content_box_y(), area.max_height)
        return boxes

    def _part(self, note: _Rest, height: float) -> _Laid:
        """A note, or the first lines of it that have about this height."""
        key = self._key(note)
        laid = self._laid.pop(key, None) or self._lay_out(note)  # a page may be made again
        if laid.rest is None and height >= self._sizes[key].height:
            return laid
        found = list(lines(laid.box, laid.tree, note.begin))
        end = best_end(found, laid.tree, laid.box.border_box_y() + height)
        self._trees[id(note.note)] = laid.tree
        box = first_lines(laid.box, end)
        return _Laid(box, laid.height, laid.left, laid.top, end.place, laid.tree)

    def _room(self) -> float:
        """The height that the notes can have below the text of the page."""
        area = self.current_footnote_area
        around = area.margin_height() - area.height
        bottom: float = area.page.content_box_y() + area.page.height
        space: float = bottom - around - _foot_of_text(self.above)
        return min(self._limit(), space)

    def _limit(self) -> float:
        """The maximum height of the area of the notes."""
        height: float = self.current_footnote_area.page.height
        return SHARE * height

    def _key(self, rest: _Rest) -> tuple[int, str, float]:
        place = "" if rest.begin is None else str(rest.begin)
        return id(rest.note), place, self.current_footnote_area.page.width

    def _size(self, note: Any) -> Size:
        rest = _rest(note)
        key = self._key(rest)
        if key not in self._sizes:
            laid = self._laid[key] = self._lay_out(rest)
            self._sizes[key] = self._measured(laid, rest.begin)
        return self._sizes[key]

    def _measured(self, laid: _Laid, begin: Any) -> Size:
        box, whole = laid.box, laid.rest is None
        top = box.border_box_y()
        feet = [line.foot - top for line in lines(box, laid.tree, begin)]
        # WeasyPrint extends the box of a part to the end of the room.
        height = box.border_height() if whole else feet[-1]
        divisible = not whole or len(feet) >= 2 * _LINES
        return Size(
            alone=top - laid.top + height if not whole else laid.height,
            height=height,
            above=box.margin_top,
            below=box.margin_bottom,
            least=feet[min(_LINES, len(feet)) - 1] if divisible else height,
            long=divisible and (begin is not None or height > _LONG / SHARE * self._limit()),
            whole=whole,
        )

    def _lay_out(self, rest: _Rest) -> _Laid:
        """What is left of a note, or as much of it as a page can hold, laid out alone in the area
        of the notes."""
        area = self.current_footnote_area.deepcopy()
        area.height = "auto"
        tree = self._trees.get(id(rest.note))
        if tree is None:
            area.children = [rest.note.deepcopy()]
            area = build.create_anonymous_boxes(area)
        else:
            area.children = [tree]
        begin = None if rest.begin is None else {0: rest.begin}
        top = area.position_y if begin else area.content_box_y()  # no margin if it goes on
        below = self.page_bottom - top - self._limit()
        laid, end, *_ = block_level_layout(self, area, below, begin, area.page)
        left, top = laid.content_box_x(), laid.content_box_y()
        place = None if end is None else end[0]
        return _Laid(laid.children[0], laid.height, left, top, place, area.children[0])

    def forget(self) -> None:
        """Releases all boxes and styles from before the layout; drawing needs only the fonts
        and, for pictures inside drawings, what fetches them.

        Upstream: no issue found about these reference cycles, as of 70.0. Issues 1496 and 2130
        (both closed) are about memory that is kept after a document in the same way; smaller caches
        were the answer to them.
        """
        kept = {name: getattr(self, name) for name in ("font_config", "dictionaries")}
        fetch = partial(self.get_image_from_uri, context=None)  # it holds this context otherwise
        self.__dict__ = {**kept, "get_image_from_uri": fetch}


def _rest(note: Any) -> _Rest:
    return note if isinstance(note, _Rest) else _Rest(note, None)


def _foot_of_text(box: Any) -> float:
    """The lowest point of what is printed in a box; the box itself may end at the foot of the text,
    which is extended to there if it goes on."""
    if isinstance(box, LineBox) or not isinstance(box, ParentBox):
        return float(box.position_y + box.height)
    if box.padding_bottom or box.border_bottom_width:
        return float(box.border_box_y() + box.border_height())
    inside = (child for child in box.children if isinstance(child, Box))
    return max(map(_foot_of_text, inside), default=box.position_y)
