"""Each limit: a report at it passes, one past it is refused at its place. Binds RK008 and RK009."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportkit import cli
from reportkit.cli import exits
from reportkit.diagnostics import ReportkitError
from reportkit.read import read_report
from reportkit.tree.limits import LIMITS, MEANINGS, Limits
from tests.unit.reading import HEAD, place_of

ROOT = Path(__file__).parents[2]


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, "PNG")
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"{HEAD}body:\n- {text}\n"


def figures(count: int) -> str:
    """Pictures of different names, each read anew."""
    lines = (f"- figure: {{src: {'./' * n}p.png, alt: ''}}\n" for n in range(count))
    return f"{HEAD}body:\n{''.join(lines)}"


def nested(depth: int) -> str:
    """A report of that depth: every item with a list in it adds two levels."""
    text = "leaf"
    for _ in range((depth - 4) // 2):  # the report, its body, the block, its list
        text = f"{{text: a, list: [{text}]}}"
    return f"{HEAD}body: [{{list: [{text}]}}]\n"


def notes(count: int) -> str:
    names = range(count)
    return paragraph("a" + "".join(f"[^n{n}]" for n in names)) + (
        "notes:\n" + "".join(f"  n{n}: note\n" for n in names)
    )


def table(rows: int, columns: int) -> str:
    row = f"[{', '.join('c' * columns)}]"
    return f"{HEAD}body:\n- table: {{header: {row}, rows: [{', '.join([row] * rows)}]}}\n"


def wide_cell(text: str) -> str:
    return f"{HEAD}body:\n- table: {{header: [A, B], rows: [[{text}, b]]}}\n"


def bad(count: int) -> str:
    return f"{HEAD}body:\n" + "- 'a [^ b'\n" * count


SIZE = len(picture())
DATA = f"{HEAD}body:\n- table: {{data: d.csv}}\n"
HEAD_BYTES = len(paragraph(""))

CASES: dict[str, tuple[Callable[[int], str], int, str, str]] = {
    "file_bytes": (lambda n: paragraph("x" * (n - HEAD_BYTES)), 300, "RK008", "-"),
    "depth": (nested, 8, "RK006", "4:50"),
    "nodes": (lambda n: f"{HEAD}body: [{'a, ' * (n - 9)}]\n", 60, "RK009", "4:161"),
    "text_characters": (lambda n: paragraph(("x " * n)[: n - 1] + "x"), 40, "RK009", "5:3"),
    "word_characters": (lambda n: f"{HEAD}body:\n- heading: a ({'x' * n}\n", 40, "RK009", "5:15"),
    "cell_word_characters": (lambda n: wide_cell("x" * n), 40, "RK009", "5:35"),
    "text_marks": (lambda n: paragraph("\\*" * (n // 2)), 20, "RK009", "5:3"),
    "marks": (lambda n: f"{HEAD}body:\n" + "- a\\*\n" * (n // 2), 20, "RK009", "15:3"),
    "markup_depth": (lambda n: paragraph("a" + " *b" * n + "*" * n), 5, "RK006", "5:3"),
    "notes": (notes, 20, "RK009", "27:3"),
    "paragraph_notes": (notes, 20, "RK009", "5:3"),
    "table_rows": (lambda n: table(n, 2), 5, "RK009", "5:20"),
    "table_columns": (lambda n: table(2, n), 5, "RK009", "5:20"),
    "data_bytes": (lambda n: DATA, 8, "RK150", "5:17"),
    "pictures": (figures, 3, "RK009", "8:17"),
    "picture_bytes": (lambda n: figures(1), SIZE, "RK403", "5:17"),
    "picture_pixels": (lambda n: figures(1), 12, "RK403", "5:17"),
    "all_picture_bytes": (lambda n: figures(n // SIZE), 3 * SIZE, "RK009", "8:17"),
    "all_picture_pixels": (lambda n: figures(n // 12), 36, "RK009", "8:17"),
}
"""A report of a size, a size, and the finding when the limit is below it."""

STEPS = {
    "depth": 2,
    "text_marks": 2,
    "marks": 2,
    "all_picture_bytes": SIZE,
    "all_picture_pixels": 12,
}
SAME = {"data_bytes", "picture_bytes", "picture_pixels"}
"""Limits whose report is the same on both sides: the limit itself is lowered by one."""


def findings(folder: Path, text: str, limits: Limits) -> list[str]:
    (folder / "p.png").write_bytes(picture())
    (folder / "d.csv").write_text("a,b\n1,2\n")
    (folder / "report.yaml").write_text(text, "utf-8")
    try:
        found = read_report(folder / "report.yaml", limits=limits).problems.found
    except ReportkitError as error:
        found = [*error.diagnostics]
    return [f"{place_of(f)} {f.code}" for f in found if f.code != "RK204"]


@pytest.mark.parametrize("name", [f.name for f in fields(Limits) if f.name in CASES])
def test_at_the_limit_and_one_past_it(name: str, tmp_path: Path) -> None:
    report, size, code, place = CASES[name]
    limits = LIMITS.with_values({name: str(size)})
    assert findings(tmp_path, report(size), limits) == []
    past = size + STEPS.get(name, 1)
    if name in SAME:
        past, limits = size, LIMITS.with_values({name: str(size - 1)})
    assert findings(tmp_path, report(past), limits) == [f"{place} {code}"]


WORD = "abcdefgh." * 15_555
LINK = f"[a](https://example.org/{'a' * 1_200})"
PLACES = {
    "title": f"subtitle: {WORD}\nbody: [a]\n",
    "author": f"authors: [{WORD}]\nbody: [a]\n",
    "keyword": f"keywords: [{WORD}]\nbody: [a]\n",
    "banner": f"marking: {{banner: {WORD}}}\nbody: [a]\n",
    "heading": f"body: [heading: {WORD}]\n",
    "box": f"body: [box: {{title: {WORD}, body: [a]}}]\n",
    "caption": f"body: [{{table: {{header: [a], rows: [[b]]}}, caption: {WORD}}}]\n",
    "head of a table": f"body: [table: {{header: [{WORD}], rows: [[b]]}}]\n",
    "cell": f"body: [table: {{header: [a], rows: [[{WORD}]]}}]\n",
    "source": f"body: ['a[^a]']\nnotes: {{a: ['@s']}}\nsources: {{s: {{title: {WORD}}}}}\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_word_too_long_to_be_laid_out_is_refused_at_its_place(place: str, tmp_path: Path) -> None:
    text = HEAD + PLACES[place]
    before = text[: text.index(WORD)].rstrip("`*")  # the signs of markup count as part of the word
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert findings(tmp_path, text, LIMITS) == [f"{line}:{column} RK009"]


@pytest.mark.parametrize(
    "text", ["abcdefgh " * 15_000, "世界你好" * 5_000, LINK], ids=["words", "Chinese", "link"]
)
def test_a_text_whose_lines_can_break_may_be_long(text: str, tmp_path: Path) -> None:
    assert findings(tmp_path, wide_cell(f"'{text}'"), LIMITS) == []


def test_every_limit_is_tested() -> None:
    elsewhere = {"chart_seconds", "findings", "layout_seconds", "layout_bytes"}  # below, and in
    # test_worker.py and test_charts.py
    elsewhere.add("includes")  # tests/unit/read/test_parts.py
    assert {f.name for f in fields(Limits)} == {*CASES} | elsewhere


def test_findings_end_at_the_limit(tmp_path: Path) -> None:
    limits = LIMITS.with_values({"findings": "5"})
    assert findings(tmp_path, bad(5), limits) == [f"{n}:6 RK207" for n in range(5, 10)]
    assert findings(tmp_path, bad(9), limits)[4:] == ["9:6 RK207", "- RK009"]


@pytest.mark.parametrize("name", ["depth", "markup_depth", "table_columns", "text_characters"])
def test_the_limits_as_they_are(name: str, tmp_path: Path) -> None:
    report, _, code, _ = CASES[name]
    limit = getattr(LIMITS, name)
    assert findings(tmp_path, report(limit), LIMITS) == []
    assert code in findings(tmp_path, report(limit + STEPS.get(name, 1)), LIMITS)[0]


def test_a_raised_depth_is_still_read_and_built(tmp_path: Path) -> None:
    from reportkit import export

    (tmp_path / "report.yaml").write_text(nested(100), "utf-8")
    checked = export.check(tmp_path / "report.yaml", limits=LIMITS.with_values({"depth": "100"}))
    export.build(checked, ("docx", "epub", "text"), tmp_path / "build")


@pytest.mark.parametrize("value", ["0", "-1", "x", "", "1e3", "²", "9" * 30, str(10**9)])
def test_values_that_no_limit_takes(value: str) -> None:
    with pytest.raises(ValueError, match="'notes' takes a number from 1 to 32767"):
        LIMITS.with_values({"notes": value})


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report.yaml").write_text(notes(5), "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Any:
        monkeypatch.setattr("sys.argv", ["reportkit", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code

    few = ("--limit", "notes=4")
    assert run("check", "report.yaml") == 0
    assert run("check", "report.yaml", *few) == exits.FINDINGS
    assert "--limit notes=N" in capsys.readouterr().out
    assert run("build", "report.yaml", "-t", "text", *few) == exits.FINDINGS
    assert run("build", "report.yaml", "-t", "text", "--limit", "notes=5") == 0
    assert run("verify", "report.yaml", "build/report.txt", *few) == exits.FINDINGS
    assert run("verify", "report.yaml", "build/report.txt") == 0
    assert run("check", "report.yaml", "--limit", "nots=4") == exits.USAGE
    assert run("check", "report.yaml", "--limit", "notes") == exits.USAGE


def test_the_documented_table_is_the_table() -> None:
    text = (ROOT / "docs" / "limits.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| ([\d,]+) \| (.+?) \|$", text, re.M)
    assert rows == [
        (f.name, f"{f.default:,}", f"{f.metadata['most']:,}", MEANINGS[f.name])
        for f in fields(Limits)
    ]


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("padding", ["# a comment\n", "\n", "  \n"])
def test_the_size_of_a_file_counts_comments_and_white_space(
    suffix: str, padding: str, tmp_path: Path
) -> None:
    report = '{"reportkit": 1, "title": "T", "date": "2024-01-31", "body": ["Text."]}\n'
    if suffix == ".json" and padding.startswith("#"):
        padding = " " * len(padding)
    path = tmp_path / f"report{suffix}"
    path.write_text(report + padding * 100)
    size = path.stat().st_size
    assert read_report(path, limits=LIMITS.with_values({"file_bytes": str(size)})).report
    with pytest.raises(ReportkitError) as refused:
        read_report(path, limits=LIMITS.with_values({"file_bytes": str(size - 1)}))
    assert [finding.code for finding in refused.value.diagnostics] == ["RK008"]
