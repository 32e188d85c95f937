"""`typography: smart`: the signs of a language in place of those of a typewriter."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit import export
from reportkit.compose.sign_rules import smart_signs
from reportkit.model import walk


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "\"Yes,\" he said, \"it's 'fine'.\"", "“Yes,” he said, “it’s ‘fine’.”"),
        ("en", '"He said \'no\'" (they "agreed").', "“He said ‘no’” (they “agreed”)."),
        ("en", "the students' work, the '90s", "the students’ work, the ’90s"),
        ("en", "'tis rock 'n' roll", "’tis rock ’n’ roll"),
        ("en", "in '68 and 'in 1990' and the 1980s'", "in ’68 and ‘in 1990’ and the 1980s’"),
        ("en", "5'10\", a 12\" pipe, 6' deep", "5′10″, a 12″ pipe, 6′ deep"),
        ("en", '"in 1990" he wrote', "“in 1990” he wrote"),
        ("en", "wait... what.... and 1..2", "wait… what.... and 1..2"),
        ("en", "word--word, word -- word, 1939--45, a---b", "word—word, word – word, 1939–45, a—b"),
        ("en", "Minsk - and Moscow - agree", "Minsk – and Moscow – agree"),
        ("en", "5 - 3; well-known; --force", "5 - 3; well-known; --force"),
        ("en", 'https://a.org/x--y?q="z", a--b@c.org', 'https://a.org/x--y?q="z", a--b@c.org'),
        ("en", 'a " b " c', 'a " b " c'),
        ("en", "“Already” and 'new'", "“Already” and ‘new’"),
        ("en", '("so")—"and"', "(“so”)—“and”"),
        ("en", 'goes on and ends."', "goes on and ends.”"),
        ("de", "\"Ja\", sagte er, \"'s ist 'gut'\".", "„Ja“, sagte er, „’s ist ‚gut‘“."),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", "\"C'est 'bon'\"", "«\u202fC’est “bon”\u202f»"),
        ("ru", '"Да", сказал он -- "нет"', "«Да», сказал он – «нет»"),
        ("uk", "об'єкт \"Мир\"", "об’єкт «Мир»"),
        ("pl", '"Tak"', "„Tak”"),
        ("cs", '"Ano"', "„Ano“"),
        ("sv", '"Ja"', "”Ja”"),
        ("it", "l'uomo \"si\"", "l’uomo «si»"),
        ("he", 'צה"ל אמר "כן"', "צה״ל אמר ”כן”"),
        ("ja", '"はい"', "「はい」"),
        ("xx", '"x"', "“x”"),
        ("en", "", ""),
    ],
)  # fmt: skip
def test_the_signs_of_a_language(language: str, typed: str, shown: str) -> None:
    assert "".join(smart_signs(typed, language)) == shown


REPORT = """\
reportkit: 1
title: The "Union" State
date: 2024-01-31
language: en
typography: {typography}
summary: It's "on".
body:
  - heading: The "test"
    id: t
  - 'A "**bold**" word,[^n] `"code"`, "[ссылка "а"]{{lang=ru}}" -- see {{ref:t}}.'
  - table: {{header: ['"H"'], rows: [["'c'"]]}}
    caption: '"Cap"'
notes: {{n: 'It''s "noted" at https://example.org/"x".'}}
"""


@pytest.mark.parametrize("typography", ["exact", "smart"])
def test_all_formats_say_the_same(typography: str, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(REPORT.format(typography=typography), "utf-8")
    checked = export.check(path)
    export.build(checked, ["pdf", "docx", "epub", "text"], tmp_path / "build")  # proven equal
    report = checked.publication.report
    texts = [*walk.texts(report.blocks), *(t for n in report.notes for t in walk.note_texts(n))]
    said = "|".join(map(walk.printed_text, texts))
    smart = typography == "smart"
    assert ('The “test”|A “bold” word, "code", “ссылка «а»” – see The “test”.' in said) == smart
    assert ("“H”" in said and "‘c’" in said and "“Cap”" in said and "It’s “noted”" in said) == smart
    assert ('The "test"' in said) != smart
    text = (tmp_path / "build" / "report.txt").read_text("utf-8")
    assert text.startswith("The “Union” State" if smart else 'The "Union" State')
