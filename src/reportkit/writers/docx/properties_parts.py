"""The properties of the document: core, extended, custom. Their text has no note marks."""

from __future__ import annotations

from datetime import UTC
from itertools import starmap
from typing import Final

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.writers.docx.wordml import escape, part_bytes

_LONGEST: Final = 255
"""Word refuses longer properties."""
SCHEMA: Final = 1
"""The version of the report's schema."""

_CORE: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"


def core_part(publication: Publication) -> Outcome[bytes]:
    """Title, authors, dates, language, version and so on, and a warning for each that is
    shortened for Word. The date is the report's own."""
    about = publication.properties
    moment = publication.provenance.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dated = 'xsi:type="dcterms:W3CDTF"'
    values = (
        ("dc:title", about.title),
        ("dc:subject", about.series),
        ("dc:creator", "; ".join(about.authors)),
        ("cp:keywords", ", ".join(about.keywords)),
        ("dc:description", about.deck),
        ("dc:identifier", about.identifier),
        ("dc:language", about.language),
        ("cp:version", about.version),
        ("cp:contentStatus", about.status),
    )
    filled = "".join(
        f"<{name}>{escape(_fitted(value))}</{name}>" for name, value in values if value
    )
    part = part_bytes(
        f"<cp:coreProperties {_CORE}>{filled}"
        f"<dcterms:created {dated}>{moment}</dcterms:created>"
        f"<dcterms:modified {dated}>{moment}</dcterms:modified></cp:coreProperties>"
    )
    long = (pair for pair in values if _units(pair[1]) > _LONGEST)
    return Outcome(part, tuple(starmap(_shortened, long)))


def _fitted(value: str) -> str:
    """As many whole words of a value as Word allows."""
    if _units(value) <= _LONGEST:
        return value
    value = value[: _LONGEST - 2]
    while _units(value) > _LONGEST - 2:
        value = value[:-1]
    return f"{value.rpartition(' ')[0] or value} …"


def _units(value: str) -> int:
    """The length as Word counts it, in UTF-16 code units."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(name: str, value: str) -> Diagnostic:
    what = name.partition(":")[2]
    message = (
        f"DOCX: the property '{what}' has {_units(value)} characters, and Word allows {_LONGEST}; "
        "it is shortened there but complete in the text"
    )
    return Diagnostic("RK911", message)


def app_part() -> bytes:
    """The program, without counts, which would be wrong after the first edit."""
    return part_bytes(
        f'<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>reportkit</Application></Properties>"
    )


def custom_part() -> bytes:
    """The version of the schema."""
    return part_bytes(
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        f'name="reportkit schema"><vt:i4>{SCHEMA}</vt:i4></property></Properties>'
    )
