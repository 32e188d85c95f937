"""From specifications of Vega-Lite to inert drawings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from reportkit.model.document import Image
from reportkit.pictures import svg
from reportkit.style import Theme, styles_folder

_HEAD: Final = "Vega-Lite to SVG conversion failed:"
_TOO_MUCH: Final = "the chart takes too much time or memory"
_LARGEST: Final = 10_000
"""Pixels: several times what a page shows."""
_FONTS_ONLY: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{}</dir></fontconfig>
"""


class DrawingError(Exception):
    """A chart that cannot be drawn, with the code of the finding."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


class EngineError(Exception):
    """The engine is installed, but does not work here; the message says why."""


def is_installed() -> bool:
    """Whether charts can be drawn here."""
    try:
        return find_spec("vl_convert") is not None
    except ImportError:
        return False


def draw(
    specs: Sequence[dict[str, object]], theme: Theme, seconds: int
) -> list[Image | DrawingError | None]:
    """The drawing of each specification, or why it cannot be drawn. All of them together may take
    this many seconds; after the first that takes too many, the others are None. Raises
    EngineError."""
    with _fonts(theme) as fonts:
        answers = _answers(specs, fonts, seconds)
        if answers is None:
            first = _too_much(specs, fonts, seconds)
            error = DrawingError("RK158", _TOO_MUCH)
            return [error if index == first else None for index in range(len(specs))]
        return [_drawn(answer, fonts) for answer in answers]


def _too_much(specs: Sequence[dict[str, object]], fonts: Path, seconds: int) -> int:
    """Which specification takes too much, the last if none does alone."""
    for index, spec in enumerate(specs[:-1]):
        if _answers([spec], fonts, seconds) is None:
            return index
    return len(specs) - 1


def _drawn(answer: dict[str, str], fonts: Path) -> Image | DrawingError:
    if "svg" not in answer:
        return DrawingError("RK156", f"Vega-Lite cannot draw the chart: {_reason(answer['error'])}")
    if answer["svg"].count("<path") + answer["svg"].count("<text") == answer["svg"].count('d=""'):
        return DrawingError("RK156", "the chart shows nothing")
    try:
        image = svg.image(answer["svg"].encode(), "", fonts)
    except ValueError as error:
        if "too complex" in str(error):
            return DrawingError("RK158", _TOO_MUCH)
        return DrawingError("RK156", f"the chart cannot be used: {error}")
    if max(image.width, image.height) > _LARGEST:
        size = f"{image.width:,} by {image.height:,} pixels"
        return DrawingError("RK156", f"the chart is {size} large", "correct its width and height")
    return image


def _reason(error: str) -> str:
    """The first line of what Vega-Lite says, without its own places."""
    lines = [line.strip() for line in error.removeprefix(_HEAD).strip().splitlines()]
    said = lines[0] if lines else "no reason is given"
    if said.startswith("TypeError") or "is not a function" in said:
        return "it lacks something, or has it in a place where it does not belong"
    return said.removeprefix("Error: ")[:200]


def _answers(
    specs: Sequence[dict[str, object]], fonts: Path, seconds: int
) -> list[dict[str, str]] | None:
    """What the engine answers for each specification; None if it took too much."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "fonts.conf")
        config.write_text(_FONTS_ONLY.format(fonts), "utf-8")
        surroundings = {**os.environ, "TZ": "UTC", "FONTCONFIG_FILE": str(config)}
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "reportkit.charts.vega", str(fonts), str(seconds)],
                input=json.dumps(specs).encode(),
                capture_output=True,
                env=surroundings,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
    if done.returncode > 0:  # neither done nor ended by a limit
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EngineError(said[-1] if said else f"it ended with {done.returncode}")
    answers: list[dict[str, str]] | None = json.loads(done.stdout) if done.stdout else None
    return answers


@contextmanager
def _fonts(theme: Theme) -> Iterator[Path]:
    """A folder with the fonts that ship and those of the theme."""
    shipped = styles_folder() / "fonts"
    if not theme.faces:
        yield shipped
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(shipped, folder, dirs_exist_ok=True)
        for number, face in enumerate(theme.faces):
            Path(folder, f"{number}-{face.name}").write_bytes(face.data)
        yield Path(folder)
