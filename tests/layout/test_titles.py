"""The lines of titles and headings, balanced: none ends with a word alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.model.document import LineBreak, Text
from reportkit.style import find_theme, theme_names
from reportkit.style.letter_widths import joined
from reportkit.writers.pdf.balance import balanced, font_specs
from tests.layout.conftest import Printer
from tests.layout.pages import Page, Word, print_report

THEMES = pytest.mark.parametrize("theme", theme_names())
TITLE_BOX, HEADING_BOX = (25, 60), (17.5, 25)
"""How high the boxes of their words are at least and at most, in points."""
TITLE = "A Report on Wide Tables and the Balance of Very Long Titles That Wrap"
HEADING = "A heading of the first level that would leave one lonely word on its second line"
ARABIC = "تحديث الإنذار الخاص ببيلاروس: بوتين يضغط على لوكاشينكو في مينسك هذا الأسبوع"


def written(folder: Path, title: str, heading: str, own: str = "", **keys: str) -> Path:
    """A report of a title, a deck and a heading; `own` is the style sheet of a theme beside it."""
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own" / "theme.yaml").write_text("description: Own.\n", "utf-8")
    (folder / "own" / "print.css").write_text(own, "utf-8")
    path = folder / "report.yaml"
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    path.write_text(
        f"reportkit: 1\ntitle: '{title}'\ndate: 2024-01-31\n{more}"
        f"body:\n- heading: '{heading}'\n- Text.\n",
        "utf-8",
    )
    return path


def lines(page: Page, least: float, most: float) -> list[tuple[float, float]]:
    """The left and right edge of each line whose words have boxes of a height between the two."""
    words = [word for word in page.words if least < word.bottom - word.top < most]
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top):
        if not rows or word.top - rows[-1][0].top > 8:
            rows.append([])
        rows[-1].append(word)
    return [(min(w.left for w in row), max(w.right for w in row)) for row in rows]


@THEMES
def test_the_last_line_of_a_title_is_no_widow(theme: str, printed: Printer) -> None:
    first, *_, last = lines(printed("wide", theme).pages[0], *TITLE_BOX)
    assert last[1] - last[0] > 0.5 * (first[1] - first[0])


@pytest.mark.parametrize(
    ("title", "heading", "direction"), [(TITLE, HEADING, "ltr"), (ARABIC, ARABIC * 2, "rtl")]
)
def test_balanced_lines_are_as_many_as_before(
    title: str, heading: str, direction: str, tmp_path: Path
) -> None:
    language = "ar" if direction == "rtl" else "en"
    found: list[list[list[tuple[float, float]]]] = []
    for name, own in (("balanced", ""), ("plain", "h1,h2{max-width:none}")):
        path = written(tmp_path, title, heading, own, language=language)
        (page,) = print_report(path, tmp_path / name, "own").pages
        found.append([lines(page, *TITLE_BOX), lines(page, *HEADING_BOX)])
    for balanced_lines, plain in zip(*found, strict=True):
        assert len(balanced_lines) == len(plain) > 1
        widths = [right - left for left, right in balanced_lines]
        assert max(widths) < max(right - left for left, right in plain)
        assert widths[-1] > 0.5 * widths[0]
        start = 1 if direction == "rtl" else 0
        edge = [line[start] for line in balanced_lines]
        assert max(edge) - min(edge) < 4


def test_a_line_break_of_the_author_stays() -> None:
    theme = find_theme("briefing", Path())
    look = font_specs(theme)["h1"]
    broken = (Text("Short"), LineBreak(), Text(TITLE))
    assert balanced((Text(TITLE),), look, theme) == balanced(broken, look, theme)
    assert balanced((Text("Short"), LineBreak(), Text("as well")), look, theme) is None


def test_what_has_one_line_or_very_many_is_left_alone() -> None:
    theme = find_theme("briefing", Path())
    look = font_specs(theme)["deck"]
    assert balanced((Text("One line."),), look, theme) is None
    assert balanced((Text("Many words. " * 100),), look, theme) is None
    assert balanced((Text("n" * 300),), look, theme) is None


def test_arabic_letters_take_the_form_that_they_have_among_their_neighbours() -> None:
    assert joined("ببب") == "\ufe91\ufe92\ufe90"
    assert joined("با ب") == "\ufe91\ufe8e \ufe8f"
    assert joined("دب") == "\ufea9\ufe8f"
    assert joined("plain") == "plain"
