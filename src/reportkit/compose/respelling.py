"""Texts with other signs, by the rules of their language, for reports that want them: spaces at
which no line ends; quotation marks, dashes and ellipses in place of those of a typewriter.

Nothing changes in code, in addresses or in their defanged forms. A phrase in another language
follows the rules of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Generic, Never, TypeVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose.sign_rules import SIGNS, smart_signs
from reportkit.compose.space_rules import NO_BREAK, unbroken
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    CodeSpan,
    Content,
    CrossReference,
    DefangedUrl,
    Leaf,
    LineBreak,
    Link,
    Matter,
    Meta,
    NoteMark,
    Opening,
    PageMark,
    Phrase,
    PlainContent,
    PrintedContent,
    PrintedRef,
    ResolvedReport,
    Rights,
    Styled,
    TableNoteMark,
    Text,
)

R = TypeVar("R", bound=PrintedRef)

_NUMBERED: Final = re.compile(r" (?=[\d.]*\d[a-z]?$|[A-Z](?:[\d.]*[a-z]?)$)")
"""The space of a label, before its number or its letter."""
_WHOLE = "\ufffc"
"""Stands for a character into which no rule looks."""


class Rule(Struct, frozen=True):
    """What changes in a text."""

    signs: str
    """Only texts with one of these characters may change."""
    spelled: Callable[[str, str], Sequence[str]]
    """What is printed for each character of a text in a language."""
    reference: Callable[[CrossReference, str], str]
    """The text of a reference in a report of a language."""


def with_nonbreaking_spaces(report: ResolvedReport) -> ResolvedReport:
    """The report with the spaces of its language in all texts that are printed."""
    return _respelled(report, _SPACES)


def with_smart_typography(report: ResolvedReport) -> ResolvedReport:
    """The report with the quotation marks, apostrophes, primes, dashes and ellipses of its
    language in all texts that are printed."""
    return _respelled(report, _SIGNS)


def _respelled(report: ResolvedReport, rule: Rule) -> ResolvedReport:
    language = report.meta.language
    text = _Speller[PrintedRef](language, rule).content
    in_note = _Speller[CrossReference](language, rule).content
    note_block = walk.NoteMapper[CrossReference, CrossReference](in_note).note_block
    front_text = _Speller[NoteMark](language, rule).content
    plain = _Speller[Never](language, rule)
    mapper = walk.Mapper[PrintedRef, PrintedRef, Anchor, Anchor](text, lambda label: label)
    opening = report.opening
    return replace(
        report,
        meta=_meta(report.meta, plain),
        opening=Opening(
            front_text(opening.title),
            front_text(opening.deck),
            tuple(map(front_text, opening.summary)),
        ),
        blocks=tuple(map(mapper.block, report.blocks)),
        notes=tuple(
            replace(note, blocks=tuple(map(note_block, note.blocks))) for note in report.notes
        ),
        sections=plain.contents(report.sections),
    )


def _meta(meta: Meta, plain: _Speller[Never]) -> Meta:
    rights = meta.rights
    return replace(
        meta,
        title=plain.content(meta.title),
        subtitle=plain.content(meta.subtitle),
        deck=plain.content(meta.deck),
        summary=plain.contents(meta.summary),
        authors=tuple(replace(one, bio=plain.content(one.bio)) for one in meta.authors),
        rights=rights
        and Rights(*map(plain.content, (rights.copyright, rights.licence, rights.disclaimer))),
        matter=_matter(meta.matter, plain),
    )


def _matter(matter: Matter, plain: _Speller[Never]) -> Matter:
    embargo = matter.embargo
    return replace(
        matter,
        embargo=embargo and replace(embargo, text=plain.content(embargo.text)),
        acknowledgements=plain.contents(matter.acknowledgements),
        funding=plain.contents(matter.funding),
        about_publisher=plain.contents(matter.about_publisher),
        contacts=tuple((name, plain.content(rest)) for name, rest in matter.contacts),
        citation=plain.content(matter.citation),
        versions=tuple(replace(one, change=plain.content(one.change)) for one in matter.versions),
    )


class _Speller(Struct, Generic[R], frozen=True):
    """Gives texts the signs of a language."""

    language: str
    rule: Rule

    def content(self, content: Content[R]) -> Content[R]:
        """The text with other signs."""
        pieces = [*_pieces(content, self.language)]
        if not any(
            sign in piece.text + piece.label for piece in pieces for sign in self.rule.signs
        ):
            return content
        made = iter(_spelled(pieces, self.rule.spelled))

        def leaf(leaf: Leaf | R) -> Content[R]:
            text = next(made)
            if isinstance(leaf, CrossReference):
                return (replace(leaf, text=self.rule.reference(leaf, self.language)),)
            return (Text(text),) if isinstance(leaf, Text) else (leaf,)

        return walk.Rewriter[R, R](leaf).content(content)

    def contents(self, contents: tuple[PlainContent, ...]) -> tuple[PlainContent, ...]:
        """The same for several texts without references."""
        return tuple(map(_Speller[Never](self.language, self.rule).content, contents))


def _label(reference: CrossReference, language: str) -> str:
    """The text of a reference. A label keeps its number beside it: "Table 2", "Appendix A"."""
    labelled = reference.anchor.number is not None or reference.anchor.kind == "note"
    return _NUMBERED.sub(NO_BREAK, reference.text) if labelled else reference.text


class _Piece(Struct, frozen=True):
    """An inline that holds no others, as the rules see it."""

    text: str
    """Its characters, or what stands for it."""
    language: str = ""
    """The language of its rules; empty if none may look into it."""
    label: str = ""
    """The text of a reference."""

    def seen(self, language: str) -> str:
        """What the rules of a language see."""
        hidden = self.language != language and len(self.text) > 1
        return _WHOLE * len(self.text) if hidden else self.text


def _pieces(content: PrintedContent, language: str) -> Iterator[_Piece]:
    """The leaves of a text in order. A note mark is nothing between two words."""
    for inline in content:
        match inline:
            case Text():
                yield _Piece(inline.text, language)
            case Link() if inline.url and inline.children == (Text(inline.url),):
                yield _Piece(inline.url)
            case Phrase():
                yield from _pieces(inline.children, inline.language)
            case Styled() | Link():
                yield from _pieces(inline.children, language)
            case CodeSpan() | DefangedUrl():
                yield _Piece(_WHOLE)
            case LineBreak():
                yield _Piece("\n")
            case CrossReference():
                yield _Piece("0" if inline.page else _WHOLE, label=inline.text)
            case NoteMark() | TableNoteMark() | PageMark():
                yield _Piece("")
            case _:
                assert_never(inline)


def _spelled(pieces: list[_Piece], spelled: Callable[[str, str], Sequence[str]]) -> list[str]:
    """The text of each piece with its signs."""
    made = [piece.text for piece in pieces]
    for language in {piece.language for piece in pieces if piece.language}:
        seen = "".join(piece.seen(language) for piece in pieces)
        signs, position = spelled(seen, language), 0
        for place, piece in enumerate(pieces):
            end = position + len(piece.text)
            if piece.language == language:
                made[place] = "".join(signs[position:end])
            position = end
    return made


def _smart_reference(reference: CrossReference, language: str) -> str:
    return "".join(smart_signs(reference.text, language))


_SPACES: Final = Rule(" ", unbroken, _label)
_SIGNS: Final = Rule(SIGNS, smart_signs, _smart_reference)
