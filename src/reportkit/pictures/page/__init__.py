"""What draws the page of a PDF, in a process of its own: `python -m reportkit.pictures.page`."""

from typing import Final

from msgspec import Struct

from reportkit.model.document import PageObject

REFUSED: Final = 3
"""The exit code for a file that cannot be used; the last line of stderr says why, and after a
semicolon what to do."""


class RefusedError(Exception):
    """The page cannot be used. The message is the reason, and after `; ` what to do."""


class Answer(Struct, frozen=True, array_like=True):
    """A page as a picture."""

    width: float
    """Points, upright."""
    height: float
    """Points."""
    pixels: bytes
    """A PNG."""
    inert: bytes
    """A PDF that shows the same, with nothing else in it."""
    page: tuple[PageObject, ...] = ()
    """The page as a form that fills the unit square, and what it refers to."""
    reason: str = ""
    """What the page has that makes it pixels; empty if it stays paths."""
