"""How a source is printed in a note: a URL, or a work with its data. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Never, TypeVar

from reportkit.model.document import (
    Address,
    Content,
    DefangedUrl,
    Inline,
    Link,
    Note,
    NoteBlock,
    Paragraph,
    PlainContent,
    Source,
    Styled,
    TargetRef,
    Text,
)
from reportkit.model.terms import Terms
from reportkit.model.walk import NoteMapper

R = TypeVar("R")

JOINT = "; "
"""The separator between two sources of one note."""

_HOST = re.compile(r"^(?P<before>[a-z][a-z0-9+.-]*:(?://)?(?:[^/?#]*@)?)(?P<host>[^/?#:]+)", re.I)


def host_of(url: str) -> str:
    """The host of an http(s) or mailto URL in lower case; empty if there is none."""
    found = _HOST.match(url)
    return found["host"].lower() if found else ""


def is_defanged(url: str, domains: Iterable[str]) -> bool:
    """Whether the URL's host is one of the domains, or a subdomain of one."""
    host = host_of(url).rstrip(".")
    for domain in domains:
        if host.endswith(domain) and host.removesuffix(domain)[-1:] in ("", "."):
            return True
    return False


def defang(url: str, style: str = " dot ") -> str:
    """The URL with the last dot of its host written out: `https://www.mid dot ru/…`."""
    found = _HOST.match(url)
    name, dot, top = found["host"].rstrip(".").rpartition(".") if found else ("", "", "")
    if found is None or not dot:
        return url
    return f"{found['before']}{name}{style}{top}{url[found.end() :]}"


def print_address(address: Address) -> Inline[Never]:
    """An address in a text: a live link, or its defanged form."""
    if address.defanged:
        return DefangedUrl(address.defanged)
    return Link(address.url, (Text(address.url),))


def print_source(source: Source, terms: Terms) -> PlainContent:
    """One source as text: author, title, container, editor, publisher, date, locator, address,
    date of access, archive. Missing data leaves no trace."""
    parts: list[PlainContent] = []

    def add(text: str) -> None:
        if text:
            parts.append((Text(text),))

    add(source.author)
    if source.title:
        parts.append((Styled("emphasis", (Text(source.title),)),))
    add(source.container_title)
    if source.editor:
        add(terms.edited_by.format(name=source.editor))
    add(source.publisher)
    add(source.published)
    add(source.locator)
    if source.address is not None:
        parts.append((print_address(source.address),))
    if source.accessed:
        add(terms.accessed.format(date=source.accessed))
    if source.archive is not None:
        parts.append((Text(f"{terms.archived} "), print_address(source.archive)))
    return join(parts, ", ")


def print_note(
    note: Note, terms: Terms, printed: NoteMapper[TargetRef, R]
) -> tuple[NoteBlock[R], ...]:
    """The blocks of a note: its text, with the sources at the end of its last paragraph, or in one
    of their own after a list or a quotation.

    `printed` replaces the references in the author's text; the data of a source has none.
    """
    blocks = tuple(map(printed.note_block, note.blocks))
    sources = [
        printed.text(source) if isinstance(source, tuple) else print_source(source, terms)
        for source in note.sources
    ]
    if not sources:
        return blocks
    listed = join(sources, JOINT)
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return (*blocks, Paragraph(listed))
    return (*blocks[:-1], Paragraph((*last.content, Text(" "), *listed)))


def join(parts: Iterable[Content[R]], joint: str) -> Content[R]:
    """The parts in sequence, with `joint` between them."""
    result: list[Inline[R]] = []
    for part in parts:
        if result:
            result.append(Text(joint))
        result.extend(part)
    return tuple(result)
