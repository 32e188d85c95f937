"""theme1.xml: the colours and fonts of the theme, for Word's menus."""

from __future__ import annotations

from typing import Final

from reportkit.style import Theme
from reportkit.writers.docx.wordml import attribute, part_bytes

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_PLAIN_LINE: Final = f'<a:ln w="6350">{_PLAIN_FILL}</a:ln>'
_NO_EFFECT: Final = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_part(theme: Theme) -> bytes:
    """The palette of the theme and its two families; no effects."""
    colours = theme.colours
    palette = {
        "dk1": colours.text,
        "lt1": "#ffffff",
        "dk2": colours.muted,
        "lt2": colours.tint,
        "accent1": colours.accent,
        "accent2": colours.muted,
        "accent3": colours.rule,
        "accent4": colours.accent,
        "accent5": colours.muted,
        "accent6": colours.rule,
        "hlink": colours.accent,
        "folHlink": colours.accent,
    }
    chosen = "".join(
        f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'
        for name, colour in palette.items()
    )
    name = attribute(theme.name)
    return part_bytes(
        f"<a:theme xmlns:a={attribute(_A)} name={name}><a:themeElements>"
        f"<a:clrScheme name={name}>{chosen}</a:clrScheme><a:fontScheme name={name}>"
        f"{_font('major', theme.fonts.heading)}{_font('minor', theme.fonts.text)}</a:fontScheme>"
        f"<a:fmtScheme name={name}><a:fillStyleLst>{_PLAIN_FILL * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{_PLAIN_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_NO_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _font(kind: str, family: str) -> str:
    return (
        f"<a:{kind}Font><a:latin typeface={attribute(family)}/>"
        f'<a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
    )
