"""Random reports, written in each format and read back: verification finds nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from PIL import Image

from reportkit import export
from tests.strategies import LATIN, Data, reports, to_yaml

pytestmark = pytest.mark.fuzz


def build(report: Data, *formats: str) -> None:
    """Builds in a folder of its own; `Disagreement` when a file says something else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Image.new("RGB", (4, 3), "teal").save(folder / "pixel.png")
        (folder / "report.yaml").write_text(to_yaml(report), "utf-8")
        checked = export.check(folder / "report.yaml")
        assert checked.warnings == ()
        for artifact in export.build(checked, formats, folder / "build"):
            assert artifact.verdict is not None
            assert artifact.verdict.equal_notes == len(checked.report.notes)


@settings(max_examples=12)
@given(reports(image="pixel.png"))
def test_docx_epub_and_text_say_what_the_report_says(report: Data) -> None:
    build(report, "docx", "epub", "text")


@settings(max_examples=3)
@given(reports(image="pixel.png", characters=LATIN))
def test_a_pdf_says_what_the_report_says(report: Data) -> None:
    build(report, "pdf")
