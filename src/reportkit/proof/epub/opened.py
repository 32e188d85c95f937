"""The package of an EPUB: from the archive to the files of its text and its navigation."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from reportkit.proof.base import ReadError

Place: TypeAlias = tuple[str, str]
"""A file of the book and an id in it."""

MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
XHTML: Final = "{http://www.w3.org/1999/xhtml}"
TYPE: Final = "{http://www.idpf.org/2007/ops}type"

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NCX = "application/x-dtbncx+xml"
OPF: Final = "{http://www.idpf.org/2007/opf}"

_MOST_BYTES: Final = 512 * 1024 * 1024
"""The largest size of an unpacked book, in bytes."""

_LEADS_OUT = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Package(Struct, frozen=True):
    """The files of a book."""

    names: frozenset[str]
    """The names of all files in the archive."""
    spine: Mapping[str, etree._Element]
    """The XHTML files in reading order, without the nav document."""
    order: tuple[str, ...]
    """All files of the spine in reading order."""
    nav: Mapping[str, etree._Element]
    """The nav document by its name, wherever it is; empty for a book without one."""
    shown_nav: frozenset[str]
    """The name of the nav document if it is one of the pages of the book."""
    document: etree._Element
    """The package document."""
    ncx: etree._Element | None
    """The navigation for readers of EPUB 2."""


def _members(path: Path) -> dict[str, bytes]:
    """The complete files of the archive, by name."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            names = [info.filename for info in infos]
            if len(set(names)) != len(names):
                raise ReadError("the archive holds a file twice")
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise ReadError(f"it unpacks to more than {_MOST_BYTES:,} bytes")
            if not infos or names[0] != "mimetype" or infos[0].compress_type != zipfile.ZIP_STORED:
                raise ReadError("its first file is not 'mimetype', stored uncompressed")
            members = {name: archive.read(name) for name in names if not name.endswith("/")}
    except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise ReadError("it is not a complete zip archive") from error
    if members["mimetype"] != b"application/epub+zip":
        raise ReadError("its 'mimetype' file is not that of an EPUB")
    return members


def open_package(path: Path) -> Package:
    """The package of a book. Raises ReadError if it is not a complete EPUB."""
    members = _members(path)
    package_name = _package_name(members)
    package = _xml(members, package_name)
    folder = posixpath.dirname(package_name)
    items: dict[str, etree._Element] = {}
    names: dict[str, str] = {}
    for item in package.iterfind(f"{OPF}manifest/{OPF}item"):
        item_id = item.get("id", "")
        items[item_id] = item
        names[item_id] = _resolved(folder, item.get("href", ""))
        if names[item_id] not in members:
            raise ReadError(f"the file '{names[item_id]}' of its manifest is missing")
    navs = {name for item_id, name in names.items() if _is_nav(items[item_id])}
    files: dict[str, etree._Element] = {}
    shown: set[str] = set()
    order: list[str] = []
    for itemref in package.iterfind(f"{OPF}spine/{OPF}itemref"):
        idref = itemref.get("idref", "")
        if idref not in items:
            raise ReadError(f"its spine names '{idref}', which is not in its manifest")
        order.append(names[idref])
        if names[idref] in navs:
            shown.add(names[idref])
        else:
            files[names[idref]] = _xml(members, names[idref], f"{XHTML}html")
    if not files:
        raise ReadError("its spine names no text")
    nav = {name: _xml(members, name, f"{XHTML}html") for name in sorted(navs)}
    ncx = next((n for i, n in names.items() if items[i].get("media-type") == _NCX), None)
    return Package(
        frozenset(members),
        files,
        tuple(order),
        nav,
        frozenset(shown),
        package,
        None if ncx is None else _xml(members, ncx),
    )


def _is_nav(item: etree._Element) -> bool:
    return "nav" in item.get("properties", "").split()


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
    # A separate parser for each file: one that has failed must not be used again.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        element = etree.fromstring(members[name], parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"the file '{name}' is not well-formed") from error
    if next(element.iter(etree.Entity), None) is not None:
        raise ReadError(f"the file '{name}' contains an entity")
    if root and element.tag != root:
        raise ReadError(f"the file '{name}' is not XHTML")
    return element


def _resolved(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def place_of(file: str, href: str) -> Place:
    """The place that a link in a file leads to."""
    path, _, fragment = href.partition("#")
    if not path and "%" not in fragment:
        return file, fragment
    return (_resolved(posixpath.dirname(file), path) if path else file), unquote(fragment)


def leads_out(href: str) -> bool:
    """Whether a link leads out of the book."""
    return not href.startswith("#") and _LEADS_OUT.match(href.strip()) is not None
