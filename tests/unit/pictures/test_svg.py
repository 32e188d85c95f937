"""Drawings come out inert and whole, or are refused with the reason."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from pypdf import PdfReader

from reportkit.cli import cli
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


SHADE = '<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="0.1"/></filter>'


def media(folder: Path, inside: str) -> tuple[list[str], bool, bool]:
    """The kinds of files that a DOCX holds of a drawing, whether the EPUB has it as a drawing, and
    whether the PDF has pixels."""
    (folder / "d.svg").write_bytes(wrapped(inside))
    out = built(folder, "- figure: {src: d.svg, alt: A drawing}\n")
    with zipfile.ZipFile(out / "r.docx") as docx:
        kinds = sorted(n[-3:] for n in docx.namelist() if n.startswith("word/media/"))
    with zipfile.ZipFile(out / "r.epub") as epub:
        drawn = any(name.endswith(".svg") for name in epub.namelist())
    return kinds, drawn, b"/Subtype /Image" in (out / "r.pdf").read_bytes()


def test_each_format_has_as_much_of_a_drawing_as_its_readers_draw(tmp_path: Path) -> None:
    shaded = f'{SHADE}<rect width="5" height="5" fill="url(#g)"/>'
    assert media(tmp_path, shaded) == (["png", "svg"], True, False)
    faded = shaded.replace('stop-color="red"', 'stop-color="red" stop-opacity=".5"')
    assert media(tmp_path, faded) == (["png"], True, False)
    blurred = f'{BLUR}<rect width="5" height="5" filter="url(#f)"/>'
    assert media(tmp_path, blurred) == (["png"], True, True)


def test_a_drawing_of_very_many_shapes_becomes_pixels() -> None:
    image = svg.image(wrapped('<path d="M0 0h.01v.01z"/>' * 10_001), "c.svg", FONTS)
    assert (image.media_type, image.width) == ("image/png", 9)
    assert Image.open(io.BytesIO(image.data)).size == (1800, 1800)


def test_a_picture_inside_a_drawing_is_seen_and_says_nothing(tmp_path: Path) -> None:
    photograph, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x0112] = "SECRET", 3
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(photograph, "JPEG", exif=exif)
    inside = base64.b64encode(photograph.getvalue()).decode()
    shown = f'<image width="9" height="9" href="data:image/jpeg;base64,{inside}"/>'
    image = svg.image(wrapped(shown), "c.svg", FONTS)
    (kept,) = re.findall(rb"base64,([^\"]+)", image.data)
    assert b"SECRET" not in base64.b64decode(kept)
    assert Image.open(io.BytesIO(base64.b64decode(kept))).mode == "RGB"
    red = Image.open(io.BytesIO(image.pixels)).convert("RGB").getpixel((900, 900))
    assert isinstance(red, tuple)
    assert red[0] > 200 > 60 > red[1]
    assert media(tmp_path, shown) == (["png"], True, True)


def test_a_picture_inside_a_drawing_is_refused_as_others_are() -> None:
    moving = io.BytesIO()
    Image.new("L", (8, 8)).save(moving, "GIF")
    inside = base64.b64encode(moving.getvalue()).decode()
    shown = f'<image width="9" height="9" href="data:image/gif;base64,{inside}"/>'
    with pytest.raises(ValueError, match="inside it cannot be used: it is a GIF file; export"):
        svg.image(wrapped(shown), "c.svg", FONTS)


INKSCAPE = """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 inkscape:export-filename="/home/anna/SECRET/map.png" sodipodi:docname="SECRET-2.svg">
<!-- SECRET comment --><title>SECRET title</title><desc>SECRET</desc>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">SECRET</rdf:RDF></metadata>
<?xpacket SECRET?><style>/* SECRET */ .SECRET {fill: red}</style>
<linearGradient id="SECRETgradient"><stop/><stop offset=".4"/><stop offset=".4" stop-color="red"/>
</linearGradient>
<g inkscape:label="SECRET layer" id="SECRET-layer" style="display:none"><text>SECRET</text></g>
<text y="9">é</text><rect id="SECRET" class="SECRET" width="40" height="60" data-name="SECRET"/>
<path d="M40 0h50v60h-50z" fill="url(#SECRETgradient)" style="paint-order:stroke" stroke="blue"/>
</svg>"""


def test_nothing_but_what_is_drawn_is_in_any_file_and_it_builds_the_same_pdf(
    tmp_path: Path,
) -> None:
    (tmp_path / "d.svg").write_text(INKSCAPE)
    out = built(tmp_path, "- figure: {src: d.svg, alt: A map}\n")
    pdf = PdfReader(out / "r.pdf")
    (attached,) = pdf.attachments["d.svg"]
    parts = [attached, *(repr(page).encode() for page in pdf.pages)]
    for name in ("r.docx", "r.epub"):
        with zipfile.ZipFile(out / name) as archive:
            parts += [archive.read(member) for member in archive.namelist()]
    assert [part for part in parts if b"SECRET" in part] == []

    again = tmp_path / "again"
    again.mkdir()
    (again / "d.svg").write_bytes(attached)
    (again / "r.yaml").write_bytes((tmp_path / "r.yaml").read_bytes())
    twice = CliRunner().invoke(cli, ["build", str(again / "r.yaml"), "-o", str(again / "out")])
    assert twice.exit_code == 0, twice.output
    assert (again / "out" / "r.pdf").read_bytes() == (out / "r.pdf").read_bytes()


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
