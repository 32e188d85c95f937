"""The tree for both YAML and JSON: text with its place in the file, without types.

Every scalar keeps the characters that the author wrote, so that `NO`, `6:00` and `010` do not
change; the schema converts the few fields that have a type.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from msgspec import Struct, field

from reportkit.diagnostics import Diagnostic, Mended, ReportkitError, Span
from reportkit.tree.limits import LIMITS, MEANINGS, Limits

# What XML 1.0 (section 2.2) does not allow in a document, and surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SINGLE_QUOTED = re.compile("''|\n")
_DOUBLE_QUOTED = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\n|.)|\n",
    re.DOTALL,
)


class SourceFile(Struct, frozen=True, eq=False):
    """A report file as text, for its places and lines."""

    name: str
    """The path as the user wrote it."""
    text: str
    starts: tuple[int, ...]
    """Where each line begins."""
    folder: Path | None = None
    """The folder that the names of files in it are relative to; None for what is not in a file."""
    _lines: dict[int, str] = field(default_factory=dict)
    """The lines with findings: one copy for all findings in a line."""

    @classmethod
    def of(cls, name: str, text: str, folder: Path | None = None) -> SourceFile:
        """The file with its line table."""
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        return cls(name, text, tuple(starts), folder)

    def span(self, index: int, length: int = 1) -> Span:
        """The span that begins at a character."""
        line = bisect_right(self.starts, index)
        return Span(self.name, line, index - self.starts[line - 1] + 1, length)

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        if not 1 <= number <= len(self.starts):
            return ""
        if number not in self._lines:
            start = self.starts[number - 1]
            end = self.text.find("\n", start)
            self._lines[number] = self.text[start : end if end >= 0 else None]
        return self._lines[number]

    def finding(
        self,
        code: str,
        message: str,
        span: Span | None,
        hint: str | None = None,
        mended: Mended | None = None,
    ) -> Diagnostic:
        """A finding in this file, with the line it points to; `mended` is what to write."""
        line = self.line(span.line) if span is not None and span.file == self.name else None
        return Diagnostic(code, message, span, hint, line, mended)


class Scalar(Struct):
    """A text."""

    text: str
    file: SourceFile
    start: int
    """The index of the raw text in the file, including its quote or block indicator."""
    end: int
    plain: bool = False
    """Whether it is written without quotes and not as a block scalar."""
    null: bool = False
    """Whether the value is missing."""
    _chunks: list[tuple[int, int]] | None = None

    @property
    def span(self) -> Span:
        """The place of the whole scalar."""
        stop = min(self.end, self.start + 80)
        line_end = self.file.text.find("\n", self.start, stop)
        length = (stop if line_end < 0 else line_end) - self.start
        return self.file.span(self.start, max(1, length))

    @property
    def folded(self) -> bool:
        """Whether it is written on several lines that YAML joins with spaces."""
        if self.file.text.find("\n", self.start, self.end) < 0:
            return False
        raw = self.file.text[self.start : self.end]
        return "\n" in raw.rstrip() and (self.plain or raw[:1] != "|")

    def span_at(self, offset: int, length: int = 1) -> Span:
        """The place in the file of the character at an offset of the text."""
        if self._chunks is None:
            sign = "" if self.plain else self.file.text[self.start : self.start + 1]
            self._chunks = [*(self._quoted(sign) if sign in ("'", '"') else self._lines(sign))]
        chunks = self._chunks
        at = bisect_right(chunks, (offset, len(self.file.text))) - 1
        if at < 0:
            return self.file.span(self.start, length)
        value_start, source_start = chunks[at]
        return self.file.span(min(source_start + offset - value_start, self.end), length)

    # Both yield pairs of offset in the text and index in the file: the beginnings of verbatim
    # pieces. Between escapes and line ends, a raw piece is unchanged in the text; folding changes
    # only white space. So the pieces can be found one after another.

    def _lines(self, sign: str) -> Iterator[tuple[int, int]]:
        """The pieces of a text without escapes, each a line of it. `sign` is that of the block."""
        raw = self.file.text[self.start : self.end]
        # A block begins after the line of its indicator.
        position, begin = 0, raw.find("\n") + 1 if sign in ("|", ">") else 0
        for line in raw[begin:].split("\n"):
            bare = line.strip(" \t")
            at = self.text.find(bare, position) if bare else -1
            if at >= 0:
                yield at, self.start + begin + line.index(bare)
                position = at + len(bare)
            begin += len(line) + 1

    def _quoted(self, sign: str) -> Iterator[tuple[int, int]]:
        """The pieces of a text in quotes of this sign: between its escapes and line ends."""
        raw = self.file.text[self.start : self.end - 1]
        position, begin = 0, 1
        breaks = _SINGLE_QUOTED if sign == "'" else _DOUBLE_QUOTED
        line_ends = 0  # since the last character
        while begin <= len(raw):
            found = breaks.search(raw, begin)
            stop = found.start() if found else len(raw)
            bare = piece = raw[begin:stop]
            if raw[begin - 1 : begin] in ("", "\n"):
                bare = bare.lstrip(" \t")
            if found is None or found[0] == "\n":
                bare = bare.rstrip(" \t")
            if bare:
                at = self.text.find(bare, position)
                if at >= 0:
                    yield at, self.start + begin + piece.index(bare)
                    position = at + len(bare)
                line_ends = 0
            if found is None:
                return
            if found[0] == "\n":
                line_ends += 1
            elif found[0] != "\\\n":
                # One line end is folded to a space; of more, the first is dropped.
                position += line_ends if line_ends < 2 else line_ends - 1
                yield position, self.start + found.start()
                position += 1
                line_ends = 0
            begin = found.end()


class Sequence(Struct):
    """A list."""

    items: list[Node]
    file: SourceFile
    start: int

    @property
    def span(self) -> Span:
        """The place where the list begins."""
        return self.file.span(self.start)


class Mapping(Struct):
    """Keys and values in the order of the file."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    """Each key with its place."""
    file: SourceFile
    start: int
    duplicates: list[Scalar] = field(default_factory=list)
    """Keys that occur again in the file; their values are dropped."""

    @property
    def span(self) -> Span:
        """The place where the mapping begins."""
        return self.file.span(self.start)

    def add(self, key: Scalar, node: Node) -> None:
        """Adds a key and its value."""
        if key.text in self.keys:
            self.duplicates.append(key)
        else:
            self.keys[key.text] = key
            self.entries[key.text] = node


Node = Scalar | Sequence | Mapping


def mappings(root: Node) -> Iterator[Mapping]:
    """All mappings of a tree in the order of the file."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            yield node
            stack += [n for n in reversed(node.entries.values()) if not isinstance(n, Scalar)]
        elif isinstance(node, Sequence):
            stack += [n for n in reversed(node.items) if not isinstance(n, Scalar)]


