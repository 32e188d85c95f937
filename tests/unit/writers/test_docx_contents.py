"""Page numbers in the contents, from the pages of a PDF of the same build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reportkit.model.document import Anchor, Box, Heading, PrintedBlock
from reportkit.proof.docx import invariants
from reportkit.writers.base import PageStart
from reportkit.writers.docx.toc_pages import label_pages
from tests.unit.writers.test_docx import audit, member, paragraph, report, text, written


def heading(number: int, level: int = 1) -> Heading[Any, Anchor]:
    return Heading(level, text(f"Heading {number}"), Anchor("heading", number))


BLOCKS: tuple[PrintedBlock, ...] = (
    heading(1),  # text 0
    paragraph("Some text of a page."),  # 1
    heading(2, 2),  # 2
    Box(
        (), (heading(3, 2), paragraph("In a box.")), Anchor("box", 1)
    ),  # 3 is the title of the box, then 4 and 5
    heading(4),  # 6
)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([], {}),
        ([PageStart("2", 1, 9)], ["1", "2", "2", "2"]),
        ([PageStart("2", 2, 0)], ["1", "2", "2", "2"]),
        ([PageStart("2", 2, 1)], ["1", "1", "2", "2"]),
        ([PageStart("8", 2, 0), PageStart("9", 6, 0)], ["7", "8", "8", "9"]),
        ([PageStart("2", 0, 0), PageStart("3", 1, 1), PageStart("4", 1, 9)], ["2", "4", "4", "4"]),
        ([PageStart("2", 9, 0)], ["1", "1", "1", "1"]),
        ([PageStart("iv", 2, 0)], {}),  # no one knows what comes before iv
        ([PageStart("iv", 0, 0)], ["iv", "iv", "iv", "iv"]),
    ],
)
def test_a_heading_stands_on_the_page_that_began_before_it(
    pages: list[PageStart], expected: list[str]
) -> None:
    found = label_pages(BLOCKS, pages)
    assert list(found.values()) == list(expected)


def contents(pages: tuple[PageStart, ...], folder: Path) -> str:
    path = folder / "report.docx"
    path.write_bytes(written(report(*BLOCKS, contents=True), pages=pages).data)
    assert audit(path) == invariants(path) == []
    xml = member(path, "word/document.xml")
    return xml[xml.index("<w:sdt>") : xml.index("</w:sdt>")]


def test_with_a_pdf_the_entries_have_its_pages(tmp_path: Path) -> None:
    xml = contents((PageStart("2", 2, 0), PageStart("3", 6, 0)), tmp_path)
    assert r' TOC \o "1-4" \u \h \z ' in xml
    shown = re.findall(r"PAGEREF (\w+) .*?<w:t xml:space=\"preserve\">(\d)</w:t>", xml)
    assert shown == [(f"_RefHeading0000{n}", page) for n, page in enumerate("1223", 1)]
    assert xml.count('w:leader="dot"') == 4


def test_without_a_pdf_the_entries_have_none(tmp_path: Path) -> None:
    xml = contents((), tmp_path)
    assert r' TOC \o "1-4" \u \h \z ' in xml
    assert "PAGEREF" not in xml
    assert "w:tab" not in xml
