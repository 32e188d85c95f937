"""Nothing of a report reaches a terminal raw, and no finding takes 2 kB, whatever stands in it."""

from __future__ import annotations

import json
import os
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportkit import export
from reportkit.cli import cli
from reportkit.diagnostics import Diagnostic, Mended, ReportkitError, Span

STEERING = (
    "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
    + "\xa0\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f"
    + "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u2060\u2066\u2067\u2068\u2069\u3000\u3164"
    + "\ufe0f\ufeff\ufff9\ufffe\uffff\U000e0001\U000e0041\U000e0100\ud800\udfff"
)
"""Characters that a terminal acts on, or that nobody sees."""
NASTY = st.text(st.sampled_from(STEERING + "a B1:-#'\"[]{}*&!|>%@`\\,漢e\u0301é😀"), max_size=40)
LONG = NASTY | st.sampled_from(["x" * 9_000, "漢" * 4_000, "\x1b[31m" * 900, "e\u0301" * 3_000])

HEAD = "reportkit: 1\ntitle: T\ndate: 2024-01-31\n"
PLACES = (
    "{}",
    "reportkit: 1\ntitle: {}\ndate: 2024-01-31\nbody: [Text.]\n",
    "reportkit: 1\ntitle: T\ndate: {}\nlanguage: {}\ntheme: {}\nbody: [Text.]\n",
    HEAD + "{}: 1\nbody:\n  - {}\n  - {}: a\n",
    HEAD + "body:\n  - 'A[^{}]'\n  - {{heading: '{}', id: '{}'}}\n",
    HEAD + "body:\n  - figure: {{src: '{}', alt: '{}'}}\n",
    HEAD + "body: ['[a]({})', '{{ref:{}}}']\nnotes: {{'{}': a}}\n",
    '{{"reportkit": 1, "title": "{}", "date": "{}", "{}": []}}',
)


def assert_printable(output: bytes) -> None:
    text = output.decode("utf-8")
    raw = {
        sign
        for sign in text
        if sign != "\n" and (sign in STEERING or unicodedata.category(sign) in ("Cc", "Cf", "Cs"))
    }
    assert not raw, {f"U+{ord(sign):04X}" for sign in raw}


@given(st.sampled_from(PLACES), st.lists(LONG, min_size=3, max_size=3))
@example(PLACES[0], ["\x1b]0;title\x07", "", ""])
@settings(max_examples=150)
def test_what_a_report_holds(
    tmp_path_factory: pytest.TempPathFactory, place: str, texts: list[str]
) -> None:
    count = place.replace("{{", "").count("{}")
    data = place.format(*texts[:count]).encode("utf-8", "surrogatepass")
    folder = tmp_path_factory.mktemp("report")
    suffix = ".json" if place.startswith("{{") else ".yaml"
    path = folder / f"report{suffix}"
    path.write_bytes(data)
    for style in ("full", "concise", "json"):
        run = CliRunner().invoke(cli, ["check", str(path), "--format", style])
        assert run.exception is None or isinstance(run.exception, SystemExit)
        assert_printable(run.stdout_bytes)
        assert_printable(run.stderr_bytes)
        if style == "json":
            json.loads(run.stdout_bytes)
    try:
        findings = export.check(path).warnings
    except ReportkitError as error:
        findings = error.diagnostics
    for finding in findings:
        assert_short(finding)


def assert_short(finding: Diagnostic) -> None:
    assert len(finding.full().encode()) < 2_000
    assert len(finding.concise().encode()) < 2_000
    data = json.dumps(finding.as_dict(), ensure_ascii=False, indent=1)
    assert len(data.encode("utf-8", "backslashreplace")) < 2_000


@given(st.lists(LONG, min_size=6, max_size=6), st.integers(1, 9_999), st.integers(1, 99))
@settings(max_examples=150)
def test_a_finding_of_any_texts(texts: list[str], column: int, length: int) -> None:
    name, message, hint, line, first, second = texts
    mended = Mended(7, 8, f"{first}\n{second}")
    span = Span(name, 7, column, length)
    finding = Diagnostic("RK203", message, span, hint, line, mended)
    assert_printable(finding.full().encode())
    assert_short(finding)


@given(NASTY.filter(lambda name: name.strip("/\0. ") and "\0" not in name))
@settings(max_examples=40)
def test_names_of_files(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("named")
    written = (
        name.replace("/", "_").encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    )
    path = folder / f"{written}.yaml"
    try:
        path.write_text("reportkit: 1\ntitle: A\ndate: 2024-01-31\nbody: ['b[^c]']\n")
    except OSError:
        return
    arguments: tuple[list[str], ...] = (
        ["check", str(path)],
        ["build", str(path), "-t", "text", "-o", str(folder / "build")],
        ["verify", str(path), str(folder / f"{written}.txt")],
        ["check", str(folder / f"{written}.yam")],
        ["build", str(path), "-t", os.fsdecode(written.encode("utf-8", "surrogateescape"))],
    )
    for command in arguments:
        run = CliRunner().invoke(cli, command)
        for stream in (run.stdout_bytes, run.stderr_bytes):
            if not isinstance(run.exception, (ReportkitError,)):
                assert_printable(stream)
        if isinstance(run.exception, ReportkitError):
            for finding in run.exception.diagnostics:
                assert_printable(finding.full().encode())
                assert_short(finding)


def test_a_bomb_of_aliases_is_told_in_short(tmp_path: Path) -> None:
    lines = ["a: &a [x]"]
    names = "abcdefghi"
    for before, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    path = tmp_path / "report.yaml"
    path.write_text("\n".join(lines))
    with pytest.raises(ReportkitError) as refused:
        export.check(path)
    shown = [finding.full() for finding in refused.value.diagnostics if finding.code == "RK005"]
    assert sum(map(len, shown)) < 4_000
    assert all(f"*{name}" in "".join(shown) for name in names[:-1])
