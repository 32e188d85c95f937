"""Several paragraphs in a table cell are paragraphs in each format."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

from reportkit import export

REPORT = """\
reportkit: 1
title: T
date: 2024-01-31
body:
  - table:
      header: [Line, "Ferries\\n\\na day"]
      row_headers: true
      rows:
        - - North
          - |
            Seven in summer.[^a]

            Three in *winter*, when there
            is ice.
        - [South, One.]
notes:
  a: A note.
"""


def test_paragraphs_of_a_cell(tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(REPORT, "utf-8")
    formats = ["pdf", "docx", "epub", "text"]
    files = {a.format: a.path for a in export.build(export.check(report), formats, tmp_path / "b")}
    assert [*files] == formats
    with zipfile.ZipFile(files["docx"]) as package:
        cells = re.findall("<w:tc>.*?</w:tc>", package.read("word/document.xml").decode())
    assert [cell.count("<w:p>") for cell in cells] == [1, 2, 1, 2, 1, 1]
    with zipfile.ZipFile(files["epub"]) as book:
        pages = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml"))
    cell = re.findall("<td>.*?</td>", pages)[0]
    assert re.sub("<a.*?</a>", "", cell) == (
        "<td><p>Seven in summer.</p><p>Three in <em>winter</em>, when there is ice.</p></td>"
    )
    assert "<td>One.</td>" in pages
    drawn = subprocess.run(
        ["pdftotext", "-layout", files["pdf"], "-"], capture_output=True, check=True, text=True
    ).stdout
    lines = [" ".join(line.split()) for line in drawn.splitlines()]
    first = next(n for n, line in enumerate(lines) if "Seven in summer." in line)
    assert lines[first + 1].startswith("Three in winter, when there is ice.")
    assert "Seven in summer.[1] Three in *winter*, when there is ice." in files["text"].read_text()
