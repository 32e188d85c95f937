"""The structure tree: its elements in reading order, with their text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Final

from msgspec import Struct, field
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    PdfObject,
)

from reportkit.proof.pdf.marked_content import WHOLE_FORM, MarkedContent
from reportkit.proof.pdf.objects import actual_text, dictionary, is_form, items, reference, value

_MOST_ROLES: Final = 16
"""The number of steps after which a role map is assumed to be circular."""

_Replacement = Iterator[str] | None
"""What is read in the place of each piece inside an element that has an ActualText: the first gets
all of it, so that it becomes the text of the link, label or note in which it stands."""


class Piece(Struct, frozen=True):
    """A piece of text on a page."""

    characters: str
    page: int
    """Its position among all pages, from 1."""

    def text(self) -> str:
        return self.characters


class Node(Struct):
    """An element of the structure tree with its text, and with its target if it is a link."""

    kind: str
    """Its type: a standard type if the file maps its own type to one."""
    children: list[Node | Piece] = field(default_factory=list)
    destination: str = ""
    uri: str = ""
    alt: str | None = None
    """What stands for it where it is a picture; None where nothing does."""

    def text(self) -> str:
        return "".join(child.text() for child in self.children)

    def pieces(self) -> Iterator[Piece]:
        """The text inside it, piece by piece."""
        for child in self.children:
            if isinstance(child, Piece):
                yield child
            else:
                yield from child.pieces()


class StructureTree:
    """The structure tree of a document whose text is marked content."""

    def __init__(self, root: DictionaryObject, content: MarkedContent) -> None:
        self._root = root
        self._roles = dictionary(root, "/RoleMap")
        self._content = content

    def read(self) -> Node:
        """The root with all elements. Raises ReadError when some of the text cannot be read,
        PyPdfError when an object of the file cannot be."""
        return self._element(self._root, None, None)

    def _element(
        self, element: DictionaryObject, page: IndirectObject | None, replacement: _Replacement
    ) -> Node:
        """An element on a page, unless it names another page."""
        alt = value(element, "/Alt")
        node = Node(self._kind(element), alt=None if alt is None else str(alt))
        page = reference(element, "/Pg") or page
        own = actual_text(element) if replacement is None else None
        if own is not None:
            replacement = chain([own], repeat(""))
        for kid in items(element, "/K"):
            self._add(kid.get_object(), node, page, replacement)
        if own is not None and replacement is not None:
            node.children.append(Piece(next(replacement), self._content.number(page)))
        return node

    def _add(
        self,
        kid: PdfObject | None,
        node: Node,
        page: IndirectObject | None,
        replacement: _Replacement,
    ) -> None:
        """Adds the content of a kid to the node of its element."""
        if isinstance(kid, NumberObject):
            node.children.append(self._piece(page, None, int(kid), replacement))
        elif not isinstance(kid, DictionaryObject):
            return
        elif isinstance(mcid := value(kid, "/MCID"), NumberObject):
            page, form = reference(kid, "/Pg") or page, reference(kid, "/Stm")
            node.children.append(self._piece(page, form, int(mcid), replacement))
        elif "/Obj" not in kid:
            node.children.append(self._element(kid, page, replacement))
        elif is_form(dictionary(kid, "/Obj")):
            page, form = reference(kid, "/Pg") or page, reference(kid, "/Obj")
            node.children.append(self._piece(page, form, WHOLE_FORM, replacement))
        else:
            link = dictionary(kid, "/Obj")
            action = dictionary(link, "/A")
            destination = value(link, "/Dest") or value(action, "/D")
            node.destination = str(destination or "").removeprefix("/")
            node.uri = str(value(action, "/URI") or "")

    def _piece(
        self,
        page: IndirectObject | None,
        form: IndirectObject | None,
        mcid: int,
        replacement: _Replacement,
    ) -> Piece:
        there = self._content
        if replacement:
            there.replaced(page, form, mcid)
        text = next(replacement) if replacement else there.text(page, form, mcid)
        return Piece(text, there.number(page))

    def _kind(self, element: DictionaryObject) -> str:
        """The type of an element, as far as role maps lead. Since PDF 2.0 each name space has its
        own role map, and may lead to another name space."""
        kind, space = value(element, "/S"), value(element, "/NS")
        for _ in range(_MOST_ROLES):
            roles = self._roles
            if isinstance(space, DictionaryObject):
                roles = dictionary(space, "/RoleMapNS")
            role = value(roles, str(kind))
            if role is None:
                break
            kind, space = role, None
            if isinstance(role, ArrayObject):
                kind, space = (part.get_object() for part in role)
        return str(kind or "")
