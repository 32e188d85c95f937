"""Numbers of random reports, held against a second account of the schema's reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings

from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    CrossReference,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    NoteMark,
    ResolvedReport,
    Table,
)
from tests.strategies import LOOKS_LIKE_MARKUP, Data, reports, to_json, to_yaml
from tests.unit.reading import read_text

REPORTS = reports(image="pixel.png")
NOTE = re.compile(r"\[\^(?!t:)([^\]]+)\]")
"""A note reference; `t:` is one to a note of the table itself."""


def printed(report: Data) -> ResolvedReport:
    """The report as printed; fails when there is a finding, except of what looks like markup."""
    read = read_text(to_yaml(report))
    others = [found for found in read.findings if found.code not in LOOKS_LIKE_MARKUP]
    assert others == []
    assert read.printed is not None
    return read.printed


def marks(report: ResolvedReport) -> list[NoteMark]:
    """The note marks in the order of the text."""
    contents = (c for block in walk.blocks(report.blocks) for c in walk.contents_of(block))
    return [mark for content in contents for mark in walk.marks(content)]


def references(body: list[Any]) -> Iterator[tuple[int, str]]:
    """Section and name of each note reference in the data, by the words of the schema."""
    section = 0
    for block in body:
        section += isinstance(block, dict) and block.get("level") == 1
        for text in texts(block):
            yield from ((section, name) for name in NOTE.findall(text))


def texts(block: Any) -> Iterator[str]:
    """The texts of a block of the data in reading order."""
    match block:
        case str():
            yield block
        case {"table": {"header": header, "rows": rows}}:
            yield block.get("caption", "")
            heads = header if isinstance(header[0], list) else [header]
            for cell in (cell for row in (*heads, *rows) for cell in row):
                yield from texts(cell)
            yield block.get("source", "")
        case {"box": {"body": blocks} as box}:
            yield box.get("title", "")
            for inner in blocks:
                yield from texts(inner)
        case {"figures": figures}:
            for figure in (*figures, block):
                yield from (figure.get(key, "") for key in ("caption", "credit"))
            yield block.get("source", "")
        case {"definitions": definitions}:
            yield from (one[key] for one in definitions for key in ("term", "text"))
        case {"list": items}:
            yield block.get("text", "")  # of the item or the cell that holds this list
            for item in items:
                yield from texts(item)
        case dict():
            order = (
                "judgement",
                "text",
                "heading",
                "quote",
                "pull_quote",
                "attribution",
                "signoff",
                "caption",
            )
            yield from (block[key] for key in (*order, "credit") if key in block)


@settings(max_examples=40)
@given(REPORTS)
def test_every_reference_prints_the_number_of_its_note(report: Data) -> None:
    by_section = report["note_options"]["numbering"] == "section"
    numbers: dict[str, tuple[int, int]] = {}
    in_section: Counter[int] = Counter()
    seen: Counter[str] = Counter()
    expected = []
    for section, name in references(report["body"]):
        if name not in numbers:
            in_section[section if by_section else 0] += 1
            numbers[name] = (len(numbers) + 1, in_section[section if by_section else 0])
        seen[name] += 1
        expected.append((*numbers[name], seen[name]))
    assert [(m.note, m.number, m.occurrence) for m in marks(printed(report))] == expected


@settings(max_examples=30)
@given(REPORTS)
def test_notes_stand_in_the_order_of_their_first_references(report: Data) -> None:
    resolved = printed(report)
    found = marks(resolved)
    assert [note.note for note in resolved.notes] == list(range(1, len(report["notes"]) + 1))
    assert [m.note for m in found if m.occurrence == 1] == [note.note for note in resolved.notes]
    assert Counter(m.note for m in found) == {n.note: n.references for n in resolved.notes}
    assert {(m.note, m.number) for m in found} == {(n.note, n.number) for n in resolved.notes}
    if report["note_options"]["numbering"] == "continuous":
        assert all(note.number == note.note for note in resolved.notes)
    assert all(any(map(walk.printed_text, walk.note_texts(note))) for note in resolved.notes)


@settings(max_examples=20)
@given(REPORTS)
def test_the_order_under_notes_and_the_format_of_the_file_change_nothing(report: Data) -> None:
    resolved = printed(report)
    turned = dict(reversed(report["notes"].items()))
    assert printed(report | {"notes": turned}) == resolved
    assert read_text(to_json(report), ".json").printed == resolved


@settings(max_examples=30)
@given(REPORTS)
def test_figures_and_tables_count_from_one_and_references_print_their_numbers(
    report: Data,
) -> None:
    resolved = printed(report)
    blocks = list(walk.blocks(resolved.blocks))
    names: dict[Anchor, str] = {}
    for kind in (Table, Figure, Equation):
        label = f"{kind.__name__.lower()}_number"
        anchors = [
            b.label
            for b in blocks
            if isinstance(b, Table | Figure | FigureGroup | Equation)
            and (isinstance(b, kind) or (kind is Figure and isinstance(b, FigureGroup)))
        ]
        assert [anchor.ordinal for anchor in anchors] == list(range(1, len(anchors) + 1))
        numbers = [anchor.number for anchor in anchors if anchor.number and not anchor.letter]
        assert numbers == list(range(1, len(numbers) + 1))
        name = getattr(resolved.terms, label)
        names |= {a: name(f"{a.number}{a.letter}") for a in anchors if a.number}
    headings = {b.label for b in blocks if isinstance(b, Heading)}
    for block in blocks:
        for content in walk.contents_of(block):
            for leaf in walk.leaves(content):
                if isinstance(leaf, CrossReference):
                    assert leaf.text
                    assert leaf.anchor in headings or names[leaf.anchor] == leaf.text


@settings(max_examples=20)
@given(REPORTS)
def test_derived_text_has_no_marks(report: Data) -> None:
    resolved = printed(report)
    headings = [text for _, text, _ in walk.headings(resolved.blocks)]
    judgements = list(walk.judgements(resolved.blocks))
    assert "NoteMark" not in repr((headings, judgements, resolved.meta))
    assert all(map(walk.printed_text, [*headings, *judgements]))
