"""Fonts for the letters that the fonts of a theme lack: found at once, loaded when needed.

They are searched for, in this order, among the fonts in the theme's folder that it does not name,
the other fonts that ship with reportkit, the user's fonts folder (`user_fonts_folder`), and, only
on request, the fonts of the machine. Among those with the most letters, the one for the language of
the report is chosen, because Chinese, Japanese and Korean draw the same letter differently.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reportkit.diagnostics import Diagnostic
from reportkit.style.folders import styles_folder
from reportkit.style.font_files import FontFile, folder_fonts, has
from reportkit.style.font_plan import FontPlan, PlannedFace
from reportkit.style.fonts import FontFace, letters, shipped_fonts
from reportkit.style.scripts import SAMPLES, drawn, region, region_of
from reportkit.style.tokens import Theme

_GREEK: Final = frozenset(range(0x370, 0x400))
_POLYTONIC: Final = frozenset(range(0x1F00, 0x2000))
_CHINESE_QUOTES: Final = frozenset(map(ord, "“”‘’—…"))
"""Signs that are as wide as an ideograph in Chinese, but narrow in fonts of other scripts."""
_IDEOGRAPHS: Final = frozenset(range(0x4E00, 0xA000))
_ALWAYS: Final = frozenset({0x20, 0xA0, 0x25CC, *range(0x200B, 0x2010), 0x202F, 0x2060, 0xFE0F})
"""What a font contains besides its letters, because the spaces of a run are those of its font."""
_REGULAR, _BOLD, _SEMIBOLD = 400, 700, 600


Source: TypeAlias = Literal["reportkit", "folder", "machine", ""]
"""The source of fonts for a script: reportkit, the user's folder, the machine, or none."""


class Substitutes(Struct, frozen=True):
    """The fonts found for the letters of a text."""

    plan: FontPlan = FontPlan()
    missing: frozenset[int] = frozenset()
    """The letters that no font has."""
    machine: tuple[FontFile, ...] = ()
    """The fonts of this machine among those found."""
    machine_letters: frozenset[int] = frozenset()
    """The letters that they are used for."""
    findings: tuple[Diagnostic, ...] = ()
    """A warning for each file in the user's folder that cannot be used."""


