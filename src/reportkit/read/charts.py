"""Charts: from the written form to what is drawn, with every value checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose.decimals import decimal_sign
from reportkit.diagnostics import nearest
from reportkit.model.document import Chart, ChartAxis, ChartPoint, DataTable
from reportkit.read import schema
from reportkit.read.chart_values import Number, dates, is_missing, numbers
from reportkit.tree.nodes import Problems, Scalar

MOST_SERIES: Final = 6
"""The number of colours that readers can tell apart, also the colour-blind and in grey."""
_NOTHING: Final = Chart(())
"""Stands for a chart that cannot be drawn; the findings stop the report from being built."""


def read_chart(written: schema.WrittenDrawing, problems: Problems, language: str) -> Chart:
    """What a chart shows, in a report of this language."""
    if written.spec is not None:
        return _of_spec(written.spec)
    if written.header is None or written.rows is None:
        return _NOTHING  # its file could not be read
    found = len(problems.found)
    made = _Reader(written, written.header, written.rows, problems, language).chart()
    if made is None or len(problems.found) > found:
        return _NOTHING
    return replace(made, span=written.place.span)


def _of_spec(spec: Scalar) -> Chart:
    """A chart from a specification, which was checked when its file was read."""
    text = spec.text
    try:
        parsed = json.loads(text)
    except ValueError:
        return _NOTHING  # a finding was made then
    return Chart(tuple(_tables(parsed)), spec=text, span=spec.span)


def _tables(node: object) -> Iterator[DataTable]:
    """The sets of data in a specification, wherever they are."""
    if isinstance(node, list):
        for item in node:
            yield from _tables(item)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "data" and isinstance(value, dict) and isinstance(value.get("values"), list):
            yield from _table(value["values"])
        elif key == "datasets" and isinstance(value, dict):
            for rows in value.values():
                yield from _table(rows)
        elif key != "values":
            yield from _tables(value)


def _table(values: object) -> Iterator[DataTable]:
    records = values if isinstance(values, list) else []
    rows = [one if isinstance(one, dict) else {"data": one} for one in records]
    header = tuple(dict.fromkeys(str(key) for row in rows for key in row))
    if header:
        yield DataTable(header, tuple(tuple(_cell(row.get(k)) for k in header) for row in rows))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return _plain(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    return " ".join(text.split())


class _Column(Struct, frozen=True):
    """A column of the data."""

    name: str
    cells: tuple[Scalar, ...]
    numbers: tuple[Number | None, ...]

    @property
    def texts(self) -> list[str]:
        return [_plain(cell.text) for cell in self.cells]

    @property
    def numeric(self) -> bool:
        """Whether it is a column of numbers: most of what it says is one."""
        said = [n for n, cell in zip(self.numbers, self.cells, strict=True) if _says(cell)]
        return sum(n is not None for n in said) * 2 > len(said)


def _says(cell: Scalar) -> bool:
    return not is_missing(cell.text)


class _Reader:
    """Reads one chart of columns."""

    def __init__(
        self,
        written: schema.WrittenDrawing,
        header: Sequence[Scalar],
        rows: Sequence[Sequence[Scalar]],
        problems: Problems,
        language: str,
    ) -> None:
        self._written, self._header, self._rows = written, header, rows
        self._problems, self._sign = problems, decimal_sign(language)
        self._heads = [_plain(cell.text) for cell in header]

    def chart(self) -> Chart | None:
        """The chart; None with a finding."""
        if not self._even():
            return None
        written = self._written
        xs, ys = self._columns(written.x), self._columns(written.y)
        series = self._column(written.series) if written.series is not None else None
        if not xs or not ys or (written.series is not None and series is None):
            return None
        if not self._one_list(xs, ys, series):
            return None
        lying = self._lies(xs, ys)
        places, values = (ys[0], xs) if lying else (xs[0], ys)
        if not all(tuple(map(self._are_numbers, values))):
            return None
        axis, where = self._axis(places, named=lying or self._written.kind == "bar")
        if where is None:
            return None
        points = [*self._points(values, where, series)]
        value_axis = _value_axis(values)
        x, y = (value_axis, axis) if lying else (axis, value_axis)
        turned = [ChartPoint(p.y, p.x, p.series) for p in points] if lying else points
        chart = Chart((self._table(),), written.kind, x, y, tuple(turned), written.stacked)
        return chart if self._fits(chart, places, series, values) else None

    # --- columns --------------------------------------------------------------------------------

    def _even(self) -> bool:
        """Whether all rows are as long as the header."""
        width = len(self._header)
        for row in self._rows:
            if len(row) != width:
                message = f"the row has {len(row)} cells, the header has {width}"
                self._problems.add("RK109", message, (row[-1] if row else self._header[0]).span)
                return False
        rows = len(self._rows)
        return not self._problems.over("table_rows", rows, lambda: self._header[0].span)

    def _columns(self, names: Sequence[Scalar] | None) -> list[_Column]:
        """The columns of these names; none with a finding."""
        found = [self._column(name) for name in names or ()]
        return [] if None in found else [column for column in found if column is not None]

    def _column(self, name: Scalar) -> _Column | None:
        wanted = _plain(name.text)
        places = [index for index, head in enumerate(self._heads) if head == wanted]
        if len(places) != 1:
            message = f"{len(places) or 'no'} columns of the data are called '{wanted}'"
            hint = nearest(wanted, self._heads) if not places else None
            known = ", ".join(f"'{head}'" for head in self._heads[:12])
            self._problems.add("RK155", message, name.span, hint or f"its columns are {known}")
            return None
        cells = tuple(row[places[0]] for row in self._rows)
        return _Column(wanted, cells, tuple(numbers([c.text for c in cells], self._sign)))

    def _one_list(self, xs: list[_Column], ys: list[_Column], series: _Column | None) -> bool:
        """Whether at most one axis has several columns, which are then the series."""
        several = [key for key, columns in (("x", xs), ("y", ys)) if len(columns) > 1]
        if len(several) == 2 or (several and series is not None):
            other = "'series'" if series is not None else "several columns for 'y'"
            message = f"a chart cannot have several columns for 'x' and {other}"
            if several == ["y"]:
                message = "a chart cannot have several columns for 'y' and 'series'"
            place = self._written.series or (self._written.y or [self._header[0]])[0]
            self._problems.add("RK155", message, place.span)
            return False
        return True

    def _lies(self, xs: list[_Column], ys: list[_Column]) -> bool:
        """Whether the values run from left to right: names on y, numbers on x."""
        if self._written.kind not in ("bar", "dot") or len(ys) > 1:
            return False
        return len(xs) > 1 or (xs[0].numeric and not ys[0].numeric)

    def _are_numbers(self, column: _Column) -> bool:
        """Whether every value of a column is a number; if not, with a finding at the first."""
        wrong = [
            cell
            for cell, number in zip(column.cells, column.numbers, strict=True)
            if number is None and _says(cell)
        ]
        if wrong:
            message = (
                f"'{_plain(wrong[0].text)[:60]}' in the column '{column.name}' is not a number"
            )
            if len(wrong) > 1:
                message += f"; {len(wrong) - 1} more of its values are not"
            hint = "write units in the head of the column, and leave the cell empty for no value"
            self._problems.add("RK155", message, wrong[0].span, hint)
        elif not any(column.numbers):
            message = f"the column '{column.name}' has no values"
            self._problems.add("RK155", message, column.cells[0].span)
            return False
        return not wrong

    def _axis(self, column: _Column, *, named: bool) -> tuple[ChartAxis, list[float | str] | None]:
        """The axis along which the values stand, and the place of each row; None with a finding.
        With `named`, numbers and dates are names too."""
        texts = column.texts
        empty = [cell for cell in column.cells if not cell.text.strip()]
        if empty:
            message = f"the row has nothing in the column '{column.name}'"
            self._problems.add("RK155", message, empty[0].span)
            return ChartAxis("", "names"), None
        if not named:
            days = dates(texts)
            if days is not None:
                return ChartAxis(column.name, "dates", step=days[1]), [*map(float, days[0])]
            given = [number for number in column.numbers if number is not None]
            if len(given) == len(texts):
                return _number_axis(column.name, given), [number.value for number in given]
        return ChartAxis(column.name, "names"), [*texts]

    # --- points ---------------------------------------------------------------------------------

    def _points(
        self, values: list[_Column], where: Sequence[float | str], series: _Column | None
    ) -> Iterator[ChartPoint]:
        names = series.texts if series is not None else [""] * len(where)
        for column in values:
            for place, number, name in zip(where, column.numbers, names, strict=True):
                own = column.name if len(values) > 1 else name
                yield ChartPoint(place, None if number is None else number.value, own)

    def _fits(
        self, chart: Chart, places: _Column, series: _Column | None, values: list[_Column]
    ) -> bool:
        """Whether the kind of chart can show the points; if not, with a finding."""
        count = len(chart.series)
        if count > MOST_SERIES:
            message = f"the chart has {count} series; readers can tell {MOST_SERIES} colours apart"
            cell = series.cells[0] if series is not None else self._header[0]
            hint = "show fewer, add the small ones up as 'Other', or draw several charts"
            self._problems.add("RK155", message, cell.span, hint)
            return False
        if chart.kind != "dot" and not self._once(chart, places):
            return False
        stacked = chart.stacked if chart.kind == "bar" else chart.kind == "area" and count > 1
        return not stacked or self._stacks(chart, places, values)

    def _stacks(self, chart: Chart, places: _Column, values: list[_Column]) -> bool:
        """Whether values can stand on one another: all are there, and none is below zero."""
        for column in values:
            for cell, number in zip(column.cells, column.numbers, strict=True):
                if number is None or number.value < 0:
                    wrong = "is below zero" if number else "is no value"
                    message = f"'{_plain(cell.text)}' {wrong}, and cannot be stacked"
                    hint = "draw lines, or bars side by side"
                    self._problems.add("RK155", message, cell.span, hint)
                    return False
        wanted = len(dict.fromkeys(places.texts)) * max(1, len(chart.series))
        if len(chart.points) != wanted:
            message = "not every series has a value at each place, so they cannot be stacked"
            hint = "write 0 where there is none"
            self._problems.add("RK155", message, places.cells[0].span, hint)
            return False
        return True

    def _once(self, chart: Chart, places: _Column) -> bool:
        """Whether each series has one value at each place."""
        seen: set[tuple[object, str]] = set()
        lying = chart.y.form != "numbers" and chart.x.form == "numbers"
        for index, point in enumerate(chart.points):
            key = (point.y if lying else point.x, point.series)
            if key in seen:
                cell = places.cells[index % len(places.cells)]
                whose = f" of '{point.series}'" if point.series else ""
                message = f"there is a second value{whose} for '{_plain(cell.text)}'"
                hint = "add the values up, or name the column that tells them apart as 'series'"
                self._problems.add("RK155", message, cell.span, hint)
                return False
            seen.add(key)
        return True

    def _table(self) -> DataTable:
        return DataTable(
            tuple(self._heads), tuple(tuple(_plain(c.text) for c in row) for row in self._rows)
        )


def _value_axis(columns: Sequence[_Column]) -> ChartAxis:
    """The axis of the values; its title names their column if it is one."""
    given = [number for column in columns for number in column.numbers if number is not None]
    return _number_axis(columns[0].name if len(columns) == 1 else "", given)


def _number_axis(title: str, given: Sequence[Number]) -> ChartAxis:
    suffixes = {number.suffix for number in given}
    suffix = suffixes.pop() if len(suffixes) == 1 else ""
    return ChartAxis(title, "numbers", suffix, max(number.decimals for number in given))
