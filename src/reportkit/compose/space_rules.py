"""At which spaces of a language no line ends: ISO 80000-1 (numbers with units), the rules of the
Imprimerie nationale (French), ČSN 01 6910 (Czech), and the customs of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from reportkit.passes.dates import month_names

NO_BREAK: Final = "\u00a0"
_NARROW: Final = "\u202f"

_UNITS: Final = (
    "nm µm μm mm cm dm m km nmi ha m² m³ km² ft yd mi mg g kg t kt Mt oz lb ml mL cl l L hl ms s"
    " min h kn km/h m/s mph Hz kHz MHz GHz THz mW W kW MW GW TW Wh kWh MWh GWh TWh mV V kV mA A Ah"
    " mAh Ω J kJ MJ GJ kcal N kN Pa hPa kPa MPa bar mbar K °C °F ° dB lx lm mol ppm ppb px pt dpi"
    " bit kbit Mbit Gbit B kB KB MB GB TB PB KiB MiB GiB TiB kbit/s Mbit/s Gbit/s Mbps Gbps"
    " % ‰ pp GT dwt DWT TEU bbl bcm mcm bpd CO₂e € $ £ ¥ ₽ ₴ zł Kč kr Ft lei"
    " EUR USD GBP CHF RUB UAH BYN PLN CZK SEK NOK DKK HUF RON JPY CNY TRY KZT"
    " bn mn tn million billion trillion thousand mln mld mrd Mio Mrd Mio. Mrd. Tsd. Millionen"
    " Milliarden Million Milliarde millions milliards milliard millones millón milioni miliardi"
    " milionů miliard milionów milionu tys. mil."
    " км м см мм га кг г т л км² м² м³ км/ч м/с мин ч с кВт МВт ГВт кВт·ч МВт·ч В кВ А Вт"
    " тыс. млн млрд трлн руб. руб долл. коп. грн чел. экз. г. гг. в. вв."
)
_CURRENCIES: Final = "EUR USD GBP CHF RUB UAH BYN PLN CZK SEK NOK DKK HUF RON JPY CNY TRY KZT"
_ABBREVIATIONS: Final = (
    "p pp No Nos no nos Nr nr n vol vols ch chap fig figs tab art arts para paras sec secs app col"
    " ed v c ca cf l ll S Bd Abb Tab Kap Art Abs Rn Rz Anm s č čl odst str roč kap obr sv ust poz"
    " rys rozdz t pkt núm pág págs art cap с стр т гл ст рис табл п пп ч"
)
_BEFORE_NUMBERS: Final = ("§§?", "№№?", "n°", "nº", "Nº", "N°", "nr")
_LARGE: Final = r"mln mld mrd Mio\. Mrd\. mil\. млн млрд трлн тыс\. million billion trillion bn"
_MONEY: Final = r"zł Kč € \$ £ Euro euro EUR USD GBP руб\. долл\. грн tonnes t barrels"
_ONE_LETTER: Final = {
    "cs": "ksvzouai",
    "sk": "ksvzouai",
    "pl": "aiouwz",
    "ru": "вксоуиая",
    "uk": "вузіойая",
    "be": "вузіаяй",
    "bg": "всиаок",
}
"""Words of one letter after which no line ends: prepositions and conjunctions."""
_INITIALS_LAST: Final = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky"})
"""Languages in which initials may follow the surname."""


def unbroken(text: str, language: str) -> str:
    """The text with other spaces where the rules of a language (a BCP 47 tag) want no line end."""
    if " " not in text:
        return text
    made = [*text]
    for pattern, sign in _rules(language):
        for found in pattern.finditer(text):
            if made[found.end() - 1] == " ":
                made[found.end() - 1] = sign
    for place in _initials(text, language):
        made[place] = NO_BREAK
    if language.split("-")[0].lower() == "fr":
        for found in _after_guillemet().finditer(text):
            made[found.end() - 1] = _NARROW
    return "".join(made)


@cache
def _after_guillemet() -> re.Pattern[str]:
    return re.compile("« ")


@cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns that end at the space to be replaced, each with the space for it."""
    primary = language.split("-")[0].lower()
    number = r"(?:(?<=[\s(\[{«„“‘‚\"'–—])|^)[-+−±~<>≈=≤≥€$£¥]*\d(?:[\d.,'’\u00a0\u202f/–-]*\d)?"
    units = "|".join(map(re.escape, sorted(_UNITS.split(), key=len, reverse=True)))
    short = "|".join(map(re.escape, sorted(_ABBREVIATIONS.split(), key=len, reverse=True)))
    signs = "|".join(_BEFORE_NUMBERS)
    rules = [
        (rf"{number} (?=(?:{units})(?![\w/]))", NO_BREAK),
        (r"(?<=\d) (?=\d{3}(?!\d))", _NARROW if primary == "fr" else NO_BREAK),
        (rf"(?:[€$£¥₽]|\b(?:{'|'.join(_CURRENCIES.split())})) (?=\d)", NO_BREAK),
        (rf"(?<![\w.])(?:(?:{short})\.|{signs}) (?=\d|[IVXLC]{{2,}}\b)", NO_BREAK),
        (rf"\b(?:{_LARGE.replace(' ', '|')}) (?=(?:{_MONEY.replace(' ', '|')})(?!\w))", NO_BREAK),
        *_dates(language),
    ]
    if primary == "fr":
        rules.append((r"(?<=\S) (?=[;:!?»])", _NARROW))
    if letters := _ONE_LETTER.get(primary):
        rules.append((rf"(?<![\w.'’-])[{letters}{letters.upper()}] (?=[\w„“«\"(])", NO_BREAK))
    return tuple((re.compile(pattern), sign) for pattern, sign in rules)


def _dates(language: str) -> Iterator[tuple[str, str]]:
    """A day with its month, in the order of the language or another."""
    names = month_names(language)
    if not names:
        return
    months = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    yield rf"\b\d{{1,2}}(?:\.|er|º|-?го|-?е)? (?=(?:de |d[’'])?(?:{months})(?!\w))", NO_BREAK
    yield rf"\b\d{{1,2}} de (?=(?:{months})(?!\w))", NO_BREAK
    yield rf"\b(?:{months})\.? (?=\d{{1,2}}(?![\d:]))", NO_BREAK


def _initials(text: str, language: str) -> Iterator[int]:
    """The places of the spaces between initials and before a surname: "J. R. R. Tolkien"."""
    for found in _initial().finditer(text):
        place = found.end() - 1
        if found[1].isupper() and text[place + 1 : place + 2].isupper():
            yield place
    if language.split("-")[0].lower() in _INITIALS_LAST:
        for found in _surname().finditer(text):
            if found[1][0].isupper() and found[2].isupper() and found[3].isupper():
                yield found.end(1)


@cache
def _initial() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])([^\W\d_])(?:h|\.-[^\W\d_])?\. (?=[^\W\d_])")


@cache
def _surname() -> re.Pattern[str]:
    return re.compile(r"\b([^\W\d_][^\W\d_-]+) (?=([^\W\d_])\. ?([^\W\d_])\.)")
