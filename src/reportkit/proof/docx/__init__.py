"""Reads a Word document back: text, note references, notes, links.

This reader is independent of the writer, and finds what Word and LibreOffice show.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from reportkit.diagnostics import Diagnostic
from reportkit.proof.base import ExtractedText, ReadError, ReadNote
from reportkit.proof.docx import around
from reportkit.proof.docx.accessibility import barriers, level_gaps
from reportkit.proof.docx.invariants import faults
from reportkit.proof.docx.note_rules import pairing_faults, real_notes
from reportkit.proof.docx.numbering import Numbering
from reportkit.proof.docx.parts import Docx, Part, W, open_docx
from reportkit.proof.docx.story import Called, NoteKind, NoteStory, Story

__all__ = ["accessibility", "invariants", "open_docx", "read", "reading"]


def read(path: Path) -> ExtractedText:
    """What a DOCX file says. Raises ReadError when it is not whole, or breaks a rule that only
    concerns the file. What is wrong between numbers and notes stands in the reading itself."""
    docx = open_docx(path)
    broken = faults(docx)
    if broken:
        raise ReadError(f"{path.name}: {'; '.join(broken[:5])}")
    try:
        return replace(reading(docx), findings=_barriers(path, docx))
    except RecursionError as error:
        raise ReadError(f"{path.name}: its elements are nested too deeply") from error


def reading(docx: Docx) -> ExtractedText:
    """The content of an open document, whether it follows our rules or another program saved it."""
    body = Story(docx.document, docx.styles, numbering=Numbering.of(docx.numbering))
    body.inside(docx.document.root)
    notes: list[ReadNote] = []
    links = list(body.links)
    for kind, part in _notes_parts(docx):
        called = [c for c in body.called if c.kind == kind]
        story = Story(part, docx.styles, numbering=Numbering.of(docx.numbering))
        notes += _paired(
            called, {n.get(f"{W}id", ""): story.note(n) for n in real_notes(kind, part)}
        )
        links += story.links
    return ExtractedText(
        "".join(body.text),
        tuple(body.references),
        tuple(notes),
        tuple(links),
        medium="docx",
        code=tuple(body.code),
        contents_pages=tuple(body.contents_pages) or None,
        running=tuple(around.running(docx)),
        properties=tuple(around.properties(docx)),
        pictures=tuple(around.pictures(docx)),
    )


def invariants(path: Path) -> list[str]:
    """Every rule that a DOCX of ours must keep and does not; empty when all is well.

    Raises ReadError when the file cannot be read at all.
    """
    docx = open_docx(path)
    return faults(docx) + pairing_faults(docx)


def accessibility(path: Path) -> list[str]:
    """What keeps a DOCX from being read by everyone; empty when nothing does.

    Raises ReadError when the file cannot be read at all.
    """
    docx = open_docx(path)
    return barriers(docx) + level_gaps(docx)


def _barriers(path: Path, docx: Docx) -> tuple[Diagnostic, ...]:
    """The barriers that our writer must not create."""
    return tuple(Diagnostic("RK910", f"{path.name}: {barrier}") for barrier in barriers(docx))


def _notes_parts(docx: Docx) -> Iterator[tuple[NoteKind, Part]]:
    if docx.footnotes is not None:
        yield "footnote", docx.footnotes
    if docx.endnotes is not None:
        yield "endnote", docx.endnotes


def _paired(called: list[Called], stories: dict[str, NoteStory]) -> list[ReadNote]:
    """The notes as a reader finds them under the numbers of the text.

    Word pairs a reference with the note of its id; LibreOffice pairs the k-th reference with the
    k-th smallest id. Where the two differ, the note has both texts, and so differs from any
    report. A reference whose note is missing has none here; a note that nothing refers to
    stands at the end without a number.
    """
    by_rank = sorted(stories, key=_as_number)
    notes: list[ReadNote] = []
    above = ""
    for place, reference in enumerate(called):
        story = stories.get(reference.note_id)
        if story is None:
            continue
        text = story.text
        ranked = by_rank[place] if place < len(by_rank) else ""
        if ranked != reference.note_id:
            other = stories[ranked].text if ranked else ""
            text = f"{text} ≠ {other}"
        notes.append(ReadNote(story.head or reference.number, text, above=above))
        above = story.below
    used = {reference.note_id for reference in called}
    notes += [ReadNote("", story.text) for key, story in stories.items() if key not in used]
    return notes


def _as_number(note_id: str) -> int:
    return int(note_id) if note_id.lstrip("-").isdecimal() else 0
