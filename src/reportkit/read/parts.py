"""Parts of a report in files of their own: `- include: methods.yaml`.

The blocks take the place of the include in the tree, so that they are read, numbered and carried in
finished files like written ones. Each text keeps the file and the line that it was read from.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import ReportkitError, nearest
from reportkit.read.known_keys import all_keys
from reportkit.read.resources import beside, inside
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence
from reportkit.tree.source import UnreadableFileError, read_tree

_SUFFIXES: Final = (".yaml", ".yml", ".json")
_SHARED: Final = {"notes": "note", "sources": "source"}
"""What a part may bring besides its blocks, and what one of them is called."""
_FORM: Final = "an included file is a list of blocks, or a mapping with body, notes and sources"


def with_parts(root: Mapping, report: Path, problems: Problems) -> bool:
    """Puts the blocks of the files that a report includes in place of each include. Returns whether
    all of them could be read; for each other there is a finding."""
    body = root.entries.get("body")
    if not isinstance(body, Sequence):
        return True
    reader = _Reader(root, report.parent, problems)
    reader.expand(body, (_Link(report.resolve(), problems.file.name),), 2)
    return reader.whole


class _Link(Struct, frozen=True):
    """A file in a chain of includes."""

    path: Path
    name: str
    """What findings call it."""


_Chain = tuple[_Link, ...]


class _Reader:
    """Reads the parts of one report."""

    def __init__(self, root: Mapping, folder: Path, problems: Problems) -> None:
        self._root, self._folder, self._problems = root, folder, problems
        self._includes = 0
        self._nodes = 0  # of the report too, once it includes something
        self._characters = len(problems.file.text)
        self.whole = True
        """Whether all parts so far could be read."""

    def expand(self, body: Sequence, chain: _Chain, depth: int) -> None:
        """Replaces the includes among blocks, also in blocks that hold others. `depth` is how deep
        the blocks are nested."""
        blocks: list[Node] = []
        for block in body.items:
            name = _include(block)
            if name is None:
                self._inner(block, chain, depth + 1)
                blocks.append(block)
            else:
                blocks += self._blocks(name, chain, depth) or [block]
        body.items[:] = blocks

    def _inner(self, block: Node, chain: _Chain, depth: int) -> None:
        values = block.entries.values() if isinstance(block, Mapping) else ()
        for value in values:
            body = value.entries.get("body") if isinstance(value, Mapping) else None
            if isinstance(body, Sequence):
                self.expand(body, chain, depth + 2)

    def _blocks(self, name: Scalar, chain: _Chain, depth: int) -> list[Node]:
        """The blocks of the part of that name; none if it cannot be read."""
        path = inside(name, self._folder, self._problems)
        link = _Link(path, _shown(name)) if path is not None else None
        if link is None or not self._may_follow(link, name, chain, depth):
            self.whole = False
            return []
        root = self._read(link, name)
        body = None if root is None else self._body(root)
        if body is None:
            self.whole = False
            return []
        if not self._fits(body, name, depth):
            self.whole = False
            return []
        self.expand(body, (*chain, link), depth)
        return body.items

    def _may_follow(self, link: _Link, name: Scalar, chain: _Chain, depth: int) -> bool:
        """Whether a part can stand here; if not, with a finding."""
        self._includes += 1
        if self._problems.over("includes", self._includes, lambda: name.span):
            raise ReportkitError(self._problems.found)
        names = [other.name for other in chain]
        paths = [other.path for other in chain]
        if link.path in paths:
            circle = names[paths.index(link.path) :]
            message = f"the file includes itself: {' → '.join([*circle, circle[0]])}"
            self._problems.add("RK184", message, name.span)
            return False
        most = self._problems.limits.depth
        if max(len(chain), depth) > most:
            message = f"included more than {most} levels deep"
            self._problems.add("RK006", message, name.span)
            return False
        return True

    def _read(self, link: _Link, name: Scalar) -> Node | None:
        """The tree of a part; None with findings."""
        limits = self._problems.limits
        try:
            root, own = read_tree(link.path, limits, all_keys, link.name)
        except UnreadableFileError as error:
            self._unreadable(error, name)
            return None
        except ReportkitError as error:
            self._problems.found.extend(error.diagnostics)
            return None
        self._problems.also(own.file)
        self._problems.take(own.found)
        self._characters += len(own.file.text)
        if self._problems.over("file_bytes", self._characters, lambda: name.span):
            raise ReportkitError(self._problems.found)
        if root is None:
            self._problems.add("RK183", f"'{name.text}' is empty", name.span, _FORM)
        return root

    def _unreadable(self, error: UnreadableFileError, name: Scalar) -> None:
        finding = error.diagnostics[0]
        why = finding.message.partition(": ")[2]
        hint = None
        if not os.path.lexists(beside(name, self._folder) / name.text):
            from reportkit.read.advice.files import nearest_file  # late: most files are there

            near = nearest_file(name.text, beside(name, self._folder).resolve(), _SUFFIXES)
            hint = f"did you mean '{near}'?" if near else None
            self._problems.add("RK401", f"there is no file '{name.text}'", name.span, hint)
            return
        code = "RK008" if finding.code == "RK008" else "RK401"
        self._problems.add(code, f"'{name.text}' cannot be read: {why}", name.span)

    def _body(self, root: Node) -> Sequence | None:
        """The blocks of a part; its notes and sources go to those of the report."""
        problems = self._problems
        if isinstance(root, Mapping):
            unknown = [key for key in root.keys if key not in ("body", *_SHARED)]
            for key in unknown[:1]:
                message = f"an included file cannot have the key '{key}'"
                if len(unknown) > 1:
                    message += f", nor {len(unknown) - 1} more of its keys"
                hint = nearest(key, ("body", *_SHARED)) or _FORM
                problems.add("RK183", message, root.keys[key].span, hint)
                return None
            for name in _SHARED:
                self._share(root, name)
            body = root.entries.get("body")
        else:
            body = root
        if not isinstance(body, Sequence) or not body.items:
            place = root.span if body is None else body.span
            problems.add("RK183", "the included file has no list of blocks", place, _FORM)
            return None
        return body

    def _share(self, part: Mapping, name: str) -> None:
        """Adds the notes or sources of a part to those of the report."""
        given = part.entries.get(name)
        if given is None:
            return
        own = self._root.entries.get(name)
        if own is None:
            own = Mapping({}, {}, part.file, part.keys[name].start)
            self._root.keys[name], self._root.entries[name] = part.keys[name], own
        if not isinstance(given, Mapping):
            message = f"'{name}' must be a mapping of names and {name}"
            self._problems.add("RK103", message, given.span)
        elif isinstance(own, Mapping):
            for key, value in given.entries.items():
                self._add(own, given.keys[key], value, _SHARED[name])

    def _add(self, own: Mapping, key: Scalar, value: Node, kind: str) -> None:
        there = own.keys.get(key.text)
        if there is None:
            own.keys[key.text], own.entries[key.text] = key, value
        elif (there.file.name, there.start) != (key.file.name, key.start):  # not included twice
            message = f"{kind} '{key.text}' is also defined in {_place(there)}"
            hint = "give one of them another name"
            self._problems.add("RK185", message, key.span, hint)

    def _fits(self, body: Sequence, name: Scalar, depth: int) -> bool:
        """Whether the blocks of a part are within the limit of depth where they are included; if
        not, with a finding. Raises ReportkitError if all files have too many nodes."""
        if not self._nodes:
            self._nodes = _measured(self._root)[0]
        nodes, levels = _measured(body)
        self._nodes += nodes
        if self._problems.over("nodes", self._nodes, lambda: name.span):
            raise ReportkitError(self._problems.found)
        most = self._problems.limits.depth
        if depth + levels - 1 <= most:
            return True
        message = f"the blocks of '{name.text}' are nested more than {most} levels deep here"
        self._problems.add("RK006", message, name.span)
        return False


def _include(block: Node) -> Scalar | None:
    """The name in an include that can be followed; the schema says what is wrong with others."""
    if not isinstance(block, Mapping) or [*block.entries] != ["include"]:
        return None
    name = block.entries["include"]
    return name if isinstance(name, Scalar) and name.text.strip() and not name.null else None


def _shown(name: Scalar) -> str:
    """What findings call the file: as the user would write it."""
    return os.path.normpath(Path(name.file.name).parent / name.text)


def _place(key: Scalar) -> str:
    span = key.span
    return f"{span.file}:{span.line}"


def _measured(root: Node) -> tuple[int, int]:
    """The number of nodes of a tree, and how many levels of lists and mappings it has."""
    size, levels = 0, 0
    stack = [(root, 1)]
    while stack:
        node, level = stack.pop()
        size += 1
        if isinstance(node, Scalar):
            continue
        levels = max(levels, level)
        if isinstance(node, Mapping):
            size += len(node.keys)
            stack += [(value, level + 1) for value in node.entries.values()]
        else:
            stack += [(item, level + 1) for item in node.items]
    return size, levels