class Problems:
    """Collects findings while a file is read, so that all are reported at once."""

    def __init__(self, file: SourceFile, limits: Limits = LIMITS) -> None:
        self.file = file
        self._files = {file.name: file}
        self.limits = limits
        self.root: Path | None = None
        """The folder that no file of the report may lead out of; None stands for its own."""
        self.found: list[Diagnostic] = []
        self.marks = 0
        """The number of markup characters in all texts so far."""

    def add(
        self,
        code: str,
        message: str,
        span: Span | None,
        hint: str | None = None,
        mended: Mended | None = None,
    ) -> None:
        """Adds a finding at a place of the file. Raises ReportkitError when there are too many."""
        if len(self.found) >= self.limits.findings:
            message = (
                f"there are more than {self.limits.findings:,} findings; the rest are not shown"
            )
            self.found.append(Diagnostic("RK009", message))
            raise ReportkitError(self.found)
        line = None if span is None else self.line(span)
        self.found.append(Diagnostic(code, message, span, hint, line, mended))

    def take(self, found: Iterable[Diagnostic]) -> None:
        """Adds findings that were made elsewhere. Raises as `add` does."""
        for one in found:
            self.add(one.code, one.message, one.span, one.hint, one.mended)

    def also(self, file: SourceFile) -> None:
        """Makes the lines of another file known, for the findings in it."""
        self._files[file.name] = file

    def line(self, span: Span) -> str | None:
        """The line that a span begins in; None for a file that is not known."""
        file = self._files.get(span.file)
        return None if file is None else file.line(span.line)

    def over(self, name: str, count: int, place: Callable[[], Span]) -> bool:
        """Whether a count is over the limit of that name; if so, with a finding at the place."""
        limit = getattr(self.limits, name)
        if count <= limit:
            return False
        message = f"there are {count:,} {MEANINGS[name]}, and the limit is {limit:,}"
        self.add("RK009", message, place(), f"--limit {name}=N raises the limit")
        return True

    def checked(self, scalar: Scalar) -> Scalar:
        """The scalar, with a finding if it contains a character that no document may contain."""
        if found := _FORBIDDEN.search(scalar.text):
            message = f"character U+{ord(found[0]):04X} is not allowed"
            self.add("RK007", message, scalar.span_at(found.start()))
            scalar.text = _FORBIDDEN.sub("\ufffd", scalar.text)
        self.over("text_characters", len(scalar.text), lambda: scalar.span)
        return scalar

    def stop(self, code: str, message: str, span: Span | None, hint: str | None = None) -> NoReturn:
        """Adds a finding after which reading cannot continue. Raises ReportkitError."""
        self.add(code, message, span, hint)
        raise ReportkitError(self.found)
