"""Numbers that start anew in each section, in all formats: as read back and as others see them.

One note is referred to three times: it keeps its number and its one text, and leads back three
times where the format has ways back.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from reportkit.proof.base import ExtractedText
from tests.parity.conftest import reportkit
from tests.parity.test_other_eyes import TYPE, XHTML, bare, by_libreoffice, layout, numbers_before
from tests.parity.test_other_eyes import pytestmark as pytestmark

REPORT = """
reportkit: 1
title: Two sections
date: 2024-01-01
note_options: {{numbering: section, placement: {placement}}}
body:
  - {{heading: First, level: 1}}
  - Ant.[^a] Bee.[^b] Cat.[^a]
  - {{heading: Second, level: 1}}
  - Dog.[^c] Elk.[^d][^e]
  - Fox.[^d][^c] Gnu.[^c] Hen.[^f]
notes:
  a: Text of ash.
  b: Text of beech.
  c: Text of cedar.
  d: Text of dogwood.
  e: Text of elm.
  f: Text of fir.
"""
BODY = ("Ant.1Bee.2Cat.1", "Dog.1Elk.2,3", "Fox.2,1Gnu.1Hen.4")
REFERENCES = [*"121", *"1232114"]
NOTES = {"ash": "1", "beech": "2", "cedar": "1", "dogwood": "2", "elm": "3", "fir": "4"}
SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "epub": ".epub", "text": ".txt"}


@pytest.fixture(scope="module", params=["page", "end"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report in all formats."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "report.yaml").write_text(REPORT.format(placement=request.param), "utf-8")
    result = reportkit("build", folder / "report.yaml", "-t", ",".join(SUFFIXES), "-o", folder)
    assert result.returncode == 0, result.stderr
    return folder


def assert_printed(text: str) -> None:
    """The marks stand at their places, and each note once under its number."""
    assert all(line in bare(text) for line in BODY)
    assert {tree: numbers_before(f"Textof{tree}.", text) for tree in NOTES} == {
        tree: [number] for tree, number in NOTES.items()
    }
    assert bare(text).count("Textof") == len(NOTES)


@pytest.mark.parametrize("name", SUFFIXES)
def test_numbers_read_back(name: str, built: Path) -> None:
    read = import_module(f"reportkit.proof.{name}").read
    reading: ExtractedText = read(built / f"report{SUFFIXES[name]}")
    assert [reference.number for reference in reading.references] == REFERENCES
    assert [(note.number, note.text.strip(" .")) for note in reading.notes] == [
        (number, f"Text of {tree}") for tree, number in NOTES.items()
    ]


def test_numbers_in_the_pdf(built: Path) -> None:
    assert_printed(layout(built / "report.pdf"))


def test_numbers_in_the_docx_by_libreoffice(built: Path, tmp_path: Path) -> None:
    assert_printed(layout(by_libreoffice(built / "report.docx", tmp_path)))


def test_numbers_in_the_epub(built: Path) -> None:
    text = "\n".join(lines(built / "report.epub"))
    assert_printed(re.sub(r"^(\d+)\. ", r"\1 ", text, flags=re.MULTILINE))


def test_numbers_in_the_text(built: Path) -> None:
    assert_printed(re.sub(r"\[(\d+)\]", r"\1", (built / "report.txt").read_text("utf-8")))


def test_ways_to_a_note_and_back_in_the_pdf(built: Path) -> None:
    targets = [
        str(annotation.get_object()["/Dest"])
        for page in PdfReader(built / "report.pdf").pages
        for annotation in page.get("/Annots", ())
        if "/Dest" in annotation.get_object()
    ]
    assert targets.count("n3") == 3
    back = sorted(target for target in targets if re.fullmatch(r"r3(-\d)?", target))
    assert back == ["r3", "r3-2", "r3-3"]


def test_ways_to_a_note_and_back_in_the_epub(built: Path) -> None:
    elements = [e for root in spine(built / "report.epub") for e in root.iter(f"{XHTML}a")]
    (note,) = (
        e
        for root in spine(built / "report.epub")
        for e in root.iter()
        if e.get("role") == "doc-footnote" and "cedar" in "".join(map(str, e.itertext()))
    )
    marks = [e for e in elements if (e.get("href") or "").endswith(f"#{note.get('id')}")]
    assert [mark.text for mark in marks] == ["1", "1", "1"]
    backlinks = [e.get("href", "") for e in note.iter(f"{XHTML}a") if e.get(TYPE) == "backlink"]
    assert [href.partition("#")[2] for href in backlinks] == [mark.get("id") for mark in marks]


TITLED = r"Notes\s+First\s.*1\s+Text of ash.*\s+2\s+Text of beech.*\s+Second\s+1\s+Text of cedar"


def test_listed_notes_stand_under_the_titles_of_their_sections(built: Path, tmp_path: Path) -> None:
    if built.name.startswith("end"):
        found = {
            "pdf": layout(built / "report.pdf"),
            "docx": layout(by_libreoffice(built / "report.docx", tmp_path)),
        }
        for name, text in found.items():
            assert re.search(TITLED, text, re.DOTALL), name
    epub = " ".join(
        "".join(map(str, section.itertext()))
        for root in spine(built / "report.epub")
        for section in root.iter(f"{XHTML}section")
        if section.get("role") == "doc-endnotes"
    )
    assert re.search(
        r"Notes\s+First\s+1\. Text of ash.*Second\s+1\. Text of cedar", epub, re.DOTALL
    )
    plain = (built / "report.txt").read_text("utf-8")
    assert "**First**\n\n[1] Text of ash.\n\n[2] Text of beech.\n\n**Second**\n\n[1]" in plain


@pytest.mark.parametrize(
    ("suffix", "part"),
    [(".docx", "word/endnotes.xml"), (".epub", "EPUB/text1.xhtml"), (".txt", "")],
)
def test_a_changed_title_of_a_section_is_found(
    suffix: str, part: str, built: Path, tmp_path: Path
) -> None:
    if suffix == ".docx" and not built.name.startswith("end"):
        return  # Footnotes have no titles.
    changed = tmp_path / f"report{suffix}"
    if part:
        with zipfile.ZipFile(built / changed.name) as old, zipfile.ZipFile(changed, "w") as new:
            for item in old.infolist():
                data = old.read(item)
                head, _, tail = data.rpartition(b"Second")
                new.writestr(item, head + b"Third" + tail if item.filename == part else data)
    else:
        text = (built / changed.name).read_text("utf-8")
        changed.write_text(text.replace("**Second**", "**Third**"), "utf-8")
    result = reportkit("verify", built / "report.yaml", changed)
    assert result.returncode == 4
    assert "the title above note 1: expected Second, found Third" in result.stdout + result.stderr


@pytest.mark.parametrize("placement", ["page", "end"])
def test_a_note_of_an_earlier_section_is_printed_again(placement: str, tmp_path: Path) -> None:
    text = REPORT.format(placement=placement).replace("Gnu.[^c]", "Gnu.[^a]")
    (tmp_path / "report.yaml").write_text(text, "utf-8")
    result = reportkit(
        "build", tmp_path / "report.yaml", "-t", "pdf,docx,epub,text", "-o", tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("7 of 7 notes equal") == 4
    assert bare(layout(tmp_path / "report.pdf")).count("Textofash.") == 2


def spine(epub: Path) -> list[Any]:
    """The documents of a book in reading order, without the navigation."""
    with zipfile.ZipFile(epub) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        package_name = str(container.xpath("string(//@full-path)"))
        package = etree.fromstring(archive.read(package_name))
        names = [
            str(package.xpath("string(//*[@id=$id and not(@properties)]/@href)", id=idref))
            for idref in package.xpath("//@idref")
        ]
        folder = posixpath.dirname(package_name)
        return [
            etree.fromstring(archive.read(posixpath.join(folder, name))) for name in names if name
        ]


def lines(epub: Path) -> list[str]:
    """The text of the paragraphs of a book."""
    return [
        "".join(map(str, element.itertext()))
        for root in spine(epub)
        for element in root.iter(f"{XHTML}p", f"{XHTML}h2")
    ]
