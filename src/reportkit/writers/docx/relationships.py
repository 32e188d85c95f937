"""What a part of the package refers to: other parts, and external addresses."""

from __future__ import annotations

from collections.abc import Iterable

from docx.opc.part import Part
from msgspec import Struct


class Relationship(Struct, frozen=True):
    """A reference from a part to an address (a string) or to another part."""

    target: str | Part
    reltype: str


def relate(part: Part, relationships: Iterable[Relationship]) -> None:
    """Gives a part its relationships: the first has the id rId1, the next one rId2."""
    for number, relationship in enumerate(relationships, 1):
        target = relationship.target
        external = isinstance(target, str)
        part.rels.add_relationship(
            relationship.reltype, target, relationship_id(number), is_external=external
        )


def relationship_id(number: int) -> str:
    """The id of a relationship of a part, counted from 1."""
    return f"rId{number}"
