"""The wording of front and back matter, marking and running heads, once for all formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Never

from msgspec.structs import astuple, replace

from reportkit.compose import covers
from reportkit.compose.matter import about, back_sections, doi_url, notices
from reportkit.compose.publication import (
    Back,
    BackLine,
    Contents,
    ContentsEntry,
    Cover,
    CoverLines,
    Front,
    HeadKind,
    JudgementList,
    Marking,
    RunningHeads,
    Summary,
    TitleBlock,
)
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    Figure,
    FigureGroup,
    Heading,
    Inline,
    Link,
    Meta,
    PlainContent,
    PrintedRef,
    ResolvedReport,
    Table,
    Text,
)
from reportkit.model.terms import Terms
from reportkit.passes.dates import print_date
from reportkit.style import Theme
from reportkit.style.tokens import CoverDesign

_TLP_COLOURS: Final = {
    "TLP:RED": "#ff2b2b",
    "TLP:AMBER": "#ffc000",
    "TLP:AMBER+STRICT": "#ffc000",
    "TLP:GREEN": "#33ff00",
    "TLP:CLEAR": "#ffffff",
}
"""The colours that TLP 2.0 (FIRST) prescribes for its labels, on black."""
_IDENTIFIERS: Final = {"isbn": "ISBN", "doi": "DOI", "report_number": "Report"}
_LONGEST: Final = 80
"""How many characters of the title fit on the line of the running head."""


def front(report: ResolvedReport, theme: Theme) -> Front:
    """The front matter of a report.

    A report says whether it has a cover, or leaves that to its theme. A report that asks for a
    cover also has a title page, so that the text does not follow the cover directly.
    """
    wanted = report.options.cover
    if wanted is None and report.meta.cover is not None:
        wanted = True
    covered = theme.cover if wanted is None else wanted
    title_page = theme.front.title_page if wanted is None else wanted
    design = covers.design(report.meta, theme) if covered and title_page else "none"
    title = _title_block(report, theme, design)
    return Front(
        cover=_cover(report, title) if covered else None,
        title=title,
        title_page=title_page,
        design=design,
        summary=_summary(report),
        judgements=_judgements(report),
        contents=_contents(report),
        lists=tuple(_lists(report)),
    )


def back(report: ResolvedReport) -> Back:
    """The back matter of a report."""
    sections = tuple(back_sections(report.meta, report.terms))
    colophon = tuple(_colophon(report.meta))
    return Back(report.terms.notes, colophon, sections, _note_sections(report))


def _note_sections(report: ResolvedReport) -> dict[int, PlainContent]:
    """The titles of the sections by their first notes; none if all notes are in one section."""
    firsts: dict[int, int] = {}
    for note in report.notes:
        firsts.setdefault(note.section, note.note)
    if len(firsts) < 2:
        return {}
    titles = ((first, report.sections[section]) for section, first in firsts.items())
    return {first: title for first, title in titles if title}


def marking(meta: Meta) -> Marking | None:
    """The marking of a report, in its prescribed colour."""
    return Marking(meta.marking, _TLP_COLOURS.get(meta.marking, "")) if meta.marking else None


def running_heads(meta: Meta, theme: Theme) -> RunningHeads:
    """The running heads of a report; without a series, none of them names the series."""

    def kind(wanted: HeadKind) -> HeadKind:
        return "none" if wanted == "series" and meta.series is None else wanted

    return RunningHeads(
        recto=kind(theme.running.recto),
        verso=kind(theme.running.verso),
        title=_short_title(meta),
        series="" if meta.series is None else meta.series.name,
        publisher="" if meta.publisher is None else meta.publisher.name,
    )


# --- front matter -------------------------------------------------------------------------------


def _title_block(report: ResolvedReport, theme: Theme, design: CoverDesign) -> TitleBlock:
    meta, publisher = report.meta, report.meta.publisher
    title = report.opening.title or meta.title
    size, lines = covers.title_size(title, theme, design)
    return TitleBlock(
        title=title,
        size=size,
        lines=lines,
        date=meta.date_text or print_date(meta.date, meta.language, meta.timezone),
        logo=None if publisher is None else publisher.logo,
        logo_alt="" if publisher is None else publisher.name,
        series=_series_line(meta, report.terms),
        subtitle=meta.subtitle,
        deck=report.opening.deck or meta.deck,
        byline=tuple(covers.byline(meta, design)),
        notices=tuple(notices(meta, report.terms)),
    )


def _cover(report: ResolvedReport, title: TitleBlock) -> Cover:
    meta, lines = report.meta, _cover_lines(report, title)
    if meta.cover is not None and meta.cover.image is not None:
        return Cover(meta.cover.alt or lines.title, lines, meta.cover.image)
    return Cover(". ".join(line.rstrip(".") for line in astuple(lines) if line), lines)


def _cover_lines(report: ResolvedReport, title: TitleBlock) -> CoverLines:
    meta = report.meta
    series = None if meta.series is None else replace(meta.series, issn="")
    return CoverLines(
        series=_series_line(replace(meta, series=series), report.terms),
        title=walk.printed_text(meta.title),
        subtitle=walk.printed_text(meta.subtitle),
        deck=walk.printed_text(meta.deck),
        authors=title.authors,
        date=title.date,
        publisher="" if meta.publisher is None else meta.publisher.name,
    )


def _summary(report: ResolvedReport) -> Summary | None:
    paragraphs = report.opening.summary or report.meta.summary
    return Summary(report.terms.summary, paragraphs) if paragraphs else None


def _judgements(report: ResolvedReport) -> JudgementList | None:
    if not report.options.judgement_summary:
        return None
    claims = tuple(walk.judgements(report.blocks))
    if not claims:
        return None
    heading = report.terms.judgements
    return JudgementList("" if _says(report, heading) else heading, claims)


def _says(report: ResolvedReport, words: str) -> bool:
    """Whether a heading or the title of a box says these words: with other capitals, a colon, or
    "judgment" for "judgement"."""
    titled = (one for one in walk.blocks(report.blocks) if isinstance(one, Heading | Box))
    wanted = _bare(words)
    return any(
        _bare(walk.printed_text(one.content if isinstance(one, Heading) else one.title)) == wanted
        for one in titled
    )


def _bare(words: str) -> str:
    """The letters of words, to tell whether others say the same."""
    return "".join(filter(str.isalnum, words.casefold())).replace("judgement", "judgment")


def _contents(report: ResolvedReport) -> Contents | None:
    if not report.options.contents:
        return None
    found = walk.headings(report.blocks, report.options.contents_depth)
    entries = tuple(ContentsEntry(*heading) for heading in found)
    if not entries:
        return None
    behind = back_sections(report.meta, report.terms)
    after = (ContentsEntry(1, (Text(one.heading),), one.anchor) for one in behind)
    return Contents(report.terms.contents, (*entries, *after))


def _lists(report: ResolvedReport) -> Iterator[Contents]:
    """The lists of figures and tables with a label that the report wants, if there are any. A group
    of figures is listed as one."""
    options, terms = report.options, report.terms
    labelled = walk.labelled(report.blocks)
    blocks = [block for block in labelled if block.label.text and not block.label.letter]
    figures = [block for block in blocks if isinstance(block, Figure | FigureGroup)]
    tables = [block for block in blocks if isinstance(block, Table)]
    if options.figure_list and figures:
        yield Contents(terms.figures, tuple(map(_captioned, figures)), "figures")
    if options.table_list and tables:
        yield Contents(terms.tables, tuple(map(_captioned, tables)), "tables")


def _captioned(
    block: Figure[PrintedRef, Anchor] | FigureGroup[PrintedRef, Anchor] | Table[PrintedRef, Anchor],
) -> ContentsEntry:
    """The label and the caption without marks: "Table 2. Trade in 2020." """
    label, caption = block.label.text, walk.for_a_list(block.caption)
    if not caption:
        return ContentsEntry(1, (Text(label),), block.label)
    return ContentsEntry(1, (Text(f"{label}. "), *caption), block.label)


def _series_line(meta: Meta, terms: Terms) -> str:
    """The series with its volume, number and ISSN; empty without a series."""
    if meta.series is None:
        return ""
    series = meta.series
    issn = f"ISSN {series.issn}" if series.issn else ""
    volume = terms.volume.format(n=series.volume) if series.volume else ""
    number = terms.number.format(n=series.number) if series.number else ""
    return ", ".join(filter(None, (series.name, volume, number, issn)))


def _short_title(meta: Meta) -> str:
    """The title for the running head; for a long title the part before the colon, or as many words
    as fit."""
    title = walk.printed_text(meta.title)
    if len(title) <= _LONGEST:
        return title
    before, colon, _ = title.partition(": ")
    if colon and len(before) <= _LONGEST:
        return before
    return title[:_LONGEST].rpartition(" ")[0] + " …"


# --- back matter --------------------------------------------------------------------------------


def _colophon(meta: Meta) -> Iterator[BackLine]:
    """Authors, publisher, identifiers, rights and keywords, one line each. The authors are not
    among them if they have a section of their own."""
    if not meta.matter.about_authors:
        yield from filter(None, map(about, meta.authors))
    if meta.publisher is not None:
        publisher = meta.publisher
        place = Text(", ".join(filter(None, (publisher.name, publisher.place))))
        url = publisher.url
        link: PlainContent = (Text(", "), Link(url, (Text(url),))) if url else ()
        yield BackLine("publisher", (place, *link))
    if meta.identifiers:
        yield BackLine("identifiers", tuple(_identifiers(meta)))
    if meta.rights is not None:
        rights = meta.rights
        if rights.copyright:
            yield BackLine("copyright", rights.copyright)
        if rights.licence:
            yield BackLine("licence", rights.licence)
        if rights.disclaimer:
            yield BackLine("disclaimer", rights.disclaimer)
    if meta.keywords:
        yield BackLine("keywords", (Text(" · ".join(meta.keywords)),))


def _identifiers(meta: Meta) -> Iterator[Inline[Never]]:
    """ISBN, DOI and number of the report, the DOI linked."""
    for place, (kind, value) in enumerate(meta.identifiers):
        yield Text(f"{', ' if place else ''}{_IDENTIFIERS.get(kind, kind)} ")
        yield Link(doi_url(value), (Text(value),)) if kind == "doi" else Text(value)
