"""The text of every example, as it was when somebody last read it.

REPORTKIT_UPDATE_GOLDEN=1 writes the files anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit import export

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
NAMES = {
    "minimal": "minimal.yaml",
    "belarus-warning-update": "belarus-warning-update/report.yaml",
    "every-element": "every-element/report.yaml",
    "long-report": "long-report/report.yaml",
    "scripts-ships": "scripts/ships.yaml",
    "scripts-needs-fonts": "scripts/needs-fonts.yaml",
}


@pytest.mark.parametrize("name", list(NAMES))
def test_the_text_of_an_example(name: str, tmp_path: Path) -> None:
    (artifact,) = export.build(export.check(EXAMPLES / NAMES[name]), ["text"], tmp_path)
    text = artifact.path.read_text("utf-8")
    golden = HERE / f"{name}.txt"
    if os.environ.get("REPORTKIT_UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_every_example_has_a_text() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(NAMES)
    files = EXAMPLES.rglob("*.yaml")
    reports = {path for path in files if "\nreportkit: 1" in f"\n{path.read_text('utf-8')}"}
    assert {EXAMPLES / path for path in NAMES.values()} == reports
