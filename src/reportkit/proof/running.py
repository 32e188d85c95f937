"""Whether the text that a finished file repeats agrees with the publication: markings, running
heads, publisher and folio, on each page, in each section and in each file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reportkit.compose.publication import HeadKind, Publication
from reportkit.model import walk
from reportkit.model.document import (
    Cell,
    Heading,
    NoteMark,
    PrintedContent,
    PrintedRef,
    Table,
    TableNoteMark,
)
from reportkit.model.unseen import without_ignorable
from reportkit.proof.base import Difference, ExtractedText, ReadHeading, RunningText, Same
from reportkit.style import Theme

_CONTENT: Final = re.compile(r"""content\s*:[^;}]*?["']([^"']+)["']""")
_EDGES: Final = re.compile("@(?:top|bottom)-")
_STORY: Final = re.compile(r"word/(?:header|footer)\d*\.xml")
_CHAPTER: Final = 2
"""The level of a chapter in a file: 1 is the title."""


class _Part(NamedTuple):
    """One element that is repeated in a place."""

    what: str
    texts: tuple[str, ...]
    """Its possible texts, the usual one first; an empty one if it may also be missing."""


def running_differences(
    publication: Publication, extracted: ExtractedText, same: Same
) -> Iterator[Difference]:
    """What is missing, different or added around the text, place by place."""
    extra = words_of(publication.theme)
    pages = _Pages.of(publication, extracted)
    for running in extracted.running:
        parts = _parts(publication, pages, running)
        found = [text for text in running.texts if text not in extra or _is_part(text, parts)]
        yield from _of_place(running.place, parts, found, same)


def _is_part(text: str, parts: Sequence[_Part]) -> bool:
    return any(text in part.texts for part in parts)


def _of_place(
    place: str, parts: Sequence[_Part], found: Sequence[str], same: Same
) -> Iterator[Difference]:
    rest = list(found)
    # The longest first: a folio may also be a piece of the head of a table.
    longest_first = sorted(
        range(len(parts)), key=lambda index: -max(map(len, parts[index].texts), default=0)
    )
    lacking = {index for index in longest_first if not _takes(parts[index], rest, same)}
    missing = [part for index, part in enumerate(parts) if index in lacking]
    # A text in the place of another one is reported with it.
    for part in missing:
        there = rest.pop(0) if rest else "nothing"
        yield Difference("RK915", f"{part.what} on {place}", part.texts[0], there)
    for text in rest:
        yield Difference("RK915", f"{place}", "no more text", text)
    if not missing and not rest and not _in_order(parts, found, same):
        wanted = " / ".join(text for part in parts for text in part.texts[:1] if text)
        yield Difference("RK915", f"the order on {place}", wanted, " / ".join(found))


def _takes(part: _Part, rest: list[str], same: Same) -> bool:
    """Whether the texts have the part, which then leaves them, or need not have it."""
    taken = any(_taken(text, rest, same) for text in part.texts if text)
    return taken or "" in part.texts


def _taken(text: str, rest: list[str], same: Same) -> bool:
    """Whether a text is among the others, from which it is then removed; it may take several
    lines."""
    for length in range(1, len(rest) + 1):
        for start in range(len(rest) - length + 1):
            if same(text, "".join(rest[start : start + length])):
                del rest[start : start + length]
                return True
    return False


def _in_order(parts: Sequence[_Part], found: Sequence[str], same: Same) -> bool:
    """Whether the marking is at head and foot: the running head beside the first, the others beside
    the second, which is between them if there are two."""
    marking = next((part.texts[0] for part in parts if part.what == "the marking"), "")
    if not marking or len(found) < 3:
        return True
    marked = [place for place, text in enumerate(found) if same(marking, text)]
    below = [part for part in parts if part.what in ("the publisher", "the folio")]
    at = [
        place
        for place, text in enumerate(found)
        if any(same(one, text) for part in below for one in part.texts if one)
    ]
    if len(marked) < 2 or not at:
        return True
    if marked[0] > min(at):
        return False
    return len(at) < 2 or at[-2] < marked[-1] < at[-1] or marked[-1] > at[-1]


# --- what each place repeats --------------------------------------------------------------------


class _Pages(NamedTuple):
    """The facts about the pages of a PDF that determine what each page repeats."""

    first: int
    """The first page after cover and title page."""
    chapters: tuple[tuple[str, int], ...]
    """The chapters that a running head may name, each with its page."""
    heads_of_tables: tuple[str, ...]

    @classmethod
    def of(cls, publication: Publication, extracted: ExtractedText) -> _Pages:
        if extracted.medium != "pdf":
            return cls(1, (), ())
        return cls(
            _first_page_of_text(publication, extracted),
            tuple(_chapters(publication, extracted)),
            tuple(_heads_of_tables(publication)),
        )


def _parts(publication: Publication, pages: _Pages, running: RunningText) -> list[_Part]:
    marking = () if publication.marking is None else (publication.marking.text,)
    marked = [_Part("the marking", marking)] if marking else []
    match running.kind:
        case "file":
            return marked * 2
        case "page":
            return [*_page(publication, pages, running.page), *marked * 2, *_across(publication)]
        case "header":
            return [*marked, *_header(publication, running), *_across(publication)]
        case "footer":
            return [*_footer(publication, running), *marked]


def _across(publication: Publication) -> Iterator[_Part]:
    """The word across a page."""
    if publication.watermark:
        yield _Part("the watermark", (publication.watermark,))


def _header(publication: Publication, running: RunningText) -> Iterator[_Part]:
    """A Word header: the running head, which the first page does not have."""
    theirs = _of_the_template(publication)
    if theirs is not None:
        yield from theirs
        return
    heads = publication.running
    kind = heads.verso if running.pages == "even" else heads.recto
    head = heads.series if kind == "series" else heads.title
    if running.pages != "first" and kind != "none" and head:
        yield _Part("the running head", (head,))


def _footer(publication: Publication, running: RunningText) -> Iterator[_Part]:
    """A Word footer: publisher and folio on one line; the number is that of page 1 until a program
    lays out the pages."""
    theirs = _of_the_template(publication)
    if theirs is not None:
        yield from theirs
        return
    folio = "" if running.pages == "first" and publication.front.title_page else "1"
    line = [publication.running.publisher, folio]
    text = " ".join(filter(None, reversed(line) if running.pages == "even" else line))
    if text:
        yield _Part("publisher and folio", (text,))


def _page(publication: Publication, pages: _Pages, page: int) -> Iterator[_Part]:
    """The elements that a page of a PDF repeats besides the marking."""
    first = pages.first
    covers = 0 if publication.front.picture_page is None else 1
    edited = bool(_EDGES.search(publication.theme.print_css))
    maybe = ("",) if edited else ()
    if heads := _heads(publication, pages, page):
        yield _Part("the running head", (*heads, *maybe))
    if page > covers and publication.running.publisher:
        yield _Part("the publisher", (publication.running.publisher, *maybe))
    if page > covers and (not publication.front.title_page or page >= first):
        yield _Part("the folio", (str(page), *maybe))
    yield from (_Part("the head of a table", (head, "")) for head in pages.heads_of_tables)


def _letters(text: str) -> int:
    return sum(map(len, without_ignorable(text).split()))


def _heads_of_tables(publication: Publication) -> Iterator[str]:
    """The text that tables repeat on all of their pages except the first."""
    for block in walk.blocks(publication.report.blocks):
        if isinstance(block, Table) and len(block.rows) > 1:
            heads = (cell for row in block.header for cell in row)
            yield "".join(map(_head, heads))


def _head(cell: Cell[PrintedRef]) -> str:
    """The visible text of a head, with the signs of its list."""
    text = _with_marks(cell.content)
    if cell.items is None:
        return text
    items = (item.label + "".join(map(_with_marks, item.paragraphs)) for item in cell.items.items)
    return text + "".join(items)


def _with_marks(cell: PrintedContent) -> str:
    """The visible text of a cell, including the numbers of its marks."""
    parts = []
    for leaf in walk.leaves(cell):
        if isinstance(leaf, NoteMark):
            parts.append(f"{',' if leaf.follows_mark else ''}{leaf.number}")
        elif isinstance(leaf, TableNoteMark):
            parts.append(f"{',' if leaf.follows_mark else ''}{leaf.sign}")
        else:
            parts.append(walk.printed_text((leaf,)))
    return "".join(parts)


def _first_page_of_text(publication: Publication, extracted: ExtractedText) -> int:
    """The first page after cover and title page, which take several pages if the deck is long: the
    page before which all letters of the title block are."""
    if not publication.front.title_page:
        return 1
    title = (walk.printed_text(text) for part, text in publication.front.texts() if part == "title")
    letters = sum(map(_letters, title))
    pages = (p for p in extracted.own_pages if _letters(extracted.body[: p.offset]) >= letters)
    first = next((int(page.label) for page in pages if page.label.isdecimal()), 0)
    return first or len(extracted.running) + 1


def _heads(publication: Publication, pages: _Pages, page: int) -> tuple[str, ...]:
    """The running head of a page of a PDF; none on the first page, on those before the text, and on
    a page that a chapter opens."""
    running, theme = publication.running, publication.theme
    kind: HeadKind = running.recto
    if theme.page.facing and page % 2 == 0:
        kind = running.verso
    if page == 1 or page < pages.first or kind == "none":
        return ()
    if kind == "series":
        return (running.series,)
    here = [text for text, at in pages.chapters if at == page]
    if theme.headings.chapters != "run-on" and here:
        return ()
    if kind == "title":
        return (running.title,)
    before = [text for text, at in pages.chapters if at < page]
    return (*here[:1], *before[-1:], running.title)[:1]


def _chapters(publication: Publication, extracted: ExtractedText) -> list[tuple[str, int]]:
    """The chapters that a running head may name, each with its page. The chapters of the file and
    those of the report are paired in order."""
    report = publication.report
    listed = [
        (walk.printed_text(walk.heading_title(block)), block is top)
        for top in report.blocks
        for block in walk.blocks((top,))
        if isinstance(block, Heading) and block.level <= 1
    ]
    if report.notes and report.options.placement == "end":
        listed.append((publication.back.notes_heading, True))
    there: list[ReadHeading] = [h for h in extracted.headings if h.level == _CHAPTER]
    pairs = zip(listed, there, strict=False)
    return [(text, heading.page) for (text, own), heading in pairs if own]


# --- what themes add ----------------------------------------------------------------------------


def words_of(theme: Theme) -> frozenset[str]:
    """The words that the style sheet of a theme adds."""
    return frozenset(_CONTENT.findall(theme.print_css))


def _of_the_template(publication: Publication) -> tuple[_Part, ...] | None:
    """The lines in the headers and footers of a Word template, any of which a page may have; None
    if the document has our own headers and footers."""
    parts = publication.theme.docx_parts
    stories = [data for name, data in parts.items() if _STORY.fullmatch(name)]
    if not stories:
        return None
    from reportkit.proof.docx.around import lines_of  # late: most reports have no template

    return tuple(_Part("a line", (line, "")) for data in stories for line in lines_of(data))
