"""Axes of charts: round ticks, and their labels in the language of the report."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reportkit.model.document import ChartAxis

if TYPE_CHECKING:
    from babel import Locale

_NEAR_ZERO: Final = 0.45
"""An axis begins at zero if the least value is below this share of the highest."""
_UNUSED: Final = 0.6
"""The share of the outermost step of an axis that may be empty."""
_YEARS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_MONTHS: Final = (1, 2, 3, 6)
_DAYS: Final = (1, 2, 7, 14)


class Scale(Struct, frozen=True):
    """The ends of an axis and its ticks, as numbers."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    """One for each tick."""

    def place(self, value: float, length: float) -> float:
        """How far a value is from the low end of an axis of this length."""
        return (value - self.low) / (self.high - self.low) * length


def number_label(value: float, axis: ChartAxis, locale: Locale, decimals: int) -> str:
    """A number as the language writes it, with the sign of its unit."""
    from babel.numbers import format_decimal

    fraction = "." + "0" * decimals if decimals else ""
    text = format_decimal(round(value, 12) + 0.0, f"#,##0{fraction}", locale, group_separator=True)
    # The minus is as wide as a figure; a thin space that does not break is in few fonts.
    text = text.replace("-", "−").replace("\u202f", "\u00a0").replace("\u200e", "")
    return text + axis.suffix


def number_scale(
    values: Sequence[float], axis: ChartAxis, locale: Locale, count: int, from_zero: bool
) -> Scale:
    """An axis for values with about `count` ticks at round numbers; with `from_zero`, zero is one
    of them."""
    low, high = min(values), max(values)
    if from_zero or (low >= 0 and low < _NEAR_ZERO * high):
        low = min(0.0, low)
    if from_zero or (high <= 0 and high > _NEAR_ZERO * low):
        high = max(0.0, high)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _round_step((high - low) / max(1, count), axis.decimals)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(index * step for index in range(first, last + 1))
    ends = ticks[0], ticks[-1]
    if not from_zero:
        ticks, ends = _trimmed(ticks, low, high)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if decimals == 0 and step < 10 and step != int(step):
        decimals = 1
    labels = tuple(number_label(tick, axis, locale, decimals) for tick in ticks)
    return Scale(*ends, ticks, labels)


def _trimmed(
    ticks: tuple[float, ...], low: float, high: float
) -> tuple[tuple[float, ...], tuple[float, float]]:
    """The ticks without those at ends of which values use little, and the ends of the axis then."""
    step, margin = ticks[1] - ticks[0], (high - low) * 0.03
    first, last = ticks[0], ticks[-1]
    if len(ticks) > 2 and low - first > step * _UNUSED:
        first, ticks = low - margin, ticks[1:]
    if len(ticks) > 2 and last - high > step * _UNUSED:
        last, ticks = high + margin, ticks[:-1]
    return ticks, (first, last)


def _round_step(least: float, decimals: int) -> float:
    """The next of 1, 2, 5, 10 and so on; whole for whole numbers."""
    power = 10.0 ** math.floor(math.log10(least))
    step = next(f * power for f in (1, 2, 5, 10) if f * power >= least * (1 - 1e-9))
    return max(step, 1.0) if decimals == 0 else step


def date_scale(
    days: Sequence[float],
    axis: ChartAxis,
    locale: Locale,
    fits: Callable[[Sequence[str]], bool],
) -> Scale:
    """An axis for days with as many ticks, at the beginnings of years, months or days, as have room
    for their labels."""
    low, high = min(days), max(days)
    ticks: list[int] = []
    labels: list[str] = []
    for every, form in _rhythms(axis, (high - low) / 365.25):
        ticks = [*every(int(low), int(high))]
        labels = [_date_label(tick, form, locale) for tick in ticks]
        if len(ticks) >= 2 and fits(labels):
            break
    if low == high:
        low, high = low - 1, high + 1
    return Scale(low, high, tuple(map(float, ticks)), tuple(labels))


Ticks = Callable[[int, int], Iterator[int]]


def _rhythms(axis: ChartAxis, years: float) -> Iterator[tuple[Ticks, str]]:
    """Ways of placing ticks, the closest first, each with the form of its labels."""
    if axis.step == "day" and years < 0.4:
        yield from ((_every_days(step), "dMMM") for step in _DAYS)
    if axis.step != "year" and years < 4:
        yield from ((_every_months(step), "yMMM") for step in _MONTHS)
    yield from ((_every_months(12 * step), "y") for step in _YEARS)


def _every_days(step: int) -> Ticks:
    return lambda low, high: iter(range(low, high + 1, step))


def _every_months(step: int) -> Ticks:
    def every(low: int, high: int) -> Iterator[int]:
        start = date.fromordinal(low)
        month = start.year * 12 + start.month - 1 + (start.day > 1)
        month += -month % step if step > 1 else 0
        while True:
            year, rest = divmod(month, 12)
            if year > date.max.year or (day := date(year, rest + 1, 1).toordinal()) > high:
                return
            yield day
            month += step

    return every


def _date_label(day: int, form: str, locale: Locale) -> str:
    from babel.dates import format_skeleton

    if form == "y":
        return str(date.fromordinal(day).year)
    return format_skeleton(form, date.fromordinal(day), locale=locale).replace("\u202f", "\u00a0")
