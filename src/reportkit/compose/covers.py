"""The cover of formats with pages: its design, the size of its title, its authors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from reportkit.compose.publication import Byline, TitleBlock
from reportkit.compose.word_widths import width
from reportkit.diagnostics import Diagnostic
from reportkit.model import walk
from reportkit.model.document import LineBreak, Meta, PrintedContent
from reportkit.style import Theme
from reportkit.style.tokens import CoverDesign

LINES: Final = 4
"""The most lines of a title that is set in its full size."""
_STEPS: Final = (1.0, 0.88, 0.78, 0.68, 0.6, 0.52)
"""The sizes of a title, as parts of the full one, of which the first that fits is taken."""
_SPACE: Final = 0.26
"""The width of a space, in em."""
_POINTS_PER_MM: Final = 72 / 25.4


def design(meta: Meta, theme: Theme) -> CoverDesign:
    """The design of the cover of a report; none with an upright picture, which is a cover by itself
    on a page of its own, since such pictures usually bear the title."""
    image = None if meta.cover is None else meta.cover.image
    if image is not None and image.height >= image.width:
        return "none"
    return theme.front.design


def byline(meta: Meta, design: CoverDesign) -> Iterator[Byline]:
    """The lines of the byline: on a cover one for the authors who follow each other with the same
    affiliation, else one for all."""
    if design == "none":
        if meta.authors:
            yield Byline(", ".join(person.name for person in meta.authors))
        return
    for affiliation, people in groupby(meta.authors, key=lambda person: person.affiliation):
        yield Byline(", ".join(person.name for person in people), affiliation)


def title_size(title: PrintedContent, theme: Theme, design: CoverDesign) -> tuple[float, int]:
    """The size of a title in points, and how many lines it takes: the largest step in which it
    holds in four lines, or the smallest."""
    full = theme.sizes.title if design == "none" else theme.sizes.cover
    size, count = full, 0
    for step in _STEPS:
        size = round(full * step * 2) / 2
        count = line_count(title, theme.fonts.heading, size, theme)
        if count <= LINES:
            break
    return size, count


def subtitle_size(theme: Theme) -> float:
    """The size of the subtitle on a cover, in points."""
    return theme.sizes.cover / 2


def line_count(content: PrintedContent, family: str, size: float, theme: Theme) -> int:
    """How many lines a text takes at most in the measure of a theme, in a size in points."""
    measure = theme.page.measure * _POINTS_PER_MM / size
    return sum(_count(line, measure) for line in _lines(content, family))


def _lines(title: PrintedContent, family: str) -> Iterator[list[float]]:
    """The widths in em of the words of each line as the author broke them."""
    text = "".join(
        "\n" if isinstance(leaf, LineBreak) else walk.printed_text((leaf,))
        for leaf in walk.leaves(title)
    )
    for line in text.split("\n"):
        yield [width(word, family) for word in line.split()]


def _count(words: Iterable[float], measure: float) -> int:
    """How many lines the words take in a measure in em; one that is too wide is broken."""
    lines, used = 1, 0.0
    for word in words:
        if used and used + word > measure:
            lines, used = lines + 1, 0.0
        lines += int(word // measure)
        used += word % measure + _SPACE
    return lines


def title_findings(block: TitleBlock) -> Iterator[Diagnostic]:
    """A warning about a title of too many lines."""
    if block.lines > LINES:
        message = (
            f"the title takes about {block.lines} lines, although it is set in {block.size:g} pt"
        )
        yield Diagnostic("RK166", message)
