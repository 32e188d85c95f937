"""The interface of a layout engine: lay out HTML, return the pages, draw the file.

The writer uses the engine only through these protocols and values. WeasyPrint is the only engine
(`weasyprint_engine`), and its types stay there. The PDF itself is passed on as pydyf objects.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

import pydyf
from msgspec import Struct

from reportkit.diagnostics import Outcome
from reportkit.model.document import Image
from reportkit.style import FontFace

T = TypeVar("T")

SCHEME: Final = "reportkit:"
"""The scheme of addresses of pictures and fonts that an engine has in memory."""

Standard: TypeAlias = Literal["pdf/a-3a", "pdf/x-4"]
"""The standard that the engine's own part of the file follows."""


class Manuscript(Struct, frozen=True):
    """The input of a layout."""

    html: str
    """The whole document, including its style sheet."""
    pictures: Mapping[str, Image]
    """The pictures, by the part of their address after `SCHEME`."""
    faces: tuple[FontFace, ...]
    """The fonts of the theme; those that ship with reportkit are always there."""
    standard: Standard


class Page(Struct, frozen=True):
    """A page of a layout."""

    anchors: Collection[str]
    """The ids of the elements that begin on the page."""
    height: float
    """CSS pixels."""


class Origin(Struct, frozen=True):
    """The origin of an element of the structure tree."""

    tag: str
    """The HTML element: "p", "li::marker", "::leader" (a row of dots); empty if anonymous."""
    html: Element | None
    """The element itself; None if there is none."""


class DrawnPdf(Struct, frozen=True):
    """A PDF with all its pages drawn, as the engine would write it."""

    pdf: pydyf.PDF
    """To be modified in place before it is written."""
    origins: Mapping[int, Origin]
    """The origin of each element of its structure tree, by object number."""
    pages: Sequence[Page]
    written: Mapping[tuple[int, int], str]
    """What a piece of marked content says whose order on the page is not that of its text: by its
    page (from 0) and its id."""
    pictures: Mapping[str, int]
    """The numbers of the objects that hold pictures of pixels, by the names of the pictures."""


Finish: TypeAlias = Callable[[DrawnPdf], T]
"""Modifies a PDF in place before it is written; its result goes into the `Drawing`."""


class Attachment(Struct, frozen=True):
    """A file inside the PDF."""

    name: str
    data: bytes
    relationship: Literal["Source", "Supplement", "Data"]
    """The relationship of the file to the document (ISO 32000-2, 7.11.3)."""
    modified: datetime


class Drawing(NamedTuple, Generic[T]):
    """The result of drawing a layout."""

    data: bytes
    """The file."""
    page_texts: tuple[str, ...]
    """For each page, the text of `main` on it, without notes, marks, labels and generated
    content."""
    front_texts: tuple[str, ...]
    """For each page, the text of the front matter on it."""
    finished: T
    """What `finish` returned."""


class Layout(Protocol):
    """A document on its pages."""

    @property
    def pages(self) -> Sequence[Page]: ...

    def draw(
        self, finish: Finish[T], attachments: Sequence[Attachment] = ()
    ) -> Outcome[Drawing[T]]:
        """The PDF after `finish` has modified it, and warnings.

        Raises WriterError if something in it cannot be drawn. A layout can be drawn only once: it
        takes most of the memory of a build, and is released while the file is finished.
        """
        ...


class Engine(Protocol):
    """Lays out one manuscript, any number of times."""

    def lay_out(self, page_breaks: Sequence[str]) -> Outcome[Layout]:
        """The layout with a new page before each element of the given ids, and warnings.

        Raises WriterError for a picture or a font that cannot be used.
        """
        ...
