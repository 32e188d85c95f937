"""The page map: each page begins where it says, by poppler's eyes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from reportkit import export
from reportkit.model import walk
from reportkit.model.document import Anchor, Equation, Figure, PrintedBlock
from reportkit.writers.pdf.page_map import page_starts
from tests.layout.conftest import REPORTS
from tests.layout.reports import generated
from tests.unit.writers.books import paragraph, picture


def bare(text: str) -> str:
    return re.sub(r"[\s\u2060\u200b\u00ad\u2010-]+", "", text)


def first_words(pdf: Path, words: int) -> list[str]:
    """The first words of each page under its running head."""
    command = ["pdftotext", "-y", "60", "-x", "0", "-W", "600", "-H", "800", str(pdf), "-"]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return [bare(" ".join(page.split()[:words])) for page in output.split("\f")[:-1]]


@pytest.mark.parametrize("name", ["sample", "every", "long", "generated"])
@pytest.mark.parametrize("theme", ["briefing", "report"])
def test_pages_begin_where_the_map_says(name: str, theme: str, tmp_path: Path) -> None:
    report = generated(150, tmp_path) if name == "generated" else REPORTS[name]
    publication = export.check(report, theme=theme).publication
    written = export.write(publication, "pdf")
    (tmp_path / "report.pdf").write_bytes(written.data)
    pages = first_words(tmp_path / "report.pdf", 40)
    front = [walk.printed_text(text) for _, text in publication.front.texts()]
    body = [walk.printed_text(text) for text in walk.texts(publication.report.blocks)]
    texts = [*front, *body]
    blocks = walk.blocks(publication.report.blocks)
    owners = [block for block in blocks for _ in walk.contents_of(block)]
    assert [start.label for start in written.pages] == [
        str(number) for number in range(2, len(written.pages) + 2)
    ]
    assert len(pages) - len(written.pages) <= 2, "all but the first and the colophon"
    within = 0
    for start in written.pages:
        text = texts[start.text + len(front)]
        words = text[start.offset :].split()
        if not text:
            assert isinstance(owners[start.text], Figure | Equation)
            continue
        if start.offset and not text[start.offset - 1].isspace():
            del words[0]  # the PDF reads a broken word whole, on the page before
        assert words
        assert bare(" ".join(words[:2]))[:12] in pages[int(start.label) - 1]
        within += start.offset > 0
    # Headings, pictures and boxes begin the pages of the example with every element.
    assert within or theme == "report" or name == "every", "some pages begin within a paragraph"


def test_no_page_is_named_when_a_theme_hides_text() -> None:
    blocks = export.check(REPORTS["sample"]).publication.report.blocks
    whole = "".join(map(walk.printed_text, walk.texts(blocks)))
    assert len(page_starts([whole[:3000], whole[3000:]], blocks)) == 1
    assert page_starts([whole[:3000], whole[3050:]], blocks) == ()


def test_a_page_of_nothing_but_an_equation_begins_with_it(tmp_path: Path) -> None:
    alone = "- page_break: true\n- equation: x\n- page_break: true"
    path = tmp_path / "report.yaml"
    head = "reportkit: 1\ntitle: Pages\ndate: 2024-05-01\nauthors: [A. Author]\nlanguage: en\n"
    path.write_text(f"{head}body:\n- Before.\n{alone}\n- After.\n", "utf-8")
    written = export.write(export.check(path).publication, "pdf")
    assert [(start.label, start.text) for start in written.pages] == [("2", 1), ("3", 2)]


def test_a_page_begins_with_its_picture_or_equation() -> None:
    formula: PrintedBlock = Equation("x", "<math><mi>x</mi></math>", "x", (), Anchor("equation", 1))
    wave: PrintedBlock = Figure(picture(), "A wave", "", (), (), Anchor("figure", 1))
    blocks = (paragraph("Before."), formula, wave, paragraph("After."))
    beginnings = {  # the ids that begin on each of three pages, and the texts that begin 2 and 3
        (("p1", "equation1", "figure1"), (), ()): [5, 5],
        (("p1",), ("equation1", "figure1"), ()): [1, 5],
        (("p1", "equation1"), ("figure1",), ()): [2, 5],
        (("p1",), ("equation1",), ("figure1",)): [1, 2],
        (("p1",), (), ("figure1", "equation1")): [5, 1],
    }
    for anchors, expected in beginnings.items():
        starts = page_starts(["Before.", "", "After."], blocks, anchors=anchors)
        assert [(start.text, start.offset) for start in starts] == [(n, 0) for n in expected]
