"""From a PDF to what the writers need of its page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

from reportkit.pictures.page import Answer, RefusedError
from reportkit.pictures.page.pdfium import OpenPage, start
from reportkit.pictures.page.source import only_page
from reportkit.pictures.page.written import with_picture

_PIXELS_LONG: Final = 2400
"""The longer side: 300 pixels per inch on A5, more than that on the text of A4."""


def draw(data: bytes, fonts: Path) -> Answer:
    """The page of a PDF. Raises RefusedError if it cannot be used."""
    source = only_page(data)
    start(fonts)
    scale = _PIXELS_LONG / max(source.width, source.height)
    size = max(1, round(source.width * scale)), max(1, round(source.height * scale))
    seen = OpenPage(data).pixels(*size)
    if not ImageChops.invert(seen).getbbox():
        raise RefusedError("its page is empty")
    inert = with_picture(seen, source.width, source.height)
    return Answer(source.width, source.height, _png(seen), inert)


def _png(picture: Image.Image) -> bytes:
    red, green, blue = picture.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        picture = red
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
