"""Notes of the title, the deck and the summary come first in each format, and in no metadata."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from reportkit import export
from tests.parity.pdf_edits import edited

REPORT = """
reportkit: 1
title: "Ferry Traffic[^fund]: a *Survey*[^board][^fund]"
subtitle: Winter
deck: Eleven ferries a day.[^deck]
summary: Traffic grows.[^sum]
date: 2024-03-01
authors: [Anna Lind]
suggested_citation: auto
contents: true
body:
  - heading: Outlook[^last]
  - Ferries cross.[^fund] See {note:board}.
notes:
  last: The last note.
  sum: The note of the summary.
  deck: The note of the deck, after {note:fund}.
  board: The note of the board.
  fund: The note of the fund.
"""
FORMATS = ("pdf", "docx", "epub", "text")
NOTES = ("of the fund", "of the board", "of the deck, after note 1", "of the summary", "last note")
TITLE = "Ferry Traffic: a Survey"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front-notes")
    path = folder / "report.yaml"
    path.write_text(REPORT, "utf-8")
    artifacts = export.build(export.check(path), FORMATS, folder)  # which also verifies
    assert not [w for artifact in artifacts for w in artifact.warnings]
    return folder


def member(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def words(xml: str) -> str:
    return "".join(etree.fromstring(xml.encode()).itertext())


def test_notes_above_the_body_have_the_first_numbers(built: Path) -> None:
    text = (built / "report.txt").read_text("utf-8")
    assert "Ferry Traffic[1]: a *Survey*[2],[1]\n" in text
    assert "Eleven ferries a day.[3]" in text
    assert "Traffic grows.[4]" in text
    assert "# Outlook[5]\n\nFerries cross.[1] See note 2." in text
    for number, words in enumerate(NOTES, 1):
        assert re.search(rf"\[{number}\] The .*{words}", text)


def test_a_page_prints_them_at_its_foot(built: Path) -> None:
    command = ["pdftotext", "-f", "1", "-l", "1", "-layout", str(built / "report.pdf"), "-"]
    page = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    for number, words in enumerate(NOTES, 1):
        assert re.search(rf"(?m)^\s*{number}\s+The .*{words}", page)


def test_a_book_has_them_in_the_file_of_its_title(built: Path) -> None:
    front = etree.fromstring(member(built / "report.epub", "EPUB/front.xhtml").encode())
    ids = {e.get("id") for e in front.iter() if e.get("id")}
    marks = [e for e in front.iter("{*}a") if e.get("role") == "doc-noteref"]
    assert [mark.text for mark in marks] == ["1", "2", "1", "3", "4"]
    assert {(mark.get("href") or "#")[1:] for mark in marks} <= ids


def test_a_document_has_them_as_its_own_footnotes(built: Path) -> None:
    body = member(built / "report.docx", "word/document.xml")
    title = re.search(r'<w:p><w:pPr><w:pStyle w:val="Title"/>.*?</w:p>', body)
    assert title and re.findall(r'<w:footnoteReference w:id="(\d+)"/>', title[0]) == ["1", "2"]
    assert "NOTEREF" in title[0]


def test_metadata_and_navigation_have_the_words_alone(built: Path) -> None:
    reader = PdfReader(built / "report.pdf")
    assert reader.metadata and reader.metadata.title == TITLE
    titles = re.findall(r"/Title': '([^']*)'", str(reader.outline))
    assert titles == [TITLE, "Summary", "Contents", "Outlook", "Suggested Citation"]
    assert f">{TITLE}<" in member(built / "report.docx", "docProps/core.xml")
    with zipfile.ZipFile(built / "report.epub") as archive:
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
    opf = member(built / "report.epub", package)
    assert re.search(rf"<dc:title[^>]*>{TITLE}", opf)
    assert re.search(r"<dc:description[^>]*>Traffic grows\.</dc:description>", opf)
    assert TITLE in words(member(built / "report.epub", "EPUB/toc.ncx"))
    assert f"<title>{TITLE}</title>" in member(built / "report.epub", "EPUB/front.xhtml")
    text = (built / "report.txt").read_text("utf-8")
    assert "Anna Lind. *Ferry Traffic: a *Survey*: Winter*." in text


MARK = '<a class="noteref" id="fnref3" href="#fn3" epub:type="noteref" role="doc-noteref">3</a>'


@pytest.mark.parametrize(
    ("suffix", "name", "old", "new"),
    [
        ("epub", "EPUB/front.xhtml", MARK, ""),
        ("epub", "EPUB/front.xhtml", MARK, MARK.replace(">3<", ">4<")),
        ("epub", "EPUB/front.xhtml", f"a day.{MARK}", f"{MARK} a day."),
        ("epub", "EPUB/front.xhtml", f"<title>{TITLE}<", f"<title>{TITLE}1<"),
        ("epub", "EPUB/toc.ncx", f">{TITLE}<", f">{TITLE}2,1<"),
        ("docx", "word/document.xml", '<w:footnoteReference w:id="3"/>', ""),
        ("docx", "docProps/core.xml", f">{TITLE}<", f">{TITLE}2,1<"),
        ("txt", "", "day.[3]", "day."),
        ("txt", "", "Traffic[1]", "Traffic[2]"),
    ],
)
def test_a_changed_mark_is_found(
    built: Path, tmp_path: Path, suffix: str, name: str, old: str, new: str
) -> None:
    source, changed = built / f"report.{suffix}", tmp_path / f"report.{suffix}"
    if not name:
        text = source.read_text("utf-8")
        assert old in text
        changed.write_text(text.replace(old, new, 1), "utf-8")
    else:
        with zipfile.ZipFile(source) as archive, zipfile.ZipFile(changed, "w") as made:
            for item in archive.infolist():
                data = archive.read(item)
                if item.filename == name:
                    assert old in data.decode()
                    data = data.decode().replace(old, new, 1).encode()
                made.writestr(item, data)
    assert not verdict(built, source)
    about_texts = {"RK901", "RK902", "RK904"}
    assert verdict(built, changed) & ({"RK916"} if TITLE in old else about_texts)


def test_a_changed_mark_on_the_page_is_found(built: Path, tmp_path: Path) -> None:
    pdf = edited(built / "report.pdf", tmp_path / "report.pdf", "3", "4", first=True, page=1)
    assert "RK902" in verdict(built, pdf)


def verdict(built: Path, path: Path) -> set[str]:
    found = export.verify(export.check(built / "report.yaml"), [path, built / "report.pdf"])[0]
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize("numbering", ["continuous", "section"])
@pytest.mark.parametrize("placement", ["page", "end"])
@pytest.mark.parametrize("theme", ["briefing", "report", "plain", "institute", "bulletin"])
def test_every_way_of_numbering_is_verified(
    built: Path, tmp_path: Path, numbering: str, placement: str, theme: str
) -> None:
    settings = {
        "note_options.numbering": numbering,
        "note_options.placement": placement,
        "theme": theme,
        "cover": "true" if theme == "report" else "false",
        "contents": "false" if theme == "plain" else "true",
    }
    checked = export.check(built / "report.yaml", settings=settings)
    artifacts = export.build(checked, ("docx", "epub", "text"), tmp_path)
    assert all(artifact.path.is_file() for artifact in artifacts)
