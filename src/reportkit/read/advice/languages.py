"""The tag of a language, and the name of a time zone, by what people call them."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import Final

_SCRIPT_OR_REGION = re.compile(r"[A-Za-z]{2,3}(?:[-_ ][A-Za-z0-9]{2,8})*")
SHORT: Final = {
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fre": "fr",
    "fra": "fr",
    "spa": "es",
    "rus": "ru",
    "ukr": "uk",
    "chi": "zh",
    "zho": "zh",
}
"""Codes of three letters of languages that have one of two."""
_REGIONS: Final = {"us": "en-US", "uk": "en-GB", "british": "en-GB", "american": "en-US"}
_ZONES: Final = {
    "akst": "America/Anchorage",
    "aest": "Australia/Sydney",
    "bst": "Europe/London",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "cest": "Europe/Berlin",
    "cst": "America/Chicago",
    "eastern": "America/New_York",
    "edt": "America/New_York",
    "eest": "Europe/Kyiv",
    "est": "America/New_York",
    "et": "America/New_York",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "msk": "Europe/Moscow",
    "mst": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "wib": "Asia/Jakarta",
    "washington": "America/New_York",
    "boston": "America/New_York",
    "san_francisco": "America/Los_Angeles",
    "beijing": "Asia/Shanghai",
    "delhi": "Asia/Kolkata",
    "new_delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "kiev": "Europe/Kyiv",
    "geneva": "Europe/Zurich",
    "bonn": "Europe/Berlin",
    "munich": "Europe/Berlin",
    "zulu": "UTC",
    "z": "UTC",
}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.I)


def as_language(text: str) -> str | None:
    """The BCP 47 tag for the name of a language, or for a tag in another form; None if unknown."""
    name = text.strip().split(".")[0].split("@")[0]  # en_US.UTF-8, the way of POSIX
    folded = name.casefold().replace("_", "-")
    if folded in _REGIONS:
        return _REGIONS[folded]
    if _SCRIPT_OR_REGION.fullmatch(name) and re.search(r"[-_ .]", text):
        return _tag(re.split(r"[-_ ]", name))
    names = _names()
    bare = re.sub(r"\s*[(,].*", "", name).casefold()
    found = names.get(name.casefold()) or names.get(bare) or SHORT.get(bare)
    if found is None and (near := difflib.get_close_matches(bare, names, n=1, cutoff=0.75)):
        found = names[near[0]]
    return found


def _tag(parts: list[str]) -> str:
    """The parts of a tag in the case that they are mostly written in: zh-Hans-CN."""
    first = SHORT.get(parts[0].lower(), parts[0].lower())
    rest = (
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
        for part in parts[1:]
    )
    return "-".join((first, *rest))


@cache
def _names() -> dict[str, str]:
    """The tags of languages by their names: in English, and in themselves."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    names = {}
    for code in locale_identifiers():
        if code.isalpha() and len(code) in (2, 3):
            own = Locale(code).languages.get(code)
            if own:
                names[str(own).casefold()] = code
    for code, name in Locale("en").languages.items():
        names[str(name).casefold()] = str(code).replace("_", "-")
    return names | {"chinese": "zh", "中文": "zh", "汉语": "zh", "漢語": "zh", "farsi": "fa"}


def as_timezone(text: str) -> str | None:
    """The IANA time zone name for a city, an abbreviation or an offset; None if unknown."""
    name = text.strip()
    key = re.sub(r"[\s-]+", "_", name.casefold())
    key = re.sub(r"_?(?:standard_|daylight_|summer_)?time$", "", key)
    if key in _ZONES:
        return _ZONES[key]
    if (found := _OFFSET.fullmatch(name)) and 1 <= int(found[2]) <= 12:
        return f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}"  # POSIX reverses the sign
    zones = _cities()
    if (zone := zones.get(key) or zones.get(key.split("/")[-1])) is not None:
        return zone
    near = difflib.get_close_matches(key, zones, n=1, cutoff=0.75)
    return zones[near[0]] if near else None


@cache
def _cities() -> dict[str, str]:
    """The zones by their names and by the last parts of these, both in lower case."""
    from zoneinfo import available_timezones

    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe")
    zones = sorted(available_timezones())
    names = {zone.casefold(): zone for zone in zones}
    inhabited = (zone for zone in zones if zone.startswith((*areas, "Indian", "Pacific")))
    return {zone.split("/")[-1].casefold(): zone for zone in inhabited} | names
