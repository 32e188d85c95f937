"""The installed entry points of writers and verifiers, reportkit's own and those of others."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points

WRITERS = "reportkit.writers"
VERIFIERS = "reportkit.verifiers"
_SUFFIXES = {".pdf": "pdf", ".docx": "docx", ".epub": "epub", ".txt": "text"}
"""The formats of reportkit itself by suffix; those of others are asked for theirs."""


@cache
def find(group: str, name: str) -> EntryPoint | None:
    """The entry point with this name, not loaded; None if there is none.

    Those of reportkit come first: no other package can take the name of one, and no other package
    is opened for a format that reportkit knows.
    """
    return _own().get((group, name)) or _others(group).get(name)


def names(group: str) -> tuple[str, ...]:
    """The names in a group, in alphabetical order."""
    return tuple(sorted({name for at, name in _own() if at == group} | {*_others(group)}))


def format_of(suffix: str) -> str:
    """The format whose files have a suffix (`.pdf`, in lower case); empty if none has it, neither
    of reportkit nor of another package that has a writer or a verifier."""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    others = {*names(VERIFIERS), *names(WRITERS)}.difference(_SUFFIXES.values())
    return next((name for name in sorted(others) if _suffix(name) == suffix), "")


def _suffix(name: str) -> str:
    """The suffix of the files of a format of another package: what its verifier says (an attribute
    `suffix`), or its writer; the name of the format where neither says anything."""
    for group in (VERIFIERS, WRITERS):
        point = find(group, name)
        said = "" if point is None else getattr(point.load(), "suffix", "")
        if said:
            return str(said).lower()
    return f".{name}".lower()


@cache
def _own() -> dict[tuple[str, str], EntryPoint]:
    try:
        points = distribution("reportkit").entry_points
    except PackageNotFoundError:
        return {}
    return {(point.group, point.name): point for point in points}


@cache
def _others(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=group)}
