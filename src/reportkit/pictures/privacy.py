"""Takes out of a photograph what says where, when and with which device it was taken.

A phone writes its position, its owner's name, its serial number and a small copy of the picture
before it was cropped into the file. None of this is printed, and none of it must be published with
a report unnoticed. The pixels, the colour profile and the orientation keep their bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

_MARKER: Final = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
"""The next marker in the data of a JPEG; FF 00 is a byte, and D0 to D7 only restart the decoder
(ITU-T T.81, B.1.1)."""
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APPLICATIONS: Final = range(0xE0, 0xF0)
_COMMENT: Final = 0xFE
_KEPT: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""The application segments that say how the pixels look, and what they begin with."""
_CHUNKS: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT".split()
)
"""The chunks of a PNG that say how the pixels look (PNG, 11)."""
_SIGNATURE: Final = 8


def bare(data: bytes, orientation: int) -> bytes:
    """A JPEG or PNG without anything that its pixels do not need, and nothing after its end; the
    same bytes if there is nothing to take out. `orientation` is that of its EXIF (1 to 8), the only
    value of it that stays. The file must be complete."""
    if data.startswith(b"\x89PNG"):
        return b"".join(_png(data, orientation))
    return b"".join(_jpeg(data, orientation))


def _jpeg(data: bytes, orientation: int) -> Iterator[bytes]:
    yield data[:2]
    if orientation in range(2, 9):
        exif = b"Exif\0\0" + _tiff(orientation)
        yield struct.pack(">BBH", 0xFF, 0xE1, len(exif) + 2) + exif
    at = 2
    while (found := _MARKER.search(data, at)) is not None:
        marker = found[1][0]
        if marker == _END:
            yield data[at : found.end()]
            return
        yield data[at : found.start()]  # what the decoder reads up to here
        (length,) = struct.unpack_from(">H", data, found.end())
        at = found.end() + length
        if _stays(marker, data[found.end() + 2 : at]):
            yield data[found.start() : at]
    yield data[at:]


def _stays(marker: int, content: bytes) -> bool:
    if marker in _APPLICATIONS:
        start = _KEPT.get(marker)
        return start is not None and content.startswith(start)
    return marker != _COMMENT


def _png(data: bytes, orientation: int) -> Iterator[bytes]:
    yield data[:_SIGNATURE]
    at, told = _SIGNATURE, orientation not in range(2, 9)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if name == b"IDAT" and not told:
            told = True
            exif = b"eXIf" + _tiff(orientation)
            yield struct.pack(">I", len(exif) - 4) + exif + struct.pack(">I", zlib.crc32(exif))
        if name in _CHUNKS:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _tiff(orientation: int) -> bytes:
    """EXIF with one value: the orientation (TIFF 6.0, section 2)."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
