"""Non-breaking spaces by the rules of the language, and what they never change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.compose.space_rules import unbroken
from reportkit.export import check
from reportkit.model import walk
from reportkit.model.document import CodeSpan, DefangedUrl, Link, Text

NO_BREAK, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "5~km, 12~MW, −3.5~°C, 40~% of 12~345~678~t, $5~billion"),
        ("en-GB", "J.~R.~R. Tolkien".replace("R. T", "R.~T") + ", A.~Lind"),
        ("en-GB", "on 12~May 2020, 3~Sept. and May~12, 2020"),
        ("en-US", "see p.~5, pp.~12–19, No.~7, vol.~II, §~5 and §§~5"),
        ("en", "41 days in 3 weeks, version 1.2 of 5 reports, he is 5 now"),
        ("en", "https://example.org/5 km"),
        ("fr", "Vraiment_? Oui_! Voici_: «_Bonjour_»_; 12_345~km, le 12~mai, le 1er~mai"),
        ("fr-CH", "n°~5, p.~7, M.~Dupont, J.-P.~Sartre"),
        ("en", "Really ? Yes : no"),
        ("cs", "Šel k~lesu s~ním v~domě i~v~lese, 12.~května 2020, č.~5, s.~12"),
        ("sk", "k~lesu a~v~dome"),
        ("pl", "W~domu i~w~lesie z~nim, 12~maja 2020, nr~7, 5~mln~zł"),
        ("ru", "В~доме А.~С.~Пушкин и~Пушкин~А.~С., 12~мая 2020~г., №~7, с.~5, 5~млн~руб."),
        ("de-AT", "am 12.~Mai 2020, S.~5, Nr.~7, §~5 Abs.~2, 5~Mio.~Euro, 20~°C"),
        ("es", "el 12~de~mayo de 2020, núm.~5, 20~%"),
        ("en", "a b c d, k lesu"),
        ("tlh-unknown", "5~km"),
    ],
)
def test_the_rules_of_a_language(language: str, shown: str) -> None:
    expected = shown.replace("~", NO_BREAK).replace("_", NARROW)
    assert unbroken(shown.replace("~", " ").replace("_", " "), language) == expected


@given(st.text("5 km.p§K«»?:avJAП12,мая§№\u00a0\n"), st.sampled_from(["en", "fr", "cs", "ru"]))
def test_only_spaces_become_others(text: str, language: str) -> None:
    made = unbroken(text, language)
    assert len(made) == len(text)
    for before, after in zip(text, made, strict=True):
        assert before == after or (before == " " and after in (NO_BREAK, NARROW))


REPORT = """
reportkit: 1
title: A Walk of 5 km[^n]
date: 2024-01-31
nonbreaking_spaces: {wanted}
defang: {{domains: [ru]}}
summary: In 3 h.[^n]
rights: p. 5 of it
acknowledgements: On p. 6.
body:
  - heading: The 7 km
  - "A **5** km walk, `10 km`, [11 km](https://example.org), [p. 5 !]{{lang=fr}} https://www.mid.ru/5"
  - {{table: {{header: [8 km], rows: [["9 km"]]}}, caption: Walks, id: t}}
  - {{box: {{title: The 6 walkers, body: [They walk.]}}, id: b}}
  - See {{ref:t}}, {{note:n}} and {{ref:b}}.
notes: {{n: "No. 4 of https://www.mid.ru/ and https://example.org/a 5 km."}}
"""


def leaves(value: Any) -> list[Any]:
    return [leaf for content in value for leaf in walk.leaves(content)]


@pytest.mark.parametrize("wanted", [True, False])
def test_all_texts_that_are_printed_have_them(tmp_path: Any, wanted: bool) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(REPORT.format(wanted=str(wanted).lower()), "utf-8")
    made = check(path).publication
    report, front = made.report, made.front
    assert front.summary is not None and report.meta.rights is not None
    contents = [front.title.title, *front.summary.paragraphs, *walk.texts(report.blocks)]
    contents += [one for note in report.notes for one in walk.note_texts(note)]
    contents += [report.meta.rights.copyright, *report.meta.matter.acknowledgements]
    text = "|".join(map(walk.printed_text, contents))
    plain = text.replace(NO_BREAK, " ").replace(NARROW, " ")
    assert (text != plain) == wanted
    if wanted:
        for said in (
            "of 5~km",
            "3~h",
            "7~km",
            "A 5~km walk",
            "11~km",
            "8~km",
            "9~km",
            "No.~4",
            "See Table~1",
        ):
            assert said.replace("~", NO_BREAK) in text
        assert f"note{NO_BREAK}1 and The 6 walkers." in text
        assert f"p.{NO_BREAK}5{NARROW}!" in text and f"p.{NO_BREAK}6" in text
    assert "10 km" in text
    assert "mid dot ru" in plain and "https://example.org/a 5" in plain.replace(NO_BREAK, " ")
    code = [leaf.text for leaf in leaves(contents) if isinstance(leaf, CodeSpan | DefangedUrl)]
    assert "10 km" in code and not any(NO_BREAK in one or NARROW in one for one in code)
    links = [one for content in contents for one in content if isinstance(one, Link)]
    assert (Text("https://example.org/a"),) in [link.children for link in links]
    assert made.properties.title == "A Walk of 5 km"  # metadata are for machines
