"""Layers (optional content, ISO 32000-1, 8.11): which are hidden when a viewer opens the file."""

from __future__ import annotations

from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from reportkit.pictures.page.objects import PixelsError, entry, name


class Layers:
    """The layers of a file in its default configuration."""

    def __init__(self, catalog: DictionaryObject) -> None:
        self._off: set[int] = set()
        self._on: set[int] = set()
        properties = entry(catalog, "/OCProperties")
        default = entry(properties, "/D") if isinstance(properties, DictionaryObject) else None
        self._all_off = False
        if isinstance(default, DictionaryObject):
            self._all_off = name(entry(default, "/BaseState")) == "/OFF"
            self._off, self._on = (_groups(entry(default, key)) for key in ("/OFF", "/ON"))

    def hides(self, content: object) -> bool:
        """Whether what belongs to a group, or to a set of groups, is hidden."""
        if not isinstance(content, DictionaryObject):
            return False
        if name(entry(content, "/Type")) != "/OCMD":
            return self._is_off(content)
        if "/VE" in content:
            raise PixelsError("layers that depend on each other")
        groups = entry(content, "/OCGs")
        members = groups if isinstance(groups, ArrayObject) else [groups]
        off = [
            self._is_off(group)
            for group in (one.get_object() for one in members if isinstance(one, PdfObject))
            if isinstance(group, DictionaryObject)
        ]
        if not off:
            return False
        return {
            "/AllOn": any(off),
            "/AnyOff": not any(off),
            "/AllOff": not all(off),
        }.get(name(entry(content, "/P")), all(off))

    def _is_off(self, group: DictionaryObject) -> bool:
        return id(group) in self._off or (self._all_off and id(group) not in self._on)


def _groups(found: object) -> set[int]:
    return {id(one.get_object()) for one in found} if isinstance(found, ArrayObject) else set()
