"""Values of a chart: numbers and dates as people and programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

_MISSING: Final = frozenset(("", "-", "–", "—", "−", ".", "..", "...", "…", "n/a", "na", "n.a."))
"""What stands for a value that is not known, in small letters."""
_NUMBER: Final = re.compile(
    r"([-+−–]?) ?(\d[\d.,٬'’ \u00a0\u2009\u202f]*(?:[eE][-+]?\d{1,3})?|[.,]\d+)([ \u00a0\u202f]?%)?"
)
_SPACES: Final = re.compile(r"(?<=\d)['’٬ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_DATE: Final = re.compile(r"([12]\d{3})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_STEPS: Final[tuple[Literal["year", "month", "day"], ...]] = ("year", "month", "day")


class Number(Struct, frozen=True):
    """A number with the form that it was written in."""

    value: float
    decimals: int
    suffix: str


Step: TypeAlias = Literal["year", "month", "day"]


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().casefold() in _MISSING


def numbers(cells: Sequence[str], sign: str) -> list[Number | None]:
    """The number in each cell, None where there is none. `sign` is the decimal sign of the report's
    language; it decides only where nothing else in the column does: whether 1,234 is more than a
    thousand or little more than one."""
    found = [_NUMBER.fullmatch(cell.strip()) for cell in cells]
    bodies = [_SPACES.sub("", match[2]) if match else "" for match in found]
    signs = {own for own in map(_evident, bodies) if own}
    decimal = signs.pop() if len(signs) == 1 else sign
    return [
        None if match is None else _number(match, body, decimal)
        for match, body in zip(found, bodies, strict=True)
    ]


def _evident(body: str) -> str:
    """The decimal sign that a number can only have; empty if it has none, or may be in groups."""
    if "," in body and "." in body:
        return "," if body.rindex(",") > body.rindex(".") else "."
    for mark, other in ((",", "."), (".", ",")):
        if mark in body:
            head, *groups = body.split(mark)
            grouped = 0 < len(head) < 4 and head[:1] != "0" and all(len(g) == 3 for g in groups)
            if len(groups) > 1:
                return other if grouped else ""
            return "" if grouped else mark
    return ""


def _number(match: re.Match[str], body: str, decimal: str) -> Number | None:
    other = "," if decimal == "." else "."
    head, *rest = body.split(decimal)
    groups = head.split(other)
    if len(rest) > 1 or any(other in part for part in rest):
        return None
    if len(groups) > 1 and not (groups[0] and all(len(group) == 3 for group in groups[1:])):
        return None
    text = "".join(groups) + ("." + rest[0] if rest else "")
    try:
        value = float(text)
    except ValueError:
        return None
    if match[1] in ("-", "−", "–"):
        value = -value
    decimals = 0 if not rest or "e" in body.lower() else len(rest[0])
    return Number(value, decimals, match[3] or "") if abs(value) < 1e15 else None


def dates(cells: Iterable[str]) -> tuple[list[int], Step] | None:
    """The days (ordinals of `date`) that all cells name as YYYY, YYYY-MM or YYYY-MM-DD, and how
    exact the most exact of them is; None if one does not."""
    days: list[int] = []
    exact = 0
    for cell in cells:
        match = _DATE.fullmatch(cell.strip())
        if match is None:
            return None
        year, month, day = match.groups()
        exact = max(exact, (month is not None) + (day is not None))
        try:
            days.append(date(int(year), int(month or 1), int(day or 1)).toordinal())
        except ValueError:
            return None
    return (days, _STEPS[exact]) if days else None
