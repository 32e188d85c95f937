"""Equations for Word: MathML to Office Math (ECMA-376, 22.1).

It turns each element that `read.latex` makes; any other is an error of the program. An operator
whose limits it bears takes what follows as its operand, up to the next sign of the same row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from reportkit.writers.base import WriterError
from reportkit.writers.xml_text import attribute, escape

_LARGE: Final = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂∫∬∭∮")
_ENDS: Final = frozenset("=<>≤≥≠≡≈∼≃≅∝≪≫∈∉⊂⊃⊆⊇→←↔⇒⇐⇔⟹⟺↦⟶⟵+−±∓,;")
"""The signs that end the operand of a large operator."""
COMBINING: Final = {
    "^": "\u0302",
    "~": "\u0303",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "¯": "\u0305",
}
"""The accents of Word for those of MathML."""
_NAME: Final = re.compile("[A-Za-z ]+")
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_LITERAL: Final = frozenset('|‖#&$%_/!:?;,"\\@~`«»')
"""The signs that LibreOffice (7.4) would take as commands of its own."""
_SIDED: Final = _ENDS - frozenset("+−±∓,;")
"""The signs without which LibreOffice draws nothing of an equation if one of their sides is
empty."""
_FONT: Final = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


_EMPTY: Final = f'<m:r><m:rPr><m:nor m:val="1"/></m:rPr>{_FONT}<m:t>\u200b</m:t></m:r>'
"""A space without width: Word draws a frame where nothing is."""


def omml(mathml: str) -> str:
    """An equation within a line. In a line, Word draws fractions small; those at the first level
    are asked to be larger."""
    return f"<m:oMath>{_row(list(_root(mathml)), larger=True)}</m:oMath>"


def omml_paragraph(mathml: str) -> str:
    """An equation on a line of its own, in the middle."""
    inside = _row(list(_root(mathml)))
    centred = '<m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr>'
    return f"<m:oMathPara>{centred}<m:oMath>{inside}</m:oMath></m:oMathPara>"


def _root(mathml: str) -> Element:
    root = fromstring(mathml)
    _mark_alone(root)
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _el(tag: str, inside: str) -> str:
    return f"<m:{tag}>{inside}</m:{tag}>" if inside else f"<m:{tag}/>"


def _value(tag: str, value: str) -> str:
    return f"<m:{tag} m:val={attribute(value)}/>"


def _row(kids: Sequence[Element], *, larger: bool = False) -> str:
    """Elements side by side."""
    if not kids:
        return _EMPTY
    parts = [_EMPTY] if _is_sided(kids[0]) else []
    place = 0
    while place < len(kids):
        kid = kids[place]
        place += 1
        operator = _large(kid)
        if operator is None and not _is_limit(kid):
            parts.append(_one(kid, larger=larger))
            continue
        end = _end_of_operand(kids, place)
        operand = _row(kids[place:end], larger=larger)
        if operator is None:
            parts.append(_el("func", _el("fName", _one(kid)) + _el("e", operand)))
        else:
            parts.append(_nary(kid, operator, operand))
        place = end
    if _is_sided(kids[-1]):
        parts.append(_EMPTY)
    return "".join(parts)


def _is_sided(element: Element) -> bool:
    return _name(element) == "mo" and (element.text or "") in _SIDED


def _end_of_operand(kids: Sequence[Element], start: int) -> int:
    """Where what an operator applies to ends: before a sign between two sides, outside brackets."""
    depth = 0
    for place in range(start, len(kids)):
        sign = (kids[place].text or "") if _name(kids[place]) == "mo" else ""
        if depth == 0 and ((sign in _ENDS and place > start) or sign in _BRACKETS.values()):
            return place
        depth += (sign in _BRACKETS) - (sign in _BRACKETS.values())
    return len(kids)


def _mark_alone(root: Element) -> None:
    """Marks the brackets without a partner in their row, as in [0, 1)."""
    for element in root.iter():
        opened: list[Element] = []
        for kid in element:
            sign = (kid.text or "") if _name(kid) == "mo" and kid.get("fence") is None else ""
            if sign in _BRACKETS:
                opened.append(kid)
            elif sign in _BRACKETS.values():
                if opened and _BRACKETS[opened[-1].text or ""] == sign:
                    opened.pop()
                else:
                    kid.set("alone", "true")
                    for one in opened[-1:]:
                        one.set("alone", "true")
                    del opened[-1:]
        for one in opened:
            one.set("alone", "true")


def _is_limit(element: Element) -> bool:
    """Whether it is the name of a function with limits below, which needs its operand."""
    return _name(element) == "munder" and element[0].get("mathvariant") == "normal"


def _large(element: Element) -> str | None:
    """The sign of a large operator, with or without limits; None for anything else."""
    name = _name(element)
    scripted = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
    base = element[0] if name in scripted else element
    sign = base.text or ""
    return sign if _name(base) == "mo" and sign in _LARGE else None


def _nary(element: Element, sign: str, operand: str) -> str:
    name = _name(element)
    limits = [_inside(kid) for kid in element][1:]
    low = limits.pop(0) if name in ("msub", "msubsup", "munder", "munderover") else ""
    high = limits.pop(0) if limits else ""
    place = "undOvr" if name in ("munder", "mover", "munderover") else "subSup"
    properties = (
        _value("chr", sign)
        + _value("limLoc", place)
        + _value("subHide", "0" if low else "1")
        + _value("supHide", "0" if high else "1")
    )
    return _el(
        "nary", _el("naryPr", properties) + _el("sub", low) + _el("sup", high) + _el("e", operand)
    )


def _inside(element: Element) -> str:
    """What an argument holds."""
    return _row(list(element)) if _name(element) == "mrow" else _one(element)


def _one(element: Element, *, larger: bool = False) -> str:
    name = _name(element)
    kids = list(element)
    match name:
        case "mrow":
            return _fenced(kids, larger) if _is_fenced(kids) else _row(kids, larger=larger)
        case "mi" | "mn" | "mo" | "mtext":
            return _run(element)
        case "mspace":
            return _space(float(element.get("width", "0em").removesuffix("em")))
        case "mfrac":
            return _fraction(element, larger)
        case "msqrt":
            hidden = _el("radPr", _value("degHide", "1"))
            return _el("rad", hidden + _el("deg", "") + _el("e", "".join(map(_inside, kids))))
        case "mroot":
            return _el("rad", _el("deg", _inside(kids[1])) + _el("e", _inside(kids[0])))
        case "msub":
            return _el("sSub", _el("e", _inside(kids[0])) + _el("sub", _inside(kids[1])))
        case "msup":
            return _el("sSup", _el("e", _inside(kids[0])) + _el("sup", _inside(kids[1])))
        case "msubsup":
            base, low, high = map(_inside, kids)
            return _el("sSubSup", _el("e", base) + _el("sub", low) + _el("sup", high))
        case "munder":
            return _under(element)
        case "mover":
            return _over(element)
        case "munderover":
            base, low, high = map(_inside, kids)
            inner = _el("limLow", _el("e", base) + _el("lim", low))
            return _el("limUpp", _el("e", inner) + _el("lim", high))
        case "mtable":
            return _table(kids)
        case _:
            raise WriterError(f"docx: an equation holds <{name}>")


def _run(element: Element) -> str:
    text = element.text or ""
    if not text:
        return ""
    name = _name(element)
    upright = len(text) > 1 or element.get("mathvariant") == "normal"
    named = name == "mo" or upright
    literal = name == "mo" and (text in _LITERAL or element.get("alone") == "true")
    style = ""
    if literal or name == "mtext" or (named and _NAME.fullmatch(text)):
        style = _value("nor", "1")  # LibreOffice 7.4 does not know another way to upright letters
    elif name == "mi" and upright:
        style = _value("sty", "p")
    properties = _el("rPr", style) if style else ""
    return f'<m:r>{properties}{_FONT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _space(width: float) -> str:
    """Spaces of about this width in em; a negative one is left to Word."""
    spaces = {0.167: "\u2009", 0.222: "\u2005", 0.25: "\u2005", 0.278: "\u2004", 0.333: "\u2004"}
    text = spaces.get(width, "\u2003" * round(width)) if width > 0 else ""
    plain = _el("rPr", _value("nor", "1"))
    return f'<m:r>{plain}{_FONT}<m:t xml:space="preserve">{text}</m:t></m:r>' if text else ""


def _fraction(element: Element, larger: bool) -> str:
    above, below = map(_inside, element)
    shown = element.get("displaystyle", "true" if larger else "")
    size = _el("argPr", _value("argSz", "1")) if larger and shown == "true" else ""
    kind = "noBar" if element.get("linethickness") == "0" else "bar"
    return _el(
        "f",
        _el("fPr", _value("type", kind)) + _el("num", size + above) + _el("den", size + below),
    )


def _under(element: Element) -> str:
    base, low = element
    sign = low.text or ""
    if element.get("accentunder") != "true":
        return _el("limLow", _el("e", _inside(base)) + _el("lim", _inside(low)))
    if sign == "_":
        return _el("bar", _el("barPr", _value("pos", "bot")) + _el("e", _inside(base)))
    properties = _value("chr", sign) + _value("pos", "bot") + _value("vertJc", "top")
    return _el("groupChr", _el("groupChrPr", properties) + _el("e", _inside(base)))


def _over(element: Element) -> str:
    base, high = element
    sign = high.text or ""
    if element.get("accent") != "true":
        return _el("limUpp", _el("e", _inside(base)) + _el("lim", _inside(high)))
    if sign == "‾":
        return _el("bar", _el("barPr", _value("pos", "top")) + _el("e", _inside(base)))
    if sign in COMBINING:
        properties = _el("accPr", _value("chr", COMBINING[sign]))
        return _el("acc", properties + _el("e", _inside(base)))
    properties = _value("chr", sign) + _value("pos", "top") + _value("vertJc", "bot")
    return _el("groupChr", _el("groupChrPr", properties) + _el("e", _inside(base)))


# --- fences and tables --------------------------------------------------------------------------


def _is_fenced(kids: Sequence[Element]) -> bool:
    return bool(kids) and kids[0].get("form") == "prefix"


def _fenced(kids: Sequence[Element], larger: bool) -> str:
    opening, middle, closing = kids
    groups: list[list[Element]] = [[]]
    between = ""
    for kid in middle:
        if kid.get("form") == "infix":
            between = kid.text or ""
            groups.append([])
        else:
            groups[-1].append(kid)
    properties = (
        _value("begChr", opening.text or "")
        + _value("sepChr", between)
        + _value("endChr", closing.text or "")
    )
    inside = "".join(_el("e", _row(group, larger=larger)) for group in groups)
    return _el("d", _el("dPr", properties) + inside)


def _table(rows: Sequence[Element]) -> str:
    kinds = [cell.get("columnalign", "center") for cell in rows[0]]
    columns = "".join(
        _el("mc", _el("mcPr", _value("count", "1") + _value("mcJc", kind))) for kind in kinds
    )
    made = "".join(_el("mr", "".join(_el("e", _row(list(cell))) for cell in row)) for row in rows)
    return _el("m", _el("mPr", _el("mcs", columns)) + made)
