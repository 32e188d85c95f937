"""The XMP metadata of a PDF (ISO 16684-1): what the file is, and which standards it follows.

Written here, because the engine supports neither PDF/UA together with PDF/A nor a stable id.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Final, assert_never

from reportkit.compose.publication import Publication
from reportkit.writers.pdf.engine import Standard
from reportkit.writers.xml_text import attribute, escape

_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_USED: Final[dict[Standard, tuple[str, ...]]] = {
    "pdf/a-3a": ("dc", "pdf", "pdfaid", "rdf", "xmp", "xmpMM"),
    "pdf/x-4": ("dc", "pdf", "pdfx", "pdfxid", "rdf", "xmp", "xmpMM"),
}

_ARCHIVES: Final = '<rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A" />'
"""PDF/A-3a (ISO 19005-3, 6.6.4)."""
_EVERYONE: Final = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file conforms to\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\
"""
"""PDF/UA-1 (ISO 14289-1, 5), and the description that PDF/A requires of an unknown schema."""


def packet(publication: Publication, standard: Standard, producer: str) -> bytes:
    """The XMP packet of a file that follows a standard; `producer` is the program that made it, as
    in the document information."""
    names = " ".join(f"xmlns:{name}={attribute(_NAMESPACES[name])}" for name in _USED[standard])
    descriptions = "".join(_descriptions(publication, standard, producer))
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f"<rdf:RDF {names}>{descriptions}</rdf:RDF>\n"
        '</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _descriptions(publication: Publication, standard: Standard, producer: str) -> Iterator[str]:
    about = publication.properties
    date = publication.provenance.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    match standard:
        case "pdf/a-3a":
            yield _ARCHIVES
            if about.version:
                yield _described(f"<xmpMM:VersionID>{escape(about.version)}</xmpMM:VersionID>")
        case "pdf/x-4":
            yield _described(_for_press(about.identifier, about.version, date))
        case _:
            assert_never(standard)
    yield f'<rdf:Description rdf:about="" pdf:Producer={attribute(producer)} />'
    title = escape(about.title)
    yield _described(
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    )
    if about.authors:
        names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in about.authors)
        yield _described(f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>")
    # The document information has keywords even if there are none, and PDF/A requires both to be
    # equal (ISO 19005-3, 6.6.3).
    keywords = escape(", ".join(about.keywords))
    yield _described(f"<pdf:Keywords>{keywords}</pdf:Keywords>" if keywords else "<pdf:Keywords />")
    if about.status:
        yield _described(f"<xmp:Label>{escape(about.status)}</xmp:Label>")
    yield _described(f"<xmp:CreateDate>{date}</xmp:CreateDate>")
    yield _described(f"<xmp:ModifyDate>{date}</xmp:ModifyDate>")
    if standard == "pdf/a-3a":
        yield _EVERYONE


def _described(properties: str) -> str:
    return f'<rdf:Description rdf:about="">{properties}</rdf:Description>'


def _for_press(identifier: str, version: str, date: str) -> str:
    """PDF/X-4 (ISO 15930-7, 6.6): the standard, and which of the renditions of which report."""
    return (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
        "<pdfx:GTS_PDFXVersion>PDF/X-4</pdfx:GTS_PDFXVersion>"
        "<pdfx:GTS_PDFXConformance>PDF/X-4</pdfx:GTS_PDFXConformance>"
        f"<pdf:Trapped>False</pdf:Trapped><xmp:MetadataDate>{date}</xmp:MetadataDate>"
        f"<xmpMM:DocumentID>xmp.did:{identifier.rpartition(':')[2]}</xmpMM:DocumentID>"
        "<xmpMM:RenditionClass>proof:pdf</xmpMM:RenditionClass>"
        f"<xmpMM:VersionID>{escape(version or '1')}</xmpMM:VersionID>"
    )
