"""The log messages of WeasyPrint and fontTools: an error ends the build, a warning is a finding."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.style.scripts import drawn
from reportkit.writers.base import WriterError

T = TypeVar("T")

_LOGGERS: Final = ("weasyprint", "fontTools")
_NO_GLYPH: Final = ".notdef glyph"
"""How a warning about a letter begins, whose arguments are the letter and its code point.

`compose.letters` finds letters that no font has before this; what is left is a letter beside marks
that its font lacks. Signs for the layout are drawn by none."""


def logged(work: Callable[[], T]) -> Outcome[T]:
    """The result of the work, with each warning logged meanwhile, once.

    Raises WriterError if an error was logged: WeasyPrint leaves out a picture or a font that it
    cannot use, and continues.
    """
    handler = _Records(logging.WARNING)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        value = work()
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    errors = [record for record in handler.records if record.levelno >= logging.ERROR]
    if errors:
        raise WriterError(errors[0].getMessage())
    boxes = [record for record in handler.records if str(record.msg).startswith(_NO_GLYPH)]
    letters = dict.fromkeys(
        str(record.args[0]) for record in boxes if isinstance(record.args, tuple)
    )
    if drawn_letters := [letter for letter in letters if drawn(letter)]:
        raise WriterError(f"no font has the letters {' '.join(drawn_letters)} where they stand")
    others = [record for record in handler.records if record not in boxes]
    told = dict.fromkeys(record.getMessage() for record in others)
    return Outcome(value, tuple(Diagnostic("RK921", f"pdf: {message}") for message in told))


class _Records(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
