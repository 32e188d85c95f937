"""Text as XML: the only place where it is escaped, put into elements and encoded.

Written by hand, because `html.escape` loads a table of all entities, and `xml.sax.saxutils` all of
urllib.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

Attributes: TypeAlias = Mapping[str, str]
"""The attributes of an element by name, in the order of output, not escaped."""

NO_ATTRIBUTES: Final[Attributes] = MappingProxyType({})

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that XML 1.0 does not allow (2.2)."""
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\r")


class IllegalCharacterError(ValueError):
    """A character that XML cannot contain; the message is its name: U+0001."""


def escape(text: str) -> str:
    """The text as character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """The text as a quoted attribute value; line ends and tabs in it are kept."""
    value = escape(text).replace('"', "&quot;").replace("'", "&#x27;")
    value = value.replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{value}"'


def element(tag: str, content: str = "", attributes: Attributes = NO_ATTRIBUTES) -> str:
    """An element around content that is already XML."""
    return f"<{tag}{_written(attributes)}>{content}</{tag}>"


def empty_element(tag: str, attributes: Attributes = NO_ATTRIBUTES) -> str:
    """An element without content, such as `img`."""
    return f"<{tag}{_written(attributes)}/>"


def _written(attributes: Attributes) -> str:
    return "".join([f" {name}={attribute(value)}" for name, value in attributes.items()])


def xml_bytes(xml: str) -> bytes:
    """XML as bytes. Raises IllegalCharacterError."""
    try:
        data = xml.encode("utf-8")
    except UnicodeEncodeError:  # A lone surrogate.
        check_characters(xml)
        raise
    # Many times faster than searching for characters of several kinds.
    if data.translate(None, _CONTROLS) != data or "\ufffe" in xml or "\uffff" in xml:
        check_characters(xml)
    return data


def check_characters(text: str) -> None:
    """Raises IllegalCharacterError for the first character that XML cannot contain."""
    found = _ILLEGAL.search(text)
    if found is not None:
        raise IllegalCharacterError(f"U+{ord(found[0]):04X}")
