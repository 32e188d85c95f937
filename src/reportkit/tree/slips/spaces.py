"""Slips in white space: tabs, spaces that are none, and indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportkit.tree.slips.basics import UNSEEN
from reportkit.tree.slips.texts import lines_of
from reportkit.tree.slips.values import Draft, Failure, Line, Slip, in_line

_NAMES: Final = {
    "\xa0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u200b": "a zero-width space",
    "\u2060": "a word joiner",
    "\u3000": "an ideographic space",
    "\ufeff": "a byte order mark",
    "\u2003": "an em space",
    "\u2002": "an en space",
    "\u2009": "a thin space",
}
_NO_WIDTH: Final = "\u200b\u200e\u200f\u2060\ufeff"
_MOVED = 60
"""Lines that are moved with the one above them."""


def unseen_space(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A space that is not U+0020, where YAML wants one."""
    for line in lines_of(draft, failure):
        raw = line.raw
        prefix = re.match(rf"[ \t{UNSEEN}]*(?:-[ \t{UNSEEN}]+)*(?:\w+:)?[ \t{UNSEEN}]*", raw)
        found = re.search(f"[{UNSEEN}]", prefix[0]) if prefix else None
        if prefix is None or found is None:
            continue
        sign = found[0]
        name = space_name(sign)
        plain = re.sub(f"[{_NO_WIDTH}]", "", prefix[0])
        plain = re.sub(f"[{UNSEEN}]", " ", plain)
        rest = raw[prefix.end() :]
        for new in dict.fromkeys((f"{plain}{rest}", *_columns(draft, line, f"{plain}{rest}"))):
            yield in_line(
                line,
                "RK015",
                f"{name} is in a place where YAML requires a plain space",
                "delete it" if sign in _NO_WIDTH else "type the spaces again with the space bar",
                found.start(),
                new,
                node_at=_node_at(new),
            )


def in_no_width(sign: str) -> bool:
    """Whether the character takes no room."""
    return sign in _NO_WIDTH


def space_name(sign: str) -> str:
    """The name of a space that is not U+0020, with its code."""
    return f"{_NAMES.get(sign, 'a space of another kind')} (U+{ord(sign):04X})"


