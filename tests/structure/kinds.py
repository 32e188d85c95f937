"""A copy of the source to which a kind of text or block is added, and what mypy says of it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

ROOT: Final = Path(__file__).parents[2]
DOCUMENT: Final = "model/document.py"

_LISTED: Final = re.compile(r"^- `([\w./*-]+)`(?:: (.+))?$")
_ERROR: Final = re.compile(r"^src/reportkit/(\S+?):(\d+): error", re.MULTILINE)


class Edit(Struct, frozen=True):
    """A replacement of one piece of a file of the source."""

    file: str
    old: str
    new: str


def copy_of_source(folder: Path) -> Path:
    """A copy of the source and of what mypy is told, in which edits harm nothing."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "styles", folder / "styles")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def apply(copy: Path, edits: Iterable[Edit]) -> None:
    """Makes the edits; each must fit in one place."""
    for edit in edits:
        path = copy / "src" / "reportkit" / edit.file
        text = path.read_text("utf-8")
        assert text.count(edit.old) == 1, f"{edit.file}: {text.count(edit.old)} times: {edit.old}"
        path.write_text(text.replace(edit.old, edit.new), "utf-8")


def named_by_mypy(copy: Path, cache: Path) -> set[tuple[str, str]]:
    """The file and the function of each error in the source."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache), "src"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return {
        (file, _function(copy / "src" / "reportkit" / file, int(line)))
        for file, line in _ERROR.findall(done.stdout)
    }


def _function(path: Path, line: int) -> str:
    """The name of the function around a line, with that of its class; empty outside of any."""
    names: list[str] = []
    inside: ast.AST | None = ast.parse(path.read_text("utf-8"))
    while inside is not None:
        inside = next((node for node in _definitions(inside) if _holds(node, line)), None)
        if isinstance(inside, ast.FunctionDef | ast.ClassDef):
            names.append(inside.name)
    return ".".join(names)


def _definitions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    return (n for n in ast.iter_child_nodes(node) if isinstance(n, ast.FunctionDef | ast.ClassDef))


def _holds(node: ast.FunctionDef | ast.ClassDef, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def listed(title: str) -> dict[str, list[str]]:
    """What CONTRIBUTING.md lists under a title: functions by file; files without functions, and
    those outside the source, have none."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    _, _, section = text.partition(f"\n### {title}\n")
    assert section, f"CONTRIBUTING.md has no section '{title}'"
    found: dict[str, list[str]] = {}
    for line in section.partition("\n#")[0].splitlines():
        if entry := _LISTED.match(line):
            found[entry[1]] = re.findall(r"`([\w.]+)`", entry[2] or "")
    return found
