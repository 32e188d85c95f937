"""Dates in the words of a language.

Babel is loaded late, because many reports give their date in their own words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale


class Month(date):
    """A month, as its first day."""


def print_date(moment: date | datetime, language: str, timezone: str = "") -> str:
    """A date or month as a language writes it, with time and zone if they are known.

    `language` is a BCP 47 tag, `timezone` the IANA name of the zone of a time without one.
    """
    from babel.dates import format_date, format_skeleton, format_time, get_datetime_format

    locale = _locale(language)
    if isinstance(moment, Month):
        return format_skeleton("yMMMM", moment, locale=locale)
    words = format_date(moment, format="long", locale=locale)
    if not isinstance(moment, datetime):
        return words
    if timezone and moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    clock = format_time(moment.time(), format="short", locale=locale)
    zone = moment.tzname() or ""
    # The locale's own way to join a date and a time: with a comma, a space, or an Arabic comma.
    joined = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    both = joined.replace("{0}", clock).replace("{1}", words)
    return " ".join(filter(None, (both, zone)))


def print_iso_date(text: str, language: str) -> str:
    """A date such as 2020-11-29 in the words of a language; any other text unchanged."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    from babel.dates import format_date

    return format_date(day, format="long", locale=_locale(language))


def month_names(language: str) -> frozenset[str]:
    """The names of the months in a language, long and short, as they stand after a day or alone;
    those of fewer than three letters are left out."""
    from babel.dates import get_month_names

    locale = _locale(language)
    names = (
        name.rstrip(".")
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_month_names(width, context, locale).values()
    )
    return frozenset(name for name in names if len(name) > 2 and not name.isdecimal())


def _locale(language: str) -> Locale:
    """The nearest known locale: `en-US`, then `en`; English for an unknown language."""
    from babel import Locale, UnknownLocaleError

    parts = language.split("-")
    for size in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:size]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
