"""Inert drawings in the form that WeasyPrint 70 draws as browsers do.

It takes the box of a gradient's tile from two corners, which a rotation moves onto one line or
beyond the shape, repeats the tile where a stroke leaves its box, mixes the colours of stops of
unequal opacity by another rule, and forgets how wide the stroke is (its issues 1601 and 2613). So
each gradient is written anew: in the coordinates of the drawing, without a transformation and
without repetition, for one shape alone, whose path names two far points that draw nothing but make
the tile large. The order of fill and stroke, and clip paths that are clipped themselves, become
groups. Everything that it draws otherwise even so, or not at all, is left to pixels.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, hypot, sqrt
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from reportkit.pictures.geometry import (
    IDENTITY,
    Box,
    Matrix,
    Point,
    box_of,
    corners,
    determinant,
    inverse,
    is_similar,
    matrix,
    moved,
    path,
    product,
    written,
)

_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_DRAWN_AS_IT_IS: Final = (b"Gradient", b"clip-path", b"paint-order", b"<image")
"""A drawing without these needs no change."""
_BEYOND: Final = (
    *(b"<filter", b"<mask", b"<pattern", b"mix-blend-mode", b"isolation"),
    b"data:image/svg",
)
"""What WeasyPrint draws otherwise than browsers, or not at all."""
_STROKE_FIRST: Final = "paint-order:stroke"
_OF_THE_SHAPE: Final = ("transform", "opacity", "clip-path", "id", "style")
"""Attributes that stay with the group when fill and stroke are divided."""
_STEPS: Final = 32
"""Into how many steps two stops are divided that differ in both colour and opacity."""
_APART: Final = 1e-4
"""The least distance of two stops: the functions of a PDF must not begin where they end."""
_TURNS: Final = 100
"""How often a gradient may repeat."""

_GRADIENTS: Final = 300
"""How many shapes may have one, which takes WeasyPrint a second; four times that for twice as
many."""


class _Stop(Struct, frozen=True):
    offset: float
    colour: tuple[float, ...]
    """Red, green and blue (0 to 255)."""
    opacity: float


def for_pages(drawn: bytes) -> bytes | None:
    """An inert drawing as WeasyPrint draws it rightly, as vectors; None if only pixels show it."""
    if not any(sign in drawn for sign in _DRAWN_AS_IT_IS):
        return None if any(sign in drawn for sign in _BEYOND) else drawn
    if any(sign in drawn for sign in _BEYOND):
        return None
    root = ElementTree.fromstring(drawn)
    try:
        _Drawing(root).rewrite()
    except (ValueError, KeyError, ZeroDivisionError):
        return None  # written in a way that none of our drawings has
    ElementTree.register_namespace("", _SVG[1:-1])
    ElementTree.register_namespace("xlink", _HREF[1:-5])
    return ElementTree.tostring(root)


class _Drawing:
    """A drawing, changed in place. Each method raises ValueError for what only pixels show."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._named = {name: node for node in root.iter() if (name := node.get("id"))}
        self._defs = Element(f"{_SVG}defs")  # the first, so that each name is found at once
        self._made = 0

    def rewrite(self) -> None:
        for group in self._root.iter(f"{_SVG}g"):
            if group.get("opacity") is not None and group.find(f".//{_SVG}image") is not None:
                raise ValueError("a picture that has no box there")
        for picture in self._root.iter(f"{_SVG}image"):
            if _is_clear(picture.get(_HREF, "")):
                raise ValueError("a picture that becomes white paper in a PDF for the press")
            picture.set("image-rendering", "crisp-edges")  # PDF/A allows no other (6.2.8)
        for clip in self._root.iter(f"{_SVG}clipPath"):
            _only_simple(clip)
        self._rewrite(self._root)
        self._root.insert(0, self._defs)

    def _rewrite(self, parent: Element) -> None:
        for at, node in enumerate(parent):
            if node.tag == f"{_SVG}defs":
                continue
            if node.tag == f"{_SVG}path":
                if self._needs_division(node):
                    parent[at] = self._divided(node)
            else:
                self._rewrite(node)
            self._clip(parent[at])

    def _needs_division(self, shape: Element) -> bool:
        if "url(" in shape.get("fill", "") + shape.get("stroke", ""):
            return True
        return _STROKE_FIRST in shape.get("style", "")

    def _divided(self, shape: Element) -> Element:
        """The group of a shape: its fill, and its stroke."""
        group = Element(f"{_SVG}g", {k: v for k, v in shape.items() if k in _OF_THE_SHAPE})
        parts = ["fill", "stroke"]
        if _STROKE_FIRST in shape.get("style", ""):
            parts.reverse()
        defaults = {"fill": "black", "stroke": "none"}
        for part, other in (parts, parts[::-1]):
            if shape.get(part, defaults[part]) == "none":
                continue
            kept = {k: v for k, v in shape.items() if k not in _OF_THE_SHAPE}
            alone = SubElement(group, shape.tag, {**kept, other: "none"})
            if named := alone.get(part, "").removeprefix("url(#").rpartition(")")[0]:
                self._paint(alone, part, self._named[named])
        return group

    def _paint(self, shape: Element, part: str, gradient: Element) -> None:
        segments = path(shape.get("d", ""))
        left, top, right, bottom = box_of(segments)
        by = matrix(gradient.get("gradientTransform"))
        if gradient.get("gradientUnits") != "userSpaceOnUse":
            by = product((right - left, 0, 0, bottom - top, left, top), by)
        drawn_by = IDENTITY
        if part == "stroke":
            drawn_by = _one_wide(shape)
        elif gradient.tag == f"{_SVG}radialGradient" and not is_similar(by):
            drawn_by = _stretch(by)
        back = inverse(drawn_by)
        segments = [(to, tuple(moved(back, p) for p in points)) for to, points in segments]
        around = _with_room(box_of(segments), 1 if part == "stroke" else 0, shape)
        name = self._gradient(gradient, product(back, by), around)
        shape.set("d", written([("M", (around[:2],)), ("M", (around[2:],)), *segments]))
        shape.set("transform", f"matrix({' '.join(map(str, drawn_by))})")
        shape.set(part, f"url(#{name})")

    def _gradient(self, gradient: Element, by: Matrix, around: Box) -> str:
        """The name of the gradient for what is drawn inside a box; `by` brings its coordinates to
        those of the box."""
        self._made += 1
        if self._made > _GRADIENTS:
            raise ValueError("each gradient is searched for among all")
        name = f"reportkit-{self._made}"
        stops = [_stop(node) for node in gradient.iter(f"{_SVG}stop")]
        reflected = gradient.get("spreadMethod") == "reflect"
        repeated = gradient.get("spreadMethod", "pad") != "pad"
        if gradient.tag == f"{_SVG}linearGradient":
            start, step, seen = _line(gradient, by, around)
            first, last = (floor(min(seen)), ceil(max(seen))) if repeated else (0, 1)
            numbers = {
                "x1": start[0] + first * step[0],
                "y1": start[1] + first * step[1],
                "x2": start[0] + last * step[0],
                "y2": start[1] + last * step[1],
            }
        else:
            numbers = _circles(gradient, by)
            first, last = 0, _rings(numbers, around) if repeated else 1
            numbers["r"] *= last
        if last - first > _TURNS:
            raise ValueError("it repeats too often")
        attributes = {key: f"{number:.6f}" for key, number in numbers.items()}
        made = SubElement(self._defs, gradient.tag, {"id": name, **attributes})
        made.set("gradientUnits", "userSpaceOnUse")
        for stop in _apart(list(_divided_stops(_repeated(stops, first, last, reflected)))):
            red, green, blue = (round(level) for level in stop.colour)
            colour = f"#{red:02x}{green:02x}{blue:02x}"
            tone = {"stop-color": colour, "stop-opacity": f"{stop.opacity:.5f}"}
            SubElement(made, f"{_SVG}stop", {"offset": f"{stop.offset:.6f}", **tone})
        return name

    def _clip(self, node: Element) -> None:
        """Gives an element whose clip path is clipped itself a group for each of them."""
        outer = node
        while named := outer.get("clip-path"):
            clip = self._named[named[5:-1]]
            if (further := clip.get("clip-path")) is None:
                return
            inner = Element(f"{_SVG}g", {"clip-path": f"url(#{self._unclipped(clip)})"})
            inner.extend(list(outer))
            for child in list(outer):
                outer.remove(child)
            outer.append(inner)
            outer.set("clip-path", further)

    def _unclipped(self, clip: Element) -> str:
        """The name of a copy of a clip path that is not clipped itself."""
        name = f"{clip.get('id')}-alone"
        if name not in self._named:
            kept = {k: v for k, v in clip.items() if k not in ("id", "clip-path")}
            copy = SubElement(self._defs, clip.tag, {**kept, "id": name})
            copy.extend(list(clip))
            self._named[name] = copy
        return name


