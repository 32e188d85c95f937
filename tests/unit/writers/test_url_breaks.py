"""Where a line of an address may end in the PDF."""

from __future__ import annotations

import re

import pytest

from reportkit.writers.pdf.front import breakable

HERE = "\u200b"


def parts(url: str, narrow: bool = False) -> list[str]:
    return re.sub("<[^>]*>", "", breakable(url, narrow)).replace("&amp;", "&").split(HERE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.org/b/c", ["https://a", ".org/", "b/", "c"]),
        ("https://a.org/?q=1&r=2", ["https://a", ".org/?", "q=", "1&", "r=", "2"]),
        ("https://a.org/x_y", ["https://a", ".org/", "x_", "y"]),
        ("https://a.org/x%20y", ["https://a", ".org/", "x", "%20y"]),
        ("https://a.org/x.", ["https://a", ".org/", "x", "."]),
        ("mid dot ru", ["mid dot ru"]),
        ("https://a.org//b", ["https://a", ".org//", "b"]),
        ("https://a.org/b-c/d", ["https://a", ".org/", "b-c/", "d"]),
    ],
)
def test_lines_end_after_signs_and_before_stops(url: str, expected: list[str]) -> None:
    assert parts(url) == expected


def test_no_line_ends_after_a_hyphen_of_an_address() -> None:
    made = breakable("https://example.org/lukashenko-meets-lavrov/in-minsk.html")
    assert re.findall('<span class="address">([^<]*)</span>', made) == [
        "lukashenko-meets-lavrov/",
        "in-minsk",
    ]


@pytest.mark.parametrize(
    ("url", "narrow"),
    [("https://example.org/" + "word-" * 30, False), ("https://example.org/one-two", True)],
)
def test_a_part_longer_than_a_line_breaks_at_its_hyphens(url: str, narrow: bool) -> None:
    assert "<span" not in breakable(url, narrow)


@pytest.mark.parametrize("narrow", [True, False])
def test_a_part_without_any_sign_breaks_somewhere(narrow: bool) -> None:
    assert max(map(len, parts("https://example.org/" + "x" * 300, narrow))) <= 32
