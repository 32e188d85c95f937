"""The values of the search for a slip: lines of YAML, the place of the failure, and the intention.

A slip is reported only if it is proven: with its lines corrected, YAML must read past them, and
find what the author meant (`Draft.proven`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Collection, Iterator
from functools import cached_property

import yaml
from msgspec import Struct
from yaml.events import Event, NodeEvent, ScalarEvent

from reportkit.tree.slips.basics import BROKEN, LOADER, index_of

_LONG = 20_000
"""The text before a slip, in characters, that is read again as proof; of more, only its nesting."""
_AFTER = 4_000
"""The text after it, in characters, that is read again."""

_LINE = re.compile(r"([ \t]*)((?:-[ \t]+(?=\S))*)")
_KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\[\]{},#&*!|>%@`:][^:]*?)[ \t]*:(?:[ \t]+|$)"""
)
_IDENTIFIER = re.compile(r"[a-z][a-z_]*")
_COMMENT = re.compile(r"[ \t]+#(?:[ \t].*|)$")


class Slip(Struct, frozen=True):
    """What the author did, where, and the corrected lines."""

    code: str
    message: str
    hint: str
    at: int
    """The index in the text."""
    length: int
    first: int
    """The first corrected line, from 0."""
    last: int
    lines: tuple[str, ...]
    """The corrected lines."""
    meant: str | None = None
    """The text that is then read there, if the slip is about a text."""
    node_at: int | None = None
    """The column in the first line at which an item, a key or a value then begins."""


class Failure(Struct, frozen=True):
    """Where YAML failed, and what came before."""

    at: int
    """The index in the text; its length if nothing failed."""
    problem: str
    """The words of the library, to tell kinds of failure apart. Never shown."""
    since: int
    """The index of the quote, bracket or key that could not be read to its end."""
    within: int
    """The index of the list or mapping in which it failed."""
    events: tuple[Event, ...]


class Line(Struct, frozen=True):
    """One line: `indent`, `- ` of items, a key with its colon, and the value or the text."""

    number: int
    start: int
    raw: str
    indent: int
    content: int
    """The column after the hyphens."""
    key: str
    value_at: int
    """The column of the value, or of the text if there is no key."""
    value: str
    """The value without trailing white space and comment."""
    comment: str

    @property
    def is_item(self) -> bool:
        return self.content > self.indent

    @property
    def is_blank(self) -> bool:
        return not self.raw.strip() or self.raw.lstrip().startswith("#")

    def with_value(self, value: str) -> str:
        """The line with another value."""
        return f"{self.raw[: self.value_at]}{value}{self.comment}"


