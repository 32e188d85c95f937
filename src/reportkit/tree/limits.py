"""The limits of what is read, in one table."""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 16_000_000
"""A report file. 10,000 notes in the style of the sample take about 7 MB."""
DEPTH: Final = 50
"""How deep lists and mappings may be nested."""
MARKUP_DEPTH: Final = 16
"""How deep inline markup may be nested."""
IMAGE_BYTES: Final = 10_000_000
IMAGE_PIXELS: Final = 40_000_000
FONT_BYTES: Final = 40_000_000
"""A font of a theme. Those of Chinese take up to 20 MB."""
SHEET_BYTES: Final = 1_000_000
"""A style sheet of a theme."""
