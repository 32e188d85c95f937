"""Text within a block as runs: marks, links, cross references and everything else."""

from __future__ import annotations

from copy import copy
from typing import Final, assert_never

from msgspec.structs import replace

from reportkit.model import walk
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Anchor,
    Box,
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Heading,
    LineBreak,
    Link,
    NoteMark,
    PageMark,
    Phrase,
    PrintedContent,
    PrintedRef,
    ResolvedReport,
    Style,
    Styled,
    TableNote,
    TableNoteMark,
    Text,
)
from reportkit.writers.docx.bookmarks import (
    anchor_name,
    note_name,
    table_mark_name,
    table_note_name,
)
from reportkit.writers.docx.geometry import CODE_SCALE
from reportkit.writers.docx.scripts import ScriptRun, script_of, stretches
from reportkit.writers.docx.values import (
    Bookmarked,
    BoxKind,
    Hyperlink,
    InternalLink,
    Para,
    ParagraphFormat,
    Run,
    Runs,
)
from reportkit.writers.docx.wordml import (
    PLAIN,
    RunFormat,
    field,
    half_points,
    run_properties,
    text_run,
)

_VERBATIM: Final = RunFormat(verbatim=True)
_TAB: Final = "<w:r><w:tab/></w:r>"
_RAISED: Final = RunFormat(raised="superscript", regular=True)
BREAK: Final = "<w:r><w:br/></w:r>"


