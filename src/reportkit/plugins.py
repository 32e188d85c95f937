"""The writers and verifiers: reportkit's own, and the installed entry points of others."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

from msgspec import Struct

WRITERS = "reportkit.writers"
VERIFIERS = "reportkit.verifiers"
_SUFFIXES = {".pdf": "pdf", ".docx": "docx", ".epub": "epub", ".txt": "text"}
"""The formats of reportkit itself by suffix; those of others are asked for theirs."""

_OWN: Final = {
    WRITERS: {
        "text": "reportkit.writers.text:TextWriter",
        "pdf": "reportkit.writers.pdf:PdfWriter",
        "docx": "reportkit.writers.docx:DocxWriter",
        "epub": "reportkit.writers.epub:EpubWriter",
    },
    VERIFIERS: {
        "text": "reportkit.proof.text:read",
        "pdf": "reportkit.proof.pdf:read",
        "docx": "reportkit.proof.docx:read",
        "epub": "reportkit.proof.epub:read",
    },
}
"""Not entry points, because a search for those takes as long as reading a short report."""


class Point(Struct, frozen=True):
    """A writer or a verifier that is not loaded."""

    place: str
    """`module:name`, as in an entry point."""

    def load(self) -> Any:
        """The writer or the verifier. Raises what its module raises on import."""
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)


def find(group: str, name: str) -> Point | None:
    """The writer or the verifier with this name, not loaded; None if there is none.

    Those of reportkit come first: no other package can take the name of one, and no other package
    is opened for a format that reportkit knows.
    """
    own = _OWN[group].get(name)
    return Point(own) if own is not None else _others(group).get(name)


def names(group: str) -> tuple[str, ...]:
    """The names in a group, in alphabetical order."""
    return tuple(sorted({*_OWN[group], *_others(group)}))


def format_of(suffix: str) -> str:
    """The format whose files have a suffix (`.pdf`, in lower case); empty if none has it, neither
    of reportkit nor of another package that has a writer or a verifier."""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    others = {*names(VERIFIERS), *names(WRITERS)}.difference(_SUFFIXES.values())
    return next((name for name in sorted(others) if _suffix(name) == suffix), "")


def _suffix(name: str) -> str:
    """The suffix of the files of a format of another package: what its verifier says (an attribute
    `suffix`), or its writer; the name of the format where neither says anything."""
    for group in (VERIFIERS, WRITERS):
        point = find(group, name)
        said = "" if point is None else getattr(point.load(), "suffix", "")
        if said:
            return str(said).lower()
    return f".{name}".lower()


@cache
def _others(group: str) -> dict[str, Point]:
    from importlib.metadata import entry_points  # late: takes as long as reading a short report

    return {
        point.name: Point(f"{point.module}:{point.attr}") for point in entry_points(group=group)
    }
