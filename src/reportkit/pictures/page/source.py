"""The only page of a PDF: whether there is one that can be used, and its size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import DictionaryObject, PdfObject

from reportkit.pictures.page import RefusedError

DAMAGED: Final = "the PDF is damaged or incomplete"
_NO_SIZE: Final = "its page has no size"
_LARGEST: Final = 14_400
"""Points: 5 m, the largest page of PDF 1.6 without another unit (ISO 32000-1, annex C)."""
_SMALLEST: Final = 1.0
_NARROWEST: Final = 100
"""How many times longer than wide a page may be."""
_TAIL: Final = 2048
_DEEPEST: Final = 50
"""The number of nodes above a page."""


class SourcePage(Struct, frozen=True):
    """A page and how it is seen."""

    page: PageObject
    box: tuple[float, float, float, float]
    """What is seen of it, in its own units: left, bottom, right, top."""
    rotation: int
    """How far it is turned clockwise when it is seen: 0, 90, 180 or 270."""
    unit: float
    """Points in its unit."""
    width: float
    """Points, upright."""
    height: float
    """Points, upright."""
    catalog: DictionaryObject
    """Of its file."""

    def to_unit_square(self) -> tuple[float, float, float, float, float, float]:
        """The matrix from its units to a square of side 1 in which it is upright."""
        left, bottom, right, top = self.box
        x, y = 1 / (right - left), 1 / (top - bottom)
        return {
            0: (x, 0.0, 0.0, y, -left * x, -bottom * y),
            90: (0.0, -x, y, 0.0, -bottom * y, right * x),
            180: (-x, 0.0, 0.0, -y, right * x, top * y),
            270: (0.0, x, -y, 0.0, top * y, -left * x),
        }[self.rotation]


def only_page(data: bytes) -> SourcePage:
    """The page of a file. Raises RefusedError if it cannot be used."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise RefusedError(DAMAGED)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise RefusedError("it is encrypted; save it without a password")
        count = len(reader.pages)
        if count != 1:
            number = f"{count:,} pages" if count else "no page"
            raise RefusedError(f"it has {number}; export the one page that the figure shows")
        return _measured(reader.pages[0], _catalog(reader))
    except (PyPdfError, DependencyError, LookupError, ValueError, TypeError, AttributeError) as e:
        raise RefusedError(DAMAGED) from e


def _catalog(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"].get_object()
    if not isinstance(root, DictionaryObject):
        raise RefusedError(DAMAGED)
    return root


def _measured(page: PageObject, catalog: DictionaryObject) -> SourcePage:
    if "/MediaBox" not in {key for node in _with_parents(page) for key in node}:
        raise RefusedError(_NO_SIZE)
    media, crop = (
        (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
        for b in ([float(edge) for edge in page.mediabox], [float(edge) for edge in page.cropbox])
    )
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    unit = float(page.get("/UserUnit", 1.0))
    width, height = (right - left) * unit, (top - bottom) * unit
    rotation = page.rotation % 360
    if rotation % 180:
        width, height = height, width
    if not min(width, height) >= _SMALLEST:
        raise RefusedError(_NO_SIZE)
    if max(width, height) > _LARGEST:
        metres = f"{width / 72 * 0.0254:.1f} by {height / 72 * 0.0254:.1f} m"
        raise RefusedError(f"its page is {metres} large; export it in the size of the figure")
    if max(width, height) > _NARROWEST * min(width, height):
        raise RefusedError("its page is a strip more than 100 times longer than wide")
    box = left, bottom, right, top
    return SourcePage(page, box, rotation, unit, width, height, catalog)


def _with_parents(page: PageObject) -> Iterator[DictionaryObject]:
    """A page and the nodes that it inherits from (ISO 32000-1, 7.7.3.4)."""
    node: object = page
    for _ in range(_DEEPEST):
        if not isinstance(node, DictionaryObject):
            return
        yield node
        node = node.get("/Parent")
        node = node.get_object() if isinstance(node, PdfObject) else None
