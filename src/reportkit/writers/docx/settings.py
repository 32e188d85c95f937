"""settings.xml and fontTable.xml."""

from __future__ import annotations

from typing import Final

from reportkit.style import Theme
from reportkit.writers.docx.markup import NAMESPACES, attribute, part_bytes

_COMPAT: Final = "http://schemas.microsoft.com/office/word"
_SETTINGS: Final = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def settings_part(kind: str, language: str, facing: bool) -> bytes:
    """The settings of a document whose notes are of a kind (footnote, endnote), and whose pages
    may face each other."""
    # Endnotes stand at the end of the document when nothing is said.
    place = '<w:pos w:val="pageBottom"/>' if kind == "footnote" else ""
    mirrored = "<w:mirrorMargins/>" if facing else ""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{_COMPAT}" w:val="{value}"/>'
        for name, value in _SETTINGS
    )
    return part_bytes(
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{mirrored}'
        '<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:{kind}Pr>{place}<w:numFmt w:val="decimal"/><w:numStart w:val="1"/>'
        f'<w:numRestart w:val="continuous"/><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
        f"<w:compat>{compat}</w:compat><w:themeFontLang w:val={attribute(language)}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def fonts_part(theme: Theme) -> bytes:
    """The fonts, and what to take where one is not installed."""
    fonts = (
        (theme.fonts.text, "roman", "variable", "Georgia"),
        (theme.fonts.heading, "swiss", "variable", "Arial"),
        (theme.fonts.code, "modern", "fixed", "Consolas"),
    )
    made = {
        name: f"<w:font w:name={attribute(name)}><w:altName w:val={attribute(instead)}/>"
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, family, pitch, instead in fonts
    }
    return part_bytes(f"<w:fonts {NAMESPACES}>{''.join(made.values())}</w:fonts>")
