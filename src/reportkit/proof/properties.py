"""Whether the metadata of a finished file agrees with the publication: properties, navigation,
alternative texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Final, TypeAlias

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import Equation, Figure
from reportkit.proof.base import Difference, ExtractedText, PropertyKind, ReadProperties, Same

Values: TypeAlias = Mapping[str, tuple[str, ...]]

_NAMES: Final = {
    **dict.fromkeys(("Title", "dc:title", "docTitle", "title", "pageBreakSource"), "the title"),
    **dict.fromkeys(("Author", "dc:creator"), "the authors"),
    **dict.fromkeys(("Keywords", "pdf:Keywords", "cp:keywords"), "the keywords"),
    **dict.fromkeys(("Lang", "dc:language", "language", "lang", "xml:lang"), "the language"),
    **dict.fromkeys(("Subject", "belongs-to-collection", "collection-type"), "the series"),
    **dict.fromkeys(("group-position", "dcterms:identifier"), "the series"),
    **dict.fromkeys(("CreationDate", "xmp:CreateDate", "dcterms:created", "dc:date"), "the date"),
    **dict.fromkeys(("ModDate", "xmp:ModifyDate", "xmp:MetadataDate"), "the date of change"),
    "dcterms:modified": "the date of change",
    "dc:contributor": "the contributors",
    "role": "the role of an author",
    "title-type": "the kind of a title",
    "dc:description": "the description",
    "dc:identifier": "the identifiers",
    "dc:publisher": "the publisher",
    "dc:rights": "the rights",
    "dc:subject": "the subject",
    **dict.fromkeys(("cp:version", "schema:version", "xmpMM:VersionID"), "the version"),
    **dict.fromkeys(("cp:contentStatus", "schema:creativeWorkStatus", "xmp:Label"), "the status"),
    "Outlines": "the bookmarks",
    "toc": "the contents",
    "navMap": "the contents",
    "heading": "the heading of the contents",
    "loi": "the list of figures",
    "lot": "the list of tables",
    "landmarks": "the landmarks",
    "guide": "the landmarks",
    "pageList": "the page list",
    "notes": "the heading of the notes",
}
"""The names of properties in findings, by the name in the format."""
_WORD_TAKES: Final = 255
"""The maximum length of a Word property, in UTF-16 code units."""
_MOST_CUT: Final = 80
"""How many more characters of a longer one may be missing, because no word is cut."""


def property_differences(
    publication: Publication, extracted: ExtractedText, same: Same
) -> Iterator[Difference]:
    """The differences between the metadata in each part of a file and the publication."""
    for said in extracted.properties:
        wanted = _EXPECTED[said.kind](publication, extracted)
        for name in dict.fromkeys((*wanted, *said.values)):
            here = tuple(filter(None, wanted.get(name, ())))
            there = tuple(filter(None, said.values.get(name, ())))
            if said.kind == "core":
                here = _as_word_takes_them(here, there)
            yield from _of_one(said, name, here, there, same)


def _of_one(
    said: ReadProperties, name: str, wanted: Sequence[str], found: Sequence[str], same: Same
) -> Iterator[Difference]:
    if len(wanted) == len(found) and all(map(same, wanted, found)):
        return
    code = "RK919" if name in _NAVIGATION else "RK916"
    what = _NAMES.get(name, "the property")
    where = f"{what} in {said.where}" + ("" if name in _NAVIGATION else f" ({name})")
    if len(wanted) == len(found):
        for one, other in zip(wanted, found, strict=True):
            if not same(one, other):
                yield Difference(code, where, one, other)
    else:
        yield Difference(code, where, "; ".join(wanted), "; ".join(found))


_NAVIGATION: Final = frozenset(
    (
        "Outlines",
        "toc",
        "loi",
        "lot",
        "navMap",
        "heading",
        "landmarks",
        "guide",
        "pageList",
        "notes",
    )
)


def _as_word_takes_them(wanted: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """The expected values; one that is too long for Word is replaced by the value found, if that is
    its beginning and as long as Word allows."""
    if len(wanted) != 1 or len(found) != 1 or _units(wanted[0]) <= _WORD_TAKES:
        return wanted
    beginning = found[0].removesuffix(" …")
    enough = _WORD_TAKES - _MOST_CUT <= _units(found[0]) <= _WORD_TAKES
    cut = enough and beginning != found[0] and wanted[0].startswith(beginning)
    return found if cut else wanted


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- what each part says ------------------------------------------------------------------------


def _info(publication: Publication, extracted: ExtractedText) -> Values:
    about = publication.properties
    moment = publication.provenance.modified.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    return {
        "Title": (about.title,),
        "Author": (", ".join(about.authors),),
        "Keywords": (", ".join(about.keywords),),
        "CreationDate": (moment,),
        "ModDate": (moment,),
    }


def _xmp(publication: Publication, extracted: ExtractedText) -> Values:
    about, moment = publication.properties, _moment(publication)
    return {
        "dc:title": (about.title,),
        "dc:creator": about.authors,
        "pdf:Keywords": (", ".join(about.keywords),),
        "xmp:CreateDate": (moment,),
        "xmp:ModifyDate": (moment,),
        "xmpMM:VersionID": (about.version or ("1" if extracted.press else ""),),
        "xmp:Label": (about.status,),
        **({"xmp:MetadataDate": (moment,)} if extracted.press else {}),
    }


def _catalog(publication: Publication, extracted: ExtractedText) -> Values:
    report = publication.report
    notes = report.notes and report.options.placement == "end"
    after = (publication.back.notes_heading,) if notes else ()
    return {
        "Lang": (publication.properties.language,),
        "Outlines": (
            publication.running.title,
            *_front_headings(publication),
            *_headings(publication, walk.DEEPEST),
            *after,
            *_sections(publication),
        ),
    }


def _core(publication: Publication, extracted: ExtractedText) -> Values:
    about, moment = publication.properties, _moment(publication)
    return {
        "dc:title": (about.title,),
        "dc:subject": (about.series,),
        "dc:creator": ("; ".join(about.authors),),
        "cp:keywords": (", ".join(about.keywords),),
        "dc:description": (about.deck,),
        "dc:identifier": (about.identifier,),
        "dc:language": (about.language,),
        # Where a report has no version, programs set one of their own on saving.
        "cp:version": (about.version,) if about.version else _own(extracted, "core", "cp:version"),
        "cp:contentStatus": (about.status,),
        "dcterms:created": (moment,),
        "dcterms:modified": (moment,),
    }


def _own(extracted: ExtractedText, kind: PropertyKind, name: str) -> tuple[str, ...]:
    """What the file has for a property."""
    return next((p.values.get(name, ()) for p in extracted.properties if p.kind == kind), ())


def _custom(publication: Publication, extracted: ExtractedText) -> Values:
    return {"reportkit schema": ("1",)}


def _app(publication: Publication, extracted: ExtractedText) -> Values:
    return {}


def _styles(publication: Publication, extracted: ExtractedText) -> Values:
    return {"language": (publication.properties.language,)}


def _opf(publication: Publication, extracted: ExtractedText) -> Values:
    about = publication.properties
    people = list(zip(about.authors, about.relators, strict=True))
    series = about.collection
    paged = {"pageBreakSource": (f"{about.title} (PDF)",)} if extracted.pages else {}
    return {
        "dcterms:modified": (_moment(publication),),
        "dc:identifier": (about.identifier, *about.identifiers),
        "dc:title": (about.title, about.subtitle),
        "dc:language": (about.language,),
        "dc:creator": tuple(name for name, relator in people if relator == "aut"),
        "dc:contributor": tuple(name for name, relator in people if relator != "aut"),
        "dc:publisher": (about.publisher,),
        "dc:date": (about.day.isoformat(),),
        "dc:rights": about.rights,
        "dc:subject": about.keywords,
        "dc:description": (about.summary or about.deck,),
        "schema:version": (about.version,),
        "schema:creativeWorkStatus": (about.status,),
        "role": tuple(f"{name}: {relator}" for name, relator in people),
        **(
            {"title-type": (f"{about.title}: main", f"{about.subtitle}: subtitle")}
            if about.subtitle
            else {}
        ),
        **paged,
        **(
            {}
            if series is None
            else {
                "belongs-to-collection": (series.name,),
                "collection-type": (f"{series.name}: series",),
                "group-position": (series.position and f"{series.name}: {series.position}",),
                "dcterms:identifier": (series.issn and f"{series.name}: urn:issn:{series.issn}",),
            }
        ),
        "xml:lang": (about.language,),
        "guide": _landmarks(publication, extracted),
    }


def _xhtml(publication: Publication, extracted: ExtractedText) -> Values:
    language = (publication.properties.language,)
    return {"title": (publication.properties.title,), "lang": language, "xml:lang": language}


def _nav(publication: Publication, extracted: ExtractedText) -> Values:
    return {
        "heading": (publication.terms.contents,),
        "toc": _listed(publication, extracted, "nav", "toc"),
        **{
            "loi" if listed.kind == "figures" else "lot": (
                listed.heading,
                *(walk.printed_text(entry.text) for entry in listed.entries),
            )
            for listed in publication.front.lists
        },
        "landmarks": _landmarks(publication, extracted),
    }


def _ncx(publication: Publication, extracted: ExtractedText) -> Values:
    return {
        "docTitle": (publication.properties.title,),
        "xml:lang": (publication.properties.language,),
        "navMap": _listed(publication, extracted, "ncx", "navMap"),
        "pageList": tuple(page.label for page in extracted.pages or ()),
    }


_EXPECTED: Final[dict[PropertyKind, Callable[[Publication, ExtractedText], Values]]] = {
    "info": _info,
    "xmp": _xmp,
    "catalog": _catalog,
    "core": _core,
    "custom": _custom,
    "app": _app,
    "styles": _styles,
    "opf": _opf,
    "xhtml": _xhtml,
    "nav": _nav,
    "ncx": _ncx,
}


def _moment(publication: Publication) -> str:
    return publication.provenance.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- navigation ---------------------------------------------------------------------------------


def _headings(publication: Publication, depth: int) -> tuple[str, ...]:
    """The headings that have text, down to a level: one that is only a note mark cannot be
    listed."""
    found = walk.headings(publication.report.blocks, depth)
    return tuple(filter(None, (walk.printed_text(text) for _, text, _ in found)))


def _front_headings(publication: Publication) -> Iterator[str]:
    """The headings of the front matter."""
    front = publication.front
    for part in (front.summary, front.judgements, *front.contents_and_lists):
        if part is not None:
            yield part.heading


def _sections(publication: Publication) -> tuple[str, ...]:
    """The headings of the back matter."""
    return tuple(section.heading for section in publication.back.sections)


def _listed(
    publication: Publication, extracted: ExtractedText, kind: PropertyKind, name: str
) -> tuple[str, ...]:
    """The entries in the contents of a book: its headings, or its title if there are none, those of
    the back matter, and after the headings of a file its notes. The position of the notes is taken
    from the file; the order ensures that no other entry takes their place."""
    depth = publication.report.options.contents_depth
    headings = list(_headings(publication, depth))
    if next(walk.headings(publication.report.blocks, depth), None) is None:
        headings = [publication.properties.title]
    headings += _sections(publication)
    notes = list(_note_headings(publication, extracted))
    there = _own(extracted, kind, name)
    wanted: list[str] = []
    for entry in there:
        if notes and entry == notes[0] and not (headings and entry == headings[0]):
            wanted.append(notes.pop(0))
        elif headings:
            wanted.append(headings.pop(0))
    return (*wanted, *headings, *notes)


def _note_headings(publication: Publication, extracted: ExtractedText) -> Iterator[str]:
    """The headings of the notes in each file: those of several files are distinguished by their
    numbers, unless the numbers restart with each section."""
    heading = publication.back.notes_heading
    several = len(extracted.note_sections) > 1
    for section in extracted.note_sections:
        first, last = section.first, section.last
        numbered = f"{heading} {first}" if first == last else f"{heading} {first}–{last}"
        if publication.report.options.numbering == "section":
            yield heading
        else:
            # A single list may belong to one of several files, if the others have no notes.
            yield numbered if several or section.heading == numbered else heading


def _landmarks(publication: Publication, extracted: ExtractedText) -> tuple[str, ...]:
    title, front = publication.properties.title, publication.front
    contents = () if front.contents is None else (front.contents.heading, title)
    cover = () if front.cover is None else (title,)
    return (*cover, *contents, title, *_note_headings(publication, extracted))


def note_heading_differences(
    publication: Publication, extracted: ExtractedText, same: Same
) -> Iterator[Difference]:
    """The headings of lists of notes that differ."""
    wanted = tuple(_note_headings(publication, extracted))
    for section, heading in zip(extracted.note_sections, wanted, strict=True):
        if not same(heading, section.heading):
            yield Difference("RK904", "the heading of the notes", heading, section.heading)


# --- pictures -----------------------------------------------------------------------------------


def picture_differences(
    publication: Publication, extracted: ExtractedText, same: Same
) -> Iterator[Difference]:
    """The alternative texts that differ from the report, in reading order."""
    if extracted.pictures is None:
        return
    found = list(extracted.pictures)
    for what, alt in _pictures(publication, extracted):
        there = found.pop(0) if found else "none"
        if not same(alt, there):
            yield Difference("RK917", f"the alternative text of {what}", alt, there)
    for alt in found:
        yield Difference("RK917", "an alternative text", "none", alt)


def _pictures(publication: Publication, extracted: ExtractedText) -> Iterator[tuple[str, str]]:
    """Each picture with an alternative text in this format, and that text."""
    front = publication.front
    drawn = extracted.medium == "epub"  # where there is always a picture of the cover
    if front.cover is not None and (front.cover.image is not None or drawn):
        yield "the cover", front.cover.alt
    if front.title.logo is not None and not drawn:
        yield "the logo", front.title.logo_alt
    number = 0
    for block in walk.blocks(publication.report.blocks):
        if isinstance(block, Equation) and extracted.medium in ("pdf", "epub"):
            yield block.label.text or "an equation", block.alt
        if isinstance(block, Figure):
            number += 1
            alt = walk.description(block)
            if extracted.medium == "docx":
                alt = walk.description_with_data(block, publication.report.terms)
            if alt:
                yield block.label.text or f"picture {number}", alt
