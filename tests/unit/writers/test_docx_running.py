"""Running heads and folios on facing pages, as LibreOffice prints them and as Word is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportkit.export import check, write
from reportkit.proof.docx import accessibility, invariants
from tests.parity.test_other_eyes import by_libreoffice, layout
from tests.unit.writers.test_docx import audit, member

REPORT = """\
reportkit: 1
title: The Title
date: 2024-01-31
theme: {theme}
publisher: The House
series: The Series
body:
- heading: One
- First.
- page_break: true
- Second.
- page_break: true
- Third.
"""


def build(folder: Path, theme: str = "report", report: str = REPORT) -> Path:
    source = folder / "report.yaml"
    source.write_text(report.format(theme=theme), "utf-8")
    path = folder / "report.docx"
    path.write_bytes(write(check(source).publication, "docx").data)
    return path


@pytest.mark.tools
def test_heads_and_folios_stand_at_the_outer_edge_of_facing_pages(tmp_path: Path) -> None:
    path = build(tmp_path)
    assert audit(path) == invariants(path) == accessibility(path) == []
    printed = layout(by_libreoffice(path, tmp_path)).split("\f")
    title, *pages = ([line for line in page.splitlines() if line.strip()] for page in printed[:-1])
    assert "The House" in title[-1]
    assert not re.search(r"\d", title[-1]), "a title page has no folio"
    for number, page in enumerate(pages, 2):
        head, foot = page[0], page[-1]
        right_hand = bool(number % 2)
        words = ["The House", str(number)] if right_hand else [str(number), "The House"]
        assert re.split(r"\s{3,}", foot.strip()) == words
        assert head.strip() == "The Title"
        assert head.startswith(" " * 8) == right_hand
    assert len(pages) == 3


def test_a_right_hand_page_names_its_chapter_where_there_is_one(tmp_path: Path) -> None:
    path = build(tmp_path)
    assert " STYLEREF 1 " in member(path, "word/header1.xml")
    assert "STYLEREF" not in member(path, "word/header3.xml"), "left-hand pages have the title"
    without = build(tmp_path, report=REPORT.replace("- heading: One\n", ""))
    assert "STYLEREF" not in member(without, "word/header1.xml"), "Word would show an error"


@pytest.mark.parametrize(("theme", "facing"), [("briefing", False), ("report", True)])
def test_left_hand_pages_differ_where_pages_face(theme: str, facing: bool, tmp_path: Path) -> None:
    path = build(tmp_path, theme)
    assert ("<w:evenAndOddHeaders/>" in member(path, "word/settings.xml")) == facing
    assert ('w:type="even"' in member(path, "word/document.xml")) == facing