def _is_clear(address: str) -> bool:
    """Whether a picture has transparent parts (PNG, 11.2.1 and 11.3.1.1)."""
    data = base64.b64decode(address.rpartition(",")[2])
    return data.startswith(b"\x89PNG") and (data[25] in (4, 6) or b"tRNS" in data)


def _only_simple(clip: Element) -> None:
    """Raises ValueError for a clip path that WeasyPrint does not follow: it takes all shapes as
    one, by the rule of windings, and has no box for its units."""
    shapes = list(clip)
    if len(shapes) != 1 or shapes[0].tag != f"{_SVG}path":
        raise ValueError("a clip path of several shapes")
    if shapes[0].get("clip-rule") == "evenodd" or shapes[0].get("clip-path"):
        raise ValueError("a clip path with holes")
    if clip.get("clipPathUnits") == "objectBoundingBox":
        raise ValueError("a clip path in the units of what it clips")


def _number(node: Element, key: str, default: float = 0) -> float:
    return float(node.get(key, default))


def _line(gradient: Element, by: Matrix, around: Box) -> tuple[Point, Point, list[float]]:
    """The start of a linear gradient, the way from there to its end, at a right angle to its
    colours, and where on that way the corners of a box are. A transformation keeps the lines of
    one colour parallel, but not at a right angle to the line from start to end."""
    start = _number(gradient, "x1"), _number(gradient, "y1")
    across, down = _number(gradient, "x2", 1) - start[0], _number(gradient, "y2") - start[1]
    back = inverse(by)
    squared = across**2 + down**2
    fast_x = (back[0] * across + back[1] * down) / squared
    fast_y = (back[2] * across + back[3] * down) / squared
    fast = fast_x**2 + fast_y**2
    x, y = moved(by, start)
    seen = [(cx - x) * fast_x + (cy - y) * fast_y for cx, cy in corners(around)]
    return (x, y), (fast_x / fast, fast_y / fast), seen


