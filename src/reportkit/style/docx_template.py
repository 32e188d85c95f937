"""The check of a Word template: complete, within limits, and without active content.

A template comes from elsewhere, and parts of it go into every document. Macros, embedded objects,
external parts, and fields that fetch or run something are refused anywhere in it, and the finding
names the part. The result is the files of the archive, as bytes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportkit.reasons import reason
from reportkit.tree.limits import (
    TEMPLATE_BYTES,
    TEMPLATE_PART_BYTES,
    TEMPLATE_PARTS,
    TEMPLATE_UNPACKED_BYTES,
)
from reportkit.tree.source import read_bytes

if TYPE_CHECKING:
    from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""The first bytes of encrypted Office files, and of Word files before 2007 (MS-CFB)."""
_ACTIVE_PARTS: Final = re.compile(
    r"macroEnabled|vbaProject|vbaData|keyMapCustomizations|activeX|oleObject|\.package$", re.I
)
"""Content types of parts that run, or that hide another file."""
_ACTIVE_NAMES: Final = re.compile(r"vbaProject|vbaData|/activeX/|/embeddings/", re.I)
_ACTIVE_ELEMENTS: Final = {
    f"{_W}altChunk": "a file that Word would insert",
    f"{_W}subDoc": "a document in another file",
    f"{_W}frameset": "frames from other files",
    f"{_W}mailMerge": "a data source",
    f"{_W}control": "an active control",
    f"{_OFFICE}OLEObject": "an embedded object",
}
_ACTIVE_FIELDS: Final = frozenset(
    [
        "DDE",
        "DDEAUTO",
        "LINK",
        "EMBED",
        "IMPORT",
        "INCLUDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "DATABASE",
        "RD",
        "MACROBUTTON",
        "CONTROL",
        "HTMLCONTROL",
    ]
)
"""Fields that fetch or run something."""
_LIVE: Final = re.compile(r"https?://|mailto:", re.I)
_ELSEWHERE: Final = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+:|[\\/]{2})", re.I)
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.I)


