"""The notes of tables: each table has its own series of letters."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from reportkit.diagnostics import Diagnostic, nearest
from reportkit.model.document import NoteRef, SourceRef, TableNote, TableNoteMark
from reportkit.passes.numerals import letters

PREFIX: Final = "t:"
"""Begins a reference to a note of the table in which it stands: `[^t:key]`."""


class _Count(Struct):
    """A note that the table refers to."""

    sign: str
    first: NoteRef
    references: int = 0


class TableNoteCounter(Struct):
    """Gives the notes of tables their letters, by their references in reading order."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    _table: int = 1
    """The ordinal of the table that is being read, or of the next one."""
    _counts: dict[str, _Count] = field(default_factory=dict)

    def mark(self, ref: NoteRef) -> tuple[TableNoteMark]:
        """The mark of a reference in the table."""
        key = ref.key.removeprefix(PREFIX)
        count = self._counts.setdefault(key, _Count(letters(len(self._counts) + 1), ref))
        count.references += 1
        return (TableNoteMark(self._table, count.sign, count.references, ref.follows_mark),)

    def close(self, notes: tuple[TableNote[SourceRef], ...]) -> tuple[TableNote[SourceRef], ...]:
        """The notes of the table, with their letters and in the order of these. Those that it does
        not refer to are left out, with a finding, and the next table begins."""
        written = {note.sign: note for note in notes}
        for key, count in self._counts.items():
            if key not in written:
                message = f"the table has no note '{key}'"
                hint = nearest(key, written)
                self.diagnostics.append(Diagnostic("RK152", message, count.first.span, hint))
        for key, note in written.items():
            if key not in self._counts:
                message = f"note '{key}' of the table is never used"
                self.diagnostics.append(Diagnostic("RK153", message, note.span))
        printed = tuple(
            replace(written[key], sign=count.sign)
            for key, count in self._counts.items()
            if key in written
        )
        self._table += 1
        self._counts = {}
        return printed
