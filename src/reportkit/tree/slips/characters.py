"""Control characters in a file: where they come from, and the line without them."""

from __future__ import annotations

import re
from typing import Final

from reportkit.diagnostics import Mended, ReportkitError
from reportkit.tree.nodes import Problems

_SOURCES: Final = {
    "\0": ("a null character", ""),
    "\x0b": ("a manual line break of Word", " "),
    "\x0c": ("a page break of Word", " "),
    "\x1b": ("an escape character of a terminal", ""),
    "\x1e": ("a non-breaking hyphen of Word", "-"),
    "\x1f": ("an optional hyphen of Word", ""),
    "\x7f": ("a delete character", ""),
}
"""The usual origin of a character, and its replacement in the corrected line."""
_MOST: Final = 20
"""The number of lines reported at once."""


def replacement(sign: str) -> str:
    """The replacement of a control character in a corrected line; usually nothing."""
    return _SOURCES.get(sign, ("", ""))[1]


def character_message(sign: str) -> str:
    """The message about a character that no document may contain."""
    name = f", {_SOURCES[sign][0]}," if sign in _SOURCES else ""
    return f"character U+{ord(sign):04X}{name} is not allowed"


def character_hint(sign: str) -> str:
    """The hint about it."""
    other = replacement(sign)
    return f"write {other if other != ' ' else 'a space'} in its place" if other else "delete it"


def refuse_characters(problems: Problems, refused: re.Pattern[str]) -> None:
    """Adds a finding for each line with characters that YAML refuses. Raises ReportkitError."""
    told: list[int] = []
    for found in refused.finditer(problems.file.text):
        span = problems.file.span(found.start())
        if span.line in told:
            continue
        told.append(span.line)
        line = problems.file.line(span.line)
        mended = refused.sub(lambda sign: replacement(sign[0]), line)
        message, hint = character_message(found[0]), character_hint(found[0])
        lines = Mended(span.line, span.line, mended)
        problems.add("RK007", message, span, hint, lines)
        if len(told) == _MOST:
            break
    raise ReportkitError(problems.found)
