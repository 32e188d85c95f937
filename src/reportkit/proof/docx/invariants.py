"""The rules for every DOCX that we write, which no validator checks in full.

`faults` are those that break a file; those between references and notes stand in `notes`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from reportkit.proof.docx.note_rules import NOTE_KINDS, note_faults, settings_faults
from reportkit.proof.docx.parts import POINTERS, WP, Docx, Element, Part, R, W

_POINTS_TO: Final = re.compile(r"^\s*(NOTEREF|PAGEREF|REF)\s+(\S+)")
_DEPTHS: Final = {"begin": 1, "end": -1}
_STYLED: Final = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_RELATED: Final = frozenset({f"{R}id", f"{R}embed", f"{R}link"})
"""The attributes that refer to a relationship."""


def faults(docx: Docx) -> list[str]:
    """The faults of the file itself."""
    found: list[str] = []
    starts: list[tuple[str, str]] = []
    targets: list[str] = []
    anchors: list[str] = []
    for part in docx.parts():
        reader = _PartFaults(docx, part)
        found += reader.faults()
        starts += reader.starts
        targets += reader.targets
        anchors += reader.anchors
    found += _repeated("bookmark id", (mark_id for mark_id, _ in starts))
    found += _repeated("bookmark name", (name.lower() for _, name in starts))
    names = {name for _, name in starts}
    found += [
        f"a field points to the bookmark '{t}', which is missing" for t in targets if t not in names
    ]
    found += [
        f"a link points to the bookmark '{a}', which is missing" for a in anchors if a not in names
    ]
    found += [
        f"the bookmark '{name}' of a block is missing"
        for name in docx.block_names
        if name not in names
    ]
    for kind, notes in zip(NOTE_KINDS, (docx.footnotes, docx.endnotes), strict=True):
        if notes is not None:
            found += note_faults(kind, notes, docx.document)
            found += settings_faults(kind, notes, docx.settings)
    drawings = docx.document.all(f"{WP}docPr")
    found += _repeated("id of a drawing", (e.get("id", "") for e in drawings))
    found += [f"the part '{name}' has no content type" for name in docx.untyped]
    return found


class _PartFaults:
    """Checks one part."""

    def __init__(self, docx: Docx, part: Part) -> None:
        self._docx = docx
        self._part = part
        self.starts: list[tuple[str, str]] = []
        self.targets: list[str] = []
        self.anchors: list[str] = []
        self._found: list[str] = []

    def faults(self) -> list[str]:
        """The faults of the part. Each rule asks for its own elements; most belong to no rule."""
        part = self._part
        self._fields()
        self._bookmarks()
        self._cells()
        for style in sorted(_values(part.root.iter(*_STYLED)) - self._docx.styles.keys()):
            self._found.append(f"the style '{style}' is not defined")
        for number in sorted(_values(part.all(f"{W}numId")) - self._docx.lists - {"0"}):
            self._found.append(f"the list '{number}' is not defined")
        pointed = {
            value
            for tag in POINTERS
            for element in part.all(tag)
            for name, value in element.items()
            if name in _RELATED
        }
        for rel_id in sorted(pointed - {""}):
            self._related(rel_id)
        self.anchors += filter(None, (e.get(f"{W}anchor") for e in part.all(f"{W}hyperlink")))
        return [f"{part.name}: {fault}" for fault in dict.fromkeys(self._found)]

    def _fields(self) -> None:
        depth = 0
        for element in self._part.all(f"{W}fldChar"):
            kind = element.get(f"{W}fldCharType", "")
            depth += _DEPTHS.get(kind, 0)
            if depth < 0 or (kind == "separate" and depth == 0):
                self._found.append("a field ends without a beginning")
        if depth > 0:
            self._found.append("a field is not closed")
        instructions = [e.text for e in self._part.all(f"{W}instrText")]
        instructions += [e.get(f"{W}instr") for e in self._part.all(f"{W}fldSimple")]
        for found in map(_POINTS_TO.match, filter(None, instructions)):
            if found is not None:
                self.targets.append(found.group(2))

    def _bookmarks(self) -> None:
        for element in self._part.all(f"{W}bookmarkStart"):
            self.starts.append((element.get(f"{W}id", ""), element.get(f"{W}name", "")))
        ends = Counter(e.get(f"{W}id", "") for e in self._part.all(f"{W}bookmarkEnd"))
        if ends != Counter(mark_id for mark_id, _ in self.starts):
            self._found.append("a bookmark is not closed")

    def _cells(self) -> None:
        for cell in self._part.all(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                self._found.append("a cell does not end with a paragraph")

    def _related(self, rel_id: str) -> None:
        relation = self._part.relations.get(rel_id)
        if relation is None:
            self._found.append(f"the relationship '{rel_id}' is missing")
        elif not relation.external and relation.target not in self._docx.names:
            self._found.append(f"the part '{relation.target}' is missing")


def _values(elements: Iterable[Element]) -> set[str]:
    return {element.get(f"{W}val", "") for element in elements}


def _repeated(what: str, values: Iterable[str]) -> list[str]:
    counts = Counter(values)
    return [f"the {what} '{value}' is used twice" for value, n in counts.items() if n > 1]
