"""document.xml: front matter, text, back matter, and the sections that hold them."""

from __future__ import annotations

from reportkit.compose.fitting import Fits
from reportkit.model.document import ResolvedReport
from reportkit.style import Theme
from reportkit.writers.base import WriteContext
from reportkit.writers.docx.body import Blocks
from reportkit.writers.docx.bookmarks import Bookmarks
from reportkit.writers.docx.geometry import measure
from reportkit.writers.docx.inline import Runs
from reportkit.writers.docx.list_definitions import Numbering
from reportkit.writers.docx.matter import Matter
from reportkit.writers.docx.paragraphs import Paragraphs
from reportkit.writers.docx.pictures import DRAWING_NAMESPACES, Pictures
from reportkit.writers.docx.relations import Relations
from reportkit.writers.docx.sections import Sections
from reportkit.writers.docx.wordml import NAMESPACES, part_bytes


def document_part(
    report: ResolvedReport,
    context: WriteContext,
    relations: Relations,
    fits: Fits,
    sections: Sections,
) -> tuple[bytes, bytes]:
    """document.xml and numbering.xml. What the text points to goes to `relations`; `fits` says how
    its tables are set."""
    theme, bookmarks = context.theme, Bookmarks()
    runs = Runs(report, relations, bookmarks)
    paragraphs = Paragraphs(theme, runs.rtl, bookmarks)
    pictures = Pictures(theme, relations)
    house = sections.house
    numbering = Numbering(*house.first_lists()) if house is not None else Numbering()
    blocks = Blocks(theme, runs, paragraphs, pictures, numbering, fits)
    matter = Matter(runs, paragraphs, blocks, pictures, context.pages, measure(theme))
    own_page = has_title_page(report, theme)
    front = matter.front(own_page)
    if own_page and theme.headings.chapters != "run-on":
        paragraphs.break_page()
    body = "".join((front, blocks.blocks(report.blocks), matter.back(), paragraphs.end()))
    opening = f"<w:document {NAMESPACES} {DRAWING_NAMESPACES}><w:body>"
    xml = f"{opening}{sections.divided(body)}</w:body></w:document>"
    return part_bytes(xml), numbering.part()


def has_title_page(report: ResolvedReport, theme: Theme) -> bool:
    """Whether the title block has a page of its own: the theme asks for a title page, or the
    report wants a cover and brings no picture for it."""
    if report.options.cover is None:
        return theme.front.title_page
    cover = report.meta.cover
    return cover is not None and cover.image is None
