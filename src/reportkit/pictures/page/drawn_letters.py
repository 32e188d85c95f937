"""Fonts whose letters are drawings of their own (Type 3), such as those of matplotlib."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from reportkit.pictures.page.objects import PixelsError, entry
from reportkit.pictures.page.text import Matrix


class DrawnFont:
    """A font of drawings."""

    def __init__(self, font: DictionaryObject) -> None:
        """Raises PixelsError for a font that lacks something."""
        matrix, widths = entry(font, "/FontMatrix"), entry(font, "/Widths")
        if not isinstance(matrix, ArrayObject) or len(matrix) != 6:
            raise PixelsError("letters of a font that cannot be read")
        a, b, c, d, e, f = (_number(one) for one in matrix)
        self.matrix: Matrix = (a, b, c, d, e, f)
        """From its drawings to a size of 1."""
        self.resources = entry(font, "/Resources")
        """What its drawings use, if it is a dictionary; else it is what the page uses."""
        first = int(_number(entry(font, "/FirstChar")))
        values = widths if isinstance(widths, ArrayObject) else ()
        self._widths = {code: _number(one) * a for code, one in enumerate(values, first)}
        self._names = dict(_differences(entry(entry(font, "/Encoding"), "/Differences")))
        self._drawings = entry(font, "/CharProcs")

    def width(self, code: int) -> float:
        """How far a letter advances, in a size of 1."""
        return self._widths.get(code, 0.0)

    def drawing(self, code: int) -> StreamObject | None:
        """The operations that draw a letter."""
        found = entry(self._drawings, self._names.get(code, "/.notdef"))
        return found if isinstance(found, StreamObject) else None


def _number(value: object) -> float:
    found = value.get_object() if isinstance(value, PdfObject) else value
    return float(found)  # type: ignore[arg-type]  # TypeError says that it is none


def _differences(found: object) -> Iterator[tuple[int, str]]:
    """The names of letters by their codes (ISO 32000-1, 9.6.6.1)."""
    code = 0
    for one in found if isinstance(found, ArrayObject) else ():
        if isinstance(one, NameObject):
            yield code, str(one)
            code += 1
        else:
            code = int(_number(one))
