"""The places of the parts of a report in its file, for findings about finished files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, assert_never

from msgspec import Struct

from reportkit.diagnostics import Span
from reportkit.passes.table_notes import PREFIX
from reportkit.read import schema
from reportkit.read.tables import header_rows
from reportkit.read.texts import code_lines, paragraph_ranges
from reportkit.read.validate import validate
from reportkit.read.whole import read_whole
from reportkit.tree.limits import LIMITS, Limits
from reportkit.tree.nodes import Mapping, Problems, Scalar

_KEYS: Final = {
    "the title of a box": "",
    "the title": "title",
    "the subtitle": "subtitle",
    "the deck": "deck",
    "the description": "deck",
    "the byline": "authors",
    "the author": "authors",
    "the contributors": "authors",
    "the role of an author": "authors",
    "the line about an author": "authors",
    "the date": "date",
    "the line about the version": "version",
    "the embargo": "embargo",
    "the acknowledgements": "acknowledgements",
    "the funding": "funding",
    "the text about the publisher": "about_publisher",
    "a contact": "contacts",
    "the suggested citation": "suggested_citation",
    "a version": "versions",
    "an acronym": "acronyms",
    "the series": "series",
    "the summary": "summary",
    "the marking": "marking",
    "the publisher": "publisher",
    "the line about the publisher": "publisher",
    "the identifiers": "identifiers",
    "the copyright": "rights",
    "the licence": "rights",
    "the disclaimer": "rights",
    "the rights": "rights",
    "the keywords": "keywords",
    "the language": "language",
    "the alternative text of the cover": "cover",
    "the alternative text of the logo": "publisher",
}
"""The keys of the report for the parts of a publication, by their names in findings; the first
match is used."""
_NOTE: Final = re.compile(r"note (\d+)")
_REFERENCE: Final = re.compile(r"\[\^([^\]]+)\]")


class Place(Struct, frozen=True):
    """A place in the file of a report."""

    span: Span
    line: str
    """The whole line there."""


class Places(Struct, frozen=True):
    """The places of the parts of a report."""

    problems: Problems
    """Knows the lines of its files."""
    texts: tuple[Span | None, ...]
    """The places of the texts of the body, in the order of `walk.texts`."""
    notes: tuple[Span | None, ...]
    """The places of the notes, in the order of their first references."""
    keys: dict[str, Span]
    """The places of the keys of the report."""

    def of(self, part: str, ordinal: int) -> Place | None:
        """Where the text with this ordinal is written, or the part with this name ("note 7", "the
        title in the core properties"); None if that is not known."""
        span: Span | None = None
        note = _NOTE.fullmatch(part)
        if 0 <= ordinal < len(self.texts):
            span = self.texts[ordinal]
        elif note is not None:
            number = int(note[1])
            span = self.notes[number - 1] if 0 < number <= len(self.notes) else None
        else:
            key = next((key for name, key in _KEYS.items() if part.startswith(name)), "")
            span = self.keys.get(key)
        return None if span is None else Place(span, self.problems.line(span) or "")


def places(path: Path, limits: Limits = LIMITS) -> Places | None:
    """The places of the parts of a report without errors. Raises ReportkitError if the file cannot
    be read."""
    whole = read_whole(path, limits=limits)
    root, problems = whole.root, whole.problems
    written = validate(root, problems)
    if written is None or not isinstance(root, Mapping):
        return None
    notes = root.entries.get("notes")
    keys = {name: key.span for name, key in root.keys.items()}
    return Places(
        problems,
        tuple(_texts(written.body)),
        tuple(_notes(written.body, notes)) if isinstance(notes, Mapping) else (),
        keys,
    )


def _notes(body: Sequence[schema.WrittenBlock], notes: Mapping) -> Iterator[Span | None]:
    """The keys of the notes in the order in which the texts refer to them."""
    found: dict[str, None] = {}
    for scalar in _scalars(body):
        if scalar is not None:
            found.update(dict.fromkeys(_REFERENCE.findall(scalar.text)))
    yield from (notes.keys[key].span for key in found if key in notes.keys)


def _texts(body: Iterable[schema.WrittenBlock]) -> Iterator[Span | None]:
    """The places of the texts of the blocks."""
    for block in body:
        if isinstance(block, schema.WrittenJudgement):
            yield block.judgement.span
            yield from list(_paragraphs(block.text)) or [None]
        elif isinstance(block, schema.WrittenQuote):
            yield from _paragraphs(block.quote)
            yield _span(block.attribution)
        elif isinstance(block, schema.WrittenPullQuote):
            yield from _paragraphs(block.pull_quote)
            yield _span(block.attribution)
        elif isinstance(block, schema.WrittenCode):
            yield from _lines(block.code)
        elif isinstance(block, schema.WrittenDefinitions):
            for item in block.definitions:
                yield item.term.span
                yield from _paragraphs(item.text)
        elif isinstance(block, schema.WrittenBox):
            yield _span(block.box.title)
            yield from _texts(block.box.body)
        elif isinstance(block, schema.WrittenList):
            yield from _items(block.list)
        elif isinstance(block, schema.WrittenTable):
            yield from _table(block)
        elif isinstance(block, Scalar):
            yield from _paragraphs(block)
        else:
            yield from map(_span, _scalars((block,)))


def _table(block: schema.WrittenTable) -> Iterator[Span | None]:
    yield _span(block.caption)
    for row in (*header_rows(block.table.header), *block.table.rows):
        for cell in row:
            yield _span(cell if isinstance(cell, Scalar) else cell.text)
            if not isinstance(cell, Scalar) and cell.list is not None:
                yield from _items(cell.list)
    yield from _table_notes(block)
    yield _span(block.source)


def _table_notes(block: schema.WrittenTable) -> Iterator[Span | None]:
    """The notes of a table in the order in which it refers to them."""
    notes = block.notes or block.table.notes
    found: dict[str, None] = {}
    for scalar in _scalars((block,)) if notes else ():
        if scalar is not None:
            found.update(dict.fromkeys(_REFERENCE.findall(scalar.text)))
    keys = (key.removeprefix(PREFIX) for key in found if key.startswith(PREFIX))
    yield from (notes[key].span for key in keys if key in notes)


def _items(items: Iterable[schema.WrittenItem]) -> Iterator[Span | None]:
    for item in items:
        yield from _paragraphs(item.text)
        if item.list is not None:
            yield from _items(item.list)


def _paragraphs(scalar: Scalar | None) -> Iterator[Span | None]:
    if scalar is not None:
        yield from (scalar.span_at(start) for start, _ in paragraph_ranges(scalar))


def _lines(scalar: Scalar) -> Iterator[Span | None]:
    """The places of the lines of code."""
    start = 0
    for line in code_lines(scalar):
        yield scalar.span_at(start)
        start += len(line) + 1


def _span(scalar: Scalar | None) -> Span | None:
    return None if scalar is None else scalar.span


def _scalars(body: Iterable[schema.WrittenBlock]) -> Iterator[Scalar | None]:
    """The texts as written, in reading order."""
    for block in body:
        match block:
            case Scalar():
                yield block
            case schema.WrittenJudgement():
                yield from (block.judgement, block.text)
            case schema.WrittenHeading():
                yield block.heading
            case schema.WrittenPart():
                yield block.part
            case schema.WrittenList():
                yield from _of_items(block.list)
            case schema.WrittenQuote():
                yield from (block.quote, block.attribution)
            case schema.WrittenPullQuote():
                yield from (block.pull_quote, block.attribution)
            case schema.WrittenCode():
                pass  # nothing in it refers to anything
            case schema.WrittenDefinitions():
                for definition in block.definitions:
                    yield from (definition.term, definition.text)
            case schema.WrittenTable():
                yield block.caption
                for row in (*header_rows(block.table.header), *block.table.rows):
                    yield from _of_cells(row)
                yield block.source
            case schema.WrittenFigure() | schema.WrittenChart():
                yield from (block.caption, block.credit, block.source)
            case schema.WrittenFigures():
                for one in block.figures:
                    yield from (one.caption, one.credit, None)
                yield from (block.caption, block.credit, block.source)
            case schema.WrittenBox():
                yield block.box.title
                yield from _scalars(block.box.body)
            case schema.WrittenEquation():
                yield block.caption
            case schema.WrittenRule() | schema.WrittenPageBreak() | schema.WrittenInclude():
                pass
            case schema.WrittenSignOff():
                yield block.signoff
            case _:
                assert_never(block)


def _of_cells(cells: Iterable[Scalar | schema.WrittenCell]) -> Iterator[Scalar | None]:
    for cell in cells:
        if isinstance(cell, Scalar):
            yield cell
            continue
        yield cell.text
        if cell.list is not None:
            yield from _of_items(cell.list)


def _of_items(items: Iterable[schema.WrittenItem]) -> Iterator[Scalar | None]:
    for item in items:
        yield item.text
        if item.list is not None:
            yield from _of_items(item.list)
