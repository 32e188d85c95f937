"""What a finished file must say: the texts of a publication as a format prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from msgspec import Struct, field

from reportkit.compose.publication import Back, BackRole, Front, Publication
from reportkit.model import walk
from reportkit.model.document import (
    CodeSpan,
    CrossReference,
    DefangedUrl,
    LineBreak,
    Link,
    NoteMark,
    PageMark,
    PrintedContent,
    Styled,
    Text,
)

ENTRY: Final = "an entry of the contents"
"""What a finding calls a heading in the contents."""
_SEPARATOR: Final = ","
"""What is printed between two marks side by side; said anew, since `verify` trusts no writer."""


class ExpectedText(Struct, frozen=True):
    """One text as printed."""

    part: str
    """Which part of the publication it is, in the words of a finding: "the title"."""
    text: str
    """Its characters without the numbers of marks, with the separators between marks."""
    numbers: tuple[str, ...] = ()
    """What each mark shows."""
    places: tuple[int, ...] = ()
    """How many characters of `text` stand before each mark."""


class Expected(Struct, frozen=True):
    """All that is compared with one format."""

    texts: tuple[ExpectedText, ...]
    """The texts of front matter, body and back matter in reading order."""
    notes: tuple[str, ...]
    """The paragraphs of each note as one text."""
    links: frozenset[str]
    """The targets of all live links."""
    defanged: frozenset[str]
    """The printed forms of the addresses that must be no link."""


def expected(publication: Publication, targets: bool, contents: bool) -> Expected:
    """What a file must say; with `targets`, each link is followed by its target where its text
    is another, as plain text prints it; with `contents`, these are a part of the text."""
    collector = _Collector(targets)
    texts = (
        *(collector.text(part, content) for part, content in _front(publication.front)),
        *(collector.text(*entry) for entry in _contents(publication.front) if contents),
        *(collector.text("text", content) for content in walk.texts(publication.report.blocks)),
        *(collector.text(part, content) for part, content in _back(publication.back)),
    )
    notes = tuple(
        " ".join(collector.text("note", paragraph).text for paragraph in note.paragraphs)
        for note in publication.report.notes
    )
    return Expected(texts, notes, frozenset(collector.links), frozenset(collector.defanged))


def _front(front: Front) -> Iterator[tuple[str, PrintedContent]]:
    """The texts of the front matter before the contents, in reading order, each with what a finding
    calls it."""
    block = front.title
    yield "the series", (Text(block.series),)
    yield "the title", block.title
    yield "the subtitle", block.subtitle
    yield "the deck", block.deck
    yield "the byline", (Text(block.authors),)
    yield "the date", (Text(block.date),)
    if front.summary is not None:
        yield "the heading of the summary", (Text(front.summary.heading),)
        yield from (("the summary", paragraph) for paragraph in front.summary.paragraphs)
    if front.judgements is not None:
        yield "the heading of the key judgements", (Text(front.judgements.heading),)
        yield from (("a key judgement at the front", c) for c in front.judgements.claims)


def _contents(front: Front) -> Iterator[tuple[str, PrintedContent]]:
    if front.contents is not None:
        yield "the heading of the contents", (Text(front.contents.heading),)
        yield from ((ENTRY, entry.text) for entry in front.contents.entries)


def _back(back: Back) -> Iterator[tuple[str, PrintedContent]]:
    for line in back.colophon:
        part = _BACK_PARTS[line.role]
        yield part, (Text(line.name), *line.content)


_BACK_PARTS: Final[dict[BackRole, str]] = {
    "author": "the line about an author",
    "publisher": "the line about the publisher",
    "identifiers": "the identifiers",
    "copyright": "the copyright",
    "licence": "the licence",
    "disclaimer": "the disclaimer",
    "keywords": "the keywords",
}


class _Collector(Struct):
    """Goes through one text after the other."""

    targets: bool
    links: set[str] = field(default_factory=set)
    defanged: set[str] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _numbers: list[str] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)

    def text(self, part: str, content: PrintedContent) -> ExpectedText:
        """One text; its addresses go to those of all."""
        self._parts, self._length, self._numbers, self._places = [], 0, [], []
        self._collect(content)
        return ExpectedText(part, "".join(self._parts), tuple(self._numbers), tuple(self._places))

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
