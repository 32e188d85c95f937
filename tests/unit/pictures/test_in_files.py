"""Pictures inside finished files."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from pypdf import PdfReader

from reportkit.cli import cli
from reportkit.pictures import raster

HEAD = "reportkit: 1\ntitle: T\ndate: 2024-03-01\nbody:\n"


def held_by_phone() -> bytes:
    """A photograph, red above and blue below, that lies on its side without its EXIF."""
    seen = Image.new("RGB", (400, 600), "blue")
    seen.paste("red", (0, 0, 400, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    seen.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", exif=exif)
    return out.getvalue()


def built(folder: Path, body: str) -> Path:
    (folder / "r.yaml").write_text(HEAD + body)
    result = CliRunner().invoke(
        cli, ["build", str(folder / "r.yaml"), "-o", str(folder / "out")], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return folder / "out"


def stored(archive: Path, folder: str) -> list[bytes]:
    with zipfile.ZipFile(archive) as opened:
        return [opened.read(name) for name in opened.namelist() if name.startswith(folder)]


def test_a_picture_shown_25_times_is_stored_once_and_upright(tmp_path: Path) -> None:
    data = held_by_phone()
    (tmp_path / "p.jpg").write_bytes(data)
    out = built(tmp_path, "- figure: {src: p.jpg, alt: Two halves}\n" * 25)

    pdf = PdfReader(out / "r.pdf")
    drawn = {str(image.indirect_reference) for page in pdf.pages for image in page.images}
    (shown,) = {image.data for page in pdf.pages for image in page.images}
    assert len(drawn) == 1
    (kept,) = stored(out / "r.docx", "word/media/")
    for picture in (shown, kept):
        opened = Image.open(io.BytesIO(picture))
        assert opened.size == (400, 600)
        assert opened.getexif().get(0x0112, 1) == 1
    assert stored(out / "r.epub", "EPUB/images/") == [kept]
    (attached,) = pdf.attachments["p.jpg"]  # from which the report can be built again
    again = raster.image(attached, "p.jpg", lambda _: True)
    assert again is not None
    assert again.data == kept


def test_a_drawing_that_became_pixels_is_not_called_coarse(tmp_path: Path) -> None:
    (tmp_path / "d.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><linearGradient id="f">'
        '<stop stop-color="red"/><stop offset="1"/></linearGradient>'
        '<rect width="300" height="200" fill="url(#f)"/></svg>'
    )
    (tmp_path / "r.yaml").write_text(HEAD + "- figure: {src: d.svg, alt: A shade}\n")
    arguments = ["build", str(tmp_path / "r.yaml"), "-t", "pdf", "-o", str(tmp_path / "out")]
    assert "RK922" not in CliRunner().invoke(cli, arguments).output


def widths_in_docx(path: Path) -> list[float]:
    """The widths of the pictures in millimetres."""
    with zipfile.ZipFile(path) as opened:
        text = opened.read("word/document.xml").decode()
    return [int(found) / 36_000 for found in re.findall(r'<wp:extent cx="(\d+)"', text)]


def widths_in_pdf(path: Path) -> list[float]:
    """The widths of the pictures in millimetres, from the matrices that they are drawn with."""
    found: list[float] = []
    for page in PdfReader(path).pages:
        page.extract_text(
            visitor_operand_before=lambda operator, operands, matrix, _: (
                found.append(abs(matrix[0]) / 72 * 25.4) if operator == b"Do" else None
            )
        )
    return found


def test_a_figure_is_as_wide_in_each_format(tmp_path: Path) -> None:
    for name, size in (("small.png", (96, 48)), ("large.png", (3000, 900)), ("tall.png", (9, 900))):
        Image.new("RGB", size, "teal").save(tmp_path / name)
    figures = ("small.png", "small.png, width: 50%", "small.png, width: 80mm", "large.png")
    body = "".join(f"- figure: {{src: {figure}, alt: A}}\n" for figure in (*figures, "tall.png"))
    out = built(tmp_path, body + '  source: "Source: the desk."\n')

    wide = widths_in_docx(out / "r.docx")
    measure = wide[3]
    assert wide[:3] == pytest.approx([25.4, measure / 2, 80], abs=0.1)
    assert wide[4] < 2.4  # as high as the page leaves room, and not 900 pixels
    assert widths_in_pdf(out / "r.pdf") == pytest.approx(wide, abs=0.1)
    with zipfile.ZipFile(out / "r.epub") as opened:
        text = opened.read("EPUB/text1.xhtml").decode()
    styles = re.findall(r'<img [^>]*style="width:([^"]+)"', text)
    assert styles == ["25.40mm", "50%", "80.00mm", f"{measure:.2f}mm", f"{wide[4]:.2f}mm"]
    assert text.count("Source: the desk.") == 1
