"""How findings are shown."""

from __future__ import annotations

import pytest

from reportkit.diagnostics import (
    Diagnostic,
    ReportkitError,
    Span,
    has_errors,
    in_order,
    nearest,
)
from tests.unit.reading import HEAD, read_text

MISSING = Diagnostic(
    "RK203",
    "note 'a7' is referred to but not defined",
    Span("report.yaml", 41, 18, 5),
    "did you mean 'a17'?",
    "  - The text goes on[^a7] and on.",
)
UNUSED = Diagnostic("RK204", "note 'b' is never referred to", Span("report.yaml", 3, 1))
UNREADABLE = Diagnostic("RK001", "cannot read report.yaml: No such file or directory")


def test_one_line_names_place_severity_code_message_and_hint() -> None:
    assert MISSING.concise() == (
        "report.yaml:41:18: error RK203 note 'a7' is referred to but not defined"
        " (did you mean 'a17'?)"
    )
    assert UNUSED.concise() == "report.yaml:3:1: warning RK204 note 'b' is never referred to"
    assert UNREADABLE.concise() == (
        "error RK001 cannot read report.yaml: No such file or directory"
    )


def test_the_full_form_puts_carets_under_the_place() -> None:
    finding = Diagnostic("RK203", "m", Span("r", 1, 5, 4), None, "\ta b[^x] c")
    assert finding.full().split("\n")[1:] == ["    \ta b[^x] c", "    \t   ^^^^"]
    assert UNREADABLE.full() == UNREADABLE.concise()
    assert UNUSED.full() == UNUSED.concise()


@pytest.mark.parametrize("column", [1, 40, 150, 296])
def test_of_a_long_line_a_window_is_shown(column: int) -> None:
    line = "".join(f"{n:03}|" for n in range(75))
    shown, carets = (
        Diagnostic("RK207", "m", Span("r", 1, column, 3), None, line).full().split("\n")[1:]
    )
    at = carets.index("^")
    assert shown[at : at + 3] == line[column - 1 : column + 2]
    assert carets.strip() == "^^^"
    assert len(shown) <= 4 + 102


def test_carets_do_not_run_over_the_end_of_the_line() -> None:
    assert Diagnostic("RK105", "m", Span("r", 1, 3, 80), None, "abcd").full().endswith("\n      ^^")
    assert Diagnostic("RK105", "m", Span("r", 1, 9, 80), None, "abcd").full().endswith("^")


def test_as_data() -> None:
    assert MISSING.as_dict() == {
        "code": "RK203",
        "severity": "error",
        "message": "note 'a7' is referred to but not defined",
        "hint": "did you mean 'a17'?",
        "file": "report.yaml",
        "line": 41,
        "column": 18,
    }
    assert UNREADABLE.as_dict() == {
        "code": "RK001",
        "severity": "error",
        "message": "cannot read report.yaml: No such file or directory",
        "hint": None,
    }


def test_findings_are_sorted_by_place_those_without_one_first() -> None:
    assert in_order([MISSING, UNUSED, UNREADABLE]) == (UNREADABLE, UNUSED, MISSING)


def test_a_warning_is_no_error() -> None:
    assert has_errors([UNUSED, MISSING])
    assert not has_errors([UNUSED])
    assert not has_errors([])


def test_an_error_carries_all_findings() -> None:
    error = ReportkitError([MISSING, UNREADABLE])
    assert error.diagnostics == (MISSING, UNREADABLE)
    assert str(error) == f"{MISSING.concise()}\n{UNREADABLE.concise()}"


@pytest.mark.parametrize(
    ("word", "hint"),
    [("titel", "did you mean 'title'?"), ("a7", "did you mean 'a17'?"), ("zzz", None), ("", None)],
)
def test_the_nearest_word(word: str, hint: str | None) -> None:
    assert nearest(word, ["title", "series", "a17"]) == hint


def test_a_finding_in_a_file_quotes_its_line() -> None:
    (finding,) = read_text(f"{HEAD}body:\n  - 'It''s [here](javascript:x).'\n").findings
    assert finding.full().split("\n")[1:] == [
        "      - 'It''s [here](javascript:x).'",
        "                      ^^^^^^^^^^^^",
    ]
