"""Dots: values of names on lines of their own, or pairs of numbers."""

from __future__ import annotations

import json

from msgspec.structs import replace

from reportkit.charts.colours import palette
from reportkit.charts.lines import make_room, plot_height, x_scale
from reportkit.charts.marks import GAP, Layer, Pads, framed, head, place_axis, text, value_axis
from reportkit.charts.room import Room
from reportkit.charts.scales import Scale, number_scale
from reportkit.model.document import Chart, ChartPoint


def dots(chart: Chart, room: Room) -> Layer:
    """Each value as a dot: on the line of its name, or between two axes."""
    if chart.x.form == "numbers" and chart.y.form == "names":
        turned = tuple(ChartPoint(point.y, point.x, point.series) for point in chart.points)
        return _on_lines(replace(chart, x=chart.y, y=chart.x, points=turned), room)
    if chart.x.form == "names":
        return _on_lines(chart, room)
    return _between_axes(chart, room)


def _on_lines(chart: Chart, room: Room) -> Layer:
    """A line for each name, from the left; several series are joined by a bar."""
    names = list(dict.fromkeys(str(point.x) for point in chart.points))
    order = {name: float(index) for index, name in enumerate(names)}
    said = [point for point in chart.points if point.y is not None]
    broken = {name: room.lines(name, room.width * 0.42) for name in names}
    step = max(max(map(len, broken.values())) * room.line + 6, 22.0)
    height = step * len(names)
    pads = Pads()
    pads.left = max(room.text(line) for own in broken.values() for line in own) + GAP + 2
    width = room.width - pads.left
    values = [float(point.y) for point in said if point.y is not None]
    scale = number_scale(values, chart.y, room.locale, max(2, round(width / 90)), False)
    pads.right = room.text(scale.labels[-1]) / 2 + 2
    pads.bottom = room.line + GAP
    colours = palette(room.theme.colours.accent)
    layers = head(room, chart.y.title, chart.series, colours, pads)
    rows = Scale(-0.5, len(names) - 0.5, tuple(order.values()), tuple(names))
    y = {"field": "p", "type": "quantitative", **place_axis(room, rows, grid=True, ticks=False)}
    y["axis"] |= {
        "labelColor": room.theme.colours.text,
        "labelExpr": f"{json.dumps([*broken.values()], ensure_ascii=False)}[datum.value]",
        "labelBaseline": "middle",
    }
    y["scale"] |= {"reverse": True}
    x = {"field": "v", "type": "quantitative", **value_axis(room, scale)}
    layers += _bars_between(chart, order, x, y, room)
    layers.append(_points(chart, {name: order[name] for name in names}, x, y, colours))
    return framed(room, layers, pads, height)


def _bars_between(
    chart: Chart, order: dict[str, float], x: Layer, y: Layer, room: Room
) -> list[Layer]:
    if len(chart.series) < 2:
        return []
    spans: dict[str, list[float]] = {}
    for point in chart.points:
        if point.y is not None:
            spans.setdefault(str(point.x), []).append(float(point.y))
    rows = [{"p": order[name], "v": min(own), "w": max(own)} for name, own in spans.items()]
    mark = {"type": "rule", "color": room.theme.colours.muted, "strokeWidth": 1.5}
    encoding = {"y": y, "x": x, "x2": {"field": "w"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _points(
    chart: Chart, order: dict[str, float] | None, x: Layer, y: Layer, colours: tuple[str, ...]
) -> Layer:
    series = {name: index for index, name in enumerate(chart.series)}
    rows = [
        {
            "p": point.x if order is None else order[str(point.x)],
            "v": point.y,
            "c": colours[series.get(point.series, 0)],
        }
        for point in chart.points
        if point.y is not None
    ]
    mark = {"type": "point", "filled": True, "size": 60, "stroke": "white"}
    mark |= {"strokeWidth": 0.75, "opacity": 1}
    colour = {"field": "c", "type": "nominal", "scale": None, "legend": None}
    encoding = {"x": x, "y": y, "fill": colour}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _between_axes(chart: Chart, room: Room) -> Layer:
    """Dots between an axis of numbers or days and one of values."""
    height = plot_height(room) * 1.15
    values = [float(point.y) for point in chart.points if point.y is not None]
    scale = number_scale(values, chart.y, room.locale, round(height / 48), False)
    pads = Pads()
    pads.left = max(map(room.text, scale.labels)) + GAP
    titled = chart.x.form == "numbers" and bool(chart.x.title)
    pads.bottom = room.line + GAP + 2 + (room.line if titled else 0)
    pads.right = 8
    places = x_scale(chart, room, room.width - pads.left - pads.right)
    make_room(places, room, pads)
    colours = palette(room.theme.colours.accent)
    layers = head(room, chart.y.title, chart.series, colours, pads)
    x = {"field": "p", "type": "quantitative", **place_axis(room, places, grid=True)}
    y = {"field": "v", "type": "quantitative", **value_axis(room, scale)}
    layers.append(_points(chart, None, x, y, colours))
    if titled:
        at = room.width - pads.left - pads.right, height + pads.bottom - room.line / 2 - 2
        muted = room.theme.colours.muted
        layers.append(text(room, [chart.x.title], *at, align="right", color=muted))
    return framed(room, layers, pads, height)
