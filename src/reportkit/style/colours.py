"""What follows from a colour: its luminance, contrasts, lighter and darker shades, the tint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportkit.diagnostics import Diagnostic
from reportkit.tree import Mapping, Scalar

ENOUGH: Final = 7.0
"""The contrast of letters with what is under them (WCAG 2.2, 1.4.6)."""
_WHITE: Final = "#ffffff"
_SHARES: Final = (0.08, 0.07, 0.06, 0.05, 0.04, 0.03)
"""How much of the accent a tint may hold; the first that leaves letters enough contrast."""


def levels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`, from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexadecimal(channels: Sequence[int]) -> str:
    """Red, green and blue as `#rrggbb`."""
    return "#" + "".join(f"{level:02x}" for level in channels)


def luminance(channels: Sequence[int]) -> float:
    """Relative luminance of red, green and blue (WCAG 2.2)."""
    red, green, blue = map(linear, channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(level: int) -> float:
    """The light of a level from 0 to 255 (IEC 61966-2-1)."""
    share = level / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2), from 1 to 21."""
    dark, light = sorted(map(luminance, map(levels, (one, other))))
    return (light + 0.05) / (dark + 0.05)


def lighter(colour: str, share: float) -> str:
    """A colour mixed with white; `share` is that of the colour."""
    return hexadecimal([round(255 + (level - 255) * share) for level in levels(colour)])


def darker(colour: str, needed: float, paper: str = _WHITE) -> str:
    """The colour, as dark as it must be for this contrast with the paper."""
    channels: Sequence[int] = levels(colour)
    while any(channels) and contrast(hexadecimal(channels), paper) < needed:
        channels = [int(level * 0.96) for level in channels]
    return hexadecimal(channels)


def tint_of(accent: str) -> str:
    """The tint that follows from an accent: so light that letters in the accent keep their contrast
    of 7:1 on it, if they have it on white."""
    tints = [lighter(accent, share) for share in _SHARES]
    return next((tint for tint in tints if contrast(accent, tint) >= ENOUGH), tints[-1])


def with_tint(tokens: Mapping, inherited: Mapping) -> Mapping:
    """The tokens of a theme with the tint that follows from its accent, if it sets an accent alone.
    A theme whose parent has no tint (white) has none either."""
    own, parent = tokens.entries.get("colours"), inherited.entries.get("colours")
    if not isinstance(own, Mapping) or not isinstance(parent, Mapping) or "tint" in own.entries:
        return tokens
    accent, tint = own.entries.get("accent"), parent.entries.get("tint")
    if not isinstance(accent, Scalar) or not isinstance(tint, Scalar):
        return tokens
    if not _is_colour(accent.text) or tint.text.lower() == _WHITE:
        return tokens
    found = Scalar(tint_of(accent.text.lower()), accent.file, accent.start, accent.end)
    keys = {**own.keys, "tint": own.keys["accent"]}
    colours = Mapping({**own.entries, "tint": found}, keys, own.file, own.start)
    entries = {**tokens.entries, "colours": colours}
    return Mapping(entries, tokens.keys, tokens.file, tokens.start)


def pale_accent(tokens: Mapping) -> tuple[Diagnostic, ...]:
    """A warning if the accent of a theme is too light for letters on white."""
    colours = tokens.entries.get("colours")
    accent = colours.entries.get("accent") if isinstance(colours, Mapping) else None
    if not isinstance(accent, Scalar) or not _is_colour(accent.text):
        return ()
    reached = contrast(accent.text, _WHITE)
    if reached >= ENOUGH:
        return ()
    message = f"the accent {accent.text} has a contrast of {reached:.1f}:1 with white, not 7:1"
    hint = f"{darker(accent.text, ENOUGH)} is the nearest shade of it that has"
    return (accent.file.finding("RK461", message, accent.span, hint),)


def _is_colour(text: str) -> bool:
    digits = text[1:]
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in digits)
