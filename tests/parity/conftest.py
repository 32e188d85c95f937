"""The two examples, built once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
BELARUS = EXAMPLES / "belarus-warning-update" / "report.yaml"
EVERY = EXAMPLES / "every-element" / "report.yaml"


def reportkit(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What the command line did, as a user would run it."""
    command: Sequence[str | Path] = [sys.executable, "-m", "reportkit", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


def _built(report: Path, folder: Path) -> Path:
    result = reportkit("build", report, "-t", "pdf,docx,epub,text", "-o", folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def belarus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the Belarus sample in each format."""
    return _built(BELARUS, tmp_path_factory.mktemp("belarus"))


@pytest.fixture(scope="session")
def every(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the example of every element in each format."""
    return _built(EVERY, tmp_path_factory.mktemp("every"))
