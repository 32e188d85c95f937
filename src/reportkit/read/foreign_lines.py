"""Markdown blocks in a text: what other tools would recognise at the beginning of a line.

In a report, a heading, a list or a table is a separate block; inside a text, its lines run together
into one paragraph, and its signs are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from reportkit.read.flow import flow
from reportkit.read.slip import Slip

_HEADING = re.compile(r"[ \t]*(#{1,6})[ \t]+(?!of\b)(\S.*)$")
_CLOSING = re.compile(r"[ \t]#+$")
_UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"[ \t]*>+[ \t]?(?=[^\s\d$€£>=.,%+-])(.*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*([\w{.+#-]*)[^`]*$")
_DIV = re.compile(r"[ \t]*:{3,}[ \t]*(?:\{.*\}|[\w-]+)")
_BULLET = re.compile(r"[ \t]*([-*+•‣◦–])[ \t]+(\S.*)$")
_NUMBER = re.compile(r"[ \t]*\(?(\d{1,3}|[A-Za-z])[.)][ \t]+(\S.*)$")
_DELIMITERS = re.compile(r"(?:\|[ \t]*)?:?-{2,}:?(?:[ \t]*\|[ \t]*:?-{2,}:?)*(?:[ \t]*\|)?$")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_LINK_DEFINITION = re.compile(
    r"[ \t]*\[([^\[\]^@]+)\]:[ \t]*<?((?:https?://|www\.|mailto:)\S+?)>?(?:[ \t].*)?$"
)
_NOTE_DEFINITION = re.compile(r"[ \t]*\[\^(\w[\w.:-]*)\]:[ \t]+(\S.*)$")

_BETWEEN: Final = 8
"""The maximum number of lines of text between two items of one list."""
_SHOWN: Final = 6
"""The number of items or rows that a proposal repeats; the author fills in the rest."""


class Line(Struct, frozen=True):
    """A line of a text."""

    start: int
    text: str


def line_slips(text: str, prose: bool) -> Iterator[Slip]:
    """The lines of a text that Markdown would turn into a block.

    `prose` is false for a text of one paragraph (a cell, a caption, a heading), in which "> 5 %",
    "# of cases" and "---" are values.
    """
    lines = _split(text)
    at = 0
    while at < len(lines):
        for rule in _RULES if prose or len(lines) > 1 else ():
            slip, taken = rule(lines, at)
            if taken:
                if slip is not None:
                    yield slip
                at += taken
                break
        else:
            at += 1


def _split(text: str) -> list[Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    return lines


Found = tuple[Slip | None, int]
"""What was found at a line, and how many lines it takes; 0 if it is not of that kind."""
_NOTHING: Final[Found] = (None, 0)


def _slip(code: str, line: Line, message: str, hint: str, block: bool = True) -> Slip:
    bare = line.text.strip()
    start = line.start + line.text.index(bare)
    return Slip(code, start, len(bare), message, hint, block=block)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _fence(lines: Sequence[Line], at: int) -> Found:
    found = _FENCE.match(lines[at].text)
    if found is None:
        return _NOTHING
    sign = found[1]
    end = at + 1
    while end < len(lines) and not (
        lines[end].text.strip().startswith(sign) and not lines[end].text.strip().strip(sign[0])
    ):
        end += 1
    if end == len(lines) and len(lines) == 1:
        return _NOTHING
    message = (
        f"the fence '{_short(lines[at].text)}' is not a listing: its lines run together as text"
    )
    hint = "write each line as `code` with a backslash at its end, or show the listing as a figure"
    return _slip("RK119", lines[at], message, hint, block=False), min(end, len(lines) - 1) - at + 1


def _div(lines: Sequence[Line], at: int) -> Found:
    if not _DIV.match(lines[at].text):
        return _NOTHING
    message = f"'{_short(lines[at].text)}' is printed as is"
    return _slip("RK127", lines[at], message, "box: {title: Words, body: [Text]}"), 1


def _heading(lines: Sequence[Line], at: int) -> Found:
    found = _HEADING.match(lines[at].text)
    if found is not None:
        text = _CLOSING.sub("", found[2].rstrip()).rstrip()
        return _made_heading(lines[at], text, len(found[1])), 1
    under = _UNDERLINE.match(lines[at + 1].text) if at + 1 < len(lines) else None
    if under is None or not lines[at].text.strip() or "|" in lines[at].text:
        return _NOTHING
    return _made_heading(lines[at], lines[at].text.strip(), 1 if "=" in under[1] else 2), 2


def _made_heading(line: Line, text: str, level: int) -> Slip:
    message = f"the heading '{_short(line.text)}' is printed as text, with its signs"
    title = flow(text)
    form = f"heading: {title}" if level == 1 else f"{{heading: {title}, level: {min(level, 6)}}}"
    return _slip("RK116", line, message, form)


def _rule(lines: Sequence[Line], at: int) -> Found:
    if not _RULE.match(lines[at].text):
        return _NOTHING
    message = f"the rule '{_short(lines[at].text)}' is printed as text"
    return _slip("RK124", lines[at], message, "rule: true"), 1


def _quote(lines: Sequence[Line], at: int) -> Found:
    end, words = at, []
    while end < len(lines) and (found := _QUOTE.match(lines[end].text)):
        words.append(found[1])
        end += 1
    if end == at:
        return _NOTHING
    message = f"the quotation '{_short(lines[at].text)}' is printed as text, with its signs"
    form = f"quote: {flow(_short(' '.join(words)))}"
    return _slip("RK118", lines[at], message, form), end - at


def _table(lines: Sequence[Line], at: int) -> Found:
    if "|" not in lines[at].text or at + 1 == len(lines):
        return _NOTHING
    second = lines[at + 1].text.strip()
    if not ("|" in second and _DELIMITERS.match(second)) and not (
        _ROW.match(lines[at].text) and _ROW.match(second)
    ):
        return _NOTHING
    end = at + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    rows = [line.text.strip() for line in lines[at:end]]
    header, *body = (_cells(row) for row in rows if not _DELIMITERS.match(row))
    shown = ", ".join(map(_listed, body[:_SHOWN])) + (", …" if len(body) > _SHOWN else "")
    message = f"the table that begins with '{_short(rows[0])}' is printed as text"
    form = f"table: {{header: {_listed(header)}, rows: [{shown}]}}"
    return _slip("RK120", lines[at], message, form), end - at


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def _listed(items: Sequence[str]) -> str:
    return f"[{', '.join(flow(item) for item in items)}]"


def _list(lines: Sequence[Line], at: int) -> Found:
    bullet = _BULLET.match(lines[at].text)
    number = None if bullet else _NUMBER.match(lines[at].text)
    if bullet is None and number is None:
        return _NOTHING
    items: list[str] = []
    last = end = at
    sign = (bullet or number or [""])[1]
    while end < len(lines):
        found = (_BULLET if bullet else _NUMBER).match(lines[end].text)
        if found is not None and (
            found[1] == sign if bullet else _follows(sign, found[1], len(items))
        ):
            items.append(found[2])
            last = end
        elif not items or end - last > _BETWEEN:
            break
        end += 1
    before = lines[at - 1].text.rstrip() if at else ""
    only = len(items) == 1
    if not items or (only and not _alone(lines, at, before, sign)):
        return _NOTHING
    shown = [*map(_short, items[:_SHOWN]), *(["…"] if len(items) > _SHOWN else [])]
    message = f"the list that begins with '{_short(lines[at].text)}' is printed as running text"
    form = f"list: {_listed(shown)}"
    form = form if bullet else f"{{{form}, ordered: true}}"
    return _slip("RK117", lines[at], message, form), last - at + 1


def _follows(first: str, this: str, count: int) -> bool:
    """Whether an item is the next one: 1, 2, 3 or a, b, c."""
    if first.isdigit() != this.isdigit():
        return False
    if first.isdigit():
        return int(this) == int(first) + count
    return ord(this) == ord(first) + count


def _alone(lines: Sequence[Line], at: int, before: str, sign: str) -> bool:
    """Whether a single item is meant as one: after a colon, or as the whole text."""
    if sign not in "-*+":
        return False
    if before.endswith(":"):
        return True
    return len(lines) == 1 and sign == "-" and lines[at].text.strip()[2:].lstrip()[:1].isalpha()


def _link_definition(lines: Sequence[Line], at: int) -> Found:
    found = _LINK_DEFINITION.match(lines[at].text)
    if found is None:
        return _NOTHING
    message = f"'{_short(lines[at].text)}' is printed as is"
    words = "text" if found[1].isdigit() else found[1]
    hint = f"write the address in the link itself: [{words}]({found[2]})"
    return _slip("RK123", lines[at], message, hint, block=False), 1


def _note_definition(lines: Sequence[Line], at: int) -> Found:
    found = _NOTE_DEFINITION.match(lines[at].text)
    if found is None:
        return _NOTHING
    message = f"'{_short(lines[at].text)}' is printed here; notes belong under notes"
    hint = f"write under notes: {found[1]}: {flow(_short(found[2]))}"
    return _slip("RK210", lines[at], message, hint, block=False), 1


_RULES: Final = (
    _fence,
    _div,
    _note_definition,
    _link_definition,
    _table,
    _heading,
    _rule,
    _quote,
    _list,
)
