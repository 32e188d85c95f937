"""Equations as drawings: the outlines of STIX Two Math (OFL), which ziamath arranges.

Outlines need no font in the file and look the same in every reader.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from xml.etree import ElementTree

from msgspec import Struct

from reportkit.writers.xml_text import escape

_SVG = "http://www.w3.org/2000/svg"


class Formula(Struct, frozen=True):
    """A drawn equation."""

    width: float
    """CSS pixels, as all its lengths."""
    height: float
    _view: str
    _paths: str

    def svg(self, scale: float, words: str) -> str:
        """The SVG element; `words` are what a reader hears who cannot see it."""
        size = f'width="{self.width * scale:.2f}" height="{self.height * scale:.2f}"'
        title = f"<title>{escape(words)}</title>"
        return f'<svg xmlns="{_SVG}" {size} viewBox="{self._view}">{title}{self._paths}</svg>'


@lru_cache(maxsize=64)
def draw(mathml: str, size: float, colour: str) -> Formula:
    """An equation in a size (in points) and a colour."""
    with warnings.catch_warnings():
        # ziamath 0.13 reads its font by a function that Python 3.11 and 3.12 call deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Math

    config.svg2 = False
    config.math.color = colour
    root = Math(mathml, size=size * 96 / 72).svgxml()
    paths = "".join(ElementTree.tostring(kid, encoding="unicode") for kid in root)
    paths = paths.replace(f' xmlns:ns0="{_SVG}"', "").replace("ns0:", "")
    return Formula(
        float(root.get("width", "0")),
        float(root.get("height", "0")),
        root.get("viewBox", ""),
        paths,
    )
