"""Two reading systems in Chromium: what a reader sees who touches a note mark, and how they list
contents, landmarks and pages. foliate-js shows notes in popups, epub.js goes there and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import pytest

from reportkit.compose import Publication
from reportkit.model import walk
from reportkit.model.document import ResolvedReport
from reportkit.writers.epub.chapters import marks
from reportkit.writers.epub.splitting import split
from tests.readers import shelf
from tests.readers.conftest import Book

pytestmark = pytest.mark.tools

READERS: Final = ("foliate", "epubjs")

REFERENCES: Final = {
    "sample": (7,),
    "400 notes, split": (1, 400),
    "every element, fonts": (1, 2),
    "Arabic": (1, 2),
}
"""The notes whose marks are touched, all mentions of each."""


def touched(publication: Publication, notes: Sequence[int]) -> list[tuple[str, str, int]]:
    """File, id and note of each mark of these notes, in order."""
    return [
        (chapter.name, f"fnref{m.note}" + (f"-{m.occurrence}" * (m.occurrence > 1)), m.note)
        for chapter in split(publication)
        for m in (*chapter.front_marks, *marks(chapter.blocks))
        if m.note in notes
    ]


@pytest.fixture(scope="module")
def shown(books: dict[str, Book]) -> dict[tuple[str, str], dict[str, Any]]:
    """What each reading system shows of each book."""
    keys = [(reader, name) for reader in READERS for name in REFERENCES]
    tasks = [
        {
            "reader": reader,
            "book": str(books[name].path),
            "references": [
                {"file": file, "id": element_id}
                for file, element_id, _ in touched(books[name].publication, REFERENCES[name])
            ],
        }
        for reader, name in keys
    ]
    return dict(zip(keys, shelf.opened(tasks), strict=True))


def expected_note(report: ResolvedReport, number: int) -> str:
    note = report.notes[number - 1]
    text = " ".join(walk.printed_text(paragraph) for paragraph in walk.note_texts(note))
    return f"{note.number}. {text}"


def bare(text: str) -> str:
    """Without the space that lines and paragraphs leave, and without backlinks."""
    return "".join(re.sub("↩\ufe0e[a-z]*", "", text).split())


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("reader", READERS)
def test_a_mark_shows_its_note(
    reader: str, name: str, books: dict[str, Book], shown: dict[tuple[str, str], dict[str, Any]]
) -> None:
    report = books[name].report
    marks = touched(books[name].publication, REFERENCES[name])
    found = shown[reader, name]["notes"]
    assert len(found) == len(marks) >= 1
    for note, (_, _, number) in zip(found, marks, strict=True):
        assert note["mark"] == str(number)
        assert bare(note["text"]) == bare(expected_note(report, number))


def test_a_note_is_referred_to_several_times(books: dict[str, Book]) -> None:
    """In the deck, twice in running text, and in a table, a definition and a caption."""
    assert [n for *_, n in touched(books["every element, fonts"].publication, (1,))] == [1] * 7


@pytest.mark.parametrize("name", REFERENCES)
def test_popups_hold_the_note_as_such(
    name: str, shown: dict[tuple[str, str], dict[str, Any]]
) -> None:
    for note in shown["foliate", name]["notes"]:
        assert note["type"] == "footnote"
        assert not note["hidden"]  # It is to be seen in the text as well.


@pytest.mark.parametrize("name", REFERENCES)
def test_a_backlink_leads_back_to_its_mark(
    name: str, books: dict[str, Book], shown: dict[tuple[str, str], dict[str, Any]]
) -> None:
    report = books[name].report
    marks = touched(books[name].publication, REFERENCES[name])
    found = shown["epubjs", name]["notes"]
    for note, (_, _, number) in zip(found, marks, strict=True):
        assert note["shown"]
        assert note["backlinks"] == report.notes[number - 1].references
        assert note["back"] == str(number)
        assert note["backShown"]


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("reader", READERS)
def test_contents_list_the_headings_and_the_notes(
    reader: str, name: str, books: dict[str, Book], shown: dict[tuple[str, str], dict[str, Any]]
) -> None:
    report, back = books[name].report, books[name].publication.back
    headings = [walk.printed_text(text) for _, text, _ in walk.headings(report.blocks)]
    listed = [entry["label"] for entry in shown[reader, name]["contents"]]
    notes = [chapter.notes_title for chapter in split(books[name].publication) if chapter.notes]
    title = walk.printed_text(report.meta.title)
    assert [entry for entry in listed if entry not in notes] == [
        *(headings or [title]),
        *(section.heading for section in back.sections),
    ]
    assert [entry for entry in listed if entry in notes] == notes


@pytest.mark.parametrize("reader", READERS)
def test_contents_lead_to_files_of_the_book(
    reader: str, shown: dict[tuple[str, str], dict[str, Any]]
) -> None:
    found = shown[reader, "400 notes, split"]["contents"]
    files = {entry["href"].rpartition("/")[2].partition("#")[0] for entry in found}
    assert files == {"text1.xhtml", "text2.xhtml", "text3.xhtml"}


@pytest.mark.parametrize("reader", READERS)
def test_landmarks(reader: str, shown: dict[tuple[str, str], dict[str, Any]]) -> None:
    def kinds(name: str) -> list[str]:
        found = (entry["type"] for entry in shown[reader, name]["landmarks"])
        return [kind if isinstance(kind, str) else " ".join(kind) for kind in found]

    assert kinds("sample") == ["bodymatter", "endnotes"]
    assert kinds("Arabic") == ["cover", "toc", "titlepage", "bodymatter", "endnotes"]


@pytest.mark.parametrize("name", ["400 notes, split", "Arabic", "sample"])
@pytest.mark.parametrize("reader", READERS)
def test_pages_are_listed(
    reader: str, name: str, books: dict[str, Book], shown: dict[tuple[str, str], dict[str, Any]]
) -> None:
    labels = [entry["label"] for entry in shown[reader, name]["pages"]]
    expected = [page.label for page in shelf.pages_of(books[name].report)]
    if name == "sample":
        assert labels == []
    else:
        assert labels == ["1", *expected]
        assert len(expected) >= (2 if name == "Arabic" else 20)


def test_no_script_of_a_reading_system_fails(
    shown: dict[tuple[str, str], dict[str, Any]],
) -> None:
    assert {key: found["errors"] for key, found in shown.items() if found["errors"]} == {}
