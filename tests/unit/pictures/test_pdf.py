"""Pages of PDFs as figures: whole, inert, as they are seen; or refused with the reason."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from reportkit.pictures import pdf as pages
from reportkit.style.folders import styles_folder
from tests.unit.pictures.pdfs import CHART, pdf, stream, words

FONTS = styles_folder() / "fonts"
TEAL, RED, PAPER = (0, 128, 128), (204, 51, 26), (255, 255, 255)


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(pages.image(data, "c.pdf", FONTS).data)).convert("RGB")


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
    image = pages.image(pdf(), "c.pdf", FONTS)
    assert (image.media_type, image.width, image.height) == ("image/png", 267, 200)  # 96 dpi
    picture = seen(pdf())
    assert picture.size == (2400, 1800)
    assert near(at(picture, 0.25, 0.5), TEAL)
    assert near(at(picture, 0.65, 0.7), RED)
    assert near(at(picture, 0.65, 0.3), PAPER)
    assert image == pages.image(pdf(), "c.pdf", FONTS)


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
    image = pages.image(pdf(page=page), "c.pdf", FONTS)
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
    image = pages.image(evil(), "c.pdf", FONTS)
    inert = words(image.original)
    for sign in (b"secret", b"alert", b"JavaScript", b"MCID", b"Annot", b"StructParent", b"Priv"):
        assert sign not in inert
    assert image.data == pages.image(pdf(), "c.pdf", FONTS).data
    assert pages.image(image.original, "c.pdf", FONTS).data == image.data  # built again


def test_a_page_of_another_machine_needs_no_font_of_this_one(tmp_path: Path) -> None:
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    shown = seen(pdf("BT /F 60 Tf 20 60 Td (Riga) Tj ET", resources=font))
    assert min(shown.convert("L").tobytes()) == 0
