"""Draws the pictures of docs/ from the examples, through the build itself: `make pictures`."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from reportkit import build, check

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "belarus-warning-update" / "report.yaml"
EVERY = ROOT / "examples" / "every-element" / "report.yaml"
PICTURES = {
    "sample": ("briefing", ((SAMPLE, 1),)),
    "theme-briefing": ("briefing", ((SAMPLE, 1), (EVERY, 3))),
    "theme-plain": ("plain", ((SAMPLE, 1), (EVERY, 3))),
    "theme-report": ("report", ((EVERY, 1), (EVERY, 4))),
}
"""For each picture the theme, and the pages that stand in it side by side."""
DENSITY = 80
"""Pixels an inch: enough to judge a page by."""
COLOURS = 128
GAP, GREY = 12, (205, 205, 205)


def page(report: Path, theme: str, number: int, folder: Path) -> Image.Image:
    """A page of a report in a theme."""
    (artifact,) = build(check(report, theme=theme), ["pdf"], folder, verify=False)
    name = folder / "page"
    limits = ["-f", str(number), "-l", str(number), "-singlefile"]
    command = ["pdftoppm", "-r", str(DENSITY), "-png", *limits, str(artifact.path), str(name)]
    subprocess.run(command, check=True)
    with Image.open(name.with_suffix(".png")) as picture:
        return picture.convert("RGB")


def draw(name: str) -> Path:
    """Writes a picture into docs/; gives its path."""
    theme, wanted = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        pages = [page(report, theme, number, Path(folder)) for report, number in wanted]
    width = sum(p.width for p in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 2 * GAP), GREY)
    left = GAP
    for picture in pages:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    path = ROOT / "docs" / f"{name}.png"
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    for name in PICTURES:
        draw(name)
