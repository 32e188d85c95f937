"""The package: its parts, how they point to each other, and bytes that repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from msgspec.structs import replace

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Outcome
from reportkit.model.document import ResolvedReport
from reportkit.style import Theme
from reportkit.writers.archive import pack
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.docx import (
    embedded_source,
    properties_parts,
    running_parts,
    settings_part,
    styles_part,
    theme_part,
)
from reportkit.writers.docx.document_part import document_part
from reportkit.writers.docx.font_table import font_table
from reportkit.writers.docx.notes_part import note_kind, notes_part
from reportkit.writers.docx.relations import Relations
from reportkit.writers.docx.sections import Sections
from reportkit.writers.docx.wordml import attribute, part_bytes

if TYPE_CHECKING:
    from reportkit.writers.docx.word_template import WordTemplate

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_NOTES: Final = {
    "footnote": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "endnote": (CT.WML_ENDNOTES, RT.ENDNOTES),
}
_RUNNING: Final = {
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
}


def docx(publication: Publication, context: WriteContext) -> WriterOutput:
    """The finished file, and warnings. Raises WriterError when Word could not hold the report."""
    package = OpcPackage()
    core, shortened = properties_parts.core_part(publication)
    main, unembedded = _main_part(publication, context)
    for part, reltype in (
        (main, RT.OFFICE_DOCUMENT),
        (_part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, core), RT.CORE_PROPERTIES),
        (
            _part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, properties_parts.app_part()),
            RT.EXTENDED_PROPERTIES,
        ),
        (
            _part("/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, properties_parts.custom_part()),
            RT.CUSTOM_PROPERTIES,
        ),
    ):
        package.relate_to(part, reltype)
    data = pack((name, data, True) for name, data in _members(package))
    return WriterOutput(data, (*shortened, *unembedded))


def _main_part(publication: Publication, context: WriteContext) -> Outcome[Part]:
    """document.xml with all that it points to, and a warning for each font that is not embedded."""
    relations = Relations()
    report, theme, house = publication.report, publication.theme, _house(publication)
    meta, kind = report.meta, note_kind(report)
    sheet = styles_part.styles_part(
        theme, meta.language, meta.direction == "rtl", publication.word_layout.fits
    )
    if house is not None:
        sheet = house.styles(sheet)
        page = publication.word_layout.page
        publication = replace(publication, theme=theme.model_copy(update={"page": page}))
    upright, landscape = (
        [
            (name, place, relations.part(part, _RUNNING[name][1]))
            for name, place, part in running_parts
        ]
        for running_parts in (_running(publication, house), _landscape_running(publication, house))
    )
    sections = Sections(report, publication.theme, upright, landscape, house)
    text, numbering = document_part(publication, context, relations, sections)
    main = _part("/word/document.xml", CT.WML_DOCUMENT_MAIN, text)
    relations.part(_part("/word/styles.xml", CT.WML_STYLES, sheet), RT.STYLES)
    looks, findings = _looks(publication, house, numbering)
    for part, reltype in looks:
        relations.part(part, reltype)
    relations.part(_notes(report, publication.theme, house), _NOTES[kind][1])
    if publication.provenance.source:
        relations.part(_carried(publication), RT.CUSTOM_XML)
    relations.attach(main)
    return Outcome(main, findings)


def _house(publication: Publication) -> WordTemplate | None:
    """The house's template, if the theme has one."""
    if not publication.theme.docx_parts:
        return None
    from reportkit.writers.docx.word_template import WordTemplate  # late: most reports have none

    return WordTemplate(publication.theme.docx_parts)


def _running(
    publication: Publication, house: WordTemplate | None
) -> Iterator[tuple[str, str, Part]]:
    """Headers and footers: header or footer, for which pages, and the part. Those of the house's
    template, if it has any; then ours is only the marking, which no page may lack."""
    if house is None or not house.has_running():
        yield from _own_running(publication, _facing(publication, house))
        return
    theirs = house.running(running_parts.marking_line(publication))
    for (name, place), part in theirs.items():
        yield name, place, part
    marked = [(name, place) for name in _RUNNING for place in house.places()]
    for name, place in marked if publication.marking else ():
        if (name, place) not in theirs:
            data = running_parts.marking_part(publication, "hdr" if name == "header" else "ftr")
            yield name, place, _part(f"/word/{name}-{place}.xml", _RUNNING[name][0], data)


def _facing(publication: Publication, house: WordTemplate | None) -> bool:
    return publication.theme.page.facing or (house is not None and "even" in house.places())


