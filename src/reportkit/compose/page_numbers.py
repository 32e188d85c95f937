"""The pages that cross references print (`{page:id}`), filled in once the PDF is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Content,
    CrossReference,
    Leaf,
    PrintedContent,
    PrintedLeaf,
    PrintedRef,
)

_UNKNOWN: Final = "?"
"""Printed for a page that is not known."""


def with_page_numbers(publication: Publication, places: Mapping[str, str]) -> Publication:
    """The publication with the page of each target, by the id of its anchor, in the cross
    references that print it."""
    report = publication.report
    if not report.pages_wanted:
        return publication

    def numbered(reference: CrossReference) -> CrossReference:
        if not reference.page:
            return reference
        return replace(reference, text=places.get(reference.anchor.id, _UNKNOWN))

    def leaf(inline: PrintedLeaf) -> PrintedContent:
        return (numbered(inline) if isinstance(inline, CrossReference) else inline,)

    def in_note(inline: Leaf | CrossReference) -> Content[CrossReference]:
        return (numbered(inline) if isinstance(inline, CrossReference) else inline,)

    text = walk.Rewriter[PrintedRef, PrintedRef](leaf)
    mapper = walk.Mapper[PrintedRef, PrintedRef, Anchor, Anchor](text.content, lambda label: label)
    plain = walk.Rewriter[CrossReference, CrossReference](in_note)
    note_block = walk.NoteMapper[CrossReference, CrossReference](plain.content).note_block
    notes = tuple(
        replace(note, blocks=tuple(map(note_block, note.blocks))) for note in report.notes
    )
    blocks = tuple(map(mapper.block, report.blocks))
    lists = tuple(
        replace(
            listed,
            entries=tuple(
                replace(entry, text=plain.content(entry.text)) for entry in listed.entries
            ),
        )
        for listed in publication.front.lists
    )
    return replace(
        publication,
        report=replace(report, blocks=blocks, notes=notes),
        front=replace(publication.front, lists=lists),
    )
