"""The letters that all IBM Plex themes can show, so that most reports need not open a font.

A test compares them with the fonts, and prints the new ranges if they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportkit.style.tokens import Theme

_RANGES: Final = (
    "20-7e a0-17f 18f 192 1a0-1a1 1af-1b0 1cd-1dc 1fa-1ff 218-21b 237 259 2bb-2bc 2c6-2c7 "
    "2d8-2dd 300-304 306-30c 312 315 31b 323 326-328 37e 384-38a 38c 38e-3a1 3a3-3ce 400-45f "
    "462-463 46a-46b 472-475 490-4c2 4cf-4d9 4dc-4e9 4ee-4f9 524-525 5b0-5bc 5be-5bf 5c1-5c2 "
    "5d0-5ea 5f0-5f4 600-604 606-61b 61e-6a1 6a3-6ff 750-77f 8a0 8a2-8ac 8b3 8e4-8fe e3f "
    "1e80-1e85 1e9e 1ea0-1ef9 2000-200d 2010-2015 2018-201a 201c-201e 2020-2022 2026 "
    "2028-2029 202f-2030 2032-2033 2039-203a 2044 2070 2074-2079 2080-2089 20a1 20a4 20a6 "
    "20a8-20ae 20b1-20b2 20b4-20b5 20b8-20ba 20bd 20bf 2113 2116 2122 2126 212e 2150-2151 "
    "2153-215e 2190-2199 21a9-21aa 21b0-21b3 21b6-21b7 21ba-21bb 21c4 21c6 2202 2206 220f "
    "2211-2212 2215 2219-221a 221e 222b 2236 2248 2260 2264-2265 25ca 25cc 2713 274c "
    "2b0e-2b11 ece0 efcc f6d7-f6d8 fb01-fb02 fb1f-fb20 fb2a-fb36 fb38-fb3c fb3e fb40-fb41 "
    "fb43-fb44 fb46-fb4f fb51 fb53-fb55 fb57-fb59 fb5b-fb5d fb5f-fb61 fb63-fb65 fb67-fb69 "
    "fb6b-fb6d fb6f-fb71 fb73-fb75 fb77-fb79 fb7b-fb7d fb7f-fb81 fb83 fb85 fb87 fb89 fb8b "
    "fb8d fb8f-fb91 fb93-fb95 fb97-fb99 fb9b-fb9d fb9f fba1 fba5 fba7-fba9 fbab-fbad fbaf "
    "fbb1-fbc1 fbd4-fbd6 fbd8 fbda fbdc fbdf fbe1 fbe3 fbe5-fbe9 fbfd-fbff fc03-fc04 "
    "fc09-fc0a fc0f-fc10 fc13-fc14 fc31-fc32 fc35-fc36 fc3d-fc3e fc42-fc44 fc4f-fc50 "
    "fc59-fc5d fc64-fc65 fc67-fc6b fc6d-fc71 fc73-fc77 fc79-fc7b fc83-fc84 fc8a-fc8b "
    "fc8d-fc92 fc94-fc96 fccc fcd9 fcf2-fcf4 fcfb-fcfe fd05-fd08 fd0d-fd10 fd17-fd1a "
    "fd21-fd24 fd29-fd2c fd3c-fd3f fdf1-fdf2 fdf4 fdfa-fdfd fe70-fe74 fe76-fefc feff fffd "
)
"""Code points in hexadecimal: those that the faces of IBM Plex Serif and Sans share, and those of
the faces for Arabic and Hebrew."""


_TEXT: Final = frozenset({"IBM Plex Serif", "IBM Plex Sans"})
_BESIDE: Final = frozenset({"IBM Plex Sans Arabic", "IBM Plex Sans Hebrew"})


def _codes() -> Iterator[int]:
    for span in _RANGES.split():
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


EVERYDAY: Final = frozenset(_codes())


def everyday(text: frozenset[str], theme: Theme, language: str) -> bool:
    """Whether it is certain without opening a font that a theme's fonts show all of a text: the
    theme uses the fonts that ship, and the letters are everyday ones. Never the case for
    Chinese."""
    fonts = theme.fonts
    return (
        {fonts.text, fonts.heading} <= _TEXT
        and {*fonts.fallback} >= _BESIDE
        and not language.lower().startswith(("zh", "yue"))
        and EVERYDAY.issuperset(map(ord, text))
    )
