r"""Characters written as two escapes (`\ud83d\ude00`), as JSON writers do, made readable for YAML.

libyaml refuses such a pair, and the Python parser, which accepts it, is fifty times slower. So each
pair is replaced by a text of the same length, `\U0001f600` and an escape of a character that no
report may contain, so that no place in the file moves. The parsed values are corrected afterwards.
"""

from __future__ import annotations

import re

from msgspec import Struct

# Every escape is matched, so that the second backslash of `\\ud83d` does not begin one.
_ESCAPES = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]")
_FILLERS = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v", "0": "\0"}


class Pairs(Struct, frozen=True):
    """The pairs of a text, and the text without them."""

    text: str
    """The same text for the parser, of the same length."""
    filler: str
    """The letter of the escape that pads each pair."""

    @classmethod
    def of(cls, text: str) -> Pairs | None:
        """The pairs of a text; None if there are none."""
        if not _PAIR.search(text):
            return None
        # A text that contains all of them is refused anyway, for the characters that they
        # represent.
        filler = next((sign for sign in _FILLERS if f"\\{sign}" not in text), "a")
        return cls(_ESCAPES.sub(lambda found: _replaced(found, filler), text), filler)

    def restored(self, value: str, raw: str, quoted: bool) -> str:
        """The value of a scalar as its author meant it.

        `raw` is the scalar as it is in the file; `quoted` says whether escapes have a meaning in
        it.
        """
        if quoted:
            return re.sub(f"([\U00010000-\U0010ffff]){_FILLERS[self.filler]}", r"\1", value)
        position, pieces = 0, []
        for found in _ESCAPES.finditer(raw):
            written = _replaced(found, self.filler)
            if written != found[0]:
                at = value.find(written, position)
                pieces += [value[position:at], found[0]]
                position = at + len(written)
        return "".join([*pieces, value[position:]])


def _replaced(found: re.Match[str], filler: str) -> str:
    if found[1] is None:
        return found[0]
    high, low = int(found[1], 16) - 0xD800, int(found[2], 16) - 0xDC00
    return f"\\U{0x10000 + (high << 10) + low:08x}\\{filler}"
