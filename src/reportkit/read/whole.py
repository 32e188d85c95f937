"""A report file with all that other files add to it: parts, defaults of the project, data."""

from __future__ import annotations

from collections.abc import Mapping as Map
from pathlib import Path

from msgspec import Struct

from reportkit.read.data_tables import with_data
from reportkit.read.known_keys import all_keys
from reportkit.read.parts import with_parts
from reportkit.read.project import is_project, read_project, with_defaults
from reportkit.tree.limits import LIMITS, Limits
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, SourceFile
from reportkit.tree.source import read_tree


class WholeReport(Struct, frozen=True):
    """The tree of a report, complete."""

    root: Node | None
    problems: Problems
    folders: tuple[Path, ...]
    """Where a theme may lie: the folder of the file that names it, and that of the project."""
    complete: bool
    """Whether every part could be read; what others lack is not known without them."""


def read_whole(
    path: Path, settings: Map[str, str] | None = None, limits: Limits = LIMITS
) -> WholeReport:
    """The tree of a report file with its parts, the defaults of its project, the settings of the
    command line, which replace both, and the rows of its tables.

    Raises UnreadableFileError if the file or that of the project cannot be read at all,
    ReportkitError if either cannot be parsed.
    """
    root, problems = read_tree(path, limits, all_keys)
    folders: tuple[Path, ...] = (path.parent,)
    complete = True
    if isinstance(root, Mapping):
        if is_project(root):
            message = "this is a project file, not a report"
            problems.stop("RK182", message, root.keys["defaults"].span, "name a report beside it")
        project = read_project(path, problems)
        if project is not None:
            problems.root = project.folder
            folders = (path.parent, project.folder)
        complete = with_parts(root, path, problems)
        if project is not None and project.defaults is not None:
            with_defaults(root, project.defaults)
        for key, value in (settings or {}).items():
            _set(root, key, value, problems, path.parent)
        theme = root.entries.get("theme")
        if isinstance(theme, Scalar) and theme.file.folder is not None:
            folders = (theme.file.folder, *folders)
    with_data(root, problems)
    return WholeReport(root, problems, folders, complete)


def _set(root: Mapping, path: str, value: str, problems: Problems, folder: Path) -> None:
    """Sets a value under a dotted key, as if it were in the file."""
    file = SourceFile.of(f"--set {path}", value, folder)
    node = root
    *parents, last = path.split(".")
    for name in parents:
        child = node.entries.get(name)
        if not isinstance(child, Mapping):
            child = Mapping({}, {}, file, 0)
        _put(node, name, child, file)
        node = child
    scalar = Scalar(value, file, 0, len(value), plain=True)
    _put(node, last, problems.checked(scalar), file)


def _put(node: Mapping, name: str, value: Node, file: SourceFile) -> None:
    node.keys.setdefault(name, Scalar(name, file, 0, 0, plain=True))
    node.entries[name] = value
