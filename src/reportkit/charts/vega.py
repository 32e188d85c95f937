"""Draws specifications of Vega-Lite: `python -m reportkit.charts.vega FONTS SECONDS`.

JSON comes in by standard input: a list of specifications. JSON goes out: for each, `{"svg": …}`
or `{"error": …}`. It is a process of its own, because it holds a JavaScript engine, whose time and
memory are limited here, and because the time zone must be the same for every report.
"""

from __future__ import annotations

import json
import sys
from typing import Final

_MEMORY: Final = 3_000_000_000
"""Bytes of data. The engine itself takes 0.3 GB."""


def main(fonts: str, seconds: str) -> int:
    """Draws all specifications with the fonts in a folder, in this many seconds at most."""
    _limit(int(seconds))
    import vl_convert

    vl_convert.register_font_directory(fonts)
    answers = []
    for spec in json.load(sys.stdin):
        try:
            answers.append({"svg": vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])})
        except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
            answers.append({"error": str(error)})
    json.dump(answers, sys.stdout)
    return 0


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Unix only; elsewhere only the time is limited, from outside
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
