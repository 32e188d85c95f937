"""Whether a finished file was built from another report altogether."""

from __future__ import annotations

import re
from typing import Final

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.proof.base import ExtractedText

_TITLES: Final = {"info": "Title", "core": "dc:title", "opf": "dc:title"}
"""Where a PDF, a DOCX and an EPUB name their title."""
_UNDERLINED: Final = re.compile(r"((?:^\S.*\n)+)\n\n", re.MULTILINE)
"""The title in plain text; the rule under it is not read."""
_BEGINNING: Final = 40
"""How many letters of a text tell it from others."""
_SHORT: Final = 20
"""How many letters are too few for that: "Summary", "Annex 1"."""


def other_title(publication: Publication, extracted: ExtractedText) -> str | None:
    """The title of a file that was built from another report; None for a file of this one.

    The title differs in what the file says of itself and in its text, and no text of the report is
    in the file: a file of this report that was edited, by whatever hand, has some of them left.
    Of a report of short texts only, this cannot be told.
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
    """How the longer texts of the report begin."""
    texts = (
        _letters(walk.printed_text(content))
        for block in walk.blocks(publication.report.blocks)
        for content in walk.contents_of(block)
    )
    return [text[:_BEGINNING] for text in texts if len(text) >= _SHORT]


def _letters(text: str) -> str:
    """The letters and digits of a text alone: no format hyphenates, spaces or escapes them."""
    return "".join(filter(str.isalnum, text)).casefold()
