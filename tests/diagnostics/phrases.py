"""Words of the libraries that reportkit is built on: none of them is told to a user.

Python, PyYAML and libyaml, json, pydantic, lxml and expat, Pillow, fontTools, zipfile and zlib,
pypdf, and the system's own messages.
"""

from __future__ import annotations

import re
from typing import Final

FOREIGN: Final = re.compile(
    "|".join(
        (
            # libyaml
            "while scanning", "while parsing", "mapping values", "did not find expected",
            "could not find expected", "cannot start any token", "simple key", "block sequence",
            "block mapping", "block collection", "flow sequence", "flow mapping", "block scalar",
            "quoted scalar", "plain scalar", "found unexpected", "found character",
            "unknown escape",
            "found undefined", "end of stream", "document start", "violates indentation",
            "unacceptable character", "hexdecimal", "special characters are not allowed",
            # json
            "Expecting", "Unterminated", "Invalid control character", "Invalid \\\\escape",
            "Extra data", "property name enclosed",
            # pydantic
            "Input should", "Field required", "Extra inputs", "validation error",
            "valid dictionary",            "valid list", "valid string", "pydantic", "type=",
            # lxml and expat
            "Start tag expected", "Premature end of data", "Opening and ending tag",
            "XMLSyntaxError",
            "not well-formed \\(", "no element found", "mismatched tag",
            # Pillow
            "cannot identify image", "image file is truncated", "broken PNG", "Truncated File Read",
            "decompression bomb", "unrecognized data stream",
            # fontTools
            "TTLibError", "bad sfntVersion", "Not a TrueType", "unpack requires", "TTFont",
            # zipfile and zlib
            "not a zip file", "Bad magic number", "Bad CRC", "Error -\\d while", "zlib",
            "compression method is not supported", "is encrypted, password",
            # pypdf
            "EOF marker", "Stream has ended", "startxref", "Cannot find Root", "PdfReadError",
            # Python and the system
            "Errno", "No such file", "Permission denied", "Is a directory", "Not a directory",
            "File name too long", "Too many levels", "Read-only file system", "No space left",
            "embedded null", "codec can't", "invalid start byte", "invalid literal",
            "object has no attribute", "list index", "KeyError", "ValueError", "TypeError",
            "must be in range", "out of range for month", "isoformat", "Traceback",
            "Port could not", "Invalid IPv6", "NoneType",
        )
    )
)  # fmt: skip
QUOTING: Final = {"RK906", "RK921", "RK930"}
"""Codes whose findings quote an error that nobody foresaw, or a warning of WeasyPrint's."""
