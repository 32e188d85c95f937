"""Straight quotation marks among typographic ones, which are printed as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reportkit.tree.nodes import Problems, Scalar

_TYPOGRAPHIC: Final = re.compile("[“”„«»]")
_HIDDEN: Final = re.compile(r"`[^`]*`|\S*(?:://|www\.)\S+|\(<?[#./]\S*\)")
"""Code and addresses, in which signs are what they are."""
_STRAIGHT: Final = re.compile(r"""(?<![\d"'′\\])(?:"(?=\S)|(?<=\S)"(?!\w))""")
"""A quotation mark, but no sign for inches or seconds. Straight apostrophes are no finding: many
typists write them on purpose."""


def check_quotes(printed: Iterable[Scalar], problems: Problems) -> None:
    """Warns, once, of the first straight quotation mark if other texts have typographic ones."""
    typographic = ""
    first: tuple[Scalar, int] | None = None
    count = 0
    for scalar in printed:
        if not typographic and (mark := _TYPOGRAPHIC.search(scalar.text)):
            typographic = mark[0]
        if '"' not in scalar.text:
            continue
        seen = _HIDDEN.sub(lambda found: " " * len(found[0]), scalar.text)
        for found in _STRAIGHT.finditer(seen):
            first = first or (scalar, found.start())
            count += 1
    if typographic and first is not None:
        one = (
            f"the first of {count} straight quotation marks"
            if count > 1
            else "a straight quotation mark"
        )
        scalar, start = first
        message = f"{one} among others such as {typographic}"
        problems.add("RK168", message, scalar.span_at(start, 1))
