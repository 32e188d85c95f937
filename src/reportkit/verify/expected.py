"""What a finished file must say: the texts of a report as a format prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, assert_never

from reportkit import walk
from reportkit.document import (
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Emphasis,
    LineBreak,
    Link,
    NoteMark,
    PrintedContent,
    ResolvedReport,
    Strong,
    Subscript,
    Superscript,
    Text,
)

_SEPARATOR: Final = ","
"""What is printed between two marks side by side; said anew, since `verify` trusts no writer."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text as printed."""

    text: str
    """Its characters without the numbers of marks, with the separators between marks."""
    numbers: tuple[str, ...]
    """What each mark shows."""
    places: tuple[int, ...]
    """How many characters of `text` stand before each mark."""


@dataclass(frozen=True, slots=True)
class Expected:
    """All that is compared with one format."""

    title: Said
    texts: tuple[Said, ...]
    """The texts of the body in reading order."""
    notes: tuple[tuple[Said, ...], ...]
    """The paragraphs of each note."""
    links: frozenset[str]
    """The targets of live links in body and notes."""
    defanged: frozenset[str]
    """The printed forms of the addresses that must be no link."""


def expected(report: ResolvedReport, targets: bool) -> Expected:
    """What a file must say; with `targets`, each link is followed by its target where its text
    is another, as plain text prints it."""
    links: set[str] = set()
    defanged: set[str] = set()

    def said(content: PrintedContent) -> Said:
        listener = _Listener(targets)
        listener.hear(content)
        links.update(listener.links)
        defanged.update(listener.defanged)
        return Said("".join(listener.parts), tuple(listener.numbers), tuple(listener.places))

    title = said(report.meta.title)
    links.clear()  # Links of the front matter need not be live in each format.
    return Expected(
        title=title,
        texts=tuple(map(said, walk.texts(report.blocks))),
        notes=tuple(tuple(map(said, note.paragraphs)) for note in report.notes),
        links=frozenset(links),
        defanged=frozenset(defanged),
    )


@dataclass(slots=True)
class _Listener:
    """Goes through one text."""

    targets: bool
    parts: list[str] = field(default_factory=list)
    length: int = 0
    numbers: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    defanged: list[str] = field(default_factory=list)

    def hear(self, content: PrintedContent) -> None:
        """Take in the inlines in their order."""
        for inline in content:
            match inline:
                case Text() | CodeSpan() | CrossReference():
                    self._add(inline.text)
                case NoteMark():
                    if inline.adjoins:
                        self._add(_SEPARATOR)
                    self.numbers.append(str(inline.number))
                    self.places.append(self.length)
                case Link():
                    self._link(inline.url, inline.children)
                case DefangedUrl():
                    self.defanged.append(inline.text)
                    self._add(inline.text)
                case Emphasis() | Strong() | Superscript() | Subscript():
                    self.hear(inline.children)
                case LineBreak():
                    self._add(" ")
                case _:
                    assert_never(inline)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _link(self, url: str, children: PrintedContent) -> None:
        self.links.append(url)
        before = len(self.parts)
        self.hear(children)
        text = "".join(self.parts[before:])
        if self.targets and text not in (url, url.removeprefix("mailto:")):
            self._add(f" {url}")


def plain(paragraphs: Iterable[Said]) -> str:
    """Paragraphs as one text."""
    return " ".join(paragraph.text for paragraph in paragraphs)
