"""Text of a report made fit to print: none of it steers a terminal, and none of it stays unseen.

A report may hold characters that move the cursor, turn the direction of a line, end it, or take no
room. Shown raw in a message they could make it say something else (CVE-2021-42574); so each stands
as its escape, `\\u202e`.
"""

from __future__ import annotations

import re
from typing import Final

# What `str.isprintable` lets pass and no reader sees: Default_Ignorable_Code_Point (UAX #44) of
# other categories than Cf, and the blank pattern of braille.
_BLANK: Final = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef"
)
_UNSEEN = re.compile(f"[{_BLANK}]")
_NAMED: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def is_seen(sign: str) -> bool:
    """Whether a reader sees the character, or it is a plain space."""
    return sign.isprintable() and not _UNSEEN.match(sign)


def printable(text: str) -> str:
    """The text on one line, with an escape for each character that steers or is not seen."""
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(sign if is_seen(sign) else _escape(sign) for sign in text)


def printable_json(text: str) -> str:
    """JSON with the same characters as JSON escapes: the same data, and nothing raw.

    `text` is what `json.dumps` gives: its line ends are its own, those of the data are escaped.
    """
    return "".join(s if s == "\n" or is_seen(s) else _json_escape(s) for s in text)


def cells(sign: str) -> int:
    """How many cells of a terminal a character that is seen takes: 0, 1 or 2 (UAX #11)."""
    import unicodedata  # late: most runs have nothing to show

    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def shortened(text: str, size: int) -> str:
    """The text in at most `size` bytes of UTF-8: its beginning and its end when it is longer."""
    data = text.encode("utf-8", "backslashreplace")
    if len(data) <= size:
        return text
    room = size - len(" … ".encode())
    head, tail = data[: room * 2 // 3], data[len(data) - room // 3 :]
    return f"{head.decode('utf-8', 'ignore')} … {tail.decode('utf-8', 'ignore')}"


def _escape(sign: str) -> str:
    code = ord(sign)
    if sign in _NAMED:
        return _NAMED[sign]
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _json_escape(sign: str) -> str:
    data = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))
