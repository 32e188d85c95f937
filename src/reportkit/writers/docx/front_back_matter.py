"""Front and back matter as items of the flow: cover, title block, summary, judgements, contents,
colophon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Final

from msgspec.structs import replace

from reportkit.compose.publication import (
    BackLine,
    Contents,
    ContentsEntry,
    Cover,
    JudgementList,
    Publication,
    Summary,
    TitleBlock,
)
from reportkit.style import Theme
from reportkit.style.tokens import Judgements
from reportkit.writers.base import WriteContext
from reportkit.writers.docx import cover, pictures
from reportkit.writers.docx.bookmarks import anchor_name
from reportkit.writers.docx.geometry import measure
from reportkit.writers.docx.inline import Inlines
from reportkit.writers.docx.numbering_part import numbering
from reportkit.writers.docx.toc_pages import label_pages
from reportkit.writers.docx.values import (
    Bookmarked,
    BoxEnd,
    BoxKind,
    BoxStart,
    ContentControl,
    FlowItem,
    InternalLink,
    NewPage,
    NumberingInstance,
    Para,
    ParagraphFormat,
    Run,
    Runs,
    joined,
)
from reportkit.writers.docx.wordml import RunFormat, field, twips

_BOLD: Final = RunFormat(bold=True)
_MASTHEAD: Final = frozenset({"Series", "Title", "Subtitle"})
"""The styles of the lines that are on the band of a cover."""
_NOTICES: Final = {"version": "VersionNotice", "embargo": "EmbargoNotice"}
"""The style of each line under the byline."""


def front(publication: Publication, inlines: Inlines, context: WriteContext) -> Iterator[FlowItem]:
    """The front matter, in order. `context` has the pages of the PDF from the same build, if there
    is one, whose numbers the contents show."""
    matter, theme = publication.front, publication.theme
    if matter.cover is not None and cover.design_of(publication) == "none":
        yield from _cover(matter.cover, theme)
    yield from _on_its_page(publication, inlines)
    if matter.title_page:
        yield NewPage()
    if matter.summary is not None:
        yield from _summary(matter.summary, inlines)
    if matter.judgements is not None:
        yield from _judgements(matter.judgements, theme, inlines)
    if matter.contents is not None:
        found = label_pages(publication.report.blocks, context.pages)
        if found:
            found.update(context.places)
        depth = publication.report.options.contents_depth
        lines = _contents(matter.contents, f'\\o "1-{depth}" \\u', found, theme, inlines)
        yield ContentControl(tuple(lines))
        for listed in matter.lists:
            series = "Figure" if listed.kind == "figures" else "Table"
            yield from _contents(listed, f'\\c "{series}"', found, theme, inlines)
    if matter.title_page and theme.headings.chapters != "run-on":
        yield NewPage()


def back(publication: Publication, inlines: Inlines) -> Iterator[FlowItem]:
    """The sections and the colophon, then the heading of the notes if they are at the end."""
    report, matter = publication.report, publication.back
    for section in matter.sections:
        named = Bookmarked(anchor_name(section.anchor), (inlines.plain(section.heading),))
        yield Para(ParagraphFormat("BackTitle", keep_next=True), (named,))
        for line in section.lines:
            yield Para(ParagraphFormat("BackText"), _back_line(line, inlines))
    # The first line is set apart from the text.
    styles = ("ColophonFirst", *repeat("Colophon", len(matter.colophon)))
    for line, style in zip(matter.colophon, styles, strict=False):
        yield Para(ParagraphFormat(style), _back_line(line, inlines))
    if report.notes and report.options.placement == "end":
        yield _line(matter.notes_heading, "NotesHeading", inlines)
        if title := matter.note_sections.get(1):  # the others are in the notes before them
            form = ParagraphFormat("NotesSection", keep_next=True)
            yield Para(form, inlines.content(title))


def _line(text: str, style: str, inlines: Inlines, box: BoxKind | None = None) -> Para:
    """A line of text without markup."""
    return Para(ParagraphFormat(style), (inlines.plain(text),), box)


# --- front matter -------------------------------------------------------------------------------


def _cover(front: Cover, theme: Theme) -> Iterator[FlowItem]:
    """A cover with an image is a page of its own; a cover without one is the title block."""
    if front.image is not None:
        picture = pictures.cover(theme, front.image, front.alt)
        yield Para(ParagraphFormat("Figure"), (picture,))
        yield NewPage()


def _title_block(publication: Publication, inlines: Inlines) -> Iterator[Para]:
    """Logo, series, title, subtitle, deck, byline and dateline."""
    block = publication.front.title
    if block.logo is not None and cover.design_of(publication) == "none":
        logo = pictures.logo(block.logo, block.logo_alt)
        yield Para(ParagraphFormat("Figure", keep_next=True), (logo,))
    if block.series:
        yield _line(block.series, "Series", inlines)
    yield Para(ParagraphFormat("Title"), inlines.content(block.title))
    if block.subtitle:
        yield Para(ParagraphFormat("Subtitle"), inlines.content(block.subtitle))
    if block.deck:
        yield Para(ParagraphFormat("Deck"), inlines.content(block.deck))
    authors: Runs = ()
    if publication.front.design != "none":
        yield from _authors(block, inlines)
    elif block.authors:
        authors = (inlines.plain(block.authors, _BOLD), inlines.plain("\u2003"))
    yield Para(ParagraphFormat("Byline"), (*authors, inlines.plain(block.date)))
    for notice in block.notices:
        yield Para(ParagraphFormat(_NOTICES[notice.role]), inlines.content(notice.content))


def _on_its_page(publication: Publication, inlines: Inlines) -> Iterator[Para]:
    """The title block on a page of its own: on a cover with what is behind it."""
    block = publication.front.title
    lines = list(_title_block(publication, inlines))
    if cover.design_of(publication) != "none":
        first = lines[0]
        form = replace(
            first.format, space_before=cover.space_above(publication.theme, bool(block.series))
        )
        lines[0] = Para(form, (*cover.behind(publication), *first.runs))
        below = next(n for n, line in enumerate(lines) if line.format.style not in _MASTHEAD)
        form = replace(lines[below].format, space_before=cover.space_below_band(publication))
        lines[below] = replace(lines[below], format=form)
    yield from lines


def _authors(block: TitleBlock, inlines: Inlines) -> Iterator[Para]:
    """The authors on a cover, each line of names with their affiliation below."""
    for line in block.byline:
        yield _line(line.names, "Authors", inlines)
        if line.affiliation:
            yield _line(line.affiliation, "Affiliation", inlines)


def _summary(summary: Summary, inlines: Inlines) -> Iterator[FlowItem]:
    """The abstract in a box."""
    yield BoxStart()
    yield _line(summary.heading, "SummaryTitle", inlines, "box")
    for text in summary.paragraphs:
        yield inlines.prose(text, ParagraphFormat("BoxText"), "box")
    yield BoxEnd()


def _judgements(judgements: JudgementList, theme: Theme, inlines: Inlines) -> Iterator[FlowItem]:
    """The claims in a box, without note marks."""
    form = ParagraphFormat("JudgementSummary", numbering=_marks(theme.judgements))
    yield BoxStart()
    if judgements.heading:
        yield _line(judgements.heading, "JudgementSummaryTitle", inlines, "judgements")
    for claim in judgements.claims:
        yield Para(form, inlines.content(claim), "judgements")
    yield BoxEnd()


def _marks(judgements: Judgements) -> NumberingInstance | None:
    """The list to which the judgements belong; None without marks."""
    match judgements.marks:
        case "dash":
            return numbering("dash", 0, boxed=True)
        case "bullet":
            return numbering("disc", 0, boxed=True)
        case "number":
            return numbering("decimal", 0, boxed=True)
        case "none":
            return None


# --- contents -----------------------------------------------------------------------------------


def _contents(
    listed: Contents, wanted: str, pages: Mapping[str, str], theme: Theme, inlines: Inlines
) -> Iterator[Para]:
    """The contents, or a list of figures or tables: one field that Word can renew, whose entries
    link to their targets. `wanted` are the switches that say what it lists.

    The page numbers are those of the PDF from the same build. Without a PDF the entries have none,
    because only Word knows its own pages; it adds them when it renews the field.
    """
    yield _line(listed.heading, "TOCHeading", inlines)
    folio = measure(theme) if pages else 0
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f" TOC {wanted} \\h \\z </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(listed.entries) - 1
    for place, entry in enumerate(listed.entries):
        style = f"TOC{max(entry.level, 1)}" if listed.kind == "contents" else "TableofFigures"
        runs = joined(
            begin if place == 0 else "",
            _entry(entry, pages, inlines),
            end if place == last else "",
        )
        below = twips(theme.space.heading) if place == last else None
        yield Para(ParagraphFormat(style, folio=folio, space_after=below), runs)


def _entry(entry: ContentsEntry, pages: Mapping[str, str], inlines: Inlines) -> Run:
    """An entry and its page number, with a link to its target."""
    name, runs = anchor_name(entry.anchor), inlines.content(entry.text)
    if number := pages.get(entry.anchor.id):
        page = field(f"PAGEREF {name} \\h", inlines.plain(number))
        runs = (*runs, "<w:r><w:tab/></w:r>", page)
    return InternalLink(name, runs)


# --- back matter --------------------------------------------------------------------------------


def _back_line(line: BackLine, inlines: Inlines) -> Runs:
    """The runs of a line of the colophon."""
    name = inlines.plain(line.name, _BOLD) if line.name else ""
    return joined(name, *inlines.content(line.content))
