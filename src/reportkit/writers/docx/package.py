"""The package: its parts, how they point to each other, and bytes that repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part

from reportkit.document import ResolvedReport
from reportkit.writers.archive import pack
from reportkit.writers.base import WriteContext, Written
from reportkit.writers.docx import carried, palette, properties, running, settings, styles
from reportkit.writers.docx.document import document_part
from reportkit.writers.docx.markup import attribute, part_bytes
from reportkit.writers.docx.notes import note_kind, notes_part
from reportkit.writers.docx.relations import Relations

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_NOTES: Final = {
    "footnote": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "endnote": (CT.WML_ENDNOTES, RT.ENDNOTES),
}


def docx(report: ResolvedReport, context: WriteContext) -> Written:
    """The finished file, and warnings. Raises WriterError when Word could not hold the report."""
    package = OpcPackage()
    core, found = properties.core_part(report, context)
    for part, reltype in (
        (_main_part(report, context), RT.OFFICE_DOCUMENT),
        (_part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, core), RT.CORE_PROPERTIES),
        (
            _part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, properties.app_part()),
            RT.EXTENDED_PROPERTIES,
        ),
        (
            _part("/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, properties.custom_part()),
            RT.CUSTOM_PROPERTIES,
        ),
    ):
        package.relate_to(part, reltype)
    data = pack((name, data, True) for name, data in _members(package))
    return Written(data, tuple(found))


def _main_part(report: ResolvedReport, context: WriteContext) -> Part:
    """document.xml with all that it points to."""
    relations = Relations()
    foot = running.footer_part(report)
    heads = [running.header_part(report, first) for first in (False, True)]
    section = [
        (kind, place, relations.part(part, reltype))
        for kind, place, part, reltype in (
            ("header", "default", _part("/word/header1.xml", CT.WML_HEADER, heads[0]), RT.HEADER),
            ("header", "first", _part("/word/header2.xml", CT.WML_HEADER, heads[1]), RT.HEADER),
            ("footer", "default", _part("/word/footer1.xml", CT.WML_FOOTER, foot), RT.FOOTER),
            ("footer", "first", _part("/word/footer2.xml", CT.WML_FOOTER, foot), RT.FOOTER),
        )
    ]
    text, numbering = document_part(report, context, relations, section)
    main = _part("/word/document.xml", CT.WML_DOCUMENT_MAIN, text)
    meta, kind = report.meta, note_kind(report)
    sheet = styles.styles_part(context.theme, meta.language, meta.direction == "rtl")
    options = settings.settings_part(kind, meta.language)
    fonts = settings.fonts_part(context.theme)
    relations.part(_part("/word/styles.xml", CT.WML_STYLES, sheet), RT.STYLES)
    relations.part(_part("/word/settings.xml", CT.WML_SETTINGS, options), RT.SETTINGS)
    relations.part(_part("/word/numbering.xml", CT.WML_NUMBERING, numbering), RT.NUMBERING)
    relations.part(_part("/word/fontTable.xml", CT.WML_FONT_TABLE, fonts), RT.FONT_TABLE)
    colours = _part("/word/theme/theme1.xml", CT.OFC_THEME, palette.theme_part(context.theme))
    relations.part(colours, RT.THEME)
    relations.part(_notes(report), _NOTES[kind][1])
    if context.source:
        relations.part(_carried(report, context), RT.CUSTOM_XML)
    relations.attach(main)
    return main


def _notes(report: ResolvedReport) -> Part:
    """The notes, whose links are relationships of their own part."""
    relations = Relations()
    kind = note_kind(report)
    part = _part(f"/word/{kind}s.xml", _NOTES[kind][0], notes_part(report, relations))
    relations.attach(part)
    return part


def _carried(report: ResolvedReport, context: WriteContext) -> Part:
    """The report for the way back, with the properties that Word wants of a custom part."""
    relations = Relations()
    item = _part("/customXml/item1.xml", CT.XML, carried.carried_part(report, context.source))
    properties = carried.carried_properties(context)
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
        if part.content_type.startswith("image/"):
            defaults[part.partname.ext.lstrip(".")] = part.content_type
        else:
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
