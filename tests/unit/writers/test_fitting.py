"""How tables are made to fit: the widths of words, and what is decided by them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from reportkit.compose import Publication
from reportkit.compose.fitting import Fit, may_break, on_landscape
from reportkit.compose.word_widths import stretches, width
from reportkit.diagnostics import Diagnostic
from reportkit.style import advances, shipped_fonts

WORDS = """
Country Population Government Expenditure Mobilization Infrastructure Counterintelligence
Neighbourhood illiteracy PRESIDENTIAL NATO 12,345,678,901 −5.7 +243 2,236.50 € 60% Wissen
Straßenbahngesellschaft Gdańsk Łódź Привычка ПРЕДПРИЯТИЕ Щука Οικονομία (see UN/ECE & co.)
WMMW %%%% jjjj
"""
SANS = [face for face in shipped_fonts() if face.family == "IBM Plex Sans"]
SERIF = [face for face in shipped_fonts() if face.family == "IBM Plex Serif"]


@pytest.mark.parametrize("word", WORDS.split())
@pytest.mark.parametrize("faces", [SANS, SERIF], ids=["sans", "serif"])
def test_no_word_is_wider_than_it_is_thought_to_be(word: str, faces: Sequence[Any]) -> None:
    widest = max(sum(advances(face)[ord(letter)] for letter in word) for face in faces)
    assert widest <= width(word, faces[0].family) <= 1.3 * widest


def test_figures_are_measured_exactly() -> None:
    regular = next(face for face in SANS if (face.weight, face.style) == (400, "normal"))
    true = sum(advances(regular)[ord(letter)] for letter in "1234567890")
    assert width("1234567890", "IBM Plex Sans") == pytest.approx(true)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("two words", ["two", "words"]),
        ("12 345 678 tons", ["12 345 678", "tons"]),
        ("12\u00a0345", ["12\u00a0345"]),
        ("2020–2024", ["2020–2024"]),
        ("well-known", ["well-", "known"]),
        ("COVID-19", ["COVID-19"]),
        ("貿易", ["貿", "易"]),
        ("https://example.org/a-b", ["https:/", "/", "example.", "org/", "a-", "b"]),
    ],
)
def test_where_lines_may_break(text: str, parts: list[str]) -> None:
    assert list(stretches(text)) == parts


def checked(folder: Path, *body: Any, theme: str = "briefing") -> Publication:
    path = folder / "report.json"
    report = {"reportkit": 1, "title": "T", "date": "2024-01-31", "body": list(body)}
    path.write_text(json.dumps(report), "utf-8")
    return export.check(path, theme=theme).publication


def grid(header: Sequence[str], *rows: Sequence[str]) -> dict[str, Any]:
    return {"table": {"header": list(header), "rows": [list(row) for row in rows]}}


def fit(folder: Path, *rows: Sequence[str], theme: str = "briefing") -> Fit:
    """How a table is set."""
    return checked(folder, grid(*rows), theme=theme).layout.fits[1]


def wide(columns: int, text: str) -> tuple[list[str], list[str]]:
    return [f"A{n}" for n in range(columns)], [text] * columns


def test_a_narrow_table_stays_as_it_is(tmp_path: Path) -> None:
    found = fit(tmp_path, ["Country", "Text"], ["Belarus", "A text of many short words. " * 20])
    assert (found.size, found.landscape, found.wanting) == (None, False, False)


@pytest.mark.parametrize("theme", ["briefing", "report", "plain", "institute", "bulletin"])
def test_a_table_gets_smaller_and_then_turns(theme: str, tmp_path: Path) -> None:
    steps = [fit(tmp_path, *wide(n, "Economy"), theme=theme) for n in range(2, 26)]
    forms = [(found.landscape, found.size) for found in steps if not found.wanting]
    rank = {None: 0, 8.0: 1, 7.0: 2}
    order = [(landscape, rank[size]) for landscape, size in forms]
    assert order == sorted(order)
    assert set(order) == {(across, size) for across in (False, True) for size in range(3)}


def test_a_box_leaves_less_room(tmp_path: Path) -> None:
    table = grid(*wide(4, "n" * 17))
    outside = checked(tmp_path, table)
    inside = checked(tmp_path, {"box": {"body": [table]}})
    assert outside.layout.fits[1].size is None
    assert inside.layout.fits[1].size == 8


def test_words_break_before_figures_do(tmp_path: Path) -> None:
    words, figures = ["Counterintelligence"] * 14, ["12,345,678"] * 3
    made = checked(tmp_path, grid(["A"] * 17, words + figures))
    (found,) = made.layout.fits.values()
    assert found.landscape
    assert found.breaks
    assert not found.shatters
    (table,) = made.report.blocks
    loose = [may_break(cell.content, found) for cell in table.rows[0]]  # type: ignore[union-attr]
    assert loose == [True] * 14 + [False] * 3


def test_figures_get_smaller_than_words_before_they_break(tmp_path: Path) -> None:
    assert fit(tmp_path, *wide(24, "123,456")).size == 6
    assert not fit(tmp_path, *wide(24, "123,456")).shatters
    assert fit(tmp_path, *wide(60, "123,456")).shatters


def test_a_hash_is_no_word(tmp_path: Path) -> None:
    digest = "0123456789abcdef" * 8
    made = checked(tmp_path, grid(["File", "SHA-512"], ["report.pdf", digest]))
    (found,) = made.layout.fits.values()
    assert (found.size, found.landscape) == (None, False)
    (table,) = made.report.blocks
    assert [may_break(cell.content, found) for cell in table.rows[0]] == [False, True]  # type: ignore[union-attr]


def test_headings_go_with_the_table_that_they_lead_in(tmp_path: Path) -> None:
    body = [
        {"heading": "One"},
        "Text.",
        {"heading": "Two"},
        {"heading": "Three", "level": 2},
        {"judgement": "A claim alone."},
        grid(*wide(12, "Administration")),
        {"page_break": True},
        "Text.",
        {"page_break": True},
        grid(["A"], ["B"]),
    ]
    made = checked(tmp_path, *body)
    blocks = made.report.blocks
    assert on_landscape(blocks, made.layout.fits) == [False] * 2 + [True] * 5 + [False] * 3


@pytest.mark.parametrize(
    ("columns", "text", "how"),
    [
        (24, "123,456", "its type is 6 pt"),
        (24, "Administration", "words break in the middle"),
        (60, "123,456", "figures break in the middle"),
    ],
)
def test_a_table_that_fits_no_page_is_a_finding(
    columns: int, text: str, how: str, tmp_path: Path
) -> None:
    header, row = wide(columns, text)
    path = tmp_path / "report.yaml"
    path.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-01-31\nbody:\n- A text.\n"
        f"- table: {json.dumps({'header': header, 'rows': [row]})}\n  caption: Wide.\n",
        "utf-8",
    )
    (found,) = export.check(path).warnings
    assert isinstance(found, Diagnostic)
    assert (found.code, found.span and found.span.line) == ("RK923", 7)
    assert found.message == f"Table 1 is too wide for the page: {how}"
    assert found.source_line
