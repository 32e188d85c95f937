"""Drawings in a PDF look as resvg draws them, at each size, and are drawings as far as they can."""

from __future__ import annotations

import base64
import io
import subprocess
from functools import cache
from pathlib import Path

import pytest
import weasyprint
from PIL import Image, ImageChops, ImageFilter

from reportkit import export
from reportkit.model.document import Image as Picture
from reportkit.pictures import svg
from reportkit.pictures.for_pages import for_pages
from reportkit.style.folders import styles_folder
from reportkit.writers.pdf.engine import SCHEME
from reportkit.writers.pdf.weasyprint_engine.url_fetcher import MemoryFetcher
from tests.shared import assert_valid

STOPS = (
    '<stop stop-color="#d22"/><stop offset=".5" stop-color="#fe3"/>'
    '<stop offset="1" stop-color="#228"/>'
)
FADING = '<stop stop-color="#d22"/><stop offset="1" stop-color="#228" stop-opacity="0"/>'
HARD = "".join(
    f'<stop offset="{start}" stop-color="{colour}"/><stop offset="{end}" stop-color="{colour}"/>'
    for start, end, colour in ((0.2, 0.2, "#5bcefa"), (0.2, 0.6, "#f5a9b8"), (0.6, 1, "#fff"))
)


def photograph() -> str:
    out = io.BytesIO()
    Image.effect_mandelbrot((120, 80), (-2, -1, 1, 1), 100).convert("RGB").save(out, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def linear(stops: str, more: str = "", name: str = "g") -> str:
    return f'<linearGradient id="{name}" {more}>{stops}</linearGradient>'


def radial(stops: str, more: str = "", name: str = "r") -> str:
    return f'<radialGradient id="{name}" {more}>{stops}</radialGradient>'


VECTORS = {
    "box": linear(STOPS)
    + '<rect x="20" y="20" width="260" height="160" rx="20" fill="url(#g)" stroke="#333"/>',
    "rotated": linear(STOPS, 'gradientTransform="rotate(45)"')
    + '<path d="M20 20h260v60h-100v100h-160z" fill="url(#g)"/>',
    "skewed": linear(STOPS, 'gradientTransform="skewX(30) scale(1 .5)" x1=".1" y1=".2" y2=".8"')
    + '<rect x="10" y="10" width="280" height="180" fill="url(#g)"/>',
    "nested": linear(STOPS, 'gradientUnits="userSpaceOnUse" x1="0" y1="340" x2="0" y2="440"')
    + '<g transform="translate(62 -470)"><g transform="matrix(1.43,0,0,1.43,-30,-10)">'
    '<path transform="translate(3 4) skewX(10)" d="M0 340C60 300 90 460 150 440V360z"'
    ' fill="url(#g)"/></g></g>',
    "focus": radial(STOPS, 'cx=".4" cy=".4" fx=".25" fy=".3"')
    + '<ellipse cx="150" cy="100" rx="130" ry="80" fill="url(#r)"/>',
    "ellipse": radial(STOPS, 'gradientTransform="rotate(30) scale(.7 .4)"')
    + '<rect x="10" y="10" width="280" height="180" fill="url(#r)"/>',
    "fading": '<rect width="300" height="100" fill="#9c9"/>'
    + linear(FADING)
    + radial(FADING)
    + '<rect x="20" y="20" width="260" height="160" fill="url(#g)"/>'
    '<circle cx="150" cy="100" r="60" fill="url(#r)" opacity=".5"/>',
    "hard": linear(HARD) + '<rect width="300" height="200" fill="url(#g)"/>',
    "strokes": linear(STOPS, 'x2="0" y2="1"')
    + '<path d="M20 180L80 40L150 150L220 30L280 120" fill="none" stroke="url(#g)"'
    ' stroke-width="12"/><path d="M20 190h260" stroke="url(#h)" stroke-width="9"'
    ' stroke-dasharray="20 9" stroke-dashoffset="7"/>'
    + linear(STOPS, 'gradientUnits="userSpaceOnUse" x2="300"', "h"),
    "repeated": linear(STOPS, 'x2=".2" spreadMethod="reflect"')
    + '<rect x="10" y="10" width="280" height="80" fill="url(#g)"/>'
    + radial(STOPS, 'r=".2" spreadMethod="repeat"')
    + '<rect x="10" y="105" width="280" height="80" fill="url(#r)"/>',
    "fill and stroke": linear(STOPS)
    + radial(FADING, 'cx=".3"')
    + '<path d="M150 20L270 180H30z" fill="url(#r)" stroke="url(#g)" stroke-width="14"/>'
    '<path style="paint-order:stroke" d="M20 20h60v60h-60z" fill="#fd0" stroke="#046"'
    ' stroke-width="16" opacity=".6"/>',
    "clipped": '<clipPath id="a"><path d="M0 0h150v200h-150z"/></clipPath>'
    '<clipPath id="c" clip-path="url(#a)"><path transform="rotate(10)" d="M50 10h200v180h-200z"/>'
    "</clipPath>"
    + linear(STOPS)
    + '<g clip-path="url(#c)" opacity=".7" transform="translate(10 5)">'
    '<rect width="300" height="200" fill="url(#g)"/><circle cx="120" cy="90" r="40" fill="#fff"/>'
    "</g>",
    "photograph": '<rect width="300" height="200" fill="#fd8"/><clipPath id="c">'
    '<circle cx="80" cy="100" r="60"/></clipPath><g clip-path="url(#c)"><image x="20" y="20"'
    f' width="120" height="160" preserveAspectRatio="xMidYMid slice" href="{photograph()}"/></g>'
    f'<image x="150" y="20" width="140" height="160" transform="rotate(10 200 100)"'
    f' href="{photograph()}"/>',
}
PIXELS = {
    "mask": '<mask id="m"><circle cx="150" cy="100" r="90" fill="#fff"/></mask>'
    '<rect width="300" height="200" fill="#05a" mask="url(#m)"/>',
    "pattern": '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse">'
    '<path d="M0 20L20 0" stroke="#06c" stroke-width="6"/></pattern>'
    '<rect width="300" height="200" fill="url(#p)"/>',
    "blur": '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
    '<rect x="30" y="30" width="200" height="120" fill="#39c" filter="url(#f)"/>',
    "multiplied": '<rect width="200" height="150" fill="#fc0"/><rect x="80" y="40" width="200"'
    ' height="150" fill="#09c" style="mix-blend-mode:multiply"/>',
    "clip with a hole": '<clipPath id="c"><path clip-rule="evenodd" d="M50 10h200v180h-200z'
    'M100 50h100v100h-100z"/></clipPath><rect width="300" height="200" clip-path="url(#c)"/>',
    "301 gradients": linear(STOPS) + '<path d="M99 99h9v9h-9z" fill="url(#g)"/>' * 301,
    "stroke that is an ellipse": radial(STOPS, 'gradientTransform="scale(1 .4)"')
    + '<circle cx="150" cy="100" r="70" fill="none" stroke="url(#r)" stroke-width="30"/>',
}
WIDTHS = (95, 300, 640)
"""An inch, the natural width, and that of the text, in CSS pixels."""


@cache
def drawing(inside: str) -> Picture:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">{inside}</svg>'
    return svg.image(text.encode(), "d.svg", styles_folder() / "fonts")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Image.Image]:
    """Each drawing at each width, from one PDF."""
    folder = tmp_path_factory.mktemp("drawings")
    shown = {name: drawing(inside) for name, inside in (VECTORS | PIXELS).items()}
    keys = [(name, width) for name in shown for width in WIDTHS]
    parts = [
        f"@page p{at} {{size:{width}px {width * 2 / 3}px; margin:0}}"
        f"#p{at} {{page:p{at}; display:block; width:{width}px; height:{width * 2 / 3}px}}"
        for at, (_, width) in enumerate(keys)
    ]
    images = [
        f'<img id="p{at}" src="{SCHEME}{shown[name].file_name}">'
        for at, (name, _) in enumerate(keys)
    ]
    html = f"<style>body {{margin:0}}{''.join(parts)}</style>{''.join(images)}"
    fetcher = MemoryFetcher({image.file_name: image for image in shown.values()}, [])
    pdf = folder / "d.pdf"
    weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(pdf)
    size = ["-scale-to-x", "600", "-scale-to-y", "400"]
    subprocess.run(["pdftoppm", *size, "-png", str(pdf), str(folder / "p")], check=True)
    files = sorted(folder.glob("p-*.png"))
    assert len(files) == len(keys)
    return {key: Image.open(file).convert("RGB") for key, file in zip(keys, files, strict=True)}


