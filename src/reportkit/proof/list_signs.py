"""The numbers of list items in letters and Roman numerals, as Word and browsers show them.

They are defined again here, because the proof does not trust what gives the labels.
"""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def letters(number: int) -> str:
    """The letter of a number from 1 on. After z, Word doubles it: aa, bb."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """The Roman numeral of a number from 1 on, in small letters."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
