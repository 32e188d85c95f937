"""A table that goes over pages repeats its header row, which may hold the number of a page."""

from __future__ import annotations

from pathlib import Path

from tests.parity.conftest import reportkit


def test_a_mark_in_a_header_row_that_is_also_the_folio(tmp_path: Path) -> None:
    marks = "".join(f"[^n{number}]" for number in range(1, 9))
    rows = "\n".join(f"      - [Item {number}, {number}]" for number in range(200))
    notes = "\n".join(f"  n{number}: Note." for number in range(1, 9))
    report = tmp_path / "report.yaml"
    report.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-03-01\nbody:\n"
        f'- table:\n    header: ["Item{marks}", Value]\n    rows:\n{rows}\n'
        f"  caption: Items\nnotes:\n{notes}\n",
        "utf-8",
    )
    done = reportkit("build", report, "-o", tmp_path / "build")
    assert done.returncode == 0, done.stderr
