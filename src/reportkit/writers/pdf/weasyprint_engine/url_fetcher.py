"""The only resources that WeasyPrint may fetch: pictures of the report and fonts, from memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportkit.model.document import Image
from reportkit.style import FontFace, shipped_fonts
from reportkit.writers.pdf.engine import SCHEME


class MemoryFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves addresses of `SCHEME` from memory and refuses all others."""

    def __init__(self, pictures: Mapping[str, Image], faces: Iterable[FontFace]) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False)
        self._pictures = pictures
        self._fonts = {face.name: face.data for face in (*shipped_fonts(), *faces)}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource of an address. Raises ValueError for anything that is not in memory."""
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME):
            if picture := self._pictures.get(name):
                return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
            if font := self._fonts.get(name):
                return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
        raise ValueError(f"refused to fetch {url}")
