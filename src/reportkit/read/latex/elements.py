"""The elements of MathML Core that the parser makes."""

from __future__ import annotations

import unicodedata
from typing import Final
from xml.sax.saxutils import escape


def el(tag: str, inside: str, attributes: str = "") -> str:
    """An element; `inside` is MathML."""
    return f"<{tag}{' ' if attributes else ''}{attributes}>{inside}</{tag}>"


def mo(sign: str, attributes: str = "") -> str:
    """A sign."""
    return el("mo", escape(sign), attributes)


def mrow(inside: str) -> str:
    """Elements side by side, as one."""
    return el("mrow", inside)


def fences(opening: str, inside: str, closing: str) -> str:
    """A formula in fences that grow with it; one may be missing."""
    stretches = 'fence="true" stretchy="true"'
    before = mo(opening, f'{stretches} form="prefix"')
    return mrow(before + mrow(inside) + mo(closing, f'{stretches} form="postfix"'))


def with_scripts(base: str, scripts: dict[str, str], above: bool) -> str:
    """A base with its scripts, above and below or at its side."""
    low, high = scripts.get("_", ""), scripts.get("^", "")
    if not scripts:
        return base
    if low and high:
        return el("munderover" if above else "msubsup", base + low + high)
    if low:
        return el("munder" if above else "msub", base + low)
    return el("mover" if above else "msup", base + high)


def aligned(name: str, columns: str) -> str:
    """The letters for the alignment of columns, repeated as often as needed."""
    if columns:
        return columns
    if name == "cases":
        return "l"
    return "rl" if name.startswith("align") or name == "split" else "c"


def matrix(rows: list[list[str]], alignment: str, *, spread: bool) -> str:
    """Rows of cells, by the letters of `aligned`; with `spread`, the columns stand apart."""
    words = {"l": "left", "c": "center", "r": "right"}
    width = max(map(len, rows))
    made: list[str] = []
    for row in rows:
        cells = [*row, *[""] * (width - len(row))]
        kinds = (words[alignment[place % len(alignment)]] for place in range(width))
        made.append(
            "".join(
                el("mtd", cell, f'columnalign="{kind}"')
                for cell, kind in zip(cells, kinds, strict=True)
            )
        )
    inside = "".join(el("mtr", row) for row in made)
    return el("mtable", inside, "" if spread else 'displaystyle="true" columnspacing="0em"')


_EXCEPTIONS: Final = {
    ("SCRIPT", "B"): "ℬ",
    ("SCRIPT", "E"): "ℰ",
    ("SCRIPT", "F"): "ℱ",
    ("SCRIPT", "H"): "ℋ",
    ("SCRIPT", "I"): "ℐ",
    ("SCRIPT", "L"): "ℒ",
    ("SCRIPT", "M"): "ℳ",
    ("SCRIPT", "R"): "ℛ",
    ("FRAKTUR", "C"): "ℭ",
    ("FRAKTUR", "H"): "ℌ",
    ("FRAKTUR", "I"): "ℑ",
    ("FRAKTUR", "R"): "ℜ",
    ("FRAKTUR", "Z"): "ℨ",
    **{("DOUBLE-STRUCK", letter): sign for letter, sign in zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)},
}
"""The letters that Unicode had before the mathematical alphabets."""


def form(character: str, form: str) -> str:
    """A letter or digit in a mathematical alphabet, or itself if it has no such form."""
    known = _EXCEPTIONS.get((form, character))
    if known is not None:
        return known
    name = unicodedata.name(character, "")
    name = name.replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {form} {name}")
    except KeyError:
        return character
