"""The writers that are installed, found by their entry points. Listing them loads none."""

from __future__ import annotations

from reportkit import plugins
from reportkit.writers.base import Writer


def names() -> tuple[str, ...]:
    """The names of all installed writers, in alphabetical order."""
    return plugins.names(plugins.WRITERS)


def has(name: str) -> bool:
    """Whether there is a writer of that name."""
    return plugins.find(plugins.WRITERS, name) is not None


def writer(name: str) -> Writer:
    """The writer of a name. Raises KeyError when there is none, WriterError when it lacks what it
    needs."""
    point = plugins.find(plugins.WRITERS, name)
    if point is None:
        raise KeyError(name)
    made: Writer = point.load()()
    return made
