"""JSON to nodes: the standard library's grammar and string scanner, with places recorded.

The standard library's parser does not give places and accepts duplicate keys; this one makes the
same tree as YAML does, in which numbers and words keep their text.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import Final, NoReturn

from reportkit.diagnostics import Mended, ReportkitError
from reportkit.tree.limits import Limits
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence, SourceFile
from reportkit.tree.slips.basics import JsonFailure

_DECODER = JSONDecoder()
_EXPECTED: Final = {
    "value": "a value is expected here: a text in double quotes, a number, a list or a mapping",
    "key": "a key in double quotes is expected here",
    ",": "a comma, or the bracket that closes the list or the mapping, is expected here",
    ":": "a colon is expected here, after the key",
    "end": "the JSON value ends above this place, and more text follows",
}
"""What is said of a failure that no slip explains."""
_IN_STRING: Final = "this text in quotes cannot be read"
_MOST_SLIPS: Final = 10
_LONG_FILE: Final = 1_000_000
"""Characters from which on only the first slip is told: each further one reads the file again."""
_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b")


class _StopError(Exception):
    """The place from which JSON cannot be read on."""

    def __init__(self, failure: JsonFailure) -> None:
        super().__init__()
        self.failure = failure


def parse(problems: Problems) -> Node | None:
    """The tree of the file; None when it is empty. Findings go to `problems`.

    Raises ReportkitError when the file cannot be read on.
    """
    try:
        return _whole(problems)
    except _StopError as stop:
        _stop_at_slips(problems, stop.failure)


def _whole(problems: Problems) -> Node | None:
    parser = _Parser(problems)
    parser.space()
    if parser.at_end():
        return None
    root = parser.value(0)
    parser.space()
    if not parser.at_end():
        parser.fail("end")
    return root


def _reach(text: str, limits: Limits) -> JsonFailure | None:
    """Where a text cannot be read as JSON; None when all of it can."""
    try:
        _whole(Problems(SourceFile.of("", text), limits))
    except _StopError as stop:
        return stop.failure
    except ReportkitError:
        pass  # one of the limits: everything up to it is JSON
    return None


def _stop_at_slips(problems: Problems, failure: JsonFailure) -> NoReturn:
    """Adds a finding for each slip by which JSON cannot be read. Raises ReportkitError."""
    from reportkit.tree.slips.json_slips import find_json_slip
    from reportkit.tree.slips.values import Draft

    text, done = problems.file.text, -1
    for count in range(_MOST_SLIPS):
        slip = find_json_slip(text, failure, lambda new: _reach(new, problems.limits))
        if slip is None:
            if count == 0:
                _say_what_is_expected(problems, failure)
            break
        if slip.first <= done:
            break
        number = text.count("\n", 0, slip.at)
        column = slip.at - (text.rfind("\n", 0, slip.at) + 1)
        at = problems.file.starts[number] + column
        new = Mended(slip.first + 1, slip.last + 1, "\n".join(slip.lines))
        problems.add(slip.code, slip.message, problems.file.span(at, slip.length), slip.hint, new)
        if len(slip.lines) != slip.last - slip.first + 1 or len(text) > _LONG_FILE:
            break
        done, text = slip.last, Draft(text).mended(slip)
        further = _reach(text, problems.limits)
        if further is None:
            break
        failure = further
    raise ReportkitError(problems.found)


def _say_what_is_expected(problems: Problems, failure: JsonFailure) -> None:
    """A finding in words of our own for a slip that is not clear."""
    message, hint = _EXPECTED.get(failure.expected, _IN_STRING), None
    if failure.string < 0 and not problems.file.text[: failure.at].strip():
        message = "a report in JSON begins with {"
        hint = "give the file a name that ends with .yaml if it is YAML"
    problems.add("RK003", message, problems.file.span(failure.at), hint)


class _Parser:
    """A recursive parser; its recursion is bounded by the limit of depth."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.file = problems.file
        self.text = problems.file.text
        self.index = 0
        self._nodes = 0
        self._most = problems.limits.nodes

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > self._most:
            self.problems.over("nodes", self._nodes, lambda: self.file.span(self.index))
            raise ReportkitError(self.problems.found)

    def at_end(self) -> bool:
        return self.index >= len(self.text)

    def space(self) -> None:
        if found := _SPACE.match(self.text, self.index):
            self.index = found.end()

    def fail(self, expected: str, string: int = -1) -> NoReturn:
        raise _StopError(JsonFailure(min(self.index, len(self.text)), expected, string))

    def value(self, depth: int) -> Node:
        sign = self.text[self.index : self.index + 1]
        self._count()
        if depth >= self.problems.limits.depth and sign in ("{", "["):
            message = f"nested more than {self.problems.limits.depth} levels deep"
            self.problems.stop("RK006", message, self.file.span(self.index))
        match sign:
            case "{":
                return self._mapping(depth)
            case "[":
                return self._sequence(depth)
            case '"':
                return self._string()
            case _:
                return self._word()

    def _string(self) -> Scalar:
        start = self.index
        if self.text[start : start + 1] != '"':
            self.fail("key")
        try:
            text, self.index = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self.index = error.pos
            self.fail(error.msg, start)
        return self.problems.checked(Scalar(text, self.file, start, self.index))

    def _word(self) -> Scalar:
        found = _WORD.match(self.text, self.index)
        if found is None:
            self.fail("value")
        start, self.index = self.index, found.end()
        null = found[0] == "null"
        text = "" if null else found[0]
        return self.problems.checked(Scalar(text, self.file, start, self.index, True, null))

    def _mapping(self, depth: int) -> Mapping:
        mapping = Mapping({}, {}, self.file, self.index)
        self.index += 1
        self.space()
        while not self._skip("}"):
            if mapping.keys:
                self._expect(",")
            self._count()
            key = self._string()
            self.space()
            self._expect(":")
            mapping.add(key, self.value(depth + 1))
            self.space()
        return mapping

    def _sequence(self, depth: int) -> Sequence:
        sequence = Sequence([], self.file, self.index)
        self.index += 1
        self.space()
        while not self._skip("]"):
            if sequence.items:
                self._expect(",")
            sequence.items.append(self.value(depth + 1))
            self.space()
        return sequence

    def _skip(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.index)
        self.index += found
        return found

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            self.fail(sign)
        self.space()
