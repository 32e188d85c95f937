"""JSON to nodes: the standard library's grammar and string scanner, with places kept.

The standard library's parser gives no places and lets a doubled key pass; this one composes the
same tree as YAML does, numbers and words keeping their text.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn

from reportkit.diagnostics import ReportkitError
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence

_DECODER = JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b")


def parse(problems: Problems) -> Node | None:
    """The tree of the file; None when it is empty. Findings go to `problems`.

    Raises ReportkitError when the file cannot be read on.
    """
    parser = _Parser(problems)
    parser.space()
    if parser.at_end():
        return None
    root = parser.value(0)
    parser.space()
    if not parser.at_end():
        parser.fail("text after the end of the JSON value")
    return root


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

    def fail(self, message: str) -> NoReturn:
        at = min(self.index, len(self.text))
        self.problems.stop("RK003", f"not valid JSON: {message}", self.file.span(at))

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
            self.fail("expected a key in double quotes")
        try:
            text, self.index = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self.index = error.pos
            self.fail(error.msg)
        return self.problems.checked(Scalar(text, self.file, start, self.index))

    def _word(self) -> Scalar:
        found = _WORD.match(self.text, self.index)
        if found is None:
            self.fail("expected a value")
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
            self.fail(f"expected '{sign}'")
        self.space()
