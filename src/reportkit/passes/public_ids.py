"""The ids by which links from outside find a place in a book: those of the author.

A book gives ids of its own to notes, marks, pages and everything without an id, all made of a word
and a number (`fn1`, `heading2`, `table3-caption`). An author's id that looks like one of these, or
that XML does not allow, gets the prefix `id-`, so that no two ids are the same.
"""

from __future__ import annotations

import re
from typing import Final

_START: Final = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = rf"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*"
"""A name without a colon (Namespaces in XML 1.0, NCName)."""
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""The names in ASCII: the other pattern takes long to compile, and few reports need it."""
_OWN: Final = re.compile(
    r"id-.*|(?:heading|table|figure|box|equation|item|section|notes?|fn|fnref|page)[0-9]+(?:-.*)?"
)
"""The ids that a book makes itself, and those that have the prefix."""


def public_id(key: str) -> str:
    """The id in a book for the id that an author gave. Two keys never have the same one."""
    named = _PLAIN_NAME.fullmatch(key) or (not key.isascii() and re.fullmatch(_NAME, key))
    if named and not _OWN.fullmatch(key):
        return key
    return "id-" + re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", key)
