"""What a finished file must say, and how it differs from that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from reportkit import walk
from reportkit.diagnostics import Diagnostic
from reportkit.document import (
    Content,
    CrossReference,
    DefangedUrl,
    Emphasis,
    Link,
    NoteMark,
    PrintedContent,
    ResolvedReport,
    Strong,
    Subscript,
    Superscript,
)
from reportkit.verify.base import Reading

# Line ends, hyphens of hyphenation and invisible joints belong to a format, not to the text.
_INVISIBLE = re.compile(r"[\s\u00ad\u200b\u2010\ufe0e\u2060]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MIRRORED = re.compile(r"[()<>\[\]{}«»‹›\u0600-\u0605\u061c\u200e\u200f\ufb50-\ufdff\ufe70-\ufeff]")
_CONTEXT = 24
"""How many characters before a mark must agree."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of the table of notes: what the report says, and whether the file says so too."""

    number: str
    text: str
    equal: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing one file with the report gave."""

    format: str
    notes: tuple[NoteRow, ...]
    references: int
    found: tuple[Diagnostic, ...]

    @property
    def equal_notes(self) -> int:
        """How many notes are the same in the file."""
        return sum(row.equal for row in self.notes)


def compare(report: ResolvedReport, reading: Reading, name: str) -> Verdict:
    """The verdict on one finished file; `name` is what findings call it."""
    check = _Check(report, reading, name)
    rows = tuple(check.notes())
    check.references()
    check.texts()
    check.links()
    return Verdict(name, rows, len(reading.references), tuple(check.found))


class _Check:
    def __init__(self, report: ResolvedReport, reading: Reading, name: str) -> None:
        self.report, self.reading, self.name = report, reading, name
        self.found: list[Diagnostic] = []
        self._signs = str.maketrans("", "", reading.signs)

    def _differ(self, code: str, what: str, expected: str, found: str) -> None:
        message = f"{self.name}: {what}: expected {_short(expected)}, found {_short(found)}"
        self.found.append(Diagnostic(code, message))

    def _bare(self, text: str) -> str:
        return _INVISIBLE.sub("", text.translate(self._signs) if self._signs else text)

    def _reordered(self, text: str) -> bool:
        """Whether the format shows this text in another order than it is read in."""
        if not self.reading.visual:
            return False
        return self.report.meta.direction == "rtl" or bool(_RIGHT_TO_LEFT.search(text))

    def _text(self, content: PrintedContent) -> str:
        """The text as this format prints it: plain text writes the target of a link behind it."""
        return self._bare(walk.printed_text(content))

    def notes(self) -> Iterator[NoteRow]:
        """Compares number, text and backlinks of each note in order."""
        for index, note in enumerate(self.report.notes):
            number = str(note.number)
            text = " ".join(walk.printed_text(paragraph) for paragraph in note.paragraphs)
            before = len(self.found)
            if index >= len(self.reading.notes):
                self._differ("RK901", f"note {number}", text, "no note")
            else:
                found = self.reading.notes[index]
                what = f"note {number}"
                if found.number != number:
                    self._differ("RK901", what, f"number {number}", f"number {found.number}")
                if not self._same_note(text, note.paragraphs, found.text):
                    self._differ("RK901", what, text, found.text)
                if found.backlinks not in (None, note.references):
                    expected = f"{note.references} backlinks"
                    self._differ("RK901", what, expected, f"{found.backlinks} backlinks")
            yield NoteRow(number, text, len(self.found) == before)
        for extra in self.reading.notes[len(self.report.notes) :]:
            self._differ("RK901", f"note {extra.number}", "no note", extra.text)

    def _same_note(
        self, text: str, paragraphs: Sequence[Content[CrossReference]], found: str
    ) -> bool:
        bare = self._bare(found)
        if self.reading.links is None:  # plain text shows the target of a link
            text = " ".join(map(_with_targets, paragraphs))
        if self._reordered(text):
            return _letters_of(self._bare(text)) == _letters_of(bare)
        return self._bare(text) == bare

    def references(self) -> None:
        """Compares number and place of each reference in order."""
        expected = list(self._expected_references())
        for index, (number, context) in enumerate(expected):
            what = f"reference {index + 1}, to note {number}"
            if index >= len(self.reading.references):
                self._differ("RK902", what, number, "no reference")
                continue
            found = self.reading.references[index]
            before = self._bare(
                self.reading.body[max(0, found.offset - 4 * _CONTEXT) : found.offset]
            )
            if found.number != number:
                self._differ("RK902", what, number, found.number)
            if not before.endswith(context) and not self._reordered(context):
                self._differ("RK902", what, f"…{context}", f"…{before[-_CONTEXT:]}")
        for extra in self.reading.references[len(expected) :]:
            self._differ("RK902", f"reference to {extra.number}", "no reference", extra.number)

    def _expected_references(self) -> Iterator[tuple[str, str]]:
        """The number of each mark and the text before it in its paragraph."""
        for content in walk.texts(self.report.blocks):
            before = ""
            for leaf in walk.leaves(content):
                if isinstance(leaf, NoteMark):
                    yield str(leaf.number), before[-_CONTEXT:]
                else:
                    before += self._bare(walk.printed_text((leaf,)))

    def texts(self) -> None:
        """Looks for each text of the report in the file, in order."""
        body = self._bare(self.reading.body)
        position = 0
        letters = _letters_of(body)
        for text in self._expected_texts():
            if self._reordered(text):
                if not _letters_of(text) <= letters:
                    self._differ("RK904", "text", text, "not all of its letters")
                continue
            at = body.find(text, position)
            if at < 0:
                self._differ("RK904", "text", text, "nothing")
            else:
                position = at + len(text)

    def _expected_texts(self) -> Iterator[str]:
        yield self._text(self.report.meta.title)
        plain = self.reading.links is None
        for content in walk.texts(self.report.blocks):
            text = self._bare(_with_targets(content)) if plain else self._text(content)
            if text:
                yield text

    def links(self) -> None:
        """Compares the live links: each of the report is there, and no defanged address is."""
        if self.reading.links is None:
            return
        live = {_canonical(url) for url in self.reading.links}
        for url in sorted({_canonical(url) for url in self._expected_links()} - live):
            self._differ("RK903", "link", url, "no link")
        letters = {_letters(url) for url in live}
        for text in self._defanged():
            if _letters(text) in letters:
                self._differ("RK903", "defanged address", "no link", text)

    def _expected_links(self) -> Iterator[str]:
        for inline in self._all(Link):
            yield inline.url

    def _defanged(self) -> Iterator[str]:
        for inline in self._all(DefangedUrl):
            yield inline.text

    def _all(self, kind: type) -> Iterator[Any]:
        contents: list[PrintedContent] = [p for n in self.report.notes for p in n.paragraphs]
        contents.extend(walk.texts(self.report.blocks))
        for content in contents:
            yield from _of_kind(content, kind)


def _of_kind(content: PrintedContent, kind: type) -> Iterator[Any]:
    for inline in content:
        if isinstance(inline, kind):
            yield inline
        if isinstance(inline, Emphasis | Strong | Superscript | Subscript | Link):
            yield from _of_kind(inline.children, kind)


def _with_targets(content: PrintedContent) -> str:
    """The text with the target of each link behind it where the two differ."""
    parts: list[str] = []
    for inline in content:
        match inline:
            case Link():
                text = _with_targets(inline.children)
                same = text in (inline.url, inline.url.removeprefix("mailto:"))
                parts.append(text if same else f"{text} {inline.url}")
            case Emphasis() | Strong() | Superscript() | Subscript():
                parts.append(_with_targets(inline.children))
            case _:
                parts.append(walk.printed_text((inline,)))
    return "".join(parts)


def _canonical(url: str) -> str:
    return quote(unquote(url), safe="/:?#[]@!$&'()*+,;=%~").rstrip("/")


def _letters_of(text: str) -> Counter[str]:
    """The letters of a text without their order, and without signs that are mirrored."""
    return Counter(_MIRRORED.sub("", text))


def _letters(url: str) -> str:
    """An address, defanged or not, reduced to what the two forms share."""
    return re.sub(r"[^a-z0-9]", "", unquote(url).lower().replace(" dot ", ""))


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
