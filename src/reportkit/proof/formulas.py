"""The signs of an equation, in the order of its MathML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

_HIDDEN: Final = frozenset(("annotation", "annotation-xml"))


class _Element(Protocol):
    """An element of lxml or of the standard library."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def __iter__(self) -> Iterator[_Element]: ...


def signs(math: _Element) -> str:
    """All characters of a MathML element, without space."""
    name = str(math.tag).rpartition("}")[2]
    if name in _HIDDEN:
        return ""
    own = "".join((math.text or "").split())
    return own + "".join(map(signs, math))
