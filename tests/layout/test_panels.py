"""What stands apart from the running text (panels, boxes, quotations, lists) looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.style import theme_names
from tests.layout.pages import Word, print_report

THEMES = pytest.mark.parametrize("theme", theme_names())
ONE_COLUMN = pytest.mark.parametrize("theme", sorted({*theme_names()} - {"bulletin"}))
"""Themes in which places across the page can be compared."""
MM = 72 / 25.4
WAVE = Path(__file__).parents[2] / "examples" / "every-element" / "wave.png"
REPORT = """\
reportkit: 1
title: Harbour
date: 2024-05-14
summary: Abstract of one line.
judgement_summary: true
contents: true
body:
  - heading: Chapter
  - judgement: Claimed thing.
    text: Support of it.
  - list: [Bulleted, {text: Last, list: [Nested]}]
  - quote: Spoken words.
    attribution: Speaker
  - list: [Numbered, two, three, four, five, six, seven, eight, nine, Tenth]
    ordered: true
  - pull_quote: Pulled words.
    attribution: Puller
  - box: {title: Boxtitle, body: [Boxtext]}
"""


def words(folder: Path, theme: str, text: str = REPORT) -> dict[str, Word]:
    """The words of a report, the first of each."""
    path = folder / "report.yaml"
    path.write_text(text, "utf-8")
    found: dict[str, Word] = {}
    for page in print_report(path, folder / "build", theme).pages:
        for word in page.words:
            found.setdefault(word.text, word)
    return found


def height(word: Word) -> float:
    return word.bottom - word.top


@THEMES
def test_titles_of_panels_are_larger_than_what_they_lead(theme: str, tmp_path: Path) -> None:
    found = words(tmp_path, theme)
    box, text = found["Boxtitle"], found["Boxtext"]
    assert height(box) > height(text) * 1.0
    for title in ("Summary", "Contents"):
        assert height(found[title]) > height(box) * 1.05
    assert height(found["Judgements"]) == pytest.approx(height(found["Summary"]), abs=0.1)


@ONE_COLUMN
def test_a_quotation_does_not_look_like_the_text_of_an_item(theme: str, tmp_path: Path) -> None:
    found = words(tmp_path, theme)
    item, quoted, pulled = found["Bulleted"], found["Spoken"], found["Pulled"]
    assert quoted.left > item.left + 2 * MM
    assert height(quoted) < height(item) * 0.97
    assert height(pulled) > height(item) * 1.3
    assert found["Speaker"].right > found["Bulleted"].right + 50 * MM
    assert found["Puller"].left < found["Speaker"].left


@ONE_COLUMN
def test_labels_of_items_have_room(theme: str, tmp_path: Path) -> None:
    """Numbers end at one place, and their text begins at one; no label touches its text."""
    found = words(tmp_path, theme, REPORT.replace("judgement_summary: true\n", ""))
    first, tenth = found["1."], found["10."]
    assert first.right == pytest.approx(tenth.right, abs=0.5)
    assert found["Numbered"].left == pytest.approx(found["Tenth"].left, abs=0.1)
    assert found["Tenth"].left - tenth.right > 1.5 * MM
    assert found["Bulleted"].left - found["•"].right > 1.5 * MM


@pytest.mark.parametrize(
    "heading",
    ["Key Judgements", "KEY JUDGEMENTS", "Key judgments:", "*Key* Judgements[^a]"],
)
def test_a_heading_of_the_report_is_not_repeated_above_the_judgements(
    heading: str, tmp_path: Path
) -> None:
    text = REPORT.replace("heading: Chapter", f"heading: '{heading}'").replace(
        "contents: true\n", ""
    )
    text += "notes: {a: Note.}\n" if "[^a]" in heading else ""
    path = tmp_path / "report.yaml"
    path.write_text(text, "utf-8")
    (page, *others) = print_report(path, tmp_path / "build", "briefing").pages
    said = " ".join([page.text, *(other.text for other in others)]).casefold()
    assert said.replace("judgements", "judgments").count("judgments") == 1
    assert said.count("claimed thing") == 2


def test_what_stands_below_a_picture_is_as_wide_as_it(tmp_path: Path) -> None:
    (tmp_path / "wave.png").write_bytes(WAVE.read_bytes())
    caption = "Caption " + "which is longer than its picture is wide " * 4
    found = words(
        tmp_path,
        "briefing",
        "reportkit: 1\ntitle: T\ndate: 2024-05-14\nbody:\n- Paragraph.\n"
        "- figure: {src: wave.png, alt: A wave, width: 80mm}\n"
        f"  caption: {caption}\n  credit: Photographer\n  source: Sourceline\n",
    )
    left, measure = found["Paragraph."].left, 148 * MM
    for name in ("Figure", "Photographer", "Sourceline"):
        assert found[name].left == pytest.approx(left + (measure - 80 * MM) / 2, abs=1)
    assert found["longer"].right < left + (measure + 80 * MM) / 2 + 1
    tops = [found[name].top for name in ("Caption", "Photographer", "Sourceline")]
    assert tops == sorted(set(tops))
