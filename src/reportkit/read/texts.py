"""Texts of the report: scalars to inlines, by what may stand in them, with addresses checked.

One object carries what every part of the reading needs: where findings go, and the report's rule
for defanging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Never
from unicodedata import name

from msgspec import Struct

from reportkit.model import walk
from reportkit.model.document import (
    Address,
    CodeSpan,
    Content,
    DefangedUrl,
    Inline,
    Leaf,
    Link,
    NoteRef,
    PlainContent,
    SourceRef,
    TargetRef,
    Text,
)
from reportkit.model.unseen import SOFT_HYPHEN, closing_sign, paired, pairing, without_soft_hyphens
from reportkit.passes.sources import defang, is_defanged, print_address
from reportkit.read import inline, urls
from reportkit.read.long_words import check_words
from reportkit.read.slips import Place, Slips
from reportkit.tree.nodes import Problems, Scalar

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINES = re.compile(r"\n[ \t\n]*")


class Texts(Struct, frozen=True):
    """Reads the texts of one report."""

    problems: Problems
    domains: tuple[str, ...]
    """Domains whose addresses are printed defanged."""
    style: str
    """What a defanged address prints in place of the last dot of its host."""
    slips: Slips
    """Tells of the mark-up of other tools."""

    # --- running text ---------------------------------------------------------------------------

    def content(self, scalar: Scalar | None) -> Content[SourceRef]:
        """Text in which notes may be referred to; nothing for a key that is not there."""
        if scalar is None:
            return ()
        check_words(scalar, self.problems)
        self.slips.in_text(scalar, "line")
        return self._checked(scalar, 0, len(scalar.text))

    def paragraphs(
        self, scalar: Scalar | None, place: Place = "prose"
    ) -> tuple[Content[SourceRef], ...]:
        """The same, cut at blank lines."""
        if scalar is None:
            return ()
        self.slips.in_text(scalar, place)
        return tuple(self._checked(scalar, *part) for part in paragraph_ranges(scalar))

    def cell_paragraphs(self, scalar: Scalar) -> tuple[Content[SourceRef], ...]:
        """The same for a cell of a table, whose words must be shorter."""
        check_words(scalar, self.problems)
        check_words(scalar, self.problems, "cell_word_characters")
        return self.paragraphs(scalar, "line")

    def note_paragraphs(self, scalar: Scalar | None) -> tuple[Content[TargetRef], ...]:
        """The text of a note, cut at blank lines; nothing for a key that is not there."""
        return tuple(map(self.in_note, self.paragraphs(scalar, "note")))

    def in_note(self, content: Content[SourceRef]) -> Content[TargetRef]:
        """Text as it stands in a note: bare addresses are links, and no note is referred to."""

        def refuse(reference: SourceRef) -> Content[TargetRef]:
            if isinstance(reference, TargetRef):
                return (reference,)
            message = f"a note refers to note '{reference.key}'"
            self.problems.add("RK205", message, reference.span)
            return ()

        mapper = walk.ReferenceMapper[SourceRef, TargetRef](refuse)
        return self._linkified(mapper.content(content))

    # --- titles, names and other metadata ---------------------------------------------------------

    def with_notes(self, content: Content[SourceRef]) -> Content[NoteRef]:
        """A text above the body, in which notes may be referred to, but nothing else."""

        def refuse(reference: SourceRef) -> Content[NoteRef]:
            if isinstance(reference, NoteRef):
                return (reference,)
            self._refuse(reference)
            return ()

        return walk.ReferenceMapper[SourceRef, NoteRef](refuse, self._refuse).content(content)

    def without_notes(self, content: Content[NoteRef], scalar: Scalar) -> PlainContent:
        """The same without its references, for all other places in which it is repeated."""
        bare = inline.joined(walk.ReferenceMapper[NoteRef, NoteRef](lambda _: ()).content(content))
        plain = walk.ReferenceMapper[SourceRef, Never](lambda _: ()).content(bare)
        if content and not plain:
            self.problems.add("RK105", "the text is only a note reference", scalar.span)
        return plain

    def plain(self, scalar: Scalar | None) -> PlainContent:
        """Text in which nothing is referred to."""
        return self._without_references(self.content(scalar))

    def plain_paragraphs(self, scalar: Scalar | None) -> tuple[PlainContent, ...]:
        """The same, cut at blank lines."""
        return tuple(self._without_references(p) for p in self.paragraphs(scalar))

    def string(self, scalar: Scalar | None) -> str:
        """A name or another value that takes no markup; empty for a key that is not there."""
        if scalar is None:
            return ""
        at = scalar.text.find("[^")
        if at >= 0:
            self.problems.add(
                "RK206", "a note reference is not allowed here", scalar.span_at(at, 2)
            )
        check_words(scalar, self.problems)
        self.slips.in_value(scalar)
        text = scalar.text
        if self._unpaired(scalar, 0, len(text)):
            text = paired(text)
        return inline.SPACE.sub(" ", without_soft_hyphens(text)).strip(" ")

    def title(self, scalar: Scalar | None) -> PlainContent:
        """A title, in which nothing is referred to; it is listed too, so that no word is parted."""
        return self._without_references(self.heading(scalar))

    def heading(self, scalar: Scalar | None) -> Content[SourceRef]:
        """The same of a heading in the text, in which notes may be referred to."""
        content = self.repeated(scalar)
        if scalar is None or SOFT_HYPHEN not in scalar.text:
            return content
        rewriter = walk.Rewriter[SourceRef, SourceRef](_unparted)
        return rewriter.content(content)

    def repeated(self, scalar: Scalar | None) -> Content[SourceRef]:
        """Running text that is repeated elsewhere, before the pages are known."""
        content = self.content(scalar)
        if scalar is None or "{page:" not in scalar.text:
            return content

        def refuse(leaf: Leaf | SourceRef) -> Content[SourceRef]:
            if isinstance(leaf, TargetRef) and leaf.wanted == "page":
                message = "a page cannot be printed here, because this text is repeated elsewhere"
                self.problems.add("RK172", message, leaf.span)
                return ()
            return (leaf,)

        return walk.Rewriter[SourceRef, SourceRef](refuse).content(content)

    def _without_references(self, content: Content[SourceRef]) -> PlainContent:
        def refuse(reference: SourceRef) -> PlainContent:
            self._refuse(reference)
            return ()

        return walk.ReferenceMapper[SourceRef, Never](refuse, self._refuse).content(content)

    def _refuse(self, reference: SourceRef) -> None:
        kind = "note" if isinstance(reference, NoteRef) else "cross"
        code = "RK206" if isinstance(reference, NoteRef) else "RK112"
        self.problems.add(code, f"a {kind} reference is not allowed here", reference.span)

    # --- addresses --------------------------------------------------------------------------------

    def address(self, scalar: Scalar | None, disarm: bool | None = None) -> Address | None:
        """An address that stands alone; None when there is none, or it is not sound."""
        if scalar is None:
            return None
        url = scalar.text.strip()
        problem = urls.problem_of(url)
        if problem is not None:
            from reportkit.read.advice.addresses import hint_for  # late: most addresses are right

            code, message = problem
            self.problems.add(code, message, scalar.span, hint_for(url))
            return None
        return self._address(url, disarm)

    def _address(self, url: str, disarm: bool | None = None) -> Address:
        if disarm is None:
            disarm = is_defanged(url, self.domains)
        return Address(url, defang(url, self.style) if disarm else "")

    # --- how it is done ---------------------------------------------------------------------------

    def _checked(self, scalar: Scalar, start: int, end: int) -> Content[SourceRef]:
        content = inline.parse(scalar, start, end, self.problems)
        if self._unpaired(scalar, start, end):
            content = _paired(content)
        if not content:
            self.problems.add("RK105", "the text is empty", scalar.span)
        if scalar.text.find("](", start, end) < 0:
            return content
        # A link to a defanged domain prints as text.
        rewriter = walk.Rewriter[SourceRef, SourceRef](lambda leaf: (leaf,), self._link)
        return rewriter.content(content)

    def _unpaired(self, scalar: Scalar, start: int, end: int) -> bool:
        """Whether signs of direction in a paragraph lack the other one of their pair, each with a
        finding."""
        found = None if scalar.text.isascii() else pairing(scalar.text[start:end])
        if found is None:
            return False
        for offset in found.unclosed:
            sign = scalar.text[start + offset]
            hint = f"write U+{ord(closing_sign(sign)):04X} where the reversed text ends"
            message = f"U+{ord(sign):04X} ({name(sign).lower()}) is not closed"
            self.problems.add("RK701", message, scalar.span_at(start + offset), hint)
        for offset in found.unopened:
            sign = scalar.text[start + offset]
            message = f"U+{ord(sign):04X} ({name(sign).lower()}) closes nothing"
            self.problems.add("RK702", message, scalar.span_at(start + offset))
        return True

    def _link(self, link: Link[SourceRef]) -> Content[SourceRef]:
        if link.target is not None:
            return (link,)
        address = self._address(link.url)
        if not address.defanged:
            return (link,)
        if link.children == (Text(link.url),):
            return (DefangedUrl(address.defanged),)
        return (*link.children, Text(" ("), DefangedUrl(address.defanged), Text(")"))

    def _linkified(self, content: Content[TargetRef]) -> Content[TargetRef]:
        """Bare addresses in text become links, or are defanged; links stay as they are."""

        def leaf(leaf: Leaf | TargetRef) -> Content[TargetRef]:
            if isinstance(leaf, Text) and ("://" in leaf.text or "mailto:" in leaf.text):
                return tuple(self._linkified_text(leaf.text))
            return (leaf,)

        return walk.Rewriter[TargetRef, TargetRef](leaf, lambda link: (link,)).content(content)

    def _linkified_text(self, text: str) -> Iterator[Inline[TargetRef]]:
        position = 0
        for found in _linkify().match(text) or ():
            if urls.problem_of(found.raw) is not None:
                continue
            if found.index > position:
                yield Text(text[position : found.index])
            yield print_address(self._address(found.raw))
            position = found.last_index
        if position < len(text):
            yield Text(text[position:])


def _unparted(leaf: Leaf | SourceRef) -> Content[SourceRef]:
    if not isinstance(leaf, Text | CodeSpan):
        return (leaf,)
    text = without_soft_hyphens(leaf.text)
    return (type(leaf)(text),) if text else ()


def _paired(content: Content[SourceRef]) -> Content[SourceRef]:
    """The text with each sign of direction paired: those that close nothing are left out."""
    pieces: list[str] = []

    def collect(leaf: Leaf | SourceRef) -> Content[SourceRef]:
        pieces.append(leaf.text if isinstance(leaf, Text | CodeSpan) else "")
        return (leaf,)

    walk.Rewriter[SourceRef, SourceRef](collect).content(content)
    found = pairing("".join(pieces))
    if found is None:
        return content
    position = 0

    def leave_out(leaf: Leaf | SourceRef) -> Content[SourceRef]:
        nonlocal position
        if not isinstance(leaf, Text | CodeSpan):
            return (leaf,)
        start, position = position, position + len(leaf.text)
        kept = (sign for at, sign in enumerate(leaf.text, start) if at not in found.unopened)
        text = "".join(kept)
        return (type(leaf)(text),) if text else ()

    whole = walk.Rewriter[SourceRef, SourceRef](leave_out).content(content)
    return (*whole, Text(found.closing)) if found.closing else whole


def paragraph_ranges(scalar: Scalar) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end.

    Where YAML folds lines, a line end that is left in the text was a blank line; elsewhere a
    blank line is one.
    """
    start = len(scalar.text) - len(scalar.text.lstrip())
    stop = len(scalar.text.rstrip())
    if "\n" not in scalar.text:
        yield start, stop
        return
    breaks = _LINES if scalar.folded else _BLANK_LINE
    for found in breaks.finditer(scalar.text, start, stop):
        yield start, found.start()
        start = found.end()
    yield start, stop


def code_lines(scalar: Scalar) -> list[str]:
    """The lines of code, with their white space, without empty ones at the end."""
    return scalar.text.rstrip("\n").split("\n")


@cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt

    schemas = {"ftp:": None, "//": None}
    return LinkifyIt(schemas, {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
