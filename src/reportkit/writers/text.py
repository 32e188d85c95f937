"""Plain text: the shortest complete writer, and a worked example.

Notes are collected at the end. A mark is `[7]`; the author's own numbers in brackets are printed as
`\\[7]`, and backslashes before either are doubled, so that marks are unambiguous. A line of hyphens
within a text has a backslash before it; without one, it is a rule or a part of a table. Emphasis is
`*…*`, strong `**…**`, code is in back quotes (blocks of it between lines of three or more of them),
super- and subscript in `^…^` and `~…~`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import ClassVar, assert_never

from reportkit.compose.publication import BackLine, BackSection, Front, Publication
from reportkit.model import walk
from reportkit.model.document import (
    NOTE_SEPARATOR,
    Anchor,
    Box,
    Code,
    CodeSpan,
    CrossReference,
    DefangedUrl,
    Definitions,
    Equation,
    Figure,
    FigureGroup,
    Heading,
    KeyJudgement,
    LineBreak,
    Link,
    List,
    NoteBlock,
    NoteMark,
    NumberedNote,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    PrintedBlock,
    PrintedContent,
    PrintedInline,
    PrintedRef,
    Quote,
    Rule,
    SignOff,
    Style,
    Styled,
    Table,
    TableNoteMark,
    Text,
)
from reportkit.model.terms import Terms
from reportkit.model.unseen import without_soft_hyphens
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.text_table import table_lines

WIDTH = 78
_RULE = "-" * 20
_MARK = "\0"
"""Precedes the bracket of a mark until a text is complete; no report contains it."""
_HYPHENS = re.compile(r"^\\*-+$")
"""A line of a text that looks like the line below the header of a table."""
_BRACKETED = re.compile(rf"(\\*)({_MARK}?)(\[\d+\])")


class TextWriter:
    """Writes plain text in UTF-8, wrapped at 78 characters."""

    name: ClassVar[str] = "text"
    suffix: ClassVar[str] = ".txt"
    paged: ClassVar[bool] = False

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished file."""
        marking = [_escape(publication.marking.text)] if publication.marking else []
        language, terms = publication.meta.language, publication.report.terms
        sections = map(_back_section, publication.back.sections)
        back = [*sections, *map(_back_line, publication.back.colophon), *marking]
        parts = [
            *marking,
            *_front(publication.front),
            *(_block(block, language, terms) for block in publication.report.blocks),
            *_notes(publication),
            *([_RULE, *back] if back else []),  # The rule ends the notes.
        ]
        text = "\n\n".join(filter(None, parts)) + "\n"
        return WriterOutput(without_soft_hyphens(text).encode())


# --- text ---------------------------------------------------------------------------------------


def _content(content: PrintedContent) -> str:
    return _escape(_raw(content))


def _raw(content: PrintedContent) -> str:
    return "".join(map(_inline, content))


def _inline(inline: PrintedInline) -> str:
    match inline:
        case Text() | DefangedUrl() | CrossReference():
            return inline.text
        case Styled():
            sign = _sign(inline.style)
            return f"{sign}{_raw(inline.children)}{sign}"
        case Phrase():
            return _raw(inline.children)
        case CodeSpan():
            return f"`{inline.text}`"
        case Link() if inline.target is not None:
            return _raw(inline.children)
        case Link():
            text, url = _raw(inline.children), inline.url
            same = walk.printed_text(inline.children) in (url, url.removeprefix("mailto:"))
            return text if same else f"{text} <{url}>"
        case LineBreak():
            return "\n"
        case PageMark():
            return ""
        case TableNoteMark():
            return f"{NOTE_SEPARATOR if inline.follows_mark else ''}^{inline.sign}^"
        case NoteMark():
            return f"{NOTE_SEPARATOR if inline.follows_mark else ''}{_MARK}[{inline.number}]"
        case _:
            assert_never(inline)