class Inlines:
    """Turns text within a block into runs. The same text always gives the same runs."""

    def __init__(self, report: ResolvedReport, link_style: str = "Hyperlink") -> None:
        self._link_style = link_style
        self._report = report
        self._direction = report.meta.direction
        self.rtl = self._direction == "rtl"
        kind = "footnote" if report.options.placement == "page" else "endnote"
        self._mark_tag = f"{kind}Reference"
        self._mark_look = RunFormat(f"{kind.capitalize()}Reference", regular=True)
        self._by_section = report.options.numbering == "section"
        self._script = script_of(report.meta.language)
        self._mentioned = report.mentioned
        self._linked_only = frozenset(_titles_with_marks_inside(report))
        self._code_size = 0

    def in_type(self, points: float) -> Inlines:
        """The same for text in another size: a style of Word sets code in that of running text."""
        made = copy(self)
        made._code_size = half_points(points * CODE_SCALE)
        return made

    def content(self, content: PrintedContent, look: RunFormat = PLAIN) -> Runs:
        """The runs of a text."""
        parts: list[Run] = []
        for inline in content:
            match inline:
                case Text():
                    parts.append(self.plain(inline.text, look))
                case NoteMark():
                    parts += self.mark(inline)
                case TableNoteMark():
                    parts += self.table_note_mark(inline)
                case Link():
                    parts.append(self._linked(inline, look))
                case Phrase():
                    parts += self.content(inline.children, _in_language(look, inline))
                case Styled():
                    parts += self.content(inline.children, _styled(look, inline.style))
                case CodeSpan():
                    code = replace(look, style="Code", verbatim=True, size=self._code_size)
                    parts.append(text_run(inline.text, code, self.rtl))
                case DefangedUrl():
                    defanged = replace(look, style="DefangedURL", verbatim=True)
                    parts.append(text_run(inline.text, defanged, self.rtl))
                case LineBreak():
                    parts.append(BREAK)
                case CrossReference():
                    parts.append(self.cross_reference(inline, look))
                case PageMark():
                    pass  # a Word document has its own pages
                case _:
                    assert_never(inline)
        return tuple(parts)

    def code(self, line: PrintedContent) -> Runs:
        """A line of code: its characters as they stand, from left to right."""
        text = walk.printed_text(line)
        tabbed = (text_run(part, _VERBATIM) if part else "" for part in text.split("\t"))
        runs = _TAB.join(tabbed)
        return (runs,) if runs else ()

    def plain(self, text: str, look: RunFormat = PLAIN) -> str:
        """Characters without markup: one run, or one for each stretch of a script."""
        if look.verbatim or (text.isascii() and not self.rtl):
            return text_run(text, look, self.rtl)
        own = self._script if look.tongue is None else look.tongue.script
        return "".join(
            text_run(part, look if tongue is None else replace(look, tongue=tongue), self.rtl)
            for part, tongue in stretches(text, own)
        )

    def prose(
        self, content: PrintedContent, form: ParagraphFormat, box: BoxKind | None = None
    ) -> Para:
        """Running text as a paragraph, with its own direction if that differs from the report's."""
        opposite = walk.opposite_direction(content, self._direction)
        if opposite is not None:
            form = replace(form, direction=opposite)
        return Para(form, self.content(content), box)

    def _linked(self, link: Link[PrintedRef], look: RunFormat) -> Run:
        """A live link, or a link to a place in the document."""
        if isinstance(link.target, Anchor):
            return InternalLink(anchor_name(link.target), self.content(link.children, look))
        return self.link(link.url, link.children, look)

    def link(self, url: str, children: PrintedContent, look: RunFormat = PLAIN) -> Hyperlink:
        """A live link out of the document."""
        shows_address = children == (Text(url),)
        inside = replace(look, style=self._link_style, verbatim=look.verbatim or shows_address)
        return Hyperlink(url, self.content(children, inside))

    def mark(self, mark: NoteMark) -> Runs:
        """A note mark: the note itself at its first reference, and a field that shows its number at
        later ones, because Word allows only one reference to a note."""
        before: Runs = ()
        if mark.follows_mark:
            before = (text_run(NOTE_SEPARATOR, self._mark_look, self.rtl),)
        if mark.occurrence > 1:
            number = text_run(str(mark.number), self._mark_look, self.rtl)
            properties = run_properties(self._mark_look, self.rtl)
            instruction = f"NOTEREF {note_name(mark.note)} \\f \\h"
            return (*before, field(instruction, number, properties))
        reference = self._first_reference(mark)
        mentioned = mark.note in self._mentioned
        if mentioned or self._report.notes[mark.note - 1].references > 1:
            return (*before, Bookmarked(note_name(mark.note), (reference,)))
        return (*before, reference)

    def table_note_mark(self, mark: TableNoteMark) -> Runs:
        """A mark of a note of a table, linked to the note."""
        sign = text_run(mark.sign, _RAISED, self.rtl)
        link: Run = InternalLink(table_note_name(mark.table, mark.sign), (sign,))
        if mark.occurrence == 1:
            link = Bookmarked(table_mark_name(mark.table, mark.sign), (link,))
        if not mark.follows_mark:
            return (link,)
        return (text_run(NOTE_SEPARATOR, _RAISED, self.rtl), link)

    def table_note(self, table: int, note: TableNote[PrintedRef]) -> Runs:
        """A note of a table. Its letter leads back to its first mark."""
        sign = text_run(note.sign, _RAISED, self.rtl)
        link = InternalLink(table_mark_name(table, note.sign), (sign,))
        name = Bookmarked(table_note_name(table, note.sign), (link,))
        return (name, self.plain(" "), *self.content(note.content))

    def _first_reference(self, mark: NoteMark) -> str:
        properties = run_properties(self._mark_look, self.rtl)
        if not self._by_section:
            return f'<w:r>{properties}<w:{self._mark_tag} w:id="{mark.note}"/></w:r>'
        # LibreOffice does not restart numbers by section, so they are written out. It takes a mark
        # as one character at a time, and keeps taking single ones until the next run.
        digits = "".join(f"<w:t>{digit}</w:t>" for digit in str(mark.number))
        return (
            f'<w:r>{properties}<w:{self._mark_tag} w:customMarkFollows="1" w:id="{mark.note}"/>'
            f"{digits}</w:r><w:r/>"
        )

    def cross_reference(self, reference: CrossReference, look: RunFormat = PLAIN) -> Run:
        """A cross reference: a field that shows the text of its target, and links to it."""
        if reference.anchor.kind == "note":
            return self._note_number(reference, look)
        name = anchor_name(reference.anchor)
        text = self.plain(reference.text, look)
        if reference.page:
            return field(f"PAGEREF {name} \\h", text, run_properties(look, self.rtl))
        if reference.anchor.kind == "equation":
            return self._to_equation(reference, look)
        if reference.anchor.kind == "item":
            # The number of the paragraph without its period, as it stands before the item.
            return field(f"REF {name} \\n \\h", text, run_properties(look, self.rtl))
        numbered = reference.anchor.kind == "heading" and bool(reference.anchor.text)
        if numbered or reference.anchor.letter or reference.anchor in self._linked_only:
            # A field would show the heading without its number, or the letter of a picture alone.
            return InternalLink(name, (text,))
        # MERGEFORMAT: without it, Word would copy the bold of the caption's label.
        instruction = f"REF {name} \\h \\* MERGEFORMAT"
        return field(instruction, text, run_properties(look, self.rtl))

    def _note_number(self, reference: CrossReference, look: RunFormat) -> Run:
        """What names a note within a sentence: its number is a field, as in a mark."""
        number = str(reference.anchor.number)
        before, _, after = reference.text.rpartition(number)
        instruction = f"NOTEREF {note_name(reference.anchor.ordinal)} \\h"
        shown = field(instruction, self.plain(number, look), run_properties(look, self.rtl))
        words = (self.plain(text, look) if text else "" for text in (before, after))
        return shown.join(words)

    def _to_equation(self, reference: CrossReference, look: RunFormat) -> str:
        """A reference to an equation: a word, and a field that shows the number of its target."""
        anchor = reference.anchor
        number = f"{anchor.appendix}{anchor.number}"
        before, _, after = reference.text.partition(number)
        words = [self.plain(part, look) if part else "" for part in (before, after)]
        instruction = f"REF {anchor_name(anchor)} \\h \\* MERGEFORMAT"
        properties = run_properties(look, self.rtl)
        return f"{words[0]}{field(instruction, self.plain(number, look), properties)}{words[1]}"


