"""The style sheet of the PDF: what the theme's tokens say, then the theme's own `print.css`."""

from __future__ import annotations

from reportkit import walk
from reportkit.document import Meta
from reportkit.style import Theme, shipped_fonts


def style_sheet(theme: Theme, meta: Meta) -> str:
    """The style sheet for a report in a theme."""
    return "\n".join((_fonts(), _tokens(theme), _page(theme, meta), theme.print_css))


def _fonts() -> str:
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{face.style};src:url(reportkit:{face.name})}}"
        for face in shipped_fonts()
    )


def _tokens(theme: Theme) -> str:
    values = {
        **{f"{name}-font": f'"{value}"' for name, value in theme.fonts.model_dump().items()},
        **{f"{name}-size": f"{value}pt" for name, value in theme.sizes.model_dump().items()},
        **{f"{name}-leading": str(value) for name, value in theme.leading.model_dump().items()},
        **{f"{name}-space": f"{value}pt" for name, value in theme.space.model_dump().items()},
        **theme.colours.model_dump(),
    }
    return ":root{" + "".join(f"--{name}:{value};" for name, value in values.items()) + "}"


def _page(theme: Theme, meta: Meta) -> str:
    page, sizes, colours = theme.page, theme.sizes, theme.colours
    title = _quoted(meta.series.name if meta.series else walk.printed_text(meta.title))
    publisher = _quoted(meta.publisher.name if meta.publisher else "")
    running = (
        f'font:{sizes.running}pt "{theme.fonts.heading}";color:{colours.muted};'
        "vertical-align:top;padding-top:5mm"
    )
    head = running.replace("top;padding-top", "bottom;padding-bottom")
    marked = "@top-right{content:element(marking)}" if meta.marking else ""
    return (
        f"@page{{size:{page.size};margin:{page.top}mm {page.right}mm {page.bottom}mm {page.left}mm;"
        f"@top-left{{content:{title};{head}}}{marked}"
        f"@bottom-left{{content:{publisher};{running}}}"
        f"@bottom-right{{content:counter(page);{running}}}"
        f"@footnote{{margin-top:0.4cm;border-top:1px solid {colours.rule}}}}}\n"
        "@page:first{@top-left{content:none}}"
    )


def _quoted(text: str) -> str:
    """The text as a CSS string."""
    return '"' + "".join(c if c.isalnum() or c in " ,.:" else f"\\{ord(c):06x}" for c in text) + '"'
