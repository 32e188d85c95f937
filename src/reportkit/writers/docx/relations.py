"""What one part of the package points to, and the ids it points with."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part


class Relations:
    """Collects the relationships of a part while its text is made: one id a target.

    An own map, since python-docx looks for an existing target by going through all of them.
    """

    def __init__(self) -> None:
        self._ids: dict[str | Part, str] = {}
        self._types: list[str] = []

    def link(self, url: str) -> str:
        """The id of a hyperlink to an address."""
        return self._id(url, RT.HYPERLINK)

    def part(self, part: Part, reltype: str) -> str:
        """The id of another part."""
        return self._id(part, reltype)

    def attach(self, part: Part) -> None:
        """Give the part, now that it exists, the relationships its text was made with."""
        for (target, rel_id), reltype in zip(self._ids.items(), self._types, strict=True):
            external = isinstance(target, str)
            part.rels.add_relationship(reltype, target, rel_id, is_external=external)

    def _id(self, target: str | Part, reltype: str) -> str:
        known = self._ids.get(target)
        if known is None:
            known = self._ids[target] = f"rId{len(self._ids) + 1}"
            self._types.append(reltype)
        return known
