"""The part with the notes: footnotes or endnotes, as the report asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose.publication import Publication
from reportkit.model.document import (
    CrossReference,
    List,
    NoteBlock,
    NumberedNote,
    Paragraph,
    Quote,
    ResolvedReport,
)
from reportkit.writers.base import WriterError
from reportkit.writers.docx.body import Blocks
from reportkit.writers.docx.inline import Inlines
from reportkit.writers.docx.numbering_part import indent, own_numbering
from reportkit.writers.docx.relationships import Relationship
from reportkit.writers.docx.run_rendering import RunRenderer
from reportkit.writers.docx.style_xml import hex_colour
from reportkit.writers.docx.styles_part import NOTE_COLUMN
from reportkit.writers.docx.values import NumberingInstance, Para, ParagraphFormat
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
_QUOTE: Final = 240
"""The indent of a quotation at each side, in twips."""
_SPACING: Final = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'


class RenderedNotes(Struct, frozen=True):
    """The part with the notes, and the targets of their text, in the order of their ids."""

    data: bytes
    relationships: tuple[Relationship, ...]
    numbering: tuple[NumberingInstance, ...]
    """The lists in the notes, in the order of their ids."""


def notes_part(
    publication: Publication, template: WordTemplate | None, first_numbering: int = 1
) -> RenderedNotes:
    """The notes in the order of their numbers; at the end of the report, those of each section
    under its title. Their lists get ids from the first free one on. The lines that separate notes
    from text are those of the template, if it has any.

    Raises WriterError if there are more notes than Word can number.
    """
    report = publication.report
    if len(report.notes) > MOST_NOTES:
        raise WriterError(
            f"the report has {len(report.notes)} notes, and Word can number at most {MOST_NOTES}; "
            "split the report, or leave out DOCX"
        )
    writer = _Notes(publication, template, first_numbering)
    parts = [
        f"<w:{writer.kind}s {NAMESPACES} {_ALTERNATIVES}>",
        writer.separator("separator", -1),
        writer.separator("continuationSeparator", 0),
        *map(writer.note, report.notes),
        f"</w:{writer.kind}s>",
    ]
    data = part_bytes("".join(parts))
    return RenderedNotes(data, writer.renderer.relationships, tuple(writer.numbering))


def note_kind(report: ResolvedReport) -> str:
    """`footnote` or `endnote`, the beginning of the names of the notes' elements."""
    return "footnote" if report.options.placement == "page" else "endnote"


class _Notes:
    """Makes the notes of one report."""

    def __init__(
        self, publication: Publication, template: WordTemplate | None, first_numbering: int
    ) -> None:
        report, theme = publication.report, publication.theme
        at_end = report.options.placement == "end"
        self._sections = publication.back.note_sections if at_end else {}
        self._rule, self._rule_ink = theme.notes.rule, hex_colour(theme.colours.rule)
        self.kind = note_kind(report)
        self._template = template
        plain = theme.notes.links == "text"
        self._inlines = Inlines(report, "NoteLink" if plain else "Hyperlink")
        self._blocks = Blocks(theme, self._inlines, publication.terms, {})
        self.renderer = RunRenderer()
        self._first_numbering = first_numbering
        self.numbering: dict[NumberingInstance, int] = {}
        """The ids of the lists rendered so far."""
        self._by_section = report.options.numbering == "section"
        self._rtl = report.meta.direction == "rtl"
        name = self.kind.capitalize()
        self._first = ParagraphFormat(f"{name}Text")
        self._other = replace(self._first, indent=(NOTE_COLUMN, 0))
        self._formats: dict[ParagraphFormat, str] = {}
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
        paras = [
            para
            for place, block in enumerate(note.blocks, 1)
            for para in self._block(block, (-note.note, place))
        ]
        number = f"{self._number(note)}<w:r><w:tab/></w:r>"
        first = paras[0].format
        if first.numbering is not None:  # before the label of an item, it would be read as text
            paras.insert(0, Para(replace(self._first, space_after=0), (number,)))
        else:
            left = 0 if first.indent is None else first.indent[0]
            hanging = self._first if left == NOTE_COLUMN else replace(first, indent=(left, left))
            paras[0] = replace(paras[0], format=hanging, runs=(number, *paras[0].runs))
        text = "".join(map(self._para, paras))
        return (
            f'<w:{self.kind} w:id="{note.note}">{text}{self._section_after(note)}</w:{self.kind}>'
        )

    def _block(self, block: NoteBlock[CrossReference], path: tuple[int, int]) -> Iterator[Para]:
        """The paragraphs of a block, beside the column of the number; `path` identifies a list."""
        match block:
            case Paragraph():
                yield Para(self._other, self._inlines.content(block.content))
            case List():
                for para in self._blocks.item_list(block, path, above=1):
                    left, hanging = para.format.indent or indent(para.format.level, boxed=False)
                    item = para.format.numbering
                    form = replace(
                        para.format,
                        style=self._first.style,
                        numbering=None if item is None else own_numbering(item),
                        space_after=None,
                        indent=(NOTE_COLUMN + left, hanging),
                    )
                    yield replace(para, format=form)
            case Quote():
                form = replace(self._other, indent=(NOTE_COLUMN + _QUOTE, 0), right=_QUOTE)
                for content in block.paragraphs:
                    yield Para(form, self._inlines.content(content))
                if block.attribution:
                    dash = self._inlines.plain("— ")
                    yield Para(form, (dash, *self._inlines.content(block.attribution)))
            case _:
                assert_never(block)

    def _para(self, para: Para) -> str:
        form = para.format
        properties = self._formats.get(form)
        if properties is None:
            number = 0
            if form.numbering is not None:
                known = self._first_numbering + len(self.numbering)
                number = self.numbering.setdefault(form.numbering, known)
            properties = paragraph_properties(form, self._rtl, number=number)
            self._formats[form] = properties
        return f"<w:p>{properties}{self.renderer.runs(para.runs)}</w:p>"

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
