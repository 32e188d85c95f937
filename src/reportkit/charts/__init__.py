"""Charts from data: drawn by Vega-Lite in the colours and fonts of a theme, as an SVG that goes
through the gate of `pictures` like any other drawing.

`with_charts` is the only entrance. vl-convert, which holds Vega-Lite, is an optional extra and runs
in a process of its own.
"""

from reportkit.charts.figures import with_charts

__all__ = ["with_charts"]
