"""The theme's fonts inside the book, each cut down to the letters that the book has."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Final

from reportkit.style import FontFace, Theme, letters, shipped_fonts
from reportkit.writers.epub.item import Item

DISPLAY_OPTIONS: Final = (
    "META-INF/com.apple.ibooks.display-options.xml",
    b'<?xml version="1.0" encoding="utf-8"?>\n<display_options><platform name="*">'
    b'<option name="specified-fonts">true</option></platform></display_options>\n',
)
"""A file of its own, without which Apple Books shows none of the fonts in a book."""

_DRAWN = frozenset(map(ord, "—•◦▪"))
"""What style sheets and lists print of themselves."""

_FEATURES = ["*"]
"""All of OpenType's: old-style and tabular figures, small capitals, joined letters."""


def font_items(theme: Theme, texts: Iterable[Item]) -> Iterator[Item]:
    """The fonts that show these XHTML files."""
    needed = frozenset(ord(letter) for item in texts for letter in set(item.data.decode("utf-8")))
    for face in _faces(theme):
        data = _subset(face, sorted((needed | _DRAWN) & letters(face)))
        yield Item(f"font-{face.name.rpartition('.')[0]}", _file(face), data, "font/ttf")


def font_rules(theme: Theme) -> str:
    """The rules of the style sheet that use the fonts."""
    fonts = theme.fonts
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' font-style: {face.style}; src: url("{_file(face)}"); }}\n'
        for face in _faces(theme)
    )
    return (
        f"{faces}"
        f'body {{ font-family: "{fonts.text}", serif; }}\n'
        f"h1, h2, h3, h4, h5, .series, .byline, .box-title, .label, caption, th, td, figcaption,"
        f' .source {{ font-family: "{fonts.heading}", sans-serif; }}\n'
        f'code {{ font-family: "{fonts.code}", monospace; }}\n'
    )


def _file(face: FontFace) -> str:
    return f"fonts/{face.name}"


def _faces(theme: Theme) -> Iterator[FontFace]:
    families = (theme.fonts.text, theme.fonts.heading, theme.fonts.code)
    return (face for face in shipped_fonts() if face.family in families)


def _subset(face: FontFace, code_points: Iterable[int]) -> bytes:
    """The font with these letters and what joins them. Its own date stays as it is."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=_FEATURES, notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points)
    buffer = io.BytesIO()
    with TTFont(io.BytesIO(face.data), recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.save(buffer)
    return buffer.getvalue()
