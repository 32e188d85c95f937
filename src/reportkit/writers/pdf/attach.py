"""The report inside its PDF: the file in its canonical form, and the pictures that it names."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint import Attachment

from reportkit.model import walk
from reportkit.model.document import Figure, Image, ResolvedReport
from reportkit.writers.base import WriteContext

SOURCE = "report.json"
"""The name of the attached report."""


def attachments(report: ResolvedReport, context: WriteContext) -> list[Attachment]:
    """What is attached: taken out again into one folder, it builds the same PDF."""
    if not context.source:
        return []
    files = {picture.name: (picture.data, "Supplement") for picture in _pictures(report)}
    files[SOURCE] = context.source, "Source"
    # A name tree is in the order of its names (ISO 32000-1, 7.9.6).
    return [_attachment(name, *files[name], context) for name in sorted(files)]


def _attachment(name: str, data: bytes, relationship: str, context: WriteContext) -> Attachment:
    return Attachment(
        string=data,
        name=name,
        created=context.modified,
        modified=context.modified,
        relationship=relationship,
    )


def _pictures(report: ResolvedReport) -> Iterator[Image]:
    """All pictures that the report names, printed or not."""
    for block in walk.blocks(report.blocks):
        if isinstance(block, Figure):
            yield block.image
    publisher, cover = report.meta.publisher, report.meta.cover
    if publisher is not None and publisher.logo is not None:
        yield publisher.logo
    if cover is not None and cover.image is not None:
        yield cover.image