class Draft:
    """A YAML text that cannot be read as a whole."""

    def __init__(
        self, text: str, known: Collection[str] = (), starts: tuple[int, ...] | None = None
    ) -> None:
        self.text = text
        self.known = known
        self.starts = starts or (0, *(found.end() for found in re.finditer("\n", text)))

    def number(self, index: int) -> int:
        """The line, from 0, of an index."""
        return bisect_right(self.starts, index) - 1

    @cached_property
    def last(self) -> int:
        return len(self.starts) - 1

    def raw(self, number: int) -> str:
        start = self.starts[number]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else None]

    def line(self, number: int) -> Line:
        """The parts of a line."""
        raw = self.raw(number)
        found = _LINE.match(raw)
        assert found is not None
        indent, content = len(found[1]), found.end()
        key, value_at = "", content
        if (colon := _KEY.match(raw, content)) and self._is_key(colon[1], content > indent):
            key, value_at = colon[1], colon.end()
        rest = raw[value_at:].rstrip()
        comment = _COMMENT.search(rest)
        value = rest[: comment.start()] if comment else rest
        return Line(
            number,
            self.starts[number],
            raw,
            indent,
            content,
            key,
            value_at,
            value,
            comment[0] if comment else "",
        )

    def _is_key(self, text: str, in_item: bool) -> bool:
        """Whether the author means a key: an item may well be a text with a colon in it."""
        if not in_item or text[:1] in ("'", '"') or text in self.known:
            return True
        return bool(_IDENTIFIER.fullmatch(text)) and (not self.known or self.is_near(text))

    def is_near(self, word: str) -> bool:
        """Whether the word is a known key, or nearly one."""
        import difflib

        return word in self.known or bool(difflib.get_close_matches(word, self.known, 1, 0.75))

    def above(self, number: int) -> Iterator[Line]:
        """The non-blank lines above, from bottom to top."""
        for other in range(number - 1, -1, -1):
            line = self.line(other)
            if not line.is_blank:
                yield line

    def opener(self, number: int) -> Line:
        """The line in which the text of a line begins: itself, if it has an item or a key."""
        line = self.line(number)
        for _ in range(200):
            if line.is_item or line.key or line.number == 0:
                break
            upper = next(
                (other for other in self.above(line.number) if other.indent < line.indent), None
            )
            if upper is None:
                break
            line = upper
        return line

    def extent(self, line: Line) -> int:
        """The last line of the text that begins in a line: those below it that are indented more.

        An item of a list may go on below its text, and a key of a list's item below its key.
        """
        base = line.content if line.key and line.is_item else line.indent
        last = line.number
        for number in range(line.number + 1, min(line.number + 400, self.last + 1)):
            raw = self.raw(number)
            if not raw.strip():
                continue
            if len(raw) - len(raw.lstrip(" \t")) <= base:
                break
            last = number
        return last

    def mended(self, slip: Slip) -> str:
        """The text with the lines of the slip corrected."""
        start = self.starts[slip.first]
        end = self.starts[slip.last + 1] if slip.last < self.last else len(self.text)
        return f"{self.text[:start]}{_joined(slip, end, self.text)}{self.text[end:]}"

    def proven(self, slip: Slip, failure: Failure) -> bool:
        """Whether YAML reads past the mended lines, and finds there what was meant."""
        start = self.starts[slip.first]
        end = self.starts[slip.last + 1] if slip.last < self.last else len(self.text)
        new = _joined(slip, end, self.text)
        head, tail = self._head(start), self.text[end : end + _AFTER]
        found = read(f"{head}{new}{tail}", len(head))
        region = len(head) + len(new)
        if found.problem and found.at < region:
            return False
        if found.since < region and found.at < region + len(tail) + 1 and found.problem:
            return False  # a quote, a bracket or a key of these lines is still open
        further = end + found.at - region > failure.at or start <= failure.since < end
        if found.problem and found.at < region + len(tail) and not further:
            return False
        if slip.meant is not None and not _says(found.events, len(head), region, slip.meant):
            return False
        return slip.node_at is None or _begins(found.events, len(head) + slip.node_at)

    def _head(self, start: int) -> str:
        """The text before an index; of a long text, only the lines that contain that place."""
        if start <= _LONG:
            return self.text[:start]
        section = max((self.number(found.start()) for found in self._sections(start)), default=0)
        inside = next(
            (n for n in range(section + 1, self.number(start)) if not self.line(n).is_blank), None
        )
        if inside is None:
            return self.text[self.starts[section] : start]
        indent = self.line(inside).indent
        for number in range(self.number(start) - 1, inside, -1):
            line = self.line(number)
            if line.indent == indent and line.is_item:
                return f"{self.raw(section)}\n{self.text[self.starts[number] : start]}"
        return self.text[self.starts[section] : start]

    def _sections(self, start: int) -> Iterator[re.Match[str]]:
        return re.compile(r"^[a-z_]+:", re.M).finditer(self.text, 0, start)


Generator = Callable[[Draft, Failure], Iterator[Slip]]
"""A function that looks for one kind of slip."""


def read(text: str, since: int | None = None) -> Failure:
    """How far YAML can read a text, with the events from an index on, or the last three."""
    events: deque[Event] = deque(maxlen=3 if since is None else None)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if since is None or index_of(event.start_mark) >= since:
                events.append(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = since = min(mark.index, len(text)) if mark else 0
        open_still = not re.match("while (parsing a block|scanning a plain)", str(error.context))
        if error.context_mark and open_still:
            since = error.context_mark.index
        within = error.context_mark.index if error.context_mark else at
        return Failure(at, str(error.problem), since, within, tuple(events))
    except BROKEN as error:
        return Failure(0, str(error), 0, 0, tuple(events))
    return Failure(len(text), "", len(text), 0, tuple(events))


def in_line(
    line: Line,
    code: str,
    message: str,
    hint: str,
    column: int,
    new: str,
    length: int = 1,
    *,
    meant: str | None = None,
    node_at: int | None = None,
) -> Slip:
    """The slip at a column of a line that is corrected by replacing the line."""
    at, number = line.start + column, line.number
    return Slip(code, message, hint, at, length, number, number, (new,), meant, node_at)


def quote_for(text: str) -> str:
    """The quote that can stand around a text without a change to most texts."""
    return "'" if '"' in text or "\\" in text else '"'


def quoted(text: str) -> str:
    """The text in quotes, so that YAML reads it as it is."""
    if quote_for(text) == '"':
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _joined(slip: Slip, end: int, text: str) -> str:
    return "\n".join(slip.lines) + ("\n" if text[end - 1 : end] == "\n" else "")


def _says(events: tuple[Event, ...], start: int, end: int, meant: str) -> bool:
    return any(
        isinstance(event, ScalarEvent)
        and start <= index_of(event.start_mark) < end
        and event.value.split() == meant.split()
        for event in events
    )


def _begins(events: tuple[Event, ...], index: int) -> bool:
    return any(isinstance(e, NodeEvent) and index_of(e.start_mark) == index for e in events)