def _one_wide(shape: Element) -> Matrix:
    """What a stroke is drawn with so that its own width is 1: WeasyPrint sets no other for a
    gradient. The shape gets the dashes for it."""
    width = _number(shape, "stroke-width", 1)
    shape.set("stroke-width", "1")
    if dashes := shape.get("stroke-dasharray"):
        numbers = (float(dash) / width for dash in dashes.replace(",", " ").split())
        shape.set("stroke-dasharray", " ".join(f"{number:.6f}" for number in numbers))
        shape.set("stroke-dashoffset", f"{_number(shape, 'stroke-dashoffset') / width:.6f}")
    return width, 0, 0, width, 0, 0


def _stretch(by: Matrix) -> Matrix:
    """What makes the circles of a gradient the ellipses that `by` makes of them, and keeps areas:
    a shape is drawn with it, because a gradient cannot be."""
    size = sqrt(abs(determinant(by)))
    a, b, c, d, e, f = by
    return a / size, b / size, c / size, d / size, e, f


def _with_room(box: Box, stroke: float, shape: Element) -> Box:
    """A box much larger than a shape with its stroke."""
    left, top, right, bottom = box
    room = max(right - left, bottom - top) + stroke * max(2, _number(shape, "stroke-miterlimit", 4))
    return left - room, top - room, right + room, bottom + room


