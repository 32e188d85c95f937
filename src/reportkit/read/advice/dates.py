"""Dates as people write them, converted to the required form: 2024-03-01."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

_WORD = r"[^\W\d_]+"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s/-]*(?:of|de|d’)?[\s/-]*({_WORD})\.?[\s/,-]*(?:de\s)?(\d{{4}}|\d{{2}})(?!\d)"
)
_MONTH_DAY = re.compile(rf"({_WORD})\.?[\s/-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s/,-]+(\d{{4}})(?!\d)")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[\s/,-]+({_WORD})\.?[\s/-]+(\d{{1,2}})(?!\d)")
_TIME = re.compile(
    r"(?<![\d.:/-])(\d{1,2})(?:\s*(?:[:.h]\s*(\d{2})(?::(\d{2}))?)|(?=\s*[ap]\.?m))"
    r"(?:\.\d+)?\s*(?:([ap])\.?\s?m\b\.?)?",
    re.I,
)
_BARE_TIME = re.compile(r"(?:^|[T\s,])([0-2]\d)([0-5]\d)\s*(?:h|hrs|hours|Z|UTC)?\s*$")
_OFFSET = re.compile(r"\s*(?:(Z)\b|(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)|(UTC|GMT)\b)")
_LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "be", "sv", "tr")


def as_date(text: str) -> list[str]:
    """The dates, or times, that a text may mean, as YYYY-MM-DD or YYYY-MM-DDTHH:MM.

    One for an unambiguous text, two for `01/03/2024`, none if it is not a date.
    """
    text = _plain_digits(text.strip())[:80]
    for start, stop, year, month, day in _days(text):
        dates = [made for y, m, d in _orders(year, month, day) if (made := _day(y, m, d))]
        if dates:
            rest = f"{text[:start]} {text[stop:]}"
            clock = _clock(rest)
            if clock is None and re.search(r"\d:\d", rest):
                return []  # an impossible time
            if clock is None:
                return [*dict.fromkeys(map(str, dates))]
            days, time = clock
            return [*dict.fromkeys(f"{day + timedelta(days)}T{time}" for day in dates)]
    return []


_MONTH = re.compile(
    rf"(\d{{4}})[-/. ](\d\d?)|(\d\d?)[-/. ](\d{{4}})|({_WORD})\.?,? (?:de )?(\d{{4}})"
)


def as_month(text: str) -> str | None:
    """The month that a text means, as YYYY-MM: `June 2024`, `6/2024`; None if it means none."""
    found = _MONTH.fullmatch(_plain_digits(text.strip())[:80])
    if found is None:
        return None
    year = int(found[1] or found[4] or found[6])
    month = int(found[2] or found[3] or _months().get(found[5].casefold(), 0))
    return f"{year:04}-{month:02}" if year and 1 <= month <= 12 else None


def claims_to_be_date(text: str) -> bool:
    """Whether a text consists of digits and date separators, in the order of a full date."""
    text = text.strip()
    return bool(re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text))


def why_not(text: str) -> str | None:
    """What is wrong with a date of the right form: `2024-02-30`; None for another form."""
    found = re.fullmatch(
        r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:Z|[+-](\d\d):(\d\d))?)?", text
    )
    if found is None:
        of_year = re.fullmatch(r"\d{4}-(\d\d)", text)
        return f"there is no month {int(of_year[1])}" if of_year else None
    year, month, day, hour, minute, second, zone_hour, zone_minute = (
        int(part or 0) for part in found.groups()
    )
    if year < 1:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if not 1 <= day <= _last_day(year, month):
        return f"{_ENGLISH[month - 1]} {year} has {_last_day(year, month)} days"
    if hour > 23 or minute > 59 or second > 59:
        return "a time is between 00:00 and 23:59"
    return "there is no such time zone" if zone_hour > 23 or zone_minute > 59 else None


_MONTHS = "January February March April May June July August September October November December"
_ENGLISH: Final = tuple(_MONTHS.split())


def _plain_digits(text: str) -> str:
    """The text with 0 to 9 in place of the digits of other scripts."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def _days(text: str) -> Iterator[tuple[int, int, int, int | None, tuple[int, int | None]]]:
    """The position of a date in the text, its year, its month, and its day.

    The month is None if either of two numbers may be the month; both are then given for the day.
    """
    if found := _YEAR_FIRST.search(text) or _COMPACT.search(text):
        yield *found.span(), int(found[1]), int(found[2]), (int(found[3]), None)
    if found := _YEAR_LAST.search(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == ".":
            yield *found.span(), _full(found[4]), second, (first, None)
        else:
            yield *found.span(), _full(found[4]), None, (first, second)
    for form, (y, m, d) in (
        (_YEAR_MONTH_DAY, (1, 2, 3)),
        (_MONTH_DAY, (3, 1, 2)),
        (_DAY_MONTH, (3, 2, 1)),
    ):
        for found in form.finditer(text):
            month = _months().get(found[m].casefold())
            if month is not None:
                yield *found.span(), _full(found[y]), month, (int(found[d]), None)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _orders(
    year: int, month: int | None, day: tuple[int, int | None]
) -> Iterator[tuple[int, int, int]]:
    """Year, month and day in each order that may be meant."""
    first, second = day
    if second is not None:
        if second <= 12:
            yield year, second, first
        if first <= 12:
            yield year, first, second
    elif month is not None and month > 12 and first <= 12:
        yield year, first, month
    elif month is not None:
        yield year, month, first


def _day(year: int, month: int, day: int) -> date | None:
    """The day; one past the end of its month is counted on into the next: 30 February, 1 March."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, 1) + timedelta(days=day - 1)


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange

    return monthrange(year, month)[1]


def _clock(text: str) -> tuple[int, str] | None:
    """The time in a text, as days to add and HH:MM with its offset; None when there is none."""
    found = _TIME.search(text)
    bare = None if found else _BARE_TIME.search(text.rstrip())
    if found is None and bare is None:
        return None
    if found is not None:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[4] or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        seconds = f":{found[3]}" if found[3] and int(found[3]) < 60 else ""
        rest = text[found.end() :]
    else:
        assert bare is not None
        hour, minute, seconds, rest = int(bare[1]), int(bare[2]), "", ""
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return hour // 24, f"{hour % 24:02}:{minute:02}{seconds}{_offset(rest)}"


def _offset(text: str) -> str:
    found = _OFFSET.match(text)
    if found is None:
        return ""
    if found[2] is None:
        return "Z"
    return f"{found[2]}{int(found[3]):02}:{found[4] or '00'}"


@cache
def _months() -> dict[str, int]:
    """The names of months in the languages that reports are often written in."""
    from babel import Locale

    names: dict[str, int] = {"sept": 9}
    for language in reversed(_LANGUAGES):  # English last: its names win
        locale = Locale(language)
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in locale.months[context][width].items():
                    names[str(name).casefold().rstrip(".")] = number
    return names
