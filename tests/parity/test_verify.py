"""`verify` agrees with whole files, and names what is wrong with any other."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests.parity.conftest import BELARUS, EVERY, reportkit

SUFFIXES = ("pdf", "docx", "epub", "txt")


def disagreement(path: Path) -> str:
    """What verify says about a file that must not pass."""
    result = reportkit("verify", BELARUS, path)
    assert result.returncode == 4, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr


def with_member(source: Path, target: Path, name: str, content: str) -> Path:
    """A copy of an archive in which one file says something else."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = content.encode() if info.filename == name else old.read(info)
            new.writestr(info, data)
    return target


def member(source: Path, name: str) -> str:
    with zipfile.ZipFile(source) as archive:
        return archive.read(name).decode()


def replaced(text: str, old: str, new: str) -> str:
    """The text with a change in one place; the test must not pass for want of one."""
    assert text.count(old) == 1
    return text.replace(old, new)


def changed_report(tmp_path: Path, text: str) -> Path:
    """The PDF of a changed copy of the report."""
    report = tmp_path / "report.yaml"
    report.write_text(text, "utf-8")
    result = reportkit("build", report, "-t", "pdf", "-o", tmp_path / "built")
    assert result.returncode == 0, result.stderr
    return tmp_path / "built" / "report.pdf"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_whole_files_agree(suffix: str, belarus: Path, every: Path) -> None:
    for report, folder, count in ((BELARUS, belarus, 25), (EVERY, every, 19)):
        result = reportkit("verify", report, folder / f"report.{suffix}")
        assert result.returncode == 0, result.stderr
        assert f"{count} of {count} notes equal" in result.stdout


def test_the_page_list_of_an_epub_is_that_of_the_pdf_beside_it(
    belarus: Path, every: Path, tmp_path: Path
) -> None:
    for report, folder in ((BELARUS, belarus), (EVERY, every)):
        result = reportkit("verify", report, folder / "report.epub", folder / "report.pdf")
        assert result.returncode == 0, result.stderr
    other = ("build", BELARUS, "-t", "pdf", "--theme", "report", "-o", tmp_path)
    assert reportkit(*other).returncode == 0
    result = reportkit("verify", BELARUS, belarus / "report.epub", tmp_path / "report.pdf")
    assert result.returncode == 4
    assert result.stderr.count("RK912") == 2
    assert "epub: page 2: expected" in result.stderr
    assert "epub: page 3: expected" in result.stderr


def test_an_epub_that_lists_a_page_too_many(belarus: Path, tmp_path: Path) -> None:
    names = ("EPUB/nav.xhtml", "EPUB/text1.xhtml")
    path = belarus / "report.epub"
    for count, name in enumerate(names):
        text = member(path, name).replace(">3</a>", ">9</a>").replace('"3"', '"9"')
        assert text != member(path, name)
        path = with_member(path, tmp_path / f"{count}.epub", name, text)
    result = reportkit("verify", BELARUS, path, belarus / "report.pdf")
    assert result.returncode == 4
    assert "RK912" in result.stderr
    assert "epub: page 9: expected no page" in result.stderr


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_another_report_is_told_by_its_title(
    suffix: str, belarus: Path, every: Path
) -> None:
    for report, folder, title in (
        (EVERY, belarus, "Belarus Warning Update: Putin Pressures Lukashenko to Implement His"),
        (BELARUS, every, "The Calls That Moved"),
    ):
        result = reportkit("verify", report, folder / f"report.{suffix}")
        assert result.returncode == 4
        (found,) = result.stderr.splitlines()
        assert "RK942" in found
        assert f"its title is '{title}" in found


def test_a_file_of_the_report_with_another_title_is_no_file_of_another_report(
    belarus: Path, tmp_path: Path
) -> None:
    text = (belarus / "report.txt").read_text("utf-8")
    text = replaced(text, "Belarus Warning Update: Putin Pressures", "Other: Who Presses")
    (tmp_path / "report.txt").write_text(text, "utf-8")
    found = disagreement(tmp_path / "report.txt")
    assert "RK942" not in found
    assert "title" in found
    report = changed_report(tmp_path, re.sub("(?m)^title: .*", "title: Other", BELARUS.read_text()))
    found = disagreement(report)
    assert "RK942" not in found
    assert "the title" in found


