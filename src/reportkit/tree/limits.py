"""The limits of input, in one table: each bounds the memory or the time that a report can take.

`--limit NAME=VALUE` replaces one; `docs/limits.md` lists them, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from reportkit.diagnostics import nearest


def _limit(default: int, most: int, what: str) -> Any:  # as `dataclasses.field` is typed
    """A limit: its value, the highest it may be set to, and what it counts."""
    return field(default=default, metadata={"most": most, "what": what})


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a report."""

    file_bytes: int = _limit(
        16_000_000, 500_000_000, "bytes of the report with all that it includes"
    )
    depth: int = _limit(50, 100, "levels of nested lists and mappings")
    nodes: int = _limit(500_000, 10_000_000, "keys, values, lists and mappings")
    includes: int = _limit(1_000, 10_000, "included files")
    findings: int = _limit(1_000, 100_000, "findings shown")
    text_characters: int = _limit(1_000_000, 50_000_000, "characters in one text")
    word_characters: int = _limit(5_000, 1_000_000, "characters in one word of a line")
    cell_word_characters: int = _limit(500, 1_000_000, "characters in one word of a table")
    text_marks: int = _limit(10_000, 1_000_000, "markup characters in one text")
    marks: int = _limit(400_000, 10_000_000, "markup characters in all texts")
    markup_depth: int = _limit(16, 50, "levels of nested inline markup")
    notes: int = _limit(10_000, 32_767, "notes")  # Word can hold no more
    paragraph_notes: int = _limit(200, 10_000, "note references in one paragraph")
    table_rows: int = _limit(10_000, 100_000, "rows of one table")
    table_columns: int = _limit(63, 63, "columns of one table")  # Word can hold no more
    data_bytes: int = _limit(5_000_000, 100_000_000, "bytes of one CSV file")
    pictures: int = _limit(500, 10_000, "pictures")
    picture_bytes: int = _limit(10_000_000, 200_000_000, "bytes of one picture")
    picture_pixels: int = _limit(40_000_000, 89_000_000, "pixels of one picture")
    all_picture_bytes: int = _limit(200_000_000, 2_000_000_000, "bytes of all pictures")
    all_picture_pixels: int = _limit(1_000_000_000, 50_000_000_000, "pixels of all pictures")
    chart_seconds: int = _limit(60, 3_600, "seconds for drawing all charts")
    layout_seconds: int = _limit(600, 86_400, "seconds for the layout of the PDF")
    layout_bytes: int = _limit(4_000_000_000, 1 << 40, "bytes of memory for the layout of the PDF")

    def with_values(self, values: Mapping[str, str]) -> Limits:
        """The same table with some limits replaced. Raises ValueError for an unknown limit."""
        table = {limit.name: limit.metadata["most"] for limit in fields(self)}
        numbers = {}
        for name, value in values.items():
            if name not in table:
                hint = nearest(name, table)
                known = f" ({hint})" if hint else f"; the limits are {', '.join(table)}"
                raise ValueError(f"unknown limit '{name}'{known}")
            if not (value.isascii() and value.isdigit() and 1 <= int(value[:18]) <= table[name]):
                raise ValueError(f"'{name}' takes a number from 1 to {table[name]}, not '{value}'")
            numbers[name] = int(value)
        return replace(self, **numbers)


LIMITS = Limits()
"""The default limits."""

MEANINGS = {limit.name: str(limit.metadata["what"]) for limit in fields(Limits)}
"""What each limit counts."""

URL_CHARACTERS: Final = 8_000
"""The length of a URL: what everyone should support (RFC 9110, 4.1). In a PDF, each line of a link
repeats the URL."""
TEMPLATE_BYTES: Final = 10_000_000
"""The size of a Word template."""
TEMPLATE_PARTS: Final = 500
"""The number of files in the archive of a template."""
TEMPLATE_PART_BYTES: Final = 20_000_000
"""The unpacked size of each."""
TEMPLATE_UNPACKED_BYTES: Final = 50_000_000
"""The unpacked size of all of them."""
FONT_BYTES: Final = 40_000_000
"""The size of a font of a theme. Chinese fonts take up to 20 MB."""
PROFILE_BYTES: Final = 10_000_000
"""The size of the ICC profile of a theme. Those of presses take 0.5 to 3 MB."""
SHEET_BYTES: Final = 1_000_000
"""The size of a style sheet of a theme."""
