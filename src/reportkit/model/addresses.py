"""IP addresses in a text, whole or defanged, with port, prefix length and zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

# A sign between the parts of an address, or a form of it that makes no address.
_DOT: Final = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))"
_COLON: Final = r"(?::|\[:\]|\(:\)|\{:\})"
_FOUR: Final = rf"[0-9]{{1,3}}(?:{_DOT}[0-9]{{1,3}}){{3}}"
_GROUP: Final = "[0-9A-Fa-f]{1,4}"
_SIX: Final = (
    rf"(?:(?:{_GROUP})?{_COLON}){{2,7}}{_FOUR}"
    rf"|(?:{_GROUP}|(?={_COLON}{_COLON}))(?:{_COLON}(?:{_GROUP})?){{2,8}}"
)
_ZONE: Final = "(?:%[0-9A-Za-z._-]{1,16})?"
_PREFIX: Final = "(?:/[0-9]{1,3})?"
_PORT: Final = rf"(?:{_COLON}[0-9]{{1,5}})?"


def address_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it is an IP address, which no line end may divide."""
    position = 0
    for found in _pattern().finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled late: most reports have no code. What only looks like an address (a time, 12:30:15)
    stays whole too."""
    return re.compile(
        rf"(?<![\w.:])(?:{_FOUR}{_PORT}{_PREFIX}|\[(?:{_SIX}){_ZONE}\]{_PREFIX}{_PORT}"
        rf"|(?:{_SIX}){_ZONE}{_PREFIX})(?!\w)",
        re.ASCII,
    )
