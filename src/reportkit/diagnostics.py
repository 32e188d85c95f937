"""Findings as values (place, code, message, fix) and their display."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar

from msgspec import Struct

from reportkit.codes import CODES, Severity
from reportkit.printable import cells, printable, printable_json, shortened

T = TypeVar("T", covariant=True)

_NAME, _MESSAGE, _HINT, _MENDED = 220, 520, 300, 420
"""The maximum size of each part of a finding in bytes; with the excerpt, it stays under 2 kB."""
_LINE = 100
"""The width of an excerpt in terminal cells."""
HINTS: Final = 20
"""How many findings of one kind get a hint: finding the nearest of many names takes time."""


class Span(Struct, frozen=True):
    """A place in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    length: int = 1


class Mended(Struct, frozen=True):
    """Corrected lines of a file, to paste in place of the originals."""

    first: int
    last: int
    """The lines that they replace, from 1."""
    text: str


class Diagnostic(Struct, frozen=True):
    """One finding.

    However long a name or a text of the report is, the finding stays under 2 kB in each form, and
    its quotations from the report are made printable.
    """

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    source_line: str | None = None
    """The line of the file that `span` points into, to show a caret under the column."""
    mended: Mended | None = None
    """What to write instead, if that is known."""

    @property
    def severity(self) -> Severity:
        """error or warning, as the table of codes says."""
        return CODES[self.code].severity

    @property
    def advice(self) -> str:
        """How to fix it: the hint of this finding, or that of its code."""
        return self.hint or CODES[self.code].hint

    def concise(self) -> str:
        """One line: place, severity, code, message, hint."""
        place = ""
        if self.span is not None:
            name = shortened(printable(self.span.file), _NAME)
            place = f"{name}:{self.span.line}:{self.span.column}: "
        message = shortened(printable(self.message), _MESSAGE)
        return f"{place}{self.severity} {self.code} {message} ({self._printed_advice()})"

    def full(self) -> str:
        """The line of `concise`, the source line with a caret under the column, the corrected
        line."""
        lines = [self.concise()]
        if self.span is not None and self.source_line:
            lines += _excerpt(self.source_line, self.span)
        if self.mended is not None:
            lines += self._printed_mended(self.mended)
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data for `--format json`."""
        place = {}
        if self.span is not None:
            name = _shortened_json(self.span.file, _NAME)
            place = {"file": name, "line": self.span.line, "column": self.span.column}
        mended = {}
        if self.mended is not None:
            text = _shortened_json(self.mended.text, _MENDED)
            lines = {"first": self.mended.first, "last": self.mended.last, "text": text}
            mended = {"mended": lines}
        return {
            "code": self.code,
            "severity": self.severity,
            "message": _shortened_json(self.message, _MESSAGE),
            "hint": _shortened_json(self.advice, _HINT),
            **place,
            **mended,
        }

    def _printed_mended(self, mended: Mended) -> list[str]:
        first, last = mended.first, mended.last
        where = f" in place of lines {first} to {last}" if last > first else ""
        if last == first and (self.span is None or self.span.line != first):
            where = f" in line {first}"
        if not mended.text.strip():
            lines = f"line {first}" if last == first else f"lines {first} to {last}"
            return [f"  remove {lines}"]
        text = shortened("\n".join(map(printable, mended.text.split("\n"))), _MENDED)
        return [f"  write{where}:", *(f"    {line}" for line in text.split("\n"))]

    def _printed_advice(self) -> str:
        return shortened(printable(self.advice), _HINT)


class Outcome(NamedTuple, Generic[T]):
    """The result of a step, and its findings."""

    value: T
    findings: tuple[Diagnostic, ...] = ()


class ReportkitError(Exception):
    """A step that could not continue. Carries all findings, not only the first."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(d.concise() for d in diagnostics))
        self.diagnostics = tuple(diagnostics)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The hint "did you mean …?" for a misspelled word, or None if no known word is near."""
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


def _shortened_json(text: str, size: int) -> str:
    """The text, shortened when its JSON would take more than `size` bytes."""
    import json  # late: a run that shows no JSON does not need it

    taken = len(printable_json(json.dumps(text, ensure_ascii=False)).encode())
    if taken <= size:
        return text
    return shortened(text, size * len(text.encode("utf-8", "backslashreplace")) // taken)


def _excerpt(line: str, span: Span) -> list[str]:
    """A window of the line around the place, and carets under its characters."""
    text, column = _window(line, span.column)
    widths = [*map(_width, text)]
    pad = " " * sum(widths[: column - 1])
    carets = "^" * max(1, sum(widths[column - 1 : column - 1 + span.length]))
    return [f"    {printable(text)}", f"    {pad}{carets}"]


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around the column that fits on a screen, and its column in it."""
    start = stop = max(0, min(column - 1, len(line) - 1))
    room = _LINE
    while room > 0 and (start > 0 or stop < len(line)):
        if stop < len(line):  # a character on each side in turn, until the screen line is full
            room -= max(1, _width(line[stop]))
            stop += 1
        if start > 0 and room > 0:
            start -= 1
            room -= max(1, _width(line[start]))
    prefix, suffix = "…" if start else "", "…" if stop < len(line) else ""
    return f"{prefix}{line[start:stop]}{suffix}", column - start + len(prefix)


def _width(sign: str) -> int:
    """How many terminal cells a character takes when it is printed."""
    return sum(map(cells, printable(sign)))
