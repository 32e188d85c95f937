"""The structure tree of a PDF (ISO 32000-1, 14.7) as values, read from and written to pydyf
objects.

The module `tags` changes the values in between; this module only knows how a tree is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element

import pydyf
from msgspec import Struct, field

from reportkit.writers.pdf.engine import Origin

_ROLES: Final[Mapping[str, str]] = {"H7": "H6"}
"""The types that PDF 1.7 does not know, with the nearest that it knows (14.8.4.3.2; PDF 2.0 knows
headings of any level)."""


class Content(Struct, frozen=True):
    """A piece of marked content on a page (from 0)."""

    page: int
    mcid: int


class Node(Struct, eq=False):
    """An element of the tree."""

    kind: str
    """Its type: "P", "Note"."""
    tag: str
    """The HTML element that it was made from: "p", "li::marker"; empty for anonymous boxes."""
    html: Element | None
    """That element itself; None if there is none."""
    kids: list[Node | Content] = field(default_factory=list)
    links: list[tuple[int, pydyf.Dictionary]] = field(default_factory=list)
    """Page and annotation of each part of a link."""
    attributes: dict[str, Any] = field(default_factory=dict)
    """Entries of the element in the PDF: /Alt, /A, /ID."""

    def nodes(self) -> Iterator[Node]:
        """The elements inside it, without content."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def all(self) -> Iterator[Node]:
        """The element and all elements below it, in reading order."""
        yield self
        for node in self.nodes():
            yield from node.all()

    def attribute(self, name: str) -> str:
        """An attribute of its HTML element; empty if there is none."""
        return "" if self.html is None else self.html.get(name, "")


def read(pdf: pydyf.PDF, origins: Mapping[int, Origin]) -> tuple[Node, list[int]]:
    """The tree of a PDF, and the numbers of the objects below its root, which can be reused."""
    return _Reader(pdf, origins).document()


class _Reader:
    def __init__(self, pdf: pydyf.PDF, origins: Mapping[int, Origin]) -> None:
        self._pdf, self._origins = pdf, origins
        self._pages = {reference: page for page, reference in enumerate(pdf.page_references)}

    def document(self) -> tuple[Node, list[int]]:
        tree = follow(self._pdf, self._pdf.catalog["StructTreeRoot"])
        top = follow(self._pdf, tree["K"][0])
        # The elements of running heads are not in the tree, but their objects are free as well.
        kinds = ("/StructElem", "/OBJR")
        numbers = [
            number
            for number, found in enumerate(self._pdf.objects)
            if found is not top and isinstance(found, dict) and found.get("Type") in kinds
        ]
        return self._node(top), numbers

    def _node(self, source: pydyf.Dictionary) -> Node:
        origin = self._origins.get(source.number, Origin("", None))
        node = Node(source["S"].removeprefix("/"), origin.tag, origin.html)
        node.attributes = {key: source[key] for key in ("A", "Alt") if key in source}
        page = self._pages.get(source.get("Pg"), 0)
        for kid in source["K"]:
            if isinstance(kid, int):
                node.kids.append(Content(page, kid))
                continue
            inner = follow(self._pdf, kid)
            if inner["Type"] == "/OBJR":
                node.links.append((page, follow(self._pdf, inner["Obj"])))
            else:
                node.kids.append(self._node(inner))
        return node


def write(root: Node, pdf: pydyf.PDF, numbers: Sequence[int]) -> set[Content]:
    """Replaces the tree of the PDF; returns all content that is in the new one.

    `numbers` are those of free objects, from `read`.
    """
    tree = follow(pdf, pdf.catalog["StructTreeRoot"])
    free = iter(numbers)
    objects: dict[Node, pydyf.Dictionary] = {}
    for node in root.all():
        if node is root:
            objects[node] = follow(pdf, tree["K"][0])
            continue
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", **node.attributes})
        number = next(free, None)
        if number is None:
            pdf.add_object(made)
        else:
            made.number = number
            pdf.objects[number] = made
        objects[node] = made
    for number in free:
        pdf.objects[number] = nothing = pydyf.Dictionary()
        nothing.number = number
    own = {node.kind: f"/{_ROLES[node.kind]}" for node in objects if node.kind in _ROLES}
    if own:
        tree["RoleMap"] = pydyf.Dictionary(own)
    parents = _Parents()
    for node in objects:
        _write_kids(node, objects, pdf.page_references, parents)
    tree["ParentTree"] = parents.write(pdf, tree["ParentTree"])
    return set(parents.contents)


class _Parents(Struct):
    """The element to which each piece of content and each annotation belongs."""

    contents: dict[Content, bytes] = field(default_factory=dict)
    annotations: list[tuple[pydyf.Dictionary, bytes]] = field(default_factory=list)

    def write(self, pdf: pydyf.PDF, reference: bytes) -> bytes:
        """Writes the parent tree (ISO 32000-1, 14.7.4.4) into the object of the previous one."""
        rows: list[dict[int, bytes]] = [{} for _ in pdf.page_references]
        for content, owner in self.contents.items():
            rows[content.page][content.mcid] = owner
        numbers = pydyf.Array()
        for page, row in enumerate(rows):
            owners = (row.get(mcid, b"null") for mcid in range(max(row, default=-1) + 1))
            numbers += [page, pydyf.Array(owners)]
        for key, (annotation, owner) in enumerate(self.annotations, start=len(rows)):
            annotation["StructParent"] = key
            numbers += [key, owner]
        follow(pdf, reference)["Nums"] = numbers
        return reference


def _write_kids(
    node: Node,
    objects: Mapping[Node, pydyf.Dictionary],
    pages: Sequence[bytes],
    parents: _Parents,
) -> None:
    made = objects[node]
    made["K"] = kids = pydyf.Array()
    page = next((kid.page for kid in node.kids if isinstance(kid, Content)), None)
    if page is not None:
        made["Pg"] = pages[page]
    for part, annotation in node.links:
        kids.append(_kid("OBJR", Obj=annotation.reference, Pg=pages[part]))
        parents.annotations.append((annotation, made.reference))
    for kid in node.kids:
        if isinstance(kid, Node):
            objects[kid]["P"] = made.reference
            kids.append(objects[kid].reference)
            continue
        parents.contents[kid] = made.reference
        here = kid.page == page
        kids.append(kid.mcid if here else _kid("MCR", Pg=pages[kid.page], MCID=kid.mcid))


def _kid(kind: str, **entries: object) -> pydyf.Dictionary:
    return pydyf.Dictionary({"Type": f"/{kind}", **entries})


def follow(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object of a reference such as `b"12 0 R"`."""
    return pdf.objects[int(reference.split()[0])]
