"""Private parts of WeasyPrint. They can change without notice, so this module is
written for one release (`import_weasyprint.KNOWN`).

Each part names the upstream issue that it works around. When WeasyPrint is updated,
`tests/layout/test_weasyprint_internals.py` lists the private functions that have changed, and the
part of this module that depends on each.

- `origins_noted` records which HTML element each structure element was made from.
- `arrays_of_one_type` saves cffi from parsing a type for each length of an array.
- `picture_objects` finds the objects that hold pictures.
- `body_texts` reads the text of each page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import md5
from operator import itemgetter
from typing import Any, Final

import pydyf
import weasyprint
from msgspec import Struct
from weasyprint.formatting_structure.boxes import PageBox, ParentBox, TableRowGroupBox, TextBox
from weasyprint.pdf import fonts as fonts_module
from weasyprint.pdf import tags as tags_module
from weasyprint.text.ffi import ffi

from reportkit.writers.html_names import HtmlClass
from reportkit.writers.pdf.engine import SCHEME, Origin


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


def picture_objects(pdf: pydyf.PDF, names: Iterable[str]) -> dict[str, int]:
    """The objects that hold pictures of pixels, by the names of the pictures in memory.

    Upstream: no issue found, as of 70.0. The name of a picture among the resources of a page is
    made from a hash of its address (`images.get_image_from_uri`, `Stream.add_image`).
    """
    hashes = {
        md5(f"{SCHEME}{name}".encode(), usedforsecurity=False).hexdigest(): name for name in names
    }
    found: dict[str, int] = {}
    for resources in pdf.objects:
        if isinstance(resources, pydyf.Dictionary) and isinstance(resources.get("XObject"), dict):
            for key, reference in resources["XObject"].items():
                if key[1:-1] in hashes:
                    found[hashes[key[1:-1]]] = int(reference.split()[0])
    return found


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
    parts: list[tuple[int, int, str]] = []
    heads: set[int] = set()
    for number, page in enumerate(document.pages):
        for box in _mains(page._page_box):
            order = {id(html): place for place, html in enumerate(box.element)}
            for child in box.children:
                text = "".join(_texts(child, lambda html, tag: True, True, heads))
                parts.append((order.get(id(child.element), 0), number, text))
    pages = [""] * len(document.pages)
    last = len(pages)
    # The text of a block that let others move up belongs to the page on which it would stand.
    for _, number, text in sorted(parts, key=itemgetter(0))[::-1]:
        last = min(last, number)
        pages[last] = text + pages[last]
    yield from pages


def _mains(box: Any) -> Iterator[Any]:
    """The box of `main` on a page, if there is one."""
    if box.element_tag == "main":
        yield box
    elif isinstance(box, PageBox) or box.element_tag in ("html", "body"):
        for child in box.children:
            yield from _mains(child)


def front_texts(document: weasyprint.Document) -> Iterator[str]:
    """For each page, the text of the front matter on it, as `body_texts` gives that of `main`."""

    def is_front(html: Any, tag: str) -> bool:
        return html is not None and html.get("class") in _FRONT

    heads: set[int] = set()
    for page in document.pages:
        yield "".join(_texts(page._page_box.children[0], is_front, False, heads))


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
