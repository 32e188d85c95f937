"""Slips in a text: characters with a meaning in YAML that the author meant as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from yaml.events import ScalarEvent

from reportkit.tree.slips.basics import CURLY, index_of
from reportkit.tree.slips.values import Draft, Failure, Line, Slip, in_line, quoted

_QUOTE: Final = "put the whole text in quotes"
_TAKEN: Final = {
    "*": "it begins an alias",
    "&": "it begins an anchor",
    "!": "it begins a tag",
    "%": "it begins a directive",
    "@": "it is reserved",
    "`": "it is reserved",
    "[": "it begins a list",
    "{": "it begins a mapping",
    "|": "it begins a block of text",
    ">": "it begins a block of text",
    "?": "it begins a key",
    ",": "it ends an item",
    "]": "it ends a list",
    "}": "it ends a mapping",
}
"""The meaning in YAML of a character at the beginning of a text."""
_BULLETS: Final = re.compile(r"[*•·‣▪–—][ \t]+")
_CLOSING: Final = {"'": re.compile(r"'(?!')"), '"': re.compile(r'(?<!\\)"')}
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_HEAD_OF_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?$")


def lines_of(draft: Draft, failure: Failure) -> list[Line]:
    """The lines that may contain the slip: that of the failure, the first of its text, the last."""
    numbers = [draft.number(failure.at)]
    numbers += [draft.number(failure.since), draft.opener(numbers[0]).number]
    numbers += [line.number for line, _ in zip(draft.above(numbers[0]), range(1), strict=False)]
    return [draft.line(number) for number in dict.fromkeys(numbers)]


def whole(draft: Draft, line: Line) -> tuple[int, str]:
    """The last line of the text that begins in a line, and the text in one line."""
    last = draft.extent(line)
    rest = [draft.line(number).raw.strip() for number in range(line.number + 1, last + 1)]
    return last, " ".join(filter(None, (line.value, *rest)))


def in_quotes(
    draft: Draft, line: Line, code: str, message: str, at: int, length: int = 1, hint: str = _QUOTE
) -> Slip:
    """The slip that is corrected by putting the whole text that begins in a line into quotes."""
    last, text = whole(draft, line)
    lines = [line.with_value(quoted(text))]
    if last > line.number:
        quote = quoted(text)[0]
        raws = [draft.raw(number) for number in range(line.number + 1, last + 1)]
        doubled = [raw.replace("'", "''") if quote == "'" else raw for raw in (line.value, *raws)]
        lines = [line.with_value(f"{quote}{doubled[0]}"), *doubled[1:]]
        lines[-1] = f"{lines[-1].rstrip()}{quote}"
    return Slip(code, message, hint, at, length, line.number, last, tuple(lines), meant=text)


def sign_first(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A text that begins with a character that has a meaning in YAML."""
    for line in lines_of(draft, failure):
        sign = line.value[:1]
        if sign not in _TAKEN or _HEAD_OF_BLOCK.match(line.value):
            continue
        if line.value.startswith(("%YAML", "%TAG")):
            continue
        message = f"a text that begins with {sign} must be in quotes: in YAML, {_TAKEN[sign]}"
        if sign in "[{" and not _text_behind_bracket(line.value):
            continue
        hint = "put it in quotes, or write `quote: …` for a quotation" if sign == ">" else _QUOTE
        at = line.start + line.value_at
        yield in_quotes(draft, line, "RK013", message, at, hint=hint)


def _text_behind_bracket(value: str) -> bool:
    """Whether more than a separator follows the bracket that closes the first one."""
    depth = 0
    for at, sign in enumerate(value):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            return bool(re.match(r"\s*[^\s,\]}]", value[at + 1 :]))
    return False


