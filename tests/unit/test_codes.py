"""The table of codes, as `reportkit explain` prints it."""

from __future__ import annotations

import re

import pytest

from reportkit.codes import CODES, Code


def test_ids_are_in_order_and_of_the_documented_ranges() -> None:
    assert list(CODES) == sorted(CODES)
    assert all(re.fullmatch(r"RK[0-9]\d\d", code) for code in CODES)
    assert all(key == code.id for key, code in CODES.items())


def test_titles_are_distinct() -> None:
    assert len({code.title for code in CODES.values()}) == len(CODES)


@pytest.mark.parametrize("code", list(CODES.values()), ids=lambda code: code.id)
def test_an_entry_says_what_why_and_how_to_fix(code: Code) -> None:
    assert code.severity in ("error", "warning")
    assert re.fullmatch(r"[a-z].*[^.]|an? .*[^.]", code.title)
    assert re.fullmatch(r"\S.*\.", code.why)
    assert re.fullmatch(r"\S.*\.", code.fix)
    assert "  " not in code.title + code.why + code.fix


@pytest.mark.parametrize("code", list(CODES.values()), ids=lambda code: code.id)
def test_the_hint_of_a_code_is_one_short_line(code: Code) -> None:
    assert re.fullmatch(r"[a-z\d].{4,135}[^.]", code.hint)
    assert code.fix.lower().startswith(code.hint.lower())
