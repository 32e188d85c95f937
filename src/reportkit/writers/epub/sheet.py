"""The style sheet of the book: the theme's own, and the few rules that follow from its tokens."""

from __future__ import annotations

from typing import Final

from reportkit.document import ResolvedReport
from reportkit.style import Theme
from reportkit.writers.epub.fonts import font_rules

_MIDDLE: Final = 0.179
"""The luminance that stands out equally from white and from black (4.6:1): a book does not know
whether it is read by day or by night."""


def style_sheet(report: ResolvedReport, theme: Theme) -> bytes:
    """The style sheet of a report."""
    accent = readable(theme.colours.accent)
    digits = len(str(max((note.number for note in report.notes), default=1)))
    column = f"{0.9 + 0.6 * digits:.1f}em"
    fonts = font_rules(theme) if theme.embed_fonts else ""
    return (
        f"{theme.epub_css.rstrip()}\n\n"
        f"/* From the tokens of the theme. */\n"
        f"{fonts}"
        f".series {{ color: {accent}; }}\n"
        f".title-block, .summary, .judgements, .box, blockquote"
        f" {{ border-color: {accent}; }}\n"
        f".note {{ padding-inline-start: {column}; }}\n"
        f".note .num {{ margin-inline-start: -{column}; min-width: {column}; }}\n"
    ).encode()


def readable(colour: str) -> str:
    """The colour, made lighter or darker so that it can be read on white and on black."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))

    def shifted(by: int) -> tuple[int, ...]:
        return tuple(min(255, max(0, channel + by)) for channel in (red, green, blue))

    nearest = min(range(-255, 256), key=lambda by: abs(_luminance(shifted(by)) - _MIDDLE))
    return "#" + "".join(f"{channel:02x}" for channel in shifted(nearest))


def _luminance(channels: tuple[int, ...]) -> float:
    """Relative luminance as WCAG reckons it."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels)
    ]
    return sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
