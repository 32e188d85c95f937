"""The text of marked content: on pages, and in the forms that are drawn on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field
from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from reportkit.proof.base import ReadError
from reportkit.proof.pdf.font_maps import Font
from reportkit.proof.pdf.objects import actual_text, dictionary, is_form, value
from reportkit.proof.pdf.operations import (
    first_name,
    operations,
    tag_and_properties,
    written_strings,
)

WHOLE_FORM: Final = -1
"""Used in place of an id to refer to everything that a form shows."""


class _Passage(Struct):
    """The text of one piece of marked content."""

    parts: list[str] = field(default_factory=list)
    unreadable: str = ""
    """The reason why some of it cannot be read."""
    artifact: bool = False
    """Whether it is no text of the structure tree: running heads, what a page repeats."""
    form: object = None
    """The form that shows it, where that is drawn outside all marked content."""

    def text(self) -> str:
        """All of it. Raises ReadError when it cannot be read."""
        if self.unreadable:
            raise ReadError(self.unreadable)
        return "".join(self.parts)


def _as_seen(passage: _Passage) -> str:
    """The text of a passage, or a word for what is seen and cannot be read."""
    return "(unreadable)" if passage.unreadable else "".join(passage.parts)


class MarkedContent:
    """The marked content of all pages and forms; each is read when it is first needed."""

    def __init__(self, reader: PdfReader) -> None:
        self._pages: Mapping[IndirectObject, PageObject] = {
            page.indirect_reference: page
            for page in reader.pages
            if page.indirect_reference is not None
        }
        self._numbers = {page: number for number, page in enumerate(self._pages, 1)}
        self._fonts: dict[object, Font] = {}
        self._read: dict[IndirectObject, dict[int, _Passage]] = {}
        self._artifacts: dict[IndirectObject, list[_Passage]] = {}
        self._asked: set[tuple[object, int]] = set()

    def number(self, page: IndirectObject | None) -> int:
        """The position of a page among all pages, from 1; 0 if it is not among them."""
        return 0 if page is None else self._numbers.get(page, 0)

    def text(self, page: IndirectObject | None, form: IndirectObject | None, mcid: int) -> str:
        """The text that a page, or a form on it, marks with an id; empty where that is a picture.
        Raises ReadError when it cannot be read."""
        holder = form or page
        if holder is None:
            raise ReadError("the PDF does not say which page some of its text is on")
        if holder not in self._read:
            self._read[holder] = self._passages(page, form)
        self._asked.add((holder, mcid))
        return self._read[holder].get(mcid, _Passage()).text()

    def replaced(self, page: IndirectObject | None, form: IndirectObject | None, mcid: int) -> None:
        """Takes note that the structure tree has another text for what is marked with an id."""
        self._asked.add((form or page, mcid))

    def beside(self) -> Iterator[tuple[str, ...]]:
        """For each page, what it shows beside the text that was asked for: its artifacts, then
        what it marks for the structure tree though the tree does not have it."""
        in_forms = {mcid for holder, mcid in self._asked if holder not in self._pages}
        for page in self._numbers:
            if page not in self._read:
                self._read[page] = self._passages(page, None)
            left = (
                passage
                for mcid, passage in self._read[page].items()
                if (page, mcid) not in self._asked and mcid not in in_forms
            )
            shown = (
                passage
                for passage in self._artifacts[page]
                if (passage.form, WHOLE_FORM) not in self._asked
            )
            yield tuple(_as_seen(passage) for passage in (*shown, *left))

    def _passages(
        self, reference: IndirectObject | None, form: IndirectObject | None
    ) -> dict[int, _Passage]:
        page = None if reference is None else self._pages.get(reference)
        resources = dictionary(page, "/Resources") if page is not None else DictionaryObject()
        if form is None:
            contents = page.get_contents() if page is not None else None
            drawing = _Drawing(resources, self._fonts, _Passage(artifact=True))
            drawing.follow(contents.get_data() if contents is not None else b"")
            if reference is not None:
                self._artifacts[reference] = drawing.artifacts
            return drawing.passages
        whole, stream = _Passage(), form.get_object()
        if not isinstance(stream, StreamObject):
            return {}
        drawing = _Drawing(dictionary(stream, "/Resources") or resources, self._fonts, whole)
        drawing.follow(stream.get_data())
        return {**drawing.passages, WHOLE_FORM: whole}


class _Drawing:
    """Follows the operations of a stream that affect its text."""

    def __init__(
        self,
        resources: DictionaryObject,
        fonts: dict[object, Font],
        passage: _Passage | None = None,
        font: Font | None = None,
        forms: tuple[object, ...] = (),
    ) -> None:
        self.passages: dict[int, _Passage] = {}
        """The text by the ids that the stream itself gives."""
        self.artifacts: list[_Passage] = [] if passage is None else [passage]
        """What is no text of the structure tree, in the order in which it is drawn."""
        self._resources = resources
        self._fonts = fonts
        self._named_fonts: dict[str, Font | None] = {}
        self._font = font
        self._saved: list[Font | None] = []
        self._open = [passage]
        """What the marked content that is open adds to, the innermost last."""
        self._forms = forms
        """This form, and the forms that draw it."""

    def follow(self, data: bytes) -> None:
        """Collects the text of a stream. Raises ReadError if it is not a content stream."""
        actions = {
            b"Tj": self._show,
            b"TJ": self._show,
            b"'": self._show,
            b'"': self._show,
            b"Tf": self._choose_font,
            b"gs": self._choose_state,
            b"q": self._save,
            b"Q": self._restore,
            b"BMC": self._begin,
            b"BDC": self._begin,
            b"EMC": self._end,
            b"Do": self._draw,
        }
        for operator, operands in operations(data):
            action = actions.get(operator)
            if action is not None:
                action(operands)

    # --- text ---

    def _show(self, operands: bytes) -> None:
        passage = self._open[-1]
        if passage is None:
            return
        try:
            if self._font is None:
                raise ReadError("the PDF shows text without a font")
            passage.parts.append("".join(map(self._font.text, written_strings(operands))))
        except ReadError as error:
            passage.unreadable = str(error)

    def _choose_font(self, operands: bytes) -> None:
        name = first_name(operands)
        if name not in self._named_fonts:
            fonts = dictionary(self._resources, "/Font")
            self._named_fonts[name] = self._load(fonts.raw_get(name)) if name in fonts else None
        self._font = self._named_fonts[name]

    def _choose_state(self, operands: bytes) -> None:
        states = dictionary(self._resources, "/ExtGState")
        font = value(dictionary(states, first_name(operands)), "/Font")
        if isinstance(font, ArrayObject):
            self._font = self._load(font[0])

    def _load(self, font: PdfObject) -> Font | None:
        key = font if isinstance(font, IndirectObject) else id(font)
        if key not in self._fonts:
            resource = font.get_object()
            if not isinstance(resource, DictionaryObject):
                return None
            self._fonts[key] = Font(resource)
        return self._fonts[key]

    def _save(self, _: bytes) -> None:
        self._saved.append(self._font)

    def _restore(self, _: bytes) -> None:
        if self._saved:
            self._font = self._saved.pop()

    # --- marks ---

    def _begin(self, operands: bytes) -> None:
        tag, properties = tag_and_properties(operands)
        if isinstance(properties, str):
            properties = dictionary(dictionary(self._resources, "/Properties"), properties)
        passage = self._open[-1]
        if tag == "/Artifact":
            passage = _Passage(artifact=True)
            self.artifacts.append(passage)
        mcid = value(properties, "/MCID")
        if isinstance(mcid, NumberObject):
            passage = self.passages.setdefault(int(mcid), _Passage())
        replacement = actual_text(properties)
        if replacement is not None and passage is not None:
            passage.parts.append(replacement)
            passage = None
        self._open.append(passage)

    def _end(self, _: bytes) -> None:
        if len(self._open) > 1:
            self._open.pop()

    # --- forms ---

    def _draw(self, operands: bytes) -> None:
        """Adds what a form shows to the marked content that is open. What the form itself marks is
        not part of that: the structure tree leads to it by the form, or, where a writer leaves that
        out (as WeasyPrint does for what is transparent), by the page that draws it."""
        passage = self._open[-1]
        forms = dictionary(self._resources, "/XObject")
        name = first_name(operands)
        form = value(forms, name)
        if not isinstance(form, StreamObject) or not is_form(form):
            return
        key = forms.raw_get(name)
        if key in self._forms:
            raise ReadError("a form of the PDF draws itself")
        if passage is not None and passage.artifact and len(self._open) == 1:
            passage = _Passage(artifact=True, form=key)
            self.artifacts.append(passage)
        resources = dictionary(form, "/Resources") or self._resources
        drawing = _Drawing(resources, self._fonts, passage, self._font, (*self._forms, key))
        drawing.follow(form.get_data())
        if passage is not None and passage.artifact and len(self._open) > 1:
            passage.parts += map(_as_seen, drawing.passages.values())
            return
        self.artifacts += drawing.artifacts[1:]
        for mcid, marked in drawing.passages.items():
            self.passages.setdefault(mcid, marked)
