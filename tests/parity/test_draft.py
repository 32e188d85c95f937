"""The word across each page of a draft: seen, proven, and no part of the text."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from reportkit import export
from reportkit.cli import cli, exits
from reportkit.model.terms import LANGUAGES, terms_for
from tests.parity.pdf_edits import edited
from tests.parity.test_all_that_is_seen import with_member
from tests.shared import assert_valid
from tests.unit.writers.house_template import members, packed
from tests.unit.writers.test_docx import audit

CELLS = ", ".join(f"Longwordincell{n:02}x" for n in range(16))
REPORT = f"""\
reportkit: 1
title: A Draft
date: 2024-05
status: draft
marking: {{tlp: amber}}
body:
- Some words.[^a]
- table: {{header: [{CELLS}], rows: [[{CELLS}]]}}
- heading: Outlook
- More words.
notes: {{a: A note.}}
"""


def build(folder: Path, theme: str = "report", formats: str = "pdf,docx,epub", *more: str) -> Path:
    """The folder with the files of the draft, which has an upright and a landscape page."""
    report = folder / "draft.yaml"
    report.write_text(REPORT, "utf-8")
    arguments = ["build", str(report), "-t", formats, "-o", str(folder), "--theme", theme, *more]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("draft"))


def verified(made: Path, path: Path) -> Result:
    arguments = ["verify", str(made / "draft.yaml"), str(path), "--theme", "report"]
    return CliRunner().invoke(cli, arguments)


@pytest.mark.parametrize("theme", ["briefing", "report", "plain", "institute", "bulletin"])
def test_each_page_shows_it_across_the_middle(theme: str, tmp_path: Path) -> None:
    pages = PdfReader(build(tmp_path, theme, "pdf") / "draft.pdf").pages
    assert len({page.mediabox.width for page in pages}) == 2, "upright and landscape"
    for page in pages:
        places: list[tuple[float, float]] = []

        def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
            if "DRAFT" in text:
                places.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], cm[1]))  # noqa: B023

        page.extract_text(visitor_text=visit)
        ((x, slope),) = places
        assert 0 < x < page.mediabox.width / 2
        assert slope > 0.5, "it rises"


def test_the_pdf_still_conforms(made: Path) -> None:
    assert_valid(made / "draft.pdf")


def test_a_pdf_for_the_press_has_it_too(tmp_path: Path) -> None:
    build(tmp_path, "report", "pdf", "--profile", "press")


@pytest.mark.parametrize("new", ["FINAL", ""])
def test_another_word_in_the_pdf_is_found(new: str, made: Path, tmp_path: Path) -> None:
    path = edited(made / "draft.pdf", tmp_path / "draft.pdf", "DRAFT", new, first=True)
    done = verified(made, path)
    assert done.exit_code == exits.DISAGREES, done.output
    assert "RK915 pdf: the watermark on page 1: expected DRAFT" in done.output


@pytest.mark.parametrize("new", ['string="FINAL"', 'string=""'])
@pytest.mark.parametrize("part", ["header1", "header2", "header-landscape-default"])
def test_another_word_in_the_document_is_found(
    part: str, new: str, made: Path, tmp_path: Path
) -> None:
    path = with_member(
        made / "draft.docx",
        tmp_path / "draft.docx",
        f"word/{part}.xml",
        lambda text: text.replace('string="DRAFT"', new),
    )
    done = verified(made, path)
    assert done.exit_code == exits.DISAGREES, done.output
    assert "RK915 docx: the watermark on the header of " in done.output


def test_a_watermark_in_a_report_that_is_no_draft_is_found(made: Path, tmp_path: Path) -> None:
    report = tmp_path / "draft.yaml"
    report.write_text(REPORT.replace("status: draft\n", ""), "utf-8")
    for name in ("draft.pdf", "draft.docx"):
        arguments = ["verify", str(report), str(made / name), "--theme", "report"]
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == exits.DISAGREES
        assert re.search(r"RK915 \w+: .*: expected no more text, found DRAFT", done.output)


def test_the_document_is_valid(made: Path) -> None:
    assert audit(made / "draft.docx") == []


def test_a_document_on_a_template_has_it(tmp_path: Path) -> None:
    (tmp_path / "brand.docx").write_bytes(packed(members()))
    template = str(tmp_path / "brand.docx")
    build(tmp_path, "report", "docx", "--docx-template", template)
    with zipfile.ZipFile(tmp_path / "draft.docx") as archive:
        stories = {n: archive.read(n).decode() for n in archive.namelist() if "word/header" in n}
    assert stories
    assert all('string="DRAFT"' in text for text in stories.values())


def test_a_book_says_it_once(made: Path) -> None:
    with zipfile.ZipFile(made / "draft.epub") as archive:
        text = "".join(archive.read(n).decode() for n in archive.namelist() if "text" in n)
    assert text.count(">Draft<") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_word(language: str, tmp_path: Path) -> None:
    report = tmp_path / "draft.yaml"
    report.write_text(f"{REPORT}language: {language}\n", "utf-8")
    publication = export.check(report).publication
    assert publication.watermark == terms_for(language).draft.upper()
    assert language == "en" or terms_for(language).draft != terms_for("en").draft
