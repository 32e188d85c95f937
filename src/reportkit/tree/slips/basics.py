"""What is needed while a file is read, before anything in it looks like a slip."""

from __future__ import annotations

from typing import Final, Protocol

import yaml
from msgspec import Struct

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BROKEN = (yaml.YAMLError, ValueError, OverflowError, AttributeError, LookupError)
"""What PyYAML raises on broken input; the last four leak, and are the file's fault all the same."""

UNSEEN: Final = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u200e\u200f\u202f\u205f\u2060\u3000\ufeff"
)
"""Spaces other than U+0020, and characters without width, that stand in place of one."""
CURLY: Final = {"“": "”“", "„": "“”", "‟": "”", "”": "”", "‘": "’", "‚": "‘’", "«": "»", "»": "«"}
"""Opening quotes of typography, and those that close them."""
SUSPECT: Final = frozenset(f"-–—•·‣▪{UNSEEN}{''.join(CURLY)}")
"""What a plain text begins with that is looked at more closely."""


class JsonFailure(Struct, frozen=True):
    """Where JSON could not be read on."""

    at: int
    expected: str
    """`value`, `key`, `,`, `:`, `end`; or what is wrong in a string, in the words of `json`."""
    string: int = -1
    """Where the string begins that is wrong; -1 when none is."""


class Mark(Protocol):
    """A place of PyYAML's."""

    index: int
    line: int


def index_of(mark: Mark | None) -> int:
    """The index of a mark of PyYAML's in the text."""
    return 0 if mark is None else mark.index


def line_of(mark: Mark | None) -> int:
    """The line of a mark of PyYAML's, counted from 0."""
    return 0 if mark is None else mark.line
