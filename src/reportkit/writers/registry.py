"""The writers that are installed, found by their entry points. Listing them loads none."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from reportkit.writers.base import Writer

GROUP = "reportkit.writers"


def names() -> tuple[str, ...]:
    """The names of all installed writers, in alphabetical order."""
    return tuple(sorted(_points()))


def writer(name: str) -> Writer:
    """The writer of a name. Raises KeyError when there is none."""
    made: Writer = _points()[name].load()()
    return made


def _points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
