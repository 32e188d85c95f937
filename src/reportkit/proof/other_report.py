"""Whether a finished file was built from a different report."""

from __future__ import annotations

import re
from typing import Final

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.proof.base import ExtractedText

_TITLES: Final = {"info": "Title", "core": "dc:title", "opf": "dc:title"}
"""The property with the title of a PDF, a DOCX and an EPUB."""
_UNDERLINED: Final = re.compile(r"((?:^\S.*\n)+)\n\n", re.MULTILINE)
"""The title in plain text, without the rule under it."""
_BEGINNING: Final = 40
"""The number of letters that identify a text."""
_SHORT: Final = 20
"""The number of letters that are too few for that: "Summary", "Annex 1"."""


def other_title(publication: Publication, extracted: ExtractedText) -> str | None:
    """The title of a file that was built from another report; None for a file of this one.

    The title differs both in the metadata and in the text, and no text of the report is in the
    file: an edited file of this report would still contain some of them.
    A report that has only short texts is never recognised in this way.
    """
    title = _title(extracted)
    body = _letters(extracted.body)
    own = _letters(walk.printed_text(publication.meta.title))
    if not title or _letters(title) == own or own in body:
        return None
    texts = _beginnings(publication)
    return None if not texts or any(text in body for text in texts) else title


def _title(extracted: ExtractedText) -> str:
    for said in extracted.properties:
        for title in said.values.get(_TITLES.get(said.kind, ""), ()):
            return title
    found = _UNDERLINED.search(extracted.body) if extracted.medium == "text" else None
    return " ".join(found[1].split()) if found else ""


def _beginnings(publication: Publication) -> list[str]:
    """The beginnings of the longer texts of the report."""
    texts = (
        _letters(walk.printed_text(content))
        for block in walk.blocks(publication.report.blocks)
        for content in walk.contents_of(block)
    )
    return [text[:_BEGINNING] for text in texts if len(text) >= _SHORT]


def _letters(text: str) -> str:
    """Only the letters and digits of a text, which no format hyphenates, spaces or escapes."""
    return "".join(filter(str.isalnum, text)).casefold()
