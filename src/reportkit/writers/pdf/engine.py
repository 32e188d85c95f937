"""What the PDF writer asks of a layout engine: lay HTML out, tell the pages, draw the file.

The writer knows the engine by these protocols and values alone. WeasyPrint is the only engine
(`weasyprint_engine`); its types stay there. The PDF itself is handed on as pydyf holds it.
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
"""How the addresses of pictures and fonts begin, which an engine has in memory."""

Standard: TypeAlias = Literal["pdf/a-3a", "pdf/x-4"]
"""The standard that the engine's own part of the file follows."""


class Manuscript(Struct, frozen=True):
    """What an engine lays out."""

    html: str
    """The whole document with its style sheet."""
    pictures: Mapping[str, Image]
    """The pictures by what stands in their address after `SCHEME`."""
    faces: tuple[FontFace, ...]
    """The fonts of the theme; those that ship with reportkit are always there."""
    standard: Standard


class Page(Struct, frozen=True):
    """A page that was laid out."""

    anchors: Collection[str]
    """The ids of the elements that begin on the page."""
    height: float
    """CSS pixels."""


class Origin(Struct, frozen=True):
    """What an element of the structure tree was made from."""

    tag: str
    """The HTML element: "p", "li::marker", "::leader" (a row of dots); empty if anonymous."""
    html: Element | None
    """The element itself; None when there is none."""


class DrawnPdf(Struct, frozen=True):
    """A PDF with all its pages drawn, as the engine would write it."""

    pdf: pydyf.PDF
    """To be changed in place before it is written."""
    origins: Mapping[int, Origin]
    """Where each element of its structure tree comes from, by the number of its object."""
    pages: Sequence[Page]


Finish: TypeAlias = Callable[[DrawnPdf], T]
"""Changes a PDF in place before it is written; what it returns goes into the `Drawing`."""


class Attachment(Struct, frozen=True):
    """A file inside the PDF."""

    name: str
    data: bytes
    relationship: Literal["Source", "Supplement"]
    """What the file is to the document (ISO 32000-2, 7.11.3)."""
    modified: datetime


class Drawing(NamedTuple, Generic[T]):
    """What a layout was drawn to."""

    data: bytes
    """The file."""
    page_texts: tuple[str, ...]
    """For each page the text of `main` on it, without notes, marks, labels and what CSS adds."""
    finished: T
    """What `finish` returned."""


class Layout(Protocol):
    """A document on its pages."""

    @property
    def pages(self) -> Sequence[Page]: ...

    def draw(
        self, finish: Finish[T], attachments: Sequence[Attachment] = ()
    ) -> Outcome[Drawing[T]]:
        """The PDF, once `finish` is done with it, and warnings.

        Raises WriterError when something in it cannot be drawn. A layout is drawn once: it takes
        most of the memory of a build, and is let go while the file is finished.
        """
        ...


class Engine(Protocol):
    """Lays out one manuscript, as often as it is asked to."""

    def lay_out(self, page_breaks: Sequence[str]) -> Outcome[Layout]:
        """The layout with a new page before each element of the given ids, and warnings.

        Raises WriterError for a picture or a font that cannot be used.
        """
        ...
