"""Inline markup: a closed subset of CommonMark, by markdown-it-py.

Our own rules, `[^key]` and `{ref:id}`, record their place in the text, so that findings about them
have a line and a column. Everything outside the subset is text and printed as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final, assert_never

from reportkit.diagnostics import Span
from reportkit.model.document import (
    CodeSpan,
    Content,
    DefangedUrl,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Phrase,
    SourceRef,
    Style,
    Styled,
    TargetRef,
    Text,
    Wanted,
)
from reportkit.read.attributes import FORM, Fault, direction_of, read_attributes
from reportkit.read.urls import problem_of
from reportkit.tree.nodes import Problems, Scalar

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

NOTE_NAME = re.compile(r"\w[\w.:-]*")
"""The name of a note: letters, digits and `. _ : -`."""

SPACE = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")
"""White space that is printed as one space; it does not include no-break spaces."""

# White space that is not printed as it is: everything but a single space.
_WIDE = re.compile(
    r"(?: |[\t\r\n\x85\u2028\u2029])[ \t\r\n\x85\u2028\u2029]+|[\t\r\n\x85\u2028\u2029]"
)
_NOTE = re.compile(r"\[\^(\w[\w.:-]*)\]")
_REF = re.compile(r"\{(ref|note|page):\s*(\w[\w.:-]*)\s*\}")
_WANTED: Final[dict[str, Wanted]] = {"ref": "label", "note": "note", "page": "page"}
_REFS: Final = ("{ref:", "{note:", "{page:")
_MARKUP = re.compile(r"[\\`*\[^~{]")
_SIGNS = re.compile(r"\^\^+|~~+")
_STYLES: Final[dict[str, Style]] = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "sup_open": "superscript",
    "sub_open": "subscript",
}
"""The tokens of markdown-it that open a style."""
_BEFORE_ADDRESS = re.compile(r"\]\(\s*<?")
_ADDRESS_REST = re.compile(r"://[^\s\\`*\[\]<>^{}]+")


def parse(scalar: Scalar, start: int, end: int, problems: Problems) -> Content[SourceRef]:
    """The text of a scalar between two offsets. Findings go to `problems`."""
    text = scalar.text[start:end]
    marks = len(_MARKUP.findall(text))
    if not marks:
        return _tidy([Text(_folded(text))])
    notes = len(_NOTE.findall(text))
    if _over(marks, notes, scalar, start, problems):
        return (Text(text),)
    if marks == 2 * notes:  # all of them are those of `[^`
        return _tidy(_with_notes(text, scalar, start))
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(text, parser, {}, tokens)
    limit = problems.limits.markup_depth
    if max(accumulate(token.nesting for token in tokens), default=0) > limit:
        message = f"markup is nested more than {limit} levels deep"
        problems.add("RK006", message, scalar.span_at(start))
        return (Text(text),)
    return _tidy(_Reader(tokens, scalar, start, problems).content())


def _over(marks: int, notes: int, scalar: Scalar, start: int, problems: Problems) -> bool:
    """Whether there is more markup than the parser, which is not linear, can handle in time."""
    problems.marks += marks
    over, place = problems.over, lambda: scalar.span_at(start)
    return (
        over("text_marks", marks, place)
        or over("paragraph_notes", notes, place)
        or over("marks", problems.marks, place)
    )


def _with_notes(text: str, scalar: Scalar, start: int) -> list[Inline[SourceRef]]:
    """The result that the parser would give for a text whose only markup is notes."""
    result: list[Inline[SourceRef]] = []
    end = 0
    for note in _NOTE.finditer(text):
        at = note.start()
        result += _text(_folded(text[end:at]))
        span = scalar.span_at(start + at, note.end() - at)
        result.append(NoteRef(note[1], span, follows_mark=0 < end == at))
        end = note.end()
    return [*result, *_text(_folded(text[end:]))]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt, helpers

    parser = MarkdownIt("zero")
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_link_label,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    parser.enable(["escape", "backticks", "emphasis", "link", "balance_pairs"])
    parser.inline.ruler.before("link", "note", _note_rule)
    parser.inline.ruler.before("link", "cross_reference", _reference_rule)
    parser.inline.ruler.at("link", _link_rule)
    parser.inline.ruler.before("link", "phrase", _phrase_rule)
    parser.inline.ruler.before("emphasis", "address", _address_rule)
    parser.inline.ruler.before("emphasis", "underscore", _underscore_rule)
    parser.inline.ruler.before("emphasis", "script", _script_rule)
    # Links of any kind are parsed as links here, so that a bad one is a finding and not text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _note_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    return _reference_token(state, silent, _NOTE, "note", "[^")


def _reference_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_REFS, state.pos):
        return False
    opening = next(form for form in _REFS if state.src.startswith(form, state.pos))
    return _reference_token(state, silent, _REF, "cross_reference", opening)


def _reference_token(
    state: StateInline, silent: bool, form: re.Pattern[str], kind: str, opening: str
) -> bool:
    """A token for a reference, or for an opening that turned out not to be one."""
    found = form.match(state.src, state.pos, state.posMax)
    if not silent:
        token = state.push(kind if found else f"broken_{kind}", "", 0)
        token.content = found[found.re.groups] if found else opening
        token.meta = {"at": state.pos, "length": len(found[0]) if found else len(opening)}
        token.info = opening.strip("{[^:")
    state.pos = found.end() if found else state.pos + len(opening)
    return True


def _link_label(state: StateInline, start: int, disable_nested: bool = False) -> int:
    """The end of the label of a link, found as in markdown-it, but allowing notes in it."""
    position, level = state.pos, 1
    state.pos = start + 1
    while state.pos < state.posMax:
        at, sign = state.pos, state.src[state.pos]
        level -= sign == "]"
        if level == 0:
            break
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == at + 1:
            level += 1
        elif sign == "[" and disable_nested and not state.src.startswith("[^", at):
            state.pos = state.posMax
    end = state.pos if state.pos < state.posMax else -1
    state.pos = position
    return end


def _link_rule(state: StateInline, silent: bool) -> bool:
    """CommonMark links, with the place of the address recorded."""
    from markdown_it.rules_inline import link

    start, count = state.pos, len(state.tokens)
    if not link(state, silent):
        return False
    if not silent:
        opening = next(token for token in state.tokens[count:] if token.type == "link_open")
        before = _BEFORE_ADDRESS.match(state.src, _link_label(state, start))
        at = before.end() if before else start
        opening.meta = {"at": at, "length": len(str(opening.attrs["href"])) or 1}
    return True


def _phrase_rule(state: StateInline, silent: bool) -> bool:
    """`[words]{attributes}`, with the place of the attributes recorded."""
    start, stop = state.pos, state.posMax
    if state.src[start] != "[" or "]{" not in state.src[start:stop]:
        return False
    end = _link_label(state, start)
    found = FORM.match(state.src, end + 1, stop) if end > start + 1 else None
    if found is None:
        return False
    if not silent:
        at = found.start() + 1
        opening = state.push("phrase_open", "", 1)
        opening.content = found[0][1:-1]
        opening.meta = {"at": at, "length": found.end() - 1 - at}
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push("phrase_close", "", -1)
    state.pos, state.posMax = found.end(), stop
    return True


def _address_rule(state: StateInline, silent: bool) -> bool:
    """A tilde in a bare address is part of it."""
    if not state.src.endswith(("http", "https"), 0, state.pos):
        return False
    found = _ADDRESS_REST.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _underscore_rule(state: StateInline, silent: bool) -> bool:
    """Underscores are text: only asterisks emphasise."""
    if state.src[state.pos] != "_":
        return False
    if not silent:
        state.pending += "_"
    state.pos += 1
    return True


def _script_rule(state: StateInline, silent: bool) -> bool:
    """`^super^` and `~sub~` without white space inside; two signs in a row are text. The plug-ins
    of mdit-py-plugins treat the contents as plain text and would lose a note reference in them."""
    sign, start, end = state.src[state.pos], state.pos + 1, state.posMax
    if signs := _SIGNS.match(state.src, state.pos, end):
        if not silent:
            state.pending += signs[0]
        state.pos = signs.end()
        return True
    if silent or sign not in "^~":
        return False
    state.pos = start
    while state.pos < end and state.src[state.pos] != sign:
        state.md.inline.skipToken(state)
    stop = state.pos
    if stop >= end or SPACE.search(state.src, start, stop):
        state.pos = start - 1
        return False
    kind = "sup" if sign == "^" else "sub"
    state.push(f"{kind}_open", "", 1)
    state.pos, state.posMax = start, stop
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.pos, state.posMax = stop + 1, end
    return True


class _Reader:
    """Tokens to inlines."""

    def __init__(
        self, tokens: Sequence[Token], scalar: Scalar, start: int, problems: Problems
    ) -> None:
        self._tokens = iter(tokens)
        self._scalar = scalar
        self._start = start
        self._problems = problems
        self._after_note = False

    def content(self) -> list[Inline[SourceRef]]:
        """All inlines up to the end, or up to the token that closes the current container."""
        result: list[Inline[SourceRef]] = []
        for token in self._tokens:
            if token.nesting < 0:
                break
            result.extend(self._inline(token))
        return _joined(result)

    def _inline(self, token: Token) -> Iterator[Inline[SourceRef]]:
        match token.type:
            case "text" | "text_special":
                self._after_note = self._after_note and not token.content
                yield Text(token.content)
            case "code_inline":
                self._after_note = False
                yield CodeSpan(token.content)
            case "hardbreak":
                self._after_note = False
                yield LineBreak()
            case "link_open":
                yield from self._link(token)
            case "phrase_open":
                yield from self._phrase(token)
            case "note":
                yield NoteRef(token.content, self._span(token), self._after_note)
                self._after_note = True
            case "cross_reference":
                self._after_note = False
                wanted = _WANTED[token.info]
                yield TargetRef(token.content, self._span(token), wanted)
            case "broken_note":
                message = "'[^' begins a note reference that cannot be read"
                self._problems.add("RK207", message, self._span(token))
                yield Text(token.content)
            case "broken_cross_reference":
                message = f"'{token.content}' begins a cross reference that cannot be read"
                self._problems.add("RK112", message, self._span(token))
                yield Text(token.content)
            case kind if kind in _STYLES:
                yield Styled(_STYLES[kind], tuple(self.content()))
            case kind:
                raise AssertionError(f"the parser gave a token that is not in the subset: {kind}")

    def _link(self, token: Token) -> Iterator[Inline[SourceRef]]:
        """A link; only its text, with a finding, if the address is invalid."""
        url = str(token.attrs["href"])
        children = tuple(self.content())
        target = TargetRef(url[1:], self._span(token)) if url[:1] == "#" and url[1:] else None
        problem = None if target is not None else problem_of(url)
        if problem is None and all(isinstance(child, NoteRef | TargetRef) for child in children):
            problem = "RK105", "a link without a text"
        if problem is not None:
            from reportkit.read.advice.addresses import hint_for  # late: most addresses are right

            self._problems.add(*problem, self._span(token), hint_for(url))
            yield from children
        else:
            yield from _linked(Link("" if target else url, (), target), children)

    def _phrase(self, token: Token) -> Iterator[Inline[SourceRef]]:
        """A phrase with attributes; only its text, with a finding, if these are unknown."""
        children = tuple(self.content())
        made = read_attributes(token.content)
        if isinstance(made, Fault):
            at = self._start + int(token.meta["at"]) + made.start
            span = self._scalar.span_at(at, made.length)
            self._problems.add(made.code, made.message, span, made.hint)
            yield from children
            return
        if made.small_caps:
            children = (Styled("small_caps", children),)
        if made.language:
            children = (Phrase(made.language, direction_of(made.language), children),)
        yield from children

    def _span(self, token: Token) -> Span:
        return self._scalar.span_at(self._start + token.meta["at"], token.meta["length"])


def _linked(
    link: Link[SourceRef], content: Iterable[Inline[SourceRef]]
) -> Iterator[Inline[SourceRef]]:
    """The content as a link like this one, divided at references: a reference is itself a link, and
    no format allows a link within a link."""
    for divided, group in groupby(content, refers):
        if not divided:
            yield Link(link.url, tuple(group), link.target)
            continue
        for inline in group:
            match inline:
                case Styled():
                    yield Styled(inline.style, tuple(_linked(link, inline.children)))
                case Phrase():
                    children = tuple(_linked(link, inline.children))
                    yield Phrase(inline.language, inline.direction, children)
                case _:
                    yield inline


def refers(inline: Inline[SourceRef]) -> bool:
    """Whether an inline is or holds a reference."""
    match inline:
        case Styled() | Phrase() | Link():
            return any(map(refers, inline.children))
        case NoteRef() | TargetRef():
            return True
        case Text() | CodeSpan() | DefangedUrl() | LineBreak():
            return False
        case _:
            assert_never(inline)


def _joined(inlines: Iterable[Inline[SourceRef]]) -> list[Inline[SourceRef]]:
    """The inlines with neighbouring texts merged and white space folded to single spaces."""
    merged: list[Inline[SourceRef]] = []
    for is_text, group in groupby(inlines, lambda inline: isinstance(inline, Text)):
        if is_text:
            text = "".join(inline.text for inline in group if isinstance(inline, Text))
            merged += _text(_folded(text))
        else:
            merged.extend(group)
    return merged


def _tidy(merged: list[Inline[SourceRef]]) -> Content[SourceRef]:
    """The same without white space at both ends."""
    tidy = [*merged]
    if tidy and isinstance(first := tidy[0], Text):
        tidy[:1] = _text(first.text.lstrip(" "))
    if tidy and isinstance(last := tidy[-1], Text):
        tidy[-1:] = _text(last.text.rstrip(" "))
    return tuple(tidy)


def joined(content: Content[SourceRef]) -> Content[SourceRef]:
    """A text from which inlines were taken, with neighbouring texts merged and white space
    folded."""
    return _tidy(_joined(content))


def _text(text: str) -> list[Text]:
    """The text as an inline; nothing if it is empty."""
    return [Text(text)] if text else []


def _folded(text: str) -> str:
    """The text with all white space except no-break spaces folded to single spaces."""
    if "  " not in text and text.isprintable():  # which line ends and tabs are not
        return text
    return _WIDE.sub(" ", text)
