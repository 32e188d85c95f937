"""Languages on the page: labels, dates, direction, letters that a font lacks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import fields

from reportkit.model.terms import LANGUAGES, Terms, terms_for
from reportkit.style.tokens import placeholders
from tests.layout.conftest import Printer
from tests.layout.fonts import squares
from tests.layout.pages import POINTS, Print, print_report

ENGLISH = terms_for("en")
REPORT = """\
reportkit: 1
title: "{title}"
date: 2020-11-30T06:00
language: {language}
contents: true
judgement_summary: true
note_options: {{placement: end}}
body:
  - heading: "{title}"
    id: one
  - judgement: "{title}"
    text: "{title}[^a] {{ref:two}}"
  - table: {{header: [A, B], rows: [["1", "2"]]}}
    caption: "{title}"
    id: two
notes: {{a: [https://example.org/]}}
"""


def report(folder: Path, language: str, title: str) -> Path:
    """A small report in a language."""
    path = folder / "report.yaml"
    path.write_text(REPORT.format(language=language, title=title), "utf-8")
    return path


# --- labels -------------------------------------------------------------------------------------


def test_the_languages_that_have_labels() -> None:
    assert set(LANGUAGES) == {"en", "fr", "de", "es", "it", "pl", "uk", "ru", "ar", "zh", "ja"}


@pytest.mark.parametrize("language", [*LANGUAGES, "zh-Hant", "zh-TW"])
def test_every_language_has_all_labels(language: str) -> None:
    labels = terms_for(language)
    for field in fields(Terms):
        word, model = getattr(labels, field.name), getattr(ENGLISH, field.name)
        assert word.strip() == word != ""
        assert placeholders(word) == placeholders(model), field.name


SHARED = {
    "de": {"version", "definition_box"},
    "es": {"edited_by", "volume"},
    "fr": {"notes", "note", "note_mention", "figure", "figures", "section"}
    | {"volume", "version", "contacts"},
    "it": {"volume"},
}
"""The words that are the same as in English, by language."""


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_no_language_has_the_words_of_english(language: str) -> None:
    labels = terms_for(language)
    same = [f.name for f in fields(Terms) if getattr(labels, f.name) == getattr(ENGLISH, f.name)]
    assert set(same) <= SHARED.get(language, set())
    assert not {"back", "contents", "judgements", "accessed", "archived", "table"} & set(same)


def test_chinese_is_written_in_the_script_of_the_tag() -> None:
    assert terms_for("zh-CN").contents == terms_for("zh-Hans-HK").contents == "目录"
    assert terms_for("zh-TW").contents == terms_for("zh-Hant").contents == "目錄"


@pytest.mark.parametrize(
    ("language", "title", "wanted"),
    [
        (
            "en-US",
            "Outlook",
            ["Contents", "Key Judgments", "Notes", "Table 1", "November 30, 2020"],
        ),
        ("fr", "Perspectives", ["Sommaire", "Points clés", "Tableau 1", "30 novembre 2020, 06:00"]),
        ("de", "Ausblick", ["Inhalt", "Kernaussagen", "Anmerkungen", "Tabelle 1", "30. November"]),
        ("es", "Perspectivas", ["Índice", "Juicios clave", "Notas", "Tabla 1", "30 de noviembre"]),
        ("it", "Prospettive", ["Indice", "Valutazioni chiave", "Tabella 1", "30 novembre 2020"]),
        ("pl", "Żółć i jaźń", ["Spis treści", "Główne oceny", "Przypisy", "30 listopada 2020"]),
        ("uk", "Висновки", ["Зміст", "Ключові висновки", "Примітки", "30 листопада 2020 р."]),
        ("ru", "Прогноз", ["Содержание", "Ключевые выводы", "Таблица 1", "30 ноября 2020 г."]),
    ],
)
def test_labels_and_dates_are_printed_in_the_language(
    language: str, title: str, wanted: list[str], tmp_path: Path
) -> None:
    made = print_report(report(tmp_path, language, title), tmp_path / "build", "briefing")
    text = made.pages[0].text
    for words in wanted:
        assert words in text
    assert not made.warnings


# --- right to left ------------------------------------------------------------------------------


def test_arabic_pages_are_mirrored(printed: Printer) -> None:
    made = printed("arabic", "briefing")
    assert not made.warnings
    page = made.pages[0]
    left, right = made.theme.page.sides
    beginning, end = page.width - right * POINTS, left * POINTS
    # The number of a note stands at the right, the folio and the marking at the left.
    number = min(
        (w for w in page.words if w.text == "1"), key=lambda w: -w.top if w.right > 300 else 0
    )
    assert number.right == pytest.approx(beginning, abs=3)
    folio = max((w for w in page.words if w.text == "1"), key=lambda w: w.top)
    assert folio.left == pytest.approx(end, abs=2)
    for mark in (w for w in page.words if w.text == "TLP:AMBER+STRICT"):
        assert end <= mark.left < end + 8


def test_arabic_is_set_in_the_fonts_that_ship(printed: Printer) -> None:
    for theme in ("briefing", "report", "plain", "institute", "bulletin"):
        assert all("IBM-Plex" in name for name in fonts_of(printed("arabic", theme)))


def test_the_first_page_of_an_arabic_book_is_a_left_hand_page(printed: Printer) -> None:
    made = printed("arabic", "report")
    inside, outside = made.theme.page.sides
    first, second, *_ = made.pages
    assert max(w.right for w in first.words) == pytest.approx(first.width - inside * POINTS, abs=4)
    assert max(w.right for w in second.words) == pytest.approx(
        second.width - outside * POINTS, abs=4
    )


TURNED = """\
reportkit: 1
title: Two directions
date: 2020-11-30
body:
  - An English paragraph.
  - "هذه فقرة كاملة باللغة العربية.[^a]"
  - "The next with a word: مرحبا."
notes: {a: A note in English.}
"""


def test_a_paragraph_in_another_direction_is_turned_without_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(TURNED, "utf-8")
    made = print_report(path, tmp_path, "briefing")
    page = made.pages[0]
    left, right = made.theme.page.sides
    before, after = (next(w for w in page.words if w.text == t) for t in ("paragraph.", "next"))
    turned = [w for w in page.words if before.bottom < w.top + 3 and w.bottom < after.top + 3]
    assert max(w.right for w in turned) == pytest.approx(page.width - right * POINTS, abs=3)
    assert min(w.left for w in turned) > page.width / 3
    note = [w for w in page.words if w.text in ("1", "English.") and w.top > page.height * 0.7]
    assert min(w.left for w in note) == pytest.approx(left * POINTS, abs=3)


# --- letters ------------------------------------------------------------------------------------


def test_a_font_in_the_folder_of_the_theme_has_them(tmp_path: Path) -> None:
    path = report(tmp_path, "zh", "展望")
    folder = tmp_path / "house" / "fonts"
    folder.mkdir(parents=True)
    theme = "fonts: {fallback: [House Squares]}"
    (tmp_path / "house" / "theme.yaml").write_text(theme, "utf-8")
    words = {f.name: getattr(terms_for("zh"), f.name) for f in fields(Terms)}
    squares(folder / "squares.ttf", "展望年月日" + "".join(words.values()))
    made = print_report(path, tmp_path / "build", "house")
    assert not made.warnings
    assert any("House-Squares" in name for name in fonts_of(made))


def fonts_of(made: Print) -> list[str]:
    """The names of the fonts in a PDF."""
    table = subprocess.run(["pdffonts", made.path], capture_output=True, text=True, check=True)
    return [line.split()[0] for line in table.stdout.splitlines()[2:]]
