"""Pictures side by side in every format: the same letters, captions and descriptions, and any
change of them is found."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from reportkit.proof.docx import accessibility
from tests.parity.conftest import reportkit
from tests.parity.test_all_that_is_seen import objects, with_text, xml
from tests.parity.test_other_eyes import by_libreoffice
from tests.parity.test_other_eyes import pytestmark as pytestmark
from tests.parity.test_structure import book, built, pages

BODY: Final[list[Any]] = [
    "Compare {ref:north}, {ref:south} and {ref:all}.",
    {
        "figures": [
            {"src": "picture.png", "alt": "The cold side", "caption": "Ice.[^ice]", "id": "north"},
            {"src": "picture.png", "alt": "", "long_alt": "The warm side", "id": "south"},
            {"src": "picture.png", "alt": "", "caption": "Dots.", "credit": "Drawn by nobody"},
        ],
        "caption": "Two sides.",
        "credit": "Photo desk",
        "source": "Harbour office.",
        "id": "all",
    },
    {
        "box": {
            "body": [{"figures": [{"src": "picture.png", "alt": f"Shown {n}"} for n in "12345"]}]
        }
    },
]
SUFFIXES: Final = ("pdf", "docx", "epub", "txt")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("side-by-side")
    return built(folder, BODY, notes={"ice": "In winter."})


def seen(made: Path, suffix: str, tmp_path: Path) -> str:
    """The text of a format, by other people's tools."""
    if suffix == "docx":
        return pages(by_libreoffice(made / "report.docx", tmp_path))
    if suffix == "pdf":
        return pages(made / "report.pdf")
    return book(made / "report.epub") if suffix == "epub" else (made / "report.txt").read_text()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_letters_and_references_are_the_same(suffix: str, made: Path, tmp_path: Path) -> None:
    text = " ".join(seen(made, suffix, tmp_path).split())
    assert "Compare Figure 1a, Figure 1b and Figure 1." in text
    wanted = r"\(a\) Ice\..*\(b\).*\(c\) Dots\. Drawn by nobody.*Figure 1\. Two sides\. Photo desk"
    assert re.search(wanted + r".*Harbour office\.", text)
    assert [text.count(f"({letter})") for letter in "abcdef"] == [2, 2, 2, 1, 1, 0]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("(a)", "(b)", "the caption of Figure 1a"),
        ("(b)", "(c)", "the caption of Figure 1b"),
        ("Ice.", "Rice.", "the caption of Figure 1a"),
        ("Drawn by nobody", "Drawn", "the credit of Figure 1c"),
        ("Two sides.", "Two.", "the caption of Figure 1"),
        ("Photo desk", "", "the credit of Figure 1"),
        ("Harbour office.", "Harbour.", "the source line of Figure 1"),
    ],
)
def test_a_change_below_the_pictures_is_found(
    suffix: str, old: str, new: str, named: str, made: Path, tmp_path: Path
) -> None:
    source, target = made / f"report.{suffix}", tmp_path / f"report.{suffix}"
    with_text(source, target, old, new, True)
    result = reportkit("verify", made / "report.json", target)
    assert result.returncode == 4
    assert f": {named}: expected " in result.stdout + result.stderr


@pytest.mark.parametrize("alt", ["The cold side", "The warm side", "Shown 4"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_change_of_an_alternative_text_is_found(
    suffix: str, alt: str, made: Path, tmp_path: Path
) -> None:
    source, target = made / f"report.{suffix}", tmp_path / f"report.{suffix}"
    if suffix == "pdf":
        objects("/Alt", alt, "x")(source, target)
    elif suffix == "txt":
        target.write_text(source.read_text("utf-8").replace(alt, "x"), "utf-8")
    else:
        member = "word/document.xml" if suffix == "docx" else "EPUB/text1.xhtml"
        xml(member, f'"{alt}"', '"x"')(source, target)
    result = reportkit("verify", made / "report.json", target)
    assert result.returncode == 4
    assert "the alternative text of " in result.stdout + result.stderr


def test_the_pictures_of_the_pdf_stand_beside_each_other(made: Path, tmp_path: Path) -> None:
    """By poppler: one line has the letters of a row."""
    laid_out = subprocess.run(
        ["pdftotext", "-layout", str(made / "report.pdf"), "-"],
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    rows = [re.findall(r"\(([a-e])\)", line) for line in laid_out.splitlines()]
    assert [row for row in rows if row] == [["a", "b", "c"], ["a", "b", "c"], ["d", "e"]]


def test_the_table_of_word_is_no_table_to_readers(made: Path) -> None:
    assert accessibility(made / "report.docx") == []
    with zipfile.ZipFile(made / "report.docx") as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    names = document.xpath("//*[local-name()='tblCaption']/@*")
    assert "Figure 1 Two sides." in names


def test_a_group_stays_on_one_page(tmp_path: Path) -> None:
    body: list[Any] = [f"Paragraph {n}. " + "Words of running text. " * 30 for n in range(5)]
    picture = {"src": "picture.png", "alt": "A dot", "width": "45%"}
    body.append({"figures": [picture] * 6, "caption": "All six."})
    folder = built(tmp_path, body)
    counts = [
        page.count("(f)") + page.count("(a)") for page in pages(folder / "report.pdf").split("\f")
    ]
    assert max(counts) == 2
