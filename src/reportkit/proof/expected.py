"""What a finished file must say: the texts of a publication as a format prints them."""

from __future__ import annotations

from typing import Final, assert_never

from msgspec import Struct, field

from reportkit.compose.publication import Publication
from reportkit.model.document import (
    CodeSpan,
    CrossReference,
    DefangedUrl,
    LineBreak,
    Link,
    NoteMark,
    PageMark,
    Phrase,
    PrintedContent,
    Styled,
    TableNoteMark,
    Text,
)
from reportkit.proof.base import Medium
from reportkit.proof.parts import Part, Parts

_SEPARATOR: Final = ","
"""The separator between adjacent marks; defined again, because `verify` trusts no writer."""


class ExpectedText(Struct, frozen=True):
    """One printed text."""

    part: str
    """Which part of the publication it is, in the words of a finding: "the title"."""
    text: str
    """Its characters without the numbers of marks, but with the separators between marks."""
    numbers: tuple[str, ...] = ()
    """The visible number of each mark."""
    places: tuple[int, ...] = ()
    """The number of characters of `text` before each mark."""
    before: tuple[str, ...] = ("",)
    """The alternatives that the format may print before it: a label, the sign of a list item."""
    after: str = ""
    """What the format prints after it."""
    ordinal: int = -1
    """Its place among the texts of the report (`walk.texts`); -1 outside the body."""


class Expected(Struct, frozen=True):
    """All that is compared with one format."""

    texts: tuple[ExpectedText, ...]
    """The texts of front matter, body and back matter in reading order."""
    notes: tuple[tuple[ExpectedText, ...], ...]
    """The texts of each note."""
    links: frozenset[str]
    """The targets of all live links."""
    defanged: frozenset[str]
    """The printed forms of the addresses that must be no link."""


def expected(
    publication: Publication, medium: Medium | None, targets: bool, contents: bool
) -> Expected:
    """What a file must say; with `targets`, each link is followed by its target where its text
    is another, as plain text prints it; with `contents`, these are a part of the text."""
    collector = _Collector(targets)
    report, front = publication.report, publication.front
    parts = Parts(medium, report.terms)
    texts: list[ExpectedText] = []
    around = (
        *parts.opening(publication),
        *parts.front(front, publication.theme.judgements.marks),
        *(parts.contents(front) if contents else ()),
    )
    texts += (collector.text(part) for part in around)
    texts += map(collector.text, parts.body(report.blocks))
    texts += map(collector.text, parts.closing(publication))
    notes = tuple(tuple(map(collector.text, parts.note(note))) for note in report.notes)
    return Expected(tuple(texts), notes, frozenset(collector.links), frozenset(collector.defanged))


class _Collector(Struct):
    """Collects the texts one after another."""

    targets: bool
    links: set[str] = field(default_factory=set)
    defanged: set[str] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _numbers: list[str] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)

    def text(self, part: Part) -> ExpectedText:
        """One text; its addresses go to those of all."""
        self._parts, self._length, self._numbers, self._places = [], 0, [], []
        self._collect(part.content)
        return ExpectedText(
            part.name,
            "".join(self._parts),
            tuple(self._numbers),
            tuple(self._places),
            part.before,
            part.after,
            part.ordinal,
        )

    def _collect(self, content: PrintedContent) -> None:
        """Collects the inlines in order."""
        for inline in content:
            match inline:
                case Text() | CodeSpan() | CrossReference():
                    self._add(inline.text)
                case NoteMark():
                    if inline.follows_mark:
                        self._add(_SEPARATOR)
                    self._numbers.append(str(inline.number))
                    self._places.append(self._length)
                case Link() if inline.target is None:
                    self._link(inline.url, inline.children)
                case DefangedUrl():
                    self.defanged.add(inline.text)
                    self._add(inline.text)
                case Styled() | Phrase() | Link():
                    self._collect(inline.children)
                case LineBreak():
                    self._add(" ")
                case TableNoteMark():
                    self._add(f"{_SEPARATOR if inline.follows_mark else ''}{inline.sign}")
                case PageMark():
                    pass
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
