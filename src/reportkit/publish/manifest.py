"""The manifest of a set of files: complete files, all of one edition of the report.

A build of some formats replaces their files and leaves the other files of an earlier build where
they are. The manifest keeps naming those of the same edition that are unchanged since they were
built, and drops the others, each with a warning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportkit.diagnostics import Diagnostic
from reportkit.publish import fileset

_INTERIM: Final = ".interim"
"""The manifest for the time between two renames, in the staging folder. No file of a set can have
this name, because each has a suffix."""

Entry: TypeAlias = Mapping[str, Any]
"""The entry of one file: `file` (its name), `sha256`, and whatever else the build knows."""


class Manifest(Struct, frozen=True):
    """The contents of a manifest."""

    version: str
    """The release of reportkit that made all its files."""
    edition: str
    """The edition of all its files, from `compose.edition`; empty if unknown."""
    files: Mapping[str, Entry]
    """By format."""

    def is_of_one_edition_with(self, other: Manifest) -> bool:
        """Whether the files of both are from the same report, theme and release."""
        return (self.version, self.edition) == (other.version, other.edition) and self.edition != ""

    def to_bytes(self) -> bytes:
        """The file."""
        values = {"reportkit": self.version, "schema": 1, "edition": self.edition}
        # Without indent, which the standard library's fast encoder does not support. A file name
        # that is not Unicode contains lone surrogates, which Python escapes as JSON does.
        text = json.dumps({**values, "files": self.files}, ensure_ascii=False) + "\n"
        return text.encode("utf-8", "backslashreplace")


def publish(temporary: Path, folder: Path, name: str, new: Manifest) -> tuple[Diagnostic, ...]:
    """Moves the files that `new` names from the staging folder into place as one set, with a
    manifest of the given name, which also names the files of an earlier build that still belong to
    the set. The warnings name the files that no longer do.

    Raises ReportkitError as `fileset.move` does.
    """
    former = _read(folder / name)
    names = [str(entry["file"]) for entry in new.files.values()]
    others = {
        f: e for f, e in former.files.items() if f not in new.files and e["file"] not in names
    }
    digests = {format: _sha256(folder / str(entry["file"])) for format, entry in others.items()}
    true = {format: e for format, e in others.items() if digests[format] == e["sha256"]}
    kept = true if former.is_of_one_edition_with(new) else {}
    whole = replace(new, files={**new.files, **kept})
    fileset.write(temporary / name, whole.to_bytes())
    if true:
        fileset.write(temporary / _INTERIM, replace(former, files=true).to_bytes())
    fileset.move(temporary, folder, names, name, _INTERIM if true else None)
    return tuple(
        _dropped(folder / str(entry["file"]), format, changed=format not in true)
        for format, entry in others.items()
        if format not in kept and digests[format] is not None
    )


def _dropped(path: Path, format: str, changed: bool) -> Diagnostic:
    """The warning about a file that the manifest no longer names."""
    why = (
        "was changed after it was built"
        if changed
        else "was built from another version of the report"
    )
    message = f"{path} {why}, so the manifest no longer lists it"
    return Diagnostic("RK940", message, hint=f"build it again with -t {format}, or delete it")


def _read(path: Path) -> Manifest:
    """The manifest of an earlier build; an empty one if there is none or it cannot be read."""
    try:
        values = json.loads(path.read_bytes())
        version, edition = (str(values.get(key, "")) for key in ("reportkit", "edition"))
        files = {str(format): entry for format, entry in values["files"].items() if _names(entry)}
    except (OSError, ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return Manifest("", "", {})
    return Manifest(version, edition, files)


def _names(entry: object) -> bool:
    """Whether an entry gives the name of a file beside the manifest, and its hash."""
    if not isinstance(entry, dict):
        return False
    name, sha256 = entry.get("file"), entry.get("sha256")
    return isinstance(name, str) and isinstance(sha256, str) and Path(name).name == name != ""


def _sha256(path: Path) -> str | None:
    """The hash of a regular file; None if there is none or it cannot be read."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
