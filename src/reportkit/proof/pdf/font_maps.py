"""The characters of the codes in a font's strings (ISO 32000-1, 9.10.2)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import repeat
from operator import le
from typing import Any, Final

from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from reportkit.proof.base import ReadError
from reportkit.proof.pdf.objects import value
from reportkit.proof.pdf.operations import operations, string_value, written_strings

_UNKNOWN: Final = "\ufffd"
"""Represents a code that is missing in a font's map, so that it differs from any text."""
_ONE_BYTE: Final = ((b"\x00", b"\xff"),)
_TWO_BYTES: Final = ((b"\x00\x00", b"\xff\xff"),)
_UNICODE: Final = re.compile(r"/Uni\w+-(UTF16|UCS2)-[HV]")
"""The predefined encodings whose codes are Unicode."""
_IDENTITY: Final = ("/Identity-H", "/Identity-V")
_PICTURES: Final = ("/Symbol", "/ZapfDingbats")
_SYMBOLIC: Final = 4
"""The flag of a font descriptor."""
_CODECS: Final = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_MOST_STRINGS: Final = 4096
_ONE_CODE: Final = re.compile(rb"(<[^>]*>)\s*(<[^>]*>|/[^\s/<]+)")
_CODE_RANGE: Final = re.compile(rb"(<[^>]*>)\s*(<[^>]*>)\s*(<[^>]*>|\[[^\]]*\])")
_SURROGATES: Final = range(0xD800, 0xE000)

_Ranges = tuple[tuple[bytes, bytes], ...]
_Decode = Callable[[bytes], str]


class Font:
    """Decodes strings as they are written in a content stream."""

    def __init__(self, resource: DictionaryObject) -> None:
        self._resource = resource
        self.text: Callable[[bytes], str] = lru_cache(_MOST_STRINGS)(self._text)
        """The text of one written string. Raises ReadError if the font does not define it."""

    def _text(self, written: bytes) -> str:
        codes = string_value(written)
        return self._decode(codes) if codes else ""

    @cached_property
    def _decode(self) -> _Decode:
        """Made when text is first shown, because a font that only draws may not define
        characters."""
        composite = str(value(self._resource, "/Subtype")) == "/Type0"
        decode = _composite(self._resource) if composite else _simple(self._resource)
        if decode is None:
            name = str(value(self._resource, "/BaseFont") or "/without a name")[1:]
            raise ReadError(f"the font {name} does not say which characters it shows")
        return decode


def _composite(font: DictionaryObject) -> _Decode | None:
    """The decoder of a font with codes of several bytes."""
    encoding, to_unicode = value(font, "/Encoding"), value(font, "/ToUnicode")
    if str(to_unicode) in _IDENTITY or (to_unicode is None and _UNICODE.fullmatch(str(encoding))):
        return lambda codes: codes.decode("utf-16-be", "replace")
    if not isinstance(to_unicode, StreamObject):
        return None
    ranges, characters = _character_map(to_unicode.get_data())
    if str(encoding) in _IDENTITY:
        ranges = _TWO_BYTES
        characters = {code.rjust(2, b"\0")[-2:]: text for code, text in characters.items()}
    elif isinstance(encoding, StreamObject):
        ranges = _character_map(encoding.get_data())[0] or ranges
    return _decoder(ranges or _TWO_BYTES, characters) if characters else None


def _simple(font: DictionaryObject) -> _Decode | None:
    """The decoder of a font with codes of one byte."""
    to_unicode = value(font, "/ToUnicode")
    mapped: dict[bytes, str] = {}
    if isinstance(to_unicode, StreamObject):
        mapped = _character_map(to_unicode.get_data())[1]
    characters = dict(_encoding(font)) | {code[-1:]: text for code, text in mapped.items()}
    known = any(text != _UNKNOWN for text in characters.values())
    return _decoder(_ONE_BYTE, characters) if known else None


