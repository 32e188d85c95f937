"""The only resources that WeasyPrint may fetch: pictures of the report and fonts, from memory."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportkit.model.document import Image
from reportkit.pictures.for_pages import for_pages
from reportkit.style import FontFace, shipped_fonts
from reportkit.writers.pdf.engine import SCHEME

_INSIDE: Final = re.compile(rb'data:image/(?:png|jpeg);base64,([^"]*)')
"""A picture inside a drawing."""


class MemoryFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves addresses of `SCHEME` from memory and refuses all others."""

    def __init__(self, pictures: Mapping[str, Image], faces: Iterable[FontFace]) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False)
        self._pictures = pictures
        self._inside: dict[str, bytes] = {}
        """The pictures inside drawings."""
        self._fonts = {face.name: face.data for face in (*shipped_fonts(), *faces)}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource of an address. Raises ValueError for anything that is not in memory."""
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME):
            if picture := self._pictures.get(name):
                kind, data = self._shown(picture)
                return URLFetcherResponse(url, data, {"Content-Type": kind})
            if inside := self._inside.get(name):
                return URLFetcherResponse(url, inside, {"Content-Type": "image"})
            if font := self._fonts.get(name):
                return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
        raise ValueError(f"refused to fetch {url}")

    def _shown(self, picture: Image) -> tuple[str, bytes]:
        """The media type and bytes of a picture; those inside a drawing get addresses."""
        if not picture.is_drawing:
            return picture.media_type, picture.data
        drawn = for_pages(picture.data)
        if drawn is None:
            return "image/png", picture.pixels
        return picture.media_type, _INSIDE.sub(self._addressed, drawn)

    def _addressed(self, found: re.Match[bytes]) -> bytes:
        data = base64.b64decode(found[1])
        name = f"inside-{hashlib.sha256(data).hexdigest()}"
        self._inside[name] = data
        return f"{SCHEME}{name}".encode()