def _circles(gradient: Element, by: Matrix) -> dict[str, float]:
    """The circles of a radial gradient: from f to c, with their radii."""
    c = _number(gradient, "cx", 0.5), _number(gradient, "cy", 0.5)
    f = _number(gradient, "fx", c[0]), _number(gradient, "fy", c[1])
    size = sqrt(abs(determinant(by)))
    (cx, cy), (fx, fy) = moved(by, c), moved(by, f)
    radii = {"r": _number(gradient, "r", 0.5) * size, "fr": _number(gradient, "fr") * size}
    if not is_similar(by):
        raise ValueError("a stroke cannot be stretched")
    if hypot(cx - fx, cy - fy) + radii["fr"] >= radii["r"]:
        raise ValueError("its focus lies outside")
    return {"cx": cx, "cy": cy, "fx": fx, "fy": fy, **radii}


def _rings(circles: dict[str, float], around: Box) -> int:
    """How often a radial gradient repeats until a box is full."""
    x, y, r = circles["cx"], circles["cy"], circles["r"]
    if (x, y, 0) != (circles["fx"], circles["fy"], circles["fr"]):
        raise ValueError("its rings are not around one point")
    return ceil(max(hypot(cx - x, cy - y) for cx, cy in corners(around)) / r)


def _stop(node: Element) -> _Stop:
    colour = bytes.fromhex(node.get("stop-color", "#000000").removeprefix("#"))
    offset = min(1.0, max(0.0, _number(node, "offset")))
    return _Stop(offset, tuple(colour), _number(node, "stop-opacity", 1))


def _repeated(stops: Sequence[_Stop], first: int, last: int, reflected: bool) -> list[_Stop]:
    """The stops of all turns from `first` to before `last`, as one turn."""
    count = last - first
    if count == 1:
        return list(stops)
    ends = [_Stop(0, stops[0].colour, stops[0].opacity), *stops]
    ends.append(_Stop(1, stops[-1].colour, stops[-1].opacity))
    found: list[_Stop] = []
    for turn in range(first, last):
        back = reflected and turn % 2 == 1
        for stop in ends[::-1] if back else ends:
            along = 1 - stop.offset if back else stop.offset
            found.append(_Stop((turn - first + along) / count, stop.colour, stop.opacity))
    return found


def _divided_stops(stops: Sequence[_Stop]) -> Iterator[_Stop]:
    """The stops, with others between two that differ in both colour and opacity."""
    yield stops[0]
    for one, other in pairwise(stops):
        if one.colour != other.colour and one.opacity != other.opacity:
            for step in range(1, _STEPS):
                yield _between(one, other, step / _STEPS)
        yield other


def _between(one: _Stop, other: _Stop, share: float) -> _Stop:
    colours = zip(one.colour, other.colour, strict=True)
    return _Stop(
        one.offset + (other.offset - one.offset) * share,
        tuple(a + (b - a) * share for a, b in colours),
        one.opacity + (other.opacity - one.opacity) * share,
    )


def _apart(stops: Sequence[_Stop]) -> Iterator[_Stop]:
    """The stops, no two of them at one place."""
    least = 0.0
    for stop in stops:
        offset = max(stop.offset, least)
        yield _Stop(offset, stop.colour, stop.opacity)
        least = offset + _APART
