"""The installed writers, found by their entry points. Listing them does not load them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from reportkit import plugins
from reportkit.writers.base import Writer, WriterError


def names() -> tuple[str, ...]:
    """The names of all installed writers, in alphabetical order."""
    return plugins.names(plugins.WRITERS)


def has(name: str) -> bool:
    """Whether there is a writer with this name."""
    return plugins.find(plugins.WRITERS, name) is not None


def writer(name: str, options: Mapping[str, object] | None = None) -> Writer:
    """The writer with this name, created with the given options.

    Raises WriterError if there is none, if it lacks something it needs, or does not know an option.
    """
    point = plugins.find(plugins.WRITERS, name)
    if point is None:
        raise WriterError(f"this format is not installed; installed are {', '.join(names())}")
    kind = point.load()
    made: Writer = kind(_options(kind, name, options)) if options else kind()
    return made


def _options(kind: type[Writer], name: str, options: Mapping[str, object]) -> msgspec.Struct:
    form: type[msgspec.Struct] | None = getattr(kind, "Options", None)
    if form is None:
        raise WriterError(f"{name} takes no options")
    try:
        return msgspec.convert(dict(options), form)
    except msgspec.ValidationError as error:
        raise WriterError(f"{name}: {error}") from error
