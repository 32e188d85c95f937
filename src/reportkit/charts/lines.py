"""Lines and areas: values along time, numbers or an order of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportkit.charts.colours import palette
from reportkit.charts.marks import (
    GAP,
    Layer,
    Pads,
    end_labels,
    framed,
    head,
    place_axis,
    value_axis,
    zero_line,
)
from reportkit.charts.room import STRONG, Room
from reportkit.charts.scales import Scale, date_scale, number_label, number_scale
from reportkit.model.document import Chart, ChartPoint
from reportkit.style.colours import lighter

_SHAPE: Final = 0.4
"""The height of the plot as a share of the width of the chart."""
_LABELS: Final = 0.28
"""The share of the width that the names of the series may take."""


def plot_height(room: Room) -> float:
    """The height of a plot that is free to choose it."""
    return min(260.0, max(120.0, room.width * _SHAPE))


def lines(chart: Chart, room: Room) -> Layer:
    """A line for each series, or areas: one, or several on one another."""
    area, names = chart.kind == "area", chart.series or ("",)
    colours = palette(room.theme.colours.accent)
    runs = [_run(chart, name) for name in names]
    floors = _floors(runs) if area else [[0.0] * len(run) for run in runs]
    tops = [
        [None if p.y is None else float(p.y) + floor for p, floor in zip(run, own, strict=True)]
        for run, own in zip(runs, floors, strict=True)
    ]
    height = plot_height(room)
    values = [top for own in tops for top in own if top is not None]
    scale = number_scale(values, chart.y, room.locale, round(height / 48), area)
    pads = Pads()
    pads.left = max(map(room.text, scale.labels)) + GAP
    labels = _end_names(chart, room, runs)
    ends = max((room.text(line, STRONG) for own in labels for line in own), default=0.0)
    pads.right = ends + GAP + 2 if ends else 6
    pads.bottom = room.line + GAP + 2
    places = x_scale(chart, room, room.width - pads.left - pads.right)
    make_room(places, room, pads)
    layers = head(room, chart.y.title, (), (), pads)
    plot = room.width - pads.left - pads.right, height
    x = {"field": "x", "type": "quantitative", **place_axis(room, places)}
    y = {"field": "y", "type": "quantitative", **value_axis(room, scale)}
    for index, (run, own, low) in enumerate(zip(runs, tops, floors, strict=True)):
        rows: list[dict[str, object]] = [
            {"x": p.x, "y": top, "z": floor} for p, top, floor in zip(run, own, low, strict=True)
        ]
        layers += _series(rows, colours[index], x, y, area, len(runs))
    if scale.low <= 0 <= scale.high:
        layers.append(zero_line(room, "y"))
    middles = [
        height
        - scale.place(
            (own[-1] or 0.0)
            if not (area and len(runs) > 1)
            else (((own[-1] or 0.0) + low[-1]) / 2),
            height,
        )
        for own, low in zip(_said(tops), floors, strict=True)
    ]
    layers += end_labels(room, labels, middles, colours, plot)
    return framed(room, layers, pads, height)


def _said(tops: Sequence[Sequence[float | None]]) -> list[list[float]]:
    """The values of each series that are there."""
    return [[top for top in own if top is not None] or [0.0] for own in tops]


def _run(chart: Chart, name: str) -> list[ChartPoint]:
    """The points of a series from left to right; names are placed by their order."""
    own = [point for point in chart.points if point.series == name]
    if chart.x.form == "names":
        order = {place: float(index) for index, place in enumerate(_names(chart))}
        own = [ChartPoint(order[str(point.x)], point.y, name) for point in own]
    return sorted(own, key=lambda point: float(point.x or 0))


def _names(chart: Chart) -> list[str]:
    return list(dict.fromkeys(str(point.x) for point in chart.points))


def _floors(runs: Sequence[Sequence[ChartPoint]]) -> list[list[float]]:
    """What each area stands on: the sum of those before it."""
    floors: list[list[float]] = []
    for index, run in enumerate(runs):
        if not index:
            floors.append([0.0] * len(run))
            continue
        below = zip(floors[-1], runs[index - 1], strict=True)
        floors.append([floor + float(point.y or 0) for floor, point in below])
    return floors


def make_room(places: Scale, room: Room, pads: Pads) -> None:
    """Widens the sides for the outermost labels below the plot."""
    wide = room.width - pads.left - pads.right
    for tick, label in zip(places.ticks, places.labels, strict=True):
        at, half = places.place(tick, wide), room.text(label) / 2
        pads.left = max(pads.left, half - at)
        pads.right = max(pads.right, half - (wide - at))


def x_scale(chart: Chart, room: Room, width: float) -> Scale:
    """The axis of places for a plot of this width."""
    if chart.x.form == "names":
        names = _names(chart)
        step = width / max(1, len(names) - 1)
        widest = max(map(room.text, names)) + 12
        every = max(1, -int(-widest // step))
        ticks = tuple(map(float, range(0, len(names), every)))
        return Scale(0.0, max(1.0, len(names) - 1), ticks, tuple(names[::every]))
    values = [float(point.x) for point in chart.points if point.x is not None]
    if chart.x.form == "numbers":
        return number_scale(values, chart.x, room.locale, max(2, round(width / 80)), False)

    def fits(labels: Sequence[str]) -> bool:
        return sum(room.text(label) + 14 for label in labels) <= width

    return date_scale(values, chart.x, room.locale, fits)


def _end_names(chart: Chart, room: Room, runs: Sequence[Sequence[ChartPoint]]) -> list[list[str]]:
    """What stands beside the end of each line: the name of its series; of a single one its last
    value."""
    if chart.series:
        return [room.lines(name, room.width * _LABELS, STRONG) for name in chart.series]
    said = [point.y for run in runs for point in run if point.y is not None]
    return [[number_label(float(said[-1]), chart.y, room.locale, chart.y.decimals)]]


def _series(
    rows: list[dict[str, object]], colour: str, x: Layer, y: Layer, area: bool, count: int
) -> list[Layer]:
    data = {"values": rows}
    line = {"type": "line", "color": colour, "strokeWidth": 2, "strokeJoin": "round"}
    layers: list[Layer] = []
    if area:
        fill = lighter(colour, 0.22) if count == 1 else lighter(colour, 0.85)
        mark = {"type": "area", "color": fill, "opacity": 1, "line": False}
        if count > 1:
            mark |= {"stroke": "white", "strokeWidth": 1}
        layers.append(
            {"data": data, "mark": mark, "encoding": {"x": x, "y": y, "y2": {"field": "z"}}}
        )
    if not area or count == 1:
        layers.append({"data": data, "mark": line, "encoding": {"x": x, "y": y}})
        dots = [row for index, row in enumerate(rows) if _stands_out(rows, index)]
        mark = {"type": "point", "filled": True, "opacity": 1, "size": 32, "color": colour}
        layers.append({"data": {"values": dots}, "mark": mark, "encoding": {"x": x, "y": y}})
    return layers


def _stands_out(rows: Sequence[dict[str, object]], index: int) -> bool:
    """Whether a value gets a dot: the last one, and one between missing values."""
    if rows[index]["y"] is None:
        return False
    after = index + 1 == len(rows) or rows[index + 1]["y"] is None
    before = index == 0 or rows[index - 1]["y"] is None
    last = all(row["y"] is None for row in rows[index + 1 :])
    return last or (after and before)
