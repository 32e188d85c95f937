"""What must hold of every DOCX that we write, and no validator checks in full.

`faults` are those that break a file; `pairing_faults` those between references and notes, which
reading shows as a difference of the note itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from reportkit.verify.docx.package import Docx, Element, Part, R, W

_POINTS_TO: Final = re.compile(r"^\s*(NOTEREF|PAGEREF|REF)\s+(\S+)")
_DEPTHS: Final = {"begin": 1, "end": -1}
_SPACES: Final = {"w": W[1:-1], "r": R[1:-1]}
_USED_STYLES: Final = etree.XPath(
    "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val",
    namespaces=_SPACES,
    smart_strings=False,
)
_RELATED: Final = etree.XPath(
    "//@r:id | //@r:embed | //@r:link", namespaces=_SPACES, smart_strings=False
)
_NOTE_KINDS: Final = ("footnote", "endnote")


def faults(docx: Docx) -> list[str]:
    """What is broken in the file itself."""
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
    for kind, notes in zip(_NOTE_KINDS, (docx.footnotes, docx.endnotes), strict=True):
        if notes is not None:
            found += _note_faults(kind, notes)
            found += _section_faults(kind, docx.document, notes)
    return found


def pairing_faults(docx: Docx) -> list[str]:
    """What is broken between references and notes: ids 1..n in the order of the text, each
    referred to once. LibreOffice pairs by rank and Word by id; only so do they agree."""
    found: list[str] = []
    for kind, part in zip(_NOTE_KINDS, (docx.footnotes, docx.endnotes), strict=True):
        called = [e.get(f"{W}id", "") for e in docx.document.root.iter(f"{W}{kind}Reference")]
        notes = [] if part is None else [e.get(f"{W}id", "") for e in real_notes(kind, part)]
        expected = [str(n) for n in range(1, len(called) + 1)]
        if called != expected:
            found.append(f"the ids of the {kind} references are not 1 to {len(called)} in order")
        if sorted(notes) != sorted(called):
            found.append(f"the {kind}s are not those that the text refers to, each once")
        elif notes != expected:
            found.append(f"the {kind}s are not in the order of the text")
    return found


def real_notes(kind: str, part: Part) -> Iterator[Element]:
    """The notes of a part without the separators, which are notes of a type of their own."""
    for note in part.root.iter(f"{W}{kind}"):
        if note.get(f"{W}type", "normal") == "normal":
            yield note


class _PartFaults:
    """Goes through one part once."""

    def __init__(self, docx: Docx, part: Part) -> None:
        self._docx = docx
        self._part = part
        self.starts: list[tuple[str, str]] = []
        self.targets: list[str] = []
        self.anchors: list[str] = []
        self._found: list[str] = []

    def faults(self) -> list[str]:
        """What is broken in the part. Each rule asks for its own elements: most are of none."""
        self._fields()
        self._bookmarks()
        root = self._part.root
        for style in set(_USED_STYLES(root)) - self._docx.styles.keys():
            self._found.append(f"the style '{style}' is not defined")
        for rel_id in sorted(set(_RELATED(root))):
            self._related(rel_id)
        self.anchors += filter(None, (e.get(f"{W}anchor") for e in root.iter(f"{W}hyperlink")))
        return [f"{self._part.name}: {fault}" for fault in dict.fromkeys(self._found)]

    def _fields(self) -> None:
        depth = 0
        for element in self._part.root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
            kind = element.get(f"{W}fldCharType")
            depth += _DEPTHS.get(kind, 0) if kind else 0
            if depth < 0 or (kind == "separate" and depth == 0):
                self._found.append("a field ends that did not begin")
            found = _POINTS_TO.match(element.text or element.get(f"{W}instr") or "")
            if found is not None:
                self.targets.append(found.group(2))
        if depth > 0:
            self._found.append("a field is not closed")

    def _bookmarks(self) -> None:
        root = self._part.root
        for element in root.iter(f"{W}bookmarkStart"):
            self.starts.append((element.get(f"{W}id", ""), element.get(f"{W}name", "")))
        ends = Counter(element.get(f"{W}id", "") for element in root.iter(f"{W}bookmarkEnd"))
        if ends != Counter(mark_id for mark_id, _ in self.starts):
            self._found.append("a bookmark is not closed")

    def _related(self, rel_id: str) -> None:
        relation = self._part.relations.get(rel_id)
        if relation is None:
            self._found.append(f"the relationship '{rel_id}' is missing")
        elif not relation.external and relation.target not in self._docx.names:
            self._found.append(f"the part '{relation.target}' is missing")


def _repeated(what: str, values: Iterator[str]) -> list[str]:
    counts = Counter(values)
    return [f"the {what} '{value}' is used twice" for value, n in counts.items() if n > 1]


def _note_faults(kind: str, part: Part) -> Iterator[str]:
    """Each note begins with its own number, has it once, is not empty and refers to no note."""
    for note in real_notes(kind, part):
        name = f"{part.name}: the {kind} with the id {note.get(f'{W}id')}"
        runs = note.iter(f"{W}r")
        first = next(runs, None)
        marks = list(note.iter(f"{W}{kind}Ref"))
        if len(marks) != 1 and not (not marks and _has_custom_mark(first)):
            yield f"{name} has its number {len(marks)} times"
        elif marks and marks[0].getparent() is not first:
            yield f"{name} does not begin with its number"
        if not any((t.text or "").strip() for run in runs for t in run.iterchildren(f"{W}t")):
            yield f"{name} is empty"
    for reference in part.root.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
        yield f"{part.name}: a {kind} refers to the note with the id {reference.get(f'{W}id')}"
    kinds = {note.get(f"{W}type") for note in part.root.iter(f"{W}{kind}")}
    if not {"separator", "continuationSeparator"} <= kinds:
        yield f"{part.name}: a separator is missing"


def _has_custom_mark(run: Element | None) -> bool:
    """Whether the first run of a note is a mark that is written out."""
    if run is None:
        return False
    return run.find(f"{W}rPr/{W}rStyle") is not None and run.find(f"{W}t") is not None


def _section_faults(kind: str, document: Part, part: Part) -> Iterator[str]:
    """LibreOffice takes the numbering of notes from the section only."""
    if next(real_notes(kind, part), None) is None:
        return
    for section in document.root.iter(f"{W}sectPr"):
        options = section.find(f"{W}{kind}Pr")
        if options is None:
            yield f"{document.name}: a section has no {kind}Pr"
            continue
        for name, wanted in (("numFmt", "decimal"), ("numRestart", "continuous")):
            element = options.find(f"{W}{name}")
            if element is not None and element.get(f"{W}val") != wanted:
                yield f"{document.name}: the {kind}s of a section are not numbered {wanted}"
