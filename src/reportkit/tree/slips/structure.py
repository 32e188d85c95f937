"""Slips in structure: colons, hyphens and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.tree.slips.texts import items_around, lines_of, whole
from reportkit.tree.slips.values import Draft, Failure, Line, Slip, in_line, quoted

_JOINED_KEY = re.compile(r"([A-Za-z_][\w-]*)(:)(\S.*)$")
_OTHER_SIGN = re.compile(r"([A-Za-z_][\w-]*)[ \t]*(：|﹕|︰|꞉|=>|:=|=|->)[ \t]*(.*)$")
_BARE_KEY = re.compile(r"([a-z_]+)(?:[ \t]+(\S.*))?$")
_PAIRS = {"[": "]", "{": "}"}


def no_space(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A missing space after a colon or a hyphen."""
    for line in lines_of(draft, failure):
        raw = line.raw
        hyphen = re.match(r"([ \t]*)-(?=[^\s-])", raw)
        if hyphen:
            new = f"{hyphen[1]}- {raw[hyphen.end() :]}"
            yield _space(line, new, hyphen.end() - 1, "-", len(hyphen[1]) + 2)
            if joined := _JOINED_KEY.match(raw, hyphen.end()):
                new = f"{hyphen[1]}- {joined[1]}: {joined[3]}"
                yield _space(line, new, hyphen.end() - 1, "-", len(hyphen[1]) + 2)
        joined = _JOINED_KEY.match(raw, line.content)
        if joined and not line.key and (draft.is_near(joined[1]) or not line.is_item):
            if joined[3].startswith("//"):
                continue
            new = f"{raw[: line.content]}{joined[1]}: {_value(joined[3])}"
            yield _space(line, new, joined.start(2), ":", line.content)


def _space(line: Line, new: str, at: int, sign: str, node_at: int) -> Slip:
    what = "hyphen of an item" if sign == "-" else "colon of a key"
    return in_line(
        line,
        "RK019",
        f"a space is missing after the {what}",
        f"write a space after {sign}",
        at,
        new,
        node_at=node_at,
    )


