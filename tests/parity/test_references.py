"""References in other words, phrases in other languages and small capitals, in each format."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from reportkit import export

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

REPORT = """
reportkit: 1
title: A Report of References
date: 2024-05-14
body:
  - {heading: Outlook, id: outlook}
  - "The [Nato]{.smallcaps} of [Министерство]{lang=ru} and [الهوامش]{lang=ar} is
    [in *our* words[^a] here](#outlook).[^b]"
notes:
  a: One [here](#outlook).
  b: "[Берлин]{lang=uk} and [Nato]{.smallcaps lang=de}."
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("references")
    path = folder / "report.yaml"
    path.write_text(REPORT, "utf-8")
    artifacts = export.build(export.check(path), ("pdf", "docx", "epub", "text"), folder)
    assert not [w for artifact in artifacts for w in artifact.warnings]
    return folder


def pdf_elements(path: Path) -> Iterator[Any]:
    def inside(value: Any) -> Iterator[Any]:
        found = value.get_object() if hasattr(value, "get_object") else value
        if isinstance(found, list):
            for one in found:
                yield from inside(one)
        elif isinstance(found, dict):
            yield found
            yield from inside(found.get("/K"))

    root: Any = pypdf.PdfReader(path).trailer["/Root"]
    return inside(root["/StructTreeRoot"]["/K"])


def document(built: Path) -> Any:
    with zipfile.ZipFile(built / "report.docx") as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def book(built: Path) -> Any:
    with zipfile.ZipFile(built / "report.epub") as archive:
        return etree.fromstring(archive.read("EPUB/text1.xhtml"))


def test_a_pdf_says_the_language_of_each_phrase(built: Path) -> None:
    languages = [
        e["/Lang"] for e in pdf_elements(built / "report.pdf") if "/S" in e and "/Lang" in e
    ]
    assert sorted(languages) == ["ar", "de", "ru", "uk"]


def test_small_capitals_are_copied_as_they_were_written(built: Path) -> None:
    command = ["pdftotext", str(built / "report.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "The Nato of" in text
    assert "NATO" not in text


def test_small_capitals_are_smaller(built: Path) -> None:
    sizes: dict[str, float] = {}

    def visit(text: str, _: object, __: object, ___: object, size: float) -> None:
        sizes.update(dict.fromkeys(text.split(), size))

    pypdf.PdfReader(built / "report.pdf").pages[0].extract_text(visitor_text=visit)
    assert sizes["N"] > sizes["ATO"] > 0.7 * sizes["N"]  # pypdf reads the glyphs


def test_a_document_says_language_and_capitals_of_its_runs(built: Path) -> None:
    runs = {"".join(run.itertext()): run.find(f"{W}rPr") for run in document(built).iter(f"{W}r")}
    assert runs["Nato"].find(f"{W}smallCaps") is not None
    assert runs["Министерство"].find(f"{W}lang").get(f"{W}val") == "ru"
    arabic = runs["الهوامش"]
    assert arabic.find(f"{W}lang").get(f"{W}bidi") == "ar"
    assert arabic.find(f"{W}rtl") is not None


def test_a_book_says_the_language_and_direction_of_each_phrase(built: Path) -> None:
    phrases = {
        "".join(e.itertext()): (e.get("lang"), e.get(XML_LANG), e.get("dir"))
        for e in book(built).iter(f"{XHTML}span")
        if e.get("lang")
    }
    assert phrases == {
        "Министерство": ("ru", "ru", None),
        "الهوامش": ("ar", "ar", "rtl"),
        "Берлин": ("uk", "uk", None),
        "Nato": ("de", "de", None),
    }


def test_words_lead_to_their_target_and_a_note_in_them_to_its_note(built: Path) -> None:
    linked = [
        ("".join(link.itertext()), link.get("href"))
        for link in book(built).iter(f"{XHTML}a")
        if link.get("class") == "ref"
    ]
    heading = next(book(built).iter(f"{XHTML}h2")).get("id")
    assert linked == [(t, f"#{heading}") for t in ("in our words", " here", "here")]
    anchors = [
        ("".join(link.itertext()), link.get(f"{W}anchor"))
        for link in document(built).iter(f"{W}hyperlink")
    ]
    bookmarks = {e.get(f"{W}name") for e in document(built).iter(f"{W}bookmarkStart")}
    assert [text for text, _ in anchors] == ["in our words", " here"]
    assert {anchor for _, anchor in anchors} <= bookmarks


def test_plain_text_prints_the_words_alone(built: Path) -> None:
    text = " ".join((built / "report.txt").read_text("utf-8").split())
    assert "The Nato of Министерство and الهوامش is in *our* words[1] here.[2]" in text
