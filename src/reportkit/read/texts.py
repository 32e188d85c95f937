"""Texts of the report: scalars to inlines, by what may stand in them, with addresses checked.

One object carries what every part of the reading needs: where findings go, and the report's rule
for defanging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Never

from msgspec import Struct

from reportkit.model import walk
from reportkit.model.document import (
    Address,
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
from reportkit.passes.sources import defang, is_defanged, print_address
from reportkit.read import inline, urls
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
        self.slips.in_text(scalar, "line")
        return self._checked(scalar, 0, len(scalar.text))

    def paragraphs(
        self, scalar: Scalar | None, place: Place = "prose"
    ) -> tuple[Content[SourceRef], ...]:
        """The same, cut at blank lines."""
        if scalar is None:
            return ()
        self.slips.in_text(scalar, place)
        return tuple(self._checked(scalar, *part) for part in _parts(scalar))

    def note_paragraphs(self, scalar: Scalar | None) -> tuple[Content[TargetRef], ...]:
        """The text of a note: bare addresses are links, and no note is referred to."""
        if scalar is None:
            return ()

        def refuse(reference: SourceRef) -> Content[TargetRef]:
            if isinstance(reference, TargetRef):
                return (reference,)
            message = f"a note refers to note '{reference.key}'"
            self.problems.add("RK205", message, reference.span)
            return ()

        mapper = walk.ReferenceMapper[SourceRef, TargetRef](refuse)
        paragraphs = self.paragraphs(scalar, "note")
        return tuple(self._linkified(mapper.content(p)) for p in paragraphs)

    # --- titles, names and other metadata ---------------------------------------------------------

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
        self.slips.in_value(scalar)
        return inline.SPACE.sub(" ", scalar.text).strip(" ")

    def _without_references(self, content: Content[SourceRef]) -> PlainContent:
        def refuse(reference: SourceRef) -> PlainContent:
            kind = "note" if isinstance(reference, NoteRef) else "cross"
            code = "RK206" if isinstance(reference, NoteRef) else "RK112"
            self.problems.add(code, f"a {kind} reference is not allowed here", reference.span)
            return ()

        return walk.ReferenceMapper[SourceRef, Never](refuse).content(content)

    # --- addresses --------------------------------------------------------------------------------

    def address(self, scalar: Scalar | None, disarm: bool | None = None) -> Address | None:
        """An address that stands alone; None when there is none, or it is not sound."""
        if scalar is None:
            return None
        url = scalar.text.strip()
        problem = urls.problem_of(url)
        if problem is not None:
            code, message = problem
            self.problems.add(code, message, scalar.span, urls.hint_for(url))
            return None
        return self._address(url, disarm)

    def _address(self, url: str, disarm: bool | None = None) -> Address:
        if disarm is None:
            disarm = is_defanged(url, self.domains)
        return Address(url, defang(url, self.style) if disarm else "")

    # --- how it is done ---------------------------------------------------------------------------

    def _checked(self, scalar: Scalar, start: int, end: int) -> Content[SourceRef]:
        content = inline.parse(scalar, start, end, self.problems)
        if not content:
            self.problems.add("RK105", "the text is empty", scalar.span)
        if scalar.text.find("](", start, end) < 0:
            return content
        # A link to a defanged domain prints as text.
        rewriter = walk.Rewriter[SourceRef, SourceRef](lambda leaf: (leaf,), self._link)
        return rewriter.content(content)

    def _link(self, link: Link[SourceRef]) -> Content[SourceRef]:
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


def _parts(scalar: Scalar) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end.

    Where YAML folds lines, a line end that is left in the text was a blank line; elsewhere a
    blank line is one.
    """
    breaks = _LINES if scalar.folded else _BLANK_LINE
    start = len(scalar.text) - len(scalar.text.lstrip())
    stop = len(scalar.text.rstrip())
    for found in breaks.finditer(scalar.text, start, stop):
        yield start, found.start()
        start = found.end()
    yield start, stop


@cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt

    schemas = {"ftp:": None, "//": None}
    return LinkifyIt(schemas, {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
