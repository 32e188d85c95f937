"""No finding speaks in the words of a library: neither those of the fixtures, nor any other.

`tests/conftest.py` looks at every finding that any test shows; here are the golden files.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.codes import CODES
from reportkit.diagnostics import Diagnostic
from tests.diagnostics.phrases import FOREIGN

GOLDEN = sorted((Path(__file__).parent / "golden").iterdir())


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_a_golden_file_has_no_words_of_a_library(path: Path) -> None:
    # Lines that begin with white space show the report itself.
    lines = [line for line in path.read_text("utf-8").split("\n") if line[:1].strip()]
    assert lines
    assert [line for line in lines if FOREIGN.search(line)] == []


def test_the_codes_have_none() -> None:
    texts = [text for code in CODES.values() for text in (code.title, code.why, code.fix)]
    assert [text for text in texts if FOREIGN.search(text)] == []


def test_a_finding_with_such_words_fails_the_test_that_shows_it() -> None:
    finding = Diagnostic("RK003", "while scanning a simple key")
    with pytest.raises(AssertionError, match="words of a library"):
        finding.concise()
