"""The process that draws the page of a PDF, with limits on its time and memory."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final

import msgspec

from reportkit.pictures.page import REFUSED, RefusedError

_SECONDS: Final = 60
_MEMORY: Final = 3_000_000_000
"""Bytes of address space, of which the libraries take 0.3 GB."""


def main(folder: str, fonts: str) -> int:
    """Draws the file `in.pdf` of a folder into its file `out`."""
    _limit()
    logging.disable()  # pypdf tells what it mends
    from reportkit.pictures.page.drawing import draw

    try:
        answer = draw(Path(folder, "in.pdf").read_bytes(), Path(fonts))
    except RefusedError as error:
        print(error, file=sys.stderr)  # noqa: T201 - what the caller reads
        return REFUSED
    Path(folder, "out").write_bytes(msgspec.msgpack.encode(answer))
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Unix only; elsewhere only the time is limited, from outside
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
