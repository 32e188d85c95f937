"""The structure tree as the text of a report: body, references, notes and links."""

from __future__ import annotations

import re

from msgspec import Struct, field

from reportkit.proof.base import ReadHeading, ReadNote, ReadPage, ReadReference
from reportkit.proof.pdf.structure import Node, Piece

_MARK = re.compile(r"n\d+")
_BACK = re.compile(r"r\d+(-\d+)?")
_NOTES = ("/Note", "/FENote")
_HEADINGS = ("/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Title")
_BLOCKS = frozenset(
    ("/P", "/LI", "/TOCI", "/TD", "/TH", "/Caption", "/Div", "/Sect", "/Aside", *_HEADINGS, *_NOTES)
)
"""The types of elements whose text does not continue the text before them."""


class _Note(Struct):
    """A note, as far as it has been read."""

    number: str = ""
    parts: list[str] = field(default_factory=list)
    backlinks: int = 0


def _without_page(entry: Node) -> str:
    """Takes the page off an entry of the contents: the last of its pieces, if that is a number, and
    there are words before it. Gives the number, or nothing."""
    holder: Node | None = entry
    words = [piece for piece in entry.pieces() if piece.characters.strip()]
    if len(words) < 2 or not words[-1].characters.strip().isdecimal():
        return ""
    while holder is not None:
        if words[-1] in holder.children:
            place = max(i for i, child in enumerate(holder.children) if child is words[-1])
            del holder.children[place]
            return words[-1].characters.strip()
        inner = [child for child in holder.children if isinstance(child, Node)]
        holder = next((n for n in inner if any(p is words[-1] for p in n.pieces())), None)
    return ""


class Story:
    """The tree as text, references, notes and links, in reading order."""

    def __init__(self, press: bool) -> None:
        self._press = press
        self.body: list[str] = []
        self.references: list[ReadReference] = []
        self.links: list[str] = []
        self.pages: list[ReadPage] = []
        """The pages on which text outside the notes begins."""
        self.pictures: list[str] = []
        self.headings: list[ReadHeading] = []
        self.contents_pages: list[str] = []
        self.code: list[str] = []
        self._notes: list[_Note] = []
        self._page = 0
        self._length = 0

    def walk(self, node: Node) -> None:
        """The text outside notes; whole notes go to the list of notes."""
        if node.kind in _BLOCKS:
            self._say(" ")
        if node.kind == "/TOCI":
            self.contents_pages.append(_without_page(node))
        if node.kind == "/Code":
            self.code.append(node.text().replace("\u200b", ""))
        if node.alt is not None:
            self.pictures.append(node.alt)
        if node.kind[1:2] == "H" and node.kind[2:].isdecimal():
            page = next((piece.page for piece in node.pieces() if piece.characters.strip()), 0)
            self.headings.append(ReadHeading(int(node.kind[2:]), node.text(), page))
        if _MARK.fullmatch(node.destination):
            self.references.append(ReadReference(node.text().strip(), self._length))
            return
        if node.uri:
            self.links.append(node.uri)
        for child in node.children:
            if isinstance(child, Piece):
                self._turn(child)
                self._say(child.characters)
            elif self._press and child.kind == "/Reference" and node.kind != "/TOCI":
                self.references.append(ReadReference(child.text().strip(), self._length))
            elif child.kind in _NOTES:
                self._notes.append(_Note())
                self._note(child)
            else:
                self.walk(child)

    def read_notes(self) -> tuple[ReadNote, ...]:
        """The notes in reading order. In a file for the press they have no backlinks."""
        return tuple(
            ReadNote(note.number, "".join(note.parts), None if self._press else note.backlinks)
            for note in self._notes
        )

    def _turn(self, piece: Piece) -> None:
        """Records where a page begins: at the first characters on it that are not space."""
        if piece.page > self._page and piece.characters.strip():
            self._page = piece.page
            self.pages.append(ReadPage(str(piece.page), self._length))

    def _say(self, text: str) -> None:
        self.body.append(text)
        self._length += len(text)

    def _note(self, node: Node, shown: bool = True, item: bool = False) -> None:
        """Reads the content of the last note found; `item` says whether it is that of an item of a
        list in it, whose label is text."""
        note = self._notes[-1]
        labels = node.kind == "/Lbl" and not item
        if labels:
            note.number = node.text().strip()
        if _BACK.fullmatch(node.destination):
            note.backlinks += 1
        elif node.uri:
            self.links.append(node.uri)
        # What a label or a way back shows is no text of the note, whatever elements are inside.
        shown = shown and not labels and not _BACK.fullmatch(node.destination)
        for child in node.children:
            if isinstance(child, Node):
                self._note(child, shown, item or node.kind == "/LI")
            elif shown:
                note.parts.append(child.characters)
