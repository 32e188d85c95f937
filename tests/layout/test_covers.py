"""Covers as a reader sees them: colour and picture to the edges of the page, the title clear of
both, and the title page at the same height whatever a report has."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TypeAlias

import pytest
from PIL import Image

from reportkit.export import build, check
from reportkit.style import find_theme

pytestmark = pytest.mark.tools

REPORT = """\
reportkit: 1
title: The Quays of the East
date: 2024-01-31
language: en-GB
authors:
- {name: Maren Lindqvist, affiliation: Harbour School}
- {name: Jonas Weber, affiliation: Harbour School}
- Li Wei
publisher: {name: Example Desk, logo: logo.png}
cover: true
body: [A sentence of the text.]
"""
WIDE, HIGH = 420, 594  # a page at two pixels to a millimetre


PICTURES = (("logo.png", (40, 40)), ("wide.png", (1800, 1200)), ("high.png", (1200, 1700)))

Colour: TypeAlias = tuple[int, int, int]


def pages(source: str, folder: Path, theme: str = "briefing") -> list[Image.Image]:
    """The pages of the PDF as pictures."""
    for name, size in PICTURES:
        Image.new("RGB", size, "#00a000").save(folder / name)
    path = folder / "report.yaml"
    path.write_text(source, "utf-8")
    made, *_ = build(check(path, theme=theme), ["pdf"], folder / "out")
    scale = ["-scale-to-x", str(WIDE), "-scale-to-y", str(HIGH)]
    subprocess.run(["pdftoppm", "-png", *scale, str(made.path), str(folder / "page")], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob("page*.png"))]


def words(pdf: Path, page: int) -> list[tuple[str, float, float]]:
    """The words of a page, each with its upper and its lower edge in points."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<', made)
    return [(word, float(top), float(bottom)) for top, bottom, word in found]


def near(colour: Colour, other: str) -> bool:
    wanted = tuple(int(other[place : place + 2], 16) for place in (1, 3, 5))
    return all(abs(one - two) < 8 for one, two in zip(colour, wanted, strict=True))


def pixel(page: Image.Image, x: int, y: int) -> Colour:
    red, green, blue, *_ = page.convert("RGBA").crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def corners(page: Image.Image, top: int, bottom: int) -> list[Colour]:
    return [pixel(page, x, y) for x in (1, WIDE - 2) for y in (top, bottom)]


@pytest.mark.parametrize("theme", ["briefing", "report"])
def test_a_band_of_colour_reaches_three_edges_and_the_rest_is_white(
    theme: str, tmp_path: Path
) -> None:
    cover, text = pages(REPORT, tmp_path, theme)[:2]
    accent = find_theme(theme).colours.accent
    assert all(near(colour, accent) for colour in corners(cover, 1, int(0.41 * HIGH)))
    assert all(near(colour, "#ffffff") for colour in corners(cover, int(0.45 * HIGH), HIGH - 2))
    assert all(near(colour, "#ffffff") for colour in corners(text, 1, HIGH - 2))


def test_type_alone_has_a_rule_in_the_accent_colour_and_no_ground(tmp_path: Path) -> None:
    (cover, *_) = pages(REPORT, tmp_path, "plain")
    assert all(near(colour, "#ffffff") for colour in corners(cover, 1, HIGH - 2))
    left = round(2 * find_theme("plain").page.left)
    column = [pixel(cover, left + 70, y) for y in range(HIGH)]
    assert sum(near(colour, "#000000") for colour in column) >= 3  # 2 mm, without letters


@pytest.mark.parametrize("theme", ["briefing", "plain"])
def test_a_wide_picture_takes_the_lower_part_from_edge_to_edge(theme: str, tmp_path: Path) -> None:
    source = REPORT.replace("cover: true", "cover: {image: wide.png, alt: A quay}")
    cover, *rest = pages(source, tmp_path, theme)
    assert len(rest) == 1
    at = int(0.6 * HIGH)
    assert all(near(colour, "#00a000") for colour in corners(cover, at, int(0.9 * HIGH)))
    assert all(near(colour, "#ffffff") for colour in corners(cover, HIGH - 20, HIGH - 2))
    ground = "#ffffff" if theme == "plain" else find_theme(theme).colours.accent
    assert all(near(colour, ground) for colour in corners(cover, 1, int(0.4 * HIGH)))


def test_an_upright_picture_fills_a_page_before_a_plain_title_page(tmp_path: Path) -> None:
    source = REPORT.replace("cover: true", "cover: {image: high.png, alt: A quay}")
    cover, title, *rest = pages(source, tmp_path)
    assert len(rest) == 1
    assert all(near(colour, "#00a000") for colour in corners(cover, 1, HIGH - 2))
    assert all(near(colour, "#ffffff") for colour in corners(title, 1, HIGH - 2))


@pytest.mark.parametrize("theme", ["briefing", "plain"])
@pytest.mark.parametrize("covered", ["true", "{image: high.png, alt: A quay}"])
def test_the_title_is_at_the_same_height_with_and_without_series_and_logo(
    covered: str, theme: str, tmp_path: Path
) -> None:
    source = REPORT.replace("cover: true", f"cover: {covered}")
    found = []
    for name, text in (
        ("neither", source.replace(", logo: logo.png", "")),
        ("logo", source),
        ("both", source + "series: Quays\n"),
        ("series", source.replace(", logo: logo.png", "") + "series: Quays\n"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        pages(text, folder, theme)
        page = 1 if covered == "true" else 2
        of_title = words(folder / "out" / "report.pdf", page)
        found.append(next(top for word, top, low in of_title if word == "Quays" and low - top > 20))
    assert max(found) - min(found) < 0.5


TITLE = "Ferries in winter and the ports that they no longer reach, "


@pytest.mark.parametrize("times", [1, 2, 3, 5])
def test_a_title_is_set_smaller_until_it_holds_in_four_lines(times: int, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    title = f"{TITLE * times}and so on"
    source = f"reportkit: 1\ntitle: {title}\ndate: 2024-01-31\ncover: true\nbody: [Text.]\n"
    path.write_text(source, "utf-8")
    checked = check(path)
    size = checked.publication.front.title.size
    long = [found.code for found in checked.warnings if found.code == "RK166"]
    assert (times == 5) == bool(long)
    assert (size == 32) == (times == 1)
    (made,) = build(checked, ["pdf"], tmp_path / "out")
    lines = {top for _, top, low in words(made.path, 1) if low - top > 0.9 * size}
    assert (len(lines) > 4) == (times == 5)
