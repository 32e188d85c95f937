"""The report inside its PDF: the file in its canonical form, and the pictures that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from weasyprint import Attachment

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import Figure, Image

SOURCE = "report.json"
"""The name of the attached report."""


def attachments(publication: Publication) -> list[Attachment]:
    """What is attached: taken out again into one folder, it builds the same PDF."""
    provenance = publication.provenance
    if not provenance.source:
        return []
    files = {picture.name: (picture.data, "Supplement") for picture in _pictures(publication)}
    files[SOURCE] = provenance.source, "Source"
    # A name tree is in the order of its names (ISO 32000-1, 7.9.6).
    return [_attachment(name, *files[name], provenance.modified) for name in sorted(files)]


def _attachment(name: str, data: bytes, relationship: str, date: datetime) -> Attachment:
    return Attachment(
        string=data,
        name=name,
        created=date,
        modified=date,
        relationship=relationship,
    )


def _pictures(publication: Publication) -> Iterator[Image]:
    """All pictures that the report names, printed or not."""
    for block in walk.blocks(publication.report.blocks):
        if isinstance(block, Figure):
            yield block.image
    publisher, cover = publication.meta.publisher, publication.meta.cover
    if publisher is not None and publisher.logo is not None:
        yield publisher.logo
    if cover is not None and cover.image is not None:
        yield cover.image
