"""How the tests of the EPUB write a book."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.model.document import (
    ResolvedReport,
)
from reportkit.style import Theme, find_theme
from reportkit.writers.base import WriteContext
from reportkit.writers.epub import EpubWriter
from tests.unit.writers.books import IDENTIFIER, Write


@pytest.fixture(scope="module")
def theme() -> Theme:
    return find_theme("briefing", Path())


@pytest.fixture
def context(theme: Theme) -> WriteContext:
    return WriteContext(theme, datetime(2024, 5, 14, 6, 30, tzinfo=UTC), IDENTIFIER)


@pytest.fixture
def write(context: WriteContext, tmp_path: Path) -> Write:
    def written(resolved: ResolvedReport) -> Path:
        path = tmp_path / "report.epub"
        path.write_bytes(EpubWriter().write(resolved, context).data)
        return path

    return written
