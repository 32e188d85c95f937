"""How findings are shown."""

from __future__ import annotations

import pytest

from reportkit.diagnostics import (
    Diagnostic,
    Mended,
    ReportkitError,
    Span,
    has_errors,
    in_order,
    nearest,
)
from tests.unit.reading import HEAD, read_text

MISSING = Diagnostic(
    "RK203",
    "note 'a7' is used but not defined",
    Span("report.yaml", 41, 18, 5),
    "did you mean 'a17'?",
    "  - The text goes on[^a7] and on.",
)
UNUSED = Diagnostic("RK204", "note 'b' is never used", Span("report.yaml", 3, 1))
UNREADABLE = Diagnostic("RK001", "cannot read report.yaml: there is no such file")


def test_one_line_names_place_severity_code_message_and_hint() -> None:
    assert MISSING.concise() == (
        "report.yaml:41:18: error RK203 note 'a7' is used but not defined (did you mean 'a17'?)"
    )
    assert UNUSED.concise() == (
        "report.yaml:3:1: warning RK204 note 'b' is never used"
        " (add [^name] where the note belongs, or remove the note)"
    )
    assert UNREADABLE.concise() == (
        "error RK001 cannot read report.yaml: there is no such file"
        " (check the path and the permissions)"
    )


def test_the_full_form_puts_carets_under_the_place() -> None:
    finding = Diagnostic("RK203", "m", Span("r", 1, 5, 4), None, "\ta b[^x] c")
    assert finding.full().split("\n")[1:] == [r"    \ta b[^x] c", "         ^^^^"]
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


def test_the_line_mended_stands_last() -> None:
    finding = Diagnostic("RK003", "m", Span("r", 1, 5), "h", "a: b: c", Mended(1, 1, 'a: "b: c"'))
    assert finding.full().split("\n")[1:] == [
        "    a: b: c",
        "        ^",
        "  write:",
        '    a: "b: c"',
    ]
    assert finding.as_dict()["mended"] == {"first": 1, "last": 1, "text": 'a: "b: c"'}


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("a\u202eb c", 5, r"a\u202eb c"),
        ("\x1b[31mc", 6, r"\x1b[31mc"),
        ("漢字 c", 4, "漢字 c"),
        ("e\u0301\u0301 c", 5, "e\u0301\u0301 c"),
        ("\xa0\u2028\u00ad\ufeff\ud800c", 6, r"\xa0\u2028\xad\ufeff\ud800c"),
        ("👨\u200d👩 c", 5, r"👨\u200d👩 c"),
    ],
)
def test_nothing_unseen_is_shown_raw_and_the_caret_keeps_its_column(
    line: str, column: int, shown: str
) -> None:
    _, text, carets = Diagnostic("RK203", "m", Span("r", 1, column), None, line).full().split("\n")
    assert text == f"    {shown}"
    width = sum(wcwidth(sign) for sign in text[: text.index("c", 5)])
    assert carets == " " * width + "^"


def wcwidth(sign: str) -> int:
    """How wide a terminal shows the few characters of the test above."""
    return {"漢": 2, "字": 2, "👨": 2, "👩": 2, "\u0301": 0}.get(sign, 1)


def test_as_data() -> None:
    assert MISSING.as_dict() == {
        "code": "RK203",
        "severity": "error",
        "message": "note 'a7' is used but not defined",
        "hint": "did you mean 'a17'?",
        "file": "report.yaml",
        "line": 41,
        "column": 18,
    }
    assert UNREADABLE.as_dict() == {
        "code": "RK001",
        "severity": "error",
        "message": "cannot read report.yaml: there is no such file",
        "hint": "check the path and the permissions",
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