def _own_running(publication: Publication, facing: bool) -> Iterator[tuple[str, str, Part]]:
    for number, place in enumerate(running_parts.places(facing), 1):
        head = running_parts.header_part(publication, place)
        folio = place != "first" or not publication.front.title_page
        foot = running_parts.footer_part(publication, place, folio)
        yield "header", place, _part(f"/word/header{number}.xml", CT.WML_HEADER, head)
        yield "footer", place, _part(f"/word/footer{number}.xml", CT.WML_FOOTER, foot)


def _landscape_running(
    publication: Publication, house: WordTemplate | None
) -> Iterator[tuple[str, str, Part]]:
    """Headers and footers of landscape pages, whose tabs reach further; those of the house's
    template are taken as they are."""
    if not any(fit.landscape for fit in publication.word_layout.fits.values()):
        return
    if house is not None and house.has_running():
        return
    for place in running_parts.places(_facing(publication, house)):
        if place == "first":
            continue
        head = running_parts.header_part(publication, place, landscape=True)
        foot = running_parts.footer_part(publication, place, landscape=True)
        header, footer = (f"/word/{name}-landscape-{place}.xml" for name in ("header", "footer"))
        yield "header", place, _part(header, CT.WML_HEADER, head)
        yield "footer", place, _part(footer, CT.WML_FOOTER, foot)


def _looks(
    publication: Publication, house: WordTemplate | None, numbering: bytes
) -> Outcome[list[tuple[Part, str]]]:
    """Lists, settings, fonts and colours; and what was found about the fonts."""
    theme, language = publication.theme, publication.meta.language
    options = settings_part.settings_part(note_kind(publication.report), language, theme)
    lists = _part("/word/numbering.xml", CT.WML_NUMBERING, numbering)
    fonts, findings = font_table(theme, language)
    colours = _part("/word/theme/theme1.xml", CT.OFC_THEME, theme_part.theme_part(theme))
    if house is not None:
        options, lists = house.settings(options), house.numbering(lists)
        fonts, colours = house.fonts(fonts), house.colours(colours)
    parts = [
        (_part("/word/settings.xml", CT.WML_SETTINGS, options), RT.SETTINGS),
        (lists, RT.NUMBERING),
        (fonts, RT.FONT_TABLE),
        (colours, RT.THEME),
    ]
    return Outcome(parts, findings)


def _notes(report: ResolvedReport, theme: Theme, house: WordTemplate | None) -> Part:
    """The notes, whose links are relationships of their own part."""
    relations = Relations()
    kind = note_kind(report)
    part = _part(f"/word/{kind}s.xml", _NOTES[kind][0], notes_part(report, theme, relations, house))
    relations.attach(part)
    return part


def _carried(publication: Publication) -> Part:
    """The report for the way back, with the properties that Word wants of a custom part."""
    relations, provenance = Relations(), publication.provenance
    data = embedded_source.carried_part(publication.report, provenance.source)
    item = _part("/customXml/item1.xml", CT.XML, data)
    properties = embedded_source.carried_properties(provenance.identifier)
    store = _part("/customXml/itemProps1.xml", CT.OFC_CUSTOM_XML_PROPERTIES, properties)
    relations.part(store, RT.CUSTOM_XML_PROPS)
    relations.attach(item)
    return item


def _part(name: str, content_type: str, data: bytes) -> Part:
    return Part(PackURI(name), content_type, data)


# --- saving -------------------------------------------------------------------------------------


def _members(package: OpcPackage) -> Iterator[tuple[str, bytes]]:
    """The files of the package. python-docx would save them with the time of day."""
    parts = list(package.iter_parts())
    yield "[Content_Types].xml", _content_types(parts)
    yield PACKAGE_URI.rels_uri.membername, _encoded(package.rels.xml)
    for part in parts:
        yield part.partname.membername, part.blob
        if len(part.rels):
            yield part.partname.rels_uri.membername, _encoded(part.rels.xml)


def _content_types(parts: Iterable[Part]) -> bytes:
    """[Content_Types].xml: pictures by suffix, the other parts by name."""
    defaults = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    names: dict[str, str] = {}
    for part in parts:
        suffix = part.partname.ext.lstrip(".")
        if not part.content_type.startswith("image/") or (
            defaults.setdefault(suffix, part.content_type) != part.content_type
        ):
            names[part.partname] = part.content_type
    lines = [
        f"<Default Extension={attribute(suffix)} ContentType={attribute(content_type)}/>"
        for suffix, content_type in sorted(defaults.items())
    ]
    lines += [
        f"<Override PartName={attribute(name)} ContentType={attribute(content_type)}/>"
        for name, content_type in sorted(names.items())
    ]
    return part_bytes(f'<Types xmlns="{_TYPES}">{"".join(lines)}</Types>')


def _encoded(xml: str | bytes) -> bytes:
    return xml.encode("utf-8") if isinstance(xml, str) else xml
