"""What is installed: the entry points of writers and verifiers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

WRITERS = "reportkit.writers"
VERIFIERS = "reportkit.verifiers"


_found = cache(entry_points)  # The search reads a file of each package that is installed.


@cache
def installed(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of a group by name. None of them is loaded."""
    return {point.name: point for point in _found().select(group=group)}
