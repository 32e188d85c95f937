"""The notes of tables: equal in each format, proven, and linked both ways."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from reportkit import export
from reportkit.cli import cli
from tests.parity.pdf_edits import edited

REPORT = """\
reportkit: 1
title: Tables
date: 2024-01-31
body:
  - Text.[^n]
  - table:
      header: [Line, "Ferries[^t:day]"]
      rows:
        - ["North[^t:ice]", "7[^n][^t:day]"]
        - [South, {text: "4", list: ["spring[^t:ice]"]}]
    caption: Ferries a day.[^t:est]
    source: Harbour office.[^n]
    notes: {day: Weekdays., ice: "Only without *ice*.", est: Estimated.}
  - table: {header: [A], rows: [["1[^t:x]"]], notes: {x: Another series.}}
notes: {n: A note of the report.}
"""
NOTES = ["a Estimated.", "b Weekdays.", "c Only without ice.", "Harbour office."]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "t.yaml").write_text(REPORT)
    export.build(export.check(folder / "t.yaml"), ["pdf", "docx", "epub", "text"], folder)
    return folder


def test_each_format_prints_the_same_letters_and_notes(built: Path) -> None:
    pdf = subprocess.run(
        ["pdftotext", "-raw", built / "t.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    with zipfile.ZipFile(built / "t.epub") as book:
        epub = "".join(etree.fromstring(book.read("EPUB/text1.xhtml")).itertext())
    with zipfile.ZipFile(built / "t.docx") as word:
        docx = "".join(etree.fromstring(word.read("word/document.xml")).itertext())
    text = (built / "t.txt").read_text().replace("^", "").replace("*", "")
    for read in (pdf, epub, docx, text):
        said = re.sub(r"\s+", "", read)
        places = [said.index(note.replace(" ", "")) for note in NOTES]
        assert places == sorted(places)
        assert "aAnotherseries." in said
        assert "Ferriesb" in said
        assert "Northc" in said


def test_marks_and_notes_of_a_book_lead_to_each_other(built: Path) -> None:
    with zipfile.ZipFile(built / "t.epub") as book:
        root = etree.fromstring(book.read("EPUB/text1.xhtml"))
    links = root.xpath("//*[@class='table-mark']")
    assert len(links) == 6 + 4
    for link in links:
        (target,) = root.xpath("//*[@id=$name]", name=link.get("href")[1:])
        assert target.text == link.text
        assert target.get("class") == "table-mark"
        assert target.get("href") != link.get("href")


def test_marks_and_notes_of_a_word_document_lead_to_each_other(built: Path) -> None:
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(built / "t.docx") as word:
        root = etree.fromstring(word.read("word/document.xml"))
    marks = [one.get(f"{w}name", "") for one in root.iter(f"{w}bookmarkStart")]
    led_to = [one.get(f"{w}anchor", "") for one in root.iter(f"{w}hyperlink")]
    own = [name for name in led_to if name.startswith("_Table")]
    assert len(own) == 6 + 4
    assert set(own) <= set(marks)


def test_the_notes_of_the_report_are_not_changed_by_those_of_tables(built: Path) -> None:
    (note,) = export.check(built / "t.yaml").publication.report.notes
    assert (note.number, note.references) == (1, 3)


@pytest.mark.parametrize(
    ("member", "before", "after", "part"),
    [
        ("EPUB/text1.xhtml", "</a> Weekdays.", "</a> Sundays.", "note b of Table 1"),
        ("EPUB/text1.xhtml", ">c</a> Only", ">d</a> Only", "note c of Table 1"),
        ("EPUB/text1.xhtml", ">c</a></td>", ">b</a></td>", "row 1, column 1 of Table 1"),
        ("word/document.xml", ">Weekdays.", ">Sundays.", "note b of Table 1"),
        ("word/document.xml", "Another series.", "", "note a of a table"),
    ],
)
def test_verify_names_what_was_changed(
    built: Path, tmp_path: Path, member: str, before: str, after: str, part: str
) -> None:
    name = "t.epub" if member.startswith("EPUB") else "t.docx"
    with zipfile.ZipFile(built / name) as archive:
        text = archive.read(member).decode()
    assert before in text
    changed = tmp_path / name
    with zipfile.ZipFile(built / name) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, text.replace(before, after, 1) if info.filename == member else data)
    result = CliRunner().invoke(cli, ["verify", str(built / "t.yaml"), str(changed)])
    assert result.exit_code == 4
    assert part in result.output


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("^b^ Weekdays.", "^b^ Sundays.", "note b of Table 1"),
        ("^c^ Only", "^d^ Only", "note c of Table 1"),
        ("^a^ Another series.", "", "note a of a table"),
        ("North^c^", "North^b^", "row 1, column 1 of Table 1"),
    ],
)
def test_verify_names_what_was_changed_in_plain_text(
    built: Path, tmp_path: Path, before: str, after: str, part: str
) -> None:
    text = (built / "t.txt").read_text("utf-8")
    assert before in text
    (tmp_path / "t.txt").write_text(text.replace(before, after, 1), "utf-8")
    result = CliRunner().invoke(cli, ["verify", str(built / "t.yaml"), str(tmp_path / "t.txt")])
    assert result.exit_code == 4
    assert part in result.output


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Weekdays", "note b of Table 1"),
        ("Another series", "note a of a table"),
        ("Estimated", "note a of Table 1"),
    ],
)
def test_verify_names_what_was_changed_on_a_page(
    built: Path, tmp_path: Path, words: str, part: str
) -> None:
    edited(built / "t.pdf", tmp_path / "t.pdf", words, "", first=True)
    result = CliRunner().invoke(cli, ["verify", str(built / "t.yaml"), str(tmp_path / "t.pdf")])
    assert result.exit_code == 4
    assert part in result.output
