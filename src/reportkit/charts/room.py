"""What a chart has to fit into: its width, the type of the theme, the language."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from reportkit.model.document import Width
from reportkit.style import Theme
from reportkit.style.letter_widths import FontSpec, LetterWidths

if TYPE_CHECKING:
    from babel import Locale

_PIXELS_PER_MM: Final = 96 / 25.4
STRONG: Final = 600
"""The weight of the names of series."""


class Room:
    """The room of one chart. All lengths are pixels of 1/96 inch."""

    def __init__(self, theme: Theme, width: Width | None, language: str) -> None:
        """`width` is that of the figure; without it, the chart is as wide as the text."""
        measure = theme.page.measure
        wide = measure
        if width is not None:
            wide = measure * width.amount / 100 if width.unit == "%" else width.amount
        self.theme = theme
        self.width = float(int(min(wide, measure) * _PIXELS_PER_MM))
        self.size = theme.sizes.caption * 96 / 72
        self.line = self.size * 1.25
        self._language = language
        self._widths: dict[int, LetterWidths] = {}

    @cached_property
    def locale(self) -> Locale:
        """The language of numbers and dates; English for one that is not known."""
        from babel import Locale, UnknownLocaleError  # late: most reports have no chart

        try:
            return Locale.parse(self._language, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    def text(self, text: str, weight: int = 400) -> float:
        """The width of a line of text."""
        if weight not in self._widths:
            look = FontSpec(self.theme.fonts.heading, self.theme.sizes.caption, weight)
            self._widths[weight] = LetterWidths(look, self.theme)
        return self._widths[weight].text(text) * self.size

    def lines(self, text: str, width: float, weight: int = 400) -> list[str]:
        """A text in lines of at most this width; a longer word keeps a line of its own."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.text(longer, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines
