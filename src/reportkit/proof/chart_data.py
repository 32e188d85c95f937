"""The data of charts in the files that a PDF has attached for readers who cannot see the charts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import Figure
from reportkit.proof.base import Difference, ExtractedText, Same


def attached_data_differences(
    publication: Publication, extracted: ExtractedText, same: Same
) -> Iterator[Difference]:
    """The data of charts that are not attached as the report has them, in reading order."""
    if extracted.attached_data is None:
        return
    found = dict(extracted.attached_data)
    for block in walk.blocks(publication.report.blocks):
        if not isinstance(block, Figure) or block.chart is None:
            continue
        what = block.label.text or f"picture {block.label.ordinal}"
        for number, table in enumerate(block.chart.data, 1):
            more = f"-{number}" if number > 1 else ""
            there = found.pop(f"figure-{block.label.ordinal}{more}.csv", ())
            for here, row in zip_longest((table.header, *table.rows), there, fillvalue=("none",)):
                if here != row:
                    one, other = ", ".join(here), ", ".join(row)
                    yield Difference("RK917", f"the data of {what}", one, other)
                    break
    for name in found:
        yield Difference("RK917", "an attached file", "none", name)
