"""Converts every colour and picture of a PDF to inks, in pydyf's objects before they are written.

It works on the drawn pages and not on style sheets, so that it misses no rule of a theme.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Any, Final

import pydyf
from PIL import Image

from reportkit.writers.pdf.inks import Inks
from reportkit.writers.pdf.structure_tree import follow

_RGB: Final = re.compile(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (rg|RG)")
_OPERATORS: Final = {b"rg": b" k", b"RG": b" K"}
_QUALITY: Final = 95
"""The JPEG quality of a photograph that was already a JPEG."""


def separate(pdf: pydyf.PDF, inks: Inks) -> None:
    """Removes all RGB from the pages, groups, patterns, gradients and pictures of a PDF."""
    for found in list(pdf.objects):
        if isinstance(found, pydyf.Stream):
            if found.extra.get("Subtype") == "/Image":
                _separate_picture(pdf, found, inks)
            elif found.extra.get("Type") in (None, "/XObject", "/Pattern"):
                found.stream = [_separated(item, inks) for item in found.stream]
        elif isinstance(found, dict) and "ShadingType" in found:
            _separate_gradient(found, inks)
        elif isinstance(found, dict) and "ExtGState" in found:
            _grey_masks(pdf, found["ExtGState"])


def _separated(item: Any, inks: Inks) -> Any:
    """An operator of a content stream, changed to CMYK if it sets a colour in RGB."""
    colour = _RGB.fullmatch(item) if isinstance(item, bytes) else None
    if colour is None:
        return item
    printed = inks.colour(*map(float, colour.groups()[:3]))
    return " ".join(f"{ink:g}" for ink in printed).encode() + _OPERATORS[colour[4]]


def in_inks(inks: Inks, content: bytes) -> bytes:
    """Operations, one to a line, with their RGB colours as inks."""
    return b"\n".join(_separated(line, inks) for line in content.split(b"\n"))


def _separate_gradient(shading: dict[str, Any], inks: Inks) -> None:
    """Makes a gradient run between the inks of its colours; that of an alpha channel is grey."""
    if shading["ColorSpace"] == "/DeviceGray":
        return
    shading["ColorSpace"] = "/DeviceCMYK"
    # WeasyPrint joins the parts of a gradient by a stitching function (ISO 32000-1, 7.10.4).
    for function in shading["Function"]["Functions"]:
        for end in ("C0", "C1"):
            function[end] = pydyf.Array(inks.colour(*map(float, function[end])))


def _grey_masks(pdf: pydyf.PDF, states: dict[str, Any]) -> None:
    """Makes transparency masks grey, because full black ink is not a press's darkest colour."""
    for state in states.values():
        if "SMask" in state:
            follow(pdf, state["SMask"]["G"]).extra["Group"]["CS"] = "/DeviceGray"


def _separate_picture(pdf: pydyf.PDF, stream: pydyf.Stream, inks: Inks) -> None:
    """Converts an RGB picture to CMYK or grey; transparent parts become paper white."""
    extra = stream.extra
    mask = follow(pdf, extra.pop("SMask")) if "SMask" in extra else None
    if extra["ColorSpace"] != "/DeviceRGB" and mask is None:
        return
    picture = _decoded(stream)
    photograph = extra["Filter"] == "/DCTDecode"
    if mask is not None:
        paper = Image.new(picture.mode, picture.size, "white")
        picture = Image.composite(picture, paper, _decoded(mask))
        pdf.objects[mask.number] = nothing = pydyf.Dictionary()
        nothing.number = mask.number
    if picture.mode == "RGB":
        picture = inks.picture(picture)
    for key in ("DecodeParms", "Decode"):
        extra.pop(key, None)
    extra["ColorSpace"] = "/DeviceCMYK" if picture.mode == "CMYK" else "/DeviceGray"
    extra["Filter"] = "/DCTDecode" if photograph else "/FlateDecode"
    stream.stream = [_jpeg(picture) if photograph else zlib.compress(picture.tobytes(), 9)]
    if photograph and picture.mode == "CMYK":
        extra["Decode"] = pydyf.Array((1, 0) * 4)  # Pillow writes CMYK as Adobe does, inverted


def _decoded(stream: pydyf.Stream) -> Image.Image:
    """The pixels of a picture in the file, which is a JPEG or the compressed data of a PNG."""
    data = b"".join(item if isinstance(item, bytes) else item.data for item in stream.stream)
    extra = stream.extra
    if extra["Filter"] == "/FlateDecode":
        kind = 2 if extra["DecodeParms"].get("Colors") == 3 else 0  # RGB or grey
        header = struct.pack(">IIBBBBB", extra["Width"], extra["Height"], 8, kind, 0, 0, 0)
        data = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
        )
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, subsampling=0)
    return file.getvalue()