def _styled(look: RunFormat, style: Style) -> RunFormat:
    """The format of a run with an additional style."""
    match style:
        case "emphasis":
            return replace(look, italic=True)
        case "strong":
            return replace(look, bold=True)
        case "superscript" | "subscript":
            return replace(look, raised=style)
        case "small_caps":
            return replace(look, small_caps=True)
        case _:
            assert_never(style)


def _in_language(look: RunFormat, phrase: Phrase[PrintedRef]) -> RunFormat:
    """The format of a run in the language of a phrase."""
    return replace(look, tongue=ScriptRun(script_of(phrase.language), phrase.language))


def _titles_with_marks_inside(report: ResolvedReport) -> list[Anchor]:
    """The headings and boxes with a mark before the last word of their title. A field to them would
    repeat the note when Word updates it, and give it a second number, so they get a plain link
    instead."""
    return [
        block.label
        for block in walk.blocks(report.blocks)
        if isinstance(block, Heading | Box) and _has_mark_inside(_title(block))
    ]


def _title(block: Heading[PrintedRef, Anchor] | Box[PrintedRef, Anchor]) -> PrintedContent:
    return block.content if isinstance(block, Heading) else block.title


def _has_mark_inside(title: PrintedContent) -> bool:
    return any(True for _ in walk.marks(split_marks(title)[0]))


def split_marks(content: PrintedContent) -> tuple[PrintedContent, PrintedContent]:
    """A text without the marks at its end, and those marks."""
    end = len(content)
    while end and isinstance(content[end - 1], NoteMark):
        end -= 1
    return content[:end], content[end:]
