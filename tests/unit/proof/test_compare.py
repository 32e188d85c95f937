"""The comparison: each way in which a file can differ is found under its code."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from reportkit.export import build, check
from reportkit.proof.base import ExtractedText, ReadNote, ReadReference
from reportkit.proof.compare import compare
from reportkit.proof.docx import read

REPORT = """
reportkit: 1
title: A title
date: 2024-01-01
defang: {domains: [ru]}
body:
  - First.[^a] Second.[^b] Again.[^a]
notes:
  a: [https://example.org/a]
  b: [https://www.example.ru/b]
"""


@pytest.fixture
def finished(tmp_path: Path) -> tuple[Path, ExtractedText]:
    """A report, and what its finished DOCX says."""
    path = tmp_path / "report.yaml"
    path.write_text(REPORT, "utf-8")
    (artifact,) = build(check(path), ["docx"], tmp_path / "out")
    return path, read(artifact.path)


def codes(path: Path, reading: ExtractedText) -> set[str]:
    """The codes that the comparison finds, each with a message that names the format."""
    found = compare(check(path).publication, reading, "docx").findings
    assert all(diagnostic.message.startswith("docx: ") for diagnostic in found)
    return {diagnostic.code for diagnostic in found}


def test_a_true_file_agrees(finished: tuple[Path, ExtractedText]) -> None:
    assert codes(*finished) == set()


def test_notes(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    first, second = reading.notes
    swapped = (ReadNote("1", second.text), ReadNote("2", first.text))
    assert codes(path, replace(reading, notes=swapped)) == {"RK901"}
    assert codes(path, replace(reading, notes=(first,))) == {"RK901"}
    assert codes(path, replace(reading, notes=(*reading.notes, ReadNote("3", "x")))) == {"RK901"}


def test_references(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    first, *others = reading.references
    wrong = ReadReference("9", first.offset)
    moved = ReadReference(first.number, first.offset + 4)
    assert codes(path, replace(reading, references=(wrong, *others))) == {"RK902"}
    assert codes(path, replace(reading, references=(moved, *others))) == {"RK902"}
    assert codes(path, replace(reading, references=(first,))) == {"RK902"}


def test_links(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    assert codes(path, replace(reading, links=())) == {"RK903"}
    live = (*(reading.links or ()), "https://www.example.ru/b")
    assert codes(path, replace(reading, links=live)) == {"RK903"}


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.example.ru/b", {"RK903"}),
        ("HTTPS://WWW.Example.RU/%62", {"RK903"}),
        ("https://www.example.ru/B", set()),
        ("https://www.example.ru/b/", set()),
        ("https://www.exampleru/b", set()),
        ("https://www.example.dot.ru/b", set()),
        ("https://www.exam.ple.ru/b", set()),
    ],
)
def test_a_disarmed_address_is_known_by_its_own_form(
    url: str, found: set[str], finished: tuple[Path, ExtractedText]
) -> None:
    path, reading = finished
    assert codes(path, replace(reading, links=(*(reading.links or ()), url))) == found


def test_equal_addresses_are_one(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    assert codes(path, replace(reading, links=("HTTPS://Example.org/%61",))) == set()
    assert codes(path, replace(reading, links=("https://example.org/a/",))) == {"RK903"}


def test_texts(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    body = reading.body.replace("A title", "")
    references = tuple(replace(r, offset=r.offset - 7) for r in reading.references)
    assert codes(path, replace(reading, body=body, references=references)) == {"RK904"}


def test_white_space_and_soft_hyphens_are_no_text(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    spaced = " ".join(reading.body)
    apart = tuple(replace(r, offset=2 * r.offset) for r in reading.references)
    assert codes(path, replace(reading, body=spaced, references=apart)) == set()
    hyphened = "".join(f"{letter}\u00ad" for letter in reading.body)
    assert codes(path, replace(reading, body=hyphened, references=apart)) == set()
    moved = (replace(apart[0], offset=apart[0].offset + 8), *apart[1:])
    assert codes(path, replace(reading, body=spaced, references=moved)) == {"RK902"}


def test_texts_in_another_order(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    last = max(r.offset for r in reading.references)
    body = f"{reading.body[last:]}{reading.body[:last]}"
    assert "RK904" in codes(path, replace(reading, body=body.replace("A title", "") + "A title"))


def test_a_wrong_number_among_equal_texts(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    first, second, *others = reading.references
    swapped = (replace(first, number="2"), replace(second, number="1"), *others)
    found = compare(check(path).publication, replace(reading, references=swapped), "docx").findings
    assert [d.message.partition(":")[2].partition(":")[0].strip() for d in found] == [
        "reference 1, to note 1",
        "reference 2, to note 2",
    ]


def test_another_form_of_a_link_that_is_there(finished: tuple[Path, ExtractedText]) -> None:
    path, reading = finished
    both = (*(reading.links or ()), "https://example.org/%61")
    assert codes(path, replace(reading, links=both)) == set()
