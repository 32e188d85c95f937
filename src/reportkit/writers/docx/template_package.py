"""The package of a Word template: its files, and which of them a document takes over."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from msgspec import Struct

Element = etree._Element  # lxml gives its class no public name

_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def parsed(data: bytes) -> Element:
    """The tree of a part. Entities are not resolved, and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(data, parser)


class TemplateRelation(Struct, frozen=True):
    """A relationship between the files of a template."""

    rel_id: str
    reltype: str
    target: str
    """An external address, or the name of a file."""
    external: bool


class TemplatePackage:
    """The files of a template by name."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        types = parsed(files["[Content_Types].xml"])
        self._types = {e.get("PartName", "").lower(): e.get("ContentType", "") for e in types}
        self._suffixes = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in types}

    def data(self, name: str) -> bytes:
        """The content of a file."""
        return self._files[name]

    def content_type(self, name: str) -> str:
        """The content type of a file."""
        by_name = self._types.get(f"/{name}".lower())
        return by_name or self._suffixes.get(name.rpartition(".")[2].lower(), "application/xml")

    def target(self, name: str, kind: str) -> str | None:
        """The target of a file (of the package, if the name is empty) by the kind of relationship,
        which is the last word of its type."""
        found = (r for r in self.relations(name) if r.reltype.rpartition("/")[2] == kind)
        relation = next(found, None)
        return None if relation is None or relation.external else relation.target

    def by_id(self, name: str, rel_id: str) -> str | None:
        """The target of a file by the id of a relationship."""
        relation = next((r for r in self.relations(name) if r.rel_id == rel_id), None)
        return None if relation is None or relation.external else relation.target

    def relations(self, name: str) -> Iterator[TemplateRelation]:
        """The relationships of a file to external addresses and to existing files."""
        folder, base = posixpath.split(name)
        data = self._files.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        if data is None:
            return
        for element in parsed(data).iter(f"{_RELS}Relationship"):
            rel_id, reltype = element.get("Id", ""), element.get("Type", "")
            external, target = element.get("TargetMode") == "External", element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if external or target in self._files:
                yield TemplateRelation(rel_id, reltype, target, external)


class TemplateParts:
    """The files of a template as parts of a document, each with a new name that none of ours has,
    and with everything that it refers to."""

    def __init__(self, package: TemplatePackage, roots: Iterable[str]) -> None:
        """The roots, the files that a document may take over, determine the names."""
        self._package = package
        self._names: dict[str, str] = {}
        self._parts: dict[str, Part] = {}
        for root in roots:
            self._name(root)

    def part(self, name: str, data: bytes, new_name: str = "") -> Part:
        """A root with new content, and with the new name if one is given."""
        part = Part(PackURI(new_name or self._names[name]), self._package.content_type(name), data)
        return self._related(part, name)

    def _inner(self, name: str) -> Part:
        """A file that others refer to, stored once."""
        known = self._parts.get(name)
        if known is None:
            content_type, data = self._package.content_type(name), self._package.data(name)
            known = self._parts[name] = Part(PackURI(self._names[name]), content_type, data)
            self._related(known, name)
        return known

    def _related(self, part: Part, name: str) -> Part:
        for relation in self._package.relations(name):
            target = relation.target if relation.external else self._inner(relation.target)
            part.rels.add_relationship(
                relation.reltype, target, relation.rel_id, is_external=relation.external
            )
        return part

    def _name(self, name: str) -> None:
        if name in self._names:
            return
        folder = "/word/media" if "/media/" in name else "/word"
        number = len(self._names) + 1
        self._names[name] = f"{folder}/house{number}{posixpath.splitext(name)[1]}"
        for relation in self._package.relations(name):
            if not relation.external:
                self._name(relation.target)
