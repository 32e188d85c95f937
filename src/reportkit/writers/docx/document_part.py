"""document.xml: front matter, text and back matter in sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportkit.compose.publication import Publication
from reportkit.writers.base import WriteContext
from reportkit.writers.docx.flow import flow
from reportkit.writers.docx.notes_part import note_kind
from reportkit.writers.docx.rendering import RenderedDocument, rendered
from reportkit.writers.docx.sections import PageSetup, Running, sections
from reportkit.writers.docx.spacing import spaced, text_spacing
from reportkit.writers.docx.wordml import twips

if TYPE_CHECKING:
    from reportkit.writers.docx.word_template import WordTemplate


def document_part(
    publication: Publication,
    context: WriteContext,
    running: Running,
    template: WordTemplate | None,
    *,
    first_relationship: int,
    first_numbering: int,
) -> RenderedDocument:
    """The text of a publication with these headers and footers. Ids are counted from the first free
    ones; a template influences the pages.

    Raises WriterError for a character that XML cannot contain.
    """
    theme, meta = publication.theme, publication.meta
    rtl = meta.direction == "rtl"
    setup = PageSetup(
        page=theme.page,
        edge=twips(mm=10 if meta.marking else 14),
        note_kind=note_kind(publication.report),
        rtl=rtl,
        running=running,
    )
    items = spaced(flow(publication, context), text_spacing(theme))
    return rendered(
        sections(items, setup),
        theme,
        rtl=rtl,
        first_relationship=first_relationship,
        first_numbering=first_numbering,
        template=template,
    )
