"""settings.xml."""

from __future__ import annotations

from typing import Final

from reportkit.style import Theme
from reportkit.writers.docx.wordml import NAMESPACES, attribute, part_bytes

_COMPAT: Final = "http://schemas.microsoft.com/office/word"
_SETTINGS: Final = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def settings_part(kind: str, language: str, theme: Theme) -> bytes:
    """The settings of a document in a theme, with notes of this kind (footnote, endnote)."""
    # By default, endnotes are at the end of the document.
    place = '<w:pos w:val="pageBottom"/>' if kind == "footnote" else ""
    fonts = "<w:embedTrueTypeFonts/>" if theme.embed_fonts else ""
    hyphens = "<w:autoHyphenation/>" if theme.paragraphs.hyphens else ""
    facing = theme.page.facing
    mirrored, heads = ("<w:mirrorMargins/>", "<w:evenAndOddHeaders/>") if facing else ("", "")
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{_COMPAT}" w:val="{value}"/>'
        for name, value in _SETTINGS
    )
    return part_bytes(
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{fonts}{mirrored}'
        f'<w:defaultTabStop w:val="720"/>{hyphens}{heads}'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:{kind}Pr>{place}<w:numFmt w:val="decimal"/><w:numStart w:val="1"/>'
        f'<w:numRestart w:val="continuous"/><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
        # In justified text, a line that the author breaks is not stretched.
        f"<w:compat><w:doNotExpandShiftReturn/>{compat}</w:compat>"
        f"<w:themeFontLang w:val={attribute(language)}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
