"""Random reports, written in each format and read back: verification finds nothing.

A few run with all tests; `make fuzz` runs as many as REPORTKIT_FUZZ_EXAMPLES says (tests/conftest).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from PIL import Image

from reportkit import export
from tests.conftest import FUZZ_EXAMPLES
from tests.strategies import LOOKS_LIKE_MARKUP, WRITTEN, Data, reports, to_yaml

FAST = ("docx", "epub", "text")
ANY = reports(image="pixel.png")
PRINTABLE = reports(image="pixel.png", characters=WRITTEN)
PDF_SHARE = 7
"""A PDF takes as long as so many files of the other formats."""

FEW = settings(derandomize=True, database=None)
"""The same examples on each run, so that a failure is of the change at hand."""


def build(report: Data, *formats: str) -> None:
    """Builds in a folder of its own; `Disagreement` when a file says something else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Image.new("RGB", (4, 3), "teal").save(folder / "pixel.png")
        (folder / "report.yaml").write_text(to_yaml(report), "utf-8")
        checked = export.check(folder / "report.yaml")
        assert {found.code for found in checked.warnings} <= LOOKS_LIKE_MARKUP
        for artifact in export.build(checked, formats, folder / "build"):
            assert artifact.verdict is not None
            assert artifact.verdict.equal_notes == len(checked.publication.report.notes)


@settings(FEW, max_examples=15)
@given(ANY)
def test_docx_epub_and_text_say_what_the_report_says(report: Data) -> None:
    build(report, *FAST)


@settings(FEW, max_examples=4)
@given(PRINTABLE)
def test_a_pdf_says_what_the_report_says(report: Data) -> None:
    build(report, "pdf")


@pytest.mark.fuzz
@settings(max_examples=FUZZ_EXAMPLES)
@given(ANY)
def test_any_docx_epub_and_text_say_what_the_report_says(report: Data) -> None:
    build(report, *FAST)


@pytest.mark.fuzz
@settings(max_examples=max(1, FUZZ_EXAMPLES // PDF_SHARE))
@given(PRINTABLE)
def test_any_pdf_says_what_the_report_says(report: Data) -> None:
    build(report, "pdf")
