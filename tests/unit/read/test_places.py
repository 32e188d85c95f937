"""Every finding points to its very characters, in whatever way the text is written."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostic
from tests.unit.reading import HEAD, read_text

PIECES = st.lists(
    st.one_of(
        st.sampled_from(["a", "a a", "é", "😀", "''", "'", '"', "\\\\", "#", ": ", ", ", "a7"]),
        st.sampled_from(["\n", "\n\n", " ", "  ", "\t", "\u00a0", "word " * 20]),
    ),
    max_size=12,
)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


def pointed_at(findings: tuple[Diagnostic, ...], text: str) -> list[str]:
    """The characters of the file that each finding points to."""
    lines = text.split("\n")
    spans = [finding.span for finding in findings]
    return [lines[s.line - 1][s.column - 1 :][: s.length] for s in spans if s is not None]


@settings(max_examples=80)
@given(st.lists(PIECES, min_size=1, max_size=4), STYLES, st.integers(20, 200), st.booleans())
def test_references_in_yaml(
    parts: list[list[str]], style: str | None, width: int, plain: bool
) -> None:
    """Written by PyYAML in each of its styles, which it leaves where a text does not allow it."""
    names = [f"[^x{at}]" for at in range(len(parts))]
    body = "".join(f"{''.join(p)}.{name}" for p, name in zip(parts, names, strict=True))
    data = {"body": [body, {"list": [body]}]}
    written = yaml.dump(data, default_style=style, width=width, allow_unicode=plain)
    text = HEAD + written
    reading = read_text(text)
    missing = tuple(finding for finding in reading.findings if finding.code == "RK203")
    assert len(missing) == 2 * len(names)
    assert pointed_at(missing, text) == names * 2


@settings(max_examples=30)
@given(st.lists(PIECES, min_size=1, max_size=4), st.booleans())
def test_references_in_json(parts: list[list[str]], ascii_only: bool) -> None:
    names = [f"[^x{at}]" for at in range(len(parts))]
    body = "".join(f"{''.join(p)}.{name}" for p, name in zip(parts, names, strict=True))
    report = {"reportkit": 1, "title": "T", "date": "2024-01-31", "body": [body]}
    text = json.dumps(report, indent=1, ensure_ascii=ascii_only)
    findings = read_text(text, ".json").findings
    missing = tuple(finding for finding in findings if finding.code == "RK203")
    assert pointed_at(missing, text) == names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("'It''s a [b](javascript:c)'", ["javascript:c"]),
        ("|\n  a\n  [b]( <x y> ) [c](d)", ["x y", "d"]),
        ('"\\x5b^a] \\u007bref:b}"', ["\\x5b", "\\u007br"]),
        ("a {ref:b}", ["{ref:b}"]),
        ('"a\n  \\x5b^a]\n\n\n  \\x5b^b]"', ["\\x5b", "\\x5b"]),
        ("|\n  a\n  b {ref: b }\n  c", ["{ref: b }"]),
        ("a *b **c [^d]** e*", ["[^d]"]),
        ("'[^a'", ["[^"]),
        ("''", ["''"]),
        ("|\n", ["|"]),
        ("[a, b]", ["["]),
        ("{a: b}", ["{"]),
    ],
)
def test_other_findings(written: str, expected: list[str]) -> None:
    text = f"{HEAD}body:\n- {written}\n"
    assert pointed_at(read_text(text).findings, text) == expected
