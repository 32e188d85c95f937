"""Whether the pages that one finished file lists are the pages of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportkit.diagnostics import Diagnostic
from reportkit.proof.base import ExtractedText, ReadPage

_WORDS: Final = 24
"""The number of letters that identify the beginning of a page."""
_NEAR: Final = 400
"""The number of characters that contain a page's first words, even after a label ("Table 2")."""
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


def page_differences(
    listed: ExtractedText, printed: ExtractedText, name: str
) -> Iterator[Diagnostic]:
    """The pages in the list of a file that are not in the other, or begin with other words there.

    The first page of a list may stand for the cover and the title, which no list needs to name.
    `name` is what findings call the file.
    """
    own = {page.label: page for page in printed.own_pages}
    pages = {str(running.page) for running in printed.running}
    for index, page in enumerate(listed.pages or ()):
        there = own.get(page.label)
        if there is None and page.label in pages:
            continue  # On it no text begins: an empty page, or one of pictures.
        if there is None:
            yield _difference(name, page, "no page", "a page in its list")
        elif page.offset < 0:
            yield _difference(name, page, "a place in the text", "none")
        elif (
            index
            and not page.apart
            and not _begin_alike(_beginning(listed, page), _beginning(printed, there))
        ):
            words = printed.body[there.offset :][:_WORDS], listed.body[page.offset :][:_WORDS]
            yield _difference(name, page, *words)


def _beginning(reading: ExtractedText, page: ReadPage) -> str:
    """The text from the beginning of a page on, without the signs of equations, which the other
    file may have as drawings."""
    at, text = page.offset, ""
    for start, end in reading.formulas:
        if start >= at and len(text) < _NEAR:
            text += reading.body[at : min(start, at + _NEAR)]
            at = end
    return (text + reading.body[at : at + _NEAR])[:_NEAR]


def _begin_alike(one: str, other: str) -> bool:
    """Whether the first words of one text are near the beginning of the other."""
    first = _NO_LETTERS.sub("", one.strip().partition("\n")[0])
    one, other = _NO_LETTERS.sub("", one), _NO_LETTERS.sub("", other)
    if one[:_WORDS] in other or other[:_WORDS] in one:
        return True
    # Behind a last short text one of them may have the heading of its notes.
    return len(first) < _WORDS and other.startswith(first)


def _difference(name: str, page: ReadPage, expected: str, found: str) -> Diagnostic:
    return Diagnostic("RK912", f"{name}: page {page.label}: expected {expected}, found {found}")