def differing(got: Image.Image, wanted: Image.Image) -> float:
    """The share of pixels unlike all of those around them in the other picture."""
    below = ImageChops.subtract(wanted.filter(ImageFilter.MinFilter(3)), got)
    above = ImageChops.subtract(got, wanted.filter(ImageFilter.MaxFilter(3)))
    red, green, blue = ImageChops.lighter(below, above).split()
    counts = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(counts[17:]) / sum(counts)


def by_resvg(image: Picture) -> Image.Image:
    seen = Image.open(io.BytesIO(svg.pixels(image.data, 1.5))).convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB").resize((600, 400), Image.Resampling.BOX)


@pytest.mark.parametrize("name", [*VECTORS, *PIXELS])
def test_it_looks_the_same_at_each_size(
    name: str, pages: dict[tuple[str, int], Image.Image]
) -> None:
    wanted = by_resvg(drawing((VECTORS | PIXELS)[name]))
    assert len(wanted.getcolors(1 << 20) or [0, 0]) > 1
    for width in WIDTHS:
        assert differing(pages[name, width], wanted) < 0.008, width


@pytest.mark.parametrize("name", VECTORS)
def test_it_stays_a_drawing(name: str) -> None:
    assert for_pages(drawing(VECTORS[name]).data)


@pytest.mark.parametrize("name", PIXELS)
def test_what_cannot_stay_one_is_pixels_in_the_pdf_alone(name: str) -> None:
    image = drawing(PIXELS[name])
    assert for_pages(image.data) is None
    assert image.is_drawing
    assert Image.open(io.BytesIO(image.pixels)).size == (1800, 1200)


def test_they_conform(tmp_path: Path) -> None:
    body = ""
    for at, inside in enumerate((VECTORS | PIXELS).values()):
        text = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">{inside}</svg>'
        (tmp_path / f"{at}.svg").write_text(text)
        body += f"- figure: {{src: {at}.svg, alt: A drawing}}\n"
    report = tmp_path / "r.yaml"
    report.write_text(f"reportkit: 1\ntitle: T\ndate: 2024-03-01\nbody:\n{body}")
    (made,) = export.build(export.check(report), ["pdf"], tmp_path / "out")
    assert_valid(made.path)
