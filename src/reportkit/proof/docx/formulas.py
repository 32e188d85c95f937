"""The signs of an equation in Office Math (ECMA-376, 22.1), in the order of MathML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reportkit.proof.docx.parts import Element

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH: Final = (f"{_M}oMath", f"{_M}oMathPara")
"""The elements of an equation: in a line, and on a line of its own."""
_VALUE: Final = f"{_M}val"
_ACCENTS: Final = {
    "\u0302": "^",
    "\u0303": "~",
    "\u20d7": "→",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u0301": "´",
    "\u0300": "`",
    "\u030c": "ˇ",
    "\u0306": "˘",
    "\u0305": "¯",
}


def math_signs(element: Element) -> str:
    """All characters that an equation shows, without space."""
    name = str(element.tag).removeprefix(_M)
    match name:
        case "t":
            return "".join((element.text or "").replace("\u200b", "").split())
        case "nary":
            return _property(element, "nary", "chr", "∫") + _kids(element)
        case "rad":
            return _of(element, "e") + _of(element, "deg")
        case "acc":
            sign = _property(element, "acc", "chr", "\u0302")
            return _of(element, "e") + _ACCENTS.get(sign, sign)
        case "bar":
            top = _property(element, "bar", "pos", "bot") == "top"
            return _of(element, "e") + ("‾" if top else "_")
        case "groupChr":
            return _of(element, "e") + _property(element, name, "chr", "⏟")
        case "d":
            between = _property(element, "d", "sepChr", "|")
            inside = between.join(math_signs(kid) for kid in element.iterfind(f"{_M}e"))
            opening = _property(element, "d", "begChr", "(")
            return f"{opening}{inside}{_property(element, 'd', 'endChr', ')')}"
        case _:
            return _kids(element)


def _kids(elements: Iterable[Element]) -> str:
    return "".join(map(math_signs, elements))


def _of(element: Element, name: str) -> str:
    return _kids(element.iterfind(f"{_M}{name}"))


def _property(element: Element, owner: str, name: str, otherwise: str) -> str:
    found = element.find(f"{_M}{owner}Pr/{_M}{name}")
    return otherwise if found is None else found.get(_VALUE, "")
