"""The package document by EbookLib, and the archive around it.

EbookLib gives the book model, the package document and the container file. Its own XHTML, nav,
NCX and zip are bypassed: it re-parses finished XHTML and loses parts of it, and its zip stores
the current time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ebooklib import epub

from reportkit.compose.publication import Publication
from reportkit.writers.archive import pack
from reportkit.writers.epub.font_subsets import DISPLAY_OPTIONS
from reportkit.writers.epub.item import Item
from reportkit.writers.epub.metadata import Property
from reportkit.writers.epub.navigation import Landmark

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PACKED = (".png", ".jpg")
"""Suffixes of files that further compression does not make smaller."""


def package(
    publication: Publication,
    metadata: Iterable[Property],
    items: Iterable[Item],
    guide: Iterable[Landmark],
) -> bytes:
    """The finished book, with this metadata and these items, in order."""
    book = epub.EpubBook()
    book.metadata.clear()  # A random identifier and a generator.
    book.uid = publication.provenance.identifier
    book.language = publication.meta.language
    if publication.meta.direction == "rtl":
        book.set_direction("rtl")
    for entry in metadata:
        _add_metadata(book, entry)
    for item in items:
        _add_item(book, item)
    book.guide = [
        {"type": place.guide_type, "title": place.title, "href": place.href} for place in guide
    ]
    writer = _PackageWriter(book, publication.provenance.modified)
    writer.write()
    if publication.theme.embed_fonts:
        writer.out.writestr(*DISPLAY_OPTIONS)
    return pack(writer.out.members)


def _add_metadata(book: epub.EpubBook, entry: Property) -> None:
    attributes = dict(entry.attributes)
    if entry.language:
        attributes[_XML_LANG] = entry.language
    if entry.is_dublin_core:
        book.add_metadata("DC", entry.name, entry.value, attributes)
    else:
        book.add_metadata(None, "meta", entry.value, {"property": entry.name, **attributes})


def _add_item(book: epub.EpubBook, item: Item) -> None:
    member = epub.EpubItem(item.id, item.name, item.media_type, item.data)
    member.properties = list(item.properties)
    book.add_item(member)
    if item.in_spine:
        book.spine.append(member)
    if "cover-image" in item.properties:
        # EPUB 2 readers look for this.
        book.add_metadata(None, "meta", "", {"name": "cover", "content": item.id})


class _Members:
    """Replaces the zip file of EbookLib, and keeps what it writes."""

    def __init__(self) -> None:
        self.members: list[tuple[str, bytes, bool]] = []

    def writestr(self, name: str, data: str | bytes, compressed: bool = True) -> None:
        """Keeps a member."""
        content = data.encode("utf-8") if isinstance(data, str) else data
        self.members.append((name, content, compressed and not name.endswith(_PACKED)))


class _PackageWriter(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer without its clock and its zip."""

    def __init__(self, book: epub.EpubBook, modified: datetime) -> None:
        options = {
            "epub3_pages": False,
            "mtime": modified,
            "package_direction": True,
            "raise_exceptions": True,
        }
        super().__init__("", book, options)
        self.out = _Members()

    def write(self) -> None:
        """Writes into memory. `mimetype` is the first member, stored uncompressed."""
        self.out.writestr("mimetype", b"application/epub+zip", compressed=False)
        self._write_container()
        self._write_opf()
        self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.book.language)
        super()._write_opf_file(root)
