"""document.xml: front matter, text, back matter, and the section that holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportkit.document import ResolvedReport
from reportkit.style import Theme
from reportkit.writers.base import WriteContext
from reportkit.writers.docx.body import Blocks
from reportkit.writers.docx.bookmarks import Bookmarks
from reportkit.writers.docx.geometry import measure
from reportkit.writers.docx.inline import Runs
from reportkit.writers.docx.markup import NAMESPACES, part_bytes, twips
from reportkit.writers.docx.matter import Matter
from reportkit.writers.docx.notes import note_kind
from reportkit.writers.docx.numbering import Numbering
from reportkit.writers.docx.paragraphs import Paragraphs
from reportkit.writers.docx.pictures import DRAWING_NAMESPACES, Pictures
from reportkit.writers.docx.relations import Relations

if TYPE_CHECKING:
    from reportkit.writers.docx.house import House


def document_part(
    report: ResolvedReport,
    context: WriteContext,
    relations: Relations,
    running: Iterable[tuple[str, str, str]],
    house: House | None,
) -> tuple[bytes, bytes]:
    """document.xml and numbering.xml. What the text points to goes to `relations`; `running` are
    the headers and footers: header or footer, for which pages, and the id of the part."""
    theme, bookmarks = context.theme, Bookmarks()
    runs = Runs(report, relations, bookmarks)
    paragraphs = Paragraphs(theme, runs.rtl, bookmarks)
    pictures = Pictures(theme, relations)
    numbering = Numbering(*house.first_lists()) if house is not None else Numbering()
    blocks = Blocks(theme, runs, paragraphs, pictures, numbering)
    matter = Matter(runs, paragraphs, blocks, pictures, context.pages, measure(theme))
    own_page = has_title_page(report, theme)
    front = matter.front(own_page)
    if own_page and theme.headings.chapters != "run-on":
        paragraphs.break_page()
    body = "".join((front, blocks.blocks(report.blocks), matter.back(), paragraphs.end()))
    section = _section(report, theme, running)
    if house is not None:
        section = house.section(section)
    opening = f"<w:document {NAMESPACES} {DRAWING_NAMESPACES}><w:body>"
    xml = f"{opening}{body}{section}</w:body></w:document>"
    return part_bytes(xml), numbering.part()


def has_title_page(report: ResolvedReport, theme: Theme) -> bool:
    """Whether the title block has a page of its own: the theme asks for a title page, or the
    report wants a cover and brings no picture for it."""
    if report.options.cover is None:
        return theme.front.title_page
    cover = report.meta.cover
    return cover is not None and cover.image is None


def _section(report: ResolvedReport, theme: Theme, running: Iterable[tuple[str, str, str]]) -> str:
    """The page, its headers and footers, and how its notes are numbered."""
    page = theme.page
    left, right = page.sides
    kind = note_kind(report)
    heads = "".join(
        f'<w:{part}Reference w:type="{place}" r:id="{rel_id}"/>' for part, place, rel_id in running
    )
    edge = twips(mm=10 if report.meta.marking else 14)
    bidi = "<w:bidi/>" if report.meta.direction == "rtl" else ""
    return (
        f'<w:sectPr>{heads}<w:{kind}Pr><w:numFmt w:val="decimal"/>'
        f'<w:numRestart w:val="continuous"/></w:{kind}Pr>'
        f'<w:pgSz w:w="{twips(mm=page.width)}" w:h="{twips(mm=page.height)}"/>'
        f'<w:pgMar w:top="{twips(mm=page.top)}" w:right="{twips(mm=right)}" '
        f'w:bottom="{twips(mm=page.bottom)}" w:left="{twips(mm=left)}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:cols w:space="720"/>'
        f"<w:titlePg/>{bidi}</w:sectPr>"
    )
