"""What plain text shows as a line of its own cannot be taken for another thing."""

from __future__ import annotations

from pathlib import Path

from reportkit.export import build, check

LINES = "Aa\\\\\\n--------------------\\\\\\nBb\\\\\\n\\\\\\\\---\\\\\\nC"
REPORT = f"""\
reportkit: 1
title: Lines
date: 2024-03-01
body:
- "{LINES}[^n]"
- table: {{header: [A], rows: [[bb]]}}
- box: {{body: ["{LINES}", {{quote: "{LINES}"}}]}}
notes: {{n: "{LINES}"}}
acknowledgements: "{LINES}"
"""


def test_a_line_of_hyphens_is_no_rule_and_no_part_of_a_table(tmp_path: Path) -> None:
    source = tmp_path / "report.yaml"
    source.write_text(REPORT, "utf-8")
    (made,) = build(check(source), ["text"], tmp_path)  # Reads it back.
    text = made.path.read_text("utf-8")
    assert "Aa\n\\--------------------\nBb\n\\\\---\nC[1]\n" in text
    assert "| Aa\n| \\--------------------\n| Bb\n| \\\\---\n| C\n" in text
    assert "\n\nA\n--\nbb\n\n" in text
