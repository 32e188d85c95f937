"""YAML for people and JSON for programs are one schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from reportkit import check
from tests.unit.reading import read_text

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "examples").rglob("*.yaml"))
EXAMPLES = [path for path in FILES if "\nreportkit: 1" in f"\n{path.read_text('utf-8')}"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_example_says_the_same_in_json(path: Path, tmp_path: Path) -> None:
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True)
    converted = tmp_path / "converted.json"
    converted.write_text(json.dumps(data), "utf-8")
    assert check(converted).publication.report == check(path).publication.report


def test_json_is_yaml() -> None:
    """What json.dumps writes may stand in a .yaml file, surrogate pairs included."""
    data = {
        "reportkit": 1,
        "title": "😀 \u2028 \t \u007f é",
        "date": "2024-01-31",
        "body": ["One\n\n😀.[^😀x]".replace("[^😀x]", "[^a]"), {"heading": "NO", "level": 1}],
        "notes": {"a": "𝔗 and \ufffd"},
    }
    text = json.dumps(data, indent=2)
    assert "\\ud83d\\ude00" in text
    assert read_text(text, ".yaml").report == read_text(text, ".json").report


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".txt", ""])
def test_whatever_is_not_json_is_read_as_yaml(suffix: str) -> None:
    text = "reportkit: 1\ntitle: T\ndate: 2024-01-31\nbody: [Text.]\n"
    assert read_text(text, suffix).codes == []
    assert read_text(text, ".JSON").codes == ["RK003"]
