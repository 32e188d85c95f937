"""The addresses that a report may contain."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reportkit.tree.limits import URL_CHARACTERS

SCHEMES = ("http", "https", "mailto")
"""The schemes of links that may be live in a finished file."""

# The form of nearly every address; nothing in it can be wrong.
_SOUND = re.compile(r"https?://[A-Za-z\d.-]+(?:/[\w./~!$&'()*+,;=:@%?#-]*)?", re.ASCII)
_BLANK = r"[\s<>\"\\^`{|}\x00-\x20\x7f]"  # compiled for the first doubtful address


def problem_of(url: str) -> tuple[str, str] | None:
    """The code and the message about a fault in a URL; None if it is valid."""
    if len(url) > URL_CHARACTERS:
        return "RK301", f"a URL has {len(url):,} characters; the limit is {URL_CHARACTERS:,}"
    if _SOUND.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "RK301", f"'{url}' is not a valid URL: its host or its port cannot be read"
    if parts.scheme.lower() not in SCHEMES:
        what = f"'{parts.scheme}:' links are" if parts.scheme else "a URL without a scheme is"
        return "RK302", f"{what} not allowed; use {', '.join(SCHEMES)}"
    if found := re.search(_BLANK, url):
        sign = repr(found[0]) if found[0].strip() else "a space"
        return "RK301", f"'{url}' is not a valid URL: it contains {sign}"
    if parts.scheme.lower() == "mailto":
        return (
            None
            if "@" in parts.path
            else ("RK301", f"'{url}' is not a valid URL: it has no mailbox")
        )
    return None if host else ("RK301", f"'{url}' is not a valid URL: it has no host")
