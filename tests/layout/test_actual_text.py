"""What is read in the finished PDF: each character as it was written, each parted word whole."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reportkit import export
from reportkit.proof.pdf import read
from tests.layout import reports
from tests.layout.test_standards import assert_conforms

DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs of direction: pdftotext takes those of the text away, and adds its own."""

WRITTEN = {
    "one shape of yeh": "في فى فی علي على علی",
    "one shape of kaf": "كتاب کتاب ملك ملک",
    "one shape of heh": "هذا ہذا ھذا به بہ",
    "digits": "٢٠٢٤ ۲۰۲۴ 2024",
    "lam and alef": "لا لأ لإ لآ الأمن السلام",
    "Allah": "الله لله",
    "vowel signs": "كِتَابٌ مُحَمَّدٌ",
    "Persian": "می‌خواهد خانه‌ها",
    "presentation forms": "ﻓﻲ ﺍﻟﺴﻼﻡ ﷲ ﻻ",
    "tatweel": "العـربية",
    "emoji": "⚠️ ❤️ 👩‍👧",
    "Latin": "µm μm Ω Ω Å Å K é é ﬁ fi",
    "hyphens": "a-b a‐b a‑b a−b",
    "Cyrillic and Latin": "Мoсквa Москва АA Оo",
    "joiners": "a‌b a‍b a͏b p⁡q i﻿j",
    "selectors": "0︎ 0️ a︀ b󠄀",
}


def build(folder: Path, body: list[Any], **keys: Any) -> export.Artifact:
    """The PDF of a report, proven."""
    notes = keys.pop("notes", {})
    path = reports.write(folder / "report.yaml", body, notes, **keys)
    (artifact,) = export.build(export.check(path), ["pdf"], folder / "build")
    return artifact


def pdftotext(path: Path, *options: str) -> str:
    """The text of a PDF as search and copy have it."""
    done = subprocess.run(
        ["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True
    )
    return DIRECTION.sub("", done.stdout)


@pytest.fixture(scope="module", params=["en", "ar"])
def pairs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it in one PDF, so that each shape is drawn for several letters."""
    folder = tmp_path_factory.mktemp("pairs")
    body = [f"{text}[^{place}]" for place, text in enumerate(WRITTEN.values())]
    notes = {str(place): text for place, text in enumerate(WRITTEN.values())}
    keys = {"language": request.param, "placement": "end"}
    return build(folder, body, notes=notes, **keys).path


@pytest.mark.parametrize("name", WRITTEN)
def test_each_word_is_found_as_it_was_written(name: str, pairs: Path) -> None:
    text = pdftotext(pairs)
    assert [word for word in WRITTEN[name].split() if word not in text] == []


def test_each_line_is_read_in_its_order_by_who_follows_the_structure(pairs: Path) -> None:
    body = read(pairs).body
    assert [text for text in WRITTEN.values() if text not in body] == []
    assert [note.text for note in read(pairs).notes] == [*WRITTEN.values()]


def test_signs_of_direction_and_joiners_alone_are_kept(tmp_path: Path) -> None:
    text = "a ⁧שלום⁩ b ‫עברית‬ c‎d ‏e ؜ ⁦x⁩ ‪y‬"
    artifact = build(tmp_path, [text, "‍", "a *‌* b"])
    body = read(artifact.path).body
    assert text in body
    assert "\u200d" in body
    assert "a \u200c b" in body


LONG = (
    "constitutional responsibility (international) misunderstanding, extraordinary representative "
    "administration. telecommunications interdisciplinary characteristically unprecedented "
)
HYPHENATED = {"theme": "report"}


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> export.Artifact:
    """Justified text over several pages, with words parted at the ends of lines and pages."""
    folder = tmp_path_factory.mktemp("parted")
    body = [f"{'law ' * place}{LONG * 12}*{LONG}*[^1]{LONG}" for place in range(12)]
    return build(folder, body, notes={"1": LONG * 3}, **HYPHENATED)


@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)])
def test_parted_words_are_whole(options: tuple[str, ...], parted: export.Artifact) -> None:
    text = pdftotext(parted.path, *options)
    shown = re.findall(r"[^\W\d_]+", text)
    words = {word.strip("(),.") for word in LONG.split()} | {"law"}
    assert {word for word in shown if len(word) > 4} <= words | {"Quays"}
    assert {word: shown.count(word) for word in words} == {
        word: 12 * 12 if word == "law" else 12 * 14 + 3 for word in words
    } | {"law": sum(range(12))}
    assert "\u2010" not in text


def test_words_were_parted_at_all(parted: export.Artifact) -> None:
    contents = [page.get_contents() for page in PdfReader(parted.path).pages]
    rests = [data.get_data().count(b"/ActualText ( )") for data in contents if data is not None]
    assert sum(rests) > 20


def test_hyphens_of_the_author_stay(tmp_path: Path) -> None:
    text = " ".join(f"well‐known{place} mother-in-law{place}" for place in range(300))
    artifact = build(tmp_path, [text], **HYPHENATED)
    text_alone = re.sub(r"Quays of the East\n\d+\n", "", pdftotext(artifact.path, "-raw"))
    read_back = re.sub(r"\s+", "", text_alone)
    assert [word for word in text.split() if word not in read_back] == []


def test_files_with_all_of_it_conform(pairs: Path, parted: export.Artifact) -> None:
    assert_conforms(parted.path)


@pytest.mark.parametrize("name", ["2-invisible", "9-arabic"])
def test_reports_from_the_field_conform(name: str, tmp_path: Path) -> None:
    bodies: dict[str, Any] = {
        "2-invisible": (["The daily wrote «می‌خواهد» on Monday.[^n]"], {"n": "⚠️ Alert"}, "en"),
        "9-arabic": (
            ["لا إله إلا الله والسلام ولي أولا.[^n]"],
            {"n": "ملاحظة ولي السلام"},
            "ar",
        ),
    }
    body, notes, language = bodies[name]
    artifact = build(tmp_path, body, notes=notes, language=language)
    assert_conforms(artifact.path)
    text = pdftotext(artifact.path)
    for word in (*re.sub(r"\[\^n\]", "", body[0]).strip(".").split(), *notes["n"].split()):
        assert word.strip("«».") in text
