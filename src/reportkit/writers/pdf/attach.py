"""The report inside its PDF: its canonical form, the pictures that it names, the data of charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reportkit.compose.edition import pictures
from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import DataTable, Figure
from reportkit.writers.pdf.engine import Attachment

SOURCE = "report.json"
"""The name of the attached report."""


def attachments(publication: Publication) -> tuple[Attachment, ...]:
    """The attachments. Extracted into one folder, they build the same PDF again."""
    provenance = publication.provenance
    files: dict[str, Attachment] = {}
    if provenance.source:
        for picture in pictures(publication):
            if picture.name:  # one that is not drawn from data
                data = picture.original or picture.data
                files[picture.name] = Attachment(
                    picture.name, data, "Supplement", provenance.modified
                )
        files[SOURCE] = Attachment(SOURCE, provenance.source, "Source", provenance.modified)
    for name, table in _data(publication):
        files[name] = Attachment(name, _csv(table), "Data", provenance.modified)
    # A name tree is in the order of its names (ISO 32000-1, 7.9.6).
    return tuple(files[name] for name in sorted(files))


def _data(publication: Publication) -> Iterator[tuple[str, DataTable]]:
    """The data of charts with the names of their files: "figure-3.csv"."""
    for block in walk.blocks(publication.report.blocks):
        if isinstance(block, Figure) and block.chart is not None:
            for number, table in enumerate(block.chart.data, 1):
                more = f"-{number}" if number > 1 else ""
                yield f"figure-{block.label.ordinal}{more}.csv", table


def _csv(table: DataTable) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8, with the sign by which spreadsheets know that."""
    text = io.StringIO()
    csv.writer(text).writerows((table.header, *table.rows))
    return text.getvalue().encode("utf-8-sig")
