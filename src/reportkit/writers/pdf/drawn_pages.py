"""Pages of PDFs that are figures: drawn by their paths, in place of the pixels that the engine laid
out."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping

import pydyf

from reportkit.model.document import Image, PageObject


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object in its final form."""

    def __init__(self, made: PageObject, first: int, others: int) -> None:
        """`first` is the number that the first object of the page has in the file; that of the
        others follows from `others`, that of the second."""
        super().__init__()
        self._stream = made.stream
        self._head = b"".join(
            piece if isinstance(piece, bytes) else _reference(piece, first, others)
            for piece in made.pieces
        )

    @property
    def data(self) -> bytes:
        if self._stream is None:
            return self._head
        length = b" /Length %d >>" % len(self._stream)
        head = self._head.removesuffix(b">>") + length
        return head + b"\nstream\n" + self._stream + b"\nendstream"

    @property
    def compressible(self) -> bool:
        return self._stream is None


def _reference(place: int, first: int, others: int) -> bytes:
    return b"%d 0 R" % (first if place == 0 else others + place - 1)


def draw_pages(
    pdf: pydyf.PDF,
    pictures: Mapping[str, Image],
    numbers: Mapping[str, int],
    coloured: Callable[[bytes], bytes] | None,
) -> None:
    """Puts a form in place of each picture that is a page, by its number in the file; its colours
    are those that `coloured` makes of its operations, or its own."""
    for name, number in numbers.items():
        first, *others = pictures[name].page
        following = len(pdf.objects)
        for made in others:
            pdf.add_object(_Written(_with_colours(made, coloured), number, following))
        form = _Written(_with_colours(first, coloured), number, following)
        form.number, pdf.objects[number] = number, form


def _with_colours(made: PageObject, coloured: Callable[[bytes], bytes] | None) -> PageObject:
    """An object whose operations, if it has any, set the colours that are wanted."""
    if (
        coloured is None
        or made.stream is None
        or not any(b"/Resources" in piece for piece in _texts(made))
    ):
        return made
    return PageObject(made.pieces, zlib.compress(coloured(zlib.decompress(made.stream)), 9))


def _texts(made: PageObject) -> Iterator[bytes]:
    return (piece for piece in made.pieces if isinstance(piece, bytes))
