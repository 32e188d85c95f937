"""Draws the pictures of docs/ from the examples, through the build itself: `make pictures`."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

from reportkit import build, check

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "belarus-warning-update" / "report.yaml"
EVERY = ROOT / "examples" / "every-element" / "report.yaml"
PICTURES = {
    "sample": ("briefing", ((SAMPLE, 1),)),
    "theme-briefing": ("briefing", ((SAMPLE, 1), (EVERY, 3))),
    "theme-plain": ("plain", ((SAMPLE, 1), (EVERY, 3))),
    "theme-institute": ("institute", ((EVERY, 1), (EVERY, 6))),
    "theme-bulletin": ("bulletin", ((SAMPLE, 1), (SAMPLE, 3))),
    "theme-report": ("report", ((EVERY, 1), (EVERY, 4))),
}
"""For each picture the theme, and the pages that stand in it side by side."""
DENSITY = 80
"""Pixels an inch: enough to judge a page by."""
COLOURS = 128
GAP, GREY = 12, (205, 205, 205)
BLANK = 30
"""How many rows of pixels a gap keeps in the picture of an example."""
EXAMPLE = re.compile(
    r"```yaml\n((?:(?!```).)*?)```\n\n!\[[^\]]+\]\(pictures/(\w+)\.png\)", re.DOTALL
)
"""A report in docs/report.md, and the name of the picture of what it prints."""


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


# --- what the examples of docs/report.md print ----------------------------------------------------


def draw_example(name: str, text: str) -> Path:
    """Writes the picture of an example: its pages side by side, without blank paper."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "docs" / "pictures" / "input", folder, dirs_exist_ok=True)
        report = folder / "report.yaml"
        report.write_text(text, "utf-8")
        (artifact,) = build(check(report), ["pdf"], folder, verify=False)
        density = ["-r", str(DENSITY), "-png"]
        subprocess.run(["pdftoppm", *density, str(artifact.path), str(folder / "p")], check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(folder.glob("p-*.png"))]
    shown = [ImageOps.expand(_squeezed(one), 1, GREY) for one in pages]
    size = sum(one.width + GAP for one in shown) - GAP, max(one.height for one in shown)
    sheet = Image.new("RGB", size, "white")
    left = 0
    for one in shown:
        sheet.paste(one, (left, 0))
        left += one.width + GAP
    path = ROOT / "docs" / "pictures" / f"{name}.png"
    sheet.quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def _squeezed(page: Image.Image) -> Image.Image:
    """A page with half of its margins, and without most of each gap."""
    rows = [*_kept(ImageOps.invert(page.convert("L")))]
    left, right = page.width // 14, page.width - page.width // 14
    made = Image.new("RGB", (right - left, len(rows)), "white")
    for top, row in enumerate(rows):
        made.paste(page.crop((left, row, right, row + 1)), (0, top))
    return made


def _kept(ink: Image.Image) -> Iterator[int]:
    """The rows of a page, up to `BLANK` of each run of blank ones."""
    blank = 0
    for row in range(ink.height):
        blank = 0 if ink.crop((0, row, ink.width, row + 1)).getbbox() else blank + 1
        if blank <= BLANK:
            yield row


if __name__ == "__main__":
    for name in PICTURES:
        draw(name)
    for text, name in EXAMPLE.findall((ROOT / "docs" / "report.md").read_text("utf-8")):
        draw_example(name, text)
