"""The letters of a page as outlines, which pdfium draws from the fonts of the file, or from those
that ship in place of fonts that are not in it."""

from __future__ import annotations

import ctypes
import io
from typing import Any, Final

import pypdfium2_raw as pdfium
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
)

from reportkit.pictures.page import RefusedError
from reportkit.pictures.page.objects import PixelsError, entry, name
from reportkit.pictures.page.pdfium import OpenPage

UNITS: Final = 1000
"""Outlines and widths are thousandths of the size of their font."""
_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_SPACES: Final = frozenset((32, 160))


class OutlineFont:
    """A font whose letters are outlines."""

    def __init__(self, font: DictionaryObject) -> None:
        """Raises PixelsError for a font whose codes cannot be told apart here."""
        composite = name(entry(font, "/Subtype")) == "/Type0"
        if composite and name(entry(font, "/Encoding")) != "/Identity-H":
            raise PixelsError("letters in an encoding of its own")
        self.length = 2 if composite else 1
        """The bytes of a code."""
        self._name = name(entry(font, "/BaseFont")).lstrip("/") or "without a name"
        self._embedded = _is_embedded(font)
        self._page = _page_with(font, self.length)
        first = pdfium.FPDFPage_GetObject(self._page.handle, 0)
        self._font: Any = pdfium.FPDFTextObj_GetFont(first) if first else None
        if not self._font:
            raise PixelsError("letters of a font that cannot be read")
        self._outlines: dict[int, bytes] = {}
        self._widths: dict[int, float] = {}

    def width(self, code: int) -> float:
        """How far a letter advances."""
        if code not in self._widths:
            found, letter = ctypes.c_float(), _letter(code, self.length)
            if not pdfium.FPDFFont_GetGlyphWidth(self._font, letter, UNITS, found):
                raise PixelsError("letters of a font that cannot be read")
            self._widths[code] = found.value
        return self._widths[code]

    def outline(self, code: int) -> bytes:
        """The path of a letter; empty for a space. Raises RefusedError for a letter that is in no
        font."""
        if code not in self._outlines:
            path = pdfium.FPDFFont_GetGlyphPath(self._font, _letter(code, self.length), UNITS)
            self._outlines[code] = made = _operations(path) if path else b""
            if not made and not self._embedded and self.length == 1 and code not in _SPACES:
                raise RefusedError(
                    f"its font '{self._name}' is not in the file, and no font that ships with "
                    "reportkit has all of its letters; export it with its fonts embedded"
                )
        return self._outlines[code]


def _is_embedded(font: DictionaryObject) -> bool:
    kids = entry(font, "/DescendantFonts")
    if isinstance(kids, ArrayObject) and kids:
        kid = kids[0].get_object()
        return isinstance(kid, DictionaryObject) and _is_embedded(kid)
    descriptor = entry(font, "/FontDescriptor")
    return isinstance(descriptor, DictionaryObject) and any(key in descriptor for key in _FILES)


def _page_with(font: DictionaryObject, length: int) -> OpenPage:
    """A page that shows a letter of a font."""
    writer = PdfWriter()
    page = writer.add_blank_page(9, 9)
    copy = DictionaryObject({key: font.raw_get(key).clone(writer) for key in font})
    copy[NameObject("/ToUnicode")] = writer._add_object(_codes_as_letters(length))
    fonts = DictionaryObject({NameObject("/F"): writer._add_object(copy)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(b"BT /F 1 Tf <%s> Tj ET" % (b"41" * length))
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return OpenPage(out.getvalue())


def _codes_as_letters(length: int) -> DecodedStreamObject:
    """A map that gives each code a letter of its own, because pdfium asks for letters."""
    digits = 2 * length
    ranges = [
        f"<{first:0{digits}x}> <{first + 255:0{digits}x}> <{_letter(first, length):04x}>"
        for first in range(0, 256**length, 256)
    ]
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    body = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    made = DecodedStreamObject()
    made.set_data(
        f"begincmap\n1 begincodespacerange\n<{'0' * digits}> <{'f' * digits}>\n"
        f"endcodespacerange\n{body}\nendcmap".encode()
    )
    return made


def _letter(code: int, length: int) -> int:
    """The letter of a code; those of one byte are in the private area, whose meaning no font
    knows."""
    return code if length == 2 else 0xE000 + code


def _operations(path: Any) -> bytes:
    out: list[bytes] = []
    curve: list[bytes] = []
    for number in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path)):
        segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = b"%s %s" % (_short(x.value * UNITS), _short(y.value * UNITS))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                out.append(b" ".join((*curve, b"c")))
                curve = []
        else:
            out.append(point + (b" m" if kind == pdfium.FPDF_SEGMENT_MOVETO else b" l"))
        if pdfium.FPDFPathSegment_GetClose(segment):
            out.append(b"h")
    return b"\n".join(out)


def _short(value: float) -> bytes:
    return f"{value:.1f}".removesuffix(".0").encode()
