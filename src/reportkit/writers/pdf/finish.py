"""The finisher: makes the engine's PDF conform to PDF/A-3a (archives) and PDF/UA-1 (access)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

import pydyf
from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.model.document import Image
from reportkit.writers.pdf import structure_tree, tags, xmp
from reportkit.writers.pdf.drawn_pages import draw_pages
from reportkit.writers.pdf.engine import DrawnPdf, Standard
from reportkit.writers.pdf.structure_tree import Content, follow


class PrintedFigure(Struct, frozen=True):
    """A picture on a page."""

    address: str
    """The address in the HTML."""
    width: float
    """Inches."""


class Finisher:
    """Modifies the objects of a drawn PDF before they are written."""

    standard: ClassVar[Standard] = "pdf/a-3a"
    """The standard that the engine follows; what PDF/UA-1 also requires is added here."""

    def __init__(self, publication: Publication, pictures: Mapping[str, Image]) -> None:
        """`pictures` are those that the engine laid out, by name."""
        self.publication = publication
        self._pictures = pictures

    def __call__(self, drawn: DrawnPdf) -> tuple[PrintedFigure, ...]:
        """Finishes the file in place; returns its figures in reading order."""
        pdf = drawn.pdf
        heights = [page.height for page in drawn.pages]
        root, numbers = structure_tree.read(pdf, drawn.origins)
        tags.arrange(root)
        figures = tuple(_figure(node) for node in root.all() if node.kind == "Figure")
        for node in root.all():
            tags.describe(node, heights)
        self.link(root)
        tags.tell(root, drawn.written)
        kept = structure_tree.write(root, pdf, numbers)
        linked = {annotation.reference for node in root.all() for _, annotation in node.links}
        for page, reference in enumerate(pdf.page_references):
            _clear_page(pdf, page, follow(pdf, reference), kept, linked, drawn.written)
        pages = {n: at for n, at in drawn.pictures.items() if self._pictures[n].page}
        draw_pages(pdf, self._pictures, pages, self.recoloured)
        self.conform(pdf)
        self._describe(pdf)
        _seal(pdf)
        return figures

    recoloured: Callable[[bytes], bytes] | None = None
    """What makes the colours of operations conform, where they have to change."""

    def link(self, root: structure_tree.Node) -> None:
        """Describes the target of each link in the tree."""
        for node in root.all():
            for _, annotation in node.links:
                annotation["Contents"] = pydyf.String(_words(node, annotation))

    def conform(self, pdf: pydyf.PDF) -> None:
        """Applies the other requirements of the file's standard."""

    def _describe(self, pdf: pydyf.PDF) -> None:
        """Adds metadata with the standards of the file, and lets viewers show its title."""
        metadata = follow(pdf, pdf.catalog["Metadata"])
        producer = pdf.info["Producer"].string
        metadata.stream = [xmp.packet(self.publication, self.standard, producer)]
        metadata.compress = False  # archives need to read it without the rest of the file
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _figure(node: structure_tree.Node) -> PrintedFigure:
    left, _, right, _ = node.attributes["A"]["BBox"]  # CSS pixels, until it is described
    return PrintedFigure(node.attribute("src"), (right - left) / 96)


def _words(node: structure_tree.Node, annotation: Mapping[str, Any]) -> str:
    """The target of a link in words: its label, its address, or its text."""
    label = node.attribute("aria-label")
    if label or "A" in annotation:
        return label or node.attribute("href")
    return "" if node.html is None else "".join(node.html.itertext())


def _clear_page(
    pdf: pydyf.PDF,
    number: int,
    page: pydyf.Dictionary,
    kept: Collection[Content],
    linked: Collection[bytes],
    written: Mapping[tuple[int, int], str],
) -> None:
    """Turns content that is not in the tree into artifacts, and removes its links.

    WeasyPrint tags page margins like text (its issue 1836, open).
    """
    if "Annots" in page:
        page["Annots"] = pydyf.Array(link for link in page["Annots"] if link in linked)
    stream = follow(pdf, page["Contents"]).stream
    for place, properties in enumerate(stream):
        if not isinstance(properties, pydyf.Dictionary) or "MCID" not in properties:
            continue
        if Content(number, properties["MCID"]) not in kept:
            # ISO 32000-1, 14.8.2.2: what repeats on each page.
            stream[place - 1] = b"/Artifact"
            stream[place] = artifact = pydyf.Dictionary({"Type": "/Pagination"})
            text = written.get((number, properties["MCID"]))
            if text is not None:
                artifact["ActualText"] = pydyf.String(text)


class _Sealed(pydyf.Stream):  # type: ignore[misc]  # pydyf has no types
    """A stream in its final form."""

    def __init__(self, stream: pydyf.Stream) -> None:
        super().__init__()
        self.number = stream.number
        self._data: bytes = stream.data

    @property
    def data(self) -> bytes:
        return self._data


def _seal(pdf: pydyf.PDF) -> None:
    """Compresses each stream once; pydyf would do so again for the file's identifier."""
    for number, found in enumerate(pdf.objects):
        if isinstance(found, pydyf.Stream):
            pdf.objects[number] = _Sealed(found)
