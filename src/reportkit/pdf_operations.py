"""Splits content streams and character maps into operations: operands, then an operator.

Both use the syntax of ISO 32000-1, 7.8.2; character maps use no other PostScript. One regular
expression matches an operation with all its operands, which are split only if the operator matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_NESTING: Final = 16
"""The maximum nesting of parentheses in a literal string: a regular expression cannot count."""
_SPACE: Final = rb"\x00\t\n\f\r "
_REGULAR: Final = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_HEX: Final = rb"<[0-9A-Fa-f" + _SPACE + rb"]*+>"
_NAME: Final = rb"/" + _REGULAR + rb"*+"
_COMMENT: Final = rb"%[^\r\n]*+"


class NotContentError(ValueError):
    """Bytes that are no operations; the message says where."""


def _literal(depth: int) -> bytes:
    inner = rb"|" + _literal(depth - 1) if depth > 1 else b""
    return rb"\((?:[^()\\]++|\\." + inner + rb")*+\)"


STRING: Final = _HEX + rb"|" + _literal(_NESTING)
_OPERATION: Final = re.compile(
    rb"((?:[0-9+.\-" + _SPACE + rb"]++|" + STRING + rb"|" + _NAME + rb"|<<|>>|[\[\]{}]"
    rb"|" + _COMMENT + rb"|(?:true|false|null)(?!" + _REGULAR + rb"))*+)(" + _REGULAR + rb"++|\Z)",
    re.DOTALL,
)
_COMMENTS: Final = re.compile(rb"(" + STRING + rb")|" + _COMMENT, re.DOTALL)
_STRINGS: Final = re.compile(STRING, re.DOTALL)
NAMES: Final = re.compile(_NAME)
"""The names among operands, as they are written."""
_ESCAPES: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LENGTH: Final = re.compile(rb"/L(?:ength)?[" + _SPACE + rb"]+(\d+)")
_END_OF_IMAGE: Final = re.compile(
    rb"[" + _SPACE + rb"]EI(?=\Z|[" + _SPACE + rb"](?:[\t\n\f\r -~]{10}|[\t\n\f\r -~]*\Z))"
)
"""Pixels may contain these letters by chance, but then no readable operations follow."""


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each operator with its operands as they are written, without comments. The pixels of an
    inline image are skipped. Raises NotContentError at anything that is not an operation."""
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
    raise NotContentError(f"a stream of the PDF has no operation at its byte {position}")


def _end_of_image(data: bytes, position: int, properties: bytes) -> int:
    """The place after the EI that ends the pixels which begin at a position."""
    length = _LENGTH.search(properties)
    end = _END_OF_IMAGE.search(data, position + int(length[1]) if length else position)
    if end is None:
        raise NotContentError("an inline image of the PDF has no end")
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
