"""Photographs and other pictures of pixels, made alike for all formats: upright, with 8 bits for
each channel, in sRGB.

Word and e-readers disagree about the orientation in EXIF, about 16 bits, inks and profiles; so what
would be shown differently is written anew here, and all other pixels keep their bytes.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from reportkit.model.document import Image
from reportkit.pictures.privacy import bare

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageCms import ImageCmsTransform

_FORMATS: Final = ["PNG", "JPEG", "WEBP", "AVIF"]
_SIGNS: Final = (
    (0, b"GIF8", "GIF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"%!PS", "EPS"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
)
"""Where a file of another kind has its sign, the sign, and the name of the kind."""
_ORIENTATION: Final = 0x0112
"""The tag of EXIF that says how the camera was held."""
_DAMAGED: Final = "the picture is damaged or incomplete"
_QUALITY: Final = 92
"""The JPEG quality of what is written anew: no loss is seen beside the first one."""
_LIKE_SCREEN: Final = 3
"""How far the channels of a colour may move (of 255) for a profile to be sRGB under another
name."""


class _Plain(Struct, frozen=True):
    """A decoded picture: mode 1, L, LA, P, RGB, RGBA or CMYK, upright."""

    picture: Picture
    changed: bool
    """Whether the bytes of the file would show something else."""


def image(data: bytes, name: str, fits: Callable[[int], bool]) -> Image | None:
    """The picture in a file, decoded once to prove that it is complete. `fits` gets the number
    of its pixels before that; if it refuses, the result is None. Raises ValueError with the reason
    if the picture cannot be used."""
    with _opened(data) as picture:
        picture.verify()  # the checksums of a PNG, up to its end
        width, height = picture.size
    if not fits(width * height):
        return None
    with _opened(data) as picture:
        if picture.format in ("WEBP", "AVIF") and getattr(picture, "n_frames", 1) > 1:
            raise ValueError("it is animated; export one of its frames as PNG or JPEG")
        picture.load()
        if picture.format not in ("WEBP", "AVIF"):
            data = bare(data, picture.getexif().get(_ORIENTATION, 1))
        return _made(picture, data, name)


def _made(picture: Picture, data: bytes, name: str) -> Image:
    photograph = _is_photograph(picture, data)
    plain = _upright(_eight_bits(picture, data))
    screen = _in_srgb(plain)
    width, height = screen.picture.size
    media_type: Literal["image/jpeg", "image/png"]
    media_type = "image/jpeg" if photograph else "image/png"
    if not screen.changed and picture.format not in ("WEBP", "AVIF"):
        return Image(media_type, width, height, data, name)
    shown = _encoded(screen.picture, photograph)
    press = b""
    if photograph and screen.picture is not plain.picture:
        # A press keeps the inks, or converts the colours itself, from all that there are.
        press = _encoded(plain.picture, True, _profile(picture)) if plain.changed else data
    if picture.format in ("WEBP", "AVIF") and {"exif", "xmp"} & picture.info.keys():
        data = b""  # what is shown says no more than its pixels
    return Image(media_type, width, height, shown, name, original=data, press=press)


def _is_photograph(picture: Picture, data: bytes) -> bool:
    """Whether a picture is written as JPEG: if it was one, or was compressed with losses."""
    if picture.format == "PNG":
        return False
    if picture.format == "WEBP" and b"VP8L" in data[:64]:
        return False
    return picture.mode in ("L", "RGB", "CMYK")


def _eight_bits(picture: Picture, data: bytes) -> _Plain:
    """The picture with at most 8 bits for each channel. A PNG says in its 25th byte how many."""
    if picture.mode == "CMYK" and "APP14" not in getattr(picture, "app", {}):
        from PIL import ImageChops

        # Pillow takes all inks as inverted, which only Adobe's are.
        return _Plain(_with_info(ImageChops.invert(picture), picture), False)
    if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK"):
        deep = picture.format == "PNG" and data[24] == 16
        clear = picture.info.get("transparency")
        if deep and isinstance(clear, tuple):
            picture.info["transparency"] = tuple(level >> 8 for level in clear)
            return _Plain(_with_info(picture.convert("RGBA"), picture, opaque=False), True)
        return _Plain(picture, deep)
    if picture.mode.startswith("I"):
        levels = picture.convert("I")
        grey = levels.point([level >> 8 for level in range(1 << 16)], "L")
        clear = picture.info.get("transparency")
        if isinstance(clear, int):
            seen = levels.point([0 if level == clear else 255 for level in range(1 << 16)], "L")
            grey.putalpha(seen)
        return _Plain(_with_info(grey, picture, opaque=False), True)
    return _Plain(_with_info(picture.convert("RGB"), picture), True)


def _with_info(made: Picture, source: Picture, opaque: bool = True) -> Picture:
    """A picture with the profile and EXIF of the one that it was made from."""
    made.info = dict(source.info)
    if not opaque:
        made.info.pop("transparency", None)
    return made


def _upright(plain: _Plain) -> _Plain:
    """The picture as its EXIF says that it is held (orientation 1 to 8)."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(plain.picture)
    if plain.picture.getexif().get(_ORIENTATION, 1) not in range(2, 9):
        return plain
    return _Plain(turned, True)


