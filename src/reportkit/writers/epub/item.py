"""One file of the book, and XML as bytes."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from reportkit.writers import xml_text as xml
from reportkit.writers.base import WriterError

XHTML: Final = "application/xhtml+xml"


class Item(Struct, frozen=True):
    """One file of the book."""

    id: str
    name: str
    data: bytes
    media_type: str = XHTML
    properties: tuple[str, ...] = ()
    in_spine: bool = False


def xml_text(text: str) -> str:
    """The text unchanged; raises WriterError if XML cannot contain it.

    EbookLib would silently drop such a text from the metadata.
    """
    try:
        xml.check_characters(text)
    except xml.IllegalCharacterError as error:
        raise _refused(error) from error
    return text


def xml_bytes(text: str) -> bytes:
    """An XML file as bytes; raises WriterError if XML cannot contain its text."""
    try:
        return xml.xml_bytes(text)
    except xml.IllegalCharacterError as error:
        raise _refused(error) from error


def _refused(error: xml.IllegalCharacterError) -> WriterError:
    return WriterError(f"the character {error} is not allowed in an EPUB; delete it")
