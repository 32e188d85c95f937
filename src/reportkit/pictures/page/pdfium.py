"""pdfium, as far as it is needed: pages as pixels, with no fonts but those that ship.

It is called through its C interface, because pypdfium2's own classes start it with the fonts of
the machine, and the picture must be the same everywhere.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2_raw as pdfium
from PIL import Image

from reportkit.pictures.page import RefusedError


def start(fonts: Path) -> None:
    """Starts pdfium with the fonts in a folder in place of those of the machine; once only."""
    paths = (ctypes.c_char_p * 2)(str(fonts).encode(), None)
    found = ctypes.cast(paths, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=found)
    _kept.extend((paths, config))
    pdfium.FPDF_InitLibraryWithConfig(config)


_kept: list[Any] = []
"""What pdfium reads as long as it runs."""


class OpenPage:
    """The first page of a PDF, open in pdfium until the process ends."""

    def __init__(self, data: bytes) -> None:
        """Raises RefusedError if pdfium cannot read it."""
        self._data = data  # pdfium reads it when it needs it
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        self.handle = pdfium.FPDF_LoadPage(self._document, 0) if self._document else None
        if not self.handle:
            raise RefusedError("the PDF is damaged or incomplete")

    def pixels(self, width: int, height: int) -> Image.Image:
        """The page on white paper, without annotations, in this many pixels."""
        bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
        if not bitmap:
            raise MemoryError
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, self.handle, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        content = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        pdfium.FPDFBitmap_Destroy(bitmap)
        return Image.frombytes("RGB", (width, height), content, "raw", "RGBX", stride)