def bullet(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """An item that begins with a bullet or a typographic dash."""
    for line in lines_of(draft, failure):
        found = _BULLETS.match(line.raw, line.indent)
        if found is None or line.key:
            continue
        sign = line.raw[line.indent]
        text = line.raw[found.end() :]
        new = f"{' ' * line.indent}- {text}"
        message = f"an item of a list begins with a hyphen and a space, not with {sign}"
        yield in_line(
            line,
            "RK019",
            message,
            "write - in its place",
            line.indent,
            new,
            node_at=line.indent + 2,
        )


def foreign_comment(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A comment in the style of another language, at the beginning of a line."""
    for line in lines_of(draft, failure):
        found = re.match(r"[ \t]*(//|%(?!YAML|TAG)|;|--|/\*)[ \t]*", line.raw)
        if found and not line.key:
            message = f"a line that begins with {found[1]} is not a comment in YAML"
            new = f"{line.raw[: found.start(1)]}# {line.raw[found.end() :]}"
            hint, length = "begin a comment with # and a space", len(found[1])
            yield in_line(line, "RK013", message, hint, found.start(1), new, length)


def curly_quotes(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """Typographic quotes where YAML requires straight ones."""
    for line in lines_of(draft, failure):
        value = line.value
        closers = CURLY.get(value[:1], '"' if value[:1] == '"' else "")
        if value[:1] in CURLY and value[-1:] in (*closers, '"', "'") and len(value) > 1:
            text, sign, at = value[1:-1], value[0], line.value_at
        elif value[:1] in ("'", '"') and value[-1:] in "“”„’‘" and value.count(value[0]) == 1:
            text, sign, at = value[1:-1], value[-1], line.value_at + len(value) - 1
        else:
            continue
        yield in_line(
            line,
            "RK016",
            f"{sign} is an ordinary letter to YAML: only ' and \" put a text in quotes",
            "use straight quotes around the text",
            at,
            line.with_value(quoted(text)),
            meant=text,
        )


def escape(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A backslash in double quotes that does not begin an escape."""
    if "escape" not in failure.problem and "hexdecimal" not in failure.problem:
        return
    line = draft.line(draft.number(failure.at))
    start = line.raw.rfind("\\", 0, failure.at - line.start + 1)
    if start < 0:
        return
    if half := _HALF.match(line.raw, start):
        message = f"{half[0]} is only half of a character, which no text can contain"
        yield in_line(line, "RK007", message, "delete it", start, _HALF.sub("", line.raw), 6)
    new = re.sub(r'\\(\\|"|$)|\\', lambda f: f[0] if f[1] is not None else r"\\", line.raw)
    sign = line.raw[start : start + 2]
    yield in_line(
        line,
        "RK020",
        f"{sign} is not an escape that YAML knows in double quotes",
        "double each backslash, or use single quotes, where a backslash is ordinary",
        start,
        new,
        2,
    )


def inner_quote(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A quote in quotes, an apostrophe in single quotes, or a text that only begins in quotes."""
    below = draft.line(draft.number(failure.at))
    for line in lines_of(draft, failure):
        quote = line.value[:1]
        if quote not in ("'", '"'):
            continue
        if below.number > line.number and (below.is_item or draft.is_near(below.key)):
            continue  # not the continuation of a text, but an item or a key
        last, text = whole(draft, line)
        body = text[1:]
        closing = _CLOSING[quote].search(body.replace("''", "\0\0"))
        if closing is None or not body[closing.end() :].strip():
            continue
        if body.endswith(quote) and closing.end() < len(body):
            message, hint, text = _quote_in_quotes(body, closing.start(), quote)
        else:
            more = body[closing.end() :].strip()[:40]
            message = f"the text ends at its second {quote}, and more follows: {more}"
            hint = _QUOTE
        at = line.start + line.value_at + 1 + closing.start()
        at = at if last == line.number else max(line.start, failure.at - 1)
        new = line.with_value(quoted(text))
        yield Slip("RK011", message, hint, at, 1, line.number, last, (new,), meant=text)


def _quote_in_quotes(body: str, at: int, quote: str) -> tuple[str, str, str]:
    """The message, the hint and the intended text. `body` is everything after the first quote."""
    before, after = re.search(r"\S*$", body[:at]), re.match(r"\S*", body[at:])
    assert before is not None and after is not None
    word = f"{before[0]}{after[0]}"
    what = "apostrophe" if quote == "'" and re.search(r"\w'\w", word) else "quote"
    text = body[:-1].replace("''", "'") if quote == "'" else body[:-1].replace('\\"', '"')
    hint = "put quotes of the other kind around the text"
    if "'" in text and '"' in text:
        hint = "put the text in single quotes, and double each apostrophe in it"
    return f"the {what} in {word} ends the text, which begins with {quote}", hint, text


def unclosed_quote(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A quote that is not closed before the end of the file or a quote of another text."""
    opened = [failure.since] if "end of stream" in failure.problem else []
    for event in failure.events[-3:]:
        if isinstance(event, ScalarEvent) and event.style in ("'", '"'):
            start, end = index_of(event.start_mark), index_of(event.end_mark)
            if "\n" in draft.text[start:end]:
                opened.append(start)
    for index in opened:
        line = draft.line(draft.number(index))
        quote = draft.text[index : index + 1]
        if quote not in ("'", '"'):
            continue
        if index == line.start + line.value_at:
            yield from _closed(draft, line, quote, failure)
        elif line.value[:1] in ("[", "{"):
            yield from _closed_in_brackets(line, index - line.start, quote)


def _closed_in_brackets(line: Line, column: int, quote: str) -> Iterator[Slip]:
    """A quote left open in an item between brackets, closed at each place where it may end."""
    message, hint = "the quote that opens here is not closed", "close it at the end of the item"
    for end in re.finditer(r"\s*[,\]}]", line.raw[column:]):
        stop = column + end.start()
        new = f"{line.raw[:stop]}{quote}{line.raw[stop:]}"
        yield in_line(line, "RK012", message, hint, column, new)


def _closed(draft: Draft, line: Line, quote: str, failure: Failure) -> Iterator[Slip]:
    at = line.start + line.value_at
    if key := re.match(r"['\"]([a-z_]+):(?=\s)", line.value):
        new = (f"{line.raw[: line.value_at]}{line.raw[line.value_at + 1 :]}",)
        message = f"a quote opens before the key '{key[1]}', and none closes it"
        number = line.number
        yield Slip("RK012", message, "remove the quote", at, 1, number, number, new)
    last = draft.extent(line)
    lines = [line.with_value(line.value), *(draft.raw(n) for n in range(line.number + 1, last + 1))]
    end = draft.line(last)
    tail = end.value if last > line.number else line.value
    if re.match(r"'(tis|twas|til|em|cause|n|\d\ds?)\b", line.value, re.I):
        message = "an apostrophe at the beginning of a text opens a quote, and none closes it"
        yield in_quotes(draft, line, "RK012", message, at)
    if tail[-1:] in CURLY or tail[-1:] in "’”»":
        return
    lines[-1] = (
        f"{lines[-1].rstrip()}{quote}"
        if last > line.number
        else line.with_value(f"{line.value}{quote}")
    )
    until = draft.number(min(failure.at, len(draft.text) - 1)) + 1
    message = "the quote that opens here is not closed before the end of the file"
    if "end of stream" not in failure.problem:
        message = f"the quote that opens here runs on to the next one, in line {until}"
    hint = "close it at the end of the text"
    yield Slip("RK012", message, hint, at, 1, line.number, last, tuple(lines))


def _colon_above(draft: Draft, line: Line) -> Iterator[Slip]:
    """A colon in the first line of a text that goes on: YAML reads a key there, and one below."""
    upper = next(draft.above(line.number), None)
    opener = draft.opener(upper.number) if upper is not None else line
    found = re.search(r"(\S+): ", opener.value)
    if found and opener.is_item and not opener.key and opener.value[:1] not in ("'", '"'):
        at = opener.start + opener.value_at + found.end(1)
        message = (
            f"the colon after '{found[1][-40:]}' makes YAML read a key, because a space follows it"
        )
        yield in_quotes(draft, opener, "RK010", message, at)


def comment(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A `#` in the middle of a text of several lines: what follows goes on with nothing."""
    here = draft.number(failure.at)
    for number in range(here, max(-1, here - 20), -1):
        line = draft.line(number)
        found = re.search(r"(?:^|[ \t])(#.*)", line.raw[line.value_at :])
        if found is None or line.value[:1] in ("'", '"', "|", ">"):
            continue
        lost, column = found[1].rstrip(), line.value_at + found.start(1)
        if line.start + column > failure.at or (line.comment and line.comment.startswith("  ")):
            continue
        message = f"'{lost[:60]}' is not read: a # after a space begins a comment"
        if line.value[:1] in ("[", "{"):
            for start, end in items_around(line.raw, column):
                text = line.raw[start:end]
                new = f"{line.raw[:start]}{quoted(text)}{line.raw[end:]}"
                length = end - column
                yield in_line(line, "RK024", message, _QUOTE, column, new, length, meant=text)
            continue
        opener = draft.opener(number)
        if line.is_blank and lost.startswith("# ") and opener.number < number:
            yield _moved_comment(draft, opener, line)
        yield in_quotes(draft, opener, "RK024", message, line.start + column, len(lost))


def _moved_comment(draft: Draft, opener: Line, line: Line) -> Slip:
    """The slip of a line of comment between the lines of a text."""
    last, _ = whole(draft, opener)
    numbers = [n for n in range(opener.number, last + 1) if n != line.number]
    lines = (f"{' ' * opener.indent}{line.raw.strip()}", *map(draft.raw, numbers))
    message = "a comment ends the text above it, and the line below continues it"
    hint = "put the comment above the text"
    at = line.start + line.indent
    return Slip("RK024", message, hint, at, len(line.raw.strip()), opener.number, last, lines)


def items_around(raw: str, column: int) -> Iterator[tuple[int, int]]:
    """Where a text between brackets may begin and end that holds a column, the nearest first."""
    starts = [found.end() for found in re.finditer(r"(?:[\[{,]|:(?=\s))\s*", raw[:column])]
    ends = [found.start() for found in re.finditer(r"\s*[,\]}]", raw) if found.start() >= column]
    for start in reversed(starts[-4:]):
        for end in ends[:4]:
            yield start, end


def colon(draft: Draft, failure: Failure) -> Iterator[Slip]:
    """A colon and a space in a text without quotes."""
    if "expected ':'" in failure.problem:
        yield from _colon_above(draft, draft.line(draft.number(failure.since)))
    if "mapping values are not allowed" not in failure.problem:
        return
    here = draft.line(draft.number(failure.at))
    openers = [draft.opener(here.number)]
    if not here.is_item:
        openers += [upper for upper in draft.above(here.number) if upper.indent < here.indent][:1]
    for line in openers:
        if line.value[:1] in ("'", '"', "|", ">") or not line.value:
            continue
        before = re.search(r"(\S+)\s*$", here.raw[: failure.at - here.start])
        place = f"after '{before[1][-40:]}'" if before and line.value_at < before.end() else "here"
        message = f"the colon {place} makes YAML read a key, because a space follows it"
        yield in_quotes(draft, line, "RK010", message, failure.at)
