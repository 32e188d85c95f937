"""The only place that assigns numbers: one pure pass from keys to numbers.

Notes are numbered in the order of their first reference; a repeated reference keeps the number.
Where the numbers start again in each section, a note that a later section refers to is printed
there again. `labels` numbers headings, tables and figures.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cached_property
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from reportkit.diagnostics import HINTS, Diagnostic, Outcome, nearest
from reportkit.model import walk
from reportkit.model.document import (
    BULLETS,
    Anchor,
    Box,
    Content,
    CrossReference,
    Heading,
    NoteBlock,
    NoteMark,
    NoteRef,
    NumberedNote,
    Opening,
    Paragraph,
    PlainContent,
    PrintedBlock,
    PrintedRef,
    Report,
    ResolvedReport,
    SourceBlock,
    SourceRef,
    TargetLabel,
    TargetRef,
    Text,
)
from reportkit.model.terms import Terms, terms_for
from reportkit.passes.labels import labels
from reportkit.passes.list_labels import in_note, with_labels
from reportkit.passes.public_ids import public_id
from reportkit.passes.sources import print_note
from reportkit.passes.table_notes import TableNoteCounter

TARGETS: Final = "part, heading, table, figure, box, equation or list item"
"""What may have an id."""
_BULLETS: Final = frozenset(BULLETS.values())


def resolve(report: Report, terms: Terms | None = None) -> Outcome[ResolvedReport]:
    """Give every note, table, figure and heading its number, and every reference its target.

    Takes the report as written and, if a theme changes them, the words that reportkit prints;
    returns the report as printed and the findings about references. If an error is among the
    findings, the result must not be printed: it shows the author's key for a reference without a
    target.
    """
    terms = terms or terms_for(report.meta.language)
    report = replace(report, blocks=tuple(map(with_labels, report.blocks)))
    targets = _Targets(report, terms)
    notes = _NoteCounter(report)
    mentions = _Mentions(report, terms)
    table_notes = TableNoteCounter()

    def reference(written: SourceRef) -> Content[PrintedRef]:
        match written:
            case NoteRef() if written.in_table:
                return table_notes.mark(written)
            case NoteRef():
                return notes.mark(written)
            case TargetRef():
                return cross_reference(written)

    def cross_reference(written: TargetRef) -> Content[CrossReference]:
        if written.wanted == "note":
            return mentions.reference(written, notes.section)
        return targets.reference(written)

    # The mapper asks for labels in reading order, the order in which the anchors were made.
    anchors = iter(targets.anchors)
    text = walk.ReferenceMapper[SourceRef, PrintedRef](reference, targets.target)
    mapper = walk.Mapper[SourceRef, PrintedRef, TargetLabel, Anchor](
        text.content, lambda _: next(anchors), table_notes.close, targets.item
    )
    opening = _marked(report.opening, notes.mark)
    blocks: list[PrintedBlock] = []
    titles: list[PlainContent] = [()]
    for block in report.blocks:
        begins = _begins_section(block)
        if begins:
            notes.begin_section()
        printed = mapper.block(block)
        blocks.append(printed)
        if begins and isinstance(printed, Heading):
            titles.append(walk.heading_title(printed))

    note_text = walk.ReferenceMapper[TargetRef, CrossReference](cross_reference, targets.target)
    note_mapper = walk.NoteMapper[TargetRef, CrossReference](note_text.content)

    def noted(count: _Count) -> tuple[NoteBlock[CrossReference], ...]:
        notes.section = count.section
        first = notes.counts[count.key][0]
        if count is first or report.options.repeat == "same":
            blocks = print_note(report.notes[count.key], terms, note_mapper)
            return tuple(map(in_note, blocks))
        title = walk.printed_text(titles[first.section])
        return (Paragraph((Text(terms.see_note_number(first.number, title)),)),)

    counts = sorted((one for some in notes.counts.values() for one in some), key=lambda c: c.note)
    numbered = tuple(
        NumberedNote(
            note=count.note,
            number=count.number,
            blocks=noted(count),
            references=count.references,
            section=count.section,
        )
        for count in counts
    )
    resolved = ResolvedReport(
        report.meta,
        report.options,
        tuple(blocks),
        numbered,
        terms,
        tuple(titles),
        targets.pages_wanted,
        frozenset(mentions.notes),
        opening,
    )
    found = (
        *notes.diagnostics,
        *table_notes.diagnostics,
        *targets.diagnostics,
        *mentions.diagnostics,
        *notes.unused(mentions.uncounted),
    )
    return Outcome(resolved, found)


def _marked(
    opening: Opening[NoteRef], mark: Callable[[NoteRef], Content[NoteMark]]
) -> Opening[NoteMark]:
    """The texts above the body with the marks of their references."""
    text = walk.ReferenceMapper[NoteRef, NoteMark](mark).content
    return Opening(text(opening.title), text(opening.deck), tuple(map(text, opening.summary)))


def _begins_section(block: SourceBlock) -> bool:
    """Whether the numbers of notes may start again at a block of the body."""
    return isinstance(block, Heading) and block.level <= 1


class _Count(Struct):
    """A note as it is printed in one section."""

    key: str
    note: int
    number: int
    section: int
    references: int = 0


class _NoteCounter(Struct):
    """Numbers notes by their references, taken in reading order."""

    report: Report
    counts: dict[str, list[_Count]] = field(default_factory=dict)
    """Each note as often as it is printed: once, or in each section that refers to it."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    section: int = 0
    _notes: int = 0
    _in_section: int = 0

    def begin_section(self) -> None:
        if self.report.options.numbering == "section":
            self.section += 1
            self._in_section = 0

    def mark(self, ref: NoteRef) -> Content[NoteMark]:
        if ref.key not in self.report.notes:
            hint = nearest(ref.key, self.report.notes) if len(self.diagnostics) < HINTS else None
            message = f"note '{ref.key}' is used but not defined"
            self.diagnostics.append(Diagnostic("RK203", message, ref.span, hint))
            return (Text(f"[^{ref.key}]"),)
        printed = self.counts.setdefault(ref.key, [])
        if not printed or printed[-1].section != self.section:
            self._notes += 1
            self._in_section += 1
            printed.append(_Count(ref.key, self._notes, self._in_section, self.section))
        count = printed[-1]
        count.references += 1
        return (NoteMark(count.note, count.number, count.references, ref.follows_mark),)

    def unused(self, reported: Container[str]) -> list[Diagnostic]:
        return [
            Diagnostic("RK204", f"note '{key}' is never used", note.span)
            for key, note in self.report.notes.items()
            if key not in self.counts and key not in reported
        ]


