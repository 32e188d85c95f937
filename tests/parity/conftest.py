"""The two examples, built once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.shared import once

EXAMPLES = Path(__file__).parents[2] / "examples"
BELARUS = EXAMPLES / "belarus-warning-update" / "report.yaml"
EVERY = EXAMPLES / "every-element" / "report.yaml"


def reportkit(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What the command line did, as a user would run it."""
    command: Sequence[str | Path] = [sys.executable, "-m", "reportkit", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=900, check=False)


def _built(report: Path, folder: Path) -> Path:
    result = reportkit("build", report, "-t", "pdf,docx,epub,text", "-o", folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def belarus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the Belarus sample in each format."""
    return once(tmp_path_factory, "belarus", lambda folder: _built(BELARUS, folder))


@pytest.fixture(scope="session")
def every(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the example of every element in each format."""
    return once(tmp_path_factory, "every", lambda folder: _built(EVERY, folder))
