"""Values of PDF dictionaries, with references resolved."""

from __future__ import annotations

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    PdfObject,
    TextStringObject,
)

from reportkit.proof.base import ReadError


def value(holder: DictionaryObject, key: str) -> PdfObject | None:
    """The value of a key; None if it has none. Raises PyPdfError if it cannot be read."""
    if key not in holder:
        return None
    found = holder[key]
    return None if isinstance(found, NullObject) else found


def dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    """A dictionary or stream under a key; an empty one if there is none."""
    found = value(holder, key)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def items(holder: DictionaryObject, key: str) -> list[PdfObject]:
    """The unresolved items of an array, or the single value that may replace it."""
    found = value(holder, key)
    if found is None:
        return []
    return list(found) if isinstance(found, ArrayObject) else [found]


def reference(holder: DictionaryObject, key: str) -> IndirectObject | None:
    """The reference under a key, unresolved; None if there is no reference."""
    found = holder.raw_get(key) if key in holder else None
    return found if isinstance(found, IndirectObject) else None


def actual_text(holder: DictionaryObject) -> str | None:
    """The text that stands for what is drawn (ISO 32000-1, 14.9.4); None where there is none.
    Raises ReadError when it is not a text string."""
    found = value(holder, "/ActualText")
    if found is None:
        return None
    if not isinstance(found, TextStringObject):
        raise ReadError("an ActualText of the PDF is not a text string")
    return str(found)


def is_form(holder: DictionaryObject) -> bool:
    """Whether an object is a form: a separate drawing that pages include."""
    return str(value(holder, "/Subtype")) == "/Form"
