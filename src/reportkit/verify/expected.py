"""What a finished file must say: the texts of a report as a format prints them."""

from __future__ import annotations

from typing import Final, assert_never

from msgspec import Struct, field

from reportkit.model import walk
from reportkit.model.document import (
    CodeSpan,
    CrossReference,
    DefangedUrl,
    LineBreak,
    Link,
    NoteMark,
    PrintedContent,
    ResolvedReport,
    Styled,
    Text,
)

_SEPARATOR: Final = ","
"""What is printed between two marks side by side; said anew, since `verify` trusts no writer."""


class ExpectedText(Struct, frozen=True):
    """One text as printed."""

    text: str
    """Its characters without the numbers of marks, with the separators between marks."""
    numbers: tuple[str, ...]
    """What each mark shows."""
    places: tuple[int, ...]
    """How many characters of `text` stand before each mark."""


class Expected(Struct, frozen=True):
    """All that is compared with one format."""

    title: ExpectedText
    texts: tuple[ExpectedText, ...]
    """The texts of the body in reading order."""
    notes: tuple[str, ...]
    """The paragraphs of each note as one text."""
    links: frozenset[str]
    """The targets of live links in body and notes."""
    defanged: frozenset[str]
    """The printed forms of the addresses that must be no link."""


def expected(report: ResolvedReport, targets: bool) -> Expected:
    """What a file must say; with `targets`, each link is followed by its target where its text
    is another, as plain text prints it."""
    listener = _Collector(targets)
    title = listener.said(report.meta.title)
    listener.links.clear()  # Links of the front matter need not be live in each format.
    texts = tuple(map(listener.said, walk.texts(report.blocks)))
    notes = tuple(
        " ".join(listener.said(paragraph).text for paragraph in note.paragraphs)
        for note in report.notes
    )
    return Expected(title, texts, notes, frozenset(listener.links), frozenset(listener.defanged))


class _Collector(Struct):
    """Goes through one text after the other."""

    targets: bool
    links: set[str] = field(default_factory=set)
    defanged: set[str] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _numbers: list[str] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)

    def said(self, content: PrintedContent) -> ExpectedText:
        """One text; its addresses go to those of all."""
        self._parts, self._length, self._numbers, self._places = [], 0, [], []
        self._collect(content)
        return ExpectedText("".join(self._parts), tuple(self._numbers), tuple(self._places))

    def _collect(self, content: PrintedContent) -> None:
        """Take in the inlines in their order."""
        for inline in content:
            match inline:
                case Text() | CodeSpan() | CrossReference():
                    self._add(inline.text)
                case NoteMark():
                    if inline.follows_mark:
                        self._add(_SEPARATOR)
                    self._numbers.append(str(inline.number))
                    self._places.append(self._length)
                case Link():
                    self._link(inline.url, inline.children)
                case DefangedUrl():
                    self.defanged.add(inline.text)
                    self._add(inline.text)
                case Styled():
                    self._collect(inline.children)
                case LineBreak():
                    self._add(" ")
                case _:
                    assert_never(inline)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _link(self, url: str, children: PrintedContent) -> None:
        self.links.add(url)
        before = len(self._parts)
        self._collect(children)
        text = "".join(self._parts[before:])
        if self.targets and text not in (url, url.removeprefix("mailto:")):
            self._add(f" {url}")