def test_docx_with_two_notes_swapped(belarus: Path, tmp_path: Path) -> None:
    source, name = belarus / "report.docx", "word/footnotes.xml"
    notes = dict(re.findall(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', member(source, name)))
    start = '<w:footnote w:id="{}">'
    text = member(source, name)
    text = replaced(text, start.format(6) + notes["6"], start.format(6) + "@")
    text = replaced(text, start.format(9) + notes["9"], start.format(9) + notes["6"])
    text = replaced(text, start.format(6) + "@", start.format(6) + notes["9"])
    found = disagreement(with_member(source, tmp_path / "report.docx", name, text))
    assert "note 6:" in found
    assert "note 9:" in found
    assert "note 7:" not in found


def test_docx_with_a_changed_word(belarus: Path, tmp_path: Path) -> None:
    source, name = belarus / "report.docx", "word/document.xml"
    text = replaced(member(source, name), "not rigging", "now rigging")
    found = disagreement(with_member(source, tmp_path / "report.docx", name, text))
    assert "RK904" in found


def test_epub_without_a_note(belarus: Path, tmp_path: Path) -> None:
    source, name = belarus / "report.epub", "EPUB/text1.xhtml"
    text, count = re.subn(r'<li><div class="note" id="fn7".*?</li>', "", member(source, name))
    assert count == 1
    found = disagreement(with_member(source, tmp_path / "report.epub", name, text))
    assert "note 7:" in found


def test_epub_with_a_changed_mark(belarus: Path, tmp_path: Path) -> None:
    source, name = belarus / "report.epub", "EPUB/text1.xhtml"
    text = replaced(member(source, name), 'role="doc-noteref">7</a>', 'role="doc-noteref">8</a>')
    found = disagreement(with_member(source, tmp_path / "report.epub", name, text))
    assert "reference 7, to note 7: expected 7, found 8" in found


def test_pdf_with_two_notes_swapped(tmp_path: Path) -> None:
    text = BELARUS.read_text("utf-8")
    gas, exploit = "[^gas]", "[^exploit]"
    text = replaced(text, gas, "[^@]")
    text = replaced(replaced(text, exploit, gas), "[^@]", exploit)
    found = disagreement(changed_report(tmp_path, text))
    assert "note 2:" in found
    assert "note 3:" in found
    assert "note 4:" not in found


def test_pdf_without_a_sentence(tmp_path: Path) -> None:
    text = BELARUS.read_text("utf-8")
    text, count = re.subn(r" *Lukashenko reiterated his support [^.]*\.\[\^support\]\n", "", text)
    assert count == 1
    text, count = re.subn(r"^  support:\n(    - .*\n)+", "", text, flags=re.MULTILINE)
    assert count == 1
    found = disagreement(changed_report(tmp_path, text))
    assert "note 25: expected" in found
    assert "found no note" in found
    assert "RK904" in found


def test_pdf_with_a_changed_glyph_of_a_mark(belarus: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(belarus / "report.pdf"))
    page = writer.pages[0]
    contents = page.get_contents()
    assert contents is not None
    data = contents.get_data()
    marks = list(re.finditer(rb"\n\[<([0-9a-f]{4})>0\] TJ", data))
    first, second = marks[0], marks[1]
    assert first[1] != second[1]
    stream = DecodedStreamObject()
    stream.set_data(data[: first.start(1)] + second[1] + data[first.end(1) :])
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "report.pdf")
    found = disagreement(tmp_path / "report.pdf")
    assert "reference 1, to note 1: expected 1, found 2" in found
    assert "reference 2" not in found


def test_text_with_a_changed_mark(belarus: Path, tmp_path: Path) -> None:
    text = (belarus / "report.txt").read_text("utf-8")
    (tmp_path / "report.txt").write_text(replaced(text, "27.[7]", "27.[8]"), "utf-8")
    found = disagreement(tmp_path / "report.txt")
    assert "reference 7, to note 7: expected 7, found 8" in found


def test_text_without_a_note(belarus: Path, tmp_path: Path) -> None:
    text = (belarus / "report.txt").read_text("utf-8")
    text, count = re.subn(r"^\[7\] (.+\n)+\n", "", text, flags=re.MULTILINE)
    assert count == 1
    (tmp_path / "report.txt").write_text(text, "utf-8")
    assert "note 7:" in disagreement(tmp_path / "report.txt")


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub"])
def test_truncated_files(suffix: str, part: float, belarus: Path, tmp_path: Path) -> None:
    data = (belarus / f"report.{suffix}").read_bytes()
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(data[: int(len(data) * part)])
    assert "RK9" in disagreement(path)


def test_pdf_whose_structure_contains_itself(belarus: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(belarus / "report.pdf"))
    tree: Any = writer.root_object["/StructTreeRoot"].get_object()
    tree["/K"][0].get_object()["/K"].append(tree["/K"][0].get_object().indirect_reference)
    writer.write(tmp_path / "report.pdf")
    assert "RK908" in disagreement(tmp_path / "report.pdf")


@pytest.mark.parametrize("notes", ["front only", "empty"])
def test_text_without_any_note(notes: str, belarus: Path, tmp_path: Path) -> None:
    text = (belarus / "report.txt").read_text("utf-8")
    text = text[: text.index("-" * 20)] if notes == "front only" else ""
    (tmp_path / "report.txt").write_text(text, "utf-8")
    found = disagreement(tmp_path / "report.txt")
    assert "note 1:" in found
    assert "note 25:" in found


def test_report_without_notes_agrees_in_each_format(tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-01-01\nauthors: [A]\npublisher: P\nlanguage: en-GB\n"
        "body:\n  - No notes here at all.\n",
        "utf-8",
    )
    result = reportkit("build", report, "-t", "pdf,docx,epub,text", "-o", tmp_path / "built")
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("0 of 0 notes equal") == 4


def test_a_note_with_two_ways_back_in_a_report_from_right_to_left(tmp_path: Path) -> None:
    """An arrow is turned there, so that a way back has an element of its own inside."""
    report = tmp_path / "report.yaml"
    report.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-01-01\nlanguage: ar\n"
        "body:\n  - One.[^a] Two.[^a]\nnotes:\n  a: See https://example.org/books.\n",
        "utf-8",
    )
    result = reportkit("build", report, "-t", "pdf", "-o", tmp_path / "built")
    assert result.returncode == 0, result.stderr
    assert "1 of 1 notes equal" in result.stdout