def user_fonts_folder() -> Path:
    """The user's folder for fonts of all reports (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_DATA_HOME", "")
    data = Path(base) if base and Path(base).is_absolute() else Path("~/.local/share").expanduser()
    return data / "reportkit" / "fonts"


def machine_fonts_folders() -> list[Path]:
    """The folders with the fonts of the machine."""
    home = Path.home()
    match sys.platform:
        case "darwin":
            names = ["/System/Library/Fonts", "/Library/Fonts", str(home / "Library/Fonts")]
        case "win32":
            names = [rf"{os.environ.get('WINDIR', 'C:/Windows')}\Fonts"]
        case _:
            names = ["/usr/share/fonts", "/usr/local/share/fonts"]
            names += [str(home / ".fonts"), str(home / ".local/share/fonts")]
    return [Path(name) for name in names]


def substitutes(
    theme: Theme, text: frozenset[str], language: str, machine: bool = False
) -> Substitutes:
    """Fonts for the letters that the fonts of a theme lack, as far as they exist; with `machine`,
    also from the fonts of the machine. `language` is that of the report."""
    wanted = frozenset(ord(letter) for letter in text if drawn(letter))
    chinese = region(language) in ("SC", "TC", "HK") and not wanted.isdisjoint(_CHINESE_QUOTES)
    search = _Search(theme, wanted, language, chinese)
    search.in_files(theme.spare_fonts)
    search.in_faces(face for face in shipped_fonts() if face.family not in _chain(theme))
    search.in_files(_broad_fonts())
    findings: tuple[Diagnostic, ...] = ()
    if search.lacking:
        mine, refused = _user_fonts(user_fonts_folder())
        findings = tuple(Diagnostic("RK410", message) for message in refused)
        search.in_files(mine)
    before, taken = search.lacking, len(search.files)
    if search.lacking and machine:
        search.in_files(machine_fonts())
    return Substitutes(
        search.plan(),
        search.lacking,
        tuple(search.files[taken:]),
        before - search.lacking,
        findings,
    )


def _chain(theme: Theme) -> tuple[str, ...]:
    return (theme.fonts.text, theme.fonts.heading, *theme.fonts.fallback)


@cache
def _broad_fonts() -> tuple[FontFile, ...]:
    """The shipped fonts for letters that IBM Plex lacks."""
    return tuple(folder_fonts(styles_folder() / "fonts" / "fallback")[0])


@cache
def _user_fonts(folder: Path) -> tuple[tuple[FontFile, ...], tuple[str, ...]]:
    found, refused = folder_fonts(folder)
    return tuple(found), tuple(refused)


@cache
def machine_fonts() -> tuple[FontFile, ...]:
    """All fonts in the folders of this machine."""
    return tuple(file for folder in machine_fonts_folders() for file in folder_fonts(folder)[0])


class _Search:
    """Searches one place after another until no letter is missing."""

    def __init__(self, theme: Theme, wanted: frozenset[int], language: str, chinese: bool) -> None:
        self.files: list[FontFile] = []
        """The fonts found in files."""
        self._theme, self._wanted, self._chinese = theme, wanted, chinese
        self._language = language
        self._taken: list[FontFile] = []
        self._known: dict[int, frozenset[int]] = {}
        self._faces: list[PlannedFace] = []
        self._families: list[str] = []
        self._leads: list[str] = []
        text, heading = (_shown(theme, name) for name in (theme.fonts.text, theme.fonts.heading))
        beside = frozenset[int]().union(*(_shown(theme, name) for name in theme.fonts.fallback))
        self.lacking = wanted - (text & heading) - beside

    def _has(self, file: FontFile) -> frozenset[int]:
        """The letters, of all those searched for, that a font has; each font is read once."""
        if id(file) not in self._known:
            self._known[id(file)] = has(file, self._wanted)
        return self._known[id(file)]

    def in_faces(self, faces: Iterable[FontFace]) -> None:
        """Takes loaded families unchanged."""
        for face in faces:
            if shown := self.lacking & letters(face):
                self._families.append(face.family)
                self.lacking -= shown

    def in_files(self, files: Sequence[FontFile]) -> None:
        """Takes fonts from files: one with serifs and one without, if both exist."""
        candidates = self._upright(files)
        covered = frozenset[int]()
        for serif in (True, False):
            left = self.lacking
            while left and candidates:
                best = min(candidates, key=partial(self._rank, left=left, serif=serif))
                shown = self._has(best) & left
                if not shown:
                    break
                left -= shown
                covered |= shown
                self._take(best, files, shown)
        self.lacking -= covered

    def _upright(self, files: Sequence[FontFile]) -> list[FontFile]:
        """The upright regular fonts of each family with some of the letters, usually one."""
        nearest: dict[str, list[FontFile]] = {}
        for file in files:
            if file.style == "normal" and not self.lacking.isdisjoint(self._has(file)):
                nearest.setdefault(file.family, []).append(file)
        for family, found in nearest.items():
            least = min(map(_from_regular, found))
            nearest[family] = [file for file in found if _from_regular(file) == least]
        return [file for found in nearest.values() for file in found]

    def _rank(self, file: FontFile, left: frozenset[int], serif: bool) -> tuple[object, ...]:
        """A key that is smallest for the best font: it has letters, is for the language of the
        report, looks like the text around it, and has many of the letters."""
        shown = self._has(file) & left
        return (
            not shown,
            _foreign(file.family, self._language, left),
            -len(shown) // max(1, len(left) // 10),
            file.serif != serif,
            not file.family.startswith(("Noto Serif", "Noto Sans")),
            -len(shown),
            file.family,
            str(file.path),
        )

    def _take(self, best: FontFile, files: Sequence[FontFile], shown: frozenset[int]) -> None:
        """Takes a font for some letters, with the bold and italic of its family. A family that is
        split into several files, each with some of the letters, becomes several families."""
        if best in self.files:
            return
        count = sum(file.family == best.family for file in self._taken) + 1
        family = best.family if count == 1 else f"{best.family} {count}"
        family = f"{family} Also" if family in _chain(self._theme) else family
        self._taken.append(best)
        self._families.append(family)
        for file, weight in self._of_family(best, files, shown):
            self.files.append(file)
            self._faces.append(PlannedFace(file, family, weight, self._wanted | _ALWAYS))
            if lead := self._lead(file):
                self._leads.append(f"{family} First")
                self._faces.append(PlannedFace(file, self._leads[-1], weight, lead | {0x20}))

    def _of_family(
        self, best: FontFile, files: Sequence[FontFile], shown: frozenset[int]
    ) -> Iterator[tuple[FontFile, int]]:
        """A font with the bold and the italic of its family that have the same letters, each with
        its weight."""
        yield best, best.weight
        family = [f for f in files if f.family == best.family and shown <= self._has(f)]
        bold = [f for f in family if f.style == "normal" and f.weight >= _SEMIBOLD]
        if best.variable:
            yield best, _BOLD
        elif bold:
            file = min(bold, key=lambda file: abs(file.weight - _BOLD))
            yield file, file.weight
        italic = [f for f in family if f.style == "italic"]
        if italic:
            file = min(italic, key=_from_regular)
            yield file, file.weight

    def _lead(self, file: FontFile) -> frozenset[int]:
        """The letters for which a font precedes those of the theme: the Greek of a polytonic text,
        so that each word is in one font, and Chinese quotes."""
        codes = frozenset[int]()
        shown = self._has(file)
        if not shown.isdisjoint(_POLYTONIC):
            codes |= _GREEK | _POLYTONIC
        if self._chinese and not shown.isdisjoint(_IDEOGRAPHS):
            codes |= _CHINESE_QUOTES
        return codes & shown

    def plan(self) -> FontPlan:
        """The fonts found."""
        leads, families = (tuple(dict.fromkeys(names)) for names in (self._leads, self._families))
        return FontPlan(tuple(self._faces), leads, families)


def _shown(theme: Theme, family: str) -> frozenset[int]:
    """The letters of the upright regular font of a family, or of the nearest that it has."""
    faces = [face for face in (*theme.faces, *shipped_fonts()) if face.family == family]
    nearest = min(faces, key=lambda face: (face.style != "normal", abs(face.weight - _REGULAR)))
    return letters(nearest)


def _from_regular(file: FontFile) -> int:
    return abs(file.weight - _REGULAR)


def settable() -> list[tuple[str, Source]]:
    """Each script, with the first source of fonts that can show it."""
    shipped = frozenset[int]().union(*map(letters, shipped_fonts()))
    places: list[tuple[Source, Sequence[FontFile]]] = [
        ("reportkit", _broad_fonts()),
        ("folder", _user_fonts(user_fonts_folder())[0]),
        ("machine", machine_fonts()),
    ]

    def source(sample: str) -> Source:
        left = frozenset(ord(letter) for letter in sample if drawn(letter)) - shipped
        for place, files in places:
            left = left.difference(*(has(file, left) for file in files if left))
            if not left:
                return place
        return ""

    return [(script, source(sample)) for script, sample in SAMPLES.items()]


def _foreign(family: str, language: str, codes: Iterable[int]) -> bool:
    """Whether a font is for another of the languages that share ideographs."""
    found = re.search(r"\b(SC|TC|HK|JP|KR)\b", family)
    return found is not None and found[1] != (region(language) or region_of(codes))
