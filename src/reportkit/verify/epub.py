"""Reads an EPUB back: its text, note references, notes and links, as a reader finds them.

Knows nothing of the writer: it goes from the container to the package, along the spine, and takes
notes and references for what EPUB itself calls them (`epub:type`, ARIA roles).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote

from lxml import etree

from reportkit.verify.base import ReadError, Reading, ReadNote, ReadReference

Place: TypeAlias = tuple[str, str]
"""A file of the book and an id in it."""

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LINK = f"{_XHTML}a"
_NAV = f"{_XHTML}nav"
_TYPE = "{http://www.idpf.org/2007/ops}type"

_MOST_BYTES: Final = 512 * 1024 * 1024
"""How large a book may be when unpacked."""

_INLINE = frozenset(
    _XHTML + name
    for name in (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "img", "kbd", "mark"),
        *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)
"""The elements that run on; every other one stands apart from what is before and after it."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_ODD_SPACE = re.compile(r"[\t\r\f]")
_NUMBER = re.compile(r"(\d+)\.?(?:\s+|$)(.*)", re.DOTALL)
_LEADS_OUT = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def read(path: Path) -> Reading:
    """What the book says. Raises ReadError when it is no whole EPUB."""
    files = _spine(_members(path))
    try:
        return _Reader(files).reading()
    except RecursionError as error:
        raise ReadError("its elements are nested too deeply") from error


# --- the package --------------------------------------------------------------------------------


def _members(path: Path) -> dict[str, bytes]:
    """The files of the archive by name, each whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            names = [info.filename for info in infos]
            if len(set(names)) != len(names):
                raise ReadError("a file stands twice in the archive")
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise ReadError(f"unpacked it is larger than {_MOST_BYTES} bytes")
            if not infos or names[0] != "mimetype" or infos[0].compress_type != zipfile.ZIP_STORED:
                raise ReadError("'mimetype' is not its first file, stored")
            members = {name: archive.read(name) for name in names if not name.endswith("/")}
    except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise ReadError(f"it is no whole zip archive: {error}") from error
    if members["mimetype"] != b"application/epub+zip":
        raise ReadError("its 'mimetype' is not that of an EPUB")
    return members


def _spine(members: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The XHTML files in reading order by name, without the nav document."""
    package_name = _package_name(members)
    package = _xml(members, package_name)
    folder = posixpath.dirname(package_name)
    items: dict[str, etree._Element] = {}
    names: dict[str, str] = {}
    for item in package.iterfind(f"{_OPF}manifest/{_OPF}item"):
        item_id = item.get("id", "")
        items[item_id] = item
        names[item_id] = _resolved(folder, item.get("href", ""))
        if names[item_id] not in members:
            raise ReadError(f"the file '{names[item_id]}' of its manifest is missing")
    files: dict[str, etree._Element] = {}
    for itemref in package.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        idref = itemref.get("idref", "")
        if idref not in items:
            raise ReadError(f"its spine names '{idref}', which is not in its manifest")
        if "nav" not in items[idref].get("properties", "").split():
            files[names[idref]] = _xml(members, names[idref], f"{_XHTML}html")
    if not files:
        raise ReadError("its spine names no text")
    return files


def _package_name(members: Mapping[str, bytes]) -> str:
    container = _xml(members, "META-INF/container.xml")
    rootfile = container.find(f"{_CONTAINER}rootfiles/{_CONTAINER}rootfile")
    if rootfile is None:
        raise ReadError("its container names no package")
    return rootfile.get("full-path", "")


def _xml(members: Mapping[str, bytes], name: str, root: str = "") -> etree._Element:
    """A member as XML, with this root element if one is asked for."""
    if name not in members:
        raise ReadError(f"the file '{name}' is missing")
    # A parser for each file: one that has failed is not used again.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        element = etree.fromstring(members[name], parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"the file '{name}' is not well-formed: {error}") from error
    if next(element.iter(etree.Entity), None) is not None:
        raise ReadError(f"the file '{name}' holds an entity")
    if root and element.tag != root:
        raise ReadError(f"the file '{name}' is no XHTML")
    return element


