"""The attributes of a phrase: `[текст]{lang=ru}`, `[Nato]{.smallcaps}`."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import nearest
from reportkit.model.document import Direction
from reportkit.read.fields import is_language_tag

_RIGHT_TO_LEFT: Final = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi")
)
_CODES: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv "
    "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr "
    "ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw "
    "ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv "
    "ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh "
    "yi yo za zh zu"
)
_TWO_LETTERS: Final = frozenset(_CODES.split())
"""The languages with a code of two letters (ISO 639-1)."""

FORM: Final = re.compile(
    r"\{(?P<all>\s*:?\s*(?:[.#][\w-]+|[\w:-]+\s*=)[^{}\n]*)\}|\{\s*(?P<bare>lang|smallcaps)\s*\}"
)
"""Attributes in braces, right behind the bracket that closes a phrase."""
_ONE: Final = re.compile(
    r"""(?P<name>[\w:-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"']*)|(?P<mark>[.#]?[^\s=]+)"""
)
_FORMS: Final = {".smallcaps": ".smallcaps", "lang": "lang=ru"}
"""What a phrase may have, and the form in which it is written."""
_MEANT: Final = {
    **dict.fromkeys((".sc", ".small-caps", ".small_caps", ".caps", "smallcaps"), ".smallcaps"),
    **dict.fromkeys(("xml:lang", "language", "hreflang", "locale"), "lang"),
}


class Attributes(Struct, frozen=True):
    """What the attributes of a phrase say."""

    language: str = ""
    """A BCP 47 tag; empty for that of the text around the phrase."""
    small_caps: bool = False


class Fault(Struct, frozen=True):
    """An attribute that cannot be taken."""

    code: str
    start: int
    """Its offset in the text between the braces."""
    length: int
    message: str
    hint: str | None


def direction_of(language: str) -> Direction:
    """The direction of the script in which a language (BCP 47) is written."""
    first, *subtags = language.split("-")
    if "Latn" in subtags or "Cyrl" in subtags:
        return "ltr"
    return "rtl" if first.lower() in _RIGHT_TO_LEFT else "ltr"


def _is_known(language: str) -> bool:
    """Whether a tag begins with the code of a language. Codes of three letters are too many to
    list; where a language has one of two letters as well, BCP 47 has only that."""
    first = language.split("-")[0].lower()
    if len(first) == 3:
        from reportkit.read.advice.languages import SHORT  # late: few reports have one

        return first not in SHORT
    return first in _TWO_LETTERS


def read_attributes(text: str) -> Attributes | Fault:
    """The attributes between two braces; the first fault, if they have any."""
    language, small_caps = "", False
    for found in _ONE.finditer(text.lstrip(": ").rjust(len(text))):
        name, value, mark = found["name"], found["value"], found["mark"]
        if mark == ".smallcaps":
            small_caps = True
        elif name == "lang":
            language = value.strip("\"'")
            if not (is_language_tag(language) and _is_known(language)):
                return _language_fault(found, language)
        else:
            return _unknown(found, name or mark)
    return Attributes(language, small_caps)


def _language_fault(found: re.Match[str], language: str) -> Fault:
    from reportkit.read.advice.languages import as_language  # late: it loads names of languages

    tag = as_language(language) if language else None
    hint = f"write lang={tag}" if tag else "write a BCP 47 tag such as lang=ru or lang=zh-Hans"
    start, end = found.span("value")
    message = f"'{language}' is not a language tag" if language else "the language is missing"
    return Fault("RK107", start, max(1, end - start), message, hint)


def _unknown(found: re.Match[str], name: str) -> Fault:
    known = _MEANT.get(name.lower()) or next(
        (form for form in _FORMS if f"did you mean '{form}'?" == nearest(name, _FORMS)), None
    )
    hint = (
        f"write {{{_FORMS[known]}}}"
        if known
        else "a phrase takes {lang=…} and {.smallcaps}; the look of a report comes from its theme"
    )
    message = f"a phrase has no attribute '{name}'"
    return Fault("RK170", found.start(), len(found[0]), message, hint)