def tab(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A tab in the indentation, or after a hyphen."""
    hint = "put spaces in its place"
    in_block = "tab character where an indentation space" in failure.problem
    for line in lines_of(draft, failure):
        prefix = re.match(r"([ \t]*)((?:-[ \t]+)*)", line.raw)
        if prefix is None or "\t" not in prefix[0]:
            continue
        at = prefix[0].index("\t")
        where = "in the indentation" if at < prefix.end(1) else "after the hyphen"
        message = f"a tab stands {where}, where YAML takes only spaces"
        bare = re.sub(r"-[ \t]+", "- ", prefix[2]) + line.raw[prefix.end() :]
        wide = f"{prefix[1].expandtabs(2)}{bare}"
        if in_block:
            upper = next(draft.above(line.number), line)
            new = f"{' ' * (upper.content + 2)}{bare}"
            yield in_line(line, "RK014", message, hint, at, new)
        for new in dict.fromkeys((wide, *_columns(draft, line, wide))):
            yield in_line(line, "RK014", message, hint, at, new, node_at=_node_at(new))


def indentation(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A line that stands deeper or less deep than those it belongs to."""
    line = draft.line(draft.number(failure.at))
    if not line.is_item and not (line.key and (draft.is_near(line.key) or not _joins(failure))):
        yield from _text_of_a_block(draft, line)
        return
    if line.indent == 0 and (first := _indented_head(draft, line)) is not None:
        yield first
    last = _children(draft, line)
    below = [draft.raw(number) for number in range(line.number + 1, last + 1)]
    for new in _columns(draft, line, line.raw):
        by = len(new) - len(line.raw)
        moved = (new, *(_shifted(raw, by) for raw in below))
        what = "item" if line.is_item else "key"
        spaces = abs(by)
        plural = "space" if spaces == 1 else "spaces"
        direction = "less" if by > 0 else "more"
        yield Slip(
            "RK018",
            f"this {what} is indented by {spaces} {plural} {direction} than those it belongs to",
            "begin it in the same column as they do",
            line.start + line.indent,
            1,
            line.number,
            last,
            moved,
            node_at=_node_at(new),
        )


def _indented_head(draft: Draft, line: Line) -> Slip | None:
    """The slip of a file that begins indented and goes on at the margin."""
    lines = list(draft.above(line.number))
    if not 0 < len(lines) <= _MOVED or any(upper.indent == 0 for upper in lines):
        return None
    top, bottom = lines[-1], lines[0]
    new = tuple(_shifted(draft.raw(n), -top.indent) for n in range(top.number, bottom.number + 1))
    message = "the file begins indented, but continues at the margin"
    hint = "begin each key of the report at the margin"
    return Slip("RK018", message, hint, top.start, top.indent, top.number, bottom.number, new)


def _joins(failure: Failure) -> bool:
    """Whether the line goes on with the text above: it may be a text with a colon."""
    return "mapping values are not allowed" in failure.problem


def _text_of_a_block(draft: Draft, line: Line) -> Iterator[Slip]:
    """A line of a block of text (`|`) that is not indented deeply enough."""
    numbers = [
        line.number,
        *(n for n, _ in zip(_numbers_above(draft, line), range(3), strict=False)),
    ]
    for number in numbers:
        head, first = _head_of_block(draft, number)
        if head is None:
            continue
        base = head.content if head.is_item and head.key else head.indent
        deep = max(draft.line(first).indent, base + 2) if first != number else base + 2
        last = number
        while last < draft.last and draft.line(last + 1).indent == draft.line(number).indent:
            below = draft.line(last + 1)
            if below.is_item or below.key or below.is_blank:
                break
            last += 1
        lines = tuple(" " * deep + draft.raw(n).lstrip() for n in range(number, last + 1))
        message = "a line of this block of text is indented less than the block"
        hint = "indent all lines of the block equally, two spaces deeper than the line of its |"
        at = draft.starts[number] + draft.line(number).indent
        yield Slip("RK018", message, hint, at, 1, number, last, lines)


def _numbers_above(draft: Draft, line: Line) -> Iterator[int]:
    return (upper.number for upper in draft.above(line.number))


def _head_of_block(draft: Draft, number: int) -> tuple[Line | None, int]:
    """The line whose `|` begins the block that a line goes on with, and the block's first line."""
    first = number
    for upper, _ in zip(draft.above(number), range(_MOVED), strict=False):
        if re.search(r"(^|[ \t])[|>][+-]?$", upper.raw.rstrip()):
            return upper, first
        if upper.is_item or upper.indent < draft.line(number).indent:
            break
        first = upper.number
    return None, number


def _columns(draft: Draft, line: Line, text: str) -> Iterator[str]:
    """The line in each column where it could begin, the nearest first."""
    here = len(text) - len(text.lstrip(" \t"))
    found: dict[int, None] = {}
    lowest = 1 << 30
    for upper in draft.above(line.number):
        if upper.indent >= lowest and lowest != 1 << 30:
            continue
        lowest = upper.indent
        for column in (upper.content, upper.indent):
            found[column] = None
        if upper.key and not upper.value:
            found[upper.content + 2] = None
        if lowest == 0:
            break
    bare = text.lstrip(" \t")
    for column in sorted(found, key=lambda column: abs(column - here)):
        if column != line.indent or text != line.raw:
            yield f"{' ' * column}{bare}"


def _children(draft: Draft, line: Line) -> int:
    """The last of the lines below that are indented more, and move with the line."""
    last = line.number
    for number in range(line.number + 1, min(line.number + _MOVED, draft.last + 1)):
        raw = draft.raw(number)
        deep = line.content if line.is_item else line.indent + 1
        if raw.strip() and len(raw) - len(raw.lstrip(" ")) < deep:
            break
        last = number if raw.strip() else last
    return last


def _shifted(raw: str, by: int) -> str:
    if not raw.strip():
        return raw
    indent = len(raw) - len(raw.lstrip(" "))
    return f"{' ' * max(0, indent + by)}{raw.lstrip(' ')}"


def _node_at(new: str) -> int:
    """The column at which what the line holds begins: behind the hyphens."""
    found = re.match(r" *(?:- +)*", new)
    assert found is not None
    return found.end()
