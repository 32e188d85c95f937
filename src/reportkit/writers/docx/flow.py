"""The flow: a publication as a sequence of paragraphs and tables.

Nothing here depends on neighbours: a page break, the end of a box and the bookmark of a block are
separate items, which `spacing` attaches to paragraphs.
"""

from __future__ import annotations

from reportkit.compose.publication import Publication
from reportkit.writers.base import WriteContext
from reportkit.writers.docx import front_back_matter
from reportkit.writers.docx.body import Blocks
from reportkit.writers.docx.inline import Inlines
from reportkit.writers.docx.values import FlowItem


def flow(publication: Publication, context: WriteContext) -> tuple[FlowItem, ...]:
    """Front matter, text and back matter. `context` has the pages of the PDF from the same build,
    whose numbers the contents show."""
    report = publication.report
    inlines = Inlines(report)
    blocks = Blocks(publication.theme, inlines, report.terms, publication.word_layout.fits)
    return (
        *front_back_matter.front(publication, inlines, context),
        *blocks.blocks(report.blocks),
        *front_back_matter.back(publication, inlines),
    )
