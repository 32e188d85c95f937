"""Cuts the fonts in styles/fonts/fallback out of Noto's: what IBM Plex lacks, and nothing else.

    python tools/fallback_fonts.py NOTO EMOJI

NOTO is the folder of Debian's fonts-noto-core (20201225-1), EMOJI the file NotoEmoji_400Regular.ttf
of npm's @expo-google-fonts/noto-emoji (0.4.7). The same files give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "styles" / "fonts"
FALLBACK = FONTS / "fallback"
LETTERS = {*range(0x20, 0x7F), 0xA0}
"""A base for each combining mark, and the space: a run of a font has its spaces too."""
MARKS_AND_GREEK = {*range(0x300, 0x400)}
"""Taken though Plex has some: a word, and a letter with its marks, is to be of one font."""
CHESS_AND_GAMES = {*range(0x1F000, 0x1F100), *range(0x1FA00, 0x1FA70)}
BESIDE = {
    "NotoSerif-Regular": "IBMPlexSerif-Regular",
    "NotoSerif-Italic": "IBMPlexSerif-Italic",
    "NotoSerif-Bold": "IBMPlexSerif-Bold",
    "NotoSans-Regular": "IBMPlexSans-Regular",
    "NotoSans-SemiBold": "IBMPlexSans-SemiBold",
}
"""The font of the same look that is asked before."""


def letters(path: Path) -> set[int]:
    """The code points of a font."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def cut(path: Path, codes: set[int], name: str) -> None:
    """Writes a font with these code points, without hints, glyph names and mathematics tables."""
    options = subset.Options(
        layout_features=["*"],
        notdef_outline=True,
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17],
        drop_tables=[*subset.Options().drop_tables, "MATH", "STAT", "vhea", "vmtx"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter.subset(font)
        # In some fonts of signs a space is as wide as a sign.
        space = font.getBestCmap()[0x20]
        narrow = font["head"].unitsPerEm // 4
        font["hmtx"][space] = (narrow, 0)
        font.save(FALLBACK / name)


def main() -> None:
    """Writes all of them."""
    noto, emoji = Path(sys.argv[1]), Path(sys.argv[2])
    FALLBACK.mkdir(exist_ok=True)
    for name, beside in BESIDE.items():
        own = letters(noto / f"{name}.ttf")
        lacking = own - letters(FONTS / f"{beside}.ttf")
        cut(noto / f"{name}.ttf", lacking | (own & (LETTERS | MARKS_AND_GREEK)), f"{name}.ttf")
    pictures = letters(emoji) - LETTERS
    maths = letters(noto / "NotoSansMath-Regular.ttf")
    cut(noto / "NotoSansMath-Regular.ttf", maths, "NotoSansMath-Regular.ttf")
    signs = letters(noto / "NotoSansSymbols-Regular.ttf")
    cut(noto / "NotoSansSymbols-Regular.ttf", signs - maths | {32}, "NotoSansSymbols-Regular.ttf")
    more = letters(noto / "NotoSansSymbols2-Regular.ttf")
    drawn = {code for code in pictures if code >= 0x1F000} | CHESS_AND_GAMES
    name = "NotoSansSymbols2-Regular.ttf"
    cut(noto / name, more - signs - maths - drawn | {32}, name)
    cut(emoji, pictures | {32}, "NotoEmoji-Regular.ttf")


if __name__ == "__main__":
    main()
