"""Text of a report made safe to print: it cannot control a terminal or hide anything.

A report may contain characters that move the cursor, reverse the direction of a line, end it, or
have no width. Shown raw, they could make a message say something else (CVE-2021-42574), so each is
shown as its escape, `\\u202e`.
"""

from __future__ import annotations

import re
from typing import Final

# Invisible characters that `str.isprintable` accepts: Default_Ignorable_Code_Point (UAX #44) of
# categories other than Cf, and the blank braille pattern.
_BLANK: Final = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef"
)
_UNSEEN = re.compile(f"[{_BLANK}]")
_NAMED: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def is_seen(sign: str) -> bool:
    """Whether the character is visible or a plain space."""
    return sign.isprintable() and not _UNSEEN.match(sign)


def printable(text: str) -> str:
    """The text on one line, with an escape for each control or invisible character."""
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(sign if is_seen(sign) else _escape(sign) for sign in text)


def printable_json(text: str) -> str:
    """JSON with these characters as JSON escapes: the same data, with nothing raw.

    `text` is the output of `json.dumps`, in which line ends are formatting; those in data are
    escaped.
    """
    return "".join(s if s == "\n" or is_seen(s) else _json_escape(s) for s in text)


def cells(sign: str) -> int:
    """How many terminal cells a visible character takes: 0, 1 or 2 (UAX #11)."""
    import unicodedata  # late: most runs have nothing to show

    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def shortened(text: str, size: int) -> str:
    """The text in at most `size` bytes of UTF-8: the beginning and the end of a longer text."""
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
