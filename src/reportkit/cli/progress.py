"""The progress of a long build, in one line of the terminal that disappears when the build ends.

It is our own line, with three control sequences: the bars of click and rich need a length, which is
unknown here, and rich redraws from a thread, which a process that forks its workers should not
have.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from reportkit.cli.signals import after
from reportkit.printable import cells, printable
from reportkit.steps import Step

DELAY: Final = 0.5
"""Seconds before anything is shown: a line that comes and goes at once only flickers."""
_WIPE: Final = "\r\x1b[K"


class Line:
    """The line. Each step replaces it; `hide` removes it until the next step."""

    def __init__(self, reports: Sequence[Path], delay: float) -> None:
        self._names = [printable(path.name) for path in reports]
        self._text = ""
        self._due = time.monotonic() + delay
        self._shown = False

    def __call__(self, step: Step) -> None:
        """Shows a step, after the delay."""
        count = f"[{step.report + 1}/{len(self._names)}] " if len(self._names) > 1 else ""
        self._text = f"{count}{self._names[step.report]}: {_words(step)}"
        if time.monotonic() >= self._due:
            self.show()

    def show(self) -> None:
        """Shows the current step."""
        if self._text:
            self._shown = True
            _write(_WIPE + _cut(self._text, _columns() - 1))

    def hide(self) -> None:
        """Removes the line from the screen."""
        self._text = ""  # so that no signal shows it between two results
        if self._shown:
            self._shown = False
            _write(_WIPE)


class NoLine(Line):
    """Replaces the line if there is no terminal that can show it."""

    def __call__(self, step: Step) -> None:
        """Shows nothing."""


@contextmanager
def progress(reports: Sequence[Path]) -> Iterator[Line]:
    """The line for the `with` block in which these reports are built."""
    if not _can_show():
        yield NoLine(reports, 0)
        return
    line = Line(reports, DELAY)
    try:
        with after(DELAY, line.show):
            yield line
    finally:
        line.hide()


def _can_show() -> bool:
    """Whether standard error is a terminal that supports control sequences."""
    unknown = "dumb" if os.name == "posix" else ""
    return sys.stderr.isatty() and os.environ.get("TERM", unknown) not in ("dumb", "unknown")


def _words(step: Step) -> str:
    name = step.format if step.format == "text" else step.format.upper()
    match step.stage:
        case "read":
            return "reading"
        case "write":
            return f"laying out the {name}" if step.format == "pdf" else f"writing the {name}"
        case "verify":
            return f"verifying the {name}"
        case "publish":
            return "publishing"


def _cut(text: str, room: int) -> str:
    """As much of a text as fits into this number of terminal cells."""
    for index, sign in enumerate(text):
        room -= cells(sign)
        if room < 0:
            return f"{text[: max(index - 1, 0)]}…"
    return text


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80


def _write(text: str) -> None:
    """Bypasses Python's buffer, because a signal may come while it is in use."""
    data = text.encode(sys.stderr.encoding or "ascii", "replace")
    with suppress(OSError):  # when the terminal is gone, the build goes on
        os.write(sys.stderr.fileno(), data)
