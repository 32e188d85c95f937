"""Lists and quotations in notes: each word, label and attribution is in every format, and what is
changed there is found."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from reportkit.cli import cli, exits
from reportkit.export import build, check
from tests.parity.pdf_edits import edited
from tests.parity.test_list_labels import replaced
from tests.parity.test_references import shown

FORMATS = ("pdf", "docx", "epub", "text")
REPORT = """\
reportkit: 1
title: Notes of Lists
date: 2024-03-01
note_options: {placement: PLACEMENT}
body:
- {heading: Outlook, id: outlook}
- One.[^parts] Two.[^cited] Three.[^listed]
- list: [Elsewhere]
  style: lower-alpha
notes:
  parts:
    body:
    - "Three parts, see {ref:outlook}:"
    - list:
      - Alpha, by [the house](https://example.org/a).
      - text: |
          Beta.

          Its second paragraph.
        list: [Gamma]
        ordered: true
      style: lower-alpha
      start: 3
    - quote: We count the ships.
      attribution: The *harbour*, {note:cited}
    sources: [https://example.org/b]
  cited: {body: [{quote: They count.}, And a word.]}
  listed: {body: [{list: [Delta], ordered: true}]}
"""
SAID = ("c.Alpha,bythehouse", "d.Beta.Itssecondparagraph.", "a.Gamma", "Wecounttheships.")


@pytest.fixture(scope="module", params=["page", "end"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("noted")
    report = REPORT.replace("PLACEMENT", request.param)
    (folder / "report.yaml").write_text(report, "utf-8")
    build(check(folder / "report.yaml"), FORMATS, folder)  # which also verifies
    return folder


def test_plain_text_shows_them_beside_the_number(built: Path) -> None:
    text = (built / "report.txt").read_text("utf-8")
    assert (
        """\
[1] Three parts, see Outlook:

    c. Alpha, by the house <https://example.org/a>.
    d. Beta.

       Its second paragraph.
       a. Gamma

        We count the ships.

        — The *harbour*, note 2

    https://example.org/b

[2]     They count.

    And a word.

[3] 1. Delta
"""
        in text
    )


def test_a_pdf_shows_them_beside_the_number(built: Path) -> None:
    text = shown(built / "report.pdf")
    for said in (*SAID, "—Theharbour,note2", "2Theycount.", "31.Delta"):
        assert said in text


def test_a_book_has_lists_and_quotations_in_its_notes(built: Path) -> None:
    with zipfile.ZipFile(built / "report.epub") as archive:
        book = etree.fromstring(archive.read("EPUB/text1.xhtml"))
    names = {"x": "http://www.w3.org/1999/xhtml"}
    note = "//x:div[@role='doc-footnote']"
    assert next(e.get("start") for e in book.xpath(f"{note}//x:ol", namespaces=names)) == "3"
    quotes = book.xpath(f"{note}/x:blockquote", namespaces=names)
    assert ["".join(quote.itertext()) for quote in quotes] == [
        "We count the ships.The harbour, note 2",
        "They count.",
    ]


@pytest.mark.parametrize(
    ("name", "member", "old", "new", "expected"),
    [
        ("report.docx", "word/numbering.xml", '"lowerLetter"', '"upperLetter"', "c. Alpha"),
        ("report.docx", "word/numbering.xml", 'w:start w:val="3"', 'w:start w:val="4"', "c. Alpha"),
        ("report.docx", "NOTES", "— ", "Said by ", "The harbour, note 2"),
        ("report.docx", "NOTES", "Gamma", "Gamba", "a. Gamma"),
        ("report.docx", "NOTES", ">harbour<", "><", "The harbour"),
        ("report.epub", "EPUB/text1.xhtml", ' start="3"', "", "c. Alpha"),
        ("report.epub", "EPUB/text1.xhtml", '"lower-alpha" start', '"decimal" start', "c. Alpha"),
        ("report.epub", "EPUB/text1.xhtml", "<em>harbour</em>", "", "The harbour"),
        ("report.epub", "EPUB/text1.xhtml", "They count.", "They do.", "They count."),
        ("report.epub", "EPUB/text1.xhtml", "<li>Delta</li>", "<li>Delta</li><li/>", "1. Delta"),
    ],
)
def test_a_change_is_found(
    name: str, member: str, old: str, new: str, expected: str, built: Path, tmp_path: Path
) -> None:
    if member == "NOTES":
        with zipfile.ZipFile(built / name) as archive:
            kinds = ("word/footnotes.xml", "word/endnotes.xml")
            member = next(kind for kind in kinds if kind in archive.namelist())
    replaced(built / name, tmp_path / name, member, old, new)
    assert_found(built, tmp_path / name, expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("d. Beta", "e. Beta", "d. Beta"),
        ("\n        — The *harbour*, note 2\n", "", "note 1: expected"),
        ("1. Delta", "Delta", "1. Delta"),
        ("They count.", "They count. Too.", "They count."),
    ],
)
def test_a_change_of_the_text_is_found(
    old: str, new: str, expected: str, built: Path, tmp_path: Path
) -> None:
    text = (built / "report.txt").read_text("utf-8")
    assert old in text
    (tmp_path / "report.txt").write_text(text.replace(old, new), "utf-8")
    assert_found(built, tmp_path / "report.txt", expected)


@pytest.mark.parametrize("old", ["d.", "Gamma", "harbour", "They count", "Delta"])
def test_a_change_of_the_page_is_found(old: str, built: Path, tmp_path: Path) -> None:
    edited(built / "report.pdf", tmp_path / "report.pdf", old, "", first=False)
    assert_found(built, tmp_path / "report.pdf", old)


def assert_found(built: Path, changed: Path, expected: str) -> None:
    found = CliRunner().invoke(cli, ["verify", str(built / "report.yaml"), str(changed)])
    assert found.exit_code == exits.DISAGREES
    assert "RK901" in found.output
    assert expected in found.output
