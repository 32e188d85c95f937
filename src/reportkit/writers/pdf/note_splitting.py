"""Splits a note that is too long for a page into pieces, which are set in sequence.

WeasyPrint never breaks a note across pages: it moves the whole note to the next page, and loses
what does not fit there (its issue 1833, open). A piece always fits, so no word is lost: the first
is on the page of its mark, and the others follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias, assert_never
from unicodedata import east_asian_width

from reportkit.model.document import (
    CodeSpan,
    Content,
    CrossReference,
    DefangedUrl,
    Inline,
    LineBreak,
    Link,
    Phrase,
    Styled,
    Text,
)

PIECE: Final = 2000
"""The maximum length of a piece in characters, about 25 lines; a wide one (CJK) counts twice."""

NoteText: TypeAlias = Content[CrossReference]


def pieces(paragraphs: Sequence[NoteText]) -> tuple[tuple[NoteText, ...], ...]:
    """The paragraphs of a note in pieces that each fit a page; one piece unless the note is long.

    A paragraph that is too long is split between its inlines, then between words.
    """
    made: list[list[NoteText]] = [[]]
    room = PIECE
    for part in (part for paragraph in paragraphs for part in _cut(paragraph)):
        width = _width(part)
        if made[-1] and width > room:
            made.append([])
            room = PIECE
        made[-1].append(part)
        room -= width
    return tuple(map(tuple, made))


def _cut(content: NoteText) -> Iterator[NoteText]:
    """The content in parts of at most `PIECE` characters."""
    if _width(content) <= PIECE:
        yield content
        return
    part: list[Inline[CrossReference]] = []
    room = PIECE
    for inline in (small for whole in content for small in _small(whole)):
        width = _width((inline,))
        if part and width > room:
            yield tuple(part)
            part, room = [], PIECE
        part.append(inline)
        room -= width
    if part:
        yield tuple(part)


def _small(inline: Inline[CrossReference]) -> Iterator[Inline[CrossReference]]:
    """The inline in pieces of at most `PIECE` characters."""
    match inline:
        case Text():
            yield from map(Text, _words(inline.text))
        case Styled():
            for children in _cut(inline.children):
                yield Styled(inline.style, children)
        case Phrase():
            for children in _cut(inline.children):
                yield Phrase(inline.language, inline.direction, children)
        case Link():
            for children in _cut(inline.children):
                yield Link(inline.url, children, inline.target)
        case CodeSpan() | DefangedUrl() | LineBreak() | CrossReference():
            yield inline
        case _:
            assert_never(inline)


def _words(text: str) -> Iterator[str]:
    """The text split after spaces, or anywhere in an endless word."""
    start = 0
    while True:  # the text is measured only as far as the next piece: it may be very long
        ahead = text[start : start + PIECE + 1]
        most = PIECE // 2 if _wide(ahead) else PIECE
        if len(ahead) <= most:
            break
        end = text.rfind(" ", start + 1, start + most) + 1 or start + most
        yield text[start:end]
        start = end
    yield text[start:]


def _width(content: NoteText) -> int:
    total = 0
    for inline in content:
        match inline:
            case Styled() | Phrase() | Link():
                total += _width(inline.children)
            case LineBreak():
                total += 80  # the rest of its line
            case Text() | CodeSpan() | DefangedUrl() | CrossReference():
                total += len(inline.text) * (2 if _wide(inline.text) else 1)
            case _:
                assert_never(inline)
    return total


def _wide(text: str) -> bool:
    """Whether most of its characters are as wide as they are high."""
    if text.isascii():
        return False
    return sum(east_asian_width(char) in "WF" for char in text) * 2 > len(text)
