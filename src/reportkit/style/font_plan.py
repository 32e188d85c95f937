"""The fonts that a report needs in addition to those of its theme, before any of them is loaded."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reportkit.style.font_files import FontFile
from reportkit.style.fonts import FontFace, whole_face
from reportkit.style.tokens import Theme


class PlannedFace(Struct, frozen=True):
    """A font to be extracted from a file."""

    file: FontFile
    family: str
    """Its name in style sheets."""
    weight: int
    codes: frozenset[int]
    """The code points of its subset."""


class FontPlan(Struct, frozen=True):
    """The fonts that a report needs in addition to those of its theme; none is loaded yet."""

    faces: tuple[PlannedFace, ...] = ()
    leads: tuple[str, ...] = ()
    """The families that are tried before those of the theme."""
    substitutes: tuple[str, ...] = ()
    """The families that are tried after those of the theme."""

    def loaded_into(self, theme: Theme) -> Theme:
        """The theme with these fonts. Raises FontError if one is damaged."""
        if not self.substitutes:
            return theme
        faces = tuple(_loaded(number, face) for number, face in enumerate(self.faces))
        return theme.model_copy(
            update={
                "faces": (*theme.faces, *faces),
                "leads": self.leads,
                "substitutes": self.substitutes,
            }
        )


def _loaded(number: int, planned: PlannedFace) -> FontFace:
    """A font extracted from its file; `number` makes its name unique."""
    face = whole_face(planned.file, planned.codes, planned.weight)
    import re

    label = re.sub("[^A-Za-z0-9]+", "-", f"{planned.family} {planned.weight} {face.style}")
    suffix = ".otf" if face.data[:4] == b"OTTO" else ".ttf"
    return replace(face, family=planned.family, name=f"{number}-{label}{suffix}")
