"""A box of a Word document is one panel, whatever it holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from reportkit.export import build, check

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = """\
reportkit: 1
title: Box
date: 2024-03-01
body:
- Intro.
- box:
    title: A box
    kind: warning
    body:
    - First.
    - table: {header: [A, B], rows: [[1, 2]]}
    - {quote: A quotation.}
    - box: {title: Inner, body: [Nested.]}
    - Last.
- box: {title: Plain, body: [Only text.]}
- Outside.
"""


def test_a_box_with_a_table_is_one_cell_with_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(REPORT, "utf-8")
    build(check(tmp_path / "report.yaml"), ["docx"], tmp_path)
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    panels = list(body.iterchildren(f"{W}tbl"))
    assert len(panels) == 1
    said = "|".join(t.text or "" for t in panels[0].iter(f"{W}t"))
    assert said == "Warning. |A box|First.|A|B|1|2|A quotation.|Inner|Nested.|Last."
    inner = list(panels[0].iterdescendants(f"{W}tbl"))
    assert len(inner) == 2
    borders = [side.get(f"{W}val") for side in next(inner[1].iter(f"{W}tcBorders"))]
    assert borders == ["single"] * 4


def test_a_box_that_ends_without_text_ends_with_a_paragraph(tmp_path: Path) -> None:
    blocks = "[One., {box: {body: [Two., {rule: true}]}}, {rule: true}]"
    report = f"reportkit: 1\ntitle: Box\ndate: 2024-03-01\nbody:\n- box: {{body: {blocks}}}\n"
    (tmp_path / "report.yaml").write_text(
        f"{report}- Outside.\n- box: {{body: {blocks}}}\n", "utf-8"
    )
    build(check(tmp_path / "report.yaml"), ["docx"], tmp_path)
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        cells = list(etree.fromstring(archive.read("word/document.xml")).iter(f"{W}tc"))
    assert [cell[-1].tag for cell in cells] == [f"{W}p"] * 4
