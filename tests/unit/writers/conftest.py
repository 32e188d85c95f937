"""How the tests of the EPUB write a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.model.document import ResolvedReport
from tests.unit.writers.books import Write, book


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(resolved: ResolvedReport) -> Path:
        path = tmp_path / "report.epub"
        path.write_bytes(book(resolved).data)
        return path

    return written
