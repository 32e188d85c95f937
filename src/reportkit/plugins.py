"""What is installed: the entry points of writers and verifiers, looked up once."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points

WRITERS = "reportkit.writers"
VERIFIERS = "reportkit.verifiers"


def installed(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name. None of them is loaded."""
    return {point.name: point for point in _installed().select(group=group)}


@cache
def _installed() -> EntryPoints:
    # The search reads a file of each package that is installed.
    return entry_points()
