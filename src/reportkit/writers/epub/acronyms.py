"""Acronyms of the report as `abbr`, so that a reading system can say what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reportkit.writers.xml_text import element, escape


def explained(acronyms: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """A function from text to XHTML in which each of these acronyms is an `abbr` with its words.

    >>> explained([("EU", "European Union")])("EU ports, not EUR")
    '<abbr title="European Union">EU</abbr> ports, not EUR'
    """
    if not acronyms:
        return escape
    words = dict(acronyms)
    # The longest first: of "EU-27" and "EU", the text has the former.
    keys = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)({keys})(?!\w)")

    def characters(text: str) -> str:
        pieces = pattern.split(text)  # every second one is an acronym
        return "".join(
            element("abbr", escape(piece), {"title": words[piece]}) if place % 2 else escape(piece)
            for place, piece in enumerate(pieces)
        )

    return characters
