"""The writers that are installed, found by their entry points. Listing them loads none."""

from __future__ import annotations

from reportkit.plugins import WRITERS, installed
from reportkit.writers.base import Writer


def names() -> tuple[str, ...]:
    """The names of all installed writers, in alphabetical order."""
    return tuple(sorted(installed(WRITERS)))


def writer(name: str) -> Writer:
    """The writer of a name. Raises KeyError when there is none."""
    made: Writer = installed(WRITERS)[name].load()()
    return made
