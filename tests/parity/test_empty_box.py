"""A box without blocks, which only a report made in memory can have."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

import reportkit
from reportkit.model.document import Box, SourceRef, TargetLabel, Text

SAMPLE = Path(__file__).parents[2] / "examples" / "belarus-warning-update" / "report.yaml"


@pytest.mark.parametrize("title", ["", "An empty box"])
def test_a_box_without_blocks_can_be_built(title: str, tmp_path: Path) -> None:
    report = reportkit.load(SAMPLE)
    words = (Text(title),) if title else ()
    box = Box[SourceRef, TargetLabel](words, (), TargetLabel(None, None))
    prepared = reportkit.prepare(replace(report, blocks=(box, *report.blocks)))
    artifacts = reportkit.build(prepared, ["pdf", "docx", "epub", "text"], tmp_path)
    assert all(artifact.verdict is not None for artifact in artifacts)
    command = ["pdftotext", str(tmp_path / "report.pdf"), "-"]
    assert title in subprocess.run(command, capture_output=True, text=True, check=True).stdout
