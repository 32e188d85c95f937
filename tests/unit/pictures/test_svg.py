"""Drawings come out inert and whole, or are refused with the reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from reportkit.pictures import svg
from reportkit.style.folders import styles_folder
from tests.unit.pictures.test_in_files import built

FONTS = styles_folder() / "fonts"
CHART = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="300" height="200" onload="evil()">
<script>evil()</script><style>@import url(http://evil.example/a.css); text {fill: green}</style>
<a xlink:href="javascript:evil()"><rect width="300" height="150" fill="blue" onclick="evil()"/></a>
<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">evil</p></foreignObject>
<text x="20" y="180" font-family="Arial, sans-serif" font-size="30">Порт Gdańsk</text></svg>"""


def wrapped(inside: str, more: str = 'width="9" height="9"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{inside}</svg>'.encode()


def test_a_drawing_is_paths_and_nothing_else() -> None:
    image = svg.image(CHART.encode(), "c.svg", FONTS)
    assert (image.media_type, image.width, image.height) == ("image/svg+xml", 300, 200)
    for sign in (b"evil", b"script", b"href", b"<a", b"onclick", b"<text", b"foreign"):
        assert sign not in image.data
    assert image.data.count(b"<path") == 2  # the rectangle, and the words as outlines
    assert image == svg.image(CHART.encode(), "c.svg", FONTS)


def test_a_drawing_is_vector_in_each_file_and_pixels_for_old_readers(tmp_path: Path) -> None:
    (tmp_path / "c.svg").write_text(CHART)
    out = built(tmp_path, "- figure: {src: c.svg, alt: A chart}\n" * 2)
    drawn = svg.image(CHART.encode(), "c.svg", FONTS).data
    with zipfile.ZipFile(out / "r.epub") as epub:
        (name,) = (name for name in epub.namelist() if name.endswith(".svg"))
        assert epub.read(name) == drawn
    with zipfile.ZipFile(out / "r.docx") as docx:
        media = {n: docx.read(n) for n in docx.namelist() if n.startswith("word/media/")}
        text = docx.read("word/document.xml").decode()
    assert sorted(n[-4:] for n in media) == [".png", ".svg"]
    assert drawn in media.values()
    assert text.count("<asvg:svgBlip") == 2
    (pixels,) = (Image.open(io.BytesIO(d)) for n, d in media.items() if n.endswith(".png"))
    assert pixels.size == (1800, 1200)
    assert pixels.convert("RGB").getpixel((900, 400)) == (0, 0, 255)
    assert b"/Subtype /Image" not in (out / "r.pdf").read_bytes()


def test_what_pages_draw_otherwise_becomes_pixels() -> None:
    blur = '<filter id="f"><feGaussianBlur stdDeviation="0.1"/></filter>'
    many = '<path d="M0 0h.01v.01z"/>' * 10_001
    shade = '<linearGradient id="f"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    filled = f'{shade}<rect width="5" height="5" fill="url(#f)"/>'
    for inside in (filled, f'{blur}<rect width="5" height="5" filter="url(#f)"/>', many):
        image = svg.image(wrapped(inside), "c.svg", FONTS)
        assert (image.media_type, image.width) == ("image/png", 9)
        assert Image.open(io.BytesIO(image.data)).size == (1800, 1800)


ENTITIES = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(9)
)
USES = '<rect id="u0" width="1" height="1"/>' + "".join(
    f'<g id="u{n}">{f"""<use href="#u{n - 1}"/>""" * 10}</g>' for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (wrapped('<image href="file:///etc/passwd" width="9" height="9"/>'), "another file"),
        (wrapped('<image href="http://a.example/b.png" width="9" height="9"/>'), "another file"),
        (wrapped('<image href="../../x.png" width="9" height="9"/>'), "another file"),
        (wrapped('<text y="9">漢字</text>'), "has its letter '漢'"),
        (wrapped(""), "it shows nothing"),
        (wrapped("<rect>"), r"not valid SVG \(its line 1, column"),
        (b"<svg", "not valid SVG"),
        (f"<!DOCTYPE svg [{ENTITIES}]>".encode() + wrapped("<text>&e8;</text>"), "not valid SVG"),
        (wrapped(USES), "too complex|not valid SVG"),
        (wrapped("<g>" * 5000 + "</g>" * 5000), "too complex|not valid SVG|shows nothing"),
    ],
)
def test_what_cannot_be_drawn_is_refused(data: bytes, reason: str) -> None:
    assert svg.is_svg(data)
    with pytest.raises(ValueError, match=reason):
        svg.image(data, "c.svg", FONTS)
