"""Small capitals for fonts that have none: which letters are set as smaller capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

_LETTER: Final = re.compile(r"[^\W\d_]")


def lowered(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces: what is read, and the capitals that are drawn for it; none where it is
    drawn as it is. A letter whose capital is not a single one (ß) stays as it is."""
    for small, letters in groupby(text, lambda letter: bool(_capital(letter))):
        piece = "".join(letters)
        yield piece, "".join(map(_capital, piece)) if small else ""


@cache
def _capital(letter: str) -> str:
    """The capital of a small letter; nothing for any other character."""
    capital = letter.upper()
    alone = len(capital) == 1 and capital != letter and capital.casefold() == letter.casefold()
    return capital if alone and _LETTER.match(letter) else ""
