"""The lines of a laid-out note: where it can be divided, and the part above that place.

Like `page_notes`, this module touches private parts of WeasyPrint 70.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct
from weasyprint.formatting_structure.boxes import LineBox, ParentBox, TextBox

from reportkit.writers.html_names import HtmlClass

_BACK: Final = 3
"""The number of lines that may move to the next page for a better place to divide a note."""


class Line(Struct, frozen=True):
    """A line of a note."""

    foot: float
    """Its lower edge in CSS pixels."""
    place: Any
    """The place after it, where WeasyPrint can resume the layout; None at the end of the note."""
    paragraph: int
    """The identity of its paragraph."""


def lines(laid: Any, tree: Any, begin: Any) -> Iterator[Line]:
    """The lines of a block that was laid out from a place in its tree."""
    ((first, inside),) = begin.items() if begin else ((0, None),)
    for number, child in enumerate(laid.children):
        if isinstance(child, LineBox):  # WeasyPrint puts all lines of a block in its first child
            place = None if child.resume_at is None else {0: child.resume_at}
            yield Line(child.position_y + child.height, place, id(laid))
        elif isinstance(child, ParentBox):
            index = first + number
            after = {index + 1: None} if index + 1 < len(tree.children) else None
            for line in lines(child, tree.children[index], None if number else inside):
                place = after if line.place is None else {index: line.place}
                yield Line(line.foot, place, line.paragraph)


class End(Struct, frozen=True):
    """The end of a part of a note."""

    lines: int
    """The number of its lines."""
    place: Any
    """The place where the note goes on; None at its end."""
    address: Any = None
    """The element of the address before which its last line ends; None if that line is whole."""


def best_end(found: Sequence[Line], tree: Any, foot: float) -> End:
    """Where the part of a note that ends at `foot` or above is best divided from the rest.

    That is after as many lines as there is room for, at least one, or a few less, so that no
    address is divided and no line of a paragraph alone. If each of them ends in an address, the
    part ends before the last one.
    """
    most = max(1, sum(line.foot <= foot + 0.01 for line in found))
    for count in range(most, max(0, most - _BACK - 1), -1):
        if _may_divide(found, count, tree):
            return End(count, found[count - 1].place)
    return _before_address(found, tree, most) or End(most, found[most - 1].place)


def _before_address(found: Sequence[Line], tree: Any, count: int) -> End | None:
    """The end before the address that goes on after a line, if something precedes it."""
    address = _address(tree, found[count - 1].place)
    if address is None:
        return None
    place, element = address
    while count > 1:
        earlier = _address(tree, found[count - 2].place)
        if earlier is None or earlier[1] is not element:
            whole = found[count - 2].place == place
            return End(count - 1, place) if whole else End(count, place, element)
        count -= 1
    return None


def _may_divide(found: Sequence[Line], count: int, tree: Any) -> bool:
    here, below = found[count - 1], found[count : count + 2]
    if _address(tree, here.place):
        return False
    if below and below[0].foot <= here.foot + 0.01:
        return False  # the number of the note, beside the first line of a list
    if not below or below[0].paragraph != here.paragraph:
        return True
    alone_above = count > 1 and found[count - 2].paragraph != here.paragraph
    alone_below = below[-1].paragraph != here.paragraph or below[0].place is None
    return not (alone_above or alone_below)


def _address(box: Any, place: Any) -> tuple[Any, Any] | None:
    """The place before the address that a place in a box is within, and its element."""
    if not place or isinstance(box, TextBox):
        return None
    ((index, inner),) = place.items()
    child = box.children[index]
    named = None if child.element is None else child.element.get("class")
    if child.element_tag == "a" or named == HtmlClass.DEFANGED:
        return ({index: None}, child.element) if any(_indices(inner)) else None
    found = _address(child, inner)
    return found and ({index: found[0]}, found[1])


def _indices(place: Any) -> Iterator[int]:
    while place:
        ((index, place),) = place.items()
        yield index


def first_lines(box: Any, end: End) -> Any:
    """A copy of a laid-out block with its lines up to an end only, and of their height."""
    return _shortened(box, end, end.lines)[0]


def _shortened(box: Any, end: End, count: int) -> tuple[Any, int]:
    """The shortened block, and how many lines are missing to the count."""
    kept: list[Any] = []
    for child in box.children:
        if not count:
            break
        if isinstance(child, LineBox):
            count -= 1
            last = not count and end.address is not None
            kept.append(_up_to(child, end.address)[0] if last else child)
        elif isinstance(child, ParentBox):
            inner, count = _shortened(child, end, count)
            kept.append(inner)
        else:
            kept.append(child)
    made = box.copy_with_children(kept)
    made.remove_decoration(start=False, end=not count)
    if not count:
        foot = kept[-1]
        height = foot.height if isinstance(foot, LineBox) else foot.margin_height()
        made.height = foot.position_y + height - made.content_box_y()
    return made, count


def _up_to(box: Any, element: Any) -> tuple[Any, bool]:
    """A copy of a line, or of a box in it, with what precedes an element; whether that is in it."""
    kept: list[Any] = []
    for child in box.children:
        if child.element is element:
            return box.copy_with_children(kept), True
        inner, ends = _up_to(child, element) if isinstance(child, ParentBox) else (child, False)
        kept.append(inner)
        if ends:
            return box.copy_with_children(kept), True
    return box.copy_with_children(kept), False
