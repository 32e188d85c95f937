"""The report inside its PDF: its canonical form, and the pictures that it names."""

from __future__ import annotations

from reportkit.compose.edition import pictures
from reportkit.compose.publication import Publication
from reportkit.writers.pdf.engine import Attachment

SOURCE = "report.json"
"""The name of the attached report."""


def attachments(publication: Publication) -> tuple[Attachment, ...]:
    """The attachments. Extracted into one folder, they build the same PDF again."""
    provenance = publication.provenance
    if not provenance.source:
        return ()
    files = {
        picture.name: Attachment(
            picture.name, picture.original or picture.data, "Supplement", provenance.modified
        )
        for picture in pictures(publication)
    }
    files[SOURCE] = Attachment(SOURCE, provenance.source, "Source", provenance.modified)
    # A name tree is in the order of its names (ISO 32000-1, 7.9.6).
    return tuple(files[name] for name in sorted(files))
