"""Text in two columns: notes at the end in every format; one column if notes are at the foot."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.parity.conftest import reportkit

REPORT = """\
reportkit: 1
title: News of the Week
date: 2024-05-14
theme: bulletin
{options}
notes: {{a: Here is a note., b: Another note.}}
body:
- heading: Harbours
- {words}[^a]
- {words}
- table: {{header: [Port, Ships], rows: [[Riga, "1"], [Tallinn, "2"]]}}
- {words}[^b]
"""
WORDS = "Ships called at the harbours of the gulf and left them again before the night. " * 12


@pytest.fixture(scope="module", params=["", "note_options: {placement: page}"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a report in two columns, or in one as its notes are at the foot."""
    folder = tmp_path_factory.mktemp("columns")
    text = REPORT.format(options=request.param, words=WORDS.strip())
    (folder / "report.yaml").write_text(text, "utf-8")
    built = reportkit("build", folder / "report.yaml", "-t", "pdf,docx,epub,text", "-o", folder)
    assert (built.returncode, built.stderr) == (0, "")
    return folder


def test_a_page_has_two_columns_only_with_the_notes_at_the_end(made: Path) -> None:
    """The first words of the lines of the text: at two distances from the edge, or at one."""
    at_foot = "placement: page" in (made / "report.yaml").read_text("utf-8")
    starts = {round(left / 10) for left, word in words(made / "report.pdf") if word == "Ships"}
    lefts = [left for left, _ in words(made / "report.pdf")]
    assert (max(lefts) > 500) is not at_foot
    assert starts
    with zipfile.ZipFile(made / "report.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert ("w:footnoteReference" in document) is at_foot
    assert ("w:endnoteReference" in document) is not at_foot


def words(pdf: Path) -> list[tuple[float, str]]:
    """The words of a PDF, each with its distance from the left edge in points."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    found = [line.split('"') for line in done.stdout.splitlines() if "<word" in line]
    return [(float(parts[1]), parts[8][1:].removesuffix("</word>")) for parts in found]


def test_lines_of_two_columns_are_half_as_long(made: Path) -> None:
    at_foot = "placement: page" in (made / "report.yaml").read_text("utf-8")
    done = subprocess.run(
        ["pdftotext", "-raw", str(made / "report.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.count(" ") > 3]
    longest = max(map(len, lines))
    assert 70 < longest < 95 if at_foot else 40 < longest < 60
    table = done.stdout.index("Port Ships")
    assert done.stdout.index("Harbours") < table < done.stdout.rindex("before the night")
