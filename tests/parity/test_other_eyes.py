"""What programs of other people see in the finished files."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reportkit.export import check
from reportkit.model import walk
from tests.parity.conftest import BELARUS

pytestmark = pytest.mark.tools

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
NOTE_1 = "https://example.org/ais/positions/2023;IngridHavn,CountingCalls"
_BEGINNING = 40
"""How many characters of a note are its beginning."""


def layout(pdf: Path) -> str:
    """The pages as pdftotext sets them out."""
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=900, check=True
    ).stdout


def by_libreoffice(docx: Path, tmp_path: Path) -> Path:
    """The PDF that LibreOffice makes of a DOCX."""
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(docx)], capture_output=True, timeout=900, check=True
    )
    return tmp_path / f"{docx.stem}.pdf"


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def numbers_before(beginning: str, text: str) -> list[str]:
    """The numbers at the head of a line that this beginning of a note follows."""
    return [
        found[1]
        for found in re.finditer(r"^[^\S\n]*(\d+)\b", text, re.MULTILINE)
        if bare(text[found.end() : found.end() + 600]).startswith(beginning)
    ]


def assert_all_notes(text: str) -> None:
    expected: dict[str, list[str]] = {}
    for note in check(BELARUS).publication.report.notes:
        beginning = bare(walk.printed_text(next(walk.note_texts(note))))[:_BEGINNING]
        expected.setdefault(beginning, []).append(str(note.number))
    assert sum(map(len, expected.values())) == 25
    assert {beginning: numbers_before(beginning, text) for beginning in expected} == expected


def test_pdf_marks_a_repeated_note_with_one_number(every: Path) -> None:
    text = layout(every / "report.pdf")
    assert "thanayearbefore.1" in bare(text)
    assert re.search(r"^\s*Tallinn\s*1\s+1,398", text, re.MULTILINE)
    assert "portsthattheyleft.1" in bare(text)
    assert numbers_before(NOTE_1, text) == ["1"]
    assert bare(text).count(NOTE_1) == 1


def test_epub_leads_back_from_a_repeated_note_to_each_mark(every: Path) -> None:
    with zipfile.ZipFile(every / "report.epub") as archive:
        # The note is where its first mark is: in the front matter.
        roots = [
            etree.fromstring(archive.read(f"EPUB/{name}.xhtml")) for name in ("front", "text1")
        ]
    notes = [e for root in roots for e in root.iter(f"{XHTML}div") if e.get("id") == "fn1"]
    assert len(notes) == 1
    links = [e for root in roots for e in root.iter(f"{XHTML}a") if e.get(TYPE) == "noteref"]
    marks = [e for e in links if str(e.get("href")).endswith("#fn1")]
    assert len(marks) > 2
    assert {mark.text for mark in marks} == {"1"}
    backlinks = [e.get("href") for e in notes[0].iter(f"{XHTML}a") if e.get(TYPE) == "backlink"]
    ids = [link.rpartition("#")[2] for link in map(str, backlinks)]
    assert ids == [mark.get("id") for mark in marks]


def test_libreoffice_prints_a_repeated_note_once(every: Path, tmp_path: Path) -> None:
    text = layout(by_libreoffice(every / "report.docx", tmp_path))
    assert bare(text).count(NOTE_1) == 1
    assert numbers_before(NOTE_1, text) == ["1"]
    assert "thanayearbefore.1" in bare(text)
    assert re.search(r"^\s*Tallinn\s*1\s+1,398", text, re.MULTILINE)
    assert "portsthattheyleft.1" in bare(text)


def test_pdf_shows_all_notes(belarus: Path) -> None:
    assert_all_notes(layout(belarus / "report.pdf"))


def test_libreoffice_shows_all_notes(belarus: Path, tmp_path: Path) -> None:
    assert_all_notes(layout(by_libreoffice(belarus / "report.docx", tmp_path)))
