"""What a report says about itself as data: status, embargo, contacts, citation, versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from reportkit.model.document import Embargo, Link, Matter, PlainContent, Text, Version
from reportkit.passes.dates import print_date
from reportkit.read.schema import WrittenContact, WrittenReport
from reportkit.read.texts import Texts

_MAIL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*")
"""An address as HTML has it for `input type=email`, in letters of any script."""


def read_matter(written: WrittenReport, texts: Texts) -> Matter:
    """What a report says about itself besides its metadata."""
    printed = partial(print_date, language=written.language, timezone=written.timezone or "")
    citation = written.suggested_citation
    auto = citation is not None and citation.text.strip().lower() == "auto"
    return Matter(
        status=written.status or "",
        version=texts.string(written.version),
        cutoff=_printed(written.cutoff, written),
        embargo=_embargo(written, texts),
        acknowledgements=texts.plain_paragraphs(written.acknowledgements),
        funding=texts.plain_paragraphs(written.funding),
        about_authors=written.about_authors,
        about_publisher=texts.plain_paragraphs(written.about_publisher),
        contacts=tuple(_contact(one, texts) for one in written.contacts),
        cites_itself=auto,
        citation=() if auto else texts.plain(citation),
        versions=tuple(
            Version(
                texts.string(one.number),
                "" if one.date is None else printed(one.date),
                texts.plain(one.change),
            )
            for one in written.versions
        ),
        acronyms=tuple(_acronyms(written, texts)),
    )


def _acronyms(written: WrittenReport, texts: Texts) -> Iterator[tuple[str, str]]:
    for key, words in written.acronyms.items():
        if not key.strip() or key != key.strip() or "\n" in key:
            texts.problems.add("RK187", f"'{key}' cannot be an acronym", words.span)
        yield key, texts.string(words)


def _printed(day: date | None, written: WrittenReport) -> str:
    """A date in the words of the language; empty if there is none."""
    return "" if day is None else print_date(day, written.language, written.timezone or "")


def _embargo(written: WrittenReport, texts: Texts) -> Embargo | None:
    if written.embargo is None:
        return None
    until = _printed(written.embargo.until, written)
    return Embargo(until, texts.plain(written.embargo.text))


def _contact(written: WrittenContact, texts: Texts) -> tuple[str, PlainContent]:
    """The name of a contact, and what follows it."""
    name = texts.string(written.name)
    rest = [*_details(written, texts)]
    pieces: list[PlainContent] = [
        (Text(", "), *one) if place else one for place, one in enumerate(rest)
    ]
    content: PlainContent = tuple(inline for piece in pieces for inline in piece)
    return name, ((Text(", "), *content) if name and content else content)


def _details(written: WrittenContact, texts: Texts) -> Iterator[PlainContent]:
    """Role, telephone number, address for mail, and words of a contact."""
    if written.role is not None:
        yield (Text(texts.string(written.role)),)
    if written.email is not None:
        address = texts.string(written.email)
        if not _MAIL.fullmatch(address):
            message = f"'{address}' is not an address for mail"
            texts.problems.add("RK186", message, written.email.span)
        yield (Link(f"mailto:{address}", (Text(address),)),)
    if written.phone is not None:
        yield (Text(texts.string(written.phone)),)
    if written.text is not None:
        yield texts.plain(written.text)