class TemplateError(Exception):
    """A template that cannot be used; the message says why, `code` is the code of the finding."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_template(path: Path) -> dict[str, bytes]:
    """The files of a template by their names in the archive.

    Raises TemplateError: RK401 if there is no readable file, RK411 if it is damaged, encrypted or
    beyond the limits, RK412 if it has forbidden content.
    """
    try:
        data = read_bytes(path, TEMPLATE_BYTES)
    except OSError as error:
        message = f"the template {path} cannot be read: {reason(error)}"
        raise TemplateError("RK401", message) from error
    except ValueError as error:
        raise TemplateError("RK411", f"the template {path} cannot be used: {error}") from error
    return checked_template(data, path.name)


def checked_template(data: bytes, name: str) -> dict[str, bytes]:
    """The files of a template given as bytes; findings call it `name`. Raises as
    `read_template`."""
    template = _Template(name)
    files = template.unpacked(data)
    template.check(files)
    return files


class _Template:
    """Checks one template, and raises the first fault found."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _broken(self, why: str) -> TemplateError:
        return TemplateError("RK411", f"the template {self._name} cannot be used: {why}")

    def _refused(self, part: str, what: str) -> TemplateError:
        return TemplateError("RK412", f"the template {self._name}: {part}: {what} is not allowed")

    # --- the archive ----------------------------------------------------------------------------

    def unpacked(self, data: bytes) -> dict[str, bytes]:
        """All files. None is unpacked beyond its limit, whatever size the archive declares."""
        if data.startswith(_OLE):
            raise self._broken("it is encrypted, or saved in the format of Word 97 to 2003")
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return dict(self._files(archive))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
            raise self._broken("it is not a complete Word document") from error
        except NotImplementedError as error:  # a compression method that Word does not use
            raise self._broken("it is compressed in a way that Word does not use") from error

    def _files(self, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
        members = archive.infolist()
        if len(members) > TEMPLATE_PARTS:
            raise self._broken(f"it has more than {TEMPLATE_PARTS} parts")
        seen: set[str] = set()
        room = TEMPLATE_UNPACKED_BYTES
        for member in members:
            name = member.filename
            if name.lower() in seen:
                raise self._broken(f"it contains the part {name} twice")
            seen.add(name.lower())
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                raise self._broken(f"the part name {name!r} leads out of the archive")
            if member.flag_bits & 1:
                raise self._broken(f"the part {name} is encrypted")
            with archive.open(member) as file:
                content = file.read(TEMPLATE_PART_BYTES + 1)
            room -= len(content)
            if len(content) > TEMPLATE_PART_BYTES:
                raise self._broken(f"the part {name} is larger than {TEMPLATE_PART_BYTES:,} bytes")
            if room < 0:
                raise self._broken(f"its parts take more than {TEMPLATE_UNPACKED_BYTES:,} bytes")
            if not name.endswith("/"):
                yield name, content

    # --- what is in it --------------------------------------------------------------------------

    def check(self, files: dict[str, bytes]) -> None:
        """Checks all parts."""
        for name in sorted(files):
            if _ACTIVE_NAMES.search(f"/{name}"):
                raise self._refused(name, "a macro or an embedded object")
        trees = {
            name: self._tree(name, content)
            for name, content in sorted(files.items())
            if name.lower().endswith((".xml", ".rels", ".vml"))
        }
        types = trees.get("[Content_Types].xml")
        if types is None:
            raise self._broken("it has no part [Content_Types].xml")
        for element in types:
            content_type = element.get("ContentType", "")
            if _ACTIVE_PARTS.search(content_type):
                part = element.get("PartName") or f"*.{element.get('Extension')}"
                raise self._refused(part.lstrip("/"), "a macro or an embedded object")
        for name, tree in trees.items():
            self._relationships(name, tree)
            self._elements(name, tree)
            self._fields(name, tree)

    def _tree(self, name: str, content: bytes) -> etree._Element:
        from lxml import etree  # late: most themes have no template

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._broken(f"the part {name} is damaged") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._refused(name, "a document type with entities")
        return root

    def _relationships(self, name: str, tree: etree._Element) -> None:
        for relation in tree.iter(f"{_RELS}Relationship"):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            if kind == "attachedTemplate":
                raise self._refused(name, f"the attached template '{target}'")
            outside = relation.get("TargetMode") == "External" or _ELSEWHERE.match(target)
            if outside and not (kind == "hyperlink" and _LIVE.match(target)):
                raise self._refused(name, f"the external {kind} '{target}'")

    def _elements(self, name: str, tree: etree._Element) -> None:
        for element in tree.iter(*_ACTIVE_ELEMENTS):
            raise self._refused(name, _ACTIVE_ELEMENTS[str(element.tag)])
        for picture in tree.iter("{urn:schemas-microsoft-com:vml}*"):
            for attribute in ("src", f"{_OFFICE}href", "href"):
                if _ELSEWHERE.match(picture.get(attribute, "")):
                    raise self._refused(name, f"the picture '{picture.get(attribute)}'")

    def _fields(self, name: str, tree: etree._Element) -> None:
        for instruction in _instructions(tree):
            words = instruction.split()
            field = words[0].strip('"').upper() if words else ""
            if field in _ACTIVE_FIELDS or _MADE in field:
                raise self._refused(name, f"the field {field}")
            link = _HYPERLINK.match(instruction)
            if link is not None and link[1] and not _LIVE.match(link[1]):
                raise self._refused(name, f"the link '{link[1]}'")


_MADE: Final = "{…}"
"""Stands for the result of a field inside an instruction, which cannot be known."""


def _instructions(tree: etree._Element) -> Iterator[str]:
    """The instructions of all fields of a part; a field inside another is replaced by `_MADE`."""
    for simple in tree.iter(f"{_W}fldSimple"):
        yield simple.get(f"{_W}instr", "")
    fields: list[list[str]] = []
    reading: list[bool] = []
    for element in tree.iter(f"{_W}fldChar", f"{_W}instrText"):
        kind = element.get(f"{_W}fldCharType")
        if element.tag == f"{_W}instrText":
            if fields and reading[-1]:
                fields[-1].append(element.text or "")
        elif kind == "begin":
            if fields and reading[-1]:
                fields[-1].append(_MADE)
            fields.append([])
            reading.append(True)
        elif kind == "separate" and fields:
            reading[-1] = False
        elif kind == "end" and fields:
            reading.pop()
            yield "".join(fields.pop())
    yield from ("".join(parts) for parts in fields)  # of a field that is never closed
