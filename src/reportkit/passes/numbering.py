"""The only place that assigns numbers: one pure pass from keys to numbers.

Notes are numbered in the order of their first reference; a repeated reference keeps the number.
Tables and figures with a caption or an id are numbered in two separate series; a box is named by
its title.
"""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct, field

from reportkit.diagnostics import HINTS, Diagnostic, Outcome, nearest
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    AnchorKind,
    Box,
    Content,
    CrossReference,
    Figure,
    Heading,
    Labelled,
    NoteMark,
    NoteRef,
    NumberedNote,
    PrintedRef,
    Report,
    ResolvedReport,
    SourceRef,
    Table,
    TargetLabel,
    TargetRef,
    Text,
)
from reportkit.model.terms import Terms, terms_for
from reportkit.passes.sources import print_note


def resolve(report: Report, terms: Terms | None = None) -> Outcome[ResolvedReport]:
    """Give every note, table, figure and heading its number, and every reference its target.

    Takes the report as written and, if a theme changes them, the words that reportkit prints;
    returns the report as printed and the findings about references. If an error is among the
    findings, the result must not be printed: it shows the author's key for a reference without a
    target.
    """
    terms = terms or terms_for(report.meta.language)
    targets = _Targets(report, terms)
    notes = _NoteCounter(report)

    def reference(written: SourceRef) -> Content[PrintedRef]:
        match written:
            case NoteRef():
                return notes.mark(written)
            case TargetRef():
                return targets.reference(written)

    # The mapper asks for labels in reading order, the order in which the anchors were made.
    anchors = iter(targets.anchors)
    text = walk.ReferenceMapper[SourceRef, PrintedRef](reference)
    mapper = walk.Mapper[SourceRef, PrintedRef, TargetLabel, Anchor](
        text.content, lambda _: next(anchors)
    )
    blocks = []
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            notes.begin_section()
        blocks.append(mapper.block(block))

    note_text = walk.ReferenceMapper[TargetRef, CrossReference](targets.reference)
    numbered = tuple(
        NumberedNote(
            note=count.note,
            number=count.number,
            paragraphs=print_note(report.notes[key], terms, note_text.content),
            references=count.references,
        )
        for key, count in notes.counts.items()
    )
    resolved = ResolvedReport(report.meta, report.options, tuple(blocks), numbered, terms)
    return Outcome(resolved, (*notes.diagnostics, *targets.diagnostics, *notes.unused()))


class _Count(Struct):
    note: int
    number: int
    section: int
    references: int = 0


class _NoteCounter(Struct):
    """Numbers notes by their references, taken in reading order."""

    report: Report
    counts: dict[str, _Count] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    section: int = 0
    in_section: int = 0

    def begin_section(self) -> None:
        if self.report.options.numbering == "section":
            self.section += 1
            self.in_section = 0

    def mark(self, ref: NoteRef) -> Content[PrintedRef]:
        count = self.counts.get(ref.key)
        if count is None and ref.key not in self.report.notes:
            hint = nearest(ref.key, self.report.notes) if len(self.diagnostics) < HINTS else None
            message = f"note '{ref.key}' is used but not defined"
            self.diagnostics.append(Diagnostic("RK203", message, ref.span, hint))
            return (Text(f"[^{ref.key}]"),)
        if count is None:
            self.in_section += 1
            count = _Count(len(self.counts) + 1, self.in_section, self.section)
            self.counts[ref.key] = count
        elif count.section != self.section:
            message = f"note '{ref.key}' already has a number in an earlier section"
            self.diagnostics.append(Diagnostic("RK209", message, ref.span))
        count.references += 1
        return (NoteMark(count.note, count.number, count.references, ref.follows_mark),)

    def unused(self) -> list[Diagnostic]:
        return [
            Diagnostic("RK204", f"note '{key}' is never used", note.span)
            for key, note in self.report.notes.items()
            if key not in self.counts
        ]


class _Targets:
    """The anchors of headings, tables, figures and boxes, and the text of cross references to
    them."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.anchors: list[Anchor] = []
        """Those of all labelled blocks, in reading order."""
        self._texts: dict[str, str] = {}
        self._by_key: dict[str, Anchor] = {}
        ordinals: dict[AnchorKind, int] = {}
        numbers: dict[AnchorKind, int] = {}
        titles: dict[str, Content[SourceRef]] = {}
        for block in walk.labelled(report.blocks):
            kind, key = _kind(block), block.label.key
            ordinals[kind] = ordinals.get(kind, 0) + 1
            number, text = None, ""
            if isinstance(block, Box):
                text = terms.box_kind(block.kind)
            elif not isinstance(block, Heading) and (block.caption or key):
                number = numbers[kind] = numbers.get(kind, 0) + 1
                form = terms.table_number if kind == "table" else terms.figure_number
                text = form(number)
            anchor = Anchor(kind, ordinals[kind], number, text)
            self.anchors.append(anchor)
            if key is None:
                continue
            self._define(key, anchor, block.label)
            if isinstance(block, Heading):
                titles[key] = block.content
            elif isinstance(block, Box) and block.title:
                titles[key] = block.title
            else:
                self._texts[key] = text
        # Twice: first without, then with the titles that headings refer to. No deeper, because
        # titles within titles can grow without bounds.
        for _ in range(2):
            self._texts |= {key: self._title(content) for key, content in titles.items()}

    def _title(self, content: Content[SourceRef]) -> str:
        """The text of a cross reference to a heading or a box."""
        mapper = walk.ReferenceMapper[SourceRef, CrossReference](self._in_heading)
        return walk.printed_text(mapper.content(content)).strip()

    def reference(self, ref: TargetRef) -> Content[CrossReference]:
        anchor = self._by_key.get(ref.key)
        if anchor is None:
            hint = nearest(ref.key, self._by_key) if len(self.diagnostics) < HINTS else None
            message = f"no heading, table, figure or box has the id '{ref.key}'"
            self.diagnostics.append(Diagnostic("RK111", message, ref.span, hint))
            return (Text(f"{{ref:{ref.key}}}"),)
        if anchor.kind == "box" and not self._texts[ref.key]:
            message = f"the box '{ref.key}' has neither a title nor a kind to refer to"
            self.diagnostics.append(Diagnostic("RK160", message, ref.span))
        return (CrossReference(anchor, self._texts[ref.key]),)

    def _define(self, key: str, anchor: Anchor, label: TargetLabel) -> None:
        if key in self._by_key:
            self.diagnostics.append(Diagnostic("RK110", f"id '{key}' is used twice", label.span))
        self._by_key[key] = anchor

    def _in_heading(self, ref: SourceRef) -> Content[CrossReference]:
        if isinstance(ref, NoteRef) or ref.key not in self._texts:
            return ()
        return (CrossReference(self._by_key[ref.key], self._texts[ref.key]),)


def _kind(block: Labelled[SourceRef, TargetLabel]) -> AnchorKind:
    match block:
        case Heading():
            return "heading"
        case Table():
            return "table"
        case Figure():
            return "figure"
        case Box():
            return "box"
        case _:
            assert_never(block)
