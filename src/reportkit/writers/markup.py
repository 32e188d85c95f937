"""Text as XML: the one place where it is escaped. (`xml.sax.saxutils` would load all of urllib.)"""

from __future__ import annotations

import html


def escape(text: str) -> str:
    """The text as character data."""
    return html.escape(text, quote=False)


def attribute(text: str) -> str:
    """The text as a quoted attribute value; line ends and tabs in it are kept."""
    value = html.escape(text).replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{value}"'
