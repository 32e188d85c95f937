"""CSV (RFC 4180) as records of scalars, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from reportkit.tree.nodes import Problems, Scalar, SourceFile

Record: TypeAlias = list[Scalar]

_DELIMITERS: Final = "\t;,"
"""Those that are recognised. Where the comma is the decimal sign, it is not the delimiter, so it
comes last."""
_SAMPLE: Final = 50
"""The number of records by which the delimiter is recognised."""
_NAMED: Final = re.compile(r"sep=(.)\n", re.IGNORECASE)
"""A first line with which Excel is told the delimiter."""
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')


def parse(file: SourceFile, problems: Problems) -> list[Record]:
    """The records of a file; its blank lines are left out. A quote that is not closed, and text
    after a closing quote, are findings."""
    named = _NAMED.match(file.text)
    start = named.end() if named else 0
    delimiter = named[1] if named else _delimiter(file.text)
    reader = _Reader(file, delimiter, problems)
    return [record for record in reader.records(start) if not _blank(record)]


def _blank(record: Record) -> bool:
    return not any(cell.text.strip() for cell in record)


def _delimiter(text: str) -> str:
    """The delimiter that every record has as often as the first; otherwise the most frequent one
    of the first record."""
    counts = list(_counts(text))
    if not counts:
        return ","
    for sign in _DELIMITERS:
        if counts[0][sign] and all(count[sign] == counts[0][sign] for count in counts):
            return sign
    return max(reversed(_DELIMITERS), key=lambda sign: counts[0][sign])


def _counts(text: str) -> Iterator[dict[str, int]]:
    """How often each delimiter occurs outside quotes, in each of the first records."""
    position = 0
    for _ in range(_SAMPLE):
        count, quote_may_begin = dict.fromkeys(_DELIMITERS, 0), True
        begin = position
        while position < len(text) and text[position] != "\n":
            quoted = _QUOTED.match(text, position) if quote_may_begin else None
            if quoted:
                position, quote_may_begin = quoted.end(), False
                continue
            sign = text[position]
            quote_may_begin = sign in count
            if sign in count:
                count[sign] += 1
            position += 1
        if text[begin:position].strip():
            yield count
        position += 1
        if position > len(text):
            return


class _Reader:
    """Reads the fields of one file, one after another."""

    def __init__(self, file: SourceFile, delimiter: str, problems: Problems) -> None:
        self._file, self._delimiter, self._problems = file, delimiter, problems
        self._plain = re.compile(f"[^{re.escape(delimiter)}\n]*")

    def records(self, position: int) -> Iterator[Record]:
        """The records from a position of the text on."""
        text, record = self._file.text, []
        while position < len(text):
            scalar, position = self._field(position)
            record.append(self._problems.checked(scalar))
            if text[position : position + 1] != self._delimiter:
                yield record
                record = []
            elif position + 1 == len(text):  # an empty field at the very end
                record.append(self._scalar("", len(text), len(text)))
            position += 1
        if record:
            yield record

    def _field(self, start: int) -> tuple[Scalar, int]:
        """The field at a position, and its end."""
        text = self._file.text
        if text[start : start + 1] != '"':
            end = self._end(start)
            return self._scalar(text[start:end], start, end), end
        quoted = _QUOTED.match(text, start)
        if quoted is None:
            message = "the quote is not closed"
            self._problems.add("RK150", message, self._file.span(start), "close the quote")
            return self._scalar(text[start + 1 :], start, len(text)), len(text)
        stop = quoted.end()
        end = self._end(stop)
        if text[stop:end].strip():
            message = "text follows the closing quote"
            hint = 'write a quote inside a quoted field twice: ""'
            self._problems.add("RK150", message, self._file.span(stop), hint)
        inside = text[start + 1 : stop - 1]
        scalar = self._scalar(inside.replace('""', '"'), start, stop)
        scalar._chunks = list(_pieces(inside, start + 1))
        return scalar, end

    def _end(self, start: int) -> int:
        found = self._plain.match(self._file.text, start)
        return found.end() if found else start

    def _scalar(self, text: str, start: int, end: int) -> Scalar:
        return Scalar(text, self._file, start, end, plain=True)


def _pieces(inside: str, start: int) -> Iterator[tuple[int, int]]:
    """The pieces of a quoted field between its doubled quotes: offset in the text and place."""
    offset = begin = 0
    for found in re.finditer('""', inside):
        yield offset, start + begin
        offset += found.end() - 1 - begin
        begin = found.end()
    yield offset, start + begin
