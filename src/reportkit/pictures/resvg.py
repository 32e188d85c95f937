"""The process that draws an inert drawing as pixels: `python -m reportkit.pictures.resvg`.

It has limits on time and memory, because a filter may take any amount of both. The drawing was
written by usvg, so it names no file; the resvg of the sandbox cannot draw pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_SECONDS: Final = 60
_MEMORY: Final = 3_000_000_000
TOO_MUCH: Final = 9
"""The exit code for what took too much memory."""


def main(folder: str, side: str, pixels: str) -> int:
    """From the file `in.svg` of a folder to its file `out`, a PNG. `side` is `width` or `height`,
    and how many pixels it gets."""
    import resvg_py

    _limit()
    text = Path(folder, "in.svg").read_text("utf-8")
    wide, high = (int(pixels), None) if side == "width" else (None, int(pixels))
    try:
        made = resvg_py.svg_to_bytes(text, width=wide, height=high, skip_system_fonts=True)
    except MemoryError:
        return TOO_MUCH
    Path(folder, "out").write_bytes(bytes(made))
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
