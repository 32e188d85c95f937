"""The metadata of the report: from the written form to the document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from reportkit.model.document import (
    Content,
    Cover,
    Meta,
    NoteRef,
    Opening,
    Options,
    Person,
    Publisher,
    Rights,
    Series,
)
from reportkit.passes.dates import Month, print_date
from reportkit.read import identifiers, names
from reportkit.read.attributes import direction_of
from reportkit.read.identifiers import bare_doi
from reportkit.read.inline import refers
from reportkit.read.matter import read_matter
from reportkit.read.resources import Pictures, inside
from reportkit.read.schema import (
    WrittenAuthor,
    WrittenContents,
    WrittenCover,
    WrittenPublisher,
    WrittenReport,
    WrittenRights,
    WrittenSeries,
)
from reportkit.read.texts import Texts
from reportkit.tree.nodes import Scalar


def read_opening(written: WrittenReport, texts: Texts) -> Opening[NoteRef]:
    """The texts above the body, those that refer to no note included."""
    return Opening(
        texts.with_notes(texts.heading(written.title)),
        texts.with_notes(texts.heading(written.deck)),
        tuple(map(texts.with_notes, texts.paragraphs(written.summary))),
    )


def referring(opening: Opening[NoteRef]) -> Opening[NoteRef]:
    """Those of the texts above the body that refer to notes."""
    title = opening.title if _refers(opening.title) else ()
    deck = opening.deck if _refers(opening.deck) else ()
    return Opening(title, deck, opening.summary if any(map(_refers, opening.summary)) else ())


def _refers(content: Content[NoteRef]) -> bool:
    return any(map(refers, content))


def read_meta(
    written: WrittenReport, opening: Opening[NoteRef], texts: Texts, pictures: Pictures
) -> Meta:
    """The metadata of the report, which refers to no notes."""
    plain = texts.without_notes
    return Meta(
        title=plain(opening.title, written.title),
        date=_day(written.date),
        date_text=texts.string(written.date_text)
        or print_date(written.date, written.language, written.timezone or ""),
        language=written.language,
        direction=direction_of(written.language),
        subtitle=texts.title(written.subtitle),
        deck=plain(opening.deck, written.deck or written.title),
        series=_series(written.series, texts),
        timezone=written.timezone or "",
        authors=tuple(_person(author, texts) for author in written.authors),
        publisher=_publisher(written.publisher, texts, pictures),
        identifiers=_identifiers(written, texts),
        rights=_rights(written.rights, texts),
        marking=_marking(written, texts),
        keywords=_keywords(written, texts),
        summary=tuple(plain(one, written.summary or written.title) for one in opening.summary),
        cover=_cover(written.cover, texts, pictures),
        matter=read_matter(written, texts),
    )


def _day(moment: date | datetime) -> date | datetime:
    """The date for metadata: of a month, its first day."""
    return date(moment.year, moment.month, 1) if isinstance(moment, Month) else moment


def read_options(written: WrittenReport, texts: Texts, folder: Path) -> Options:
    """The options of the report. Its theme is one that ships, or in its folder."""
    if written.theme is not None:
        inside(written.theme, folder, texts.problems)
    contents = written.contents or WrittenContents()
    return Options(
        placement=written.note_options.placement,
        own_placement="placement" in written.note_options.model_fields_set,
        numbering=written.note_options.numbering,
        repeat=written.note_options.repeat,
        contents=written.contents is not None,
        contents_depth=contents.depth or Options().contents_depth,
        figure_list=contents.figures,
        table_list=contents.tables,
        numbered_headings=written.numbered_headings,
        nonbreaking_spaces=written.nonbreaking_spaces,
        smart_typography=written.typography == "smart",
        judgement_summary=written.judgement_summary,
        cover=written.cover is not None if "cover" in written.model_fields_set else None,
        theme=texts.string(written.theme) or "briefing",
    )


def _series(written: WrittenSeries | None, texts: Texts) -> Series | None:
    if written is None:
        return None
    return Series(
        name=texts.string(written.name),
        number=texts.string(written.number),
        volume=texts.string(written.volume),
        issn=_checked(written.issn, texts, identifiers.issn_fault),
    )


def _keywords(written: WrittenReport, texts: Texts) -> tuple[str, ...]:
    words = tuple(map(texts.string, written.keywords))
    if len(words) == 1:
        texts.slips.several(written.keywords[0], "keywords", names.keywords(words[0]))
    return words


def _person(written: WrittenAuthor, texts: Texts) -> Person:
    texts.slips.several(written.name, "authors", names.people(written.name.text))
    return Person(
        name=texts.string(written.name),
        affiliation=texts.string(written.affiliation),
        email=texts.string(written.email),
        orcid=_checked(written.orcid, texts, identifiers.orcid_fault, bare=identifiers.bare_orcid),
        role=texts.string(written.role),
        bio=texts.plain(written.bio),
    )


def _cover(written: WrittenCover | None, texts: Texts, pictures: Pictures) -> Cover | None:
    if written is None:
        return None
    if written.image is None:
        return Cover()
    if written.alt is None:
        message = "a cover image needs alternative text"
        texts.problems.add("RK802", message, written.image.span)
    return Cover(pictures.read(written.image), texts.string(written.alt))


def _publisher(
    written: WrittenPublisher | None, texts: Texts, pictures: Pictures
) -> Publisher | None:
    if written is None:
        return None
    address = texts.address(written.url)
    defanged = address.defanged if address is not None else ""
    logo = pictures.read(written.logo) if written.logo is not None else None
    return Publisher(
        name=texts.string(written.name),
        place=", ".join(filter(None, (texts.string(written.place), defanged))),
        url="" if address is None or defanged else address.url,
        logo=logo,
    )


def _identifiers(written: WrittenReport, texts: Texts) -> tuple[tuple[str, str], ...]:
    if written.identifiers is None:
        return ()
    pairs = (
        ("report_number", texts.string(written.identifiers.report_number)),
        ("isbn", _checked(written.identifiers.isbn, texts, identifiers.isbn_fault)),
        ("doi", _checked(written.identifiers.doi, texts, identifiers.doi_fault, "RK308", bare_doi)),
    )
    return tuple((kind, value) for kind, value in pairs if value)


def _checked(
    scalar: Scalar | None,
    texts: Texts,
    fault: Callable[[str], str | None],
    code: str = "RK307",
    bare: Callable[[str], str] = str,
) -> str:
    """A number of some register in its bare form, with a finding when it cannot be one."""
    text = bare(texts.string(scalar))
    message = fault(text) if text else None
    if scalar is not None and message is not None:
        texts.problems.add(code, message, scalar.span)
    return text


def _rights(written: WrittenRights | None, texts: Texts) -> Rights | None:
    if written is None:
        return None
    parts = (written.copyright, written.licence, written.disclaimer)
    return Rights(*map(texts.plain, parts))


def _marking(written: WrittenReport, texts: Texts) -> str:
    marking = written.marking
    if marking is None:
        return ""
    return marking.tlp or texts.string(marking.banner)
