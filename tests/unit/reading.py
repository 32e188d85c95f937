"""Reads a report that stands in a test as text: what a user would get, findings included."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportkit.diagnostics import Diagnostic, ReportkitError, has_errors, in_order
from reportkit.model.document import Paragraph, PrintedContent, Report, ResolvedReport
from reportkit.passes.numbering import resolve
from reportkit.read import read_report

HEAD = "reportkit: 1\ntitle: T\ndate: 2024-01-31\n"
"""What every report must say, in three lines."""
PICTURE = Path(__file__).parents[1] / "diagnostics" / "fixtures" / "pixel.png"
"""A picture of four by three pixels."""


@dataclass(frozen=True)
class ReadReport:
    """What became of a file."""

    findings: tuple[Diagnostic, ...]
    written: Report | None = None
    printed: ResolvedReport | None = None

    @property
    def report(self) -> ResolvedReport:
        """The report as printed. Fails when there are findings."""
        assert not self.findings, [d.concise() for d in self.findings]
        assert self.printed is not None
        return self.printed

    @property
    def codes(self) -> list[str]:
        """The codes of all findings, in the order of their places."""
        return [d.code for d in self.findings]

    @property
    def places(self) -> list[str]:
        """All findings as `line:column code`."""
        return [f"{place_of(d)} {d.code}" for d in self.findings]


def place_of(finding: Diagnostic) -> str:
    """`line:column`, or `-` for a finding without a place."""
    return f"{finding.span.line}:{finding.span.column}" if finding.span else "-"


def read_file(path: Path, settings: dict[str, str] | None = None) -> ReadReport:
    """The report in a file."""
    try:
        read = read_report(path, settings)
    except ReportkitError as error:
        return ReadReport(in_order(error.diagnostics))
    printed, findings = resolve(read.report)
    return ReadReport(in_order((*read.problems.found, *findings)), read.report, printed)


def read_text(
    text: str | bytes, suffix: str = ".yaml", settings: dict[str, str] | None = None
) -> ReadReport:
    """The report of a text, in a folder with a picture, `pixel.png`."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PICTURE, folder)
        path = Path(folder) / f"report{suffix}"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_file(path, settings)


def read_body(text: str) -> ReadReport:
    """A report whose body is YAML text; it begins in line 5."""
    return read_text(f"{HEAD}body:\n{text}")


def read_values(**values: Any) -> ReadReport:
    """A report of plain values, as a program would write it. Notes that it lacks are added."""
    keys = re.findall(r"\[\^([\w.:-]+)\]", json.dumps(values.get("body", ""), ensure_ascii=False))
    report = {
        "reportkit": 1,
        "title": "T",
        "date": "2024-01-31",
        "body": ["Text."],
        **values,
    }
    notes = dict.fromkeys(keys, "A note.") | report.get("notes", {})
    return read_text(json.dumps(report | {"notes": notes}), ".json")


def inline(markup: str, **values: Any) -> PrintedContent:
    """The text of a paragraph as it is printed, whatever is said of it."""
    read = read_values(body=[markup], **values)
    assert not has_errors(read.findings), read.places
    assert read.printed is not None
    block = read.printed.blocks[0]
    assert isinstance(block, Paragraph)
    return block.content
