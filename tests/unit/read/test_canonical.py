"""The canonical form of a report file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.read.canonical import canonical
from reportkit.tree.source import read_tree

EXAMPLES = Path(__file__).parents[3] / "examples"


def form(path: Path) -> bytes:
    root, problems = read_tree(path)
    assert root is not None and not problems.found
    return canonical(root)


REPORTS = [
    path
    for path in sorted(EXAMPLES.rglob("*.yaml"))
    if "\nreportkit: 1" in f"\n{path.read_text('utf-8')}"
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.parent.name)
def test_the_canonical_form_is_json_and_its_own_canonical_form(
    report: Path, tmp_path: Path
) -> None:
    first = form(report)
    (tmp_path / "report.json").write_bytes(first)
    assert json.loads(first)["reportkit"] == "1"
    assert form(tmp_path / "report.json") == first


def test_yaml_and_json_have_one_canonical_form(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: NO\nlevel: 010\nnone:\nempty: ''\nlist: [1, true]\n")
    twin = '{"title": "NO", "level": "010", "none": null, "empty": "", "list": [1, true]}'
    (tmp_path / "a.json").write_text(twin)
    assert form(tmp_path / "a.yaml") == form(tmp_path / "a.json")
