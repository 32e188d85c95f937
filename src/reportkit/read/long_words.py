"""Words without a break opportunity that are longer than any word of a language, a hash or a key.

WeasyPrint measures all that is left of a word for each line of it, and in a cell for each letter.
Long words of paragraphs and notes get break opportunities instead (`writers/pdf/front.py`).
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from reportkit.tree.nodes import Problems, Scalar

# Lines break between the letters of scripts that do not use spaces, and in front of or after
# brackets.
_SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff"
)
_LINK_TARGET: Final = r"\]\([^()\s]*\)"


def check_words(scalar: Scalar, problems: Problems, limit: str = "word_characters") -> None:
    """A finding for the first word of a text that has more characters than the limit of that name
    allows. `cell_word_characters` leaves those to `word_characters` that exceed this too."""
    most = getattr(problems.limits, limit)
    if len(scalar.text) <= most:
        return
    text = re.sub(_LINK_TARGET, lambda found: " " * len(found[0]), scalar.text)
    for found in re.finditer(rf"(?:[^\s()\[\]\u200b{_SPACELESS}]|[\xa0\u202f])+", text):
        length = len(found[0])
        if limit != "word_characters" and length > problems.limits.word_characters:
            return
        place = partial(scalar.span_at, found.start())
        if length > most and problems.over(limit, length, place):
            return
