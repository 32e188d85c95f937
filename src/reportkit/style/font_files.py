"""Fonts in files: what each says of itself and which letters it has, without loading it whole.

A search goes through hundreds of files, and the fonts of Chinese take 25 MB each: only the tables
`cmap`, `name` and `OS/2` are read, and the letters are looked up in the raw table (OpenType 1.9,
`cmap`, formats 4 and 12).
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import iter_unpack, unpack_from
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from reportkit.reasons import reason
from reportkit.tree.limits import FONT_BYTES
from reportkit.tree.source import read_bytes

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONT_SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
_MOST_FILES: Final = 20_000
"""How many files of a folder are looked at; a machine with all of Noto has 2,000."""
_MOST_FOLDERS: Final = 2_000
"""How many folders are looked through: a link may lead back to a folder above it."""
_LARGE: Final = 20_000
"""Glyphs of a font of Chinese, Japanese or Korean, whose layout tables take seconds to cut."""
_LARGE_FEATURES: Final = ("ccmp", "locl", "ljmo", "vjmo", "tjmo", "kern", "mark", "mkmk")
_SERIF_CLASSES: Final = (1, 2, 3, 4, 5, 7)
"""Of OpenType's sFamilyClass."""


class FontError(Exception):
    """A font file that cannot be used; the message says why."""


class FontFile(Struct, frozen=True):
    """A font in a file, not loaded."""

    path: Path
    index: int
    """Its place in a collection; 0 elsewhere."""
    family: str
    weight: int
    style: Literal["normal", "italic"]
    serif: bool
    variable: bool
    """Whether it holds several weights."""
    glyphs: int
    cmap: bytes
    """Its table of letters, raw."""


def folder_fonts(folder: Path) -> tuple[list[FontFile], list[str]]:
    """The fonts in a folder and those inside it, in the order of their paths; and for each file
    that cannot be used, a sentence that says why."""
    found: list[FontFile] = []
    refused: list[str] = []
    for path in _paths(folder):
        try:
            found += font_files(path)
        except FontError as error:
            refused.append(f"the font {path} cannot be used: {error}")
    return found, refused


def _paths(folder: Path) -> list[Path]:
    paths: list[Path] = []
    walked = os.walk(folder, followlinks=True)
    for _, (parent, folders, names) in zip(range(_MOST_FOLDERS), walked, strict=False):
        folders.sort()
        paths += (Path(parent, name) for name in sorted(names) if _is_font(name))
        if len(paths) > _MOST_FILES:
            break
    return paths[:_MOST_FILES]


def _is_font(name: str) -> bool:
    return name.lower().endswith(FONT_SUFFIXES) and not name.startswith(".")


def font_files(path: Path) -> list[FontFile]:
    """The fonts in a file. Raises FontError when one is not complete, or may not be embedded."""
    if path.suffix.lower() not in FONT_SUFFIXES:
        raise FontError(f"it is not a font file ({', '.join(FONT_SUFFIXES)}")
    try:
        data = read_bytes(path, FONT_BYTES)
    except (OSError, ValueError) as error:
        raise FontError(reason(error)) from error
    return [_described(path, index, data) for index in range(_count(data))]


def _count(data: bytes) -> int:
    """How many fonts a file holds (OpenType, TTC header)."""
    if data[:4] != b"ttcf" or len(data) < 12:
        return 1
    count: int = unpack_from(">L", data, 8)[0]
    return min(count, 64)


def _described(path: Path, index: int, data: bytes) -> FontFile:
    with _damage_told(), _opened(data, index) as font:
        if font.flavor is None:
            _check_tables(font.reader.tables.values(), len(data))
        names, about = font["name"], font["OS/2"]
        family = names.getDebugName(16) or names.getDebugName(1)
        if not family:
            raise FontError("it does not name its family")
        if about.fsType & 0x0F == 0x02:  # OpenType, OS/2 fsType: restricted licence embedding
            raise FontError("its licence does not allow embedding")
        cmap = bytes(font.reader["cmap"])
        if not any(True for _ in _ranges(cmap)):
            raise FontError("it has no letters")
        return FontFile(
            path,
            index,
            family,
            about.usWeightClass,
            "italic" if about.fsSelection & 1 else "normal",
            _has_serifs(family, about),
            "fvar" in font,
            font["maxp"].numGlyphs,
            cmap,
        )


def _check_tables(tables: Iterable[object], size: int) -> None:
    """Raises FontError when a table lies beyond the end of the file."""
    for table in tables:
        if table.offset + table.length > size:  # type: ignore[attr-defined]
            raise FontError("it is not a complete font: it ends in the middle of a table")


def _has_serifs(family: str, about: object) -> bool:
    """Whether a font is one for text: by its name, or what its maker says of its class."""
    name = family.lower()
    if "sans" in name or "gothic" in name or "mono" in name:
        return False
    if "serif" in name or "mincho" in name or "ming" in name or "song" in name:
        return True
    kind = about.sFamilyClass >> 8  # type: ignore[attr-defined]
    return kind in _SERIF_CLASSES or 2 <= about.panose.bSerifStyle <= 10  # type: ignore[attr-defined]


