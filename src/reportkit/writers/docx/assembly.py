"""The package: its parts, the relationships between them, and reproducible bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import TYPE_CHECKING, Final, TypeAlias

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from msgspec.structs import replace

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Outcome
from reportkit.style import Theme
from reportkit.writers.archive import pack
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.docx import (
    cover,
    embedded_source,
    properties_parts,
    running_parts,
    settings_part,
    styles_part,
    theme_part,
)
from reportkit.writers.docx.document_part import document_part
from reportkit.writers.docx.font_table import font_table
from reportkit.writers.docx.notes_part import RenderedNotes, note_kind, notes_part
from reportkit.writers.docx.numbering_part import numbering_part
from reportkit.writers.docx.relationships import Relationship, relate, relationship_id
from reportkit.writers.docx.running_parts import Place, RunningKind
from reportkit.writers.docx.sections import Running, RunningReference
from reportkit.writers.docx.wordml import attribute, part_bytes

if TYPE_CHECKING:
    from reportkit.writers.docx.word_template import WordTemplate

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_NOTES: Final = {
    "footnote": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "endnote": (CT.WML_ENDNOTES, RT.ENDNOTES),
}
_RUNNING: Final[dict[RunningKind, tuple[str, str]]] = {
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
}

RunningPart: TypeAlias = tuple[RunningKind, Place, Part]
"""A header or footer, and the kind of pages that it is for."""


def docx(publication: Publication, context: WriteContext) -> WriterOutput:
    """The finished file and its warnings. Raises WriterError if Word cannot represent the
    report."""
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
    """document.xml with everything it refers to, and a warning for each font not embedded."""
    meta, theme, layout = publication.meta, publication.theme, publication.word_layout
    if not theme.docx_parts and layout.page != theme.page:
        theme = theme.model_copy(update={"page": layout.page})
        publication = replace(publication, theme=theme)
    rtl, look = meta.direction == "rtl", cover.look_of(publication)
    sheet = styles_part.styles_part(theme, meta.language, rtl, layout.fits, look)
    template = _template(theme, sheet)
    if template is not None:
        sheet = template.styles
        theme = theme.model_copy(update={"page": layout.page})
        publication = replace(publication, theme=theme)
    running, before = _running(publication, template)
    abstract, instance = (0, 1) if template is None else template.first_numbering()
    text = document_part(
        publication,
        context,
        running,
        template,
        first_relationship=len(before) + 1,
        first_numbering=instance,
    )
    notes = notes_part(publication, template, instance + len(text.numbering))
    lists = numbering_part((*text.numbering, *notes.numbering), abstract, instance)
    looks = _looks(publication, template, lists)
    others = [
        (_part("/word/styles.xml", CT.WML_STYLES, sheet), RT.STYLES),
        *looks.value,
        (_notes(publication, notes), _NOTES[note_kind(publication.report)][1]),
    ]
    if publication.provenance.source:
        others.append((_carried(publication), RT.CUSTOM_XML))
    main = _part("/word/document.xml", CT.WML_DOCUMENT_MAIN, text.data)
    relate(main, (*before, *text.relationships, *starmap(Relationship, others)))
    return Outcome(main, looks.findings)


def _template(theme: Theme, sheet: bytes) -> WordTemplate | None:
    """The Word template of the theme, if it has one, merged with our styles."""
    if not theme.docx_parts:
        return None
    from reportkit.writers.docx.word_template import WordTemplate  # late: most reports have none

    return WordTemplate.opened(theme.docx_parts, sheet)


# --- headers and footers ------------------------------------------------------------------------


def _running(
    publication: Publication, template: WordTemplate | None
) -> tuple[Running, tuple[Relationship, ...]]:
    """The headers and footers: the references in sections, and their relationships, which come
    before all others. They are those of the template if it has any; ours are then used only where a
    page would lack the marking."""
    if template is not None and template.has_running():
        upright = list(_template_running(publication, template))
        further, landscape = [], []  # sections without any inherit those of the section before
    else:
        facing = publication.theme.page.facing
        facing = facing or (template is not None and "even" in template.places())
        upright = further = list(_upright_running(publication, facing))
        landscape = list(_landscape_running(publication, facing))
    related = (Relationship(part, _RUNNING[kind][1]) for kind, _, part in (*upright, *landscape))
    relationships = tuple(dict.fromkeys(related))
    running = Running(
        first=_references(upright, relationships),
        upright=_references([r for r in further if r[1] != "first"], relationships),
        landscape=_references(landscape, relationships),
    )
    return running, relationships


def _references(
    parts: Iterable[RunningPart], relationships: Sequence[Relationship]
) -> tuple[RunningReference, ...]:
    ids = {r.target: relationship_id(number) for number, r in enumerate(relationships, 1)}
    return tuple(RunningReference(kind, place, ids[part]) for kind, place, part in parts)


def _template_running(publication: Publication, template: WordTemplate) -> Iterator[RunningPart]:
    watermark = running_parts.watermark_run(publication)
    theirs = template.running(running_parts.marking_line(publication), watermark)
    for (kind, place), part in theirs.items():
        yield kind, place, part
    marked = [(kind, place) for kind in _RUNNING for place in template.places()]
    for kind, place in marked:
        needed = publication.marking or (watermark and kind == "header")
        if needed and (kind, place) not in theirs:
            data = running_parts.marking_part(publication, "hdr" if kind == "header" else "ftr")
            yield kind, place, _part(f"/word/{kind}-{place}.xml", _RUNNING[kind][0], data)


def _upright_running(publication: Publication, facing: bool) -> Iterator[RunningPart]:
    for number, place in enumerate(running_parts.places(facing), 1):
        head = running_parts.header_part(publication, place)
        folio = place != "first" or not publication.front.title_page
        foot = running_parts.footer_part(publication, place, folio)
        yield "header", place, _part(f"/word/header{number}.xml", CT.WML_HEADER, head)
        yield "footer", place, _part(f"/word/footer{number}.xml", CT.WML_FOOTER, foot)


def _landscape_running(publication: Publication, facing: bool) -> Iterator[RunningPart]:
    """Those of landscape pages, whose tab stops are further right; none without such pages."""
    if not any(fit.landscape for fit in publication.word_layout.fits.values()):
        return
    for place in running_parts.places(facing):
        if place == "first":
            continue
        head = running_parts.header_part(publication, place, landscape=True)
        foot = running_parts.footer_part(publication, place, landscape=True)
        header, footer = (f"/word/{name}-landscape-{place}.xml" for name in ("header", "footer"))
        yield "header", place, _part(header, CT.WML_HEADER, head)
        yield "footer", place, _part(footer, CT.WML_FOOTER, foot)


# --- the other parts ----------------------------------------------------------------------------


def _looks(
    publication: Publication, template: WordTemplate | None, numbering: bytes
) -> Outcome[list[tuple[Part, str]]]:
    """Settings, lists, fonts and colours, and the findings about fonts."""
    theme, language = publication.theme, publication.meta.language
    options = settings_part.settings_part(note_kind(publication.report), language, theme)
    lists = _part("/word/numbering.xml", CT.WML_NUMBERING, numbering)
    fonts, findings = font_table(theme, language)
    colours = _part("/word/theme/theme1.xml", CT.OFC_THEME, theme_part.theme_part(theme))
    if template is not None:
        options, lists = template.settings(options), template.numbering(lists)
        fonts, colours = template.fonts(fonts), template.colours(colours)
    parts = [
        (_part("/word/settings.xml", CT.WML_SETTINGS, options), RT.SETTINGS),
        (lists, RT.NUMBERING),
        (fonts, RT.FONT_TABLE),
        (colours, RT.THEME),
    ]
    return Outcome(parts, findings)


def _notes(publication: Publication, notes: RenderedNotes) -> Part:
    """The notes, with their links as relationships of the notes part."""
    kind = note_kind(publication.report)
    part = _part(f"/word/{kind}s.xml", _NOTES[kind][0], notes.data)
    relate(part, notes.relationships)
    return part


def _carried(publication: Publication) -> Part:
    """The report for the way back, with the properties that Word requires for a custom part."""
    provenance = publication.provenance
    data = embedded_source.carried_part(publication.report, provenance.source)
    item = _part("/customXml/item1.xml", CT.XML, data)
    properties = embedded_source.carried_properties(provenance.identifier)
    store = _part("/customXml/itemProps1.xml", CT.OFC_CUSTOM_XML_PROPERTIES, properties)
    relate(item, [Relationship(store, RT.CUSTOM_XML_PROPS)])
    return item


def _part(name: str, content_type: str, data: bytes) -> Part:
    return Part(PackURI(name), content_type, data)


# --- saving -------------------------------------------------------------------------------------


def _members(package: OpcPackage) -> Iterator[tuple[str, bytes]]:
    """The files of the package. python-docx would save them with the current time."""
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
