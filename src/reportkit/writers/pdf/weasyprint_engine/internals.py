"""The only module that uses private parts of WeasyPrint. They can change without notice, so it is
written for one release (`import_weasyprint.KNOWN`).

Each part names the upstream issue that it works around. When WeasyPrint is updated,
`tests/layout/test_weasyprint_internals.py` lists the private functions that have changed, and the
part of this module that depends on each.

- `notes_kept_in_place` replaces the layout of notes.
- `origins_noted` records which HTML element each structure element was made from.
- `arrays_of_one_type` saves cffi from parsing a type for each length of an array.
- `body_texts` reads the text of each page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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

from reportkit.writers.html_names import HtmlClass
from reportkit.writers.pdf.engine import Origin

SHARE: Final = 0.8
"""The share of a page that its notes may take up, so that there is room for text above them."""


@contextmanager
def notes_kept_in_place() -> Iterator[None]:
    """Within this context, a layout keeps each note on the page of its mark, lays it out once, and
    releases what only the layout needs."""
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
    """Replaces `block_level_layout` where WeasyPrint makes a page. It lays out the root and the
    areas of the page as WeasyPrint does, but puts the notes, which are already laid out, into the
    area of the notes."""
    if not isinstance(box, FootnoteAreaBox):
        return block_level_layout(context, box, *arguments, **named)
    box.children = []
    laid, *rest = block_level_layout(context, box, *arguments, **named)
    laid.height = min(context.notes_height(), laid.max_height)
    laid.children = context.take_notes(laid)
    # Breaks the cycle of page and area; see `_Context.forget`.
    laid.page = None
    return laid, *rest


class _Size(Struct, frozen=True):
    """The size of a note in the area of the notes, in CSS pixels."""

    alone: float
    """The height of the area with no other note."""
    height: float
    """From border to border."""
    above: float
    """The margin above it."""
    below: float
    """The margin below it."""


class _Laid(Struct, frozen=True):
    """A note laid out alone, with the height and position of the area then, in CSS pixels."""

    box: Any
    height: float
    left: float
    top: float


class _Context(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """A layout in which notes stay in place, and each is laid out once."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # Upstream: pull request 2437, which fixes issue 2432 (Footnotes and forbidden page breaks
        # can force page breaks too early). It moves notes that are already on the page to the next
        # one, so that one more line fits: six notes of 1600 end up a page after their mark. It has
        # no switch, but leaves notes in columns alone. Nothing else that a report needs depends on
        # this attribute.
        self.in_column = True
        self._sizes: dict[tuple[int, float], _Size] = {}
        self._laid: dict[tuple[int, float], _Laid] = {}
        """The notes that are not on a page yet."""

    def _update_footnote_area(self) -> bool:
        """Leaves room for the notes of the page; returns whether they are more than it can hold.

        Upstream: no issue found, as of 70.0. WeasyPrint lays out all notes of a page again for each
        added note, which takes more than half of its time. Here each note is laid out once, alone,
        and its height is stored.
        """
        area = self.current_footnote_area
        if area.height != "auto":
            self.page_bottom += area.margin_height()
        area.height = self.notes_height()
        self.page_bottom -= area.margin_height()
        height: float = area.height
        page_height: float = area.page.height
        return height > SHARE * page_height

    def notes_height(self) -> float:
        """The height of all notes of the page, one below another, with collapsed margins."""
        height = below = 0.0
        for place, note in enumerate(self.current_page_footnotes):
            size = self._size(note)
            height += max(below, size.above) + size.height if place else size.alone
            below = size.below
        return height

    def take_notes(self, area: Any) -> list[Any]:
        """The laid-out notes of the page, each in its place in the area."""
        boxes: list[Any] = []
        foot = below = 0.0
        for note in self.current_page_footnotes:
            size, key = self._size(note), self._key(note)
            laid = self._laid.pop(key, None) or self._lay_out(note)  # a page may be made again
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
        """Releases all boxes and styles from before the layout; drawing needs only the fonts.

        Upstream: no issue found about these reference cycles, as of 70.0. Issues 1496 and 2130
        (both closed) are about memory that is kept after a document in the same way; smaller caches
        were the answer to them.
        """
        self.__dict__ = {name: getattr(self, name) for name in ("font_config", "dictionaries")}


