"""Pictures of every kind look the same to each reader: upright, 8 bits, sRGB."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageOps, features

from reportkit.model import document
from reportkit.pictures import raster

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def made(data: bytes) -> document.Image:
    image = raster.image(data, "p", lambda _: True)
    assert image is not None
    return image


def shown(data: bytes) -> Image.Image:
    """What a reader sees that knows nothing of EXIF, of profiles or of 16 bits."""
    picture = Image.open(io.BytesIO(data))
    assert picture.getexif().get(0x0112, 1) == 1
    assert picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    assert picture.format in ("PNG", "JPEG")
    return picture.convert("RGBA")


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def corners() -> Image.Image:
    """Four colours, each in its corner: red, green, blue, white."""
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 30, 20))
    picture.paste("lime", (30, 0, 60, 20))
    picture.paste("blue", (0, 20, 30, 40))
    return picture


def pixel(picture: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    levels = picture.getpixel(place)
    assert isinstance(levels, tuple)
    return levels


def close(before: tuple[int, ...], after: tuple[int, ...], far: int = 12) -> bool:
    return all(abs(one - other) <= far for one, other in zip(before, after, strict=True))


HELD = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera held like this saves the picture (EXIF 2.3, 4.6.4, tag 274)."""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_stands_upright(held: int, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = held
    seen = corners()
    saved = seen if held == 1 else seen.transpose(HELD[held])
    options: dict[str, Any] = {"quality": 95} if kind != "PNG" else {}
    image = made(encoded(saved, kind, exif=exif, **options))

    assert (image.width, image.height) == (60, 40)
    picture = shown(image.data)
    for place in ((10, 10), (50, 10), (10, 30), (50, 30)):
        assert close(pixel(seen, place), pixel(picture, place)[:3], 40), place


def test_an_orientation_that_does_not_exist_changes_nothing() -> None:
    for held in (0, 9, 65535):
        exif = Image.Exif()
        exif[0x0112] = held
        data = encoded(corners(), "JPEG", exif=exif)
        assert made(data).data == encoded(corners(), "JPEG")


def test_a_plain_picture_keeps_its_bytes() -> None:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        data = encoded(corners().convert(mode), "PNG")
        assert made(data).data == data, mode
    for mode in ("L", "RGB"):
        data = encoded(corners().convert(mode), "JPEG")
        assert made(data).data == data, mode


def test_a_profile_of_srgb_keeps_the_bytes() -> None:
    data = encoded(corners(), "PNG", icc_profile=SRGB)
    assert made(data).data == data


def deep_png(kind: int, pixel: bytes, clear: bytes = b"") -> bytes:
    """A PNG of two pixels with 16 bits for each channel: black, and the one given."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 16, kind, 0, 0, 0))
    black = bytes(len(pixel)) if kind in (0, 2) else bytes(len(pixel) - 2) + b"\xff\xff"
    rows = chunk(b"IDAT", zlib.compress(b"\0" + black + pixel))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + (chunk(b"tRNS", clear) if clear else b"")
        + rows
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "colour", "seen"),
    [
        (0, "8000", (128, 128, 128, 255)),
        (0, "ffff", (255, 255, 255, 255)),
        (0, "0100", (1, 1, 1, 255)),
        (2, "ffff80000000", (255, 128, 0, 255)),
        (4, "80008000", (128, 128, 128, 128)),
        (6, "ffff800000004000", (255, 128, 0, 64)),
    ],
)
def test_sixteen_bits_become_eight(kind: int, colour: str, seen: tuple[int, ...]) -> None:
    data = made(deep_png(kind, bytes.fromhex(colour))).data
    assert data[24] == 8
    assert pixel(shown(data), (0, 0)) == (0, 0, 0, 255)
    assert pixel(shown(data), (1, 0)) == seen


@pytest.mark.parametrize(("kind", "colour"), [(0, "8001"), (2, "ffff80000000")])
def test_a_transparent_colour_of_sixteen_bits_stays_transparent(kind: int, colour: str) -> None:
    raw = bytes.fromhex(colour)
    picture = shown(made(deep_png(kind, raw, clear=raw)).data)
    assert pixel(picture, (0, 0))[3] == 255
    assert pixel(picture, (1, 0))[3] == 0


def wide_profile() -> bytes:
    """A profile whose red and green are the green and red of sRGB: easily told apart."""
    data = bytearray(SRGB)
    names = [
        SRGB[132 + 12 * n : 136 + 12 * n] for n in range(struct.unpack(">I", data[128:132])[0])
    ]
    red, green = names.index(b"rXYZ"), names.index(b"gXYZ")
    for index, name in ((red, b"gXYZ"), (green, b"rXYZ")):
        data[132 + 12 * index : 136 + 12 * index] = name
    return bytes(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_profile_is_applied(kind: str, mode: str) -> None:
    if kind == "JPEG" and mode != "RGB":
        return
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    data = encoded(corners().convert(mode), kind, icc_profile=wide_profile(), **options)
    picture = shown(made(data).data)
    assert "icc_profile" not in picture.info
    assert close(pixel(picture, (10, 10))[:3], (0, 255, 0), 40)
    assert close(pixel(picture, (50, 10))[:3], (255, 0, 0), 40)


def test_a_damaged_profile_is_ignored() -> None:
    for profile in (b"no profile", SRGB[:200], b"\xff" * 300):
        picture = shown(made(encoded(corners(), "PNG", icc_profile=profile)).data)
        assert pixel(picture, (10, 10)) == (255, 0, 0, 255)


def inverted(picture: Image.Image) -> Image.Image:
    """All inks the other way round."""
    return Image.merge("CMYK", [ImageOps.invert(band) for band in picture.split()])


@pytest.mark.parametrize("adobe", [True, False])
def test_inks_become_colours_of_the_screen(adobe: bool) -> None:
    inks = Image.new("CMYK", (40, 40), (0, 0, 0, 0))
    inks.paste((255, 0, 0, 0), (0, 0, 20, 40))
    data = encoded(inks if adobe else inverted(inks), "JPEG", quality=95, subsampling=0)
    if not adobe:
        start = data.index(b"\xff\xee")
        data = (
            data[:start] + data[start + 2 + struct.unpack(">H", data[start + 2 : start + 4])[0] :]
        )
    image = made(data)
    assert image.press == data  # as the printer wants it
    picture = shown(image.data)
    assert close(pixel(picture, (30, 20))[:3], (255, 255, 255))
    red, green, blue, _ = pixel(picture, (10, 20))
    assert red < 60 and green > 100 and blue > 150


def test_inks_are_turned_for_the_press_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = made(encoded(Image.new("CMYK", (60, 40), (0, 255, 0, 0)), "JPEG", exif=exif))
    press = Image.open(io.BytesIO(image.for_press().data))
    assert (press.mode, press.size, press.getexif().get(0x0112, 1)) == ("CMYK", (40, 60), 1)


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_webp_and_avif_are_read(kind: str) -> None:
    assert features.check(kind.lower())
    photograph = made(encoded(corners(), kind, quality=95))
    assert photograph.media_type == "image/jpeg"
    assert close(pixel(shown(photograph.data), (10, 10))[:3], (255, 0, 0), 40)
    clear = corners().convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 100))
    image = made(encoded(clear, kind, quality=95))
    assert image.media_type == "image/png"
    assert abs(pixel(shown(image.data), (10, 10))[3] - 100) < 5


def test_the_same_picture_gives_the_same_bytes() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(corners(), "JPEG", exif=exif, icc_profile=wide_profile())
    assert made(data) == made(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encoded(corners(), "GIF"), "it is a GIF file; export it as PNG or JPEG"),
        (encoded(corners(), "TIFF"), "it is a TIFF file; export it as PNG or JPEG"),
        (encoded(corners(), "BMP"), "it is a BMP file; export it as PNG or JPEG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "it is a HEIC file; export it as PNG or JPEG"),
        (b"MZ\x90", "it is not a PNG, JPEG, WebP, AVIF, SVG or PDF picture"),
        (encoded(corners(), "WEBP")[:60], "the picture is damaged or incomplete"),
        (encoded(corners(), "AVIF")[:200], "the picture is damaged or incomplete"),
        (
            encoded(
                corners(), "WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")]
            ),
            "it is animated; export one of its frames as PNG or JPEG",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        raster.image(data, "p", lambda _: True)
