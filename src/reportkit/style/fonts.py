"""The fonts of a theme, as bytes: those that ship with reportkit, and those in its own folder."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from reportkit.style.folders import styles_folder
from reportkit.tree.limits import FONT_BYTES
from reportkit.tree.source import read_bytes

FONT_SUFFIXES: Final = (".ttf", ".otf")


class FontError(Exception):
    """A font file that cannot be used; the message says why."""


class FontFace(Struct, frozen=True):
    """One font of a family."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    name: str
    """The name of its file."""
    data: bytes


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
    """All fonts in `styles/fonts`. Raises OSError when the installation is not whole."""
    folder = styles_folder() / "fonts"
    return tuple(
        FontFace(family, weight, style, name, (folder / name).read_bytes())
        for family, weight, style, name in _FACES
    )


def read_face(path: Path) -> FontFace:
    """The font in a file, with what it says of itself.

    Raises FontError when it is not a complete TrueType or OpenType font, or may not be embedded.
    """
    from fontTools.ttLib import TTFont, TTLibError

    if path.suffix.lower() not in FONT_SUFFIXES:
        raise FontError("it is not a TrueType or OpenType file (.ttf, .otf)")
    try:
        data = read_bytes(path, FONT_BYTES)
        with TTFont(io.BytesIO(data), lazy=True) as font:
            for tag in font.reader.keys():  # noqa: SIM118 - no mapping, though it has keys
                _ = font.reader[tag]  # reads the whole table, and fails on one that is cut off
            names, about = font["name"], font["OS/2"]
            family = names.getDebugName(16) or names.getDebugName(1)
            if not family or not font.getBestCmap():
                raise FontError("it does not name its family, or has no letters")
            if about.fsType & 0x0F == 0x02:  # OpenType, OS/2 fsType: restricted licence embedding
                raise FontError("its licence does not allow embedding")
            style: Literal["normal", "italic"] = "italic" if about.fsSelection & 1 else "normal"
            return FontFace(family, about.usWeightClass, style, path.name, data)
    except FontError:
        raise
    except (OSError, ValueError) as error:
        raise FontError(str(error)) from error
    except (TTLibError, LookupError, AssertionError, ArithmeticError, AttributeError) as error:
        # What fontTools raises on damaged tables besides its own error.
        raise FontError(f"it is not a complete font ({error or type(error).__name__})") from error


@cache
def advances(face: FontFace) -> dict[int, float]:
    """How wide each letter of a font is, in em, by its code point."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(face.data), lazy=True) as font:
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[name][0] / em for code, name in (font.getBestCmap() or {}).items()}


@cache
def letters(face: FontFace) -> frozenset[int]:
    """The code points for which a font has a shape."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(face.data), lazy=True) as font:
        return frozenset(font.getBestCmap() or {})
