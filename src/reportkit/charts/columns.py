"""Charts of columns of data as specifications of Vega-Lite: bars, lines, areas and dots.

All sizes are calculated here, from the widths of the letters, so that each chart is exactly as wide
as it is printed and its labels touch nothing.
"""

from __future__ import annotations

from reportkit.charts.bars import bars
from reportkit.charts.dots import dots
from reportkit.charts.lines import lines
from reportkit.charts.marks import Layer
from reportkit.charts.room import Room
from reportkit.model.document import Chart


def column_chart(chart: Chart, room: Room) -> Layer:
    """The specification of a chart."""
    match chart.kind:
        case "bar":
            return bars(chart, room)
        case "dot":
            return dots(chart, room)
        case _:
            return lines(chart, room)
