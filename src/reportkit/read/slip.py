"""A slip in a text, as a value."""

from __future__ import annotations

from msgspec import Struct


class Slip(Struct, frozen=True):
    """A piece of a text that may not be printed as its author meant."""

    code: str
    start: int
    """Its offset in the text, in characters."""
    length: int
    message: str
    hint: str
    """How to fix it; for a block, its form in YAML."""
    instead: str | None = None
    """The replacement; None if a simple replacement is not enough."""
    block: bool = False
    """Whether it is possible only as a block of the body."""
