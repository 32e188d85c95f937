"""Reading a Word document back: every mutation of a good file is seen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.proof.base import ExtractedText, ReadError
from reportkit.proof.docx import invariants, read
from tests.unit.writers.test_docx import Notes, full_report, paragraph, report, write

DOCUMENT, FOOTNOTES = "word/document.xml", "word/footnotes.xml"
Change = Callable[[str], str]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Three notes; the second is referred to again."""
    notes = Notes()
    blocks = (
        paragraph("a", *notes.at(), *notes.at(follows_mark=True)),
        paragraph("b", *notes.at(), *notes.again(2)),
    )
    return write(report(*blocks, notes=notes), tmp_path)


def changed(path: Path, name: str, change: Change) -> Path:
    """The same file with one part changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members[name].decode()
    assert change(text) != text
    members[name] = change(text).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return path


def swapped(text: str, one: str, two: str) -> str:
    return text.replace(one, "\0").replace(two, one).replace("\0", two)


def pairs(reading: ExtractedText) -> list[tuple[str, str]]:
    return [(note.number, note.text) for note in reading.notes]


GOOD_BODY = "Title & <Title> 14 May 2024 a q1q, b q3q q2q"
GOOD = [(str(n), f"Body of note z{n}z.") for n in (1, 2, 3)]


def test_a_good_file_reads_as_it_prints(good: Path) -> None:
    reading = read(good)
    assert pairs(reading) == GOOD
    assert [r.number for r in reading.references] == ["1", "2", "3", "2"]
    assert reading.references[0].offset == reading.references[1].offset - len(",")
    assert " ".join(reading.body.split()) == GOOD_BODY
    assert reading.notes[0].backlinks is None
    assert invariants(good) == []


# --- differences that belong to a note ----------------------------------------------------------


def test_swapped_texts_are_seen(good: Path) -> None:
    changed(good, FOOTNOTES, lambda text: swapped(text, "z1z", "z3z"))
    assert pairs(read(good)) == [GOOD[0][:1] + GOOD[2][1:], GOOD[1], GOOD[2][:1] + GOOD[0][1:]]


def test_a_missing_note_is_seen(good: Path) -> None:
    changed(good, FOOTNOTES, lambda t: re.sub(r'<w:footnote w:id="3">.*?</w:footnote>', "", t))
    reading = read(good)
    assert pairs(reading) == GOOD[:2]
    assert [r.number for r in reading.references] == ["1", "2", "3", "2"]
    assert invariants(good) != []


def test_a_note_that_nothing_refers_to_is_seen(good: Path) -> None:
    changed(good, DOCUMENT, lambda t: t.replace('<w:footnoteReference w:id="3"/>', ""))
    reading = read(good)
    assert pairs(reading) == [*GOOD[:2], ("", GOOD[2][1])]
    assert [r.number for r in reading.references] == ["1", "2", "2"]


def test_a_changed_repeated_number_is_seen(good: Path) -> None:
    changed(good, DOCUMENT, lambda t: t.replace('xml:space="preserve">2</w:t>', ">9</w:t>"))
    assert [r.number for r in read(good).references] == ["1", "2", "3", "9"]


def test_ids_out_of_order_are_seen_though_word_would_pair_them(good: Path) -> None:
    changed(good, DOCUMENT, lambda t: swapped(t, 'Reference w:id="1"', 'Reference w:id="3"'))
    changed(good, FOOTNOTES, lambda t: swapped(t, 'footnote w:id="1"', 'footnote w:id="3"'))
    assert pairs(read(good))[0] == ("1", "Body of note z1z. ≠ Body of note z3z.")
    assert len(invariants(good)) == 2


def test_an_id_referred_to_twice_is_seen(good: Path) -> None:
    changed(good, DOCUMENT, lambda t: t.replace('Reference w:id="3"', 'Reference w:id="2"'))
    reading = read(good)
    assert [r.number for r in reading.references] == ["1", "2", "3", "2"]
    assert pairs(reading) != GOOD
    assert invariants(good) != []


def test_a_number_without_a_note_is_seen(good: Path) -> None:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>4</w:t></w:r>'
    changed(good, DOCUMENT, lambda t: t.replace("</w:p><w:sectPr>", f"{mark}</w:p><w:sectPr>"))
    assert [r.number for r in read(good).references] == ["1", "2", "3", "2", "4"]


def test_a_changed_written_number_is_seen(tmp_path: Path) -> None:
    path = write(full_report(numbering="section"), tmp_path)
    changed(path, FOOTNOTES, lambda t: t.replace("<w:t>7</w:t>", "<w:t>8</w:t>"))
    assert [n.number for n in read(path).notes][5:9] == ["6", "8", "8", "9"]


# --- files that are broken ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (DOCUMENT, lambda t: t.replace('"end"/>', '"separate"/>'), "field"),
        (DOCUMENT, lambda t: t.replace('"_RefNote00002"', '"_RefNote00009"'), "_RefNote00002"),
        (DOCUMENT, lambda t: re.sub("<w:bookmarkEnd[^>]*>", "", t), "bookmark"),
        (DOCUMENT, lambda t: t.replace('"Title"', '"Titel"'), "style 'Titel'"),
        (DOCUMENT, lambda t: t.replace('r:id="rId1"', 'r:id="rId99"'), "rId99"),
        (DOCUMENT, lambda t: re.sub("<w:footnotePr>.*?</w:footnotePr>", "", t), "footnotePr"),
        (DOCUMENT, lambda t: t[:-30], "not a complete DOCX"),
        (FOOTNOTES, lambda t: t.replace("<w:footnoteRef/>", "", 1), "0 times"),
        (FOOTNOTES, lambda t: t.replace("<w:footnoteRef/>", "<w:footnoteRef/>" * 2, 1), "2 times"),
        (FOOTNOTES, lambda t: t.replace("Body of note z1z.", ""), "empty"),
        (FOOTNOTES, lambda t: t.replace('w:type="separator"', 'w:type="x"'), "separator"),
        ("[Content_Types].xml", lambda t: t[:50], "not a complete DOCX"),
    ],
)
def test_a_broken_file_is_refused(good: Path, name: str, change: Change, message: str) -> None:
    changed(good, name, change)
    with pytest.raises(ReadError, match=message):
        read(good)


def test_bookmarks_have_their_ids_and_names_to_themselves(tmp_path: Path) -> None:
    path = write(full_report(), tmp_path)
    changed(path, DOCUMENT, lambda t: t.replace("_RefTable00001", "_RefHeading00001"))
    with pytest.raises(ReadError, match="bookmark name '_refheading00001' is used twice"):
        read(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"plain text"])
def test_what_is_no_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError):
        read(path)


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read(tmp_path / "none.docx")


def test_a_file_that_is_cut_off_is_refused(good: Path) -> None:
    good.write_bytes(good.read_bytes()[:-400])
    with pytest.raises(ReadError):
        read(good)


# --- what other programs write ------------------------------------------------------------------


def test_links_written_as_fields_are_links(good: Path) -> None:
    link = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>HYPERLINK "https://example.org/x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr=" NOTEREF _RefNote00002 \\f "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    )
    changed(good, DOCUMENT, lambda t: t.replace("</w:p><w:sectPr>", f"{link}</w:p><w:sectPr>"))
    reading = read(good)
    assert reading.links == ("https://example.org/x",)
    assert reading.body.rstrip().endswith("here")
    assert [r.number for r in reading.references] == ["1", "2", "3", "2", "2"]


def test_styles_are_known_by_name_and_not_by_id(good: Path) -> None:
    for name in (DOCUMENT, FOOTNOTES, "word/styles.xml"):
        changed(good, name, lambda t: t.replace('"FootnoteReference"', '"Funotenzeichen"'))
    assert [r.number for r in read(good).references] == ["1", "2", "3", "2"]
    assert " ".join(read(good).body.split()) == GOOD_BODY
