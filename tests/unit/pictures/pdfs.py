"""PDFs of one page, written by hand for tests: each test says what is special in its own."""

from __future__ import annotations

import re

CHART = "0 0.5 0.5 rg 20 20 60 120 re f 0.8 0.2 0.1 rg 100 20 60 70 re f 0 0 0 RG 0 20 m 200 20 l S"
"""A chart of two bars, 200 by 150 points: teal is left and higher, red is right."""


def pdf(
    content: str | bytes = CHART,
    page: str = "/MediaBox [0 0 200 150]",
    resources: str = "",
    more: tuple[str | bytes, ...] = (),
    catalog: str = "",
    kids: str = "[3 0 R]",
    encoding: str = "",
) -> bytes:
    """A file; `more` are its objects from number 5 on, `catalog` what its catalog also has, and
    `encoding` that of its content."""
    drawn = content.encode() if isinstance(content, str) else content
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids {kids} /Count {kids.count('R')} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R "
        f"/Resources << {resources} >> >>".encode(),
        stream(encoding, drawn),
        *(one.encode() if isinstance(one, str) else one for one in more),
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + written + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Root 1 0 R /Size %d >>\n"
    return out + trailer % (size, table, size) + b"startxref\n%d\n%%%%EOF\n" % len(out)


def stream(entries: str, data: str | bytes) -> bytes:
    """The object of a stream with these entries."""
    content = data.encode() if isinstance(data, str) else data
    head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def words(data: bytes) -> bytes:
    """All that a PDF says when nothing in it is compressed any more."""
    import zlib

    unpacked = []
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            unpacked.append(zlib.decompressobj().decompress(data[found.end() :]))
        except zlib.error:
            continue
    return data + b"\n".join(unpacked)
