"""The only module that knows WeasyPrint from the inside; all others use what it makes public.

Four things are not to be had in public:

- `footnotes()`: WeasyPrint 70 takes back notes that stand already, to squeeze one more line onto a
  page (six notes of 1600 end up a page after their mark), and lays out all notes of a page anew for
  each one that is added (more than half of its time). What it needs for a layout only, it leaves to
  Python's garbage collector.
- `recorded()`: from which element of the HTML an element of the structure tree was made. It also
  spares WeasyPrint to list all pages once for each element.
- `body_texts()`: what text stands on a page, for the page map.
- `of_any_length()`: cffi takes 5 ms to parse the name of a C type, and each length of an array has
  one of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pydyf
import weasyprint
from msgspec import Struct
from weasyprint import document as document_module
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import (
    FootnoteAreaBox,
    ParentBox,
    TableRowGroupBox,
    TextBox,
)
from weasyprint.layout import LayoutContext
from weasyprint.layout import page as page_module
from weasyprint.layout.block import block_level_layout
from weasyprint.pdf import fonts as fonts_module
from weasyprint.pdf import tags as tags_module
from weasyprint.text.ffi import ffi

from reportkit.writers.base import WriterError

KNOWN: Final = "70."
"""The versions whose inside this module knows; pyproject.toml asks for the same."""
SHARE: Final = 0.8
"""How much of a page its notes may take, so that text can stand above them."""


def check_version() -> None:
    """Raises WriterError for a WeasyPrint whose inside may be another."""
    if not weasyprint.VERSION.startswith(KNOWN):
        raise WriterError(f"WeasyPrint {weasyprint.VERSION} is not known; install {KNOWN}*")


class _OpenArrays:
    """WeasyPrint's cffi, in which arrays of any length are of one type."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, name: str, initial: Any = None) -> Any:
        """What is made of a C type; the length of an array is that of its first content."""
        if initial is not None and name.endswith("]"):
            name = f"{name[: name.index('[')]}[]"
        return ffi.new(name, initial)


@contextmanager
def of_any_length() -> Iterator[None]:
    """Within it, the arrays of glyphs of a PDF are not of as many types as they have lengths."""
    fonts_module.ffi = _OpenArrays()
    try:
        yield
    finally:
        fonts_module.ffi = ffi


@contextmanager
def footnotes() -> Iterator[None]:
    """Within it, WeasyPrint keeps a note on the page of its mark, and lays each note out once."""
    stock = document_module.LayoutContext
    contexts: list[_Context] = []

    def begin(*arguments: Any) -> _Context:
        contexts.append(_Context(*arguments))
        return contexts[-1]

    document_module.LayoutContext = begin
    page_module.block_level_layout = _block_level_layout
    try:
        yield
    finally:
        document_module.LayoutContext = stock
        page_module.block_level_layout = block_level_layout
        for context in contexts:
            context.forget()


def _block_level_layout(context: _Context, box: Any, *arguments: Any, **named: Any) -> Any:
    """What makes a page of the root, and of the area of its notes: these are laid out already."""
    if not isinstance(box, FootnoteAreaBox):
        return block_level_layout(context, box, *arguments, **named)
    box.children = []
    laid, *rest = block_level_layout(context, box, *arguments, **named)
    laid.height = min(context.notes_height(), laid.max_height)
    laid.children = context.take_notes(laid)
    laid.page = None  # which holds it: both would stay until Python looks for garbage
    return laid, *rest


class _Size(Struct, frozen=True):
    """Of a note in the area of the notes, in CSS pixels."""

    alone: float
    """How high the area is with no other note."""
    height: float
    """From border to border."""
    above: float
    """The margin above it."""
    below: float
    """The margin below it."""


class _Laid(Struct, frozen=True):
    """A note that was laid out alone; height and place of the area then, in CSS pixels."""

    box: Any
    height: float
    left: float
    top: float


class _Context(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """A layout in which notes stay where they are, and each is laid out once."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # In columns notes are not taken back. Nothing else that a report needs depends on it.
        self.in_column = True
        self._sizes: dict[tuple[int, float], _Size] = {}
        self._laid: dict[tuple[int, float], _Laid] = {}
        """The notes that no page has taken yet."""

    def _update_footnote_area(self) -> bool:
        """Leaves room for the notes of the page; says whether they are more than it can hold."""
        area = self.current_footnote_area
        if area.height != "auto":
            self.page_bottom += area.margin_height()
        area.height = self.notes_height()
        self.page_bottom -= area.margin_height()
        height: float = area.height
        page_height: float = area.page.height
        return height > SHARE * page_height

    def notes_height(self) -> float:
        """The height of all notes of the page, one below the other, their margins collapsed."""
        height = below = 0.0
        for place, note in enumerate(self.current_page_footnotes):
            size = self._size(note)
            height += max(below, size.above) + size.height if place else size.alone
            below = size.below
        return height

    def take_notes(self, area: Any) -> list[Any]:
        """The notes of the page, laid out, each in its place in the area."""
        boxes: list[Any] = []
        foot = below = 0.0
        for note in self.current_page_footnotes:
            size, key = self._size(note), self._key(note)
            laid = self._laid.pop(key, None) or self._lay_out(note)  # a page may be made anew
            down = area.content_box_y() - laid.top
            if boxes:
                down = foot + max(below, size.above) - laid.box.border_box_y()
            laid.box.translate(area.content_box_x() - laid.left, down)
            boxes.append(laid.box)
            foot, below = laid.box.border_box_y() + size.height, size.below
        return boxes

    def _key(self, note: Any) -> tuple[int, float]:
        return id(note), self.current_footnote_area.page.width

    def _size(self, note: Any) -> _Size:
        key = self._key(note)
        if key not in self._sizes:
            laid = self._laid[key] = self._lay_out(note)
            box = laid.box
            self._sizes[key] = _Size(
                laid.height, box.border_height(), box.margin_top, box.margin_bottom
            )
        return self._sizes[key]

    def _lay_out(self, note: Any) -> _Laid:
        """The note, laid out alone in the area of the notes."""
        area = self.current_footnote_area.deepcopy()
        area.children, area.height = [note.deepcopy()], "auto"
        whole = build.create_anonymous_boxes(area)
        laid = block_level_layout(self, whole, float("-inf"), None, area.page)[0]
        return _Laid(laid.children[-1], laid.height, laid.content_box_x(), laid.content_box_y())

    def forget(self) -> None:
        """Lets go of all boxes and styles from before the layout; a drawing needs but the fonts."""
        self.__dict__ = {name: getattr(self, name) for name in ("font_config", "dictionaries")}


class Origin(Struct, frozen=True):
    """What an element of the structure tree was made from."""

    tag: str
    """The HTML element: "p", "li::marker", "::leader" (a row of dots); empty if anonymous."""
    html: Any
    """The element itself; None when there is none."""


class _Pages(Struct, frozen=True):
    """What WeasyPrint asks of the PDF for each element: it would list all pages each time."""

    add_object: Callable[[pydyf.Object], None]
    page_references: tuple[bytes, ...]


@contextmanager
def recorded() -> Iterator[dict[int, Origin]]:
    """Within it, PDFs that are written note the origin of each structure element, by its number."""
    stock = tags_module._build_box_tree
    origins: dict[int, Origin] = {}

    def build_and_note(box: Any, parent: Any, pdf: pydyf.PDF | _Pages, *rest: Any) -> Iterator[Any]:
        pages = _Pages(pdf.add_object, pdf.page_references) if isinstance(pdf, pydyf.PDF) else pdf
        for element in stock(box, parent, pages, *rest):
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
