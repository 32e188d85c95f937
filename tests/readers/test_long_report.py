"""The long example, in which everything stands together, conforms in each format."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from pypdf import PdfReader

from reportkit.export import build, check
from tests.readers import shelf
from tests.shared import assert_valid

pytestmark = pytest.mark.tools

LONG = shelf.ROOT / "examples" / "long-report" / "report.yaml"


def test_the_long_example_conforms(tmp_path: Path) -> None:
    checked = check(LONG)
    assert checked.warnings == ()
    pdf, docx, epub = (made.path for made in build(checked, ("pdf", "docx", "epub"), tmp_path))
    assert 35 <= len(PdfReader(pdf).pages) <= 45
    assert_valid(pdf)
    audit = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(docx))
    assert [str(error) for error in audit.errors] == []
    assert shelf.epubcheck([epub], tmp_path) == {epub: []}
    assert shelf.ace([epub]) == {epub: []}
