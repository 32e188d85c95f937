"""Balanced lines for titles and headings: the narrowest width that needs no more lines.

WeasyPrint 70 does not support `text-wrap: balance`. Lines are calculated from the advance widths of
the theme's fonts, and the width goes into the HTML as a custom property, which `print.css` uses as
`max-width`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from reportkit.model import walk
from reportkit.model.document import LineBreak, NoteMark, PrintedContent
from reportkit.style import Theme
from reportkit.style.letter_widths import RAISED, FontSpec, LetterWidths, joined

_POINTS_PER_MM: Final = 72 / 25.4
_STEP: Final = 0.05
"""The precision of the width, in em."""
_NEVER: Final = 1_000_000
_SLACK: Final = 1.015
"""How much wider a line may be than the sum of its letters."""
_MOST: Final = 6
"""The largest number of lines to balance; a text with more is not a title."""
_AROUND: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Letters on both sides of which lines may break: Chinese, Japanese and Korean."""
_DASHES: Final = "\u2010\u2013\u2014-"
_PART: Final = re.compile(
    rf"([{_AROUND}]|[^ \t\n{_AROUND}{_DASHES}]+[{_DASHES}]*|[{_DASHES}]+)([ \t\n]*)"
)
"""A part within which no line breaks, and the space after it."""


def font_specs(theme: Theme) -> dict[str, FontSpec]:
    """The type of the balanced elements, by element or class."""
    fonts, sizes, weight = theme.fonts, theme.sizes, theme.headings.weight
    return {
        "h1": FontSpec(fonts.heading, sizes.title, weight),
        "subtitle": FontSpec(fonts.heading, sizes.heading1, 400),
        "deck": FontSpec(fonts.text, sizes.heading2, 400),
        "part": FontSpec(fonts.heading, sizes.title, weight),
        "h2": FontSpec(fonts.heading, sizes.heading1, weight),
        "h3": FontSpec(fonts.heading, sizes.heading2, weight),
        "h4": FontSpec(fonts.heading, sizes.heading3, weight),
        "h5": FontSpec(fonts.heading, sizes.heading4, 400, "italic"),
        "h6": FontSpec(fonts.heading, sizes.heading5, weight),
        "level6": FontSpec(fonts.heading, sizes.heading6, 400, "italic"),
    }


def balanced(content: PrintedContent, look: FontSpec, theme: Theme) -> float | None:
    """The width in em that balances the lines of a text; None if it has one line, or needs the
    whole measure."""
    measure = theme.page.measure * _POINTS_PER_MM / look.size
    letter = LetterWidths(look, theme)
    lines = [_parts(line, letter) for line in _lines(content)]
    counts = [_count(line, measure) for line in lines]
    if max(counts) < 2 or sum(counts) > _MOST:
        return None
    least, most = 0.0, measure
    while most - least > _STEP:
        middle = (least + most) / 2
        narrower = all(_count(line, middle) <= n for line, n in zip(lines, counts, strict=True))
        least, most = (least, middle) if narrower else (middle, most)
    width = most * _SLACK
    return round(width, 2) if width < measure else None


def _lines(content: PrintedContent) -> list[str]:
    """The texts between the author's line breaks, with note marks as raised figures."""
    parts: list[str] = []
    for inline in walk.leaves(content):
        match inline:
            case LineBreak():
                parts.append("\n")
            case NoteMark():
                parts.append(str(inline.number).translate(RAISED))
            case _:
                parts.append(walk.printed_text((inline,)))
    return "".join(parts).split("\n")


def _parts(line: str, letter: Mapping[str, float]) -> list[tuple[float, float]]:
    """The widths in em of parts within which no line breaks, and of the space after each."""
    return [
        (sum(letter[char] for char in joined(part)), len(space) * letter[" "])
        for part, space in _PART.findall(line)
    ]


def _count(parts: Iterable[tuple[float, float]], measure: float) -> int:
    """The number of lines that the parts need in a measure; very large if one is wider."""
    lines, used = 1, 0.0
    for width, space in parts:
        if width > measure:
            return _NEVER
        if used + width > measure:
            lines, used = lines + 1, 0.0
        used += width + space
    return lines
