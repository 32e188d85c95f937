"""The only module that knows WeasyPrint from the inside; all others use what it makes public.

Three things are not to be had in public:

- `footnotes()`: WeasyPrint 70 takes back notes that stand already, to squeeze one more line onto a
  page (six notes of 1600 end up a page after their mark), and lays out all notes of a page anew for
  each one that is added (more than half of its time).
- `recorded()`: from which element of the HTML an element of the structure tree was made.
- `body_texts()`: what text stands on a page, for the page map.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import weasyprint
from weasyprint import document as document_module
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import ParentBox, TableRowGroupBox, TextBox
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout
from weasyprint.pdf import tags as tags_module

from reportkit.writers.base import WriterError

KNOWN: Final = "70."
"""The versions whose inside this module knows; pyproject.toml asks for the same."""
SHARE: Final = 0.8
"""How much of a page its notes may take, so that text can stand above them."""


def check_version() -> None:
    """Raises WriterError for a WeasyPrint whose inside may be another."""
    if not weasyprint.VERSION.startswith(KNOWN):
        raise WriterError(f"WeasyPrint {weasyprint.VERSION} is not known; install {KNOWN}*")


@contextmanager
def footnotes() -> Iterator[None]:
    """Within it, WeasyPrint keeps a note on the page of its mark, and measures each note once."""
    stock = document_module.LayoutContext
    document_module.LayoutContext = _Context
    try:
        yield
    finally:
        document_module.LayoutContext = stock


class _Context(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """A layout in which notes stay where they are, and the height of each is measured once."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # In columns notes are not taken back. Nothing else that a report needs depends on it.
        self.in_column = True
        self._measured: dict[tuple[int, float], tuple[float, float, float, float]] = {}

    def _update_footnote_area(self) -> bool:
        """Leaves room for the notes of the page; says whether they are more than it can hold."""
        area = self.current_footnote_area
        if area.height != "auto":
            self.page_bottom += area.margin_height()
        height = self._height()
        area.children = self.current_page_footnotes
        area.height = height
        self.page_bottom -= area.margin_height()
        page_height: float = area.page.height
        return height > SHARE * page_height

    def _height(self) -> float:
        """The height of all notes of the page, one below the other, their margins collapsed."""
        height = below = 0.0
        for place, note in enumerate(self.current_page_footnotes):
            alone, border, top, bottom = self._measure(note)
            height += max(below, top) + border if place else alone
            below = bottom
        return height

    def _measure(self, note: Any) -> tuple[float, float, float, float]:
        """Of a note alone: the height of its area, its own height, margins above and below."""
        area = self.current_footnote_area
        key = id(note), area.page.width
        if key not in self._measured:
            area.children, area.height = [note], "auto"
            whole = build.create_anonymous_boxes(area.deepcopy())
            laid = block_level_layout(self, whole, float("-inf"), None, area.page)[0]
            box = laid.children[-1]
            sizes = laid.height, box.border_height(), box.margin_top, box.margin_bottom
            self._measured[key] = sizes
        return self._measured[key]


@dataclass(frozen=True, slots=True)
class Origin:
    """What an element of the structure tree was made from."""

    tag: str
    """The HTML element: "p", "li::marker", "::leader" (a row of dots); empty if anonymous."""
    html: Any
    """The element itself; None when there is none."""


@contextmanager
def recorded() -> Iterator[dict[int, Origin]]:
    """Within it, PDFs that are written note the origin of each structure element, by its number."""
    stock = tags_module._build_box_tree
    origins: dict[int, Origin] = {}

    def build_and_note(box: Any, *arguments: Any) -> Iterator[Any]:
        for element in stock(box, *arguments):
            tag = "::leader" if box.is_leader else box.element_tag or ""
            # Boxes without an element of their own pass on those of their children.
            origins.setdefault(element.number, Origin(tag, box.element))
            yield element

    tags_module._build_box_tree = build_and_note
    try:
        yield origins
    finally:
        tags_module._build_box_tree = stock


def body_texts(document: weasyprint.Document) -> list[str]:
    """For each page the text of `main` on it, without notes, marks, labels and what CSS adds."""
    heads: set[int] = set()
    return ["".join(_texts(page._page_box.children[0], False, heads)) for page in document.pages]


_ADDED: Final = {"mark", "sep", "label"}
"""Classes of what stands in the text but is not of it."""


def _texts(box: Any, inside: bool, heads: set[int]) -> Iterator[str]:
    html, tag = box.element, box.element_tag or ""
    if "::" in tag or (html is not None and html.get("class") in _ADDED):
        return
    if tag == "thead":
        # The element lives as long as the document, so that its id names it.
        if id(html) in heads and isinstance(box, TableRowGroupBox):
            return
        heads.add(id(html))
    inside = inside or tag == "main"
    if isinstance(box, TextBox):
        if inside:
            yield box.text
    elif isinstance(box, ParentBox):
        for child in box.children:
            yield from _texts(child, inside, heads)
