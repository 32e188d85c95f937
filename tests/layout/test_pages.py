"""The page map: each page begins where it says, by poppler's eyes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from reportkit import export
from reportkit.model import walk
from reportkit.writers.pdf.page_map import page_starts
from tests.layout.conftest import REPORTS
from tests.layout.reports import generated


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
    assert [start.label for start in written.pages] == [
        str(number) for number in range(2, len(written.pages) + 2)
    ]
    assert len(pages) - len(written.pages) <= 2, "all but the first and the colophon"
    within = 0
    for start in written.pages:
        text = texts[start.text + len(front)]
        words = text[start.offset :].split()
        if start.offset and not text[start.offset - 1].isspace():
            del words[0]  # the PDF reads a broken word whole, on the page before
        assert words
        assert bare(" ".join(words[:2]))[:12] in pages[int(start.label) - 1]
        within += start.offset > 0
    assert within or theme == "report", "some pages begin within a paragraph"


def test_no_page_is_named_when_a_theme_hides_text() -> None:
    blocks = export.check(REPORTS["sample"]).publication.report.blocks
    whole = "".join(map(walk.printed_text, walk.texts(blocks)))
    assert len(page_starts([whole[:3000], whole[3000:]], blocks)) == 1
    assert page_starts([whole[:3000], whole[3050:]], blocks) == ()
