"""Zip archives whose bytes depend only on their content, not on clock, user or platform."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(members: Iterable[tuple[str, bytes, bool]]) -> bytes:
    """An archive of members in the given order: for each its name, its bytes, and whether to
    compress it (EPUB's `mimetype` must be stored)."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data, compressed in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            archive.writestr(info, data)
    return buffer.getvalue()