def _in_srgb(plain: _Plain) -> _Plain:
    """The picture in sRGB or grey, without a profile if it was converted. A damaged profile is
    ignored, as screens do; inks without a profile become what screens make of them."""
    from PIL import ImageCms

    picture, profile = plain.picture, _profile(plain.picture)
    try:
        converted = _converted(picture, profile) if profile else None
    except (OSError, ImageCms.PyCMSError):
        converted = None
    if converted is not None:
        return _Plain(converted, True)
    return _Plain(picture.convert("RGB"), True) if picture.mode == "CMYK" else plain


def _converted(picture: Picture, profile: bytes) -> Picture | None:
    """The picture in sRGB, or None if it is already. Raises PyCMSError for a profile that is
    damaged or belongs to other colours."""
    from PIL import ImageCms

    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    alpha = None
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode in ("L", "RGB") and "transparency" in picture.info:
        picture = picture.convert("LA" if picture.mode == "L" else "RGBA")
    if picture.mode in ("LA", "RGBA"):
        alpha = picture.getchannel("A")
        picture = picture.convert("L" if picture.mode == "LA" else "RGB")
    elif picture.mode == "1":
        return None  # black and white are the same everywhere
    transform = ImageCms.buildTransform(
        source,
        screen,
        picture.mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if picture.mode != "CMYK" and _changes_little(picture.mode, transform):
        return None
    made = ImageCms.applyTransform(picture, transform)
    assert made is not None  # only a change in place returns nothing
    if picture.mode == "L":
        made = made.getchannel("G")
    if alpha is not None:
        made.putalpha(alpha)
    return made


def _changes_little(mode: str, transform: ImageCmsTransform) -> bool:
    """Whether the colours of a profile are those of sRGB, tried on some of each kind."""
    from PIL import Image as Pillow
    from PIL import ImageCms

    steps = (0, 64, 128, 192, 255)
    colours = [(red, green, blue) for red in steps for green in steps for blue in steps]
    sample = Pillow.new("RGB", (len(colours), 1))
    sample.putdata(colours)
    sample = sample.convert(mode)
    made = ImageCms.applyTransform(sample, transform)
    assert made is not None
    pairs = zip(sample.convert("RGB").tobytes(), made.tobytes(), strict=True)
    return all(abs(before - after) <= _LIKE_SCREEN for before, after in pairs)


def _profile(picture: Picture) -> bytes:
    profile = picture.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else b""


def _encoded(picture: Picture, photograph: bool, profile: bytes = b"") -> bytes:
    """The file of a picture: nothing but its pixels, and the profile if one is given."""
    out = io.BytesIO()
    if photograph:
        kept = {"icc_profile": profile} if profile else {"icc_profile": None}
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0, exif=b"", comment=b"", **kept)
        return out.getvalue()
    bare = picture.copy()
    clear = picture.info.get("transparency")
    bare.info = {} if clear is None else {"transparency": clear}
    bare.save(out, "PNG")
    return out.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[Picture]:
    """The picture; all exceptions and warnings of Pillow become ValueError."""
    from PIL import Image as Pillow
    from PIL import ImageFile, UnidentifiedImageError

    # WeasyPrint sets this for the whole process, and truncated pictures would pass as complete.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Pillow.open(io.BytesIO(data), formats=_FORMATS) as picture:
                yield picture
    except ValueError:
        raise
    except UnidentifiedImageError:
        raise ValueError(_other_kind(data)) from None
    except Exception as error:
        raise ValueError(_DAMAGED) from error


def _other_kind(data: bytes) -> str:
    """Why a file is no picture that can be used."""
    if data.startswith((b"\x89PNG", b"\xff\xd8")) or data[4:12] == b"ftypavif":
        return _DAMAGED
    for start, sign, kind in _SIGNS:
        if data[start:].startswith(sign):
            return f"it is a {kind} file; export it as PNG or JPEG"
    return "it is not a PNG, JPEG, WebP, AVIF, SVG or PDF picture"
