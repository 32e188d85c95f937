"""Several names in one text, although each needs to be separate."""

from __future__ import annotations

import re
from typing import Final

_ROLES = (
    "agency analyst analysts and assistant association authority bank board bureau center "
    "centre chair chief college commission committee company council dean department desk "
    "director division dr editor editors executive faculty fellow for force foundation group "
    "head house inc institute institution international lead ltd manager ministry national "
    "office officer of organisation organization partners president press professor project "
    "programme program research researcher school secretary senior service society staff "
    "studies team the trust union unit university"
)
_NO_PERSON: Final = frozenset(_ROLES.split())
_PERSON = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}"
_BETWEEN: Final = frozenset({"and", "&", "und", "et", "y"})
"""The words between two names."""


def people(text: str) -> list[str]:
    """The people named in one text; none if it may be a single name: "Lind, Anna", "Trade and
    Industry", "Anna Lind, Chief Analyst"."""
    words = text.split()
    if not (";" in text or "," in text or _BETWEEN & {*words}):
        return []
    text = " ".join(words)
    if ";" in text:
        listed = _parts(text, r"\s*;\s*")
        return listed if all(part[:1].isupper() and part[1:2].islower() for part in listed) else []
    names = _parts(text, r"\s*,\s*(?:and |& )?|\s+(?:and|&|und|et|y)\s+")
    return names if len(names) > 1 and all(map(_is_person, names)) else []


def keywords(text: str) -> list[str]:
    """The keywords in one text, separated by commas or semicolons."""
    words = _parts(text, r"\s*;\s*" if ";" in text else r"\s*,\s+")
    return words if len(words) > 1 else []


def _parts(text: str, between: str) -> list[str]:
    return [part for part in re.split(between, text.strip()) if part]


def _is_person(name: str) -> bool:
    words = name.lower().split()
    upper = [word for word in name.split() if word[:1].isupper()]
    return bool(re.fullmatch(_PERSON, name)) and not _NO_PERSON & {*words} and len(upper) > 1
