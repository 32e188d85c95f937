"""Conversion of screen colours to the inks of a press, with the ICC profile of that press.

Relative colorimetric with black point compensation, like layout programs. Grey is printed with
black ink only, because small letters in four inks show coloured edges when the sheet shifts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final, TypeAlias

from PIL import Image, ImageCms

from reportkit.writers.base import WriterError

Cmyk: TypeAlias = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black from 0 to 1."""

_INTENT: Final = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS: Final = ImageCms.Flags.BLACKPOINTCOMPENSATION
_STEPS: Final = 100
"""The inks of text and areas are whole percentages."""
_GREY: Final = 16
"""How far the channels of a grey may differ (of 255)."""
_LIGHT: Final = 200
"""From this channel value on, a colour is the tint of an area, which keeps its hue."""


class Inks:
    """The inks for the colours and pictures of one file."""

    def __init__(self, profile: bytes, given: Mapping[str, tuple[float, ...]]) -> None:
        """`given` are the theme's own inks, as percentages by #rrggbb. Raises WriterError for a
        profile that lcms cannot use."""
        self._given = given
        self._known: dict[str, Cmyk] = {}
        screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        try:
            self._press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            self._to_press = _transform(screen, self._press, "RGB", "CMYK")
            to_lab = _transform(self._press, lab, "CMYK", "LAB")
        except (OSError, ImageCms.PyCMSError) as error:
            raise WriterError("the ICC profile of the theme is damaged") from error
        self._to_lab = _transform(screen, lab, "RGB", "LAB")
        steps = [round(255 * step / _STEPS) for step in range(_STEPS + 1)]
        self._blacks = [_printed("CMYK", (0, 0, 0, black), to_lab)[0] for black in steps]

    def colour(self, red: float, green: float, blue: float) -> Cmyk:
        """The inks of a colour in sRGB, each channel from 0 to 1."""
        levels = tuple(round(255 * min(1.0, max(0.0, level))) for level in (red, green, blue))
        key = "#{:02x}{:02x}{:02x}".format(*levels)
        if key not in self._known:
            self._known[key] = self._inks(key, levels)
        return self._known[key]

    def _inks(self, key: str, levels: tuple[int, ...]) -> Cmyk:
        if key in self._given:
            cyan, magenta, yellow, black = (percent / 100 for percent in self._given[key])
            return cyan, magenta, yellow, black
        spread = max(levels) - min(levels)
        if spread == 0 or (spread <= _GREY and max(levels) < _LIGHT):
            return 0, 0, 0, self._black(_printed("RGB", levels, self._to_lab)[0]) / _STEPS
        printed = _printed("RGB", levels, self._to_press)
        cyan, magenta, yellow, black = (round(_STEPS * ink / 255) / _STEPS for ink in printed)
        return cyan, magenta, yellow, black

    def _black(self, lightness: int) -> int:
        """The percentage of black nearest to a lightness."""
        return min(range(_STEPS + 1), key=lambda step: abs(self._blacks[step] - lightness))

    def picture(self, picture: Image.Image) -> Image.Image:
        """An RGB picture as the press prints it: in mode CMYK, or L if all of it is grey.

        An embedded profile (`info`) is taken into account.
        """
        red, green, blue = picture.split()
        if red.tobytes() == green.tobytes() == blue.tobytes():
            return red
        own = picture.info.get("icc_profile")
        if own:
            try:
                source = ImageCms.ImageCmsProfile(io.BytesIO(own))
                return _applied(picture, _transform(source, self._press, "RGB", "CMYK"))
            except (OSError, ImageCms.PyCMSError):
                pass  # A damaged profile is ignored: screens assume sRGB then, and so do we.
        return _applied(picture, self._to_press)


def _transform(
    source: ImageCms.ImageCmsProfile, target: ImageCms.ImageCmsProfile, before: str, after: str
) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(source, target, before, after, _INTENT, _FLAGS)


def _applied(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    made = ImageCms.applyTransform(picture, transform)
    assert made is not None  # only a change in place returns nothing
    return made


def _printed(
    mode: str, levels: tuple[int, ...], transform: ImageCms.ImageCmsTransform
) -> tuple[int, ...]:
    """One colour converted to another space, each channel from 0 to 255."""
    pixel = _applied(Image.new(mode, (1, 1), levels), transform).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))
