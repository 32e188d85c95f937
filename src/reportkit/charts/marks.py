"""The parts of a Vega-Lite specification that every chart of columns is made of."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from msgspec import Struct

from reportkit.charts.colours import for_text
from reportkit.charts.room import STRONG, Room
from reportkit.charts.scales import Scale

Layer: TypeAlias = dict[str, Any]
GAP: Final = 8.0
"""Pixels between an axis and its labels."""
_SWATCH: Final = 10.0
_APART: Final = 16.0
"""Pixels between the entries of a legend."""


class Pads(Struct):
    """The room around the plot, which holds labels, title and legend."""

    left: float = 1.0
    right: float = 1.0
    top: float = 4.0
    bottom: float = 4.0


def framed(room: Room, layers: Iterable[Layer], pads: Pads, height: float) -> Layer:
    """The whole chart, with a plot of this height."""
    theme = room.theme
    # Whole pixels: a drawing whose edge is between two would have a grey line there.
    whole = pads.top + height + pads.bottom
    pads.bottom += math.ceil(whole) - whole
    return {
        "width": room.width - pads.left - pads.right,
        "height": height,
        "padding": {name: getattr(pads, name) for name in ("left", "right", "top", "bottom")},
        "autosize": "none",
        "background": "white",
        "config": {
            "view": {"stroke": None},
            "font": theme.fonts.heading,
            "text": {"font": theme.fonts.heading, "fontSize": room.size, "lineHeight": room.line},
            "axis": {"labelFontSize": room.size, "labelLineHeight": room.line},
        },
        "layer": list(layers),
        "resolve": {"legend": {"color": "independent"}},
    }


def text(room: Room, lines: Sequence[str], x: float, y: float, **look: object) -> Layer:
    """Lines of text at a place of the plot, by default to the right of it and in its middle."""
    mark = {
        "type": "text",
        "text": list(lines),
        "align": "left",
        "baseline": "middle",
        "color": room.theme.colours.text,
        "clip": False,
        **look,
    }
    return {"data": {"values": [{}]}, "mark": mark, "encoding": _at(x, y)}


def swatch(x: float, y: float, colour: str) -> Layer:
    """A square of a legend, with its middle at a height of the plot."""
    mark = {"type": "square", "size": _SWATCH**2, "filled": True, "opacity": 1, "color": colour}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": _at(x + _SWATCH / 2, y)}


def _at(x: float, y: float) -> Layer:
    return {"x": {"value": x}, "y": {"value": y}}


def head(
    room: Room, title: str, names: Sequence[str], colours: Sequence[str], pads: Pads
) -> list[Layer]:
    """What stands above the plot from the left edge of the chart on: the title of the axis of
    values, then a legend. Makes room for it in `pads`."""
    rows: list[list[tuple[float, str, str]]] = []
    at = room.width
    for name, colour in zip(names, colours, strict=False):
        wide = _SWATCH + 6 + room.text(name)
        if at + wide > room.width:
            rows.append([])
            at = 0.0
        rows[-1].append((at, name, colour))
        at += wide + _APART
    titled = room.lines(title, room.width) if title else []
    count = len(titled) + len(rows)
    pads.top = count * room.line + (GAP + 4 if count else 4)
    y = room.line / 2 - pads.top
    layers: list[Layer] = []
    for line in titled:
        layers.append(text(room, [line], -pads.left, y, color=room.theme.colours.muted))
        y += room.line
    for row in rows:
        for x, name, colour in row:
            layers.append(swatch(x - pads.left, y, colour))
            layers.append(text(room, [name], x - pads.left + _SWATCH + 6, y))
        y += room.line
    return layers


def value_axis(room: Room, scale: Scale, *, shown: bool = True) -> Layer:
    """The axis of values: thin lines across the plot and muted labels, no line of its own."""
    if not shown:
        return {"scale": _fixed(scale), "axis": None}
    colours = room.theme.colours
    axis = {
        "title": None,
        "values": list(scale.ticks),
        "labelExpr": lookup(dict(zip(scale.ticks, scale.labels, strict=True))),
        "labelColor": colours.muted,
        "labelPadding": GAP - 2,
        "labelOverlap": False,
        "labelFlush": False,
        "labelBound": False,
        "labelLimit": 0,
        "domain": False,
        "ticks": False,
        "grid": True,
        "gridColor": colours.rule,
        "gridOpacity": 0.7,
        "gridWidth": 0.5,
    }
    return {"scale": _fixed(scale), "axis": axis}


def place_axis(room: Room, scale: Scale, *, grid: bool = False, ticks: bool = True) -> Layer:
    """The axis of places: a line with small ticks, and labels."""
    colours = room.theme.colours
    axis = {
        "title": None,
        "values": list(scale.ticks),
        "labelExpr": lookup(dict(zip(scale.ticks, scale.labels, strict=True))),
        "labelColor": colours.muted,
        "labelPadding": 4 if ticks else GAP - 2,
        "labelOverlap": False,
        "labelFlush": False,
        "labelBound": False,
        "labelLimit": 0,
        "domain": False,
        "ticks": ticks,
        "tickSize": 4,
        "tickColor": colours.muted,
        "tickWidth": 0.75,
        "grid": grid,
        "gridColor": colours.rule,
        "gridOpacity": 0.7,
        "gridWidth": 0.5,
    }
    return {"scale": _fixed(scale), "axis": axis}


def name_axis(room: Room, names: Sequence[Sequence[str]], lying: bool) -> Layer:
    """An axis of names in the order of the file, each in lines. Its scale is that of bands."""
    axis = {
        "title": None,
        "labelExpr": f"{json.dumps(list(map(list, names)), ensure_ascii=False)}[datum.value]",
        "labelColor": room.theme.colours.text,
        "labelPadding": GAP - (0 if lying else 2),
        "labelAngle": 0,
        "labelOverlap": False,
        "labelLimit": 0,
        "domain": False,
        "ticks": False,
        "grid": False,
    }
    scale = {"paddingInner": 0.32, "paddingOuter": 0.16, "domain": list(range(len(names)))}
    return {"axis": axis, "scale": scale, "sort": None}


def _fixed(scale: Scale) -> Layer:
    return {"domain": [scale.low, scale.high], "nice": False, "zero": False}


def zero_line(room: Room, channel: str) -> Layer:
    """The line at zero, from which bars begin."""
    mark = {"type": "rule", "color": room.theme.colours.text, "strokeWidth": 0.75}
    return {
        "data": {"values": [{"v": 0}]},
        "mark": mark,
        "encoding": {channel: {"field": "v", "type": "quantitative"}},
    }


def lookup(labels: dict[float, str]) -> str:
    """A formula that gives the label of each tick. A tick has the value of the nearest number."""
    values = json.dumps(list(labels))
    words = json.dumps(list(labels.values()), ensure_ascii=False)
    return f"{words}[indexof({values}, datum.value)]"


def spread(wanted: Sequence[tuple[float, float]], length: float) -> list[float]:
    """Middles of labels, as near as possible to those wanted, that do not overlap. Each is given by
    its middle and its height, in the order of their middles."""
    middles = [middle for middle, _ in wanted]
    heights = [height for _, height in wanted]
    for index in range(1, len(middles)):
        least = middles[index - 1] + (heights[index - 1] + heights[index]) / 2
        middles[index] = max(middles[index], least)
    for index in range(len(middles) - 1, -1, -1):
        most = length - heights[index] / 2
        if index + 1 < len(middles):
            most = middles[index + 1] - (heights[index + 1] + heights[index]) / 2
        middles[index] = min(middles[index], most)
    return middles


def end_labels(
    room: Room,
    names: Sequence[Sequence[str]],
    heights: Sequence[float],
    colours: Sequence[str],
    plot: tuple[float, float],
) -> list[Layer]:
    """The names of series beside their ends at the right of the plot."""
    wide, high = plot
    order = sorted(range(len(names)), key=lambda index: heights[index])
    middles = spread([(heights[i], len(names[i]) * room.line) for i in order], high + room.line / 2)
    return [
        text(
            room,
            names[index],
            wide + GAP,
            middle - (len(names[index]) - 1) * room.line / 2,
            color=for_text(colours[index]),
            fontWeight=STRONG,
        )
        for index, middle in zip(order, middles, strict=True)
    ]
