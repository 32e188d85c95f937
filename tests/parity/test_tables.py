"""Tables with spans, lists, shares and sums, read back from each format as others read them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reportkit import export

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
X = "{http://www.w3.org/1999/xhtml}"
REPORT = """\
reportkit: 1
title: Tables
date: 2024-01-31
language: de
body:
  - table:
      header:
        - [{text: Port, rows: 2}, {text: Calls, columns: 2}]
        - ["2022", "2023"]
      rows:
        - [{text: Riga, rows: 2}, "3,5", {text: "Both:", list: [bulk, oil], ordered: true}]
        - ["1.203", "0,25"]
        - [Gdynia, {text: none, columns: 2}]
        - [All, "12", "4,5"]
      align: [left, decimal, decimal]
      row_headers: true
      total: true
    caption: Calls in a caption that is much longer than the table below it is ever wide.
  - table: {header: [A, B], rows: [[1, 2]], widths: [3, 1]}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "t.yaml").write_text(REPORT)
    checked = export.check(folder / "t.yaml")
    assert not checked.warnings
    export.build(checked, ["pdf", "docx", "epub", "text"], folder)
    return folder


def test_the_cells_of_the_pdf_name_their_heads(built: Path) -> None:
    cells = [one for one in elements(built / "t.pdf") if one["/S"] in ("/TH", "/TD")]
    ids = {str(one["/ID"]): one for one in cells if "/ID" in one}
    attributes = [one["/A"] for one in cells if "/A" in one]
    named = [
        [str(ids[str(head)]["/A"]["/Scope"]) for head in one["/Headers"]]
        for one in attributes
        if "/Headers" in one
    ]
    assert len(named) == 7  # two cells of each row, and one that spans both columns
    assert all(scopes[-1] == "/Row" and "/Column" in scopes for scopes in named)
    spans = [(one.get("/ColSpan", 1), one.get("/RowSpan", 1)) for one in attributes]
    assert sorted(spans, reverse=True)[:4] == [(2, 1), (2, 1), (1, 2), (1, 2)]


def elements(path: Path) -> list[Any]:
    """The elements of the structure tree in reading order."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        here = element.get_object()
        if isinstance(here, DictionaryObject) and "/S" in here:
            found.append(here)
        kids = here.get("/K", []) if isinstance(here, DictionaryObject) else here
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid.get_object(), DictionaryObject | list):
                walk(kid)

    root: Any = PdfReader(path).trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return found


def test_the_numbers_of_the_pdf_stand_below_each_other(built: Path) -> None:
    """The right edge of the whole part of a number is where its decimal sign is."""
    words = subprocess.run(
        ["pdftotext", "-bbox", built / "t.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    places = {
        text: (float(left), float(right))
        for left, right, text in re.findall(
            r'xMin="([\d.]+)" .*? xMax="([\d.]+)" .*?>(.*?)</word>', words
        )
    }
    digit = (places["1.203"][1] - places["1.203"][0] - 0) / 4.5
    assert places["3,5"][0] + digit == pytest.approx(places["1.203"][1], abs=2)
    assert places["12"][1] == pytest.approx(places["1.203"][1], abs=0.5)


def test_the_book_names_the_heads_of_each_cell(built: Path) -> None:
    with zipfile.ZipFile(built / "t.epub") as book:
        root = etree.fromstring(book.read("EPUB/text1.xhtml"))
    first, second = root.iter(f"{X}table")
    heads = {one.get("id"): "".join(one.itertext()) for one in first.iter(f"{X}th")}
    by_cell = {
        "".join(one.itertext()): [heads[name] for name in one.get("headers", "").split()]
        for one in first.iter(f"{X}td")
    }
    assert by_cell["3,5"] == ["Calls", "2022", "Riga"]
    assert by_cell["0,25"] == ["Calls", "2023", "Riga"]
    assert by_cell["none"] == ["Calls", "2022", "2023", "Gdynia"]
    assert [one.get("scope") for one in first.iter(f"{X}th")] == [
        *("col", "colgroup", "col", "col"),
        *("row",) * 3,
    ]
    assert [one.get("style") for one in second.iter(f"{X}col")] == ["width:75.00%", "width:25.00%"]


def test_word_knows_spans_heads_and_decimal_signs(built: Path) -> None:
    with zipfile.ZipFile(built / "t.docx") as word:
        root = etree.fromstring(word.read("word/document.xml"))
    first, second = root.iter(f"{W}tbl")
    rows = list(first.iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] * 2 + [False] * 4
    spans = [e.get(f"{W}val") for e in first.iter(f"{W}gridSpan")]
    merges = [e.get(f"{W}val") for e in first.iter(f"{W}vMerge")]
    assert (spans, merges) == (["2", "2"], ["restart", "continue"] * 2)
    stops = {e.get(f"{W}pos") for e in first.iter(f"{W}tab") if e.get(f"{W}val") == "decimal"}
    assert len(stops) == 2
    widths = [[int(e.get(f"{W}w", "0")) for e in t.iter(f"{W}gridCol")] for t in (first, second)]
    assert sum(widths[0]) < sum(widths[1]) / 2
    assert widths[1][0] == pytest.approx(3 * widths[1][1], abs=3)
    assert "Both: bulk oil" in " ".join("".join(t.itertext()) for t in rows[2].iter(f"{W}t"))


def test_plain_text_is_aligned(built: Path) -> None:
    text = (built / "t.txt").read_text()
    assert text.split("\n\n", 3)[3].startswith("""\
Port   |             Calls
       |    2022 |                 2023
-------+---------+---------------------
Riga   |     3,5 | Both: 1. bulk 2. oil
       | 1.203   |                 0,25
Gdynia |                           none
All    |    12   |                 4,5
""")
