"""The pages on which the targets of links stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from reportkit.proof.pdf.objects import dictionary, items

_OF_NOTES: Final = re.compile(r"(?:n|r)\d+(?:-\d+)?")
"""The targets of marks and of the ways back, which print no pages."""
_DEEPEST: Final = 16


def places(reader: PdfReader, catalog: DictionaryObject) -> dict[str, str]:
    """The page of each named destination (ISO 32000-1, 12.3.2.3), from 1, by its name."""
    pages = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, 1)
        if page.indirect_reference is not None
    }
    found: dict[str, str] = {}
    for name, destination in _names(dictionary(dictionary(catalog, "/Names"), "/Dests"), 0):
        if isinstance(destination, DictionaryObject):
            destination = destination.get("/D", destination)
        if not isinstance(destination, ArrayObject) or _OF_NOTES.fullmatch(name):
            continue
        page = destination[0] if destination else None
        number = pages.get(page.idnum) if isinstance(page, IndirectObject) else None
        if number is not None:
            found[name] = str(number)
    return found


def _names(node: DictionaryObject, depth: int) -> Iterator[tuple[str, PdfObject]]:
    """The entries of a name tree (7.9.6)."""
    entries = [*items(node, "/Names")]
    for name, entry in zip(entries[::2], entries[1::2], strict=False):
        yield str(name), entry.get_object() or entry
    if depth < _DEEPEST:
        for kid in items(node, "/Kids"):
            inner = kid.get_object()
            if isinstance(inner, DictionaryObject):
                yield from _names(inner, depth + 1)
