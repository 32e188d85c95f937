"""Two builds anywhere give one file: another time zone, language, hash seed, folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.readers.shelf import ROOT

PROGRAM = """
import sys
from pathlib import Path
from tests.readers import shelf
folder = Path(sys.argv[1])
shelf.write_book(shelf.EVERY, folder / "every.epub", theme="report", paged=True)
shelf.write_book(shelf.ARABIC, folder / "arabic.epub", paged=True, fonts=True)
"""


def hashes(folder: Path, **settings: str) -> dict[str, str]:
    folder.mkdir()
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, **settings}
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    subprocess.run(command, cwd=folder, env=environment, check=True, timeout=900)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_two_builds_anywhere_give_one_hash(tmp_path: Path) -> None:
    here = hashes(tmp_path / "here", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    there = hashes(
        tmp_path / "a place elsewhere",
        TZ="Pacific/Kiritimati",
        LC_ALL="C.UTF-8",
        LANG="tr_TR.UTF-8",
        PYTHONHASHSEED="4711",
        HOME=str(tmp_path),
    )
    assert len(here) == 2
    assert here == there
