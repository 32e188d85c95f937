"""What to write in place of an address that is not valid."""

from __future__ import annotations

import re

_DOI = re.compile(r"doi:\s*(?=10\.)|(?=10\.\d{4,9}/)", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?$", re.IGNORECASE)
_FILE = re.compile(
    r"^[^/]*\.(?:html?|pdf|png|jpe?g|gif|svg|docx?|xlsx?|csv|txt|md|zip)$", re.IGNORECASE
)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


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
