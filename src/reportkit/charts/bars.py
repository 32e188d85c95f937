"""Bars: values of names, upright or lying, side by side or on one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from reportkit.charts.colours import palette
from reportkit.charts.lines import plot_height
from reportkit.charts.marks import (
    GAP,
    Layer,
    Pads,
    framed,
    head,
    name_axis,
    value_axis,
    zero_line,
)
from reportkit.charts.room import Room
from reportkit.charts.scales import Scale, number_label, number_scale
from reportkit.model.document import Chart, ChartPoint

_BAND: Final = 0.68
"""The share of a band that its bars take."""
_LABELLED: Final = 24
"""The number of bars that are labelled with their values, in place of an axis."""
_NAMES: Final = 0.42
"""The share of the width that names beside lying bars may take."""


def bars(chart: Chart, room: Room) -> Layer:
    """Lying bars where the author puts names on the y axis, or names do not fit below bars."""
    if chart.x.form == "numbers":
        turned = [ChartPoint(point.y, point.x, point.series) for point in chart.points]
        chart = replace(chart, x=chart.y, y=chart.x, points=tuple(turned))
        return _lying(chart, room)
    below = _below(chart, room)
    return _lying(chart, room) if below is None else _upright(chart, room, below)


def _names(chart: Chart) -> list[str]:
    return list(dict.fromkeys(str(point.x) for point in chart.points))


def _below(chart: Chart, room: Room) -> list[list[str]] | None:
    """The names below upright bars in lines, or None if they do not fit. Of numbers such as years,
    some can be left out."""
    names = _names(chart)
    band = (room.width * 0.93) / len(names)
    lines = [room.lines(name, band - 6) for name in names]
    if max(room.text(line) for own in lines for line in own) <= band - 4 and (
        max(map(len, lines)) <= 3
    ):
        return lines
    if all(name[:4].isdigit() for name in names):
        every = -int(-(max(map(room.text, names)) + 8) // band)
        return [[name] if not index % every else [""] for index, name in enumerate(names)]
    return None


def _rows(chart: Chart, room: Room) -> list[dict[str, object]]:
    """The bars: name, series, both ends, and the label."""
    order = {name: index for index, name in enumerate(_names(chart))}
    series = {name: index for index, name in enumerate(chart.series)}
    floors = dict.fromkeys(order, 0.0)
    rows: list[dict[str, object]] = []
    for point in chart.points:
        if point.y is None:
            continue
        name, value = str(point.x), float(point.y)
        floor = floors[name] if chart.stacked else 0.0
        floors[name] += value
        label = number_label(value, chart.y, room.locale, chart.y.decimals)
        rows.append(
            {
                "p": order[name],
                "s": series.get(point.series, 0),
                "v": floor + value,
                "z": floor,
                "t": label,
                "c": palette(room.theme.colours.accent)[series.get(point.series, 0)],
            }
        )
    return rows


def _ends(rows: Sequence[dict[str, object]]) -> list[float]:
    return [float(str(row["v"])) for row in rows]


def _upright(chart: Chart, room: Room, below: list[list[str]]) -> Layer:
    rows, height = _rows(chart, room), plot_height(room)
    count = 1 if chart.stacked else max(1, len(chart.series))
    widest = max(room.text(str(row["t"])) for row in rows)
    thick = room.width * 0.93 / len(below) * _BAND / count
    direct = not chart.stacked and widest <= thick + (6 if count == 1 else -2)
    scale = number_scale(_ends(rows), chart.y, room.locale, round(height / 48), True)
    pads = Pads()
    if not direct:
        pads.left = max(map(room.text, scale.labels)) + GAP
    else:
        scale = _tight(scale, _ends(rows), room.line / height)
    pads.bottom = max(map(len, below)) * room.line + GAP
    layers = head(room, chart.y.title, chart.series, palette(room.theme.colours.accent), pads)
    places = {"field": "p", "type": "ordinal", **name_axis(room, below, False)}
    values = {"field": "v", "type": "quantitative", **value_axis(room, scale, shown=not direct)}
    layers += _drawn(rows, places, values, chart, lying=False, direct=direct)
    layers.append(zero_line(room, "y"))
    return framed(room, layers, pads, height)


def _lying(chart: Chart, room: Room) -> Layer:
    rows = _rows(chart, room)
    names = [room.lines(name, room.width * _NAMES) for name in _names(chart)]
    count = 1 if chart.stacked else max(1, len(chart.series))
    step = max(count * room.size * 1.15 / _BAND, max(map(len, names)) * room.line + 4, 21.0)
    direct = not chart.stacked and len(rows) <= _LABELLED
    widest = max(room.text(str(row["t"])) for row in rows)
    pads = Pads()
    pads.left = max(room.text(line) for own in names for line in own) + GAP + 2
    width = room.width - pads.left
    scale = number_scale(_ends(rows), chart.y, room.locale, max(2, round(width / 90)), True)
    if direct:
        scale = _tight(scale, _ends(rows), (widest + 6) / (width - widest))
    else:
        pads.right = room.text(scale.labels[-1]) / 2 + 1
        pads.bottom = room.line + GAP
    layers = head(room, chart.y.title, chart.series, palette(room.theme.colours.accent), pads)
    places = {"field": "p", "type": "ordinal", **name_axis(room, names, True)}
    values = {"field": "v", "type": "quantitative", **value_axis(room, scale, shown=not direct)}
    layers += _drawn(rows, places, values, chart, lying=True, direct=direct)
    layers.append(zero_line(room, "x"))
    return framed(room, layers, pads, step * len(names))


def _tight(scale: Scale, ends: Sequence[float], label: float) -> Scale:
    """An axis that ends with the longest bar and has room for its label, given as a share."""
    low, high = min(0.0, *ends), max(0.0, *ends)
    whole = (high - low) or 1.0
    room_below = whole * label if low < 0 else 0.0
    room_above = whole * label if high > 0 else 0.0
    return replace(scale, low=low - room_below, high=high + room_above)


def _drawn(
    rows: list[dict[str, object]],
    places: Layer,
    values: Layer,
    chart: Chart,
    *,
    lying: bool,
    direct: bool,
) -> list[Layer]:
    """The bars, and their labels."""
    along, across = ("x", "y") if lying else ("y", "x")
    own: Layer = {across: places, along: values}
    if chart.series and not chart.stacked:
        offset = {"field": "s", "type": "ordinal", "sort": None}
        own[f"{across}Offset"] = {**offset, "scale": {"paddingInner": 0.06}}
    colour = {"color": {"field": "c", "type": "nominal", "scale": None, "legend": None}}
    ends = {f"{along}2": {"field": "z"}}
    mark: Layer = {"type": "bar"}
    if chart.stacked:
        mark |= {"stroke": "white", "strokeWidth": 0.75}
    layers: list[Layer] = [
        {"data": {"values": rows}, "mark": mark, "encoding": {**own, **ends, **colour}}
    ]
    for sign in (1, -1) if direct else ():
        signed = [row for row in rows if (float(str(row["v"])) >= 0) == (sign > 0)]
        if not signed:
            continue
        look = (
            {"align": "left" if sign > 0 else "right", "baseline": "middle", "dx": 4 * sign}
            if lying
            else {"align": "center", "baseline": "bottom" if sign > 0 else "top", "dy": -3 * sign}
        )
        labels = {"text": {"field": "t", "type": "nominal"}}
        text = {"type": "text", **look}
        layers.append({"data": {"values": signed}, "mark": text, "encoding": {**own, **labels}})
    return layers
