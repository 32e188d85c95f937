"""Headers and footers: marking, running head, publisher and folio."""

from __future__ import annotations

from typing import Literal

from reportkit.document import ResolvedReport
from reportkit.writers.docx.markup import NAMESPACES, Shape, escape, field, part_bytes, text_run
from reportkit.writers.docx.stylesheet import hex_colour
from reportkit.writers.matter import TLP_COLOURS, short_title


def header_part(report: ResolvedReport, first: bool) -> bytes:
    """The head of the first page, which has no running head, or of the others."""
    title = "" if first else text_run(short_title(report.meta), rtl=_rtl(report))
    return _part("hdr", marking_line(report) + _line("Header", title, report))


def footer_part(report: ResolvedReport) -> bytes:
    """The foot: publisher and folio."""
    publisher = report.meta.publisher
    name = text_run(publisher.name, rtl=_rtl(report)) if publisher is not None else ""
    folio = "<w:r><w:tab/></w:r>" + field("PAGE", "<w:r><w:t>1</w:t></w:r>")
    return _part("ftr", _line("Footer", name + folio, report) + marking_line(report))


def marking_part(report: ResolvedReport, kind: Literal["hdr", "ftr"]) -> bytes:
    """A header or footer that holds the marking alone."""
    return _part(kind, marking_line(report))


def _part(kind: Literal["hdr", "ftr"], paragraphs: str) -> bytes:
    return part_bytes(f"<w:{kind} {NAMESPACES}>{paragraphs}</w:{kind}>")


def _line(style: str, runs: str, report: ResolvedReport) -> str:
    return f"<w:p>{Shape(style).xml(_rtl(report))}{runs}</w:p>"


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
