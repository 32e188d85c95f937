"""Text as XML: the one place where it is escaped.

By hand, since `html.escape` loads a table of all entities, and `xml.sax.saxutils` all of urllib.
"""

from __future__ import annotations


def escape(text: str) -> str:
    """The text as character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """The text as a quoted attribute value; line ends and tabs in it are kept."""
    value = escape(text).replace('"', "&quot;").replace("'", "&#x27;")
    value = value.replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{value}"'
