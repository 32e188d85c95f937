"""Numbers with a check digit, and DOIs: their faults and their bare forms."""

from __future__ import annotations

import re

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_ORCID_PREFIX = re.compile(
    r"(?:https?://)?(?:www\.)?orcid\.org/|orcid(?:\s*id)?:?\s+", re.IGNORECASE
)
_ISBN_PREFIX = re.compile(r"ISBN(?:-1[03])?:?\s*", re.IGNORECASE)
_ISSN_PREFIX = re.compile(r"e?-?ISSN:?\s*", re.IGNORECASE)


def bare_doi(text: str) -> str:
    """A DOI without `https://doi.org/` or `doi:` before it; any other text unchanged."""
    bare = _DOI_PREFIX.sub("", text.strip(), count=1)
    return bare if _DOI.fullmatch(bare) and _DOI_PREFIX.match(text.strip()) else text


def bare_orcid(text: str) -> str:
    """An ORCID iD without the address before it."""
    return _ORCID_PREFIX.sub("", text.strip(), count=1).rstrip("/")


def doi_fault(text: str) -> str | None:
    """The fault in a DOI (ISO 26324); None if its form is valid."""
    return None if _DOI.fullmatch(text) else f"'{text}' is not a DOI: one looks like 10.1000/182"


def isbn_fault(text: str) -> str | None:
    """The fault in an ISBN of ten or thirteen digits (ISO 2108); None if it is valid."""
    digits = _digits(_ISBN_PREFIX.sub("", text.strip(), count=1))
    if re.fullmatch(r"\d{9}[\dX]", digits):
        due = _modulo_11(digits[:9])
    elif re.fullmatch(r"97[89]\d{10}", digits):
        due = str(-sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits[:12])) % 10)
    else:
        count = len(digits)
        if re.fullmatch(r"\d+X?", digits) and count not in (10, 13):
            return f"the ISBN '{text}' has {count} digits; one has 10 or 13"
        if digits.isdigit():
            return f"the ISBN '{text}' does not begin with 978 or 979"
        return f"'{text}' is not an ISBN"
    return _compared("ISBN", text, digits, due)


def issn_fault(text: str) -> str | None:
    """The fault in an ISSN (ISO 3297); None if it is valid."""
    digits = _digits(_ISSN_PREFIX.sub("", text.strip(), count=1))
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        if re.fullmatch(r"\d+X?", digits):
            return f"the ISSN '{text}' has {len(digits)} digits; one has 8"
        return f"'{text}' is not an ISSN"
    return _compared("ISSN", text, digits, _modulo_11(digits[:7]))


def orcid_fault(text: str) -> str | None:
    """The fault in an ORCID iD (ISO 7064, MOD 11-2); None if it is valid."""
    digits = _digits(text)
    if not re.fullmatch(r"\d{15}[\dX]", digits):
        if re.fullmatch(r"\d+X?", digits):
            return f"the ORCID iD '{text}' has {len(digits)} digits; one has 16"
        return f"'{text}' is not an ORCID iD"
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return _compared("ORCID iD", text, digits, "X" if rest == 10 else str(rest))


def _digits(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]", "", text).upper()


def _modulo_11(digits: str) -> str:
    """The check digit of ISBN-10 and ISSN: weights down to 2, modulo 11."""
    total = sum(int(d) * (len(digits) + 1 - i) for i, d in enumerate(digits))
    rest = -total % 11
    return "X" if rest == 10 else str(rest)


def _compared(kind: str, text: str, digits: str, due: str) -> str | None:
    if digits[-1] == due:
        return None
    return f"the {kind} '{text}' has a wrong digit: the other digits require the last to be {due}"
