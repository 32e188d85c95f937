"""The installed entry points of writers and verifiers, reportkit's own and those of others."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points

WRITERS = "reportkit.writers"
VERIFIERS = "reportkit.verifiers"


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
