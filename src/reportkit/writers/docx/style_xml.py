"""The elements of styles (fonts, sizes, spaces, borders) and styles themselves, as text."""

from __future__ import annotations

from typing import Final, Literal

from reportkit.style import Theme
from reportkit.writers.docx.scripts import ScriptFonts
from reportkit.writers.docx.wordml import attribute, half_points, twips

BoxStyle = Literal["panel", "edge", "frame"]
BOLD: Final = "<w:b/><w:bCs/>"
ITALIC: Final = "<w:i/><w:iCs/>"
KEEP: Final = "<w:keepNext/><w:keepLines/>"


def frame(
    theme: Theme, style: BoxStyle, rtl: bool, twin: bool = False, edge: str | None = None
) -> str:
    """`w:pBdr` and `w:shd` of a box: a tinted panel, a rule at its start, or a thin frame.
    Invisible borders have the colour of their background, because a paragraph has no padding. The
    edge is a colour for the rule at the start of any of them. The
    twin, for a box that directly follows another one, looks the same but differs: Word merges two
    boxes with the same borders, and LibreOffice two with the same fill."""
    tint = hex_colour(theme.colours.tint) if style == "panel" else "FFFFFF"
    if twin:
        tint = f"{int(tint, 16) ^ 1:06X}"
    seen = hex_colour(theme.colours.text) if style == "frame" else tint
    thin = 8 if twin else 4
    above = f'w:val="single" w:sz="{thin}" w:space="5" w:color="{seen}"'
    other = f'w:val="single" w:sz="{thin}" w:space="8" w:color="{seen}"'
    start = other
    if style == "edge" or edge is not None:
        ink = hex_colour(edge or theme.colours.accent)
        start = f'w:val="single" w:sz="20" w:space="8" w:color="{ink}"'
    left, right = (other, start) if rtl else (start, other)
    fill = tint if style == "panel" else "auto"
    return (
        f"<w:pBdr><w:top {above}/><w:left {left}/><w:bottom {above}/><w:right {right}/></w:pBdr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    )


def panel_frame(
    theme: Theme, style: BoxStyle, rtl: bool, edge: str | None, nested: bool
) -> tuple[str, str]:
    """`w:tcBorders` and `w:shd` of a box that is the cell of a table, like those of `frame`; of one
    within another, all edges are seen."""
    tinted = style == "panel"
    ink = theme.colours.text if style == "frame" else theme.colours.rule
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{hex_colour(ink)}"'
    other = thin if style == "frame" or (nested and tinted) else 'w:val="nil"'
    start = other
    if style == "edge" or edge is not None:
        ink = hex_colour(edge or theme.colours.accent)
        start = f'w:val="single" w:sz="20" w:space="0" w:color="{ink}"'
    left, right = (other, start) if rtl else (start, other)
    borders = (
        f"<w:tcBorders><w:top {other}/><w:left {left}/><w:bottom {other}/><w:right {right}/>"
        "</w:tcBorders>"
    )
    fill = hex_colour(theme.colours.tint) if tinted else "auto"
    return borders, f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def hex_colour(colour: str) -> str:
    """A colour of the theme in Word's notation."""
    return colour.lstrip("#").upper()


def fonts(family: str, scripts: ScriptFonts, serif: bool) -> str:
    """A family for the letters that it has, and Word's fonts for other scripts."""
    name, beside = attribute(family), 0 if serif else 1
    east = name if scripts.east is None else attribute(scripts.east[beside])
    other = attribute(scripts.complex[beside])
    return f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={east} w:cs={other}/>"


def font_size(points: float) -> str:
    """A size of type, for all scripts."""
    size = half_points(points)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def line_space(before: float, after: float, line: float) -> str:
    """Space above and below and the line height, in points. Lines grow if a letter in another font
    or a picture needs more."""
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" '
        f'w:line="{twips(line)}" w:lineRule="atLeast"/>'
    )


_WORDS_OWN: Final = frozenset(
    {
        *(f"heading {n}" for n in range(1, 7)),
        *(f"toc {n}" for n in range(1, 7)),
        *("Title", "Subtitle", "List Bullet", "List Number", "List Continue", "Quote", "caption"),
        "Body Text",
        "table of figures",
        *("TOC Heading", "header", "footer", "footnote text", "endnote text", "Hyperlink"),
        *("footnote reference", "endnote reference"),
    }
)
"""The names that Word knows; all other styles are marked as custom."""


def paragraph_style(
    name: str,
    shape: str,
    look: str,
    *,
    style_id: str = "",
    based: str = "Normal",
    following: str = "",
) -> str:
    """A paragraph style. By default, the id is the name without spaces."""
    own = "" if name in _WORDS_OWN else ' w:customStyle="1"'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id or name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{after}<w:uiPriority w:val="9"/>'
        f"<w:qFormat/><w:pPr>{shape}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def character_style(name: str, look: str, style_id: str = "") -> str:
    """A character style."""
    own = "" if name in _WORDS_OWN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{own} w:styleId="{style_id or name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f'<w:uiPriority w:val="9"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def rule_below(colour: str, space: int) -> str:
    """A hairline below a paragraph, at a distance in points."""
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="{space}" w:color="{colour}"/></w:pBdr>'
    )
