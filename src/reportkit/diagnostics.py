"""Findings as values: where, which code, what, and how to mend it; and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar

from msgspec import Struct

from reportkit.codes import CODES, Severity

T = TypeVar("T", covariant=True)

HINTS: Final = 20
"""How many findings of one kind get a hint: to find the nearest of many names takes time."""


class Span(Struct, frozen=True):
    """A place in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    length: int = 1


class Diagnostic(Struct, frozen=True):
    """One finding."""

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    source_line: str | None = None
    """The line of the file that `span` points into, to show a caret under the column."""

    @property
    def severity(self) -> Severity:
        """error or warning, as the table of codes says."""
        return CODES[self.code].severity

    def concise(self) -> str:
        """One line: place, severity, code, message, hint."""
        place = ""
        if self.span is not None:
            place = f"{self.span.file}:{self.span.line}:{self.span.column}: "
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.severity} {self.code} {self.message}{hint}"

    def full(self) -> str:
        """The line of `concise`, then the source line with a caret under the column."""
        if self.span is None or not self.source_line:
            return self.concise()
        text, column = _excerpt(self.source_line, self.span.column)
        # Tabs stay tabs under the line, so that the caret keeps its column in a terminal.
        pad = "".join("\t" if char == "\t" else " " for char in text[: column - 1])
        room = max(len(text) - column + 1, 1)
        carets = "^" * max(1, min(self.span.length, room))
        return f"{self.concise()}\n    {text}\n    {pad}{carets}"

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data for `--format json`."""
        place = {}
        if self.span is not None:
            place = {"file": self.span.file, "line": self.span.line, "column": self.span.column}
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
            **place,
        }


class Outcome(NamedTuple, Generic[T]):
    """What a step gives, and what it found on the way."""

    value: T
    findings: tuple[Diagnostic, ...] = ()


class ReportkitError(Exception):
    """A step that could not go on. Carries all findings, not the first only."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(d.concise() for d in diagnostics))
        self.diagnostics = tuple(diagnostics)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The hint "did you mean …?" for a misspelled word, or None when nothing is near."""
    import difflib  # late: most runs have nothing to hint at

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else None


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether at least one finding is an error."""
    return any(d.severity == "error" for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings in the order of their places; those without a place come first."""

    def place(diagnostic: Diagnostic) -> tuple[str, int, int]:
        span = diagnostic.span
        return (span.file, span.line, span.column) if span is not None else ("", 0, 0)

    return tuple(sorted(diagnostics, key=place))


def _excerpt(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """A window of a long line around the column, and the column within the window."""
    if len(line) <= width:
        return line, column
    start = max(0, min(column - 1 - width // 2, len(line) - width))
    prefix, suffix = "…" if start else "", "…" if start + width < len(line) else ""
    return f"{prefix}{line[start : start + width]}{suffix}", column - start + len(prefix)
