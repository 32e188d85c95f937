"""The division of a report into the files of the book.

Reading systems lay out one file at a time, and some give up on large ones. So a long report is
split into files of about 200 kB: at its headings of the highest level; within a section that is
still too large, at those of the next level; and otherwise between two blocks. A block is never
split. If chapters begin a page, each has a file of its own, because many reading systems begin a
page only with a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias, assert_never

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import (
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Heading,
    LineBreak,
    Link,
    NoteMark,
    NumberedNote,
    PageMark,
    Phrase,
    PrintedBlock,
    PrintedContent,
    ResolvedReport,
    Styled,
    TableNoteMark,
    Text,
)
from reportkit.writers.epub.chapters import Chapter, marks

LARGEST: Final = 200_000
"""The target size of one file, in bytes of XHTML."""

_DEEPEST = 6
"""The lowest level of a heading."""

# Approximate bytes of XHTML around a text, a link, a mark, a note.
_ELEMENT = 20
_LINK = 20
_MARK = 110
_NOTE = 280


class _Piece(Struct, frozen=True):
    """A top-level block, with the notes whose first references are in it."""

    block: PrintedBlock
    notes: tuple[NumberedNote, ...]
    texts: int
    """How many texts it has."""
    size: int


_Part: TypeAlias = tuple[_Piece, ...]


def split(publication: Publication, largest: int = LARGEST) -> tuple[Chapter, ...]:
    """The chapters in reading order, of about `largest` bytes each.

    The title block has its own file if a page of contents follows it.
    """
    report, title = publication.report, publication.back.notes_heading
    pieces = tuple(_pieces(report))
    if publication.theme.headings.chapters == "run-on":
        parts = _parts(pieces, 1, largest) or [()]
    else:
        parts = [part for one in _sections(pieces, 1) for part in _parts(one, 2, largest)] or [()]
    chapters: list[Chapter] = []
    front_marks = tuple(_front_marks(report))
    own = tuple(report.notes[mark.note - 1] for mark in front_marks if mark.occurrence == 1)
    alone = len(parts) == 1
    if publication.front.contents is not None:
        heading = _notes_title(title, report, own, alone=False)
        chapters.append(Chapter("front", (), own, heading, opens=True, front_marks=front_marks))
        alone, own, front_marks = alone and not own, (), ()
    first_text = 0
    for number, part in enumerate(parts, 1):
        notes = (*own, *(note for piece in part for note in piece.notes))
        chapters.append(
            Chapter(
                id=f"text{number}",
                blocks=tuple(piece.block for piece in part),
                notes=notes,
                notes_title=_notes_title(title, report, notes, alone),
                opens=not chapters,
                first_text=first_text,
                closes=number == len(parts),
                front_marks=front_marks,
            )
        )
        own, front_marks = (), ()
        first_text += sum(piece.texts for piece in part)
    return tuple(chapters)


def _front_marks(report: ResolvedReport) -> Iterator[NoteMark]:
    """The note marks above the body, in reading order."""
    for content in report.opening.texts:
        yield from walk.marks(content)


def _notes_title(
    title: str, report: ResolvedReport, notes: Sequence[NumberedNote], alone: bool
) -> str:
    """The heading of notes; in several files, it includes their numbers if these never repeat."""
    if alone or not notes or report.options.numbering == "section":
        return title
    first, last = notes[0].number, notes[-1].number
    return f"{title} {first}" if first == last else f"{title} {first}–{last}"


def _pieces(report: ResolvedReport) -> Iterator[_Piece]:
    notes = {note.note: note for note in report.notes}
    for block in report.blocks:
        firsts = (mark.note for mark in marks((block,)) if mark.occurrence == 1)
        own = tuple(notes[number] for number in firsts)
        texts = tuple(walk.texts((block,)))
        size = sum(_ELEMENT + _size(content) for content in texts)
        size += sum(_NOTE + sum(map(_size, walk.note_texts(note))) for note in own)
        yield _Piece(block, own, len(texts), size)


def _size(content: PrintedContent) -> int:
    """The approximate size of a text as XHTML, in bytes."""
    size = 0
    for inline in content:
        match inline:
            case Text() | CodeSpan() | DefangedUrl() | CrossReference():
                size += len(inline.text.encode())
            case NoteMark() | TableNoteMark() | PageMark():
                size += _MARK
            case Link():
                size += _LINK + len(inline.url) + _size(inline.children)
            case Styled() | Phrase():
                size += _LINK + _size(inline.children)
            case LineBreak():
                size += _LINK
            case _:
                assert_never(inline)
    return size


# --- cutting ------------------------------------------------------------------------------------


def _parts(pieces: _Part, level: int, largest: int) -> list[_Part]:
    """The pieces in as few files as possible, split at headings of this level or a lower one."""
    if _weight(pieces) <= largest:
        return [pieces] if pieces else []
    if level > _DEEPEST:
        return _packed(_runs(pieces), largest)
    parts: list[_Part] = []
    fitting: list[_Part] = []
    for section in _sections(pieces, level):
        if _weight(section) <= largest:
            fitting.append(section)
        else:
            parts += _packed(fitting, largest)
            fitting = []
            parts += _parts(section, level + 1, largest)
    return parts + _packed(fitting, largest)


def _packed(parts: Iterable[_Part], largest: int) -> list[_Part]:
    """Neighbouring parts merged as long as they fit."""
    packed: list[_Part] = []
    weight = 0
    for part in parts:
        added = _weight(part)
        if packed and weight + added <= largest:
            packed[-1] += part
            weight += added
        else:
            packed.append(part)
            weight = added
    return packed


def _sections(pieces: _Part, level: int) -> Iterator[_Part]:
    """The pieces split before each heading of this level or a higher one, but never between a
    heading and the first one under it."""
    section: list[_Piece] = []
    for piece in pieces:
        heads = isinstance(piece.block, Heading) and piece.block.level <= level
        if heads and not all(walk.governs(before.block) for before in section):
            yield tuple(section)
            section = []
        section.append(piece)
    yield tuple(section)


def _runs(pieces: _Part) -> Iterator[_Part]:
    """The pieces one by one, but each governing piece together with what follows it."""
    run: list[_Piece] = []
    for piece in pieces:
        run.append(piece)
        if not walk.governs(piece.block):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _weight(part: _Part) -> int:
    return sum(piece.size for piece in part)
