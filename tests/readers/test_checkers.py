"""EPUBCheck and Ace find nothing in any book, not even a hint; and each finds what is there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from ebooklib import epub

from tests.readers import shelf
from tests.readers.conftest import Book

pytestmark = pytest.mark.tools

NAMES = (
    "sample",
    "cover and pages",
    "every element, fonts",
    "400 notes, split",
    "Arabic",
    "Chinese",
    "charts",
)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book as a plain program of EbookLib writes it: its own nav, and no metadata for access."""
    path = tmp_path_factory.mktemp("bad") / "stock.epub"
    book = epub.EpubBook()
    book.set_identifier("urn:uuid:0d7ad0a6-5a36-4c32-9d0a-5f2d1d8d8b55")
    book.set_title("Stock")
    book.set_language("en")
    page = epub.EpubHtml(title="One", file_name="one.xhtml", lang="en")
    page.content = (
        '<h1>One</h1><p>Text<sup><a href="#n1" id="r1">1</a></sup></p><img src="no.png"/>'
    )
    book.add_item(page)
    book.toc = (epub.Link("one.xhtml", "One", "one"),)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", page]
    epub.write_epub(str(path), book)
    return path


@pytest.fixture(scope="module")
def broken(books: dict[str, Book], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that lacks a file."""
    path = tmp_path_factory.mktemp("broken") / "broken.epub"
    with zipfile.ZipFile(books["sample"].path) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            if info.filename != "EPUB/style.css":
                new.writestr(info, old.read(info))
    return path


@pytest.fixture(scope="module")
def by_epubcheck(
    books: dict[str, Book], broken: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, list[str]]:
    folder = tmp_path_factory.mktemp("epubcheck")
    paths = [*(books[name].path for name in NAMES), broken, folder / "none.epub"]
    return shelf.epubcheck(paths, folder)


@pytest.fixture(scope="module")
def by_ace(books: dict[str, Book], bad: Path) -> dict[Path, list[str]]:
    return shelf.ace([*(books[name].path for name in NAMES), bad])


@pytest.mark.parametrize("name", NAMES)
def test_epubcheck_finds_nothing(
    name: str, books: dict[str, Book], by_epubcheck: dict[Path, list[str]]
) -> None:
    # Of each font it says that there is one.
    fonts = ["USAGE CSS-028: Use of Font-face declaration."] if "fonts" in name else []
    assert by_epubcheck[books[name].path] == fonts


@pytest.mark.parametrize("name", NAMES)
def test_ace_finds_nothing(
    name: str, books: dict[str, Book], by_ace: dict[Path, list[str]]
) -> None:
    assert by_ace[books[name].path] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_checker_of_the_w3c_finds_no_error(
    name: str, books: dict[str, Book], tmp_path: Path
) -> None:
    assert shelf.vnu(books[name].path, tmp_path / "documents") == []


def test_the_checker_of_the_w3c_finds_what_is_there(bad: Path, tmp_path: Path) -> None:
    assert any("img" in error for error in shelf.vnu(bad, tmp_path / "documents"))


def test_all_books_are_checked(books: dict[str, Book]) -> None:
    assert set(NAMES) == set(books)


def test_ace_finds_what_is_there(bad: Path, by_ace: dict[Path, list[str]]) -> None:
    assert any("img" in violation for violation in by_ace[bad])
    assert any("metadata" in violation for violation in by_ace[bad])


def test_epubcheck_finds_a_missing_file(broken: Path, by_epubcheck: dict[Path, list[str]]) -> None:
    assert any("RSC-001" in message for message in by_epubcheck[broken])


def test_a_book_that_is_not_there_is_not_without_faults(
    by_epubcheck: dict[Path, list[str]],
) -> None:
    assert "none.epub" not in {path.name for path in by_epubcheck}
    assert len(by_epubcheck) == len(NAMES) + 1


def test_what_is_wider_than_the_screen_can_be_scrolled_by_keyboard(tmp_path: Path) -> None:
    columns = ["unbreakable-2024" for _ in range(30)]
    wide = "reportkit: 1\ntitle: Wide\ndate: 2024-03-01\nbody:\n- Text.\n"
    wide += f"- {{table: {{header: [{', '.join(columns)}], rows: [[{', '.join(columns)}]]}}}}\n"
    source = tmp_path / "wide.yaml"
    source.write_text(wide + f"- equation: a = {' + '.join('bcdefg' * 12)}\n", "utf-8")
    book = tmp_path / "wide.epub"
    shelf.write_book(source, book)
    assert shelf.epubcheck([book], tmp_path) == {book: []}
    assert shelf.ace([book]) == {book: []}


@pytest.mark.large
def test_6400_notes(tmp_path: Path) -> None:
    book = tmp_path / "6400.epub"
    shelf.write_book(shelf.generate(6400, tmp_path), book, paged=True)
    assert shelf.epubcheck([book], tmp_path) == {book: []}
    assert shelf.ace([book]) == {book: []}
