"""The fonts of a theme, as bytes: those that ship with reportkit, and those in its own folder."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from reportkit.style.folders import styles_folder
from reportkit.style.font_files import FontFile, cut, font_files, letters_in


class FontFace(Struct, frozen=True):
    """One font of a family."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    name: str
    """The name of its file."""
    data: bytes
    serif: bool = False
    """Whether its letters have serifs, so that it suits text."""


_FACES: tuple[tuple[str, int, Literal["normal", "italic"], str], ...] = (
    ("IBM Plex Serif", 400, "normal", "IBMPlexSerif-Regular.ttf"),
    ("IBM Plex Serif", 400, "italic", "IBMPlexSerif-Italic.ttf"),
    ("IBM Plex Serif", 700, "normal", "IBMPlexSerif-Bold.ttf"),
    ("IBM Plex Serif", 700, "italic", "IBMPlexSerif-BoldItalic.ttf"),
    ("IBM Plex Sans", 400, "normal", "IBMPlexSans-Regular.ttf"),
    ("IBM Plex Sans", 400, "italic", "IBMPlexSans-Italic.ttf"),
    ("IBM Plex Sans", 600, "normal", "IBMPlexSans-SemiBold.ttf"),
    ("IBM Plex Mono", 400, "normal", "IBMPlexMono-Regular.ttf"),
    ("IBM Plex Sans Arabic", 400, "normal", "IBMPlexSansArabic-Regular.ttf"),
    ("IBM Plex Sans Arabic", 700, "normal", "IBMPlexSansArabic-Bold.ttf"),
    ("IBM Plex Sans Hebrew", 400, "normal", "IBMPlexSansHebrew-Regular.ttf"),
    ("IBM Plex Sans Hebrew", 700, "normal", "IBMPlexSansHebrew-Bold.ttf"),
)
SHIPPED_FAMILIES: Final = tuple(dict.fromkeys(family for family, *_ in _FACES))


@cache
def shipped_fonts() -> tuple[FontFace, ...]:
    """All fonts in `styles/fonts`. Raises OSError if the installation is incomplete."""
    folder = styles_folder() / "fonts"
    return tuple(
        FontFace(family, weight, style, name, (folder / name).read_bytes(), "Serif" in family)
        for family, weight, style, name in _FACES
    )


def read_faces(path: Path) -> tuple[FontFace, ...]:
    """The complete fonts in a file, each with its metadata; a collection (.ttc) has several.

    Raises FontError if it is not a complete font, or may not be embedded.
    """
    return tuple(map(whole_face, font_files(path)))


def whole_face(
    file: FontFile, codes: frozenset[int] | None = None, weight: int | None = None
) -> FontFace:
    """A font from a file; with `codes`, a subset with these code points; a variable font at one
    weight. Raises FontError if it is damaged."""
    data = cut(file, codes, weight)
    name = file.path.name if not file.index else f"{file.index}-{file.path.name}"
    suffix = ".otf" if data[:4] == b"OTTO" else ".ttf"
    name = name if name.lower().endswith(suffix) else f"{name}{suffix}"
    shown = file.weight if weight is None else weight
    return FontFace(file.family, shown, file.style, name, data, file.serif)


@cache
def advances(face: FontFace) -> dict[int, float]:
    """The width of each letter of a font, in em, by code point."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(face.data), lazy=True) as font:
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[name][0] / em for code, name in (font.getBestCmap() or {}).items()}


@cache
def letters(face: FontFace) -> frozenset[int]:
    """The code points that a font supports."""
    return letters_in(face.data)
