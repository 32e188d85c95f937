"""Fonts of this machine that a theme names by their family."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from reportkit.style.font_files import FontError, FontFile
from reportkit.style.fonts import FontFace, whole_face

_WEIGHTS: Final = (400, 600, 700)
"""The weights in which reportkit sets text, headings and claims."""


def installed_faces(family: str) -> tuple[FontFace, ...]:
    """The fonts of a family that are installed on this machine, under the name that is asked for:
    upright and italic, in the weights nearest those that are used. Empty if there are none, or none
    that may be embedded. Case does not count."""
    from reportkit.style.substitutes import machine_fonts  # late: it looks through all folders

    files = [file for file in machine_fonts() if file.family.casefold() == family.casefold()]
    faces: dict[tuple[int, str], FontFace] = {}
    for file in _chosen(files):
        try:
            face = replace(whole_face(file), family=family)
        except FontError:
            continue
        faces.setdefault((face.weight, face.style), face)
    return tuple(faces.values())


def _chosen(files: list[FontFile]) -> Iterator[FontFile]:
    for style in ("normal", "italic"):
        alike = [file for file in files if file.style == style]
        for weight in _WEIGHTS:
            if alike:
                yield min(alike, key=lambda file: abs(file.weight - weight))
