"""Publications of reports that tests make by hand."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from reportkit.compose import Publication, compose
from reportkit.model.document import Cell, CellRow, Content, ResolvedReport
from reportkit.style import Theme, find_theme


def published(
    report: ResolvedReport, theme: Theme | str = "briefing", source: bytes = b""
) -> Publication:
    """The publication of a report in a theme or the shipped theme of a name."""
    return compose(report, _shipped(theme) if isinstance(theme, str) else theme, source)


@cache
def _shipped(name: str) -> Theme:
    return find_theme(name)


R = TypeVar("R")


def row(*contents: Content[R]) -> CellRow[R]:
    """The cells of a row of a table."""
    return tuple(Cell(content) for content in contents)
