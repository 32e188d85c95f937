"""What a PDF says of itself: document information, XMP, language, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from reportkit.proof.base import ReadError, ReadProperties
from reportkit.proof.pdf.objects import dictionary, value

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
}
"""The name spaces in which a document is described; in the others files say which standard they
follow."""
_RENDITIONS: Final = "http://ns.adobe.com/xap/1.0/mm/"
"""Which of several renditions a file is, and of which version of the report."""
_PROGRAMS: Final = frozenset(("/Producer", "/Creator", "/Trapped"))
"""What document information says of the program and the press, and not of the report."""
_OF_PROGRAMS: Final = frozenset(("pdf:Producer", "pdf:Trapped", "xmp:CreatorTool"))
_MOST_BOOKMARKS: Final = 100_000


def properties(reader: PdfReader, catalog: DictionaryObject) -> Iterator[ReadProperties]:
    """All that the file says of itself. Raises ReadError when its XMP cannot be read."""
    info = dictionary(reader.trailer, "/Info")
    yield ReadProperties(
        "info",
        "the document information",
        {
            key.removeprefix("/"): (str(value(info, key) or ""),)
            for key in info
            if key not in _PROGRAMS and not key.startswith("/GTS_")
        },
    )
    metadata = value(catalog, "/Metadata")
    if isinstance(metadata, StreamObject):
        yield ReadProperties("xmp", "the XMP metadata", _xmp(metadata.get_data()))
    else:
        yield ReadProperties("xmp", "the XMP metadata", {})
    language = value(catalog, "/Lang")
    said = {
        "Lang": () if language is None else (str(language),),
        "Outlines": tuple(_bookmarks(dictionary(catalog, "/Outlines"))),
    }
    yield ReadProperties("catalog", "the document", said)


def _xmp(data: bytes) -> dict[str, tuple[str, ...]]:
    if b"<!" in data:
        raise ReadError("its XMP metadata declares entities")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ReadError("its XMP metadata is not well-formed") from error
    found: dict[str, tuple[str, ...]] = {}
    for description in root.iter(f"{_RDF}Description"):
        said: list[tuple[str, tuple[str, ...]]] = []
        said += ((name, (text,)) for name, text in description.items())
        said += ((child.tag, tuple(_values(child))) for child in description)
        for tag, texts in said:
            name = _short(tag)
            if name and name not in _OF_PROGRAMS:
                found[name] = (*found.get(name, ()), *texts)
    return found


def _values(element: ElementTree.Element) -> Iterator[str]:
    """The items of a list or of alternatives, or the one text."""
    items = list(element.iter(f"{_RDF}li"))
    for item in items or [element]:
        yield "".join(item.itertext())


def _short(tag: str) -> str:
    """The name of a property with the usual prefix of its name space; empty for other ones."""
    space, _, name = tag.removeprefix("{").partition("}")
    if space == _RENDITIONS:
        return f"xmpMM:{name}" if name == "VersionID" else ""
    return f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else ""


def _bookmarks(item: DictionaryObject) -> Iterator[str]:
    """The titles of the bookmarks in reading order."""
    seen: set[IndirectObject] = set()
    waiting = [item.raw_get("/First")] if "/First" in item else []
    while waiting:
        reference = waiting.pop()
        if reference in seen or len(seen) > _MOST_BOOKMARKS:
            raise ReadError("its bookmarks are circular")
        seen.add(reference)
        entry = reference.get_object()
        if not isinstance(entry, DictionaryObject):
            continue
        yield str(value(entry, "/Title") or "")
        waiting += (entry.raw_get(key) for key in ("/Next", "/First") if key in entry)
