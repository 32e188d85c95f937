"""The metadata of the package: who, what, when, and accessibility."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportkit.compose.publication import Collection, Properties, Publication
from reportkit.model import walk
from reportkit.model.document import Figure
from reportkit.writers.epub.item import xml_text

_FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "displayTransformability",
    "ARIA",
)
"""The features of every book from this writer."""
_OF_IMAGES = ("alternativeText",)
_OF_PAGES = ("pageBreakMarkers", "pageNavigation")

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
    """The language of the value, if it is not that of the report."""


def metadata(publication: Publication, covered: bool, paged: bool) -> Iterator[Property]:
    """The metadata of a report; raises WriterError if XML cannot contain it.

    `covered` says whether the book has a cover, `paged` whether it lists the pages of the PDF.
    """
    about = publication.properties
    for found in (*_bibliographic(about), *_accessibility(publication, covered, paged)):
        xml_text(found.value)
        yield found


def _bibliographic(about: Properties) -> Iterator[Property]:
    yield _dc("identifier", about.identifier, "id")
    yield from (_dc("identifier", identifier) for identifier in about.identifiers)
    yield from _titles(about)
    yield _dc("language", about.language)
    for number, (name, relator) in enumerate(zip(about.authors, about.relators, strict=True), 1):
        element_id = f"author{number}"
        yield _dc("creator" if relator == "aut" else "contributor", name, element_id)
        yield _refining(element_id, "role", relator, ("scheme", "marc:relators"))
    if about.publisher:
        yield _dc("publisher", about.publisher)
    yield _dc("date", about.day.isoformat())
    yield from (_dc("rights", line) for line in about.rights)
    yield from (_dc("subject", keyword) for keyword in about.keywords)
    description = about.summary or about.deck
    if description:
        yield _dc("description", description)
    if about.collection is not None:
        yield from _series(about.collection)
    if about.version:
        yield Property("schema:version", about.version)
    if about.status:
        yield Property("schema:creativeWorkStatus", about.status)


def _dc(name: str, value: str, element_id: str = "") -> Property:
    return Property(name, value, True, (("id", element_id),) if element_id else ())


def _refining(element_id: str, name: str, value: str, *attributes: tuple[str, str]) -> Property:
    return Property(name, value, attributes=(("refines", f"#{element_id}"), *attributes))


def _titles(about: Properties) -> Iterator[Property]:
    yield _dc("title", about.title, "title")
    if about.subtitle:
        yield _refining("title", "title-type", "main")
        yield _dc("title", about.subtitle, "subtitle")
        yield _refining("subtitle", "title-type", "subtitle")


def _series(series: Collection) -> Iterator[Property]:
    yield Property("belongs-to-collection", series.name, attributes=(("id", "series"),))
    yield _refining("series", "collection-type", "series")
    if series.position:
        yield _refining("series", "group-position", series.position)
    if series.issn:
        yield _refining("series", "dcterms:identifier", f"urn:issn:{series.issn}")


def _accessibility(publication: Publication, covered: bool, paged: bool) -> Iterator[Property]:
    """The accessibility of this book: the information of its images is also in text."""
    visual = covered or any(
        isinstance(block, Figure) and block.alt for block in walk.blocks(publication.report.blocks)
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
        yield Property("pageBreakSource", f"{publication.properties.title} (PDF)")
