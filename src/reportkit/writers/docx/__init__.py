"""The Word document, with native notes, styles, lists and fields; python-docx packs it."""

from __future__ import annotations

from typing import ClassVar

from reportkit.compose.publication import Publication
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.docx.assembly import docx

__all__ = ["DocxWriter"]


class DocxWriter:
    """Writes a publication as a Word document."""

    name: ClassVar[str] = "docx"
    suffix: ClassVar[str] = ".docx"
    paged: ClassVar[bool] = False
    embeds_fonts: ClassVar[bool] = True

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished file. Raises WriterError if Word cannot represent the report."""
        return docx(publication, context)
