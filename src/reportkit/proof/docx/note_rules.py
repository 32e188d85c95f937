"""The rules for note references and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportkit.proof.docx.parts import Docx, Element, Part, W

NOTE_KINDS: Final = ("footnote", "endnote")
_MOST: Final = 32_767
"""Word reads the id of a note as a signed number of 16 bits (MS-OI29500)."""
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator"})
_TYPE, _RUN, _TEXT = f"{W}type", f"{W}r", f"{W}t"
_NOTEREF: Final = re.compile(r"^\s*NOTEREF\s+(\S+)")


def real_notes(kind: str, part: Part) -> Iterator[Element]:
    """The notes of a part without the separators, which are notes of a special type."""
    for note in part.all(f"{W}{kind}"):
        if note.get(_TYPE, "normal") == "normal":
            yield note


def pairing_faults(docx: Docx) -> list[str]:
    """What is broken between references and notes: ids 1..n in the order of the text, each
    referred to once. LibreOffice pairs by rank and Word by id; only so do they agree."""
    found: list[str] = []
    for kind, part in zip(NOTE_KINDS, (docx.footnotes, docx.endnotes), strict=True):
        called = [e.get(f"{W}id", "") for e in docx.document.all(f"{W}{kind}Reference")]
        notes = [] if part is None else [e.get(f"{W}id", "") for e in real_notes(kind, part)]
        expected = [str(n) for n in range(1, len(called) + 1)]
        if called != expected:
            found.append(f"the ids of the {kind} references are not 1 to {len(called)} in order")
        if sorted(notes) != sorted(called):
            found.append(f"the {kind}s do not match the references in the text one to one")
        elif notes != expected:
            found.append(f"the {kind}s are not in the order of the text")
        if len(notes) > _MOST:
            found.append(f"there are {len(notes)} {kind}s, and Word can number at most {_MOST}")
    found += _repeated_reference_faults(docx.document.root)
    return found


def _repeated_reference_faults(root: Element) -> Iterator[str]:
    """A field that refers to a note again must show the note's number."""
    shown = _numbers_of_bookmarks(root)
    for instruction in root.iter(f"{W}instrText"):
        found = _NOTEREF.match(instruction.text or "")
        if found is None:
            continue
        name, number = found.group(1), _cached(instruction)
        if name in shown and shown[name] != number:
            yield f"a field shows the number {number} for the note with the number {shown[name]}"


def _numbers_of_bookmarks(root: Element) -> dict[str, str]:
    """The number of the note reference after the beginning of each bookmark."""
    numbers: dict[str, str] = {}
    waiting: list[str] = []
    counted = 0
    tags = (f"{W}bookmarkStart", *(f"{W}{kind}Reference" for kind in NOTE_KINDS))
    for element in root.iter(*tags):
        if element.tag == tags[0]:
            waiting.append(element.get(f"{W}name", ""))
            continue
        if element.get(f"{W}customMarkFollows") in {"1", "true", "on"}:
            run = element.getparent()
            texts = () if run is None else run.iterchildren(f"{W}t")
            number = "".join(t.text or "" for t in texts)
        else:
            counted += 1
            number = str(counted)
        numbers.update(dict.fromkeys(waiting, number))
        waiting.clear()
    return numbers


def _cached(instruction: Element) -> str:
    """The text between the middle and the end of the field of an instruction."""
    run = instruction.getparent()
    parts: list[str] = []
    for sibling in () if run is None else run.itersiblings(f"{W}r"):
        mark = sibling.find(f"{W}fldChar")
        if mark is not None and mark.get(f"{W}fldCharType") == "end":
            break
        parts += [t.text or "" for t in sibling.iterchildren(f"{W}t")]
    return "".join(parts).strip()


def note_faults(kind: str, part: Part, document: Part) -> Iterator[str]:
    """Each note begins with its own number, has it once, is not empty and refers to no note;
    the separators are there, and each section says how its notes are numbered."""
    number_tag = f"{W}{kind}Ref"
    for note in real_notes(kind, part):
        for what in _faults_of(note, number_tag):
            yield f"{part.name}: the {kind} with the id {note.get(f'{W}id')} {what}"
    for other in NOTE_KINDS:
        for reference in part.all(f"{W}{other}Reference"):
            yield f"{part.name}: a {kind} refers to the note with the id {reference.get(f'{W}id')}"
    if not {note.get(_TYPE) for note in part.all(f"{W}{kind}")} >= _SEPARATORS:
        yield f"{part.name}: a separator is missing"
    if next(real_notes(kind, part), None) is not None:
        yield from _section_faults(kind, document)


def _faults_of(note: Element, number_tag: str) -> Iterator[str]:
    """The faults of one note, whose number is an element with this tag."""
    first: Element | None = None
    numbers: list[Element] = []
    empty = True
    for element in note.iter(_RUN, number_tag, _TEXT):
        tag = element.tag
        if tag == _RUN:
            first = element if first is None else first
        elif tag == number_tag:
            numbers.append(element)
        elif empty and element.getparent() is not first:
            empty = not (element.text or "").strip()
    if len(numbers) != 1 and not (not numbers and _has_custom_mark(first)):
        yield f"shows its number {len(numbers)} times"
    elif numbers and numbers[0].getparent() is not first:
        yield "does not begin with its number"
    if empty:
        yield "is empty"


def _has_custom_mark(run: Element | None) -> bool:
    """Whether the first run of a note is a written-out mark."""
    if run is None:
        return False
    return run.find(f"{W}rPr/{W}rStyle") is not None and run.find(f"{W}t") is not None


def _section_faults(kind: str, document: Part) -> Iterator[str]:
    """LibreOffice takes the numbering of notes only from the section."""
    for section in document.all(f"{W}sectPr"):
        options = section.find(f"{W}{kind}Pr")
        if options is None:
            yield f"{document.name}: a section has no {kind}Pr"
            continue
        for name, wanted in (("numFmt", "decimal"), ("numRestart", "continuous")):
            element = options.find(f"{W}{name}")
            if element is not None and element.get(f"{W}val") != wanted:
                yield f"{document.name}: the {kind}s of a section are not numbered {wanted}"


def settings_faults(kind: str, notes: Part, settings: Part | None) -> Iterator[str]:
    """The settings must name the separators; otherwise Word draws none."""
    listed = (
        set()
        if settings is None
        else {e.get(f"{W}id") for e in settings.root.iterfind(f"{W}{kind}Pr/{W}{kind}")}
    )
    for note in notes.all(f"{W}{kind}"):
        if note.get(_TYPE) in _SEPARATORS and note.get(f"{W}id") not in listed:
            yield f"the settings do not name the separator with the id {note.get(f'{W}id')}"
