"""Which file each top-level value of a report comes from: its own, that of its project, a part, or
the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import Span
from reportkit.read.whole import read_whole
from reportkit.tree.limits import LIMITS, Limits
from reportkit.tree.nodes import Mapping, Node, Scalar, Sequence

_COUNTED: Final = {"body": "block", "notes": "note", "sources": "source", "acronyms": "acronym"}
"""Keys that hold too much to be shown; what one of their values is called."""


class Origin(Struct, frozen=True):
    """Where a value comes from."""

    key: str
    """The key, with dots: `rights.licence`."""
    value: str
    """The value on one line; of a body or of notes, how many there are."""
    span: Span


def origins(path: Path, limits: Limits = LIMITS) -> tuple[Origin, ...]:
    """The values of a report with the defaults of its project, in the order of the report; mappings
    key by key. Of the blocks and the notes, one for each file that they come from.

    Raises ReportkitError if a file cannot be read.
    """
    root = read_whole(path, limits=limits).root
    if not isinstance(root, Mapping):
        return ()
    found: list[Origin] = []
    for key, node in root.entries.items():
        if key in _COUNTED:
            found += _counted(key, node, root.keys[key])
        elif isinstance(node, Mapping) and node.entries:
            found += (
                Origin(f"{key}.{name}", _line(value), _place(node.keys[name], value))
                for name, value in node.entries.items()
            )
        else:
            found.append(Origin(key, _line(node), _place(root.keys[key], node)))
    return tuple(found)


def _place(key: Scalar, value: Node) -> Span:
    """The place of a key; of its value, if that comes from another file."""
    return key.span if key.file.name == value.file.name else value.span


def _counted(key: str, node: Node, name: Scalar) -> Iterator[Origin]:
    """How many values each file gives, at the first of them."""
    places: dict[str, list[Span]] = {}
    if isinstance(node, Mapping):
        places = _by_file(scalar.span for scalar in node.keys.values())
    elif isinstance(node, Sequence):
        places = _by_file(item.span for item in node.items)
    for spans in places.values():
        count = f"{len(spans)} {_COUNTED[key]}{'s' if len(spans) > 1 else ''}"
        same = spans[0].file == name.file.name
        yield Origin(key, count, name.span if same else spans[0])


def _by_file(spans: Iterator[Span]) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = {}
    for span in spans:
        places.setdefault(span.file, []).append(span)
    return places


def _line(node: Node) -> str:
    match node:
        case Scalar():
            return " ".join(node.text.split())
        case Sequence():
            return ", ".join(map(_line, node.items))
        case Mapping():
            shown = (f"{key}: {_line(value)}" for key, value in node.entries.items())
            return f"{{{', '.join(shown)}}}"