class _DamageTold:
    """Turns what fontTools raises on damaged tables into FontError."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, FontError):
            return
        from fontTools.ttLib import TTLibError

        if isinstance(error, ImportError):
            message = "to read .woff2 files, install Brotli (pip install brotli)"
            raise FontError(message) from error
        broken = (TTLibError, LookupError, AssertionError, ArithmeticError, AttributeError)
        if isinstance(error, (*broken, ValueError, TypeError, OSError, struct.error, EOFError)):
            raise FontError("it is not a complete font") from error


def _damage_told() -> _DamageTold:
    return _DamageTold()


def _opened(data: bytes, index: int = 0) -> TTFont:
    from fontTools.ttLib import TTFont

    number = index if data[:4] == b"ttcf" else -1
    return TTFont(io.BytesIO(data), fontNumber=number, lazy=True, recalcTimestamp=False)


# --- letters ------------------------------------------------------------------------------------


def has(file: FontFile, codes: Iterable[int]) -> frozenset[int]:
    """Those of the code points for which a font has a shape."""
    wanted = sorted(codes)
    found: set[int] = set()
    at = 0
    for first, last in _ranges(file.cmap):
        while at < len(wanted) and wanted[at] < first:
            at += 1
        begin = at
        while at < len(wanted) and wanted[at] <= last:
            at += 1
        found.update(wanted[begin:at])
    return frozenset(found)


def letters_in(data: bytes) -> frozenset[int]:
    """The code points for which a font has a shape."""
    with _opened(data) as font:
        ranges = _ranges(bytes(font.reader["cmap"]))
        return frozenset(code for first, last in ranges for code in range(first, last + 1))


def _ranges(cmap: bytes) -> Iterator[tuple[int, int]]:
    """The first and the last code point of each range that a raw table has, in their order."""
    best: tuple[int, int] | None = None
    (count,) = unpack_from(">H", cmap, 2)
    for entry in range(4, 4 + 8 * count, 8):
        platform, encoding, offset = unpack_from(">HHL", cmap, entry)
        (kind,) = unpack_from(">H", cmap, offset)
        unicode = (platform == 0 and encoding < 5) or (platform == 3 and encoding in (1, 10))
        if unicode and kind in (4, 12) and (best is None or kind > best[0]):
            best = (kind, offset)
    if best is None:
        return
    kind, offset = best
    yield from _format_12(cmap, offset) if kind == 12 else _format_4(cmap, offset)


def _format_12(cmap: bytes, offset: int) -> Iterator[tuple[int, int]]:
    (groups,) = unpack_from(">L", cmap, offset + 12)
    raw = cmap[offset + 16 : offset + 16 + 12 * groups]
    for first, last, glyph in iter_unpack(">LLL", raw[: len(raw) // 12 * 12]):
        first = first if glyph else first + 1  # glyph 0 is the empty box
        if first <= last <= 0x10FFFF:
            yield first, last


def _format_4(cmap: bytes, offset: int) -> Iterator[tuple[int, int]]:
    (double,) = unpack_from(">H", cmap, offset + 6)
    count = double // 2
    ends = unpack_from(f">{count}H", cmap, offset + 14)
    starts = unpack_from(f">{count}H", cmap, offset + 16 + double)
    deltas = unpack_from(f">{count}H", cmap, offset + 16 + 2 * double)
    places = offset + 16 + 3 * double
    indirect = unpack_from(f">{count}H", cmap, places)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if first == 0xFFFF:
            continue
        place = places + 2 * number + indirect[number]
        for code in range(first, last + 1):
            if not indirect[number]:
                glyph = (code + deltas[number]) & 0xFFFF
            else:
                at = place + 2 * (code - first)
                glyph = unpack_from(">H", cmap, at)[0] if at + 2 <= len(cmap) else 0
            if glyph:
                yield code, code


# --- cutting ------------------------------------------------------------------------------------


def cut(file: FontFile, codes: Iterable[int] | None, weight: int | None = None) -> bytes:
    """A font as TrueType or OpenType: whole, or with some code points and what joins them; one that
    is variable at one weight. Raises FontError when it is damaged."""
    try:
        data = read_bytes(file.path, FONT_BYTES)
    except (OSError, ValueError) as error:
        raise FontError(reason(error)) from error
    if codes is None and data[:4] not in (b"ttcf", b"wOFF", b"wOF2"):
        return data
    with _damage_told(), _opened(data, file.index) as font:
        font.flavor = None
        if codes is not None:
            _subset(font, codes, file.glyphs > _LARGE)
        if file.variable and codes is not None:
            font = _at_weight(font, file.weight if weight is None else weight)
        buffer = io.BytesIO()
        font.save(buffer)
        return buffer.getvalue()


def _subset(font: TTFont, codes: Iterable[int], large: bool) -> None:
    import logging

    from fontTools import subset

    # It warns of each table that it does not know and drops; none of them is needed here.
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    features = list(_LARGE_FEATURES) if large else ["*"]
    options = subset.Options(layout_features=features, notdef_outline=True, hinting=False)
    options.ignore_missing_unicodes = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def _at_weight(font: TTFont, weight: int) -> TTFont:
    """A variable font at a weight, and at the usual value of all else."""
    from fontTools.varLib import instancer

    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    if "wght" in axes:
        bounds = next(axis for axis in font["fvar"].axes if axis.axisTag == "wght")
        axes["wght"] = min(max(weight, bounds.minValue), bounds.maxValue)
    return instancer.instantiateVariableFont(font, axes)
