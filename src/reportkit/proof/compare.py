"""Comparison of a finished file with what it must say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic
from reportkit.model import walk
from reportkit.model.document import (
    NumberedNote,
    PageStart,
    PrintedContent,
    TableNoteMark,
)
from reportkit.model.unseen import SOFT_HYPHEN, without_ignorable
from reportkit.passes.sources import defang
from reportkit.proof.acronyms import acronym_differences
from reportkit.proof.base import ExtractedText, Locate, ReadNote, ReadReference
from reportkit.proof.chart_data import attached_data_differences
from reportkit.proof.expected import Expected, ExpectedText, expected
from reportkit.proof.parts import CODE_LINE
from reportkit.proof.properties import (
    note_heading_differences,
    picture_differences,
    property_differences,
)
from reportkit.proof.running import running_differences, words_of
from reportkit.proof.texts import BareTexts
from reportkit.proof.wording import shortened

_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_ORIGIN = re.compile(r"([a-z][a-z0-9+.-]*://[^/?#]*)/?", re.IGNORECASE)
_RESERVED: Final = ":/?#[]@!$&'()*+,;="
_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]")
_CONTEXT: Final = 24
"""The number of characters before a mark that must agree."""
_NEAR: Final = 400
"""The number of characters after the beginning of a page that must contain its first words: what
may not be divided, such as a link or a picture and its caption, is on the page where it ends."""


class NoteRow(Struct, frozen=True):
    """One line of the table of notes: what the report says, and whether the file agrees."""

    number: str
    text: str
    equal: bool


class Verdict(Struct, frozen=True):
    """The result of comparing one file with the report."""

    format: str
    notes: tuple[NoteRow, ...]
    references: int
    findings: tuple[Diagnostic, ...]

    @property
    def equal_notes(self) -> int:
        """The number of notes that are equal in the file."""
        return sum(row.equal for row in self.notes)


def compare(
    publication: Publication,
    extracted: ExtractedText,
    name: str,
    pages: Sequence[PageStart] | None = None,
    locate: Locate | None = None,
) -> Verdict:
    """The verdict on one finished file; `name` is what findings call it, `pages` are those of the
    PDF of the same build (none without a PDF; None where that is not known), `locate` tells where
    the report has what differs."""
    check = _Check(publication, extracted, name, locate)
    rows = tuple(check.notes())
    check.texts()
    check.code()
    check.references()
    check.links()
    check.pages(pages)
    check.around(publication)
    return Verdict(name, rows, len(extracted.references), tuple(check.found))


class _Check:
    def __init__(
        self,
        publication: Publication,
        extracted: ExtractedText,
        name: str,
        locate: Locate | None = None,
    ) -> None:
        self._locate = locate
        self.report, self.extracted, self.name = publication.report, extracted, name
        self._theme, self._front = publication.theme, publication.front
        self._known = extracted.medium
        self._sections = publication.back.note_sections
        self.found: list[Diagnostic] = []
        self._other: set[int] = set()
        """The places of the texts that differ, among all that are expected."""
        self._unseen = SOFT_HYPHEN + extracted.signs
        # Plain text has no links and prints their targets.
        self._expected: Expected = expected(
            publication,
            extracted.medium,
            targets=extracted.links is None,
            contents=extracted.contents is None,
        )

    def _differ(self, code: str, what: str, expected: str, found: str, ordinal: int = -1) -> None:
        expected, found = shortened(expected, found)
        message = f"{self.name}: {what}: expected {expected}, found {found}"
        place = None if self._locate is None else self._locate(what, ordinal)
        span, line = (None, None) if place is None else place
        self.found.append(Diagnostic(code, message, span, source_line=line))

    def around(self, publication: Publication) -> None:
        """Compares the texts around the text, and the metadata of the file."""
        for compared in (
            running_differences,
            property_differences,
            note_heading_differences,
            picture_differences,
            attached_data_differences,
            acronym_differences,
        ):
            for found in compared(publication, self.extracted, self._same):
                self._differ(found.code, found.what, found.expected, found.found)

    def _bare(self, text: str) -> str:
        """The text without white space and characters that cannot be compared."""
        bare = "".join(text.split())
        for sign in self._unseen:
            bare = bare.replace(sign, "")
        return bare

    def notes(self) -> Iterator[NoteRow]:
        """Compares number, text and backlinks of each note, in order."""
        found = self.extracted.notes
        for index, (note, texts) in enumerate(
            zip(self.report.notes, self._expected.notes, strict=True)
        ):
            number = str(note.number)
            before = len(self.found)
            if index < len(found):
                self._note(found[index], number, texts, note.references, self._section(note))
            else:
                self._differ("RK901", f"note {number}", _as_one(texts), "no note")
            yield NoteRow(number, _as_one(texts), len(self.found) == before)
        for extra in found[len(self.report.notes) :]:
            self._differ("RK901", f"note {extra.number}", "no note", extra.text)

    def _section(self, note: NumberedNote) -> str:
        """The title of a section of the notes above a note, where the file has it there."""
        if self.extracted.medium in ("pdf", None):
            return ""
        word = self.extracted.medium == "docx"  # where the first title is a part of the body
        if word and (self.report.options.placement == "page" or note.note == 1):
            return ""
        return walk.printed_text(self._sections.get(note.note, ()))

    def _note(
        self,
        found: ReadNote,
        number: str,
        texts: Sequence[ExpectedText],
        references: int,
        above: str,
    ) -> None:
        what = f"note {number}"
        if not self._same(above, found.above):
            self._differ("RK904", f"the title above {what}", above or "none", found.above or "none")
        if found.number != number:
            self._differ("RK901", what, f"number {number}", f"number {found.number}")
        if not self._says(texts, found.text):
            self._differ("RK901", what, _as_one(texts), " ".join(found.text.split()))
        if found.backlinks not in (None, references):
            self._differ("RK901", what, f"{references} backlinks", f"{found.backlinks} backlinks")

    def _says(self, texts: Sequence[ExpectedText], found: str) -> bool:
        """Whether a note says these texts and nothing else, each after one of its signs."""
        if len(texts) == 1 and texts[0].before == ("",):
            return self._same(texts[0].text, found)
        rest = self._bare(found)
        for text in filter(lambda one: one.text, texts):
            signs = sorted(map(self._bare, text.before), key=len, reverse=True)
            bare = self._bare(text.text)
            sign = next((one for one in signs if rest.startswith(one + bare)), None)
            if sign is None:
                return False
            rest = rest[len(sign) + len(bare) :]
        return not rest

    def _same(self, text: str, found: str) -> bool:
        if text == found:
            return True  # As for most notes.
        return self._bare(text) == self._bare(found)

    def references(self) -> None:
        """Compares number and place of each reference, in order."""
        found = self.extracted.references
        index = 0
        for ordinal, text in enumerate(self._expected.texts):
            here = found[index : index + len(text.numbers)]
            if not _stands(text, here, self.extracted.body):
                self._references_of(ordinal, index)
            index += len(text.numbers)
        for extra in found[index:]:
            self._differ("RK902", f"reference to {extra.number}", "no reference", extra.number)

    def _references_of(self, ordinal: int, first: int) -> None:
        """Compares the references of one text; `first` is the number of references before it."""
        found = self.extracted.references
        body, offsets = self._body
        text, places = self._texts[ordinal]
        numbers = self._expected.texts[ordinal].numbers
        for index, (number, place) in enumerate(zip(numbers, places, strict=True), first):
            what = f"reference {index + 1}, to note {number}"
            if index >= len(found):
                self._differ("RK902", what, number, "no reference")
                continue
            if found[index].number != number:
                self._differ("RK902", what, number, found[index].number)
            context, before = _before(text, place), _before(body, offsets[index])
            if ordinal in self._other:
                continue  # It is in a text that has already been named.
            if not before.endswith(context):
                self._differ("RK902", what, f"…{context}", f"…{before}")

    def texts(self) -> None:
        """Compares the texts in order, and everything between them."""
        body, _ = self._body
        extra = frozenset(map(self._bare, words_of(self._theme)))
        compared = BareTexts(
            self._expected.texts,
            self.extracted.body,
            self._bare,
            lambda text: self._known is None or self._bare(text) in extra,
        )
        for found in compared.differences(body):
            if found.code == "RK904":
                self._other.add(found.place)
            self._differ(found.code, found.what, found.expected, found.found, found.ordinal)

    def code(self) -> None:
        """Compares the white space of each line of code; its letters are a part of the texts."""
        found, lost = self.extracted.code, self._known == "pdf"
        lines = [
            (text, without_ignorable(text.text))
            for text in self._expected.texts
            if text.part == CODE_LINE
        ]
        if lost:  # A page has neither tabs nor empty lines.
            lines = [(text, line.replace("\t", "")) for text, line in lines if line.strip()]
        if found is None or len(found) != len(lines):
            return
        for (text, line), read in zip(lines, map(without_ignorable, found), strict=True):
            if line != read and self._bare(line) == self._bare(read):
                wanted, shown = (one.replace(" ", "␣") for one in (text.text, read))
                self._differ("RK904", CODE_LINE, wanted, shown, text.ordinal)

    @cached_property
    def _texts(self) -> list[tuple[str, list[int]]]:
        """The bare texts of the report and the places of their marks."""
        return [self._placed(text.text, text.places) for text in self._expected.texts]

    @cached_property
    def _body(self) -> tuple[str, list[int]]:
        """The bare text of the file and the places of its references."""
        return self._placed(self.extracted.body, [ref.offset for ref in self.extracted.references])

    def _placed(self, text: str, places: Sequence[int]) -> tuple[str, list[int]]:
        """The bare text, and the places in it; the places are given in order."""
        parts: list[str] = []
        bare_places: list[int] = []
        start = length = 0
        for place in places:
            parts.append(self._bare(text[start:place]))
            length += len(parts[-1])
            bare_places.append(length)
            start = place
        parts.append(self._bare(text[start:]))
        return "".join(parts), bare_places

    def links(self) -> None:
        """Compares the live links: each of the report is there, and no defanged address is."""
        if self.extracted.links is None:
            return
        live = frozenset(self.extracted.links)
        wanted: frozenset[str] = frozenset() if self.extracted.press else self._expected.links
        for url in sorted(_lacking(live, wanted)):
            self._differ("RK903", "link", url, "no link")
        # An address may be live in one source and disarmed in another, if the author says so.
        others = _lacking(wanted, live)
        for text in sorted(self._expected.defanged):
            if any(_is_form_of(text, url) for url in others):
                self._differ("RK903", "defanged address", "no link", text)

    def pages(self, starts: Sequence[PageStart] | None) -> None:
        """Compares the page list: each page of the PDF begins with the same words. The first page
        begins with the file, and may be listed before the others."""
        found = self.extracted.pages
        if starts is None or found is None:
            return
        front = [walk.printed_text(text) for part, text in self._front.texts()]
        kinds = {listed.kind for listed in self._front.contents_and_lists}
        listed = sum(part in kinds for part, _ in self._front.texts())
        body = [_before_letter(content) for content in walk.texts(self.report.blocks)]
        for index, start in enumerate(starts, len(found) - len(starts)):
            what = f"page {start.label}"
            if not 0 <= index < len(found):
                self._differ("RK912", what, "a page in its list", "no page")
                continue
            if found[index].label != start.label:
                self._differ("RK912", what, start.label, found[index].label)
            if -listed <= start.text < 0:  # in the contents, which are separate
                words = self._words_of_page(body, 0)
            else:
                first = start.text + len(front)
                words = self._words_of_page([*front, *body][first:], start.offset)
            here = found[index].offset
            # If a theme hides some of the front matter, its pages begin with the first text.
            near = None if (start.text, start.offset) == (0, 0) else here + _NEAR
            after = self._bare(self.extracted.body[here:near]) if here >= 0 else ""
            if words not in after.replace(",", ""):
                self._differ("RK912", what, words, after)
        for page in found[: max(0, len(found) - len(starts) - bool(starts))]:
            self._differ("RK912", f"page {page.label}", "no page", "a page in its list")

    def _words_of_page(self, texts: Sequence[str], offset: int) -> str:
        """The first characters of the first text on a page, without commas, some of which separate
        note marks. The next text may follow a label ("Table 2")."""
        for text in texts:
            if offset > len(text):
                return ""  # after a letter
            words = self._bare(text[offset:]).replace(",", "")
            if words:
                return words[:_CONTEXT]
            offset = 0
        return ""


def _as_one(texts: Sequence[ExpectedText]) -> str:
    """The texts of a note as one, for a reader."""
    printed = (" ".join(filter(None, (one.before[0], one.text))) for one in texts)
    return " ".join(filter(None, printed))


def _before_letter(content: PrintedContent) -> str:
    """The characters of a text before the letter of a note of its table, which is text in a file,
    or all of them."""
    leaves = takewhile(lambda leaf: not isinstance(leaf, TableNoteMark), walk.leaves(content))
    return walk.printed_text(tuple(leaves))


def _stands(text: ExpectedText, marks: Sequence[ReadReference], body: str) -> bool:
    """Whether the marks of a text show its numbers, and the body has the same before each of them
    to the letter. Where it has not, the bare texts may still agree."""
    if not text.numbers:
        return True
    if text.numbers != tuple(mark.number for mark in marks):
        return False
    start = marks[0].offset - text.places[0]
    if any(mark.offset - place != start for mark, place in zip(marks, text.places, strict=True)):
        return False
    return start >= 0 and body.startswith(text.text[: text.places[-1]], start)


def _lacking(there: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """The canonical forms of the wanted URLs that are missing."""
    missing = frozenset(map(_canonical, wanted - there))
    return missing.difference(map(_canonical, there)) if missing else missing


def _canonical(url: str) -> str:
    """The canonical one of all equivalent forms of a URL (RFC 3986, 6.2.2 and 6.2.3), because
    formats differ in what they escape."""
    escaped = _ESCAPE.sub(_escape, quote(url, safe=f"{_RESERVED}%"))
    return _ORIGIN.sub(lambda found: f"{found[1].lower()}/", escaped, count=1)


def _escape(found: re.Match[str]) -> str:
    sign = chr(int(found[0][1:], 16))
    return sign if _UNRESERVED.fullmatch(sign) else found[0].upper()


def _is_form_of(text: str, url: str) -> bool:
    """Whether a printed form is that of an address: the last dot of its host stands otherwise."""
    head, dot, tail = defang(url, "\0").partition("\0")
    form = _canonical(text)
    if not dot:
        return form == url
    return len(form) >= len(head + tail) and form.startswith(head) and form.endswith(tail)


def _before(text: str, place: int) -> str:
    """The last characters before a place."""
    return text[max(0, place - _CONTEXT) : place]
