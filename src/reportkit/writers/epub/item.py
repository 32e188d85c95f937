"""One file of the book, and XML as bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reportkit.writers.base import WriterError

XHTML: Final = "application/xhtml+xml"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the book."""

    id: str
    name: str
    data: bytes
    media_type: str = XHTML
    properties: tuple[str, ...] = ()
    in_spine: bool = False


def xml_text(text: str) -> str:
    """The text as it is; raises WriterError when XML cannot hold it.

    EbookLib would drop such a text from the metadata without a word.
    """
    found = _FORBIDDEN.search(text)
    if found is not None:
        name = f"U+{ord(found[0]):04X}"
        raise WriterError(f"the character {name} cannot stand in an EPUB; remove it")
    return text


def xml_bytes(text: str) -> bytes:
    """An XML file as bytes; raises WriterError when XML cannot hold its text."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # A lone surrogate.
        return xml_text(text).encode("utf-8")
    # Bytes are searched many times faster than characters of several kinds.
    if data.translate(None, _CONTROLS) != data or any(sign in data for sign in _NONCHARACTERS):
        xml_text(text)
    return data