def _resolved(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _target(file: str, href: str) -> Place:
    """The place that a link in a file leads to."""
    path, _, fragment = href.partition("#")
    return (_resolved(posixpath.dirname(file), path) if path else file), unquote(fragment)


# --- the text -----------------------------------------------------------------------------------


class _Flow:
    """Text as it comes by: white space is single, and what stands apart is parted by a line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self._parted = True

    def add(self, text: str | None) -> None:
        """Text that runs on."""
        if text:
            if "\n" in text or "  " in text or _ODD_SPACE.search(text):
                text = _SPACE.sub(" ", text)
            self._put(text[1:] if self._parted and text[0] == " " else text)

    def part(self) -> None:
        """A border between what stands apart."""
        if not self._parted:
            self._put("\n")

    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._parted = text[-1] in " \n"


@dataclass(frozen=True, slots=True)
class _Reference:
    """A note reference and what it leads to."""

    number: str
    offset: int
    target: Place


@dataclass(frozen=True, slots=True)
class _Note:
    """A note, and what its backlinks lead to."""

    number: str
    text: str
    backlinks: tuple[Place, ...]


@dataclass(slots=True)
class _Reader:
    """Goes through the files of the spine in order."""

    files: Mapping[str, etree._Element]
    body: _Flow = field(default_factory=_Flow)
    references: list[_Reference] = field(default_factory=list)
    places: dict[Place, _Reference] = field(default_factory=dict)
    """The references that have an id."""
    notes: dict[Place, _Note] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def reading(self) -> Reading:
        """What the files say."""
        for name, root in self.files.items():
            for body in root.iterfind(f"{_XHTML}body"):
                self._element(body, name)
            self.links.extend(_links(root))
        return Reading(
            body=self.body.text(),
            references=tuple(ReadReference(ref.number, ref.offset) for ref in self.references),
            notes=tuple(self._paired()),
            links=tuple(self.links),
        )

    def _paired(self) -> Iterator[ReadNote]:
        """What the references lead to, in their order; then the notes that none leads to.

        A reference that leads to no note gives an empty note. One whose number is not the one
        that others to the same note have gives that note once more. So each shows as a difference.
        """
        seen: set[tuple[str, Place]] = set()
        led_to: set[Place] = set()
        for ref in self.references:
            if (ref.number, ref.target) not in seen:
                seen.add((ref.number, ref.target))
                led_to.add(ref.target)
                note = self.notes.get(ref.target)
                yield ReadNote("", "", 0) if note is None else self._read_note(note, ref.target)
        for place, note in self.notes.items():
            if place not in led_to:
                yield self._read_note(note, place)

    def _read_note(self, note: _Note, place: Place) -> ReadNote:
        """The note with the backlinks that lead to a reference which has its number and leads
        to it. Two that lead to the same reference are one."""
        found = (self.places.get(target) for target in set(note.backlinks))
        backlinks = sum(
            ref is not None and ref.number == note.number and ref.target == place for ref in found
        )
        return ReadNote(note.number, note.text, backlinks)

    def _element(self, element: etree._Element, file: str) -> None:
        """Take in an element, without what follows it."""
        tag = element.tag
        if not isinstance(tag, str):
            return  # A processing instruction.
        if tag == _LINK and _is(element, "noteref"):
            self._reference(element, file)
        elif element.get("role") == "doc-footnote":
            self._note(element, file)
        elif not _is_added(element, tag):
            apart = tag not in _INLINE
            if apart:
                self.body.part()
            self.body.add(element.text)
            for child in element:
                self._element(child, file)
                self.body.add(child.tail)
            if apart:
                self.body.part()

    def _reference(self, element: etree._Element, file: str) -> None:
        number = _text(element).strip()
        target = _target(file, element.get("href", ""))
        reference = _Reference(number, self.body.length, target)
        self.references.append(reference)
        name = element.get("id")
        if name is not None:
            self.places.setdefault((file, name), reference)

    def _note(self, element: etree._Element, file: str) -> None:
        flow = _Flow()
        backlinks: list[Place] = []
        _note_text(element, file, flow, backlinks)
        text = flow.text().strip()
        found = _NUMBER.match(text)
        number, text = (found[1], found[2]) if found else ("", text)
        place = (file, element.get("id", ""))
        if place in self.notes:
            # No reference leads to a second note of the same id; but it is there to be seen.
            place = (file, f" {len(self.notes)}")
        self.notes[place] = _Note(number, text, tuple(backlinks))


def _note_text(element: etree._Element, file: str, flow: _Flow, backlinks: list[Place]) -> None:
    """Take in a note: its text, and where its backlinks lead."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag == _LINK and _is(element, "backlink"):
        backlinks.append(_target(file, element.get("href", "")))
        return
    apart = tag not in _INLINE
    if apart:
        flow.part()
    flow.add(element.text)
    for child in element:
        _note_text(child, file, flow, backlinks)
        flow.add(child.tail)
    if apart:
        flow.part()


def _is(element: etree._Element, kind: str) -> bool:
    """Whether EPUB calls the element so."""
    found = element.get(_TYPE)
    return found is not None and kind in found.split()


def _is_added(element: etree._Element, tag: str) -> bool:
    """Whether an element is what the format adds: navigation, the marking of each file, the
    heading of the notes."""
    return tag == _NAV or element.get("class") == "marking" or _heads_notes(element)


def _heads_notes(element: etree._Element) -> bool:
    name = element.get("id")
    if name is None:
        return False
    parent = element.getparent()
    return parent is not None and _is(parent, "endnotes") and parent.get("aria-labelledby") == name


def _links(root: etree._Element) -> Iterator[str]:
    """Where the links of a file lead that lead out of it, in order."""
    for link in root.iter(_LINK):
        href = link.get("href", "")
        if not href.startswith("#") and _LEADS_OUT.match(href.strip()):
            yield href.strip()


def _text(element: etree._Element) -> str:
    """All text in an element, in order."""
    if not len(element):
        return element.text or ""  # As most are; the general way takes ten times as long.
    return "".join(str(text) for text in element.itertext())