class _Pages(Struct, frozen=True):
    """The two members of a PDF that `_build_box_tree` uses.

    Upstream: no issue found, as of pydyf 0.13. `pydyf.PDF.page_references` makes a new list of all
    pages each time, and is used for every structure element.
    """

    add_object: Callable[[pydyf.Object], None]
    page_references: tuple[bytes, ...]


@contextmanager
def origins_noted() -> Iterator[Mapping[int, Origin]]:
    """Within this context, drawing a PDF records the origin of each structure element, by object
    number.

    Upstream: no issue found that asks for a way from a structure element back to its HTML, as of
    70.0. Issue 2482 (open, PDF/UA support improvement) lists the reasons why its own tree is not
    enough.
    """
    stock = tags_module._build_box_tree
    origins: dict[int, Origin] = {}

    def build_and_note(box: Any, parent: Any, pdf: pydyf.PDF | _Pages, *rest: Any) -> Iterator[Any]:
        pages = _Pages(pdf.add_object, pdf.page_references) if isinstance(pdf, pydyf.PDF) else pdf
        for element in stock(box, parent, pages, *rest):
            tag = "::leader" if box.is_leader else box.element_tag or ""
            # Boxes without a structure element pass on those of their children.
            origins.setdefault(element.number, Origin(tag, box.element))
            yield element

    tags_module._build_box_tree = build_and_note
    try:
        yield origins
    finally:
        tags_module._build_box_tree = stock


class _OpenArrays:
    """WeasyPrint's cffi, in which arrays of any length have one type."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, name: str, initial: Any = None) -> Any:
        """A new object of a C type; the length of an array is that of its initial content."""
        if initial is not None and name.endswith("]"):
            name = f"{name[: name.index('[')]}[]"
        return ffi.new(name, initial)


@contextmanager
def arrays_of_one_type() -> Iterator[None]:
    """Within this context, the arrays of glyphs of a PDF share one type.

    Upstream: no issue found, as of 70.0. cffi parses each type name once, which takes 5 ms, and
    WeasyPrint includes the length in the name of each array type (`hb_codepoint_t[123]`).
    """
    fonts_module.ffi = _OpenArrays()
    try:
        yield
    finally:
        fonts_module.ffi = ffi


_ADDED: Final = {HtmlClass.MARK, HtmlClass.SEP, HtmlClass.LABEL}
"""The classes of elements that are in the text but not part of it."""


_FRONT: Final = {
    HtmlClass.TITLE_BLOCK,
    HtmlClass.SUMMARY,
    HtmlClass.JUDGEMENTS,
    HtmlClass.CONTENTS,
}
"""The classes of the parts of the front matter."""


def body_texts(document: weasyprint.Document) -> Iterator[str]:
    """For each page, the text of `main` on it, without notes, marks, labels and generated content.

    Upstream: issue 265 (closed, How to get page content). The boxes of a page are an implementation
    detail, and there is no public way to its text.
    """
    yield from _page_texts(document, lambda html, tag: tag == "main")


def front_texts(document: weasyprint.Document) -> Iterator[str]:
    """For each page, the text of the front matter on it, as `body_texts` gives that of `main`."""

    def is_front(html: Any, tag: str) -> bool:
        return html is not None and html.get("class") in _FRONT

    yield from _page_texts(document, is_front)


def _page_texts(document: weasyprint.Document, wanted: Callable[[Any, str], bool]) -> Iterator[str]:
    heads: set[int] = set()
    for page in document.pages:
        yield "".join(_texts(page._page_box.children[0], wanted, False, heads))


def _texts(
    box: Any, wanted: Callable[[Any, str], bool], inside: bool, heads: set[int]
) -> Iterator[str]:
    html, tag = box.element, box.element_tag or ""
    if "::" in tag or (html is not None and html.get("class") in _ADDED):
        return
    if tag == "thead":
        # The element lives as long as the document, so its id identifies it.
        if id(html) in heads and isinstance(box, TableRowGroupBox):
            return
        heads.add(id(html))
    inside = inside or wanted(html, tag)
    if isinstance(box, TextBox):
        if inside:
            yield box.text
    elif isinstance(box, ParentBox):
        for child in box.children:
            yield from _texts(child, wanted, inside, heads)
