"""Reads a tagged PDF back: its structure tree, in reading order, with the text of the pages.

A reader of its own over pypdf: a Reference holds the link to `n7`, and the Lbl of a Note the link
back to `r7`. What is outside the tree (running heads, folios) is no text of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject

from reportkit.verify.base import ExtractedText, ReadError, ReadNote, ReadPage, ReadReference

_TOKEN = re.compile(
    rb"<</MCID (?P<mcid>\d+)>>\s*BDC|(?P<begin>BMC|BDC)\b|(?P<end>\bEMC\b)"
    rb"|/(?P<font>\S+) [\d.-]+ Tf|\[(?P<shown>[^\]]*)\]\s*TJ"
)
_HEX = re.compile(rb"<([0-9a-fA-F]*)>")
_CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MARK = re.compile(r"n\d+")
_BACK = re.compile(r"r\d+(-\d+)?")
_BLOCKS = {
    "/P",
    "/H1",
    "/H2",
    "/H3",
    "/H4",
    "/H5",
    "/LI",
    "/TD",
    "/TH",
    "/Caption",
    "/Div",
    "/Sect",
    "/Note",
}


def read(path: Path) -> ExtractedText:
    """What the PDF says. Raises ReadError when it is no whole, tagged PDF."""
    try:
        reader = PdfReader(path, strict=False)
        texts = _Texts(reader)
        catalog: Any = reader.trailer["/Root"].get_object()
        press = _is_for_press(catalog)
        story = _Story(press)
        story.walk(_element(catalog["/StructTreeRoot"].get_object(), None, texts))
    except (PyPdfError, OSError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise ReadError(f"no whole tagged PDF: {error}") from error
    except RecursionError as error:
        raise ReadError("its elements are nested too deeply") from error
    notes = tuple(
        ReadNote(note.number, "".join(note.parts), None if press else note.backlinks)
        for note in story.notes
    )
    return ExtractedText(
        body="".join(story.body),
        references=tuple(story.references),
        notes=notes,
        links=tuple(story.links),
        visual=True,
        own_pages=tuple(story.pages),
        press=press,
    )


def _is_for_press(catalog: Any) -> bool:
    """Whether the file says that it is PDF/X (ISO 15930): its notes are not linked then."""
    return any(intent.get("/S") == "/GTS_PDFX" for intent in catalog.get("/OutputIntents", ()))


class _Piece(Struct, frozen=True):
    """A piece of text on a page."""

    characters: str
    page: int
    """Its place among all pages, from 1."""

    def text(self) -> str:
        return self.characters


class _Node(Struct):
    """An element of the structure tree with its text, and where it leads if it is a link."""

    kind: str
    children: list[_Node | _Piece] = field(default_factory=list)
    destination: str = ""
    uri: str = ""

    def text(self) -> str:
        return "".join(child.text() for child in self.children)

    def nodes(self) -> Iterator[_Node]:
        return (child for child in self.children if isinstance(child, _Node))


def _element(raw: Any, page: Any, texts: _Texts) -> _Node:
    node = _Node(str(raw.get("/S", "")))
    page = raw.raw_get("/Pg") if "/Pg" in raw else page
    kids = raw.get("/K")
    kids = kids.get_object() if kids is not None else ArrayObject()
    for kid in kids if isinstance(kids, list) else [kids]:
        child: Any = kid.get_object()
        if isinstance(child, NumberObject):
            node.children.append(texts.of(page, int(child)))
        elif not isinstance(child, DictionaryObject):
            continue
        elif child.get("/Type") == "/MCR":
            where = child.raw_get("/Pg") if "/Pg" in child else page
            node.children.append(texts.of(where, int(str(child["/MCID"]))))
        elif child.get("/Type") == "/OBJR":
            link: Any = child["/Obj"].get_object()
            node.destination = str(link.get("/Dest", ""))
            node.uri = str(link.get("/A", {}).get("/URI", ""))
        else:
            node.children.append(_element(child, page, texts))
    return node


class _Found(Struct):
    number: str = ""
    parts: list[str] = field(default_factory=list)
    backlinks: int = 0


class _Story:
    """The tree as text, references, notes and links, in reading order."""

    def __init__(self, press: bool) -> None:
        self._press = press
        self.body: list[str] = []
        self.references: list[ReadReference] = []
        self.notes: list[_Found] = []
        self.links: list[str] = []
        self.pages: list[ReadPage] = []
        """The pages on which text begins that is outside of the notes."""
        self._page = 0
        self._length = 0

    def walk(self, node: _Node) -> None:
        """The text outside notes; whole notes go to the list of notes."""
        if node.kind in _BLOCKS:
            self._say(" ")
        if _MARK.fullmatch(node.destination):
            self.references.append(ReadReference(node.text().strip(), self._length))
            return
        if node.uri:
            self.links.append(node.uri)
        for child in node.children:
            if isinstance(child, _Piece):
                self._turn(child)
                self._say(child.characters)
            elif self._press and child.kind == "/Reference" and node.kind != "/TOCI":
                self.references.append(ReadReference(child.text().strip(), self._length))
            elif child.kind == "/Note":
                self.notes.append(_Found())
                self._note(child)
            else:
                self.walk(child)

    def _turn(self, piece: _Piece) -> None:
        """Notes where a page begins: with its first characters that are seen."""
        if piece.page > self._page and piece.characters.strip():
            self._page = piece.page
            self.pages.append(ReadPage(str(piece.page), self._length))

    def _say(self, text: str) -> None:
        self.body.append(text)
        self._length += len(text)

    def _note(self, node: _Node) -> None:
        """The inside of the last note that was found."""
        note = self.notes[-1]
        if node.kind == "/Lbl":
            note.number = node.text().strip()
        if _BACK.fullmatch(node.destination):
            note.backlinks += 1
        elif node.uri:
            self.links.append(node.uri)
        for child in node.children:
            if isinstance(child, _Node):
                self._note(child)
            elif node.kind != "/Lbl" and not _BACK.fullmatch(node.destination):
                note.parts.append(child.characters)


class _Texts:
    """The text of each piece of marked content, by page and id."""

    def __init__(self, reader: PdfReader) -> None:
        self._pages: dict[tuple[int, int], tuple[int, dict[int, str]]] = {}
        self._cmaps: dict[int, dict[int, str]] = {}
        for number, page in enumerate(reader.pages, 1):
            reference = page.indirect_reference
            if reference is not None:
                self._pages[reference.idnum, reference.generation] = number, self._read(page)

    def of(self, page: Any, mcid: int) -> _Piece:
        """A piece by its id; without text when the page has none (a picture)."""
        number, texts = self._pages.get((page.idnum, page.generation), (0, {}))
        return _Piece(texts.get(mcid, ""), number)

    def _read(self, page: Any) -> dict[int, str]:
        contents = page.get_contents()
        fonts = page["/Resources"].get("/Font", DictionaryObject()).get_object()
        texts: dict[int, str] = {}
        stack: list[int] = []
        cmap: dict[int, str] = {}
        for token in _TOKEN.finditer(contents.get_data() if contents is not None else b""):
            if token["mcid"]:
                stack.append(int(token["mcid"]))
            elif token["begin"]:
                stack.append(stack[-1] if stack else -1)
            elif token["end"]:
                stack = stack[:-1]
            elif token["font"]:
                cmap = self._cmap(fonts.raw_get("/" + token["font"].decode("latin-1")))
            elif stack and stack[-1] >= 0:
                shown = b"".join(_HEX.findall(token["shown"]))
                codes = (int(shown[i : i + 4], 16) for i in range(0, len(shown), 4))
                text = "".join(cmap.get(code, "\ufffd") for code in codes)
                texts[stack[-1]] = texts.get(stack[-1], "") + text
        return texts

    def _cmap(self, reference: Any) -> dict[int, str]:
        """What each code of a font means, from its ToUnicode map."""
        key = getattr(reference, "idnum", id(reference))
        if key not in self._cmaps:
            font = reference.get_object()
            data = font["/ToUnicode"].get_data() if "/ToUnicode" in font else b""
            self._cmaps[key] = dict(_mappings(data))
        return self._cmaps[key]


def _mappings(data: bytes) -> Iterator[tuple[int, str]]:
    for section in _SECTION.finditer(data):
        if section[1] == b"bfchar":
            for code, text in _CHAR.findall(section[2]):
                yield int(code, 16), _utf16(text)
        else:
            for first, last, text in _RANGE.findall(section[2]):
                start = ord(_utf16(text)[-1])
                for code in range(int(first, 16), int(last, 16) + 1):
                    yield code, chr(start + code - int(first, 16))


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")
