"""The names that an author chose in a report: ids, notes, works and acronyms, for editors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportkit.read.inline import NOTE_NAME
from reportkit.read.project import read_project
from reportkit.read.whole import read_whole
from reportkit.tree.limits import LIMITS, Limits
from reportkit.tree.nodes import Mapping, Node, Scalar, Sequence

_REFERENCE: Final = re.compile(r"\{(?:ref|page):([^{}\s]+)\}|\]\(#([^()\s]+)\)")
_NOTE: Final = re.compile(r"\[\^([^\]\s]+)\]|\{note:([^{}\s]+)\}")
_WORK: Final = re.compile(r"@(\w[\w.:-]*)")
_OF_TABLE: Final = "t:"


class Names(Struct, frozen=True):
    """Names in the order of a report, those first that are referred to and not defined yet."""

    ids: tuple[str, ...] = ()
    """What texts refer to: a name that a block can have."""
    notes: tuple[str, ...] = ()
    table_notes: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    """The works of `sources`, those of the project too."""
    acronyms: tuple[str, ...] = ()


def names_of(path: Path, limits: Limits = LIMITS) -> Names:
    """The names in a report, its parts and the defaults of its project; also of a report with
    errors. Raises ReportkitError if a file cannot be read or parsed."""
    whole = read_whole(path, limits=limits)
    root = whole.root
    if not isinstance(root, Mapping):
        return Names()
    project = read_project(path, whole.problems)
    house = project.defaults if project is not None else None
    found = _Found()
    found.look(root)
    works = _keys(root, "sources") + _keys(house, "sources")
    return Names(
        _open_first(found.references, found.ids),
        _open_first([n for n in found.notes if NOTE_NAME.fullmatch(n)], _keys(root, "notes")),
        _open_first(found.table_notes, found.own_notes),
        _open_first([*found.works, *works], works),
        _open_first([], [*_keys(root, "acronyms"), *_keys(house, "acronyms")]),
    )


class _Found:
    """What a walk through a tree finds."""

    def __init__(self) -> None:
        self.references: list[str] = []
        self.ids: list[str] = []
        self.notes: list[str] = []
        self.table_notes: list[str] = []
        self.own_notes: list[str] = []
        self.works: list[str] = []

    def look(self, node: Node, key: str = "") -> None:
        match node:
            case Scalar():
                self._text(node.text, key)
            case Sequence():
                for item in node.items:
                    self.look(item, key)
            case Mapping():
                if "table" in node.entries:
                    self.own_notes += _keys(node, "notes")
                for name, value in node.entries.items():
                    self.look(value, name)

    def _text(self, text: str, key: str) -> None:
        if key == "id":
            self.ids.append(text)
        self.references += _either(_REFERENCE.findall(text))
        for name in _either(_NOTE.findall(text)):
            own = name.startswith(_OF_TABLE)
            (self.table_notes if own else self.notes).append(name.removeprefix(_OF_TABLE))
        if work := _WORK.match(text):
            self.works.append(work[1])


def _either(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (one or other for one, other in found)


def _keys(node: Mapping | None, name: str) -> list[str]:
    """The keys of a mapping in a mapping; none if there is no such mapping."""
    value = node.entries.get(name) if node is not None else None
    return list(value.entries) if isinstance(value, Mapping) else []


def _open_first(used: Iterable[str], defined: Iterable[str]) -> tuple[str, ...]:
    """Each name once: those that are used and not defined, then the defined ones."""
    there = dict.fromkeys(defined)
    return (*dict.fromkeys(name for name in used if name not in there), *there)
