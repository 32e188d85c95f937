"""The text of a book as it is read: body, references, notes, backlinks, beginnings of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct, field

from reportkit.proof.base import ReadNote, ReadNoteSection, ReadReference
from reportkit.proof.epub.opened import MATHML, TYPE, XHTML, Place, place_of
from reportkit.proof.formulas import signs
from reportkit.proof.list_signs import letters, roman

_LINK = f"{XHTML}a"
_ITEM = f"{XHTML}li"
_CODE = f"{XHTML}code"
_ORDERED = f"{XHTML}ol"
_LISTS = (_ORDERED, f"{XHTML}ul")
_MATH = f"{MATHML}math"
_NAV = f"{XHTML}nav"
_SECTION_TITLE = f"{XHTML}h3"

_INLINE = frozenset(
    XHTML + name
    for name in (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "img", "kbd", "mark"),
        *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)
"""The inline elements; every other one is separate from the text before and after it."""

_BULLETS = {"disc": "•", "circle": "◦", "square": "▪", "dash": "–"}
_NUMBERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lower-alpha": letters,
    "upper-alpha": lambda number: letters(number).upper(),
    "lower-roman": roman,
    "upper-roman": lambda number: roman(number).upper(),
}
"""The signs of lists by their class."""

_WHITE = " \t\r\n\f"
_SPACE = re.compile(f"[{_WHITE}]+")
_NUMBER = re.compile(r"(\d+)\.?(?:\s+|$)(.*)", re.DOTALL)


class Flow:
    """Collected text: white space is single, and a line end divides separate elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self._parted = True

    def add(self, text: str) -> None:
        """Adds inline text."""
        if self._parted:
            text = text.lstrip(_WHITE)
        if not text:
            return
        if not _is_even(text):
            text = _SPACE.sub(" ", text)
        self._parts.append(text)
        self.length += len(text)
        self._parted = text[-1] == " "

    def part(self) -> None:
        """Adds a border between separate elements."""
        if not self._parted:
            self._parts.append("\n")
            self.length += 1
            self._parted = True

    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)


