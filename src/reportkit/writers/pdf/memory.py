"""What WeasyPrint may fetch: the pictures of the report and the fonts, from memory. No more."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportkit.document import Image
from reportkit.style import shipped_fonts

SCHEME = "reportkit:"


class MemoryFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `reportkit:` addresses from memory and refuses all others."""

    def __init__(self, pictures: Mapping[str, Image]) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False)
        self._pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource of an address. Raises ValueError for anything that is not in memory."""
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME):
            if picture := self._pictures.get(name):
                return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
            for font in shipped_fonts():
                if font.name == name:
                    return URLFetcherResponse(url, font.data, {"Content-Type": "font/ttf"})
        raise ValueError(f"refused to fetch {url}")
