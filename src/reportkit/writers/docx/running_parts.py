"""Headers and footers: marking, running head, publisher and folio."""

from __future__ import annotations

from typing import Literal, TypeAlias

from reportkit.compose.front_back_matter import TLP_COLOURS, short_title
from reportkit.model import walk
from reportkit.model.document import Heading, ResolvedReport
from reportkit.style import Theme
from reportkit.writers.docx.style_xml import hex_colour
from reportkit.writers.docx.wordml import (
    NAMESPACES,
    ParagraphFormat,
    escape,
    field,
    part_bytes,
    text_run,
)

Place: TypeAlias = Literal["first", "default", "even"]
"""The pages that a header or footer is for: the first, left-hand ones (even), all others."""

_TAB = "<w:r><w:tab/></w:r>"


def places(facing: bool) -> tuple[Place, ...]:
    """The kinds of pages that have headers and footers of their own."""
    return ("default", "first", "even") if facing else ("default", "first")


def header_part(
    report: ResolvedReport, theme: Theme, place: Place, *, landscape: bool = False
) -> bytes:
    """The running head, on facing pages at their outer edge; the first page has none."""
    head = _head(report, theme, place)
    outer = _TAB if head and theme.page.facing and place == "default" else ""
    return _part(
        "hdr", marking_line(report) + _line(_style("Header", landscape), outer + head, report)
    )


def footer_part(
    report: ResolvedReport, place: Place, folio: bool = True, *, landscape: bool = False
) -> bytes:
    """The foot: publisher, and the folio, if any, at the outer edge."""
    publisher = report.meta.publisher
    name = text_run(publisher.name, rtl=_rtl(report)) if publisher is not None else ""
    page = field("PAGE", "<w:r><w:t>1</w:t></w:r>") if folio else ""
    runs = page + _TAB + name if place == "even" else name + _TAB + page
    return _part("ftr", _line(_style("Footer", landscape), runs, report) + marking_line(report))


def _style(name: str, landscape: bool) -> str:
    """The id of a style, whose tabs fit a landscape page."""
    return f"{name}Landscape" if landscape else name


def _head(report: ResolvedReport, theme: Theme, place: Place) -> str:
    """The runs of the head that the theme wants on some pages."""
    wanted = theme.running.verso if place == "even" else theme.running.recto
    title = text_run(short_title(report.meta), rtl=_rtl(report))
    match "none" if place == "first" else wanted:
        case "chapter" if _has_chapters(report):
            # ECMA-376 part 1, 17.16.5.59: a number means the built-in heading style of that level,
            # whatever its name is in the reader's language.
            return field("STYLEREF 1", title)
        case "title" | "chapter":
            return title
        case "series" if report.meta.series is not None:
            return text_run(report.meta.series.name, rtl=_rtl(report))
        case _:
            return ""


def _has_chapters(report: ResolvedReport) -> bool:
    """Whether there is a heading for the field to find: without one it shows an error."""
    return any(isinstance(b, Heading) and b.level == 1 for b in walk.blocks(report.blocks))


def marking_part(report: ResolvedReport, kind: Literal["hdr", "ftr"]) -> bytes:
    """A header or footer that holds the marking alone."""
    return _part(kind, marking_line(report))


def _part(kind: Literal["hdr", "ftr"], paragraphs: str) -> bytes:
    return part_bytes(f"<w:{kind} {NAMESPACES}>{paragraphs}</w:{kind}>")


def _line(style: str, runs: str, report: ResolvedReport) -> str:
    return f"<w:p>{ParagraphFormat(style).xml(_rtl(report))}{runs}</w:p>"


def marking_line(report: ResolvedReport) -> str:
    """The paragraph of the marking in the colours laid down for it, or nothing."""
    marking = report.meta.marking
    if not marking:
        return ""
    colour = TLP_COLOURS.get(marking)
    look = ""
    if colour is not None:
        look = (
            f'<w:rPr><w:color w:val="{hex_colour(colour)}"/>'
            '<w:shd w:val="clear" w:color="auto" w:fill="000000"/></w:rPr>'
        )
        marking = f"\u00a0{marking}\u00a0"
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(marking)}</w:t></w:r>'
    return _line("Marking", run, report)


def _rtl(report: ResolvedReport) -> bool:
    return report.meta.direction == "rtl"
