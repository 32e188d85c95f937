"""The theme's fonts inside the book, each subset to the letters in the book."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from reportkit.style import FontFace, Theme, letters, shipped_fonts
from reportkit.writers.epub.item import Item

DISPLAY_OPTIONS: Final = (
    "META-INF/com.apple.ibooks.display-options.xml",
    b'<?xml version="1.0" encoding="utf-8"?>\n<display_options><platform name="*">'
    b'<option name="specified-fonts">true</option></platform></display_options>\n',
)
"""A separate file, without which Apple Books ignores the fonts in a book."""

_DRAWN = frozenset(map(ord, "—–•◦▪↪"))
"""The signs that style sheets and lists add."""

_TYPOGRAPHIC = (16, 17)
"""The names of family and style that take precedence over the usual ones (OpenType name ids)."""

_FEATURES = ["*"]
"""All OpenType features: old-style and tabular figures, small capitals, joined letters."""


_HEADED = ", ".join(
    f":root {name}"
    for name in (
        *("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "td", "figcaption"),
        *(".series", ".byline", ".box-title", ".label", ".source"),
    )
)
"""The elements in the font of headings. Each selector outweighs those of the theme's sheet."""


class EmbeddedFonts(Struct, frozen=True):
    """The fonts in a book, and the rules of the style sheet that use them."""

    items: tuple[Item, ...]
    rules: str


def embedded_fonts(theme: Theme, texts: Iterable[Item]) -> EmbeddedFonts:
    """The fonts for these XHTML files."""
    needed = frozenset(ord(letter) for item in texts for letter in set(item.data.decode("utf-8")))
    items: list[Item] = []
    rules: list[str] = []
    for face, shown in _used(theme, needed | _DRAWN):
        stem, _, suffix = face.name.rpartition(".")
        file = f"fonts/{face.name}"
        items.append(Item(f"font-{stem}", file, _subset(face, shown), f"font/{suffix}"))
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
            f' font-style: {face.style}; src: url("{file}"); }}\n'
        )
    text, heading, code = _stacks(theme)
    return EmbeddedFonts(
        tuple(items),
        f"{''.join(rules)}"
        f":root body {{ font-family: {text}, serif; }}\n"
        f"{_HEADED} {{ font-family: {heading}, sans-serif; }}\n"
        f":root code {{ font-family: {code}, monospace; }}\n",
    )


def _stacks(theme: Theme) -> Iterator[str]:
    """The families of text, headings and code, each with its fallbacks."""
    for family in (theme.fonts.text, theme.fonts.heading, theme.fonts.code):
        yield ", ".join(f'"{name}"' for name in theme.stack(family))


def _used(theme: Theme, needed: frozenset[int]) -> Iterator[tuple[FontFace, list[int]]]:
    """The faces in use, each with the code points that it shows."""
    fonts = theme.fonts
    own = (fonts.text, fonts.heading, fonts.code)
    faces = (*theme.faces, *shipped_fonts())
    lacking = needed
    for family in dict.fromkeys((*theme.leads, *own, *fonts.fallback, *theme.substitutes)):
        found = [face for face in faces if face.family == family]
        wanted = needed if family in (*theme.leads, *own) else lacking
        for face in found:
            shown = wanted & letters(face)
            if shown:
                yield face, sorted(shown)
        lacking = lacking.difference(*map(letters, found))


def _subset(face: FontFace, code_points: Iterable[int]) -> bytes:
    """The font with these letters and their joining forms. Its date does not change."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=_FEATURES, notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points)
    buffer = io.BytesIO()
    with TTFont(io.BytesIO(face.data), recalcTimestamp=False) as font:
        subsetter.subset(font)
        # The name in the style sheet: some fonts have a separate family for each weight.
        names = font["name"]
        names.names = [name for name in names.names if name.nameID not in _TYPOGRAPHIC]
        for name in names.names:
            if name.nameID == 1:
                name.string = face.family
        font.save(buffer)
    return buffer.getvalue()
