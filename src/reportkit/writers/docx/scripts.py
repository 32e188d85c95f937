"""Scripts: text in a script other than the report's, and Word's fonts for scripts.

Word sets each letter in one of four fonts of its run, by script, and checks spelling, hyphenates
and reads aloud by the language of the run. This module marks text in another script with the
language that the script suggests; single letters identify Ukrainian, Belarusian, Persian and
Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from reportkit.style import Theme

Name = Literal["latin", "cyrillic", "greek", "arabic", "hebrew", "indic", "thai", "east"]

_RANGES: Final[dict[Name, str]] = {
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "indic": "\u0900-\u0dff",
    "thai": "\u0e00-\u0eff",
    "east": "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff",
}
_BEYOND_LATIN: Final = re.compile("[^\0-\u036f\u1e00-\u1eff\u2000-\u2e7f\ufefd-\ufeff]")
"""A letter that is likely of another script; most texts of Latin letters have none. (Said by what
it is not: a pattern of the many others takes long to compile.)"""
_SCRIPT_OF: Final[dict[str, Name]] = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug", "sd"), "arabic"),
    **dict.fromkeys(("he", "yi"), "hebrew"),
    **dict.fromkeys(("hi", "mr", "ne", "bn", "ta", "te", "gu", "kn", "ml", "pa", "si"), "indic"),
    **dict.fromkeys(("zh", "ja", "ko"), "east"),
    "el": "greek",
    "th": "thai",
}  # fmt: skip
_LANGUAGES: Final[dict[Name, tuple[tuple[str, str], ...]]] = {
    "latin": (("", "en-US"),),
    "cyrillic": (("[ўЎ]", "be-BY"), ("[їєґЇЄҐ]", "uk-UA"), ("", "ru-RU")),
    "greek": (("", "el-GR"),),
    "arabic": (("[پچژگ]", "fa-IR"), ("", "ar-SA")),
    "hebrew": (("", "he-IL"),),
    "indic": (("", "hi-IN"),),
    "thai": (("", "th-TH"),),
    "east": (("[\u3040-\u30ff]", "ja-JP"), ("[\uac00-\ud7af]", "ko-KR"), ("", "zh-CN")),
}
"""The language by a letter that only it has, and the most likely language otherwise."""


class ScriptRun(Struct, frozen=True):
    """The script and language of a run in a script other than the report's."""

    script: Name
    language: str

    @property
    def fonts(self) -> str:
        """The fonts of the run, in `w:rPr`."""
        return '<w:rFonts w:hint="eastAsia"/>' if self.script == "east" else ""

    @property
    def properties(self) -> str:
        """The direction and language of the run, at the end of `w:rPr`."""
        match self.script:
            case "arabic" | "hebrew":
                return f'<w:rtl/><w:lang w:bidi="{self.language}"/>'
            case "indic" | "thai":
                return f'<w:cs/><w:lang w:bidi="{self.language}"/>'
            case "east":
                return f'<w:lang w:eastAsia="{self.language}"/>'
            case _:
                return f'<w:lang w:val="{self.language}"/>'


@cache
def _segments() -> re.Pattern[str]:
    """A stretch of one script, including punctuation and spaces inside it."""
    every = "".join(_RANGES.values())
    return re.compile(
        "|".join(f"(?P<{name}>[{span}](?:[^{every}]*[{span}])*)" for name, span in _RANGES.items())
    )


def script_of(language: str) -> Name:
    """The script of a language (BCP 47); a script subtag takes precedence."""
    first, *subtags = language.split("-")
    if "Latn" in subtags:
        return "latin"
    return "cyrillic" if "Cyrl" in subtags else _SCRIPT_OF.get(first.lower(), "latin")


def stretches(text: str, own: Name) -> Iterator[tuple[str, ScriptRun | None]]:
    """The text in stretches, each with its script and language; None for the report's own
    script."""
    if own == "latin" and _BEYOND_LATIN.search(text) is None:
        yield text, None
        return
    done = 0
    for found in _segments().finditer(text):
        script: Name | None = next(
            (name for name in _RANGES if name == found.lastgroup and name != own), None
        )
        if script is None or (own == "east" and script == "latin"):
            continue  # Word sets Latin letters among Chinese ones by itself.
        if found.start() > done:
            yield text[done : found.start()], None
        yield found.group(), ScriptRun(script, _language(found.group(), script))
        done = found.end()
    if done < len(text):
        yield text[done:], None


def _language(text: str, script: Name) -> str:
    return next(tag for letters, tag in _LANGUAGES[script] if re.search(letters, text))


# --- fonts --------------------------------------------------------------------------------------


class ScriptFonts(Struct, frozen=True):
    """The fonts for letters that the theme's fonts lack: beside a serif, and beside a sans."""

    east: tuple[str, str] | None
    """For Chinese, Japanese and Korean; None if the report is in none of them."""
    complex: tuple[str, str]
    """For Arabic, Hebrew and the scripts of India."""


_EAST: Final = {
    "zh-hant": ("PMingLiU", "Microsoft JhengHei"),
    "zh": ("SimSun", "Microsoft YaHei"),
    "ja": ("Yu Mincho", "Yu Gothic"),
    "ko": ("Batang", "Malgun Gothic"),
}
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
_SAMPLES: Final = {"arabic": "\u0645", "hebrew": "\u05d0"}


def script_fonts(theme: Theme, language: str) -> ScriptFonts:
    """The fonts for a report in a language. For Arabic and Hebrew, the theme's own font comes
    first; all others are those that come with Word, which no theme can include."""
    parts = language.lower().split("-")
    traditional = parts[0] == "zh" and not _TRADITIONAL.isdisjoint(parts)
    east = _EAST.get("zh-hant" if traditional else parts[0])
    sample = _SAMPLES.get(script_of(language))
    own = _with_letter(theme, sample) if sample is not None else None
    return ScriptFonts(east, (own, own) if own is not None else ("Times New Roman", "Arial"))


def _with_letter(theme: Theme, letter: str) -> str | None:
    """The first of the theme's families that has a letter."""
    from reportkit.style import letters, shipped_fonts

    families = (theme.fonts.text, theme.fonts.heading, *theme.fonts.fallback)
    for family in families:
        for face in (*theme.faces, *shipped_fonts()):
            if face.family == family and ord(letter) in letters(face):
                return family
    return None
