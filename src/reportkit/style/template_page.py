"""The page of a Word template, needed before writing, so that tables can be fitted to it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from reportkit.style.tokens import Page

if TYPE_CHECKING:
    from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TWIPS_PER_MM: Final = 1440 / 25.4
_BETWEEN_COLUMNS: Final = 12.7
"""The default space between two columns of a template, in millimetres."""


class TemplatePage(Page):
    """The page of a template, in millimetres: any size, any margins."""

    size: Literal["A4", "Letter"] = "A4"
    top: float
    right: float
    bottom: float
    left: float
    wide: float
    high: float

    @property
    def width(self) -> float:
        """Width of the page."""
        return self.wide

    @property
    def height(self) -> float:
        """Height of the page."""
        return self.high


def template_page(files: Mapping[str, bytes], page: Page) -> Page:
    """The page of a template, given the files in its archive. Values that the template does not set
    are those of `page`, which is also the result for a template without a document."""
    document = _document(files)
    if document is None:
        return page
    sections = list(document.iter(f"{_W}sectPr"))
    section = sections[-1] if sections else document
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    columns = section.find(f"{_W}cols")
    gutter = _mm(margins, "gutter", 0)
    left, right = (
        _mm(margins, name, default)
        for name, default in zip(("left", "right"), page.sides, strict=True)
    )
    width = _mm(size, "w", page.width)
    count = int(columns.get(f"{_W}num", "1")) if columns is not None else 1
    text = width - left - right - gutter
    if count > 1:
        between = _mm(columns, "space", _BETWEEN_COLUMNS) * (count - 1)
        # A figure or table can be as wide as one column.
        right += text - (text - between) / count
    return TemplatePage(
        wide=width,
        high=_mm(size, "h", page.height),
        top=abs(_mm(margins, "top", page.top)),
        bottom=abs(_mm(margins, "bottom", page.bottom)),
        left=left + gutter,
        right=right,
    )


def _document(files: Mapping[str, bytes]) -> etree._Element | None:
    """The main part of the package, if there is one."""
    from lxml import etree  # late: most themes have no template

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    roots = files.get("_rels/.rels")
    for relation in () if roots is None else etree.fromstring(roots, parser).iter(f"{_RELS}*"):
        if relation.get("Type", "").rpartition("/")[2] == "officeDocument":
            name = posixpath.normpath(posixpath.join("/", relation.get("Target", ""))).lstrip("/")
            return etree.fromstring(files[name], parser) if name in files else None
    return None


def _mm(element: etree._Element | None, name: str, default: float) -> float:
    """A length in twips converted to millimetres; the default if it is in another unit."""
    value = None if element is None else element.get(f"{_W}{name}")
    if value is None:
        return default
    try:
        return float(value) / _TWIPS_PER_MM
    except ValueError:
        return default
