"""Reads a plain text report back: marks `[7]` in the text, notes after the last rule of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from reportkit.proof.base import ExtractedText, ReadError, ReadNote, ReadNoteSection, ReadReference
from reportkit.reasons import reason

_RULE = "-" * 20
# An odd backslash makes the brackets the author's; two stand for one.
_BRACKETED = re.compile(r"(?P<slashes>\\*)\[(?P<number>\d+)\]")
_ABOVE = r"(?:\*\*(?P<above>\S(?:.|\n(?!\n))*)\*\*\n\n)?"
_NOTE = re.compile(rf"^{_ABOVE}\[(?P<number>\d+)\] ", re.MULTILINE)
"""The beginning of a note, and the title of a section of the notes above it."""


def read(path: Path) -> ExtractedText:
    """The references and notes of a plain text file. Raises ReadError when it is none."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8 text" if isinstance(error, ValueError) else reason(error)
        raise ReadError(why) from error
    front, notes, back = _split(text)
    front, code = _without_code(front)
    body, references = _read_body(_without_lines(front), code)
    read = tuple(_read_notes(notes))
    return ExtractedText(
        body=body + "\n" + _unescaped(back),
        references=references,
        notes=read,
        note_sections=tuple(_section(notes, read)),
        links=None,
        code=tuple(line for _, *lines in code for line in lines),
        signs="*`^~<>|",
        medium="text",
    )


_DRAWN = re.compile(r"^(?:\| )*-+(?:\+-+)*$", re.MULTILINE)
"""A line below the header of a table, or a rule between two passages."""
_HYPHENS = re.compile(r"^((?:\| )*)\\(?=\\*-+$)", re.MULTILINE)
"""What makes a line of hyphens the author's."""
_UNDERLINE = re.compile(r"(?<=\S\n)=+$", re.MULTILINE)
"""The line below the title."""


def _without_lines(text: str) -> str:
    """The text without the lines that are drawn below its title and the headers of tables."""

    def kept(found: re.Match[str]) -> str:
        # A rule has an empty line on both sides, and no crossings.
        before = text[text.rfind("\n", 0, max(0, found.start() - 1)) + 1 : found.start()]
        end = text.find("\n", found.end() + 1)
        after = text[found.end() : len(text) if end < 0 else end]
        return "" if "+" in found[0] or (before + after).strip("| \n") else found[0]

    text = _UNDERLINE.sub("", text, count=1)
    return _HYPHENS.sub(r"\1", _DRAWN.sub(kept, text))


_FENCED: Final = re.compile(
    r"^(?P<box>(?:\| )*)(?P<fence>`{3,})(?P<language>[^`\n]*)\n"
    r"(?P<lines>(?:(?P=box).*\n)*?)(?P=box)(?P=fence)$",
    re.MULTILINE,
)
_MARK_OR_CODE: Final = re.compile(rf"{_BRACKETED.pattern}|\0(?P<code>\d+)\0")
"""What is not text as it stands: numbers in brackets, and what stands for code."""


def _without_code(text: str) -> tuple[str, list[list[str]]]:
    """The text with signs in place of its code, and for each the language and the lines, with
    their white space: nothing in them is a mark."""
    code: list[list[str]] = []

    def taken(found: re.Match[str]) -> str:
        box = len(found["box"])
        lines = found["lines"].split("\n")[:-1]
        code.append([found["language"], *(line[box:] for line in lines)])
        return f"{found['box']}\0{len(code) - 1}\0"

    return _FENCED.sub(taken, text), code


def _split(text: str) -> tuple[str, str, str]:
    """The text before the notes, the notes, and the text after them."""
    start = None
    for found in re.finditer(rf"^{_RULE}\n(?=\S.*\n\n{_ABOVE}\[\d+\] )", text, re.MULTILINE):
        start = found
    if start is None:
        return text, "", ""
    notes = text[start.end() :]
    end = notes.find(f"\n{_RULE}\n")
    end = len(notes) if end < 0 else end
    return text[: start.start()], notes[:end], notes[end:]


def _read_body(text: str, code: list[list[str]]) -> tuple[str, tuple[ReadReference, ...]]:
    parts: list[str] = []
    references: list[ReadReference] = []
    position = length = 0
    for found in _MARK_OR_CODE.finditer(text):
        inside = "\n".join(code[int(found["code"])]) if found["code"] else _written(found)
        piece = text[position : found.start()] + inside
        parts.append(piece)
        length += len(piece)
        position = found.end()
        if not found["code"] and _is_mark(found):
            references.append(ReadReference(found["number"], length))
    parts.append(text[position:])
    return "".join(parts), tuple(references)


def _is_mark(found: re.Match[str]) -> bool:
    return len(found["slashes"]) % 2 == 0


def _written(found: re.Match[str]) -> str:
    """What the author wrote there: nothing but backslashes where there is a mark."""
    slashes = found["slashes"][::2]
    return slashes if _is_mark(found) else f"{slashes[1:]}[{found['number']}]"


def _read_notes(text: str) -> list[ReadNote]:
    starts = list(_NOTE.finditer(text))
    ends = [*(found.start() for found in starts), len(text)][1:]
    return [
        ReadNote(
            found["number"],
            _unescaped(text[found.end() : end]).strip(),
            above=_unescaped(found["above"] or ""),
        )
        for found, end in zip(starts, ends, strict=True)
    ]


def _section(text: str, notes: Sequence[ReadNote]) -> Iterator[ReadNoteSection]:
    """The list of notes, if there is one."""
    if notes:
        heading = text.partition("\n")[0].strip()
        yield ReadNoteSection(heading, notes[0].number, notes[-1].number)


def _unescaped(text: str) -> str:
    """A text in which no mark can stand: one that does is left, and so is found."""
    text = _HYPHENS.sub(r"\1", text)
    return _BRACKETED.sub(lambda found: found[0] if _is_mark(found) else _written(found), text)
