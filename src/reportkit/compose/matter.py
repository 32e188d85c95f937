"""The wording of what a report says about itself: notices under its byline, and the sections after
its text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import Never

from reportkit.compose.publication import BackLine, BackSection, Notice, SectionRole
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Inline,
    Link,
    Meta,
    Person,
    PlainContent,
    Styled,
    Text,
    Version,
)
from reportkit.model.terms import Terms
from reportkit.passes.dates import print_date

_ENDS = (".", "!", "?", "…", "。", "！", "？")


def notices(meta: Meta, terms: Terms) -> Iterator[Notice]:
    """The lines about status, version and cut-off, and about the embargo."""
    matter = meta.matter
    state = (
        terms.draft if matter.status == "draft" else "",
        terms.version.format(n=matter.version) if matter.version else "",
        terms.cutoff.format(date=matter.cutoff) if matter.cutoff else "",
    )
    if any(state):
        yield Notice("version", (Text(" · ".join(filter(None, state))),))
    if matter.embargo is not None:
        until = terms.embargo.format(date=matter.embargo.until)
        text = matter.embargo.text
        yield Notice("embargo", (Text(f"{until}. "), *text) if text else (Text(until),))


def watermark(meta: Meta, terms: Terms) -> str:
    """The word across each page of a draft; empty for any other report."""
    return terms.draft.upper() if meta.matter.status == "draft" else ""


def back_sections(meta: Meta, terms: Terms) -> Iterator[BackSection]:
    """The sections after the text, those that have something to say, in order."""
    matter = meta.matter
    publisher = _paragraphs("about_publisher", matter.about_publisher)
    contacts = (BackLine("contacts", content, name) for name, content in matter.contacts)
    versions = (_version(one) for one in matter.versions)
    acronyms = (
        BackLine("acronyms", (Text(f": {words}"),), key)
        for key, words in sorted(matter.acronyms, key=lambda pair: pair[0].casefold())
    )
    authors = (_author(person) for person in meta.authors if matter.about_authors)
    sections: tuple[tuple[SectionRole, str, Iterator[BackLine]], ...] = (
        ("acronyms", terms.acronyms, acronyms),
        (
            "acknowledgements",
            terms.acknowledgements,
            _paragraphs("acknowledgements", matter.acknowledgements),
        ),
        ("funding", terms.funding, _paragraphs("funding", matter.funding)),
        ("about_authors", terms.about_authors, authors),
        ("about_publisher", terms.about_publisher, publisher),
        ("citation", terms.citation, _citation(meta, terms)),
        ("contacts", terms.contacts, contacts),
        ("versions", terms.versions, versions),
    )
    said = ((role, heading, tuple(lines)) for role, heading, lines in sections)
    for number, (role, heading, found) in enumerate(filter(itemgetter(2), said), 1):
        yield BackSection(role, heading, found, Anchor("section", number))


def about(person: Person) -> BackLine | None:
    """Role, affiliation, e-mail, ORCID and biography of an author; None if all are missing."""
    known: list[Inline[Never]] = [Text(said) for said in (person.role, person.affiliation) if said]
    if person.email:
        known.append(Link(f"mailto:{person.email}", (Text(person.email),)))
    if person.orcid:
        known.append(Text(f"ORCID {person.orcid}"))
    if not known and not person.bio:
        return None
    listed = tuple(inline for one in known for inline in (Text(", "), one))
    bio = (Text(". "), *person.bio) if person.bio else ()
    return BackLine("author", (*listed, *bio), person.name)


def _author(person: Person) -> BackLine:
    """The line about an author; of one of whom nothing else is known, the name."""
    return about(person) or BackLine("author", (), person.name)


def _paragraphs(role: SectionRole, paragraphs: tuple[PlainContent, ...]) -> Iterator[BackLine]:
    return (BackLine(role, paragraph) for paragraph in paragraphs)


def _version(version: Version) -> BackLine:
    day = f" ({version.date})" if version.date else ""
    change = (Text(": "), *version.change) if version.change else ()
    return BackLine("versions", (Text(day), *change), version.number)


def _citation(meta: Meta, terms: Terms) -> Iterator[BackLine]:
    """How to cite the report: in the author's words, or made from its metadata."""
    matter = meta.matter
    if matter.cites_itself:
        yield BackLine("citation", tuple(_cited(meta, terms)))
    elif matter.citation:
        yield BackLine("citation", matter.citation)


def _cited(meta: Meta, terms: Terms) -> Iterator[Inline[Never]]:
    """Authors, title, series, publisher, date and DOI."""
    if meta.authors:
        yield from _sentence((Text(", ".join(person.name for person in meta.authors)),))
    title = (*meta.title, Text(": "), *meta.subtitle) if meta.subtitle else meta.title
    yield from _sentence((Styled("emphasis", title),))
    if meta.series is not None:
        number = terms.number.format(n=meta.series.number) if meta.series.number else ""
        yield from _sentence((Text(", ".join(filter(None, (meta.series.name, number)))),))
    publisher = "" if meta.publisher is None else f"{meta.publisher.name}, "
    yield Text(f"{publisher}{_day(meta)}.")
    doi = dict(meta.identifiers).get("doi", "")
    if doi:
        yield Text(" ")
        yield Link(doi_url(doi), (Text(doi_url(doi)),))


def doi_url(doi: str) -> str:
    """The address of a DOI."""
    return f"https://doi.org/{doi}"


def _day(meta: Meta) -> str:
    """The date as printed, without a time of day."""
    if isinstance(meta.date, datetime) or not meta.date_text:
        return print_date(date(meta.date.year, meta.date.month, meta.date.day), meta.language)
    return meta.date_text


def _sentence(content: PlainContent) -> PlainContent:
    """The content with a stop and a space after it."""
    stop = " " if walk.printed_text(content).endswith(_ENDS) else ". "
    return (*content, Text(stop))
