"""The addresses that a report may contain."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reportkit.tree.limits import URL_CHARACTERS

SCHEMES = ("http", "https", "mailto")
"""The schemes of links that may be live in a finished file."""

# The form of nearly every address; nothing in it can be wrong.
_SOUND = re.compile(r"https?://[A-Za-z\d.-]+(?:/[\w./~!$&'()*+,;=:@%?#-]*)?", re.ASCII)
_DOI = re.compile(r"doi:\s*(?=10\.)|(?=10\.\d{4,9}/)", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?$", re.IGNORECASE)
_FILE = re.compile(
    r"^[^/]*\.(?:html?|pdf|png|jpe?g|gif|svg|docx?|xlsx?|csv|txt|md|zip)$", re.IGNORECASE
)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BLANK = re.compile(r"[\s<>\"\\^`{|}\x00-\x20\x7f]")


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
    if found := _BLANK.search(url):
        sign = repr(found[0]) if found[0].strip() else "a space"
        return "RK301", f"'{url}' is not a valid URL: it contains {sign}"
    if parts.scheme.lower() == "mailto":
        return (
            None
            if "@" in parts.path
            else ("RK301", f"'{url}' is not a valid URL: it has no mailbox")
        )
    return None if host else ("RK301", f"'{url}' is not a valid URL: it has no host")


def hint_for(url: str) -> str | None:
    """What to write in place of an address that is not sound; None when nobody knows."""
    if " dot " in url or "[.]" in url or url.startswith("hxxp"):
        return "write the real URL and set defang: true"
    if _DOI.match(url):
        return f"write https://doi.org/{_DOI.sub('', url)}"
    if _HOST.match(url) and not _FILE.search(url):
        return f"write https://{url}"
    if "@" in url and _MAILBOX.fullmatch(url):
        return f"write mailto:{url}"
    return None