def _decoder(ranges: _Ranges, characters: Mapping[bytes, str]) -> _Decode:
    """A function that splits a string into the codes of these ranges, and returns their text."""
    patterns = (
        b"".join(b"[\\x%02x-\\x%02x]" % pair for pair in zip(first, last, strict=True))
        for first, last in ranges
        if len(first) == len(last) and all(map(le, first, last))
    )
    codes = re.compile(b"|".join((*patterns, b".")), re.DOTALL)
    return lambda data: "".join([characters.get(code, _UNKNOWN) for code in codes.findall(data)])


# --- character maps -------------------------------------------------------------------------------


def _character_map(data: bytes) -> tuple[_Ranges, dict[bytes, str]]:
    """The ranges of a character map's codes, and the text of each code."""
    ranges: list[tuple[bytes, bytes]] = []
    characters: dict[bytes, str] = {}
    for operator, operands in operations(data):
        if operator == b"endcodespacerange":
            values = map(string_value, written_strings(operands))
            ranges += zip(values, values, strict=False)
        elif operator == b"endbfchar":
            for code, text in _ONE_CODE.findall(operands):
                characters[string_value(code)] = _target(text)
        elif operator == b"endbfrange":
            for found in _CODE_RANGE.finditer(operands):
                characters |= zip(_codes(found[1], found[2]), _targets(found[3]), strict=False)
    return tuple(ranges), characters


def _codes(first: bytes, last: bytes) -> Iterator[bytes]:
    start = string_value(first)
    number = int.from_bytes(start)
    most = 256 ** len(start) - 1
    for code in range(number, min(int.from_bytes(string_value(last)), most) + 1):
        yield code.to_bytes(len(start))


def _targets(written: bytes) -> Iterator[str]:
    """The texts of a range of codes: a list of them, or one whose last character counts up."""
    if written.startswith(b"["):
        yield from map(_target, written_strings(written))
        return
    text = _target(written)
    if not text:
        yield from repeat("")
    for point in range(ord(text[-1]), sys.maxunicode + 1):
        yield _UNKNOWN if point in _SURROGATES else text[:-1] + chr(point)


def _target(written: bytes) -> str:
    """The text that a code is mapped to: UTF-16 in a string, or the name of a glyph."""
    if written.startswith(b"/"):
        return _named(written.decode("latin-1"))
    return string_value(written).decode("utf-16-be", "replace")


# --- encodings by names of glyphs -----------------------------------------------------------------


def _encoding(font: DictionaryObject) -> Iterator[tuple[bytes, str]]:
    """What the encoding of a simple font says of its codes; nothing where only the font program
    knows it."""
    encoding: Any = value(font, "/Encoding")
    differences: Any = None
    if isinstance(encoding, DictionaryObject):
        differences = value(encoding, "/Differences")
        encoding = value(encoding, "/BaseEncoding")
    if encoding in _CODECS:
        for code in range(256):
            yield bytes([code]), bytes([code]).decode(_CODECS[encoding], "replace")
    elif encoding == "/StandardEncoding" or not _has_own_encoding(font):
        # Takes 20 ms: reportkit's own fonts have no names.
        from fontTools.encodings.StandardEncoding import StandardEncoding

        yield from (
            (bytes([code]), _named(f"/{glyph}")) for code, glyph in enumerate(StandardEncoding)
        )
    code = 0
    for item in differences or ():
        item = item.get_object()
        if isinstance(item, NumberObject):
            code = int(item)
        elif isinstance(item, NameObject):
            yield bytes([code]), _named(item)
            code += 1


def _has_own_encoding(font: DictionaryObject) -> bool:
    """Whether codes without another encoding have that of the font program, not the standard's."""
    descriptor = value(font, "/FontDescriptor")
    flags = value(descriptor, "/Flags") if isinstance(descriptor, DictionaryObject) else None
    if isinstance(flags, NumberObject):
        return bool(int(flags) & _SYMBOLIC)
    return str(value(font, "/Subtype")) == "/Type3" or str(value(font, "/BaseFont")) in _PICTURES


def _named(glyph: str) -> str:
    """The character of a glyph name in the Adobe Glyph List."""
    from fontTools.agl import toUnicode  # takes time too

    return str(toUnicode(glyph[1:])) or _UNKNOWN
