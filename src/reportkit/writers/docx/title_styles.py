"""The styles of the title block, which on a cover also depend on its design."""

from __future__ import annotations

from reportkit.compose.covers import subtitle_size
from reportkit.style import Theme
from reportkit.writers.docx.cover import SERIES_LINE, CoverLook
from reportkit.writers.docx.style_xml import (
    BOLD,
    KEEP,
    font_size,
    hex_colour,
    line_space,
    paragraph_style,
    rule_below,
)


def title_styles(theme: Theme, look: CoverLook, sans: str, rtl: bool) -> tuple[str, ...]:
    """The styles of series, title, subtitle, deck, byline and notices. `sans` is the markup of the
    font of headings."""
    plain = look.design == "none"
    shapes = _plain_shapes(theme, look) if plain else _cover_shapes(theme, look)
    sizes, colours = theme.sizes, theme.colours
    caption = font_size(sizes.caption)
    second = sizes.heading1 if plain else subtitle_size(theme)
    # Joining letters, as in Arabic, are never letter-spaced.
    apart = "" if rtl else '<w:spacing w:val="12"/>'
    accent, muted = _ink(colours.accent), _ink(colours.muted)
    notice = line_space(0, theme.space.paragraph, sizes.caption * 1.4)
    title_fill, title_ink = _ground(theme, look.title_on_colour)
    fill, ink = _ground(theme, look.lines_on_colour)
    series = f"{sans}{BOLD}{title_ink or accent}{apart}"
    still = "<w:suppressAutoHyphens/>"
    return (
        paragraph_style(
            "Series",
            title_fill + shapes["Series"],
            series + (caption if plain else font_size(9)),
        ),
        paragraph_style(
            "Title",
            f"{KEEP}{title_fill}{still}{shapes['Title']}",
            f"{sans}{BOLD}{title_ink}{font_size(look.size)}",
            following="Subtitle",
        ),
        paragraph_style(
            "Subtitle",
            f"{KEEP}{title_fill}{still}{shapes['Subtitle']}",
            f"{sans}{title_ink or muted}{font_size(second)}",
        ),
        paragraph_style("Deck", fill + shapes["Deck"], ink + font_size(sizes.heading2)),
        paragraph_style(
            "Authors",
            fill + line_space(5, 0, 15),
            f"{sans}{BOLD}{ink}{font_size(11)}",
            following="Byline",
        ),
        paragraph_style(
            "Affiliation", fill + line_space(0, 0, 13), f"{sans}{ink or muted}{font_size(9.5)}"
        ),
        paragraph_style("Byline", fill + shapes["Byline"], f"{sans}{ink}{caption}"),
        paragraph_style("Version Notice", fill + notice, f"{sans}{BOLD}{ink or accent}{caption}"),
        paragraph_style("Embargo Notice", fill + notice, f"{sans}{BOLD}{ink}{caption}"),
    )


def _plain_shapes(theme: Theme, look: CoverLook) -> dict[str, str]:
    """Spaces and lines of a title block above the text, or on a plain title page."""
    sizes, lead = theme.sizes, theme.leading
    line = sizes.text * lead.text
    rule = rule_below(hex_colour(theme.colours.rule), 8)
    return {
        "Series": line_space(0, line / 2, sizes.caption * lead.note),
        "Title": line_space(0, look.size * 0.35, look.size * lead.heading),
        "Subtitle": line_space(0, line / 2, sizes.heading1 * lead.heading),
        "Deck": line_space(0, line * 0.75, sizes.heading2 * lead.text),
        "Byline": rule + line_space(0, line * 1.5, line),
    }


def _cover_shapes(theme: Theme, look: CoverLook) -> dict[str, str]:
    """Spaces and lines of a cover, as in the PDF."""
    sizes, lead = theme.sizes, theme.leading
    line = sizes.text * lead.text
    return {
        "Series": line_space(0, SERIES_LINE - 14, 14),
        "Title": line_space(0, 10, look.size * 1.13),
        "Subtitle": line_space(0, 0, subtitle_size(theme) * 1.3),
        "Deck": line_space(20, line * 0.75, sizes.heading2 * lead.text),
        "Byline": line_space(8, line / 2, line),
    }


def _ink(colour: str) -> str:
    return f'<w:color w:val="{hex_colour(colour)}"/>'


def _ground(theme: Theme, on_colour: bool) -> tuple[str, str]:
    """The markup of ground and ink for lines on the band. They have its colour themselves, so that
    they can be read where a program does not show what is behind them."""
    if not on_colour:
        return "", ""
    accent = hex_colour(theme.colours.accent)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{accent}"/>', _ink("#ffffff")
