"""A house's Word template as a German Word would save it: ids of its own, sample text, headers."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from PIL import Image as Pillow

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS: Final = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DRAWING: Final = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="Logo" '
    'descr="Brand"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr '
    'id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def _style(kind: str, style_id: str, name: str, inside: str, extra: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" {extra} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{inside}</w:style>"
    )


_STYLES: Final = (
    f"<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/><w:lang w:val="de-DE"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    + _style(
        "paragraph",
        "Standard",
        "Normal",
        '<w:qFormat/><w:pPr><w:spacing w:after="160"/></w:pPr>',
        'w:default="1"',
    )
    + _style(
        "character", "Absatz-Standardschriftart", "Default Paragraph Font", "", 'w:default="1"'
    )
    + _style("table", "NormaleTabelle", "Normal Table", "", 'w:default="1"')
    + _style("numbering", "KeineListe", "No List", "", 'w:default="1"')
    + _style(
        "paragraph",
        "berschrift1",
        "heading 1",
        '<w:basedOn w:val="Standard"/><w:next w:val="Standard"/><w:qFormat/><w:pPr><w:keepNext/>'
        '<w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:color w:val="0055AA"/><w:sz w:val="36"/></w:rPr>',
    )
    + _style("paragraph", "Kopfzeile", "header", '<w:basedOn w:val="Standard"/>')
    + _style(
        "paragraph", "Claim", "Hausclaim", '<w:basedOn w:val="Standard"/>', 'w:customStyle="1"'
    )
    + "</w:styles>"
)
_NUMBERING: Final = (
    f'<w:numbering {_NS}><w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:pStyle w:val="berschrift1"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
_DOCUMENT: Final = (
    f'<w:document {_NS}><w:body><w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>'
    "<w:r><w:t>SAMPLE heading</w:t></w:r></w:p><w:p><w:r><w:t>SAMPLE text</w:t></w:r></w:p>"
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>'
    '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="12240" w:h="15840"/>'
    '<w:pgMar w:top="2000" w:right="1500" w:bottom="1800" w:left="2100" w:header="700" '
    'w:footer="600" w:gutter="0"/><w:pgBorders><w:top w:val="single" w:sz="4" w:space="1" '
    'w:color="0055AA"/></w:pgBorders><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    "</w:body></w:document>"
)
_HEADER: Final = (
    f'<w:hdr {_NS}><w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>'
    '<w:bookmarkStart w:id="1" w:name="Kopf"/><w:r><w:t>BRAND GmbH</w:t></w:r>'
    f'<w:bookmarkEnd w:id="1"/><w:r>{_DRAWING}</w:r></w:p></w:hdr>'
)
_FOOTER: Final = (
    f'<w:ftr {_NS}><w:p><w:hyperlink r:id="rId9"><w:r><w:t>www.example.org</w:t></w:r>'
    '</w:hyperlink><w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r>'
    "</w:fldSimple></w:p></w:ftr>"
)
_LINE: Final = '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:{}/></w:r></w:p>'
_FOOTNOTES: Final = (
    f'<w:footnotes {_NS}><w:footnote w:type="separator" w:id="0">{_LINE.format("separator")}'
    '</w:footnote><w:footnote w:type="continuationSeparator" w:id="1">'
    f"{_LINE.format('continuationSeparator')}</w:footnote>"
    '<w:footnote w:id="2"><w:p><w:r><w:t>SAMPLE note</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
_SETTINGS: Final = (
    f'<w:settings {_NS}><w:zoom w:percent="80"/><w:mirrorMargins/>'
    '<w:defaultTabStop w:val="708"/><w:autoHyphenation/></w:settings>'
)


def _relationships(*targets: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{rel}" Type="{_R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for rel, kind, target in targets
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def _types() -> str:
    kinds = {
        "document": "document.main",
        **{name: name for name in ("styles", "numbering", "settings", "footnotes")},
        "header1": "header",
        "footer1": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )


def members() -> dict[str, bytes]:
    """The files of the template; a test may change them before it packs them."""
    logo = io.BytesIO()
    Pillow.new("RGB", (20, 20), "#0055aa").save(logo, "PNG")
    texts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "header", "header1.xml"),
            ("rId3", "footer", "footer1.xml"),
            ("rId4", "numbering", "numbering.xml"),
            ("rId5", "settings", "settings.xml"),
            ("rId6", "footnotes", "footnotes.xml"),
        ),
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _SETTINGS,
        "word/footnotes.xml": _FOOTNOTES,
        "word/header1.xml": _HEADER,
        "word/_rels/header1.xml.rels": _relationships(("rId1", "image", "media/image1.png")),
        "word/footer1.xml": _FOOTER,
        "word/_rels/footer1.xml.rels": _relationships(
            ("rId9", "hyperlink", "https://www.example.org/")
        ),
    }
    files = {name: (_HEAD + text).encode() for name, text in texts.items()}
    return {**files, "word/media/image1.png": logo.getvalue()}


def packed(files: dict[str, bytes]) -> bytes:
    """The files as an archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
