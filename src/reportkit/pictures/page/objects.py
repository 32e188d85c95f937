"""The objects of an inert page, as they are collected: each value is written anew."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct, field
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    PdfObject,
)

from reportkit.model.document import PageObject

Piece: TypeAlias = bytes | int
"""A part of an object as it is written, or the place of an object that it refers to."""
Value: TypeAlias = tuple[Piece, ...]


class PixelsError(Exception):
    """The page cannot be drawn by paths and pictures alone; the message says what it has."""


class Objects(Struct):
    """Objects that know each other by their places."""

    found: list[PageObject | None] = field(default_factory=list)
    places: dict[object, int] = field(default_factory=dict)
    """The places of those that are already copied, by what they were copied from."""

    kept: list[object] = field(default_factory=list)
    """What was copied: its places are known by identity as long as it lives."""

    def reserve(self) -> int:
        """A place for an object that is made later."""
        self.found.append(None)
        return len(self.found) - 1

    def put(self, place: int, entries: Mapping[str, Value], stream: bytes | None = None) -> None:
        """Makes the object of a place: a dictionary, or a stream with it."""
        self.found[place] = PageObject(dictionary(entries), stream)

    def put_packed(self, place: int, entries: Mapping[str, Value], content: bytes) -> None:
        """Makes the object of a place: a stream that is compressed."""
        self.put(place, {**entries, "Filter": (b"/FlateDecode",)}, zlib.compress(content, 9))

    def finished(self) -> tuple[PageObject, ...]:
        """All of them, the page first."""
        return tuple(one for one in self.found if one is not None)


def dictionary(entries: Mapping[str, Value]) -> Value:
    """A dictionary; names of keys are those of the standard."""
    pieces: list[Piece] = [b"<<"]
    for key, value in entries.items():
        pieces += [f" /{key} ".encode(), *value]
    return (*pieces, b" >>")


def array(values: Iterable[Value]) -> Value:
    """An array of values."""
    pieces: list[Piece] = [b"["]
    for value in values:
        pieces += [b" ", *value]
    return (*pieces, b" ]")


def number(value: object) -> bytes:
    """A number as it is written."""
    if isinstance(value, (bool, BooleanObject)):
        raise ValueError("a number is expected")
    return f"{float(value):.6f}".rstrip("0").rstrip(".").encode()  # type: ignore[arg-type]


def numbers(value: object) -> Value:
    """An array of numbers. Raises ValueError or TypeError for anything else."""
    if not isinstance(value, (ArrayObject, list, tuple)):
        raise TypeError("an array is expected")
    return array(
        (number(one.get_object() if isinstance(one, PdfObject) else one),) for one in value
    )


def boolean(value: object) -> Value:
    """True or false."""
    return (b"true" if bool(getattr(value, "value", value)) else b"false",)


def entry(holder: object, key: str) -> object:
    """The value of a key in a dictionary, wherever it stands; None if there is none."""
    if not isinstance(holder, DictionaryObject) or key not in holder:
        return None
    return holder[key].get_object()


def name(value: object) -> str:
    """A name, empty if it is none."""
    return str(value) if isinstance(value, NameObject) else ""
