"""Tables whose rows are in a CSV file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.model import walk
from reportkit.model.document import Table
from reportkit.read import read_report
from tests.unit.reading import HEAD, ReadReport, read_file


def read_with(folder: Path, data: str | bytes, table: str = "data: d.csv") -> ReadReport:
    """A report with a table of this file."""
    (folder / "d.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    (folder / "r.yaml").write_text(f"{HEAD}body:\n  - table: {{{table}}}\nnotes: {{n: A note.}}\n")
    return read_file(folder / "r.yaml")


def cells(reading: ReadReport) -> list[list[str]]:
    """The texts of the table, row by row; a paragraph in a cell begins with a space."""
    (table,) = (b for b in reading.report.blocks if isinstance(b, Table))
    width = len(table.align)
    texts = [walk.printed_text(text) for text in walk.contents_of(table)][1:-1]
    return [texts[start : start + width] for start in range(0, len(texts), width)]


EXPECTED = [["Line", "Share"], ["North", "1"], ["South", "2[x]"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_line_ends_and_delimiters(
    tmp_path: Path, encoding: str, line_end: str, delimiter: str
) -> None:
    rows = ["Line,Share[^n]", "Nörth,1", 'South,"2[x]"']
    text = line_end.join(rows).replace(",", delimiter)
    read = cells(read_with(tmp_path, text.encode(encoding)))
    assert read == [[cell.replace("North", "Nörth") for cell in row] for row in EXPECTED]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ('A[^n],B\n"x, y","he said ""no"""\n', [["A", "B"], ["x, y", 'he said "no"']]),
        ('A[^n],B\n"one\ntwo",2\n', [["A", "B"], ["one two", "2"]]),
        ("A[^n];B\nx;1,5\ny;2,5\n", [["A", "B"], ["x", "1,5"], ["y", "2,5"]]),
        ("A[^n];B\n1,5;2,5\n", [["A", "B"], ["1,5", "2,5"]]),
        ("sep=|\nA[^n]|B\n1;2|3\n", [["A", "B"], ["1;2", "3"]]),
        ("A[^n],B,\n1,2,\n", [["A", "B"], ["1", "2"]]),
        ("A[^n],B\n1,2\n,\n\n", [["A", "B"], ["1", "2"]]),
        ("A[^n],B\n1,", [["A", "B"], ["1", ""]]),
        ("A[^n]\n1\n", [["A"], ["1"]]),
        ('A[^n],B\n5" pipe,2\n', [["A", "B"], ['5" pipe', "2"]]),
        ("A[^n],B\nNO,010\n", [["A", "B"], ["NO", "010"]]),
    ],
)
def test_what_a_file_says(tmp_path: Path, data: str, rows: list[list[str]]) -> None:
    assert cells(read_with(tmp_path, data)) == rows


def test_a_header_of_the_report_leaves_the_first_row_to_the_data(tmp_path: Path) -> None:
    read = read_with(tmp_path, "x,1\ny,2\n", 'data: d.csv, header: ["Line[^n]", Ferries]')
    assert cells(read) == [["Line", "Ferries"], ["x", "1"], ["y", "2"]]


LARGE = "a,b\n" + "1,2\n" * 1_300_000


@pytest.mark.parametrize(
    ("data", "table", "found"),
    [
        ("A,B\n1,2,3\n4\n", "data: d.csv", "d.csv:2:5 RK109"),
        ("A,B\n1\n", "data: d.csv", "d.csv:2:1 RK109"),
        ("1,2\n", "data: d.csv, header: [A, B, C]", "d.csv:1:3 RK109"),
        ("A,B\nx,Café\n".encode("latin-1"), "data: d.csv", "d.csv:2:6 RK002"),
        ("A,B\nx,Café\n".encode("utf-16-le"), "data: d.csv", "d.csv:1:1 RK002"),
        ('A,B\nx,"y\n', "data: d.csv", "d.csv:2:3 RK150"),
        ('A,B\nx,"y" z\n', "data: d.csv", "d.csv:2:6 RK150"),
        ("A,B\nx,y\x00\n", "data: d.csv", "d.csv:2:4 RK007"),
        ("A,B\nx,[^n]{ref:no}\n", "data: d.csv", "d.csv:2:7 RK111"),
        ('A,B\nx"",[^n]\n', "data: d.csv, header: [C, '{ref:no}']", "r.yaml:5:39 RK111"),
        ('A,B\n"x""y {ref:no}",[^n]\n', "data: d.csv", "d.csv:2:7 RK111"),
        ("", "data: d.csv", "r.yaml:5:19 RK150"),
        ("A,B\n", "data: d.csv", "r.yaml:5:19 RK150"),
        (LARGE, "data: d.csv", "r.yaml:5:19 RK150"),
        ("A,B\n1,2\n", "data: D.CSV", "r.yaml:5:19 RK401"),
        ("A,B\n1,2\n", "data: .", "r.yaml:5:19 RK150"),
        ("A,B\n1,2\n", "data: ../d.csv", "r.yaml:5:19 RK402"),
        ("A,B\n1,2\n", "data: /etc/passwd", "r.yaml:5:19 RK402"),
        ("A,B\n1,2\n", "data: 'https://example.org/d.csv'", "r.yaml:5:19 RK402"),
        ("A,B\n1,2\n", "data: d.csv, rows: [[1]]", "r.yaml:5:13 RK104"),
        ("A,B\n1,2\n", "data: [d.csv]", "r.yaml:5:19 RK103"),
        ("A,B\n1,2\n", "data: ''", "r.yaml:5:19 RK105"),
    ],
)
def test_one_finding_at_its_place(
    tmp_path: Path, data: str | bytes, table: str, found: str
) -> None:
    findings = [f for f in read_with(tmp_path, data, table).findings if f.code != "RK204"]
    places = [
        f"{Path(f.span.file).name}:{f.span.line}:{f.span.column} {f.code}"
        for f in findings
        if f.span
    ]
    assert places == [found]


def test_the_line_of_the_csv_file_is_shown(tmp_path: Path) -> None:
    (finding,) = read_with(tmp_path, "A,B\n1,2,3\n").findings
    assert finding.source_line == "1,2,3"


def test_the_report_carries_the_cells(tmp_path: Path) -> None:
    """The file in a finished document is enough to build it again."""
    read_with(tmp_path, "A[^n],B\n1,2\n")
    (block,) = json.loads(read_report(tmp_path / "r.yaml").source)["body"]
    assert block["table"] == {"header": ["A[^n]", "B"], "rows": [["1", "2"]]}
