"""From a PDF to what the writers need of its page."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from reportkit.model.document import PageObject
from reportkit.pictures.page import Answer, RefusedError
from reportkit.pictures.page.layers import Layers
from reportkit.pictures.page.objects import (
    PixelsError,
    Value,
    array,
    dictionary,
    entry,
    number,
    numbers,
)
from reportkit.pictures.page.pdfium import OpenPage, start
from reportkit.pictures.page.resources import Copies
from reportkit.pictures.page.rewriting import page_content, rewritten
from reportkit.pictures.page.source import SourcePage, only_page
from reportkit.pictures.page.written import with_drawing, with_picture

_PIXELS_LONG: Final = 2400
"""The longer side: 300 pixels per inch on A5, more than that on the text of A4."""
_COMPARED: Final = 400
"""The longer side of what is compared, so that the edges of letters count little."""
_ALIKE: Final = 64
"""How far colours may differ there, of 255."""
_LARGEST: Final = 5_000_000
"""Bytes of paths in a file, from which pixels are smaller."""
_UNREADABLE: Final = (
    *(PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError),
    struct.error,
)
"""What reading a damaged part of a file raises."""


def draw(data: bytes, fonts: Path) -> Answer:
    """The page of a PDF. Raises RefusedError if it cannot be used."""
    source = only_page(data)
    start(fonts)
    scale = _PIXELS_LONG / max(source.width, source.height)
    size = max(1, round(source.width * scale)), max(1, round(source.height * scale))
    seen = OpenPage(data).pixels(*size)
    if not ImageChops.invert(seen).getbbox():
        raise RefusedError("its page is empty")
    try:
        page, inert = _inert(source)
        drawn, reason = OpenPage(inert).pixels(*size), ""
        if not _alike(seen, drawn):
            raise PixelsError("something that looks otherwise when it is drawn anew")
    except PixelsError as error:
        reason = str(error)
    except _UNREADABLE:
        reason = "something that cannot be read"
    if reason:
        # As a page again, so that the attached file gives the same picture in another build.
        page, inert = _inert(only_page(with_picture(seen, source.width, source.height)))
        drawn = OpenPage(inert).pixels(*size)
    return Answer(source.width, source.height, _png(drawn), inert, page, reason)


def _inert(source: SourcePage) -> tuple[tuple[PageObject, ...], bytes]:
    """The page as a form that fills the unit square with what it refers to, and as a file."""
    resources = source.page.get("/Resources")
    resources = resources.get_object() if resources is not None else DictionaryObject()
    if not isinstance(resources, DictionaryObject):
        raise PixelsError("resources that cannot be read")
    copies = Copies(rewritten, Layers(source.catalog))
    place = copies.objects.reserve()
    left, bottom, right, top = source.box
    box, unit = numbers(source.box), source.to_unit_square()
    paper = b" ".join(map(number, (left, bottom, right - left, top - bottom)))
    content, used = page_content(copies, _content(source.page), resources, paper)
    entries: dict[str, Value] = {
        "Type": (b"/XObject",),
        "Subtype": (b"/Form",),
        "BBox": box,
        "Matrix": array((f"{one:.12f}".rstrip("0").rstrip(".").encode(),) for one in unit),
        "Resources": used,
    }
    group = entry(source.page, "/Group")
    if isinstance(group, DictionaryObject):
        entries["Group"] = dictionary({"Type": (b"/Group",), "S": (b"/Transparency",)})
    copies.objects.put_packed(place, entries, content)
    objects = copies.objects.finished()
    if sum(len(one.stream or b"") for one in objects) > _LARGEST:
        raise PixelsError("more paths than pages can take")
    page: dict[str, Value] = {"MediaBox": box, "Resources": used}
    if "Group" in entries:
        page["Group"] = entries["Group"]
    if source.rotation:
        page["Rotate"] = (number(source.rotation),)
    if source.unit != 1:
        page["UserUnit"] = (number(source.unit),)
    return objects, with_drawing(page, objects)


def _content(page: DictionaryObject) -> bytes:
    found = entry(page, "/Contents")
    streams = [one.get_object() for one in found] if isinstance(found, ArrayObject) else [found]
    return b"\n".join(one.get_data() for one in streams if isinstance(one, StreamObject))


def _alike(seen: Image.Image, drawn: Image.Image) -> bool:
    """Whether two pictures of a size look alike."""
    width, height = (max(1, round(side * _COMPARED / max(seen.size))) for side in seen.size)
    pair = (one.resize((width, height), Image.Resampling.BOX) for one in (seen, drawn))
    difference = ImageChops.difference(*pair)
    return difference.point([255 * (level > _ALIKE) for level in range(256)] * 3).getbbox() is None


def _png(picture: Image.Image) -> bytes:
    red, green, blue = picture.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        picture = red
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
