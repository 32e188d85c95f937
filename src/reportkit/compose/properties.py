"""The metadata of a report's files, as plain text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from reportkit.compose.publication import Collection, Properties
from reportkit.model import walk
from reportkit.model.document import Meta, Series
from reportkit.model.unseen import without_soft_hyphens

_POSITION: Final = re.compile(r"\d+(\.\d+)*")
"""What EPUB accepts as a position in a series."""
_RELATORS: Final = {
    "cartographer": "ctg",
    "contributor": "ctb",
    "data analyst": "anl",
    "designer": "bkd",
    "editor": "edt",
    "illustrator": "ill",
    "photographer": "pht",
    "proofreader": "pfr",
    "research assistant": "rth",
    "researcher": "res",
    "reviewer": "rev",
    "translator": "trl",
}
"""Roles of people other than authors, and their MARC relators."""


def properties(meta: Meta, series: str, identifier: str) -> Properties:
    """The metadata for the files of a report. `series` is its line in the title block, `identifier`
    the URN of the report."""
    rights = meta.rights
    lines = () if rights is None else (rights.copyright, rights.licence)
    return Properties(
        title=walk.printed_text(meta.title),
        language=meta.language,
        day=meta.date.date() if isinstance(meta.date, datetime) else meta.date,
        identifier=identifier,
        subtitle=walk.printed_text(meta.subtitle),
        deck=walk.printed_text(meta.deck),
        summary=without_soft_hyphens(" ".join(map(walk.printed_text, meta.summary))),
        authors=tuple(person.name for person in meta.authors),
        relators=tuple(
            _RELATORS.get(person.role.strip().casefold(), "aut") for person in meta.authors
        ),
        publisher="" if meta.publisher is None else meta.publisher.name,
        rights=tuple(without_soft_hyphens(walk.printed_text(line)) for line in lines if line),
        keywords=meta.keywords,
        identifiers=tuple(_urn(kind, value) for kind, value in meta.identifiers),
        series=series,
        collection=None if meta.series is None else _collection(meta.series),
        version=meta.matter.version,
        status=meta.matter.status.capitalize(),
    )


def _urn(kind: str, value: str) -> str:
    match kind:
        case "isbn":
            return "urn:isbn:" + value.replace("-", "").replace(" ", "")
        case "doi":
            return f"doi:{value}"
        case _:
            return value


def _collection(series: Series) -> Collection:
    position = series.number or series.volume
    return Collection(series.name, position if _POSITION.fullmatch(position) else "", series.issn)
