"""The report inside its PDF: the file in its canonical form, and the pictures that it names."""

from __future__ import annotations

from collections.abc import Iterable

from weasyprint import Attachment

from reportkit.document import Image
from reportkit.writers.base import WriteContext

SOURCE = "report.json"
"""The name of the attached report."""


def attachments(context: WriteContext, pictures: Iterable[Image]) -> list[Attachment]:
    """What is attached: taken out again into one folder, it builds the same PDF."""
    if not context.source:
        return []
    files = {picture.name: picture.data for picture in pictures}
    return [
        _attachment(SOURCE, context.source, "Source", context),
        *(_attachment(name, data, "Supplement", context) for name, data in files.items()),
    ]


def _attachment(name: str, data: bytes, relationship: str, context: WriteContext) -> Attachment:
    return Attachment(
        string=data,
        name=name,
        created=context.modified,
        modified=context.modified,
        relationship=relationship,
    )
