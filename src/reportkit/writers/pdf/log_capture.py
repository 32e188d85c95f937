"""What WeasyPrint and fontTools log: errors end the build, warnings are findings."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from reportkit.diagnostics import Diagnostic
from reportkit.writers.base import WriterError

_LOGGERS: Final = ("weasyprint", "fontTools")


@contextmanager
def complaints() -> Iterator[list[Diagnostic]]:
    """Within it, logged warnings gather in the list, each once.

    Raises WriterError at its end when an error was logged: WeasyPrint leaves out a picture or a
    font that it cannot use, and goes on.
    """
    handler = _Records(logging.WARNING)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
    found: list[Diagnostic] = []
    try:
        yield found
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    errors = [record for record in handler.records if record.levelno >= logging.ERROR]
    if errors:
        raise WriterError(errors[0].getMessage())
    messages = dict.fromkeys(record.getMessage() for record in handler.records)
    found += (Diagnostic("RK921", f"pdf: {message}") for message in messages)


class _Records(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
