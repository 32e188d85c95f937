"""What the package says of the report: who, what, when, and who can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from reportkit.model import walk
from reportkit.model.document import Figure, Meta, Person, ResolvedReport
from reportkit.writers.epub.item import xml_text

_POSITION = re.compile(r"\d+(\.\d+)*")
"""What EPUB takes for a place in a series."""

_FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "displayTransformability",
    "ARIA",
)
"""What every book of this writer has."""
_OF_IMAGES = ("alternativeText",)
_OF_PAGES = ("pageBreakMarkers", "pageNavigation")

_RELATORS = {
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
"""Roles of those who are no authors, and their MARC relators."""

_SUMMARY = (
    "The text is real text in reading order, with headings, table headers and a table of contents."
    " Notes are linked from the text, and each has a link back to every place that refers to it."
)
_SUMMARY_OF_IMAGES = " Images that carry meaning have alternative text."
_SUMMARY_OF_PAGES = " Page numbers are those of the PDF edition."


class Property(Struct, frozen=True):
    """An element of the metadata: a term of Dublin Core (`dc:title`), or a `meta` property."""

    name: str
    value: str
    is_dublin_core: bool = False
    attributes: tuple[tuple[str, str], ...] = ()
    language: str = ""
    """Of the value, where it is not the language of the report."""


def metadata(
    report: ResolvedReport, identifier: str, covered: bool, paged: bool
) -> Iterator[Property]:
    """The metadata of a report; raises WriterError when XML cannot hold it.

    `covered` says whether the book has a cover, `paged` whether the pages of the PDF can be found
    in it.
    """
    for found in (*_bibliographic(report, identifier), *_accessibility(report, covered, paged)):
        xml_text(found.value)
        yield found


def _bibliographic(report: ResolvedReport, identifier: str) -> Iterator[Property]:
    meta = report.meta
    yield _dc("identifier", identifier, "id")
    yield from _identifiers(meta)
    yield from _titles(meta)
    yield _dc("language", meta.language)
    for number, person in enumerate(meta.authors, 1):
        yield from _person(person, f"author{number}")
    if meta.publisher is not None:
        yield _dc("publisher", meta.publisher.name)
    day = meta.date.date() if isinstance(meta.date, datetime) else meta.date
    yield _dc("date", day.isoformat())
    yield from _rights(meta)
    yield from (_dc("subject", keyword) for keyword in meta.keywords)
    yield from _description(meta)
    yield from _series(meta)


def _dc(name: str, value: str, element_id: str = "") -> Property:
    return Property(name, value, True, (("id", element_id),) if element_id else ())


def _refining(element_id: str, name: str, value: str, *attributes: tuple[str, str]) -> Property:
    return Property(name, value, attributes=(("refines", f"#{element_id}"), *attributes))


def _identifiers(meta: Meta) -> Iterator[Property]:
    for kind, value in meta.identifiers:
        match kind:
            case "isbn":
                yield _dc("identifier", "urn:isbn:" + value.replace("-", "").replace(" ", ""))
            case "doi":
                yield _dc("identifier", f"doi:{value}")
            case _:
                yield _dc("identifier", value)


def _titles(meta: Meta) -> Iterator[Property]:
    yield _dc("title", walk.printed_text(meta.title), "title")
    if meta.subtitle:
        yield _refining("title", "title-type", "main")
        yield _dc("title", walk.printed_text(meta.subtitle), "subtitle")
        yield _refining("subtitle", "title-type", "subtitle")


def _person(person: Person, element_id: str) -> Iterator[Property]:
    """An author; or one who did something else, if the role says so in a word that MARC knows."""
    relator = _RELATORS.get(person.role.strip().casefold())
    yield _dc("creator" if relator is None else "contributor", person.name, element_id)
    yield _refining(element_id, "role", relator or "aut", ("scheme", "marc:relators"))


def _rights(meta: Meta) -> Iterator[Property]:
    if meta.rights is not None:
        for line in (meta.rights.copyright, meta.rights.licence):
            if line:
                yield _dc("rights", walk.printed_text(line))


def _description(meta: Meta) -> Iterator[Property]:
    text = " ".join(walk.printed_text(paragraph) for paragraph in meta.summary)
    text = text or walk.printed_text(meta.deck)
    if text:
        yield _dc("description", text)


def _series(meta: Meta) -> Iterator[Property]:
    series = meta.series
    if series is None:
        return
    collection = Property("belongs-to-collection", series.name, attributes=(("id", "series"),))
    yield collection
    yield _refining("series", "collection-type", "series")
    position = series.number or series.volume
    if _POSITION.fullmatch(position):
        yield _refining("series", "group-position", position)
    if series.issn:
        yield _refining("series", "dcterms:identifier", f"urn:issn:{series.issn}")


def _accessibility(report: ResolvedReport, covered: bool, paged: bool) -> Iterator[Property]:
    """What is true of this book: what its images tell is told in text as well."""
    visual = covered or any(
        isinstance(block, Figure) and block.alt for block in walk.blocks(report.blocks)
    )
    yield Property("schema:accessMode", "textual")
    if visual:
        yield Property("schema:accessMode", "visual")
    yield Property("schema:accessModeSufficient", "textual")
    features = (*_FEATURES, *(_OF_IMAGES if visual else ()), *(_OF_PAGES if paged else ()))
    for feature in features:
        yield Property("schema:accessibilityFeature", feature)
    yield Property("schema:accessibilityHazard", "none")
    summary = _SUMMARY + (_SUMMARY_OF_IMAGES if visual else "")
    summary += _SUMMARY_OF_PAGES if paged else ""
    yield Property("schema:accessibilitySummary", summary, language="en")
    if paged:
        yield Property("pageBreakSource", f"{walk.printed_text(report.meta.title)} (PDF)")
