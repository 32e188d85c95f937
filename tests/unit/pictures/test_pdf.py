"""Pages of PDFs as figures: whole, inert, as they are seen; or refused with the reason."""

from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter

from reportkit.model.document import Image as Picture
from reportkit.pictures import pdf as pages
from reportkit.style.folders import styles_folder
from tests.unit.pictures.pdfs import CHART, pdf, stream, words

FONTS = styles_folder() / "fonts"
TEAL, RED, PAPER = (0, 128, 128), (204, 51, 26), (255, 255, 255)


def shown(data: bytes) -> Picture:
    return pages.image(data, "c.pdf", FONTS)[0]


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(shown(data).data)).convert("RGB")


def at(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place, as shares of the width and the height from the upper left corner."""
    found = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 2 for one, other in zip(found, wanted, strict=True))


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("", "secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_has_its_natural_size_and_many_pixels() -> None:
    image = shown(pdf())
    assert (image.media_type, image.width, image.height) == ("image/png", 267, 200)  # 96 dpi
    picture = seen(pdf())
    assert picture.size == (2400, 1800)
    assert near(at(picture, 0.25, 0.5), TEAL)
    assert near(at(picture, 0.65, 0.7), RED)
    assert near(at(picture, 0.65, 0.3), PAPER)
    assert image == shown(pdf())


@pytest.mark.parametrize(
    ("page", "size", "teal"),
    [
        ("/MediaBox [0 0 200 150] /Rotate 90", (200, 267), (0.5, 0.25)),
        ("/MediaBox [0 0 200 150] /Rotate 180", (267, 200), (0.75, 0.5)),
        ("/MediaBox [0 0 200 150] /Rotate -90", (200, 267), (0.5, 0.75)),
        ("/MediaBox [0 0 200 150] /CropBox [10 10 110 150]", (133, 187), (0.4, 0.5)),
        ("/MediaBox [0 0 200 150] /CropBox [-50 10 110 900]", (147, 187), (0.45, 0.5)),
        ("/MediaBox [200 150 0 0]", (267, 200), (0.25, 0.5)),
        ("/MediaBox [-100 -50 200 150]", (400, 267), (0.5, 0.4)),
        ("/MediaBox [0 0 200 150] /UserUnit 2", (533, 400), (0.25, 0.5)),
    ],
)
def test_a_page_is_as_it_is_seen(
    page: str, size: tuple[int, int], teal: tuple[float, float]
) -> None:
    image = shown(pdf(page=page))
    assert (image.width, image.height) == size
    assert near(at(seen(pdf(page=page)), *teal), TEAL)


@pytest.mark.parametrize(
    ("data", "reason", "hint"),
    [
        (pdf(kids="[3 0 R 3 0 R]"), "it has 2 pages", "export the one page that the figure shows"),
        (pdf(kids="[]"), "it has no page", "export the one page that the figure shows"),
        (encrypted(), "it is encrypted", "save it without a password"),
        (pdf()[:-30], "the PDF is damaged or incomplete", "export the figure again"),
        (b"%PDF-1.7\n%%EOF", "the PDF is damaged or incomplete", "export the figure again"),
        (b"%PDF-1.7\n" + bytes(9000) + b"%%EOF", "damaged or incomplete", "export the figure"),
        (pdf(page=""), "its page has no size", "export the figure again"),
        (pdf(page="/MediaBox [0 0 0 0]"), "its page has no size", "export the figure again"),
        (pdf(page="/MediaBox [0 0 9 9] /CropBox [50 50 60 60]"), "its page has no size", "again"),
        (pdf(page="/MediaBox [0 0 20000 9000]"), "its page is 7.1 by 3.2 m large", "in the size"),
        (pdf(page="/MediaBox [0 0 900 2]"), "a strip more than 100 times", "export the figure"),
        (pdf(""), "its page is empty", "export the figure again"),
    ],
    ids=range(12),
)
def test_what_cannot_be_shown_is_refused(data: bytes, reason: str, hint: str) -> None:
    assert pages.is_pdf(data)
    with pytest.raises(pages.PageError, match=reason) as refused:
        pages.image(data, "c.pdf", FONTS)
    assert hint in refused.value.hint


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = tuple(
        stream(
            f"/Type /XObject /Subtype /Form /BBox [0 0 200 150] "
            f"/Resources << /XObject << /F {number} 0 R >> >>",
            "/F Do " * 10,
        )
        for number in range(6, 14)
    )
    last = stream("/Type /XObject /Subtype /Form /BBox [0 0 200 150]", CHART)
    bomb = pdf("/F Do", resources="/XObject << /F 5 0 R >>", more=(*forms, last))
    monkeypatch.setattr(pages, "_SECONDS", 4)
    with pytest.raises(pages.PageError, match="too complex to be drawn"):
        pages.image(bomb, "c.pdf", FONTS)


def evil() -> bytes:
    return pdf(
        "/Figure << /MCID 0 >> BDC /Private MP " + CHART + " EMC",
        page="/MediaBox [0 0 200 150] /StructParents 0 /Annots [5 0 R] /Metadata 7 0 R "
        "/AA << /O 6 0 R >>",
        more=(
            "<< /Type /Annot /Subtype /Square /Rect [0 0 200 150] /IC [0 1 0] /A 6 0 R "
            "/Contents (annotated secret) >>",
            "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
            stream("/Type /Metadata", "author secret"),
        ),
        catalog="/OpenAction 6 0 R /Names << /JavaScript << /Names [(x) 6 0 R] >> >>",
    )


def test_nothing_but_what_the_page_draws_gets_through() -> None:
    image = shown(evil())
    inert = words(image.original)
    for sign in (b"secret", b"alert", b"JavaScript", b"MCID", b"Annot", b"StructParent", b"Priv"):
        assert sign not in inert
    assert image.data == shown(pdf()).data
    assert shown(image.original) == image  # the same is built again


HELVETICA = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
IMAGE = "/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8"
PATHS = {
    "letters": pdf(
        "BT /F 60 Tf 20 60 Td (Riga) Tj 14 TL 2 Tr 3 w (x) ' 1 2 (a b) \" ET", resources=HELVETICA
    ),
    "letters that are drawings": pdf(
        "0 0 1 rg BT /T 20 Tf 20 50 Td [(ab) 500 (a)] TJ ET",
        resources="/Font << /T 5 0 R >>",
        more=(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0]"
            " /CharProcs << /sq 6 0 R /tr 7 0 R >> /Encoding << /Differences [97 /sq /tr] >> "
            "/FirstChar 97 /LastChar 98 /Widths [1000 1000] /Resources << >> >>",
            stream("", "1000 0 0 0 750 750 d1 1 0 0 rg 0 0 750 750 re f"),
            stream("", "1000 0 d0 1 0 0 rg 0 0 m 375 750 l 750 0 l f"),
        ),
    ),
    "inks": pdf(
        "1 0 0 0 k 20 20 60 60 re f 0 1 1 0 k 90 20 30 60 re f 0 0 0 1 K 9 w 0 0 m 90 90 l S"
    ),
    "a spot colour": pdf(
        "/C cs 1 scn 20 20 60 60 re f 0.3 scn 90 20 60 60 re f",
        resources="/ColorSpace << /C [/Separation /Spot /DeviceCMYK << /FunctionType 2 "
        "/Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.8 1 0] /N 1 >>] >>",
    ),
    "tiles": pdf(
        "/Pattern cs /P scn 20 20 99 99 re f /U cs 1 0 0 /Q scn 130 20 60 99 re f",
        resources="/ColorSpace << /U [/Pattern /DeviceRGB] >> /Pattern << /P 5 0 R /Q 6 0 R >>",
        more=tuple(
            stream(
                f"/PatternType 1 /PaintType {kind} /TilingType 1 /BBox [0 0 9 9] /XStep 10 "
                "/YStep 10 /Resources << >> /Matrix [1 0.2 0 1 0 0]",
                f"{'0 0 1 rg' if kind == 1 else ''} 0 0 5 5 re f",
            )
            for kind in (1, 2)
        ),
    ),
    "a gradient": pdf(
        "q 20 20 150 99 re W n /S sh Q",
        resources="/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [20 0 170 0] "
        "/Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >> >> >>",
    ),
    "blending": pdf(
        "1 0 0 rg 20 20 99 99 re f /G gs 0 1 0 rg 60 60 99 80 re f",
        resources="/ExtGState << /G << /BM /Multiply /ca 0.5 /OP true /op true >> >>",
    ),
    "a soft mask": pdf(
        "/G gs 0 0.5 0 rg 20 20 150 99 re f",
        resources="/ExtGState << /G << /SMask << /S /Luminosity /G 5 0 R >> >> >>",
        more=(
            stream(
                "/Type /XObject /Subtype /Form /BBox [0 0 200 150] "
                "/Group << /S /Transparency /CS /DeviceGray >>",
                "0.8 g 30 30 60 60 re f",
            ),
        ),
    ),
    "a picture": pdf(
        "q 99 0 0 99 20 20 cm /I Do Q",
        resources="/XObject << /I 5 0 R >>",
        more=(stream(f"{IMAGE} /ColorSpace /DeviceRGB", bytes((255, 0, 0, 0, 0, 255))),),
    ),
    "turned": pdf(
        CHART + " BT /F 20 Tf 100 100 Td (Up) Tj ET",
        page="/MediaBox [0 0 200 150] /Rotate 90 /CropBox [10 10 190 140]",
        resources=HELVETICA,
    ),
}
"""Pages that stay paths, by what is special in them."""


@pytest.mark.parametrize("name", PATHS)
def test_a_page_stays_paths_that_look_alike(name: str) -> None:
    image, pixels = pages.image(PATHS[name], "c.pdf", FONTS)
    assert (pixels, bool(image.page)) == ("", True)
    inert = words(image.original)
    for sign in (b"/Font", b"Tj", b"CMYK", b"Separation", b" k\n", b"/OP", b"/op"):
        assert sign not in inert
    assert shown(image.original) == image  # the same is built again
    source = poppler(PATHS[name])
    drawn = poppler(image.original)
    # Without the edges, which each program smooths in its own way.
    small = [one.resize((40, 40), Image.Resampling.BOX) for one in (source, drawn)]
    difference = ImageChops.difference(*small)
    # poppler takes other fonts for those that are missing, and makes other colours of inks.
    most = {"letters": 255, "inks": 60, "a spot colour": 60}.get(name, 30)
    assert difference.point([level > most for level in range(256)] * 3).getbbox() is None


def poppler(data: bytes) -> Image.Image:
    """A page as another program shows it."""
    done = subprocess.run(
        ["pdftoppm", "-cropbox", "-r", "144", "-png", "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    assert b"Error" not in done.stderr, done.stderr
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def test_hidden_layers_are_in_no_file() -> None:
    data = pdf(
        f"/OC /A BDC {CHART} EMC /OC /B BDC 0.125 0 0 rg 0 0 200 150 re f /X Do EMC /Y Do",
        resources="/Properties << /A 5 0 R /B 6 0 R >> /XObject << /X 7 0 R /Y 8 0 R >>",
        more=(
            "<< /Type /OCG /Name (seen) >>",
            "<< /Type /OCG /Name (hidden) >>",
            stream("/Type /XObject /Subtype /Form /BBox [0 0 200 150]", "0.375 g 0 0 9 9 re f"),
            stream(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /OC 6 0 R", "0.625 g 0 0 9 9 re f"
            ),
        ),
        catalog="/OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [6 0 R] >> >>",
    )
    image, pixels = pages.image(data, "c.pdf", FONTS)
    assert pixels == ""
    assert image.data == shown(pdf()).data
    inert = words(image.original)
    for sign in (b"OC", b"seen", b"hidden", b"0.375", b"0.625"):
        assert sign not in inert


@pytest.mark.parametrize(
    ("data", "pixels"),
    [
        (
            pdf(
                "q 99 0 0 99 20 20 cm /I Do Q",
                resources="/XObject << /I 5 0 R >>",
                more=(stream(f"{IMAGE} /ColorSpace /DeviceCMYK", bytes((255, 0, 0, 0) * 2)),),
            ),
            "colours that are no screen colours in a picture",
        ),
        (
            pdf(f"{CHART} q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
            "a picture between",
        ),
        (
            pdf(f"{CHART} BT /F 60 Tf 7 Tr (x) Tj ET 0 0 90 90 re f", resources=HELVETICA),
            "that clip",
        ),
        (pdf(f"{CHART} what"), "operations that cannot be read"),
        (pdf("q " * 25 + CHART), "states within each other"),
    ],
    ids=range(5),
)
def test_a_page_that_cannot_stay_paths_is_pixels(data: bytes, pixels: str) -> None:
    image, reason = pages.image(data, "c.pdf", FONTS)
    assert pixels in reason
    assert b"/Image" in b"".join(map(str.encode, map(str, image.page)))
    assert near(at(seen(data), 0.2, 0.5), TEAL) or "screen colours" in reason
    assert shown(image.original) == image  # the same is built again


def test_letters_that_no_font_has_are_an_error() -> None:
    font = HELVETICA.replace(">> >>", "/Encoding << /Differences [65 /uni4E00] >> >> >>")
    data = pdf("BT /F 60 Tf 20 60 Td (A) Tj ET" + CHART, resources=font.replace("Helvetica", "Sim"))
    with pytest.raises(pages.PageError, match="its font 'Sim' is not in the file") as refused:
        pages.image(data, "c.pdf", FONTS)
    assert refused.value.hint == "export it with its fonts embedded"
