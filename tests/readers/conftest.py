"""The books, written once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reportkit.compose import Publication
from reportkit.model.document import ResolvedReport
from tests.readers import shelf
from tests.shared import once


@dataclass(frozen=True)
class Book:
    """A book and what it holds."""

    path: Path
    publication: Publication

    @property
    def report(self) -> ResolvedReport:
        return self.publication.report


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """A book for each thing that a book may have or lack."""
    return once(tmp_path_factory, "books", _books)


def _books(folder: Path) -> dict[str, Book]:
    long = shelf.generate(400, folder / "400")

    def book(name: str, source: Path, **how: str | bool) -> Book:
        path = folder / f"{name}.epub"
        return Book(path, shelf.write_book(source, path, **how))  # type: ignore[arg-type]

    return {
        "sample": book("sample", shelf.BELARUS),
        "cover and pages": book("cover", shelf.BELARUS, theme="report", paged=True),
        "every element, fonts": book("every", shelf.EVERY, fonts=True),
        "400 notes, split": book("400", long, paged=True),
        "Arabic": book("arabic", shelf.ARABIC, paged=True),
        "Chinese": book("chinese", shelf.CHINESE),
        "charts": book("charts", shelf.CHARTS, paged=True),
    }
