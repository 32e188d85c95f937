"""The ICC profile of a press (ICC.1:2010): what CMYK looks like on its paper."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from reportkit.reasons import reason
from reportkit.tree.limits import PROFILE_BYTES
from reportkit.tree.source import read_bytes

_HEADER: Final = 128
_SPACES: Final = {b"RGB ": "RGB", b"GRAY": "grey", b"Lab ": "Lab", b"CMYK": "CMYK"}
_NEEDED: Final = (b"A2B0", b"A2B1", b"B2A0", b"B2A1", b"desc")
"""The tables from and to CMYK, for pictures and for colours, and the name of the profile."""


class IccError(Exception):
    """A profile that cannot be used; the message says why."""


def read_press_profile(path: Path) -> bytes:
    """The profile in a file. Raises IccError when it is not that of a CMYK press."""
    try:
        data = read_bytes(path, PROFILE_BYTES)
    except (OSError, ValueError) as error:
        raise IccError(reason(error)) from error
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        raise IccError("it is not an ICC profile")
    if data[16:20] != b"CMYK":
        space = _SPACES.get(data[16:20], data[16:20].decode("latin-1").strip())
        raise IccError(f"its colour space is {space}, not CMYK")
    if data[12:16] != b"prtr":
        raise IccError("it is not the profile of a press or printer (class prtr)")
    if int.from_bytes(data[:4], "big") != len(data):
        raise IccError("it is truncated")
    missing = [tag.decode() for tag in _NEEDED if tag not in _tags(data)]
    if missing:
        raise IccError(f"it lacks the tables {', '.join(missing)}")
    return data


def _tags(data: bytes) -> set[bytes]:
    """The tables that lie completely within the profile (ICC.1:2010, 7.3)."""
    count = int.from_bytes(data[_HEADER : _HEADER + 4], "big")
    rows = data[_HEADER + 4 : _HEADER + 4 + 12 * count]
    return {
        name
        for name, start, size in struct.iter_unpack(">4sII", rows[: len(rows) // 12 * 12])
        if start + size <= len(data)
    }
