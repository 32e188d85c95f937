"""Whether the contents of a file name the pages on which the headings are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.proof.base import Difference, ExtractedText, ReadHeading


def contents_page_differences(
    publication: Publication, listed: ExtractedText, printed: ExtractedText | None
) -> Iterator[Difference]:
    """The entries of the contents of a file that name another page than that of their heading in
    the PDF: itself, or the one beside it. Without a PDF no page can be compared, and none needs to
    be named; nor in the contents of a theme that prints no pages."""
    contents, pages = publication.front.contents, listed.contents_pages
    if contents is None or pages is None or printed is None or not any(pages):
        return
    # Level 1 is the title.
    deepest = 1 + publication.report.options.contents_depth
    headings = [heading for heading in printed.headings if 1 < heading.level <= deepest]
    there = _listed(headings, len(contents.entries), len(publication.back.sections))
    for entry, page, heading in zip(contents.entries, pages, there, strict=False):
        if page != str(heading.page):
            what = f"the page of '{walk.printed_text(entry.text)}' in the contents"
            yield Difference("RK919", what, str(heading.page), page or "none")
    # Figures and tables are no headings: their pages are those that the PDF's own lists name.
    first = len(contents.entries)
    entries = (entry for found in publication.front.lists for entry in found.entries)
    own = (printed.contents_pages or ())[first:]
    for entry, page, printed_page in zip(entries, pages[first:], own, strict=False):
        if page != printed_page:
            what = f"the page of '{walk.printed_text(entry.text)}' in its list"
            yield Difference("RK919", what, printed_page or "none", page or "none")


def _listed(headings: Sequence[ReadHeading], count: int, last: int) -> Sequence[ReadHeading]:
    """The headings that the contents list, the last ones in the back matter; between these and the
    others may be that of the notes. None if the file has too few, which is found as such."""
    first = count - last
    return (*headings[:first], *headings[len(headings) - last :]) if len(headings) >= count else ()
