"""settings.xml."""

from __future__ import annotations

from typing import Final

from reportkit.writers.docx.markup import NAMESPACES, attribute, part_bytes

_COMPAT: Final = "http://schemas.microsoft.com/office/word"
_SETTINGS: Final = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def settings_part(kind: str, language: str, embeds: bool, facing: bool) -> bytes:
    """The settings of a document whose notes are of a kind (footnote, endnote), with or without
    fonts in it, with or without pages that face each other."""
    # Endnotes stand at the end of the document when nothing is said.
    place = '<w:pos w:val="pageBottom"/>' if kind == "footnote" else ""
    fonts = "<w:embedTrueTypeFonts/>" if embeds else ""
    mirrored = "<w:mirrorMargins/>" if facing else ""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{_COMPAT}" w:val="{value}"/>'
        for name, value in _SETTINGS
    )
    return part_bytes(
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{fonts}{mirrored}'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:{kind}Pr>{place}<w:numFmt w:val="decimal"/><w:numStart w:val="1"/>'
        f'<w:numRestart w:val="continuous"/><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
        f"<w:compat>{compat}</w:compat><w:themeFontLang w:val={attribute(language)}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
