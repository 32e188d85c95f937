"""The signs without which a text contains no markup of other tools.

Most texts have none of them. The rules are loaded and applied only to those that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

CITATION: Final = ("@",)
LINK: Final = ("![", "][", " (http", "\t(http")
NOTE: Final = ("^[",)
STYLE: Final = ("~~", "==", "_")
ATTRIBUTE: Final = ("{",)
TAG: Final = ("<",)
ENTITY: Final = ("&",)
MATHS: Final = ("$",)
LATEX: Final = ("\\", "``", ".~")
INLINE: Final = (
    *CITATION,
    *LINK,
    *NOTE,
    *STYLE,
    *ATTRIBUTE,
    *TAG,
    *ENTITY,
    *MATHS,
    *LATEX,
)
PLAIN: Final = ("<", "*", "[", "&")
"""Those of values that do not allow markup."""

_ANYWHERE: Final = ("|", "]:")
_LINE = re.compile(
    r"[ \t]*(?:[#>]|[-*+•‣◦–][ \t]|(?:\*[ \t]*){3}|(?:-[ \t]*){3}|(?:_[ \t]*){3}"
    r"|={3}|`{3}|~{3}|:{3}|\(?(?:\d{1,3}|[A-Za-z])[.)][ \t])"
)


def has_sign(text: str, signs: Iterable[str]) -> bool:
    """Whether a text contains one of the signs."""
    for sign in signs:  # noqa: SIM110 - half the time of any(), and asked of every text
        if sign in text:
            return True
    return False


def has_block_sign(text: str) -> bool:
    """Whether a line of a text may belong to a block of Markdown."""
    return has_sign(text, _ANYWHERE) or any(map(_LINE.match, text.split("\n")))