def no_colon(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A key without a colon, or with another character in its place."""
    for line in lines_of(draft, failure):
        raw, column = line.raw.rstrip(), line.content
        if line.key:
            continue
        other = _OTHER_SIGN.match(raw, column)
        if other and (draft.is_near(other[1]) or not line.is_item):
            new = f"{raw[:column]}{other[1]}: {_value(other[3])}".rstrip()
            message = f"a colon and a space must follow the key '{other[1]}', not {other[2]}"
            at, length = line.start + other.start(2), len(other[2])
            yield _keyed(line, message, at, length, new)
        bare = _BARE_KEY.match(raw, column)
        if bare and draft.is_near(bare[1]):
            new = f"{raw[:column]}{bare[1]}:{' ' if bare[2] else ''}{_value(bare[2] or '')}"
            message = f"a colon is missing after the key '{bare[1]}'"
            yield _keyed(line, message, line.start + bare.end(1), 1, new)


def _keyed(line: Line, message: str, at: int, length: int, new: str) -> Slip:
    hint = "write a colon and a space after the key"
    number = line.number
    return Slip("RK019", message, hint, at, length, number, number, (new,), node_at=line.content)


def _value(text: str) -> str:
    """The text, in quotes if YAML would not read it as it is."""
    needs = re.search(r":(\s|$)|\s#", text) or text[:1] in "*&!|>%@`?"
    return quoted(text) if needs and text[:1] not in "'\"" else text


def list_on_the_line(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A list that begins on the line of its key, or a text that begins with a hyphen."""
    if "block sequence entries" not in failure.problem:
        return
    line = draft.line(draft.number(failure.at))
    if not line.value.startswith("- "):
        return
    last, text = whole(draft, line)
    at = line.start + line.value_at
    below = next((draft.line(n) for n in range(line.number + 1, draft.last + 1)), None)
    if below is not None and below.is_item and below.indent >= line.indent:
        head = line.raw[: line.value_at].rstrip()
        lines: tuple[str, ...] = (head, f"{' ' * below.indent}{line.value}{line.comment}")
        message = f"the items of '{line.key}' must begin on their own line"
        hint = "begin the list on the next line"
        yield Slip("RK018", message, hint, at, 1, line.number, line.number, lines)
    else:
        message = (
            "a text that begins with - must be in quotes: in YAML, it begins an item of a list"
        )
        lines = (line.with_value(quoted(text)),)
        hint = "put the whole text in quotes"
        yield Slip("RK013", message, hint, at, 1, line.number, last, lines, meant=text)


def bracket(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A bracket that is unclosed, closed by another kind, or closed twice."""
    for line in lines_of(draft, failure):
        last = draft.extent(line)
        rest = [draft.raw(number).rstrip() for number in range(line.number + 1, last + 1)]
        value = "\n".join((line.value, *rest))
        start = _unclosed(value)
        if start is None:
            yield from _closed_twice(line)
            continue
        opening = value[start]
        closer, end = _PAIRS[opening], value.rstrip(",")
        if end[-1:] in "]}" and end[-1:] != closer and not rest:
            message = f"{opening} is closed by {end[-1]}, not by {closer}"
            at = line.start + line.value_at + len(end) - 1
            fixed = line.with_value(f"{end[:-1]}{closer}")
            yield _bracket(line, message, f"write {closer} in its place", at, (fixed,))
        new = tuple(line.with_value(f"{end}{closer}").split("\n"))
        what = "a list" if opening == "[" else "a mapping"
        message = f"{opening} opens {what} and is never closed"
        if "\n" in value[:start]:
            continue
        at = line.start + line.value_at + start
        yield _bracket(line, message, f"close it with {closer}", at, new, last)


def no_comma(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """Two items in brackets without a comma between them."""
    if "expected ','" not in failure.problem:
        return
    before = draft.text[: failure.at].rstrip()
    one_line = "\n" not in draft.text[len(before) : failure.at]
    if one_line and not re.match(
        r"[\"'\]}]\s*([\"'\[{]|[a-z_]+:\s)", draft.text[len(before) - 1 :]
    ):
        return
    line = draft.line(draft.number(len(before) - 1))
    column = len(before) - line.start
    new = f"{line.raw[:column]},{line.raw[column:]}"
    message = "a comma is missing between two items"
    yield _bracket(line, message, "write a comma here", len(before), (new,))


def _bracket(
    line: Line, message: str, hint: str, at: int, new: tuple[str, ...], last: int = -1
) -> Slip:
    last = max(line.number, last)
    return Slip("RK017", message, hint, at, 1, line.number, last, new)


def _closed_twice(line: Line) -> Iterator[Slip]:
    found = re.search(r"([\]}])[\]}]+$", line.value)
    if found and line.value[:1] in _PAIRS:
        shorter = line.value
        while shorter.count("[") + shorter.count("{") < shorter.count("]") + shorter.count("}"):
            shorter = shorter[:-1]
        message = "there is one closing bracket too many"
        at = line.start + line.value_at + len(shorter)
        yield _bracket(line, message, "remove it", at, (line.with_value(shorter),))


def _unclosed(value: str) -> int | None:
    """The index of the innermost bracket that a value leaves open."""
    if value[:1] not in _PAIRS:
        return None
    opened: list[int] = []
    for found in re.finditer(r"\"(?:[^\"\\]|\\.)*\"|(?<![^\s\[{,:])'(?:[^']|'')*'|[\[\]{}]", value):
        if found[0] in "[{":
            opened.append(found.start())
        elif found[0] in "]}" and opened and found[0] == _PAIRS[value[opened[-1]]]:
            opened.pop()
    return opened[-1] if opened else None


def flow_item(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A text in brackets with a character that separates items, keys or lists."""
    line = draft.line(draft.number(failure.at))
    column = failure.at - line.start
    for start, end in items_around(line.raw, column):
        text = line.raw[start:end]
        if text[:1] in ("'", '"') and text[-1:] == text[:1] and len(text) > 1:
            inner = text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1]
            inner = inner.replace('\\"', '"')
        else:
            inner = text
        if not inner.strip():
            continue
        new = f"{line.raw[:start]}{quoted(inner)}{line.raw[end:]}"
        if _unclosed(new[line.value_at :].rstrip()) is not None:
            continue
        sign = line.raw[column : column + 1].strip() or ":"
        yield in_line(
            line,
            "RK017",
            f"a text in brackets that contains {_signs(inner, sign)} must be in quotes",
            "put this text in quotes",
            start,
            new,
            end - start,
            meant=inner,
        )


def _signs(text: str, other: str) -> str:
    for sign in ("[", "]", "{", "}", ": ", '"', "'", "@", "%", "`", "*", "&", "!"):
        if sign in text:
            return sign.strip()
    return other
