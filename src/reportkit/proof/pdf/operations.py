"""The operations of content streams and character maps, with their operands as pypdf's values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Final

from pypdf.generic import DictionaryObject, NameObject

from reportkit import pdf_operations
from reportkit.pdf_operations import NAMES, string_value, written_strings
from reportkit.proof.base import ReadError

__all__ = ["first_name", "operations", "string_value", "tag_and_properties", "written_strings"]

_MOST_VALUES: Final = 4096
"""The number of operands cached as values: those of one page return on the next."""


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each operator with its operands, as `pdf_operations` finds them. Raises ReadError at anything
    that is not an operation."""
    try:
        yield from pdf_operations.operations(data)
    except pdf_operations.NotContentError as error:
        raise ReadError(str(error)) from error


@lru_cache(_MOST_VALUES)
def first_name(operands: bytes) -> str:
    """The first name among operands, in pypdf's spelling; empty if there is none."""
    found = NAMES.search(operands)
    return str(NameObject.read_from_stream(BytesIO(found[0]), None)) if found else ""


@lru_cache(_MOST_VALUES)
def tag_and_properties(operands: bytes) -> tuple[str, DictionaryObject | str]:
    """What BDC says: a tag, and its properties or the name under which the resources hold them.
    Raises PdfReadError."""
    tag, start, properties = operands.partition(b"<<")
    if start:
        written = BytesIO(start + properties)
        return first_name(tag), DictionaryObject.read_from_stream(written, None)
    names = NAMES.findall(operands)
    return first_name(operands), first_name(names[-1] if names else b"")
