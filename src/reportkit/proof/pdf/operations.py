"""Splits content streams and character maps into operations: operands, then an operator.

Both use the syntax of ISO 32000-1, 7.8.2; character maps use no other PostScript. One regular
expression matches an operation with all its operands, which are split only if the operator matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Final

from pypdf.generic import DictionaryObject, NameObject

from reportkit.proof.base import ReadError

_NESTING: Final = 16
"""The maximum nesting of parentheses in a literal string: a regular expression cannot count."""
_MOST_VALUES: Final = 4096
"""The number of operands cached as values: those of one page return on the next."""

_SPACE: Final = rb"\x00\t\n\f\r "
_REGULAR: Final = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_HEX: Final = rb"<[0-9A-Fa-f" + _SPACE + rb"]*+>"
_NAME: Final = rb"/" + _REGULAR + rb"*+"
_COMMENT: Final = rb"%[^\r\n]*+"


def _literal(depth: int) -> bytes:
    inner = rb"|" + _literal(depth - 1) if depth > 1 else b""
    return rb"\((?:[^()\\]++|\\." + inner + rb")*+\)"


_STRING: Final = _HEX + rb"|" + _literal(_NESTING)
_OPERATION: Final = re.compile(
    rb"((?:[0-9+.\-" + _SPACE + rb"]++|" + _STRING + rb"|" + _NAME + rb"|<<|>>|[\[\]{}]"
    rb"|" + _COMMENT + rb"|(?:true|false|null)(?!" + _REGULAR + rb"))*+)(" + _REGULAR + rb"++|\Z)",
    re.DOTALL,
)
_COMMENTS: Final = re.compile(rb"(" + _STRING + rb")|" + _COMMENT, re.DOTALL)
_STRINGS: Final = re.compile(_STRING, re.DOTALL)
_NAMES: Final = re.compile(_NAME)
_ESCAPES: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LENGTH: Final = re.compile(rb"/L(?:ength)?[" + _SPACE + rb"]+(\d+)")
_END_OF_IMAGE: Final = re.compile(
    rb"[" + _SPACE + rb"]EI(?=\Z|[" + _SPACE + rb"](?:[\t\n\f\r -~]{10}|[\t\n\f\r -~]*\Z))"
)
"""Pixels may contain these letters by chance, but then no readable operations follow."""


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each operator with its operands as they are written, without comments. The pixels of an
    inline image are skipped. Raises ReadError at anything that is not an operation."""
    position = 0
    while operation := _OPERATION.match(data, position):
        operands, operator = operation.groups()
        if not operator:
            return
        if b"%" in operands:
            operands = _COMMENTS.sub(lambda found: found[1] or b" ", operands)
        yield operator, operands
        position = operation.end()
        if operator == b"ID":
            position = _end_of_image(data, position, operands)
    raise ReadError(f"a stream of the PDF has no operation at its byte {position}")


def _end_of_image(data: bytes, position: int, properties: bytes) -> int:
    """The place after the EI that ends the pixels which begin at a position."""
    length = _LENGTH.search(properties)
    end = _END_OF_IMAGE.search(data, position + int(length[1]) if length else position)
    if end is None:
        raise ReadError("an inline image of the PDF has no end")
    return end.end()


def written_strings(operands: bytes) -> list[bytes]:
    """The strings among operands, inside arrays too, with their delimiters."""
    return _STRINGS.findall(operands)


def string_value(written: bytes) -> bytes:
    """The bytes of a hexadecimal or literal string."""
    if written.startswith(b"<"):
        digits = written[1:-1].translate(None, b"\0\t\n\f\r ").decode("ascii")
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return _ESCAPES.sub(_unescaped, written[1:-1])


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    if escaped is None:
        return b"\n"
    if escaped[:1].isdigit() and escaped[:1] < b"8":
        return bytes([int(escaped, 8) & 0xFF])
    if escaped in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPED.get(escaped, escaped)


@lru_cache(_MOST_VALUES)
def first_name(operands: bytes) -> str:
    """The first name among operands, in pypdf's spelling; empty if there is none."""
    found = _NAMES.search(operands)
    return str(NameObject.read_from_stream(BytesIO(found[0]), None)) if found else ""


@lru_cache(_MOST_VALUES)
def tag_and_properties(operands: bytes) -> tuple[str, DictionaryObject | str]:
    """What BDC says: a tag, and its properties or the name under which the resources hold them.
    Raises PdfReadError."""
    tag, start, properties = operands.partition(b"<<")
    if start:
        written = BytesIO(start + properties)
        return first_name(tag), DictionaryObject.read_from_stream(written, None)
    names = _NAMES.findall(operands)
    return first_name(operands), first_name(names[-1] if names else b"")
