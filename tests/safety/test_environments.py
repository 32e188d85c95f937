"""One input gives one file of each format, wherever and by whom it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "every-element"


@dataclass(frozen=True)
class Surroundings:
    """What is unlike the usual."""

    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "a"
    umask: int = 0o022
    stdout: str = os.devnull
    prepare: Callable[[], None] = lambda: None
    """Runs in the new process before the build."""


def other_user() -> None:
    if os.geteuid() == 0:
        os.setgid(65534)  # the interpreter may be out of reach for another user id


ONE_EACH = {
    "time zone": Surroundings({"TZ": "Pacific/Kiritimati"}),
    "locale": Surroundings({"LC_ALL": "C", "LANGUAGE": "de"}),
    "hash seed": Surroundings({"PYTHONHASHSEED": "4242"}),
    "folder": Surroundings(folder="ö/ d e e p/down"),
    "umask": Surroundings(umask=0o077),
    "home": Surroundings({"HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere"}),
    "stdout": Surroundings(stdout="/dev/stderr"),
    "terminal": Surroundings({"COLUMNS": "20", "LINES": "5", "TERM": "dumb", "NO_COLOR": "1"}),
    "user": Surroundings({"USER": "mallory", "LOGNAME": "mallory"}, prepare=other_user),
}
ALL_AT_ONCE = Surroundings(
    {key: value for one in ONE_EACH.values() for key, value in one.environment.items()},
    folder="ö/ d e e p/down",
    umask=0o077,
    prepare=other_user,
)


def build(root: Path, surroundings: Surroundings, formats: str) -> dict[str, str]:
    """The SHA-256 of each file."""
    folder = root / surroundings.folder
    shutil.copytree(EXAMPLE, folder)
    command = [sys.executable, "-m", "reportkit", "build", "report.yaml", "-t", formats]

    def prepare() -> None:
        os.umask(surroundings.umask)
        surroundings.prepare()

    with Path(surroundings.stdout).open("wb") as stdout:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **surroundings.environment},
            stdout=stdout,
            stderr=subprocess.PIPE,
            preexec_fn=prepare,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    files = sorted((folder / "build").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return build(tmp_path_factory.mktemp("usual"), Surroundings(), "text,docx,epub")


@pytest.mark.parametrize("name", ONE_EACH)
def test_docx_epub_and_text(name: str, usual: dict[str, str], tmp_path: Path) -> None:
    assert len(usual) == 4
    assert build(tmp_path, ONE_EACH[name], "text,docx,epub") == usual


def test_all_formats_with_all_differences_at_once(tmp_path: Path) -> None:
    formats = "pdf,docx,epub,text"
    usual = build(tmp_path / "usual", Surroundings(), formats)
    assert len(usual) == 5
    assert build(tmp_path / "odd", ALL_AT_ONCE, formats) == usual
