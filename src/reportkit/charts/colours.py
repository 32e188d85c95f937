"""The colours of the series of a chart, from the accent of a theme."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from reportkit.style.colours import darker, levels, linear

_OTHERS: Final = ("#1f6fa8", "#d08a00", "#3b3f46", "#2f8f6b", "#8d9399", "#a8527f", "#6d4c9f")
"""Blue, ochre, slate, green, grey, rose and violet: each pair differs in lightness or in what
the colour-blind see of its hue. All have a contrast of 2.9 or more with white."""
_SEEN: Final = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
)
"""Linear RGB as seen by most, by protanopes and by deuteranopes (Machado, Oliveira, Fernandes 2009,
table 1, severity 1)."""
_GREY: Final = 0.6
"""The weight of a difference that is seen in lightness alone."""


@cache
def palette(accent: str) -> tuple[str, ...]:
    """Six colours, the accent first, in the order in which they are used: each is the one that
    differs most from those before it, for all readers."""
    chosen = [accent]
    while len(chosen) < 6:
        left = [colour for colour in _OTHERS if colour not in chosen]
        chosen.append(max(left, key=lambda one: min(_distance(one, other) for other in chosen)))
    return tuple(chosen)


def for_text(colour: str) -> str:
    """The colour, as dark as letters in it must be (WCAG 2.2, 1.4.3: a contrast of 4.5)."""
    return darker(colour, 4.5)


def _distance(one: str, other: str) -> float:
    """How much two colours differ to the reader who sees the least of it (CIE 1976)."""
    least = min(math.dist(_lab(one, eye), _lab(other, eye)) for eye in range(len(_SEEN)))
    return least * (1 - _GREY) + abs(_lab(one, 0)[0] - _lab(other, 0)[0]) * _GREY


@cache
def _lab(colour: str, eye: int) -> tuple[float, float, float]:
    """CIELAB (D65) of a colour as one kind of reader sees it."""
    light = [linear(level) for level in levels(colour)]
    red, green, blue = (
        min(1.0, max(0.0, sum(f * v for f, v in zip(row, light, strict=True))))
        for row in _SEEN[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
