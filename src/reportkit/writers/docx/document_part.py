"""document.xml: front matter, text, back matter, and the sections that hold them."""

from __future__ import annotations

from reportkit.compose.publication import Publication
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
    publication: Publication,
    context: WriteContext,
    relations: Relations,
    sections: Sections,
) -> tuple[bytes, bytes]:
    """document.xml and numbering.xml. What the text points to goes to `relations`."""
    report, theme, bookmarks = publication.report, publication.theme, Bookmarks()
    runs = Runs(report, relations, bookmarks)
    paragraphs = Paragraphs(theme, runs.rtl, bookmarks)
    pictures = Pictures(theme, relations)
    house = sections.house
    numbering = Numbering(*house.first_lists()) if house is not None else Numbering()
    blocks = Blocks(theme, runs, paragraphs, pictures, numbering, publication.word_layout.fits)
    matter = Matter(publication, runs, paragraphs, blocks, pictures, context.pages, measure(theme))
    front = matter.front()
    if publication.front.title_page and theme.headings.chapters != "run-on":
        paragraphs.break_page()
    body = "".join((front, blocks.blocks(report.blocks), matter.back(), paragraphs.end()))
    opening = f"<w:document {NAMESPACES} {DRAWING_NAMESPACES}><w:body>"
    xml = f"{opening}{sections.divided(body)}</w:body></w:document>"
    return part_bytes(xml), numbering.part()
