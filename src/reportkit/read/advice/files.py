"""The file that was meant, when there is none of the name that a report gives."""

from __future__ import annotations

import difflib
import os
from pathlib import Path, PurePosixPath
from typing import Final

_MOST: Final = 2_000
"""Files and folders that are looked at."""
PICTURES: Final = (".png", ".jpg", ".jpeg")


def nearest_file(name: str, folder: Path, suffixes: tuple[str, ...] = PICTURES) -> str | None:
    """The file with one of these suffixes in the folder of the report, or below it, whose name is
    the nearest: in another case, with another suffix, in another folder, or misspelled; None when
    none is near."""
    names = _files(folder, suffixes)
    folded = name.casefold().removeprefix("./")
    wanted = PurePosixPath(folded)
    rules = (
        lambda path: str(path) == folded,
        lambda path: path.with_suffix("") == wanted.with_suffix(""),
        lambda path: path.name == wanted.name,
        lambda path: path.stem == wanted.stem,
    )
    for rule in rules:
        for candidate in names:
            if rule(PurePosixPath(candidate.casefold())):
                return candidate
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.7)
    return near[0] if near else None


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    """The files with these suffixes in a folder and below it, relative to it, in order."""
    found: list[str] = []
    seen = 0
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        seen += len(folders) + len(files)
        for file in sorted(files):
            if file.lower().endswith(suffixes):
                found.append((Path(base) / file).relative_to(folder).as_posix())
        if seen > _MOST:
            break
    return found
