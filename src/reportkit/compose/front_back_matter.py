"""Front and back matter as lines of text, worded once for all writers."""

from __future__ import annotations

from typing import Final

from reportkit.model import walk
from reportkit.model.document import Meta, Person, ResolvedReport
from reportkit.model.terms import Terms
from reportkit.style import Theme

TLP_COLOURS: Final = {
    "TLP:RED": "#ff2b2b",
    "TLP:AMBER": "#ffc000",
    "TLP:AMBER+STRICT": "#ffc000",
    "TLP:GREEN": "#33ff00",
    "TLP:CLEAR": "#ffffff",
}
"""The colours that TLP 2.0 lays down for its markings, on black (#000000)."""

_LONGEST: Final = 80
"""How many characters of the title fit on the line of the running head."""


def short_title(meta: Meta) -> str:
    """The title for the running head; of a long one the part before the colon, or as many words
    as fit."""
    title = walk.printed_text(meta.title)
    if len(title) <= _LONGEST:
        return title
    before, colon, _ = title.partition(": ")
    if colon and len(before) <= _LONGEST:
        return before
    return title[:_LONGEST].rpartition(" ")[0] + " …"


def series_line(meta: Meta, terms: Terms) -> str:
    """The series with its volume, number and ISSN; empty without a series."""
    if meta.series is None:
        return ""
    series = meta.series
    issn = f"ISSN {series.issn}" if series.issn else ""
    volume = terms.volume.format(n=series.volume) if series.volume else ""
    number = terms.number.format(n=series.number) if series.number else ""
    return ", ".join(filter(None, (series.name, volume, number, issn)))


def about_author(person: Person) -> str:
    """Role, affiliation, e-mail and ORCID of an author in one line."""
    orcid = f"ORCID {person.orcid}" if person.orcid else ""
    return ", ".join(filter(None, (person.role, person.affiliation, person.email, orcid)))


def identifier_line(meta: Meta) -> str:
    """The identifiers in one line: "ISBN 978-…, DOI 10.…"."""
    named = {"isbn": "ISBN", "doi": "DOI", "issn": "ISSN", "report_number": "Report"}
    return ", ".join(f"{named.get(kind, kind)} {value}" for kind, value in meta.identifiers)


def has_cover(report: ResolvedReport, theme: Theme) -> bool:
    """Whether the report has a cover: as it says itself, or else as its theme does."""
    if report.options.cover is not None:
        return report.options.cover
    return theme.cover or report.meta.cover is not None
