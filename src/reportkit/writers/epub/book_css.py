"""The style sheet of the book: the theme's own, and a few rules derived from its tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from reportkit.model.document import BOX_KINDS, ResolvedReport
from reportkit.style import Theme
from reportkit.style.colours import hexadecimal, levels, luminance
from reportkit.writers.html_names import LIST_RULES, HtmlClass, box_class

_MARKS: Final = {"dash": '"–  "', "bullet": "disc", "number": "decimal", "none": "none"}
"""The markers of the key judgements in the list at the front."""

_MIDDLE: Final = 0.179
"""The luminance with the same contrast to white and to black (4.6:1), because a book can be read in
day or night mode."""


def style_sheet(report: ResolvedReport, theme: Theme, fonts: str) -> bytes:
    """The style sheet of a report; `fonts` are the rules for the fonts in the book, if any."""
    accent = readable(theme.colours.accent)
    digits = len(str(max((note.number for note in report.notes), default=1)))
    column = f"{0.9 + 0.6 * digits:.1f}em"
    start = "right" if report.meta.direction == "rtl" else "left"
    boxes = (HtmlClass.TITLE_BLOCK, HtmlClass.SUMMARY, HtmlClass.JUDGEMENTS, HtmlClass.BOX)
    edged = (*(f".{kind}" for kind in boxes), f".{HtmlClass.PULL_QUOTE}", ":root blockquote")
    number = f".{HtmlClass.NOTES} .{HtmlClass.NOTE} .{HtmlClass.NUM}"
    rules = (
        fonts,
        f".{HtmlClass.TITLE_BLOCK} .{HtmlClass.SERIES} {{ color: {accent}; }}\n",
        f"{', '.join(edged)} {{ border-color: {accent}; }}\n",
        *(_box_kind(kind, theme) for kind in BOX_KINDS),
        f".{HtmlClass.NOTE} {{ padding-inline-start: {column}; }}\n",
        # A float, so that a line does not break between the number and a following address.
        f"{number} {{ float: {start}; margin-{start}: -{column}; min-width: {column}; }}\n",
        # A word joiner: no line begins with a mark.
        f'.{HtmlClass.NOTEREF}::before, .{HtmlClass.SEP}::before {{ content: "\\2060"; }}\n',
        LIST_RULES,
        f".{HtmlClass.ADDRESS} {{ white-space: nowrap; }}\n",
        f".{HtmlClass.NATURAL} > table {{ width: auto; }}\n",
        f"tr > .{HtmlClass.NOT_FIRST}:first-child {{ padding-inline-start: 0.5em; }}\n",
        f"tr > .{HtmlClass.NOT_LAST}:last-child {{ padding-inline-end: 0.5em; }}\n",
        f".{HtmlClass.TAIL} {{ display: inline-block; text-align: left; white-space: pre; }}\n",
        *_look(theme, accent),
    )
    sheet = f"{theme.epub_css.rstrip()}\n\n/* From the tokens of the theme. */\n{''.join(rules)}"
    return sheet.encode()


def _box_kind(kind: str, theme: Theme) -> str:
    """The rules for boxes of a kind: the colour of the edge and of the word for the kind."""
    selector, colour = f".{box_class(kind)}", readable(getattr(theme.boxes, kind))
    word = f"{selector} > .{HtmlClass.BOX_TITLE} > .{HtmlClass.LABEL}"
    return f"{selector} {{ border-color: {colour}; }}\n{word} {{ color: {colour}; }}\n"


def _look(theme: Theme, accent: str) -> Iterator[str]:
    """The rules for tokens other than colours; the reading system decides the alignment.

    Each selector outweighs those of the theme's own sheet for the same elements.
    """
    if theme.paragraphs.separation == "indent":
        indent = theme.paragraphs.indent / theme.sizes.text
        yield ":root > body > p { margin-bottom: 0; }\n"
        yield f":root > body > p + p {{ text-indent: {indent:.2f}em; }}\n"
        judgement = f":root > body > .{HtmlClass.JUDGEMENT}"
        yield f"{judgement}, {judgement} + p {{ margin-top: 0.9em; text-indent: 0; }}\n"
        kinds = (HtmlClass.GOVERNING, HtmlClass.SIGN_OFF, HtmlClass.MARKING)
        apart = ", ".join(f":root > body > .{kind}" for kind in kinds)
        yield f"{apart} {{ text-indent: 0; }}\n"
        followers = ("div", "figure", "aside", "blockquote", "ul", "ol", "section")
        selector = ", ".join(f":root > body > p + {name}" for name in followers)
        yield f"{selector} {{ margin-top: 1.2em; }}\n"
    if theme.headings.colour == "accent":
        yield f":root h2, :root h3, :root h4, :root h5, :root h6 {{ color: {accent}; }}\n"
    if theme.headings.chapters != "run-on":
        yield ":root > body > h2 { break-before: page; page-break-before: always; }\n"
        # Each file begins a new page anyway.
        marking = f":root > body > .{HtmlClass.MARKING}"
        yield f"{marking} + h2, {marking} + div + h2"
        yield " { break-before: auto; page-break-before: auto; }\n"
    yield f":root .{HtmlClass.JUDGEMENTS} ul {{ list-style: {_MARKS[theme.judgements.marks]}; }}\n"
    claims = theme.claims
    look = f"font-weight: {claims.weight}; font-style: {claims.style};"
    colour = f" color: {accent};" if claims.colour == "accent" else ""
    yield f".{HtmlClass.JUDGEMENT} .{HtmlClass.CLAIM} {{ {look}{colour} }}\n"


def readable(colour: str) -> str:
    """The colour, made lighter or darker so that it is readable on white and on black."""
    channels = levels(colour)

    def shifted(by: int) -> tuple[int, ...]:
        return tuple(min(255, max(0, channel + by)) for channel in channels)

    def shade(by: int) -> float:
        return luminance(shifted(by))

    # From black to white the luminance only grows, so the nearest one is beside the middle.
    shifts = range(-255, 256)
    lighter = bisect_left(shifts, _MIDDLE, key=shade)
    nearest = min(shifts[lighter - 1 : lighter + 1], key=lambda by: abs(shade(by) - _MIDDLE))
    return hexadecimal(shifted(nearest))
