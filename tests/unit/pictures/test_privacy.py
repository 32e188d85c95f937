"""No picture in a finished file says where, when or with which device it was taken."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PdfReader

from reportkit import export
from reportkit.model import document
from reportkit.pictures import raster

SECRETS = ("Ferry Phone", "SN-4711", "Owner Name", "59.43", "secret place", "hidden words")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PIXELS = Image.radial_gradient("L").resize((64, 48)).convert("RGB")


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes."""
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0xA431] = "Ferry Phone", "Ferry Phone 12", "SN-4711"
    made[0x013B], made[0x010E], made[0x0112] = "Owner Name", "at 59.43, 24.75", orientation
    made.get_ifd(0x8825)[1], made.get_ifd(0x8825)[2] = "N", (59.0, 26.0, 13.0)
    return made


def jpeg(orientation: int = 1, **options: Any) -> bytes:
    out = io.BytesIO()
    PIXELS.save(out, "JPEG", exif=exif(orientation), comment=b"hidden words", quality=80, **options)
    data = out.getvalue()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret place</x:xmpmeta>"
    more = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(text) + 2) + text
        for marker, text in (
            (0xE1, xmp),
            (0xED, b"Photoshop 3.0\0hidden words"),
            (0xE7, b"secret place"),
        )
    )
    return data[:2] + more + data[2:] + b"a film after the end: secret place"


def png(orientation: int = 1, **options: Any) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Owner Name")
    notes.add_text("Comment", "hidden words", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret place</x:xmpmeta>")
    out = io.BytesIO()
    PIXELS.save(out, "PNG", exif=exif(orientation), pnginfo=notes, **options)
    return out.getvalue() + b"secret place"


def modern(kind: str, orientation: int = 1) -> bytes:
    out = io.BytesIO()
    PIXELS.save(out, kind, exif=exif(orientation), xmp=b"<x:xmpmeta>secret place</x:xmpmeta>")
    return out.getvalue()


def two_in_one() -> bytes:
    """What phones write that keep a second picture, of the depth or before it was cropped."""
    out = io.BytesIO()
    second = Image.new("RGB", (64, 48), "red")
    PIXELS.save(out, "MPO", save_all=True, append_images=[second], exif=exif(), quality=80)
    return out.getvalue()


FILES: dict[str, Callable[[int], bytes]] = {
    "jpeg": jpeg,
    "progressive": lambda turned: jpeg(turned, progressive=True),
    "restarted": lambda turned: jpeg(turned, restart_marker_blocks=2),
    "with a profile": lambda turned: jpeg(turned, icc_profile=SRGB),
    "png": png,
    "png with a profile": lambda turned: png(turned, icc_profile=SRGB),
    "webp": lambda turned: modern("WEBP", turned),
    "avif": lambda turned: modern("AVIF", turned),
}


def made(data: bytes) -> document.Image:
    image = raster.image(data, "p", lambda _: True)
    assert image is not None
    return image


def assert_says_nothing(data: bytes) -> None:
    picture = Image.open(io.BytesIO(data))
    told = dict(picture.getexif())
    assert told in ({}, {0x0112: told.get(0x0112)}), told
    assert not picture.getexif().get_ifd(0x8825)
    assert not {"comment", "xmp", "Author", "Comment", "XML:com.adobe.xmp"} & picture.info.keys()
    for secret in SECRETS:
        assert secret.encode() not in data, secret
        assert not any(secret.encode() in text for text in _inflated(data)), secret


def _inflated(data: bytes) -> list[bytes]:
    at, texts = 8, []
    while data.startswith(b"\x89PNG") and at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name in (b"zTXt", b"iTXt", b"tEXt"):
            texts.append(zlib.decompress(data[at + 8 :].split(b"\0\0", 1)[1]))
        at += 12 + length
    return texts


@pytest.mark.parametrize("turned", [1, 6, 3])
@pytest.mark.parametrize("kind", FILES)
def test_a_picture_says_nothing_but_its_pixels(kind: str, turned: int) -> None:
    data = FILES[kind](turned)
    assert any(secret.encode() in data for secret in SECRETS)
    image = made(data)
    for form in filter(None, (image.data, image.original, image.press)):
        assert_says_nothing(form)
    assert Image.open(io.BytesIO(image.data)).getexif().get(0x0112, 1) == 1
    before = raster._upright(raster._Plain(Image.open(io.BytesIO(data)), False)).picture
    shown = Image.open(io.BytesIO(image.data)).convert("RGB")
    assert shown.size == before.size
    if turned == 1 and kind not in ("webp", "avif"):
        assert shown.tobytes() == before.convert("RGB").tobytes()
    again = made(image.original or image.data)  # from the attachment of a PDF
    assert again.data == image.data


def test_the_second_picture_of_a_file_is_gone() -> None:
    data = made(two_in_one()).data
    assert_says_nothing(data)
    assert data.count(b"\xff\xd8\xff") == 1
    before = Image.open(io.BytesIO(two_in_one())).convert("RGB")
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == before.tobytes()


@pytest.mark.parametrize("kind", ["with a profile", "png with a profile"])
def test_the_profile_keeps_its_bytes(kind: str) -> None:
    assert Image.open(io.BytesIO(made(FILES[kind](1)).data)).info["icc_profile"] == SRGB


def test_a_picture_that_says_nothing_keeps_its_bytes() -> None:
    for kind in ("JPEG", "PNG"):
        out = io.BytesIO()
        PIXELS.save(out, kind, dpi=(300, 300))
        assert made(out.getvalue()).data == out.getvalue()


def test_transparency_and_sixteen_bits_stay() -> None:
    for picture in (PIXELS.convert("RGBA"), PIXELS.quantize(8), PIXELS.convert("1")):
        out = io.BytesIO()
        picture.save(out, "PNG", exif=exif(), transparency=3 if picture.mode == "P" else None)
        shown = Image.open(io.BytesIO(made(out.getvalue()).data))
        assert shown.convert("RGBA").tobytes() == picture_of(out.getvalue()).tobytes()


def picture_of(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def test_no_finished_file_says_where_its_pictures_were_taken(tmp_path: Path) -> None:
    """Also not the pictures attached to the PDF, the cover and the logo."""
    for name, kind in {"a.jpg": "jpeg", "b.png": "png", "c.webp": "webp", "d.avif": "avif"}.items():
        (tmp_path / name).write_bytes(FILES[kind](6))
    (tmp_path / "report.yaml").write_text(
        """
reportkit: 1
title: Photographs
date: 2024-03-01
publisher: {name: Desk, logo: a.jpg}
cover: {image: b.png, alt: A gradient}
body:
  - figures: [{src: a.jpg, alt: A}, {src: b.png, alt: B}]
  - figures: [{src: c.webp, alt: C}, {src: d.avif, alt: D}]
""",
        "utf-8",
    )
    export.build(export.check(tmp_path / "report.yaml"), ("pdf", "docx", "epub"), tmp_path / "out")
    found = 0
    for suffix in ("docx", "epub"):
        with zipfile.ZipFile(tmp_path / "out" / f"report.{suffix}") as archive:
            for name in archive.namelist():
                if name.endswith((".png", ".jpg", ".jpeg")):
                    assert_says_nothing(archive.read(name))
                    found += 1
    reader = PdfReader(tmp_path / "out" / "report.pdf")
    for name, contents in reader.attachments.items():
        if not name.endswith(".json"):
            assert_says_nothing(contents[0])
            found += 1
    whole = (tmp_path / "out" / "report.pdf").read_bytes()
    assert not any(secret.encode() in whole for secret in SECRETS)
    assert found >= 12
