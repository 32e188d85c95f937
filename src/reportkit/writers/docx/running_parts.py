"""Headers and footers: marking, running head, publisher and folio."""

from __future__ import annotations

from typing import Literal, TypeAlias, assert_never

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import Heading
from reportkit.writers.docx.style_xml import hex_colour
from reportkit.writers.docx.values import ParagraphFormat
from reportkit.writers.docx.wordml import (
    NAMESPACES,
    attribute,
    escape,
    field,
    paragraph_properties,
    part_bytes,
    text_run,
)

RunningKind: TypeAlias = Literal["header", "footer"]
Place: TypeAlias = Literal["first", "default", "even"]
"""The pages that a header or footer is for: the first, left-hand (even) or all others."""

_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_TAB = "<w:r><w:tab/></w:r>"


def places(facing: bool) -> tuple[Place, ...]:
    """The kinds of pages that have separate headers and footers."""
    return ("default", "first", "even") if facing else ("default", "first")


def header_part(publication: Publication, place: Place, *, landscape: bool = False) -> bytes:
    """The running head, at the outer edge of facing pages; the first page has none."""
    head = _head(publication, place)
    outer = _TAB if head and publication.theme.page.facing and place == "default" else ""
    runs = watermark_run(publication) + outer + head
    line = _line(_style("Header", landscape), runs, publication)
    return _part("hdr", marking_line(publication) + line)


def footer_part(
    publication: Publication, place: Place, folio: bool = True, *, landscape: bool = False
) -> bytes:
    """The foot: publisher, and the folio, if any, at the outer edge of the page."""
    publisher = publication.running.publisher
    name = text_run(publisher, rtl=_rtl(publication)) if publisher else ""
    page = field("PAGE", "<w:r><w:t>1</w:t></w:r>") if folio else ""
    runs = page + _TAB + name if place == "even" else name + _TAB + page
    line = _line(_style("Footer", landscape), runs, publication)
    return _part("ftr", line + marking_line(publication))


def _style(name: str, landscape: bool) -> str:
    """The id of a style; for a landscape page, the one with matching tab stops."""
    return f"{name}Landscape" if landscape else name


def _head(publication: Publication, place: Place) -> str:
    """The runs of the head on one kind of pages."""
    running = publication.running
    wanted = running.verso if place == "even" else running.recto
    match "none" if place == "first" else wanted:
        case "chapter" if _has_chapters(publication):
            # ECMA-376 part 1, 17.16.5.59: a number means the built-in heading style of that level,
            # whatever its name in the reader's language.
            return field("STYLEREF 1", text_run(running.title, rtl=_rtl(publication)))
        case "title" | "chapter":
            return text_run(running.title, rtl=_rtl(publication))
        case "series":
            return text_run(running.series, rtl=_rtl(publication))
        case "none":
            return ""
        case other:
            assert_never(other)


def _has_chapters(publication: Publication) -> bool:
    """Whether there is a heading for the field to find; otherwise it would show an error."""
    blocks = walk.blocks(publication.report.blocks)
    return any(isinstance(block, Heading) and block.level == 1 for block in blocks)


def marking_part(publication: Publication, kind: Literal["hdr", "ftr"]) -> bytes:
    """A header or footer that contains only the marking, and the watermark in a header."""
    watermark = watermark_run(publication) if kind == "hdr" else ""
    line = _line("Header", watermark, publication) if watermark else ""
    return _part(kind, marking_line(publication) + line)


def watermark_run(publication: Publication) -> str:
    """The word across each page, as Word itself writes it: a shape of VML that belongs to the
    header (ECMA-376 part 4, 19.1.2.19); or nothing."""
    word = publication.watermark
    if not word:
        return ""
    width = min(440, 90 * len(word))
    font = escape(publication.theme.fonts.heading).replace('"', "&quot;")
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="{_VML}" xmlns:o="{_OFFICE}">'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        '<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"'
        f' style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;'
        f"height:{width / max(len(word), 3) * 1.1:.0f}pt;rotation:-55;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        'mso-position-vertical:center;mso-position-vertical-relative:page" o:allowincell="f"'
        ' fillcolor="#e4e4e4" stroked="f">'
        f'<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt;font-weight:bold"'
        f" string={attribute(word)}/></v:shape></w:pict></w:r>"
    )


def _part(kind: Literal["hdr", "ftr"], paragraphs: str) -> bytes:
    return part_bytes(f"<w:{kind} {NAMESPACES}>{paragraphs}</w:{kind}>")


def _line(style: str, runs: str, publication: Publication) -> str:
    properties = paragraph_properties(ParagraphFormat(style), _rtl(publication))
    return f"<w:p>{properties}{runs}</w:p>"


def marking_line(publication: Publication) -> str:
    """The paragraph of the marking in its prescribed colours, or nothing."""
    marking = publication.marking
    if marking is None:
        return ""
    look, text = "", marking.text
    if marking.colour:
        look = (
            f'<w:rPr><w:color w:val="{hex_colour(marking.colour)}"/>'
            '<w:shd w:val="clear" w:color="auto" w:fill="000000"/></w:rPr>'
        )
        text = f"\u00a0{text}\u00a0"
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return _line("Marking", run, publication)


def _rtl(publication: Publication) -> bool:
    return publication.meta.direction == "rtl"
