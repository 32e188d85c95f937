"""Writes a PDF of one page, with what the page draws and nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PIL import Image

from reportkit.model.document import PageObject

if TYPE_CHECKING:
    from reportkit.pictures.page.objects import Value  # pypdf may be missing where doctor asks


def with_picture(picture: Image.Image, width: float, height: float) -> bytes:
    """A page of this size (points) that is one picture."""
    head = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    head += b"/Width %d /Height %d" % picture.size
    drawn = b"q %.4f 0 0 %.4f 0 0 cm /X Do Q" % (width, height)
    return _file(
        b"/MediaBox [0 0 %.4f %.4f] /Resources << /XObject << /X 5 0 R >> >>" % (width, height),
        [_stream(b"", drawn), _stream(head, picture.tobytes())],
    )


def with_drawing(page: Mapping[str, Value], objects: Sequence[PageObject]) -> bytes:
    """A page with these entries, whose content is the stream of the first object; they may refer
    to the others by their places, which are not 0."""
    first, *others = objects
    assert first.stream is not None
    head = b"".join(b" /%s %s" % (key.encode(), _written(value)) for key, value in page.items())
    content = PageObject((b"<< /Filter /FlateDecode >>",), first.stream)
    return _file(head, [_object(one) for one in (content, *others)])


def _written(value: Value) -> bytes:
    """A value in the file, where the objects begin at number 4."""
    return b"".join(b"%d 0 R" % (4 + one) if isinstance(one, int) else one for one in value)


def _object(made: PageObject) -> bytes:
    head = _written(made.pieces)
    if made.stream is None:
        return head
    length = b" /Length %d >>" % len(made.stream)
    return head.removesuffix(b">>") + length + b"\nstream\n" + made.stream + b"\nendstream"


def _stream(head: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    length = b" /Filter /FlateDecode /Length %d" % len(packed)
    return b"<< " + head + length + b" >>\nstream\n" + packed + b"\nendstream"


def _file(page: bytes, more: Sequence[bytes]) -> bytes:
    """A file (ISO 32000-1, 7.5) whose page has these entries; `more` are its objects from the
    content of the page, which is object 4, on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + page + b" >>",
        *more,
    ]
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
