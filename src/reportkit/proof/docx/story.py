"""The text of one part in reading order: characters, note references, fields, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct, field

from reportkit.proof.base import ReadReference
from reportkit.proof.docx.formulas import MATH, math_signs
from reportkit.proof.docx.numbering import Numbering
from reportkit.proof.docx.parts import Element, Part, R, W

NoteKind = Literal["footnote", "endnote"]

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ENTRY_STYLES: Final = frozenset((*(f"toc {level}" for level in range(1, 10)), "table of figures"))
"""The styles of the entries of the contents, and of lists of figures and tables."""
_SECTION_STYLE: Final = "notes section"
_CODE_STYLE: Final = "code block"
_MARK_STYLES: Final = frozenset({"footnote reference", "endnote reference"})
_TRANSPARENT: Final = tuple(
    f"{W}{tag}"
    for tag in (
        "body",
        "tbl",
        "tr",
        "tc",
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "dir",
        "bdo",
    )
)
_RUN_PROPERTIES, _RUN_STYLE = f"{W}rPr", f"{W}rStyle"
_PARAGRAPH_PROPERTIES, _PARAGRAPH_STYLE = f"{W}pPr", f"{W}pStyle"
_VALUE, _FIELD_CHARACTER_TYPE = f"{W}val", f"{W}fldCharType"
_TEXT, _FIELD_CHARACTER, _INSTRUCTION = f"{W}t", f"{W}fldChar", f"{W}instrText"
_ID, _CUSTOM_MARK, _RELATION_ID = f"{W}id", f"{W}customMarkFollows", f"{R}id"
_REFERENCES: Final[dict[object, NoteKind]] = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
}
_TAB: Final = f"{W}tab"
_SIGNS: Final[dict[object, str]] = {
    _TAB: "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_HYPERLINK: Final = re.compile(r'HYPERLINK\s+"([^"]+)"')


class Called(Struct):
    """A note reference with its note."""

    kind: NoteKind
    note_id: str
    number: str


class NoteStory(Struct, frozen=True):
    """The content of one note."""

    head: str
    """The number that it prints itself; empty if the format numbers it."""
    text: str
    below: str = ""
    """The title at its end, which is that of the next section of the notes."""


class _Field(Struct):
    instruction: str = ""
    in_result: bool = False
    result: str = ""


class Story(Struct):
    """Collects what a part says; `inside` reads all that is inside an element, `note` a note."""

    part: Part
    styles: dict[str, str]
    text: list[str] = field(default_factory=list)
    length: int = 0
    references: list[ReadReference] = field(default_factory=list)
    called: list[Called] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    contents_pages: list[str] = field(default_factory=list)
    """The page of each entry of the contents; empty for one without."""
    code: list[str] = field(default_factory=list)
    """The lines of code, with their white space."""
    _is_entry: bool = False
    """Whether what is read is an entry of the contents."""
    _head: str | None = None
    """What the note that is being read prints as its own number; None outside notes."""
    _below: str = ""
    """The title of a section of the notes in the note that is being read."""
    _fields: list[_Field] = field(default_factory=list)
    _custom: Called | None = None
    """The reference whose printed mark comes next."""
    _counts: dict[NoteKind, int] = field(default_factory=dict)

    def note(self, element: Element) -> NoteStory:
        """Read a note for itself: its text is no part of the others."""
        self.text, self._head, self._fields, self._custom = [], "", [], None
        self._below = ""
        self.inside(element)
        return NoteStory(self._head.strip(), "".join(self.text).strip(), self._below)

    def inside(self, element: Element) -> None:
        """Reads the content of an element."""
        for child in element:
            reader = _READERS.get(child.tag)
            if reader is not None:
                reader(self, child)

    # --- blocks ---------------------------------------------------------------------------------

    def paragraph(self, element: Element) -> None:
        """A paragraph, and the end of its line."""
        first, style = element[0] if len(element) else None, ""
        if first is not None and first.tag == _PARAGRAPH_PROPERTIES:
            style = self._style(first, _PARAGRAPH_STYLE)
            if self._head is not None and style == _SECTION_STYLE:
                self._section_title(element)
                return
            sign = self.numbering.sign(first)
            if sign:
                self.add(f"{sign} ")
            self._is_entry = style in _ENTRY_STYLES
            if self._is_entry:
                self.contents_pages.append("")
        start = len(self.text)
        self.inside(element)
        self._is_entry = False
        if style == _CODE_STYLE:
            self.code.append("".join(self.text[start:]))
        self.add("\n")

    def _section_title(self, element: Element) -> None:
        """A title of a section of the notes, which is no text of the note that it is in."""
        before, self.text = self.text, []
        self.inside(element)
        self._below = "".join(self.text).strip()
        self.text = before

    def alternatives(self, element: Element) -> None:
        """The alternative that Word shows, of several."""
        choice = element.find(f"{_MC}Choice")
        if choice is not None:
            self.inside(choice)

    def equation(self, element: Element) -> None:
        """An equation: its signs."""
        self.add(math_signs(element))

    # --- runs -----------------------------------------------------------------------------------

    def hyperlink(self, element: Element) -> None:
        """A link, out of the file or within it."""
        relation = self.part.relations.get(element.get(_RELATION_ID, ""))
        if relation is not None and relation.external:
            self.links.append(relation.target)
        self.inside(element)

    def simple_field(self, element: Element) -> None:
        """A field in one element."""
        self._fields.append(_Field(element.get(f"{W}instr", ""), in_result=True))
        self.inside(element)
        self._end_field()

    def run(self, element: Element) -> None:
        """A run: characters, marks, parts of fields."""
        custom = self._custom
        if custom and (custom.number or not self._is_mark(element.find(_RUN_PROPERTIES))):
            self._custom = None  # The mark of a reference ends with its run.
        properties: Element | None = None
        for child in element:
            tag = child.tag
            if tag == _TEXT:
                self._characters(child.text or "", self._is_mark(properties))
            elif tag == _RUN_PROPERTIES:
                properties = child
            elif tag in _SIGNS:
                self._characters(_SIGNS[tag], False)
            elif tag in _REFERENCES:
                self._reference(_REFERENCES[tag], child)
            elif tag == _FIELD_CHARACTER:
                self._field_character(child.get(_FIELD_CHARACTER_TYPE, ""))
            elif tag == _INSTRUCTION and self._fields:
                self._fields[-1].instruction += child.text or ""

    def _is_mark(self, properties: Element | None) -> bool:
        return properties is not None and self._style(properties, _RUN_STYLE) in _MARK_STYLES

    def _style(self, properties: Element, style: str) -> str:
        """The name of the style in the properties of a run or paragraph, where it comes first."""
        first = properties[0] if len(properties) else None
        if first is None or first.tag != style:
            return ""
        return self.styles.get(first.get(_VALUE, ""), "")

    def add(self, text: str) -> None:
        """Characters of the body."""
        self.text.append(text)
        self.length += len(text)

    def _characters(self, text: str, marked: bool) -> None:
        at_edge = self._is_entry and self.text[-1:] == [_SIGNS[_TAB]]
        if at_edge and text.isdecimal():
            self.contents_pages[-1] += text  # LibreOffice saves the page without its field.
            return
        if not (marked or self._fields):
            self.add(text)  # As for most runs.
            return
        if self._fields and not self._fields[-1].in_result:
            return
        if at_edge and self._fields and _is_page_field(self._fields[-1]):
            self.contents_pages[-1] += text
        elif self._fields and any(map(_is_note_field, self._fields)):
            self._fields[-1].result += text
        elif not marked:
            self.add(text)
        elif self._custom is not None:
            self._custom.number += text
            self.references[-1] = ReadReference(self._custom.number, self.length)
        elif self._head is not None:
            self._head += text
        elif text.strip().isdecimal():
            # A number without a note: a reader sees it nevertheless.
            self.references.append(ReadReference(text.strip(), self.length))
        else:
            self.add(text)  # The separator between two marks.

    def _reference(self, kind: NoteKind, element: Element) -> None:
        called = Called(kind, element.get(_ID, ""), "")
        if element.get(_CUSTOM_MARK) in {"1", "true", "on"}:
            self._custom = called
        else:
            # Word and LibreOffice alike: the k-th reference shows k.
            self._counts[kind] = self._counts.get(kind, 0) + 1
            called.number = str(self._counts[kind])
        self.called.append(called)
        self.references.append(ReadReference(called.number, self.length))

    def _field_character(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._end_field()

    def _end_field(self) -> None:
        ended = self._fields.pop()
        if _is_note_field(ended):
            self.references.append(ReadReference(ended.result.strip(), self.length))
        found = _HYPERLINK.search(ended.instruction)
        if found is not None:
            self.links.append(found.group(1))


def _is_page_field(open_field: _Field) -> bool:
    return open_field.instruction.lstrip().upper().startswith("PAGEREF")


def _is_note_field(open_field: _Field) -> bool:
    """Whether a field is a mark; without the switch, it is a number within a sentence."""
    instruction = open_field.instruction.lstrip().upper()
    return instruction.startswith("NOTEREF") and "\\F" in instruction


_READERS: Final[dict[object, Callable[[Story, Element], None]]] = {
    f"{W}p": Story.paragraph,
    f"{_MC}AlternateContent": Story.alternatives,
    f"{W}r": Story.run,
    f"{W}hyperlink": Story.hyperlink,
    f"{W}fldSimple": Story.simple_field,
    **dict.fromkeys(MATH, Story.equation),
    **dict.fromkeys(_TRANSPARENT, Story.inside),
}
"""The reader for each element; the content of all others is not shown."""
