"""Fonts for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen


def squares(path: Path, letters: str, outlines: Literal["glyf", "CFF"] = "glyf") -> None:
    """Writes a font in which each letter beyond the usual ones is a square."""
    codes = sorted({ord(letter) for letter in letters if ord(letter) > 0x2E80})
    names = [".notdef", "space", *(f"u{code:04X}" for code in codes)]
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space", **{code: f"u{code:04X}" for code in codes}})
    if outlines == "glyf":
        pen, empty = TTGlyphPen(None), TTGlyphPen(None)
        _square(pen)
        builder.setupGlyf({**dict.fromkeys(names, pen.glyph()), "space": empty.glyph()})
    else:
        drawn, blank = T2CharStringPen(1000, None), T2CharStringPen(1000, None)
        _square(drawn)
        made = {**dict.fromkeys(names, drawn.getCharString()), "space": blank.getCharString()}
        builder.setupCFF("HouseSquares-Regular", {}, made, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": "House Squares", "styleName": "Regular", "psName": "HouseSquares-Regular"}
    )
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)


def _square(pen: AbstractPen) -> None:
    pen.moveTo((100, 0))
    pen.lineTo((100, 800))
    pen.lineTo((900, 800))
    pen.lineTo((900, 0))
    pen.closePath()
