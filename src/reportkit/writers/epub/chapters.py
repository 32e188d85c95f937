"""The files of the text: the content of each, and the targets of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reportkit.model import walk
from reportkit.model.document import (
    NoteMark,
    NumberedNote,
    PrintedBlock,
)


class Chapter(Struct, frozen=True):
    """One file of the text, with the notes whose first references are in it.

    Reading systems that show a note in a popup look for it only in the file of its reference.
    """

    id: str
    blocks: tuple[PrintedBlock, ...] = ()
    notes: tuple[NumberedNote, ...] = ()
    notes_title: str = ""
    """The heading of the notes: "Notes", or "Notes 12–40" in one of several files."""
    opens: bool = False
    """Whether it contains the title block, the summary and the key judgements."""
    first_text: int = 0
    """How many texts of the report are in the chapters before it."""
    closes: bool = False
    """Whether it contains the colophon."""
    front_marks: tuple[NoteMark, ...] = ()
    """The note marks of the title block and the summary, if it contains them."""

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.id}.xhtml"


def marks(blocks: Iterable[PrintedBlock]) -> Iterator[NoteMark]:
    """The note marks of the blocks in reading order."""
    for content in walk.texts(blocks):
        yield from walk.marks(content)


class Places:
    """The file of the book in which each note, each note reference and each anchor is."""

    def __init__(self, chapters: tuple[Chapter, ...]) -> None:
        self._files: dict[str, str] = {}
        self._only = ""
        written = [chapter for chapter in chapters if chapter.blocks or chapter.notes]
        if len(written) < 2:
            # As in most reports, all targets are in one file.
            self._only = written[0].name if written else chapters[0].name
            return
        for chapter in written:
            ids = (
                *(anchor.link_id for anchor in walk.anchors(chapter.blocks)),
                *(
                    reference_id(mark.note, mark.occurrence)
                    for mark in (*chapter.front_marks, *marks(chapter.blocks))
                ),
                *(note_id(note.note) for note in chapter.notes),
            )
            self._files.update(dict.fromkeys(ids, chapter.name))

    def file(self, element_id: str) -> str:
        """The name of the file that contains the element."""
        return self._only or self._files[element_id]

    def link(self, element_id: str, here: str) -> str:
        """The URL of the element for a link in the file `here`."""
        file = self.file(element_id)
        return f"#{element_id}" if file == here else f"{file}#{element_id}"


def note_id(note: int) -> str:
    """The id of the element of a note."""
    return f"fn{note}"


def reference_id(note: int, occurrence: int) -> str:
    """The id of the element of a note reference."""
    return f"fnref{note}" if occurrence == 1 else f"fnref{note}-{occurrence}"