def _is_even(text: str) -> bool:
    """Whether all its white space is single spaces, as nearly always; a pattern of all that is not
    would be searched for letter by letter."""
    return not ("\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text)


class _Reference(Struct, frozen=True):
    """A note reference and its target."""

    number: str
    offset: int
    target: Place


class _Note(Struct, frozen=True):
    """A note, and the targets of its backlinks."""

    number: str
    text: str
    backlinks: tuple[Place, ...]
    above: str
    """The title above it."""


class Story(Struct):
    """The text of the files in the spine, collected one after another."""

    body: Flow = field(default_factory=Flow)
    """The text outside the notes."""
    _references: list[_Reference] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    """The lines of code, with their white space."""
    formulas: list[tuple[int, int]] = field(default_factory=list)
    """Where the signs of equations begin and end in `body`."""
    pages: dict[Place, tuple[str, int]] = field(default_factory=dict)
    """The label of each page that begins in the text, and how many characters of `body` stand
    before it."""
    _places: dict[Place, _Reference] = field(default_factory=dict)
    """The references that have an id."""
    _notes: dict[Place, _Note] = field(default_factory=dict)
    _signs: dict[etree._Element, str] = field(default_factory=dict)
    """The signs before the items of the lists being read."""
    _above: str = ""
    """The title of a section of the notes, for the note below it."""
    _sections: list[tuple[str, int]] = field(default_factory=list)
    """The heading of each list of notes, and the number of notes before it."""

    def collect(self, name: str, root: etree._Element) -> None:
        """Collects a file with this name."""
        for body in root.iterfind(f"{XHTML}body"):
            self._element(body, name)

    def pages_of_contents(self, name: str, root: etree._Element) -> None:
        """Collects the pages that begin with the contents, which are not part of the body."""
        for element in root.iter(f"{XHTML}div", f"{XHTML}span"):
            if element.get("role") == "doc-pagebreak":
                place = name, element.get("id", "")
                self.pages[place] = (element.get("aria-label", ""), self.body.length)

    def references_read(self) -> Iterator[ReadReference]:
        """The note references, in order."""
        return (ReadReference(ref.number, ref.offset) for ref in self._references)

    def note_sections(self) -> Iterator[ReadNoteSection]:
        """The lists of notes in their order."""
        numbers = [note.number for note in self._notes.values()]
        ends = [*(start for _, start in self._sections), len(numbers)][1:]
        for (heading, start), end in zip(self._sections, ends, strict=True):
            within = numbers[start:end] or [""]
            yield ReadNoteSection(heading, within[0], within[-1])

    def notes_read(self) -> Iterator[ReadNote]:
        """What the references lead to, in their order; then the notes that none leads to.

        A reference that leads to no note gives an empty note. One whose number is not the one
        that others to the same note have gives that note once more. So each shows as a difference.
        """
        seen: set[tuple[str, Place]] = set()
        led_to: set[Place] = set()
        for ref in self._references:
            if (ref.number, ref.target) not in seen:
                seen.add((ref.number, ref.target))
                led_to.add(ref.target)
                note = self._notes.get(ref.target)
                yield ReadNote("", "", 0) if note is None else self._read_note(note, ref.target)
        for place, note in self._notes.items():
            if place not in led_to:
                yield self._read_note(note, place)

    def _read_note(self, note: _Note, place: Place) -> ReadNote:
        """The note with the backlinks that lead to a reference which has its number and leads
        to it. Two that lead to the same reference are one."""
        found = (self._places.get(target) for target in set(note.backlinks))
        backlinks = sum(
            ref is not None and ref.number == note.number and ref.target == place for ref in found
        )
        return ReadNote(note.number, note.text, backlinks, note.above)

    def _element(self, element: etree._Element, file: str) -> None:
        """Collects an element, without the text after it."""
        tag = element.tag
        if not isinstance(tag, str):
            return  # A processing instruction.
        if tag == _MATH:
            self.body.part()
            start = self.body.length
            self.body.add(signs(element))
            self.formulas.append((start, self.body.length))
            self.body.part()
            return
        role = element.get("role")
        if tag == _LINK and _is(element, "noteref"):
            self._reference(element, file)
        elif role == "doc-footnote":
            self._note(element, file)
        elif role == "doc-pagebreak":
            label = element.get("aria-label", "")
            self.pages[file, element.get("id", "")] = (label, self.body.length)
        elif _heads_notes(element):
            self._sections.append((_text(element), len(self._notes)))
        elif _heads_section_of_notes(element, tag):
            self._above = _text(element)
        elif not _is_added(element, tag):
            apart = tag not in _INLINE
            if tag == _CODE and element.get("class") == "line":
                self.code.append(_text(element).removesuffix("\n"))
            if apart:
                self.body.part()
                if tag == _ITEM and (sign := self._signs.pop(element, "")):
                    self.body.add(f"{sign} ")
                elif tag in _LISTS:
                    self._signs.update(_signs(element))
            if text := element.text:
                self.body.add(text)
            for child in element:
                self._element(child, file)
                if tail := child.tail:
                    self.body.add(tail)
            if apart:
                self.body.part()

    def _reference(self, element: etree._Element, file: str) -> None:
        number = _text(element).strip()
        target = place_of(file, element.get("href", ""))
        reference = _Reference(number, self.body.length, target)
        self._references.append(reference)
        name = element.get("id")
        if name is not None:
            self._places.setdefault((file, name), reference)

    def _note(self, element: etree._Element, file: str) -> None:
        flow = Flow()
        backlinks: list[Place] = []
        _note_text(element, file, flow, backlinks, {})
        text = flow.text().strip()
        found = _NUMBER.match(text)
        number, text = (found[1], found[2]) if found else ("", text)
        place = (file, element.get("id", ""))
        if place in self._notes:
            # No reference leads to a second note with the same id, but a reader can see it.
            place = (file, f" {len(self._notes)}")
        self._notes[place] = _Note(number, text, tuple(backlinks), self._above)
        self._above = ""


def _note_text(
    element: etree._Element,
    file: str,
    flow: Flow,
    backlinks: list[Place],
    labels: dict[etree._Element, str],
) -> None:
    """Collects a note: its text, and the targets of its backlinks. `labels` are those before the
    items of the lists being read."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag == _LINK and _is(element, "backlink"):
        backlinks.append(place_of(file, element.get("href", "")))
        return
    apart = tag not in _INLINE
    if apart:
        flow.part()
    if label := labels.pop(element, ""):
        flow.add(f"{label} ")
    elif tag in _LISTS:
        labels.update(_signs(element))
    if text := element.text:
        flow.add(text)
    for child in element:
        _note_text(child, file, flow, backlinks, labels)
        if tail := child.tail:
            flow.add(tail)
    if apart:
        flow.part()


def _is(element: etree._Element, kind: str) -> bool:
    """Whether the element is of this kind in EPUB's terms."""
    found = element.get(TYPE)
    return found is not None and kind in found.split()


def _is_added(element: etree._Element, tag: str) -> bool:
    """Whether an element is what the format adds: navigation, the marking of each file."""
    return tag == _NAV or element.get("class") == "marking"


def _heads_notes(element: etree._Element) -> bool:
    name = element.get("id")
    if name is None:
        return False
    parent = element.getparent()
    return parent is not None and _is(parent, "endnotes") and parent.get("aria-labelledby") == name


def _heads_section_of_notes(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return tag == _SECTION_TITLE and parent is not None and _is(parent, "endnotes")


def _signs(of: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What a reading system shows before each item of a list; nothing before that of a note, which
    has its number in its text."""
    number = _number(of.get("start", "1"), 1) - 1
    for item in of.iterchildren(_ITEM):
        number = _number(item.get("value", ""), number + 1)
        if not any(child.get("role") == "doc-footnote" for child in item):
            yield item, _sign(number, of)


def _sign(number: int, of: etree._Element) -> str:
    """The sign of an item, as the class of its list has it shown; a bullet, if it has none."""
    for kind in of.get("class", "").split():
        if kind in _BULLETS:
            return _BULLETS[kind]
        if kind in _NUMBERS:
            return f"{_NUMBERS[kind](number)}."
    return f"{number}." if of.tag == _ORDERED else "•"


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise


def _text(element: etree._Element) -> str:
    """All text in an element, in order."""
    if not len(element):
        return element.text or ""  # As for most elements; the general way takes ten times as long.
    return "".join(str(text) for text in element.itertext())
