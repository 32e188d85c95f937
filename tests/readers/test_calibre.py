"""calibre: its checker, and what is left of the notes on the way to a Kindle and back."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from lxml import etree

from reportkit.model import walk
from tests.readers.conftest import Book

pytestmark = pytest.mark.tools

NAMES: Final = ("sample", "400 notes, split", "every element, fonts", "Arabic", "Chinese")
TRAVELLING: Final = ("sample", "400 notes, split", "every element, fonts")

_LINK = "{http://www.w3.org/1999/xhtml}a"
_OLD_MEDIA_TYPE = "has a MIME type that does not match its extension"
"""What calibre says of `font/ttf`: it wants the media type of EPUB 3.0 for fonts."""


def calibre(*command: str) -> str:
    """What a program of calibre prints; it needs no screen, and as root no sandbox."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=900
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def broken(books: dict[str, Book], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book without its style sheet."""
    path = tmp_path_factory.mktemp("broken") / "broken.epub"
    with zipfile.ZipFile(books["sample"].path) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            if info.filename != "EPUB/style.css":
                new.writestr(info, old.read(info))
    return path


@pytest.fixture(scope="module")
def checked(books: dict[str, Book], broken: Path) -> dict[str, list[str]]:
    script = str(Path(__file__).with_name("calibre_check.py"))
    paths = [*(str(books[name].path) for name in NAMES), str(broken)]
    printed = calibre("calibre-debug", "-e", script, "--", *paths)
    (line,) = (line for line in printed.splitlines() if line.startswith("FOUND "))
    found: dict[str, list[str]] = json.loads(line.removeprefix("FOUND "))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_checker_finds_nothing(
    name: str, books: dict[str, Book], checked: dict[str, list[str]]
) -> None:
    found = checked[str(books[name].path)]
    assert [message for message in found if _OLD_MEDIA_TYPE not in message] == []
    assert bool(found) == ("fonts" in name)


def test_the_checker_finds_what_is_there(broken: Path, checked: dict[str, list[str]]) -> None:
    assert any("style.css" in message for message in checked[str(broken)])


# --- to a Kindle and back -----------------------------------------------------------------------


@pytest.mark.parametrize("name", TRAVELLING)
def test_notes_survive_the_way_to_a_kindle_and_back(
    name: str, books: dict[str, Book], tmp_path: Path
) -> None:
    kindle, back = str(tmp_path / "book.azw3"), str(tmp_path / "book.epub")
    calibre("ebook-convert", str(books[name].path), kindle)
    calibre("ebook-convert", kindle, back)
    report = books[name].report
    elements = by_place(Path(back))
    marks = [e for e in elements.values() if e.tag == _LINK and e.get("role") == "doc-noteref"]
    assert len(marks) == sum(note.references for note in report.notes)
    notes = {target(mark): mark for mark in marks}
    assert len(notes) == len(report.notes)
    for place, mark in notes.items():
        number = "".join(mark.itertext())
        note = elements[place]
        expected = report.notes[int(number) - 1]
        text = " ".join(walk.printed_text(paragraph) for paragraph in walk.note_texts(expected))
        assert bare(note) == "".join(f"{number}. {text}".split())
        links = [e for e in note.iter(_LINK) if e.get("role") == "doc-backlink"]
        assert len(links) == expected.references
        for link in links:
            assert target(elements[target(link)]) == place
            assert "".join(elements[target(link)].itertext()) == number


def by_place(book: Path) -> dict[tuple[str, str], etree._Element]:
    """Each element of a book that has an id, by its file and its id."""
    found: dict[tuple[str, str], etree._Element] = {}
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.endswith((".html", ".xhtml")):
                root = etree.fromstring(archive.read(name))
                root.set("file", name)
                found |= {(name, e.get("id", "")): e for e in root.iter() if e.get("id")}
    return found


def target(link: etree._Element) -> tuple[str, str]:
    """Where a link leads."""
    here = link.getroottree().getroot().get("file", "")
    file, _, element_id = unquote(link.get("href", "")).partition("#")
    folder = posixpath.dirname(here)
    return (posixpath.normpath(posixpath.join(folder, file)) if file else here), element_id


def bare(note: etree._Element) -> str:
    """The text of a note without space and arrows."""
    text = "".join(map(str, note.itertext()))
    return "".join(re.sub("↩\ufe0e[a-z]*", "", text).split())
