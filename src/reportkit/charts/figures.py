"""The figures of a report whose pictures are charts, drawn once the theme is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from reportkit.charts.columns import column_chart
from reportkit.charts.drawing import DrawingError, EngineError, draw, is_installed
from reportkit.charts.look import themed
from reportkit.charts.marks import Layer
from reportkit.charts.room import Room
from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.model import walk
from reportkit.model.document import Box, Chart, Figure, Image, Report, SourceBlock, Width
from reportkit.style import Theme


def with_charts(report: Report, theme: Theme, seconds: int) -> Outcome[Report]:
    """The report with a picture for each of its charts, and a finding for each that cannot be
    drawn. The engine may take this many seconds."""
    figures = [*_figures(report)]
    charts = [chart for chart, _ in figures]
    if not figures:
        return Outcome(report)
    if not is_installed():
        message, hint = "charts cannot be drawn here", "run: pip install 'reportkit[charts]'"
        return Outcome(report, (Diagnostic("RK154", message, charts[0].span, hint),))
    language = report.meta.language
    specs = [_spec(chart, Room(theme, width, language)) for chart, width in figures]
    try:
        drawn = draw(specs, theme, seconds)
    except EngineError as error:
        message = f"charts cannot be drawn here: {error}"
        return Outcome(report, (Diagnostic("RK154", message, charts[0].span),))
    blocks = tuple(_put(report.blocks, iter(drawn)))
    return Outcome(replace(report, blocks=blocks), tuple(_findings(charts, drawn)))


def _figures(report: Report) -> Iterator[tuple[Chart, Width | None]]:
    """The charts of a report in reading order, each with the width that its author gives it."""
    for block in walk.blocks(report.blocks):
        if isinstance(block, Figure) and block.chart is not None:
            yield block.chart, block.width


def _spec(chart: Chart, room: Room) -> Layer:
    return themed(chart, room) if chart.spec else column_chart(chart, room)


def _findings(
    charts: Iterable[Chart], drawn: Iterable[Image | DrawingError | None]
) -> Iterator[Diagnostic]:
    for chart, one in zip(charts, drawn, strict=True):
        if isinstance(one, DrawingError):
            yield Diagnostic(one.code, str(one), chart.span, one.hint)


def _put(
    blocks: Iterable[SourceBlock], drawn: Iterator[Image | DrawingError | None]
) -> Iterator[SourceBlock]:
    """The blocks, with each chart's picture in its figure."""
    for block in blocks:
        if isinstance(block, Box):
            yield replace(block, blocks=tuple(_put(block.blocks, drawn)))
        elif isinstance(block, Figure) and block.chart is not None:
            image = next(drawn)
            if isinstance(image, Image):
                # The place in the file is no part of the report.
                block = replace(block, image=image, chart=replace(block.chart, span=None))
            yield block
        else:
            yield block
