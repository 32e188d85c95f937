"""The files attached to a PDF that hold data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pypdf.generic import DictionaryObject, StreamObject

from reportkit.proof.base import ReadError
from reportkit.proof.pdf.objects import dictionary, items, value


def attached_data(catalog: DictionaryObject) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The name and the rows of each CSV file that is associated with the document as its data
    (ISO 32000-2, 14.13). Raises ReadError if one cannot be read."""
    for item in items(catalog, "/AF"):
        file = item.get_object()
        if not isinstance(file, DictionaryObject) or str(value(file, "/AFRelationship")) != "/Data":
            continue
        stream = value(dictionary(file, "/EF"), "/F")
        if not isinstance(stream, StreamObject):
            raise ReadError("an attached file has no contents")
        try:
            text = stream.get_data().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ReadError("an attached file with data is not UTF-8 text") from error
        rows = csv.reader(io.StringIO(text, newline=""))
        yield str(value(file, "/UF")), tuple(map(tuple, rows))
