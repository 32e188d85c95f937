"""The part with the notes: footnotes or endnotes, as the report asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.model.document import NumberedNote, ResolvedReport
from reportkit.writers.base import WriterError
from reportkit.writers.docx.inline import Inlines
from reportkit.writers.docx.relationships import Relationship
from reportkit.writers.docx.run_rendering import RunRenderer
from reportkit.writers.docx.style_xml import hex_colour
from reportkit.writers.docx.styles_part import NOTE_COLUMN
from reportkit.writers.docx.values import ParagraphFormat
from reportkit.writers.docx.wordml import (
    NAMESPACES,
    RunFormat,
    paragraph_properties,
    part_bytes,
    run_properties,
)

if TYPE_CHECKING:
    from reportkit.writers.docx.word_template import WordTemplate

MOST_NOTES: Final = 32_767
"""Word reads the id of a note as a signed number of 16 bits."""

_ALTERNATIVES: Final = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)
_SPACING: Final = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'


class RenderedNotes(Struct, frozen=True):
    """The part with the notes, and the targets of their text, in the order of their ids."""

    data: bytes
    relationships: tuple[Relationship, ...]


def notes_part(publication: Publication, template: WordTemplate | None) -> RenderedNotes:
    """The notes in the order of their numbers; at the end of the report, those of each section
    under its title. The lines that separate notes from text are those of the template, if it has
    any.

    Raises WriterError if there are more notes than Word can number.
    """
    report = publication.report
    if len(report.notes) > MOST_NOTES:
        raise WriterError(
            f"the report has {len(report.notes)} notes, and Word can number at most {MOST_NOTES}; "
            "split the report, or leave out DOCX"
        )
    writer = _Notes(publication, template)
    parts = [
        f"<w:{writer.kind}s {NAMESPACES} {_ALTERNATIVES}>",
        writer.separator("separator", -1),
        writer.separator("continuationSeparator", 0),
        *map(writer.note, report.notes),
        f"</w:{writer.kind}s>",
    ]
    return RenderedNotes(part_bytes("".join(parts)), writer.renderer.relationships)


def note_kind(report: ResolvedReport) -> str:
    """`footnote` or `endnote`, the beginning of the names of the notes' elements."""
    return "footnote" if report.options.placement == "page" else "endnote"


class _Notes:
    """Makes the notes of one report."""

    def __init__(self, publication: Publication, template: WordTemplate | None) -> None:
        report, theme = publication.report, publication.theme
        at_end = report.options.placement == "end"
        self._sections = publication.back.note_sections if at_end else {}
        self._rule, self._rule_ink = theme.notes.rule, hex_colour(theme.colours.rule)
        self.kind = note_kind(report)
        self._template = template
        plain = theme.notes.links == "text"
        self._inlines = Inlines(report, "NoteLink" if plain else "Hyperlink")
        self.renderer = RunRenderer()
        self._by_section = report.options.numbering == "section"
        self._rtl = report.meta.direction == "rtl"
        name = self.kind.capitalize()
        first, other = (
            ParagraphFormat(f"{name}Text"),
            ParagraphFormat(f"{name}Text", indent=(NOTE_COLUMN, 0)),
        )
        self._first, self._other = (
            paragraph_properties(form, self._rtl) for form in (first, other)
        )
        self._properties = run_properties(RunFormat(f"{name}Reference"), self._rtl)

    def separator(self, kind: str, note_id: int) -> str:
        """The line between text and notes, which Word stores as a note of a special type."""
        bidi = "<w:bidi/>" if self._rtl else ""
        # Word draws its separator a third as wide as the text.
        edge = f'w:val="single" w:sz="4" w:space="1" w:color="{self._rule_ink}"'
        border = f"<w:pBdr><w:top {edge}/></w:pBdr>" if self._rule == "full" else ""
        drawn = f"<w:r><w:{kind}/></w:r>" if self._rule == "short" else ""
        line = f"<w:p><w:pPr>{border}{bidi}{_SPACING}</w:pPr>{drawn}</w:p>"
        if self._template is not None:
            line = self._template.separator(self.kind, kind) or line
        return f'<w:{self.kind} w:type="{kind}" w:id="{note_id}">{line}</w:{self.kind}>'

    def note(self, note: NumberedNote) -> str:
        """A note: its number hangs in a separate column, before its first paragraph."""
        first, *others = (
            self.renderer.runs(self._inlines.content(content)) for content in note.paragraphs
        )
        number = f"{self._number(note)}<w:r><w:tab/></w:r>"
        further = "".join(f"<w:p>{self._other}{text}</w:p>" for text in others)
        return (
            f'<w:{self.kind} w:id="{note.note}"><w:p>{self._first}{number}{first}</w:p>{further}'
            f"{self._section_after(note)}</w:{self.kind}>"
        )

    def _section_after(self, note: NumberedNote) -> str:
        """The title of the section whose notes begin after this one. It is a part of this note,
        because Word has no place between two notes; in the next one, LibreOffice would print the
        number before it."""
        title = self._sections.get(note.note + 1)
        if title is None:
            return ""
        form = paragraph_properties(ParagraphFormat("NotesSection", keep_next=True), self._rtl)
        return f"<w:p>{form}{self.renderer.runs(self._inlines.content(title))}</w:p>"

    def _number(self, note: NumberedNote) -> str:
        if not self._by_section:
            return f"<w:r>{self._properties}<w:{self.kind}Ref/></w:r>"
        # Word prints a written-out number only if the note contains it too; LibreOffice prints it
        # by itself, and would print it twice. LibreOffice does not know Word's namespace w15.
        run = f"<w:r>{self._properties}<w:t>{note.number}</w:t></w:r>"
        return (
            f'<mc:AlternateContent><mc:Choice Requires="w15">{run}</mc:Choice><mc:Fallback/>'
            "</mc:AlternateContent>"
        )