class _Mentions:
    """The numbers of notes for `{note:key}`, also of notes that come later."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self._report, self._terms = report, terms
        self.diagnostics: list[Diagnostic] = []
        self.uncounted: set[str] = set()
        """Those that are named, but that no text refers to."""
        self.notes: set[int] = set()
        """Those that are named, each by its position among all notes."""

    @cached_property
    def _counts(self) -> dict[str, list[_Count]]:
        """The numbers of all notes, counted ahead of the text: few reports ask for them."""
        counter = _NoteCounter(self._report)

        def count(ref: SourceRef) -> Content[PrintedRef]:
            if isinstance(ref, NoteRef) and not ref.in_table:
                return counter.mark(ref)
            return ()

        text = walk.ReferenceMapper[SourceRef, PrintedRef](count)
        _marked(self._report.opening, counter.mark)
        for block in self._report.blocks:
            if _begins_section(block):
                counter.begin_section()
            for content in walk.texts((block,)):
                text.content(content)
        return counter.counts

    def reference(self, ref: TargetRef, section: int) -> Content[CrossReference]:
        """What names a note in a text of this section: its number there, if it is printed there,
        or else its first one."""
        printed = self._counts.get(ref.key)
        if printed is None:
            self._refuse(ref)
            return (Text(f"{{note:{ref.key}}}"),)
        count = next((one for one in printed if one.section == section), printed[0])
        self.notes.add(count.note)
        text = self._terms.note_in_text(count.number)
        return (CrossReference(Anchor("note", count.note, count.number, text), text),)

    def _refuse(self, ref: TargetRef) -> None:
        hint = None
        if ref.key in self._report.notes:
            self.uncounted.add(ref.key)
            code, message = "RK171", f"note '{ref.key}' is named, but no [^{ref.key}] refers to it"
        else:
            code, message = "RK203", f"note '{ref.key}' is used but not defined"
            if len(self.diagnostics) < HINTS:
                hint = nearest(ref.key, self._report.notes)
        self.diagnostics.append(Diagnostic(code, message, ref.span, hint))


class _Targets:
    """The anchors of all blocks with a label, and the text of cross references to them."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.anchors: list[Anchor] = []
        """Those of all labelled blocks, in reading order."""
        self.pages_wanted = False
        """Whether the page of a target is asked for."""
        self._reported: set[TargetRef] = set()
        self._texts: dict[str, str] = {}
        self._by_key: dict[str, Anchor] = {}
        titles: dict[str, Content[SourceRef]] = {}
        for block, anchor, text in labels(report, terms):
            key = block.label.key
            if key is None:
                self.anchors.append(anchor)
                continue
            anchor = replace(anchor, public=public_id(key))
            self.anchors.append(anchor)
            self._define(key, anchor, block.label)
            if not text and isinstance(block, Heading | Box):
                titles[key] = block.content if isinstance(block, Heading) else block.title
            else:
                self._texts[key] = text
        self._define_items(report)
        # Twice: first without, then with the titles that headings refer to. No deeper, because
        # titles within titles can grow without bounds.
        for _ in range(2):
            self._texts |= {key: self._title(content) for key, content in titles.items()}

    def _define_items(self, report: Report) -> None:
        """Gives each list item with an id its anchor, with the label of the item but for its
        period; a bullet is no label."""
        ordinal = 0
        for item in walk.items(report.blocks):
            target = item.target
            if not isinstance(target, TargetLabel) or target.key is None:
                continue
            ordinal += 1
            text = item.label.removesuffix(".")
            text = "" if text in _BULLETS else text
            anchor = Anchor("item", ordinal, text=text, public=public_id(target.key))
            self._define(target.key, anchor, target)
            self._texts[target.key] = text

    def item(self, label: TargetLabel | Anchor) -> Anchor:
        """The anchor of a list item, by its id."""
        return label if isinstance(label, Anchor) else self._by_key[label.key or ""]

    def _title(self, content: Content[SourceRef]) -> str:
        """The text of a cross reference to a heading or a box."""
        mapper = walk.ReferenceMapper[SourceRef, CrossReference](self._in_heading)
        return walk.printed_text(mapper.content(content)).strip()

    def reference(self, ref: TargetRef) -> Content[CrossReference]:
        anchor = self._by_key.get(ref.key)
        if anchor is None:
            self._missing(ref)
            return (Text(f"{{ref:{ref.key}}}"),)
        if ref.wanted == "page":
            self.pages_wanted = True
            return (CrossReference(anchor, "", page=True),)
        if anchor.kind == "box" and not self._texts[ref.key]:
            message = f"the box '{ref.key}' has neither a title nor a kind to refer to"
            self.diagnostics.append(Diagnostic("RK160", message, ref.span))
        if anchor.kind == "item" and not self._texts[ref.key]:
            message = f"the list item '{ref.key}' has a bullet, which cannot be referred to"
            hint = f"write [words of your own](#{ref.key})"
            self.diagnostics.append(Diagnostic("RK188", message, ref.span, hint))
        return (CrossReference(anchor, self._texts[ref.key]),)

    def target(self, ref: TargetRef) -> Anchor | None:
        """The target of a link in other words; None, with a finding, if there is none."""
        anchor = self._by_key.get(ref.key)
        if anchor is None:
            self._missing(ref)
        return anchor

    def _missing(self, ref: TargetRef) -> None:
        if ref in self._reported:
            return  # a link that is divided at a note
        self._reported.add(ref)
        hint = nearest(ref.key, self._by_key) if len(self.diagnostics) < HINTS else None
        message = f"no {TARGETS} has the id '{ref.key}'"
        self.diagnostics.append(Diagnostic("RK111", message, ref.span, hint))

    def _define(self, key: str, anchor: Anchor, label: TargetLabel) -> None:
        if key in self._by_key:
            self.diagnostics.append(Diagnostic("RK110", f"id '{key}' is used twice", label.span))
        self._by_key[key] = anchor

    def _in_heading(self, ref: SourceRef) -> Content[CrossReference]:
        if isinstance(ref, NoteRef) or ref.wanted != "label" or ref.key not in self._texts:
            return ()
        return (CrossReference(self._by_key[ref.key], self._texts[ref.key]),)
