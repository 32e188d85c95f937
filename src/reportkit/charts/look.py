"""Specifications of authors in the colours and fonts of a theme.

What a specification sets itself stays; Vega-Lite takes the rest from its `config`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from reportkit.charts.colours import palette
from reportkit.charts.marks import Layer
from reportkit.charts.room import STRONG, Room
from reportkit.model.document import Chart
from reportkit.style.colours import lighter

_COMPOSED: Final = frozenset(("hconcat", "vconcat", "concat", "facet", "repeat"))
_FACETS: Final = frozenset(("row", "column", "facet"))


def themed(chart: Chart, room: Room) -> Layer:
    """The specification of a chart, as wide as its room if it does not say how wide it is."""
    spec: Layer = json.loads(chart.spec)
    spec.pop("$schema", None)
    spec["config"] = _merged(_config(room), spec.get("config"))
    spec.setdefault("background", "white")
    spec.setdefault("padding", 2)
    encoding = spec.get("encoding")
    faceted = isinstance(encoding, dict) and bool(_FACETS & encoding.keys())
    if _COMPOSED & spec.keys() or faceted:
        return spec
    if spec.get("width", "container") == "container":
        spec["width"] = round(room.width, 2)
        spec.setdefault("autosize", {"type": "fit-x", "contains": "padding"})
    if spec.get("height") == "container":
        del spec["height"]
    return spec


def _merged(ours: Mapping[str, Any], own: object) -> Layer:
    """Our settings with those of the author in their place."""
    made = dict(ours)
    for key, value in own.items() if isinstance(own, dict) else ():
        under = made.get(key)
        made[key] = (
            _merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
        )
    return made


def _config(room: Room) -> Layer:
    colours, size, font = room.theme.colours, room.size, room.theme.fonts.heading
    accent = colours.accent
    words = {"labelFontSize": size, "titleFontSize": size, "titleFontWeight": 400}
    return {
        "font": font,
        "view": {"stroke": None, "continuousHeight": 220, "discreteHeight": {"step": 22}},
        "mark": {"color": accent},
        "line": {"strokeWidth": 2},
        "rule": {"color": colours.text},
        "text": {"fontSize": size, "color": colours.text},
        "point": {"filled": True, "size": 50},
        "axis": {
            **words,
            "labelColor": colours.muted,
            "titleColor": colours.muted,
            "labelPadding": 5,
            "domainColor": colours.muted,
            "tickColor": colours.muted,
            "tickSize": 4,
            "gridColor": colours.rule,
            "gridOpacity": 0.7,
            "gridWidth": 0.5,
        },
        "axisQuantitative": {"domain": False, "ticks": False},
        "axisX": {"grid": False},
        "axisY": {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -10},
        "axisBand": {"domain": False, "ticks": False, "labelColor": colours.text},
        "legend": {
            **words,
            "orient": "top",
            "direction": "horizontal",
            "symbolType": "square",
            "labelColor": colours.text,
            "titleColor": colours.muted,
        },
        "header": {**words, "labelColor": colours.text, "titleColor": colours.muted},
        "title": {
            "anchor": "start",
            "fontSize": size * 1.15,
            "fontWeight": STRONG,
            "color": colours.text,
            "subtitleColor": colours.muted,
            "subtitleFontSize": size,
        },
        "range": {
            "category": list(palette(accent)),
            "ordinal": [lighter(accent, share) for share in (0.3, 0.5, 0.75, 1)],
            "ramp": [lighter(accent, share) for share in (0.12, 0.35, 0.6, 1)],
            "heatmap": [lighter(accent, share) for share in (0.12, 0.35, 0.6, 1)],
        },
    }
