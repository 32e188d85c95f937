"""Pictures inside finished files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from click.testing import CliRunner
from PIL import Image
from pypdf import PdfReader

from reportkit.cli import cli

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
    assert pdf.attachments["p.jpg"] == [data]  # from which the report can be built again