def _sign(style: Style) -> str:
    """The sign on both sides of a styled text."""
    match style:
        case "emphasis":
            return "*"
        case "strong":
            return "**"
        case "superscript":
            return "^"
        case "subscript":
            return "~"
        case "small_caps":
            return ""  # letters remain as they were written
        case _:
            assert_never(style)


def _escape(text: str) -> str:
    return _BRACKETED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    slashes, mark, bracketed = found.groups()
    return f"{2 * slashes}{'' if mark else chr(92)}{bracketed}"


def _wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """The text in lines of at most WIDTH characters; addresses and words are never divided."""
    rest = first if rest is None else rest
    lines = []
    for number, line in enumerate(text.split("\n")):
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=rest if number else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    if len(lines) > 1:
        lines = [_HYPHENS.sub(r"\\\g<0>", line) for line in lines]
    return "\n".join(lines)


def _paragraphs(contents: Iterable[PrintedContent], indent: str = "") -> str:
    return "\n\n".join(_wrap(_content(content), indent) for content in contents)


# --- blocks -------------------------------------------------------------------------------------


def _block(block: PrintedBlock, language: str, terms: Terms) -> str:
    match block:
        case Paragraph() | SignOff():
            return _wrap(_content(block.content))
        case KeyJudgement():
            claim = f"**{_content(block.claim)}**"
            return _wrap(f"{claim} {_content(block.support)}" if block.support else claim)
        case Heading():
            signs = ("#" * max(block.level, 1), _escape(walk.heading_label(block)))
            return _wrap(" ".join(filter(None, (*signs, _content(block.content)))))
        case List():
            return _list(block, "")
        case Quote():
            return _quote(block, "    ")
        case Code():
            return _code(block)
        case Definitions():
            return "\n\n".join(
                f"{_wrap(_content(item.term))}\n{_paragraphs(item.paragraphs, '    ')}"
                for item in block.items
            )
        case Table():
            return _table(block, language)
        case Figure():
            return _figure(block, language, terms)
        case FigureGroup():
            pictures = (_figure(one, language, terms) for one in block.figures)
            return "\n\n".join((*pictures, *_below(block)))
        case Box():
            named = _caption(block.label, block.title)
            title = [_wrap(f"**{named}**")] if named else []
            blocks = (_block(inner, language, terms) for inner in block.blocks)
            inside = "\n\n".join([*title, *blocks])
            return textwrap.indent(inside, "| ", lambda line: True)
        case Equation():
            return _equation(block)
        case Rule():
            return _RULE
        case PageBreak():
            return ""
        case _:
            assert_never(block)


def _quote(block: Quote[PrintedRef], indent: str) -> str:
    who = [_wrap(f"— {_content(block.attribution)}", indent)] if block.attribution else []
    return "\n\n".join([_paragraphs(block.paragraphs, indent), *who])


def _list(block: List[PrintedRef], indent: str) -> str:
    lines = []
    for item in block.items:
        sign = f"{indent}{item.label} "
        inner = " " * len(sign)
        first, *others = map(_content, item.paragraphs)
        lines.append(_wrap(first, sign, inner))
        lines += ["\n" + _wrap(other, inner) for other in others]
        if item.nested is not None:
            lines.append(_list(item.nested, inner))
    return "\n".join(lines)


def _code(block: Code[PrintedRef]) -> str:
    """The lines as they stand, between two fences that are longer than any in them."""
    lines = [walk.printed_text(line) for line in block.lines]
    longest = max((len(fence) for line in lines for fence in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence + block.language, *lines, fence])


def _table(block: Table[PrintedRef, Anchor], language: str) -> str:
    """Caption, cells in columns, source line."""
    source = [_wrap(_content(block.source))] if block.source else []
    cells = "\n".join(table_lines(block, language, _content))
    caption = _wrap(_caption(block.label, block.caption))
    notes = [_wrap(f"^{note.sign}^ {_content(note.content)}") for note in block.notes]
    return "\n\n".join(filter(None, [caption, cells, "\n".join(notes), *source]))


