"""Charts as they are written: columns, values, specifications, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.diagnostics import ReportkitError
from reportkit.model.document import Chart, Figure
from reportkit.read import read_report
from reportkit.read.chart_values import dates, numbers
from reportkit.tree.limits import LIMITS
from tests.unit.reading import HEAD, read_text


def written(folder: Path, chart: str, **files: str | bytes) -> Path:
    """A report with a chart, and files beside it (`data_csv` is `data.csv`)."""
    for name, data in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    (folder / "r.yaml").write_text(f"{HEAD}body:\n- chart: {{{chart}, alt: A}}\n", "utf-8")
    return folder / "r.yaml"


def read_chart(folder: Path, chart: str, **files: str | bytes) -> Chart:
    (figure,) = read_report(written(folder, chart, **files)).report.blocks
    assert isinstance(figure, Figure)
    assert figure.chart is not None
    return figure.chart


def found(folder: Path, chart: str, **files: str | bytes) -> list[str]:
    """The findings, as `file:line:column code`."""
    try:
        read_report(written(folder, chart, **files))
    except ReportkitError as error:
        return [
            f"{Path(d.span.file).name}:{d.span.line}:{d.span.column} {d.code}"
            for d in error.diagnostics
            if d.span is not None
        ]
    return []


@pytest.mark.parametrize(
    ("cells", "sign", "values"),
    [
        (["1", "2.5", "-3"], ".", [1, 2.5, -3]),
        (["1,234", "12,345,678"], ".", [1234, 12345678]),
        (["1,234", "0,5"], ".", [1.234, 0.5]),  # what one cell shows holds for all
        (["1.234", "0.5"], ",", [1.234, 0.5]),
        (["1,234"], ",", [1.234]),
        (["1.234"], ",", [1234]),
        (["1 234,5", "1\u202f234", "1'234"], ",", [1234.5, 1234, 1234]),
        (["1.234.567,8"], ".", [1234567.8]),
        (["12%", "7.5 %"], ".", [12, 7.5]),
        (["−4", "–4"], ".", [-4, -4]),
        (["1e3", ".5"], ".", [1000, 0.5]),
        (["many", "1,2,3", "12,34,567", "1-2", "5 t"], ".", [None] * 5),
    ],
)
def test_numbers_as_people_write_them(
    cells: list[str], sign: str, values: list[float | None]
) -> None:
    read = numbers(cells, sign)
    assert [None if number is None else number.value for number in read] == values


def test_dates() -> None:
    days = dates(["2024", "2024-02", "2024-02-29"])
    assert days is not None
    assert [day - days[0][0] for day in days[0]] == [0, 31, 59]
    assert days[1] == "day"
    assert dates(["2024-02-30"]) is None
    assert dates(["2024", "soon"]) is None


COLUMNS = 'Port,Year,Ships,Boats\nRiga,2020,7,n/a\nKotka,2021,"1,200",3\n'


@pytest.mark.parametrize(
    ("chart", "points"),
    [
        ("kind: bar, data: d.csv, x: Port, y: Ships", [("Riga", 7, ""), ("Kotka", 1200, "")]),
        ("kind: bar, data: d.csv, x: Ships, y: Port", [(7, "Riga", ""), (1200, "Kotka", "")]),
        ("kind: bar, data: d.csv, x: Year, y: Ships", [("2020", 7, ""), ("2021", 1200, "")]),
        (
            "kind: dot, data: d.csv, x: Ships, y: Boats, series: Port",
            [(7, None, "Riga"), (1200, 3, "Kotka")],
        ),
        (
            "kind: bar, data: d.csv, x: Port, y: [Ships, Boats]",
            [
                *(("Riga", 7, "Ships"), ("Kotka", 1200, "Ships")),
                *(("Riga", None, "Boats"), ("Kotka", 3, "Boats")),
            ],
        ),
    ],
)
def test_what_columns_say(
    tmp_path: Path, chart: str, points: list[tuple[object, object, str]]
) -> None:
    read = read_chart(tmp_path, chart, d_csv=COLUMNS)
    assert [(point.x, point.y, point.series) for point in read.points] == points
    (table,) = read.data
    assert table.header == ("Port", "Year", "Ships", "Boats")
    assert table.rows[1] == ("Kotka", "2021", "1,200", "3")


BAR = "kind: bar, data: d.csv, x: A, y: B"
AREA = "kind: area, data: d.csv, x: A, y: B"
SEVEN = "A,B,C\n" + "".join(f"x,1,{number}\n" for number in range(7))


@pytest.mark.parametrize(
    ("chart", "data", "findings"),
    [
        ("kind: bar", "", ["r.yaml:5:10 RK101"]),
        ("kind: pie, data: d.csv, x: A, y: B", "A,B\nx,1\n", ["r.yaml:5:17 RK104"]),
        ('kind: bar, spec: "{\\"mark\\": \\"bar\\"}", x: A', "", ["r.yaml:5:10 RK104"]),
        ("kind: bar, rows: [[a]], x: A, y: B", "", ["r.yaml:5:10 RK101"]),
        ("kind: bar, data: e.csv, x: A, y: B", "A,B\n", ["r.yaml:5:28 RK401"]),
        ("kind: bar, data: ../d.csv, x: A, y: B", "A,B\n", ["r.yaml:5:28 RK402"]),
        ("kind: bar, data: 'https://a.b/d.csv', x: A, y: B", "", ["r.yaml:5:28 RK402"]),
        (BAR, "A,B\n", ["r.yaml:5:28 RK150"]),
        (BAR, "A,B\nx\n", ["d.csv:2:1 RK109"]),
        (BAR, b"A,B\nx,\xe9\n".decode("latin-1"), ["d.csv:2:3 RK155"]),
        (BAR, "A,C\nx,1\n", ["r.yaml:5:44 RK155"]),
        (BAR, "A,B,B\nx,1,2\n", ["r.yaml:5:44 RK155"]),
        (BAR, "A,B\nx,1\ny,many\nz,few\n", ["d.csv:3:3 RK155"]),
        (BAR, "A,B\nx,\ny,–\n", ["d.csv:2:3 RK155"]),
        (BAR, "A,B\n,1\n", ["d.csv:2:1 RK155"]),
        (BAR, "A,B\nx,1\nx,2\n", ["d.csv:3:1 RK155"]),
        (f"{BAR}, series: C", "A,B\nx,1\n", ["r.yaml:5:55 RK155"]),
        (f"{BAR}, series: C, stacked: true", "A,B,C\nx,1,p\nx,-2,q\n", ["d.csv:3:3 RK155"]),
        (f"{BAR}, series: C, stacked: true", "A,B,C\nx,1,p\nx,,q\n", ["d.csv:3:3 RK155"]),
        (f"{AREA}, series: C", "A,B,C\n1,1,p\n2,2,q\n", ["d.csv:2:1 RK155"]),
        (f"{BAR}, series: C", SEVEN, ["d.csv:2:5 RK155"]),
        ("kind: line, data: d.csv, x: [A, B], y: [A, B]", "A,B\n1,2\n", ["r.yaml:5:51 RK155"]),
        (f"{BAR}, colour: red", "A,B\nx,1\n", ["r.yaml:5:47 RK102"]),
        (f"{BAR}, width: 3 ells", "A,B\nx,1\n", ["r.yaml:5:54 RK450"]),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_drawn(
    tmp_path: Path, chart: str, data: str, findings: list[str]
) -> None:
    assert found(tmp_path, chart, d_csv=data) == findings


def test_a_chart_needs_alternative_text() -> None:
    chart = "{kind: bar, header: [A, B], rows: [[x, 1]], x: A, y: B}"
    assert read_text(f"{HEAD}body:\n- chart: {chart}\n").places == ["5:10 RK802"]


SOUND = {
    "data": {"values": [{"a": 1, "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
}


def test_the_data_of_a_specification(tmp_path: Path) -> None:
    spec = json.dumps({**SOUND, "data": {"url": "d.csv"}})
    read = read_chart(tmp_path, "spec: s.json", s_json=spec, d_csv="a,b\n1,2.5\nx,\n")
    (table,) = read.data
    assert (table.header, table.rows) == (("a", "b"), (("1", "2.5"), ("x", "")))
    rows = json.loads(read.spec)["data"]
    assert rows == {"values": [{"a": 1, "b": 2.5}, {"a": "x", "b": None}]}


def test_json_as_data(tmp_path: Path) -> None:
    data = {"url": "d.json", "format": {"type": "json", "property": "in.rows"}}
    spec = json.dumps({**SOUND, "data": data})
    rows = json.dumps({"in": {"rows": [{"a": 1, "b": 4}]}})
    read = read_chart(tmp_path, "spec: s.json", s_json=spec, d_json=rows)
    assert read.data[0].rows == (("1", "4"),)


def test_a_finished_file_carries_the_specification_with_its_data(tmp_path: Path) -> None:
    spec = json.dumps({**SOUND, "data": {"url": "d.csv"}})
    path = written(tmp_path, "spec: s.json", s_json=spec, d_csv="a,b\n1,2\n")
    carried = read_report(path).source
    for name in ("s.json", "d.csv"):
        (tmp_path / name).unlink()
    (tmp_path / "carried.json").write_bytes(carried)
    assert read_report(tmp_path / "carried.json").source == carried


@pytest.mark.parametrize(
    ("spec", "findings"),
    [
        ('{"mark": "bar",\n "encoding": {,}}', ["s.json:2:15 RK156"]),
        ("[1]", ["s.json:1:1 RK156"]),
        ("", ["s.json:1:1 RK156"]),
        ('{"a":' * 80 + "1" + "}" * 80, ["s.json:1:251 RK156"]),
        ('{"hello": 1}', ["s.json:1:1 RK156"]),
        ('{"$schema": "https://vega.github.io/schema/vega/v5.json"}', ["s.json:1:13 RK156"]),
        ('{"mark": "brr"}', ["s.json:1:10 RK156"]),
        ('{"mark": "bar", "mark": "bar"}', ["s.json:1:17 RK156"]),
        ('{"mark": {"type": "image", "url": "a.png"}}', ["s.json:1:19 RK157"]),
        ('{"mark": "bar", "data": {"url": "https://a.b/c.csv"}}', ["s.json:1:33 RK157"]),
        ('{"mark": "bar", "data": {"url": "//a.b/c.csv"}}', ["s.json:1:33 RK157"]),
        ('{"mark": "bar", "data": {"url": "file:///etc/passwd"}}', ["s.json:1:33 RK157"]),
        ('{"mark": "bar", "data": {"url": "/etc/passwd"}}', ["s.json:1:33 RK402"]),
        ('{"mark": "bar", "data": {"url": "../d.csv"}}', ["s.json:1:33 RK402"]),
        ('{"mark": "bar", "data": {"url": "none.csv"}}', ["s.json:1:33 RK401"]),
        ('{"mark": "bar", "data": {"url": {"expr": "1"}}}', ["s.json:1:33 RK157"]),
        (
            '{"mark": "bar", "transform": [{"lookup": "a", "from": {"data": {"url": "http://e"}}}]}',
            ["s.json:1:72 RK157"],
        ),
        ('{"mark": "bar", "transform": [{"calculate": "now ()"}]}', ["s.json:1:45 RK159"]),
        ('{"mark": "bar", "params": [{"name": "p", "expr": "random()"}]}', ["s.json:1:50 RK159"]),
        ('{"mark": "bar", "transform": [{"sample": 3}]}', ["s.json:1:42 RK159"]),
        (json.dumps({**SOUND, "encoding": {"x": {"field": "aa"}}}), ["s.json:1:85 RK156"]),
    ],
)  # fmt: skip
def test_specifications_that_are_refused(tmp_path: Path, spec: str, findings: list[str]) -> None:
    assert found(tmp_path, "spec: s.json", s_json=spec, d_csv="a\n1\n") == findings


def test_a_mistake_in_a_specification_within_the_report_has_its_place_there() -> None:
    spec = '{"mark": "bar",\n       "data": {"url": "http://a.b/c.csv"}}'
    text = f"{HEAD}body:\n- chart:\n    alt: A\n    spec: |\n      {spec}\n"
    assert read_text(text).places == ["9:24 RK157"]


def test_the_limit_of_rows(tmp_path: Path) -> None:
    path = written(tmp_path, BAR, d_csv="A,B\nx,1\ny,2\nz,3\n")
    with pytest.raises(ReportkitError, match="RK009"):
        read_report(path, limits=LIMITS.with_values({"table_rows": "2"}))
