"""The fonts that ship with the themes, as bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from reportkit.style.theme import styles_folder


@dataclass(frozen=True, slots=True)
class FontFace:
    """One font of a family."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    name: str
    """The name of its file."""
    data: bytes = field(repr=False)


_FACES: tuple[tuple[str, int, Literal["normal", "italic"], str], ...] = (
    ("IBM Plex Serif", 400, "normal", "IBMPlexSerif-Regular.ttf"),
    ("IBM Plex Serif", 400, "italic", "IBMPlexSerif-Italic.ttf"),
    ("IBM Plex Serif", 700, "normal", "IBMPlexSerif-Bold.ttf"),
    ("IBM Plex Serif", 700, "italic", "IBMPlexSerif-BoldItalic.ttf"),
    ("IBM Plex Sans", 400, "normal", "IBMPlexSans-Regular.ttf"),
    ("IBM Plex Sans", 400, "italic", "IBMPlexSans-Italic.ttf"),
    ("IBM Plex Sans", 600, "normal", "IBMPlexSans-SemiBold.ttf"),
    ("IBM Plex Mono", 400, "normal", "IBMPlexMono-Regular.ttf"),
)


@cache
def shipped_fonts() -> tuple[FontFace, ...]:
    """All fonts in `styles/fonts`. Raises OSError when the installation is not whole."""
    folder = styles_folder() / "fonts"
    return tuple(
        FontFace(family, weight, style, name, (folder / name).read_bytes())
        for family, weight, style, name in _FACES
    )


@cache
def letters(face: FontFace) -> frozenset[int]:
    """The code points for which a font has a shape."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(face.data), lazy=True) as font:
        return frozenset(font.getBestCmap() or {})
