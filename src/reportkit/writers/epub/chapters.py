"""Which part of a report stands in which file of the book."""

from __future__ import annotations

from dataclasses import dataclass

from reportkit.document import NumberedNote, PrintedBlock, ResolvedReport


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the text, with the notes to which it refers first.

    Readers that show a note in a popup look for it in the file of its reference only.
    """

    id: str
    blocks: tuple[PrintedBlock, ...] = ()
    notes: tuple[NumberedNote, ...] = ()
    opens: bool = False
    """Whether the title block, the summary and the key judgements stand in it."""
    closes: bool = False
    """Whether the colophon stands in it."""

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.id}.xhtml"


def split(report: ResolvedReport) -> tuple[Chapter, ...]:
    """The chapters in reading order: the text in one file, behind a file for the title block when
    a page of contents stands between the two."""
    if report.options.contents:
        front = Chapter("front", opens=True)
        return (front, Chapter("text1", report.blocks, report.notes, closes=True))
    return (Chapter("text1", report.blocks, report.notes, opens=True, closes=True),)
