"""Colours as what screens make of them: grey or sRGB.

A colour of any other space (inks, spot colours, profiles) is asked of pdfium, by a page that it
fills, so that paths have the colours that the page as pixels has.
"""

from __future__ import annotations

import io
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    PdfObject,
)

from reportkit.pictures.page.objects import PixelsError, name
from reportkit.pictures.page.pdfium import OpenPage

Kind: TypeAlias = Literal["grey", "rgb", "other", "pattern"]
_KINDS: Final[dict[str, Kind]] = {
    "/DeviceGray": "grey",
    "/G": "grey",
    "/DeviceRGB": "rgb",
    "/RGB": "rgb",
    "/DeviceCMYK": "other",
    "/CMYK": "other",
    "/Pattern": "pattern",
}
_MOST: Final = 1000
"""The number of colours that are asked for; each takes a millisecond."""


def kind(space: object) -> Kind:
    """What the colours of a space become."""
    if isinstance(space, ArrayObject) and space:
        return _KINDS.get(name(space[0].get_object()), "other")
    found = _KINDS.get(name(space))
    if found is None:
        raise PixelsError("colours of a kind that it does not say")
    return found


def picture_space(space: object) -> Kind:
    """What the colours of a picture or gradient are taken for: those of a profile for sRGB, which
    the comparison of the page with its source confirms."""
    if isinstance(space, ArrayObject) and len(space) > 1:
        first, second = name(space[0].get_object()), space[1].get_object()
        if first == "/ICCBased" and isinstance(second, DictionaryObject):
            parts = second.get("/N")
            return "grey" if parts == 1 else "rgb" if parts == 3 else "other"
        if first in ("/CalGray", "/CalRGB"):
            return "grey" if first == "/CalGray" else "rgb"
    return kind(space)


class Colours(Struct):
    """The colours that were asked for."""

    known: dict[tuple[object, bytes], bytes] = field(default_factory=dict)

    def ask(self, space: PdfObject, values: bytes | None) -> bytes:
        """A colour, "1 0 0" for red; without values, the first one of its space."""
        raw = space.get_object() or space
        which: object = str(raw) if isinstance(raw, NameObject) else id(raw)
        key = (which, b"" if values is None else values)
        if key not in self.known:
            if len(self.known) >= _MOST:
                raise PixelsError("more than 1,000 colours that are no screen colours")
            self.known[key] = _seen(raw, values)
        return self.known[key]


def _seen(space: PdfObject, values: bytes | None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(4, 4)
    spaces = DictionaryObject({NameObject("/C"): space.clone(writer)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/ColorSpace"): spaces})
    content = DecodedStreamObject()
    content.set_data(b"/C cs %s 0 0 4 4 re f" % (b"" if values is None else values + b" sc"))
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    found = OpenPage(out.getvalue()).pixels(4, 4).getpixel((1, 1))
    assert isinstance(found, tuple)
    return b" ".join(f"{level / 255:.4f}".rstrip("0").rstrip(".").encode() for level in found)
