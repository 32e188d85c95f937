"""The text and the notes of the HTML for print: each note is an element at its first mark.

The markup of notes has been tested to give valid PDF/UA-1: `<a>` contains plain text, and no CSS
counter is used; `r-note` floats to the foot of the page, or is in the list at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from reportkit.compose.publication import Publication
from reportkit.model.document import (
    NOTE_SEPARATOR,
    CrossReference,
    List,
    NoteBlock,
    NoteMark,
    NumberedNote,
    Paragraph,
    Phrase,
    PrintedContent,
    PrintedRef,
    Quote,
    Styled,
)
from reportkit.passes.numerals import letters
from reportkit.writers.html_names import DataAttribute, HtmlClass, NoteTag, list_class
from reportkit.writers.pdf.front import Front
from reportkit.writers.pdf.note_ids import mark_id, note_id
from reportkit.writers.pdf.small_capitals import lowered
from reportkit.writers.xml_text import NO_ATTRIBUTES, Attributes, element, escape

LABEL: Final = 3
"""The letters of a label of a list that fit the indent of the style sheet: "10."."""
_JOINT: Final = "\u2060"
"""Keeps a mark on the line of the word or mark before it."""
_TOGETHER: Final = 9
"""In a run of adjacent marks, a line may end after each group of this size; otherwise the run could
extend beyond the page."""


class PageText(Front):
    """The text of a report as HTML for the printed page, with its notes."""

    def __init__(self, publication: Publication, linked: bool = True) -> None:
        """With `linked`, notes print a link back to each of their marks."""
        super().__init__(publication)
        self._linked = linked
        self._side_by_side = 0
        """The number of adjacent marks so far, including the last one made."""
        self._lowering = False
        """Whether small letters are set as small capitals."""
        self._abroad = False
        """Whether the text is in another language than the report."""

    # --- text -----------------------------------------------------------------------------------

    def styled(self, inline: Styled[PrintedRef]) -> str:
        """A part of a text that looks different."""
        before, self._lowering = self._lowering, self._lowering or inline.style == "small_caps"
        text = super().styled(inline)
        self._lowering = before
        return text

    def characters(self, text: str) -> str:
        """Characters; small letters of small capitals are capitals that are set smaller, because
        few fonts have others, and say what was written."""
        if not self._lowering:
            return super().characters(text)
        return "".join(
            element(
                "span", escape(capitals), {"class": HtmlClass.LOWERED, DataAttribute.SAID: said}
            )
            if capitals
            else escape(said)
            for said, capitals in lowered(text)
        )

    def phrase(self, phrase: Phrase[PrintedRef]) -> str:
        """A part of a text in another language; its notes are in that of the report."""
        before, self._abroad = self._abroad, True
        text = super().phrase(phrase)
        self._abroad = before
        return text

    # --- notes ----------------------------------------------------------------------------------

    def mark(self, mark: NoteMark) -> str:
        """A mark, followed by its note at the first reference."""
        separator = ""
        if mark.follows_mark:
            separator = _JOINT + element("sup", NOTE_SEPARATOR, {"class": HtmlClass.SEP})
        named = {
            "class": HtmlClass.MARK,
            "href": f"#{note_id(mark.note)}",
            "id": mark_id(mark.note, mark.occurrence),
            "aria-label": self.terms.note_number(mark.number),
        }
        self._side_by_side = self._side_by_side + 1 if mark.follows_mark else 1
        joint = "" if self._side_by_side % _TOGETHER == 0 else _JOINT
        link = f"{separator}{joint}{element('a', str(mark.number), named)}"
        if mark.occurrence > 1 or self.report.options.placement == "end":
            return link
        return link + self.note(self.report.notes[mark.note - 1], HtmlClass.PAGE)

    def note(self, note: NumberedNote, place: HtmlClass) -> str:
        """A note as an element; `place` is its class."""
        around = self._lowering, self._abroad, self._in_cell
        language: Attributes = {"lang": self.report.meta.language} if self._abroad else {}
        self._lowering = self._abroad = self._in_cell = False
        label = self._back(note, 1, HtmlClass.LBL, str(note.number))
        # Letters, because a digit after an address would look like a part of it.
        backs = "".join(
            f" {self._back(note, occurrence, HtmlClass.BACK, f'↩{letters(occurrence)}')}"
            for occurrence in range(2, note.references + 1 if self._linked else 2)
        )
        text = self._note_text(note.blocks, label, backs)
        self._lowering, self._abroad, self._in_cell = around
        number: Attributes = {DataAttribute.NOTE: str(note.note), **language}
        named = {"class": place, "id": note_id(note.note), **number}
        return element(NoteTag.NOTE, text, named)

    def _note_text(
        self, blocks: Sequence[NoteBlock[CrossReference]], label: str, backs: str
    ) -> str:
        """The text of a note between its number and the links back; one that is a single paragraph
        has no element of its own."""
        first, last = blocks[0], len(blocks)
        if last == 1 and isinstance(first, Paragraph):
            return label + self.content(first.content) + backs
        if not isinstance(first, Paragraph):  # beside its first line
            label = element(NoteTag.NUMBER, label)
        text = (
            self._in_note(block, place == 1, backs if place == last else "")
            for place, block in enumerate(blocks, 1)
        )
        return label + "".join(text)

    def _in_note(self, block: NoteBlock[CrossReference], first: bool, backs: str) -> str:
        """A block of a note with the links back that follow it."""
        match block:
            case Paragraph():
                return self._note_paragraph(block.content, first, backs)
            case List():
                return self._note_list(block) + backs
            case Quote():
                text = "".join(map(self._note_paragraph, block.paragraphs))
                if block.attribution:
                    named = {"class": f"{HtmlClass.MORE} {HtmlClass.ATTRIBUTION}"}
                    text += element(NoteTag.PARAGRAPH, self.content(block.attribution), named)
                return element(NoteTag.QUOTE, text) + backs
            case _:
                assert_never(block)

    def _note_paragraph(self, content: PrintedContent, first: bool = False, backs: str = "") -> str:
        """A paragraph; the first one runs on in the line of the number or label before it."""
        named = NO_ATTRIBUTES if first else {"class": HtmlClass.MORE}
        return element(NoteTag.PARAGRAPH, self.content(content) + backs, named)

    def _note_list(self, block: List[CrossReference]) -> str:
        """A list with its labels as text, because a marker of CSS is lost where a note is divided
        between pages."""
        longest = max(len(item.label) for item in block.items)
        room = "" if longest < LABEL else f"{0.58 * longest + 0.4:.2f}em"
        items: list[str] = []
        for item in block.items:
            named = {"style": f"width:{room};margin-inline-start:-{room}"} if room else {}
            label = element(NoteTag.LABEL, item.label, named)
            first, *others = item.paragraphs
            text = self._note_paragraph(first, first=True) if others else self.content(first)
            text += "".join(map(self._note_paragraph, others))
            nested = "" if item.nested is None else self._note_list(item.nested)
            items.append(element(NoteTag.ITEM, label + text + nested))
        named = {"class": list_class(block.style)} if block.style else {}
        if room:
            named = {**named, "style": f"padding-inline-start:{room}"}
        return element(NoteTag.LIST, "".join(items), named)

    def _back(self, note: NumberedNote, occurrence: int, kind: HtmlClass, text: str) -> str:
        """A link of a kind (its class) from a note to one of its marks."""
        named = {
            "class": kind,
            "href": f"#{mark_id(note.note, occurrence)}",
            "aria-label": self.terms.backlink(note.number, occurrence),
        }
        if kind == HtmlClass.LBL and note.note in self.report.mentioned:
            named["id"] = f"note{note.note}"  # `n12` is the target of marks alone
        return element("a", text, named)
