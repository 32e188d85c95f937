"""Cover, title page and text begin pages of their own in the PDF and in Word alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from reportkit.export import build, check
from tests.parity.test_other_eyes import by_libreoffice, layout
from tests.unit.reading import PICTURE

pytestmark = pytest.mark.tools

DECK, TEXT = "What it is about.", "A sentence of the text."
REPORT = f"""\
reportkit: 1
title: The Title
date: 2024-01-31
deck: {DECK}
authors: [Maren Lindqvist]
cover: {{}}
body:
- {TEXT}
"""


@pytest.mark.parametrize(
    ("cover", "theme", "expected"),
    [
        ("{image: pixel.png, alt: A quay}", "briefing", [[DECK], [TEXT]]),
        ("{image: upright.png, alt: A quay}", "briefing", [[], [DECK], [TEXT]]),
        ("{image: upright.png, alt: A quay}", "report", [[], [DECK], [TEXT]]),
        ("true", "briefing", [[DECK], [TEXT]]),
        ("false", "briefing", [[DECK, TEXT]]),
        ("false", "plain", [[DECK, TEXT]]),
    ],
)
def test_with_a_cover_the_title_has_a_page_of_its_own(
    cover: str, theme: str, expected: list[list[str]], tmp_path: Path
) -> None:
    shutil.copy(PICTURE, tmp_path)
    Image.new("RGB", (30, 42)).save(tmp_path / "upright.png")
    source = tmp_path / "report.yaml"
    source.write_text(REPORT.format(cover), "utf-8")
    pdf, docx = build(check(source, theme=theme), ["pdf", "docx"], tmp_path / "build")
    assert pages(pdf.path) == expected
    assert pages(by_libreoffice(docx.path, tmp_path)) == expected


def pages(pdf: Path) -> list[list[str]]:
    """Which of deck and text stand on each page."""
    return [
        [words for words in (DECK, TEXT) if words in page] for page in layout(pdf).split("\f")[:-1]
    ]


def test_a_title_with_an_invisible_character_has_its_page(tmp_path: Path) -> None:
    source = tmp_path / "report.yaml"
    source.write_text(
        REPORT.replace("cover: {}", "cover: true").replace("The Title", '"The Title\\u2060"')
    )
    (pdf,) = build(check(source), ["pdf"], tmp_path)
    pages = layout(pdf.path).split("\f")
    assert [TEXT in page for page in pages] == [False, True, False]
