"""The project file, `reportkit.yaml`: what a house says once for all of its reports.

It is in the folder of a report or above it. `defaults` holds values for the keys of a report; its
other keys are for the commands that build a whole project.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import nearest
from reportkit.read.known_keys import all_keys, known_keys
from reportkit.read.schema import ALSO
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence, SourceFile
from reportkit.tree.source import read_bytes, read_tree

NAME: Final = "reportkit.yaml"
_LATER: Final = ("reports", "theme", "formats", "out")
"""The keys that say how a whole project is built."""
_REPORT: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\{?\s*[\"']?reportkit[\"']?\s*:", re.MULTILINE)
"""The key that every report has and a project file has not."""
_SHORT: Final = {"publisher": "name", "series": "name", "rights": "copyright", "embargo": "until"}
"""The key that a text in place of a mapping stands for."""
_WHOLE: Final = frozenset({"marking", "cover"})
"""Mappings whose keys exclude or describe one another, so that those of two files must not mix."""
_NOTE: Final = re.compile(r"\[\^([^\]]+)\]|\{note:([^}]+)\}")
_WORK: Final = re.compile(r"@(\w[\w.:-]*)")
_TAKEN: Final = ("notes", "sources", "acronyms")
"""Mappings of which a report takes the entries that it uses."""


class Project(Struct, frozen=True):
    """A project file that could be read."""

    folder: Path
    """The folder that it is in, which no file of its reports may lead out of."""
    defaults: Mapping | None
    file: SourceFile


# --- the file -----------------------------------------------------------------------------------


def find_project(report: Path) -> Path | None:
    """The project file of a report: the nearest one in its folder or above it.

    The search ends with the first folder that holds `.git`, and does not look into the home folder
    or the root of the file system on its way up.
    """
    start = report.parent.resolve()
    own = start / report.name
    for at in (start, *start.parents):
        if at != start and at in (_home(), Path(at.anchor)):
            return None
        if at / NAME != own and _is_project(at / NAME):
            return at / NAME
        if (at / ".git").exists():
            return None
    return None


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None


def _is_project(path: Path) -> bool:
    """Whether there is a file that is no report of that name."""
    try:
        return path.is_file() and not _REPORT.search(read_bytes(path, 500_000_000))
    except (OSError, ValueError):
        return os.path.lexists(path) and not path.is_dir()  # reading it tells what is wrong


def read_project(report: Path, problems: Problems) -> Project | None:
    """The project of a report, with findings about its file; None if it has none.

    Raises UnreadableFileError or ReportkitError if its file cannot be read.
    """
    path = find_project(report)
    if path is None:
        return None
    name = str(path) if report.is_absolute() else os.path.relpath(path)
    root, own = read_tree(path, problems.limits, _known, name)
    if isinstance(root, Mapping) and "reportkit" in root.keys:
        return None  # a report after all
    problems.also(own.file)
    problems.take(own.found)
    if root is not None and not isinstance(root, Mapping):
        message = "a project file must be a mapping with 'defaults'"
        problems.add("RK182", message, root.span, "write defaults: {publisher: Gulf Institute}")
    defaults = _defaults(root, problems) if isinstance(root, Mapping) else None
    return Project(path.parent, defaults, own.file)


def is_project(root: Node | None) -> bool:
    """Whether a file that was given as a report is a project file."""
    return isinstance(root, Mapping) and "reportkit" not in root.entries and "defaults" in root.keys


def _known() -> frozenset[str]:
    return all_keys() | {"defaults", *_LATER}


def _defaults(root: Mapping, problems: Problems) -> Mapping | None:
    """The defaults of a project file, with a finding for each other key."""
    report = known_keys(())
    for name, key in root.keys.items():
        if name == "defaults":
            continue
        if name in _LATER:
            hint = "write it under defaults: as the theme of each report"
            message = f"'{name}' of a project is not used yet"
            problems.add("RK181", message, key.span, hint if name == "theme" else None)
        elif name in report or name in ALSO.values():
            message = f"'{name}' is a key of a report, not of a project file"
            problems.add("RK180", message, key.span, f"write it under defaults: {name}: …")
        else:
            message = f"unknown key '{name}' in a project file"
            problems.add("RK180", message, key.span, nearest(name, ("defaults", *_LATER)))
    defaults = root.entries.get("defaults")
    if defaults is None or (isinstance(defaults, Scalar) and defaults.null):
        return None
    if not isinstance(defaults, Mapping):
        message = "'defaults' must be a mapping of keys of a report"
        hint = "write defaults: {publisher: Gulf Institute}"
        problems.add("RK182", message, defaults.span, hint)
        return None
    if "reportkit" in defaults.keys:
        message = "'reportkit' has no default: it marks the file of a report"
        problems.add("RK180", message, defaults.keys["reportkit"].span, "remove it")
    return defaults


# --- its defaults in a report -------------------------------------------------------------------


def with_defaults(root: Mapping, defaults: Mapping) -> None:
    """Adds the defaults of a project to a report, in place. What the report says itself stays.

    A mapping is completed key by key, except those of `_WHOLE`; a publisher or series with another
    name is another one, and takes nothing. `null` in the report drops a default. Of the notes,
    sources and acronyms, a report takes those that it uses.
    """
    for name, default in defaults.entries.items():
        if name in _TAKEN:
            continue
        here = _spelling(name, root)
        if here is None:
            if not is_off(default):
                _put(root, defaults.keys[name], default)
        elif is_off(root.entries[here]):
            del root.entries[here], root.keys[here]
        else:
            root.entries[here] = _merged(name, root.entries[here], default)
    for name in _TAKEN:
        _take(root, name, defaults)


def is_off(node: Node) -> bool:
    """Whether a value is written as `null` or `~`, which drops a default."""
    if not isinstance(node, Scalar) or not node.plain:
        return False
    return node.file.text[node.start : node.end] in ("null", "~")


def _spelling(name: str, root: Mapping) -> str | None:
    """A key as the report spells it; None if it does not have it."""
    british = {other: key for key, other in ALSO.items()}.get(name, name)
    return next((n for n in (british, ALSO.get(british)) if n in root.entries), None)


def _put(root: Mapping, key: Scalar, value: Node) -> None:
    root.keys[key.text], root.entries[key.text] = key, value


def _merged(name: str, own: Node, default: Node) -> Node:
    """The value of a report, completed by the default."""
    own, default = _long(name, own), _long(name, default)
    if name in _WHOLE or not isinstance(own, Mapping) or not isinstance(default, Mapping):
        return own
    if name in ("publisher", "series") and _differ(own, default):
        return own
    off = {key for key, value in own.entries.items() if is_off(value) and key in default.entries}
    entries = {key: value for key, value in own.entries.items() if key not in off}
    added = {k: v for k, v in default.entries.items() if k not in own.entries and not is_off(v)}
    keys = {key: own.keys[key] for key in entries} | {key: default.keys[key] for key in added}
    return Mapping({**entries, **added}, keys, own.file, own.start)


def _long(name: str, node: Node) -> Node:
    """A text as the mapping that it is short for."""
    key = _SHORT.get(name)
    if key is None or not isinstance(node, Scalar):
        return node
    place = Scalar(key, node.file, node.start, node.end, plain=True)
    return Mapping({key: node}, {key: place}, node.file, node.start)


def _differ(own: Mapping, default: Mapping) -> bool:
    """Whether two mappings name two things."""
    names = own.entries.get("name"), default.entries.get("name")
    texts = [node.text.strip() for node in names if isinstance(node, Scalar)]
    return len(texts) == 2 and texts[0] != texts[1]


def _take(root: Mapping, name: str, defaults: Mapping) -> None:
    """Adds those entries of a mapping of the defaults that the report uses and does not have."""
    default = defaults.entries.get(name)
    own = root.entries.get(name)
    if not isinstance(default, Mapping):
        if default is not None and own is None:
            _put(root, defaults.keys[name], default)  # the schema says what is wrong
        return
    if own is not None and not isinstance(own, Mapping):
        return
    used = _used(root, name, default.entries.keys())
    kept = {key: value for key, value in default.entries.items() if key in used}
    if own is None and kept:
        _put(root, defaults.keys[name], Mapping({}, {}, default.file, default.start))
        own = root.entries[name]
    if isinstance(own, Mapping):
        for key, value in kept.items():
            if key not in own.entries:
                _put(own, default.keys[key], value)


def _used(root: Mapping, name: str, known: Collection[str]) -> set[str]:
    """Those of the known names that the texts of a report refer to."""
    text = "\n".join(_texts(root))
    if name == "notes":
        return {one for pair in _NOTE.findall(text) for one in pair}
    if name == "sources":
        found = _WORK.findall(text)
        return {*found, *(one.rstrip(".:-") for one in found)}
    longest_first = sorted(known, key=len, reverse=True)
    return set(re.findall(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text))


def _texts(node: Node) -> Iterator[str]:
    """The texts of a tree."""
    match node:
        case Scalar():
            yield node.text
        case Sequence():
            for item in node.items:
                yield from _texts(item)
        case Mapping():
            for value in node.entries.values():
                yield from _texts(value)