def _equation(block: Equation[PrintedRef, Anchor]) -> str:
    """The equation as its author wrote it, its number, then its caption."""
    number = walk.equation_number(block)
    line = _wrap(_escape(f"{block.latex}    {number}".rstrip()), "    ")
    caption = _wrap(_content(block.caption)) if block.caption else ""
    return "\n\n".join(filter(None, (line, caption)))


def _figure(block: Figure[PrintedRef, Anchor], language: str, terms: Terms) -> str:
    """Alternative text in place of the picture, then caption, credit and source line, and the data
    of a chart."""
    alt = walk.description(block)
    picture = _wrap(_escape(f"(Picture: {alt})")) if alt else ""
    data: list[str] = []
    for table in walk.data_tables(block):
        title = "" if data else _wrap(_escape(terms.data_of(block.label.text)))
        data += [title, "\n".join(table_lines(table, language, _content))]
    return "\n\n".join(filter(None, (picture, *_below(block), *data)))


def _below(block: Figure[PrintedRef, Anchor] | FigureGroup[PrintedRef, Anchor]) -> Iterator[str]:
    """Caption, credit and source line, as far as there are any."""
    lines = (_caption(block.label, block.caption), _content(block.credit), _content(block.source))
    return map(_wrap, filter(None, lines))


def _caption(label: Anchor, content: PrintedContent) -> str:
    """The label and the caption or title of a table, figure or box."""
    named = walk.caption_label(label, bool(content))
    return " ".join(filter(None, (named, _content(content))))


# --- front and back matter ----------------------------------------------------------------------


def _front(front: Front) -> Iterable[str]:
    block = front.title
    title = _content(block.title)
    yield _wrap(_escape(block.series))
    yield f"{_wrap(title)}\n{'=' * min(len(title), WIDTH)}"
    yield from (_wrap(_content(line)) for line in (block.subtitle, block.deck))
    for line in block.byline:
        yield "\n".join(_wrap(_escape(text)) for text in (line.names, line.affiliation) if text)
    yield _wrap(_escape(block.date))
    yield from (_wrap(_content(notice.content)) for notice in block.notices)
    if front.summary is not None:
        yield f"**{front.summary.heading}**"
        yield _paragraphs(front.summary.paragraphs)
    if front.judgements is not None:
        lines = [_wrap(_content(claim), "- ", "  ") for claim in front.judgements.claims]
        heading = front.judgements.heading
        yield "\n".join([*((f"**{heading}**", "") if heading else ()), *lines])
    for listed in front.contents_and_lists:
        lines = [
            _wrap(_content(entry.text), "  " * (entry.level - 1) + "- ", "  " * entry.level)
            for entry in listed.entries
        ]
        yield "\n".join([f"**{listed.heading}**", "", *lines])


def _notes(publication: Publication) -> Iterable[str]:
    if publication.report.notes:
        yield f"{_RULE}\n{publication.back.notes_heading}"
        for note in publication.report.notes:
            title = publication.back.note_sections.get(note.note)
            if title is not None:
                yield _wrap(f"**{_content(title)}**")
            yield _note(note)


def _note(note: NumberedNote) -> str:
    """A note, indented by the width of its number, which stands before its first line."""
    sign = f"[{note.number}] "
    first, *others = note.blocks
    return "\n\n".join([_in_note(first, sign), *(_in_note(block, "    ") for block in others)])


def _in_note(block: NoteBlock[CrossReference], first: str) -> str:
    """A block of a note; `first` is what precedes its first line."""
    indent = "    "
    match block:
        case Paragraph():
            return _wrap(_content(block.content), first, indent)
        case List():
            return first + _list(block, indent).removeprefix(indent)
        case Quote():
            return first + _quote(block, 2 * indent).removeprefix(indent)
        case _:
            assert_never(block)


def _back_section(section: BackSection) -> str:
    return "\n\n".join((f"# {section.heading}", *map(_back_line, section.lines)))


def _back_line(line: BackLine) -> str:
    return _wrap(_escape(line.name) + _content(line.content))
