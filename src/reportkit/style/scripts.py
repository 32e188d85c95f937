"""Scripts: the names of letters in findings, and the packages to install for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Region: TypeAlias = Literal["", "SC", "TC", "HK", "JP", "KR"]
"""The regional form of ideographs: simplified and traditional Chinese, Hong Kong, Japan, Korea."""

_IGNORABLE: Final = frozenset(
    {
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xFFF0, 0xFFF9),
        *range(0x1BCA0, 0x1BCA4),
        *range(0x1D173, 0x1D17B),
        *range(0xE0000, 0xE1000),
    }
)
"""Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties): nothing is drawn for them."""


class Script(Struct, frozen=True):
    """A script, as described in a finding."""

    name: str
    """For example "Thai letters"."""
    packages: tuple[str, ...]
    """The packages with a font for it, in Debian, npm and PyPI, each with its registry."""


_CORE: Final = "Debian's fonts-noto-core"
_CJK: Final = "Debian's fonts-noto-cjk"
_PYPI_CJK: Final = "PyPI's manimgx-fonts-cjk"
_EAST: Final[dict[Region, tuple[str, ...]]] = {
    "": (_CJK, "npm's @expo-google-fonts/noto-serif-sc", _PYPI_CJK),
    "SC": (_CJK, "npm's @expo-google-fonts/noto-serif-sc", _PYPI_CJK),
    "TC": (_CJK, "npm's @expo-google-fonts/noto-serif-tc", _PYPI_CJK),
    "HK": (_CJK, "npm's @expo-google-fonts/noto-sans-hk", _PYPI_CJK),
    "JP": (_CJK, "npm's @expo-google-fonts/noto-serif-jp", _PYPI_CJK),
    "KR": (_CJK, "npm's @expo-google-fonts/noto-serif-kr", _PYPI_CJK),
}
_NPM: Final = {
    "Armn": "noto-sans-armenian",
    "Beng": "noto-sans-bengali",
    "Deva": "noto-serif-devanagari",
    "Ethi": "noto-sans-ethiopic",
    "Geor": "noto-sans-georgian",
    "Khmr": "noto-sans-khmer",
    "Laoo": "noto-sans-lao",
    "Taml": "noto-sans-tamil",
    "Thai": "noto-sans-thai",
}
_PYPI: Final = {
    "Deva": "fontpkg-noto-sans-devanagari",
    "Khmr": "fontpkg-noto-sans-khmer",
    "Taml": "fontpkg-noto-sans-tamil",
    "Telu": "fontpkg-noto-sans-telugu",
    "Thai": "fontpkg-noto-sans-thai",
}
_EASTERN: Final[dict[str, tuple[str, Region]]] = {
    "Hani": ("Chinese", ""),
    "Bopo": ("Chinese", "TC"),
    "Hira": ("Japanese", "JP"),
    "Kana": ("Japanese", "JP"),
    "Hang": ("Korean", "KR"),
}
SAMPLES: Final[dict[str, str]] = {
    "Latin": "Aaéßłț",
    "Cyrillic": "Жѓїў",
    "Greek": "Ωώ",
    "polytonic Greek": "ῶἄᾷῥ",
    "phonetic letters (IPA)": "ʃəɪŋˈ",
    "arrows": "→⇒↦⟶",
    "mathematics": "∀∈≤∮⊕𝑥",
    "symbols": "★☎✓♀⚖",
    "emoji": "😀🚀👍",
    "Arabic and Persian": "عپگک",
    "Hebrew": "אש",
    "simplified Chinese": "汉语这",
    "traditional Chinese": "漢語這",
    "Japanese": "日本のカ",
    "Korean": "한국어",
    "Devanagari (Hindi)": "हिन्दी",
    "Bengali": "বাংলা",
    "Tamil": "தமிழ்",
    "Thai": "ภาษาไทย",
    "Khmer": "ខ្មែរ",
    "Georgian": "ქართული",
    "Armenian": "Հայերեն",
    "Ethiopic": "አማርኛ",
}
"""Letters of each script that a font for it must have, for `reportkit doctor`."""


def drawn(letter: str) -> bool:
    """Whether a character is drawn: it is neither a space nor a layout character."""
    if ord(letter) in _IGNORABLE:
        return False
    category = unicodedata.category(letter)
    return category[0] != "Z" and category not in ("Cc", "Cs")


def region(language: str) -> Region:
    """The regional form of the ideographs of a language (BCP 47); empty if it has none."""
    first, *subtags = language.lower().split("-")
    match first:
        case "ja":
            return "JP"
        case "ko":
            return "KR"
        case "zh" | "yue":
            if {"hk", "mo"} & {*subtags}:
                return "HK"
            return "TC" if {"hant", "tw"} & {*subtags} else "SC"
        case _:
            return ""


def region_of(codes: Iterable[int]) -> Region:
    """The likely regional form of ideographs, by the letters that only one language has."""
    codes = frozenset(codes)
    if not codes.isdisjoint(range(0x3040, 0x3100)):
        return "JP"
    return "SC" if codes.isdisjoint(range(0xAC00, 0xD7B0)) else "KR"


def by_script(codes: Iterable[int], language: str) -> dict[Script, list[int]]:
    """The letters of each script, in order of first occurrence; letters shared by several scripts
    are added to one of them if possible."""
    from fontTools.unicodedata import script

    tags: dict[str, list[int]] = {}
    for code in sorted(codes):
        tags.setdefault(script(chr(code)), []).append(code)
    shared = [tags.pop(tag) for tag in ("Zyyy", "Zinh") if tag in tags and len(tags) > 1]
    found: dict[Script, list[int]] = {}
    for tag, letters in tags.items():
        found.setdefault(_script(tag, language), []).extend(letters)
    if shared:
        next(iter(found.values())).extend(code for letters in shared for code in letters)
    return found


def _script(tag: str, language: str) -> Script:
    from fontTools.unicodedata import script_name

    if tag in _EASTERN:
        name, its = _EASTERN[tag]
        own = region(language)
        name = {"JP": "Japanese", "KR": "Korean"}.get(own, name) if tag == "Hani" else name
        return Script(f"{name} characters", _EAST[its or own])
    if tag == "Zzzz":
        return Script("private or unassigned characters", ())
    if tag in ("Zyyy", "Zinh"):
        return Script("characters", (_CORE,))
    packages = [_CORE]
    packages += [f"npm's @expo-google-fonts/{_NPM[tag]}"] if tag in _NPM else []
    packages += [f"PyPI's {_PYPI[tag]}"] if tag in _PYPI else []
    return Script(f"{script_name(tag, tag)} letters", tuple(packages))
