"""What the author did wrong if JSON cannot be read: the slip, in words, and the corrected line.

As with YAML, a proposal counts only if the parser then reads past the corrected lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from reportkit.tree.slips.basics import CURLY, UNSEEN, JsonFailure
from reportkit.tree.slips.characters import character_hint, character_message, replacement
from reportkit.tree.slips.spaces import in_no_width, space_name
from reportkit.tree.slips.values import Draft, Line, Slip, in_line

_WORDS: Final = {"none": "null", "nil": "null", "undefined": "null", "null": "null"} | {
    word: value
    for value, words in (("true", ("true", "yes", "on")), ("false", ("false", "no", "off")))
    for word in words
}
_SINGLE: Final = re.compile(r"'((?:[^'\\\n]|\\.|(?<=\w)'(?=\w))*)'")
_COMMENT: Final = re.compile(r"//.*|#.*|/\*[\s\S]*?\*/")
_CLOSERS: Final = {"{": "}", "[": "]"}
_MOST: Final = 400
"""The maximum number of lines of one comment or text."""


Reach = Callable[[str], JsonFailure | None]
"""A function that says how far a text can be read as JSON; None for all of it."""


def find_json_slip(text: str, failure: JsonFailure, reach: Reach) -> Slip | None:
    """The slip that stopped JSON; None if that is unclear."""
    draft = Draft(text)
    line = draft.line(draft.number(min(failure.at, len(text) - 1)))
    if len(line.raw) > 20_000:
        return None
    proven = None
    for slip in _candidates(draft, line, failure):
        further = reach(draft.mended(slip))
        if further is None:
            return slip  # all of the file can be read
        shift = len("\n".join(slip.lines)) - _length(draft, slip)
        if proven is None and further.at - shift > max(failure.at, slip.at):
            proven = slip
    return proven


def _length(draft: Draft, slip: Slip) -> int:
    end = draft.starts[slip.last] + len(draft.raw(slip.last))
    return end - draft.starts[slip.first]


def _candidates(draft: Draft, line: Line, failure: JsonFailure) -> Iterator[Slip]:
    if failure.string >= 0:
        yield from _in_string(draft, failure)
        return
    if failure.at >= len(draft.text.rstrip()):
        yield from _not_closed(draft)
        return
    column = failure.at - line.start
    sign = draft.text[failure.at]
    yield from _foreign_signs(draft, line, column, sign)
    yield from _commas(draft, line, failure, sign)
    if failure.expected == ":":
        yield from _no_colon(draft, line, column)
    if failure.expected in ("value", "key") and draft.text[: failure.at].strip():
        yield from _bare_word(line, column, failure.expected)
    yield from _brackets(draft, line, failure, sign)


def _foreign_signs(draft: Draft, line: Line, column: int, sign: str) -> Iterator[Slip]:
    """Spaces, quotes and comments that JSON does not allow."""
    raw = line.raw
    if sign in UNSEEN:
        end = column + len(raw[column:]) - len(raw[column:].lstrip(f" {UNSEEN}"))
        message = f"{space_name(sign)} stands where JSON wants a plain space"
        plain = " " * sum(not in_no_width(s) for s in raw[column:end])
        new = f"{raw[:column]}{plain}{raw[end:]}"
        yield in_line(line, "RK015", message, "type the space again", column, new)
    if comment := _COMMENT.match(draft.text, line.start + column):
        last = draft.number(comment.end() - 1)
        rest = draft.text[comment.end() :].split("\n", 1)[0]
        hint = "remove it, or write the report in YAML, which has comments"
        new = f"{raw[:column].rstrip()}{rest}".rstrip()
        length = min(len(comment[0]), len(raw) - column)
        if last - line.number < _MOST:
            at, lines = line.start + column, (new, *[""] * (last - line.number))
            yield Slip("RK023", "JSON has no comments", hint, at, length, line.number, last, lines)
    if sign == "'":
        new = _SINGLE.sub(lambda found: _json(_unescaped(found[1])), raw)
        message = "JSON takes double quotes only, not single ones"
        yield in_line(line, "RK023", message, "write double quotes", column, new)
    if sign in CURLY:
        new = re.sub(f"[{''.join(CURLY)}]", '"', raw)
        message = f"{sign} is not a quote to JSON"
        yield in_line(line, "RK016", message, "use straight quotes", column, new)


def _unescaped(text: str) -> str:
    return text.replace("\\'", "'").replace('\\"', '"')


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _commas(draft: Draft, line: Line, failure: JsonFailure, sign: str) -> Iterator[Slip]:
    """Extra and missing commas."""
    before = draft.text[: failure.at].rstrip()
    upper = draft.line(draft.number(max(0, len(before) - 1)))
    column = len(before) - upper.start
    if before.endswith(",") and failure.expected in ("value", "key") and sign in "]},":
        message = f"JSON has no comma before {sign}" if sign != "," else "one comma too many"
        new = f"{upper.raw[: column - 1]}{upper.raw[column:]}"
        yield in_line(upper, "RK023", message, "remove it", column - 1, new)
    if (sign == "," and before[-1:] in "[{") or (sign == ":" and before[-1:] == ":"):
        message = f"{sign} stands here without a value before it"
        at = failure.at - line.start
        new = f"{line.raw[:at]}{line.raw[at + 1 :]}"
        yield in_line(line, "RK023", message, "remove it", at, new)
    if failure.expected != ",":
        return
    if sign == ";":
        new = f"{line.raw[: failure.at - line.start]},{line.raw[failure.at - line.start + 1 :]}"
        message = "items are separated by commas"
        yield in_line(line, "RK017", message, "write a comma", failure.at - line.start, new)
    if before.endswith('"') and sign not in '"{[':
        yield from _inner_quote(line, len(before) - 1 - line.start)
    if sign not in "]}":
        new = f"{upper.raw[:column]},{upper.raw[column:]}"
        message = "a comma is missing between two items"
        yield in_line(upper, "RK017", message, "write a comma here", column, new)


def _inner_quote(line: Line, column: int) -> Iterator[Slip]:
    """A quote in a text: `column` is that of the quote that ended it too early."""
    start = _string_start(line.raw, column)
    for end in re.finditer(r'"(?=\s*[,\]}:]|\s*$)', line.raw[column + 1 :]):
        stop = column + 1 + end.start()
        inner = re.sub(r'(?<!\\)"', r"\\" + '"', line.raw[start + 1 : stop])
        new = f"{line.raw[: start + 1]}{inner}{line.raw[stop:]}"
        message = "this quote ends the text, and more of the text follows it"
        hint = "write a backslash before each quote in the text"
        yield in_line(line, "RK011", message, hint, column, new)


def _string_start(raw: str, end: int) -> int:
    """The beginning of the string that ends at a column."""
    found = [f for f in re.finditer(r'"(?:[^"\\]|\\.)*"', raw) if f.end() - 1 == end]
    return found[0].start() if found else 0


def _no_colon(draft: Draft, line: Line, column: int) -> Iterator[Slip]:
    if run_on := re.search(r'"(\w+):\s*"$', line.raw[:column]):
        new = f'{line.raw[: run_on.start()]}"{run_on[1]}": "{line.raw[column:]}'
        message = f"the quote of the key '{run_on[1]}' is not closed"
        yield in_line(line, "RK012", message, "close it before the colon", run_on.start(), new)
    other = re.match(r"(=>|:=|=|：|,)?\s*", line.raw[column:])
    assert other is not None
    rest = line.raw[column + other.end() :]
    new = f"{line.raw[:column].rstrip()}: {rest}"
    message = "a colon is missing after the key"
    yield in_line(line, "RK019", message, "write a colon after the key", column, new)


def _bare_word(line: Line, column: int, expected: str) -> Iterator[Slip]:
    """A key or a value without quotes."""
    raw = line.raw[column:]
    if expected == "key":
        if found := re.match(r"([\w.-]+)(?=\s*:)", raw):
            new = f'{line.raw[:column]}"{found[1]}"{raw[found.end() :]}'
            message = f"the key {found[1]} must be in double quotes"
            yield in_line(line, "RK023", message, "put it in quotes", column, new, len(found[1]))
        return
    word = re.match(r"[A-Za-z]+\b", raw)
    if word and word[0].lower() in _WORDS:
        value = _WORDS[word[0].lower()]
        new = f"{line.raw[:column]}{value}{raw[word.end() :]}"
        message = f"JSON writes {value}, not {word[0]}"
        yield in_line(line, "RK023", message, f"write {value}", column, new, len(word[0]))
    for found in re.finditer(r"\s*(?:[,\]}]|$)", raw):
        text = raw[: found.start()]
        if text and not text.startswith(('"', "[", "{", "]", "}", ",", ":")):
            new = f"{line.raw[:column]}{_json(text)}{raw[found.start() :]}"
            message = f"the text {text[:40]} must be in double quotes"
            yield in_line(line, "RK023", message, "put it in quotes", column, new, len(text))


def _brackets(draft: Draft, line: Line, failure: JsonFailure, sign: str) -> Iterator[Slip]:
    """A bracket closed by another kind, or closed once too often."""
    column = failure.at - line.start
    if sign not in "]}":
        return
    other = "]" if sign == "}" else "}"
    if failure.expected == "end":
        new = f"{line.raw[:column]}{line.raw[column + 1 :]}"
        yield in_line(line, "RK017", "this bracket closes nothing", "remove it", column, new)
        return
    new = f"{line.raw[:column]}{other}{line.raw[column + 1 :]}"
    message = f"{sign} closes here what {'[' if other == ']' else '{'} opened"
    yield in_line(line, "RK017", message, f"write {other} in its place", column, new)
    before = draft.text[: failure.at].rstrip()
    upper = draft.line(draft.number(max(0, len(before) - 1)))
    column = len(before) - upper.start
    new = f"{upper.raw[:column]}{other}{upper.raw[column:]}"
    message = f"{other} is missing before {sign}"
    yield in_line(upper, "RK017", message, f"write {other} here", column, new)
    column = failure.at - line.start
    new = f"{line.raw[:column]}{line.raw[column + 1 :]}"
    yield in_line(line, "RK017", "this bracket closes nothing", "remove it", column, new)


def _not_closed(draft: Draft) -> Iterator[Slip]:
    """The end of the file inside brackets."""
    opened: list[int] = []
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', draft.text):
        if found[0] in _CLOSERS:
            opened.append(found.start())
        elif found[0] in "]}" and opened:
            opened.pop()
    if not opened:
        return
    last = draft.line(draft.number(len(draft.text.rstrip()) - 1))
    closers = "".join(_CLOSERS[draft.text[index]] for index in reversed(opened))
    sign = draft.text[opened[-1]]
    what = "a list" if sign == "[" else "a mapping"
    message = f"{sign} opens {what} and is never closed"
    new = (f"{last.raw.rstrip().rstrip(',')}{closers}",)
    hint = f"close it with {closers}"
    yield Slip("RK017", message, hint, opened[-1], 1, last.number, last.number, new)


def _in_string(draft: Draft, failure: JsonFailure) -> Iterator[Slip]:
    """What is wrong within a string."""
    line = draft.line(draft.number(failure.string))
    here = draft.line(draft.number(min(failure.at, len(draft.text) - 1)))
    sign = draft.text[failure.at : failure.at + 1]
    column = failure.at - here.start
    if "escape" in failure.expected:
        start = here.raw.rfind("\\", 0, column + 1)
        new = re.sub(
            r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\', lambda f: f[0] if f[1] else r"\\", here.raw
        )
        message = f"{here.raw[start : start + 2]} is not an escape that JSON knows"
        hint = "double each backslash that stands for itself"
        yield in_line(here, "RK020", message, hint, max(0, start), new, 2)
    elif sign == "\t":
        new = here.raw.replace("\t", r"\t") if "\t" not in here.raw[: here.indent] else here.raw
        new = f"{here.raw[: here.indent]}{here.raw[here.indent :]}".replace("\t", r"\t")
        yield in_line(here, "RK014", "a tab stands in a text of JSON", r"write \t", column, new)
    elif sign and sign < " " and sign != "\n":
        new = re.sub(r"[\x00-\x1f]", lambda f: replacement(f[0]), here.raw)
        yield in_line(here, "RK007", character_message(sign), character_hint(sign), column, new)
    else:
        yield from _string_not_closed(draft, line, failure.string - line.start)


def _string_not_closed(draft: Draft, line: Line, column: int) -> Iterator[Slip]:
    """A string that continues on the next line, or is not closed on its own line."""
    below = draft.raw(line.number + 1).lstrip() if line.number < draft.last else ""
    raw = line.raw.rstrip()
    if raw[-1:] in CURLY or raw.rstrip(",")[-1:] in CURLY:
        bare = raw.rstrip(",")
        new = f'{bare[:-1]}"{raw[len(bare) :]}'
        message = f"{bare[-1]} is not a quote to JSON"
        yield in_line(line, "RK016", message, "use straight quotes", len(bare) - 1, new)
    joined = _joined(draft, line, column)
    closed = _closed(line, column, below)
    yield from (*closed, *joined) if below[:1] in ('"', "]", "}", "") else (*joined, *closed)


def _closed(line: Line, column: int, below: str) -> tuple[Slip, ...]:
    raw = line.raw.rstrip()
    message, hint = "the quote that opens here is not closed in its line", "close it"
    ends = re.search(r"[,\]}]*$", raw)
    assert ends is not None
    slips = []
    for stop in dict.fromkeys((ends.start(), len(raw))):
        comma = "," if below.startswith('"') and not raw.endswith(",") else ""
        new = f'{raw[:stop]}"{raw[stop:]}{comma}'
        slips.append(in_line(line, "RK012", message, hint, column, new))
    return tuple(slips)


def _joined(draft: Draft, line: Line, column: int) -> tuple[Slip, ...]:
    pieces = [line.raw]
    for number in range(line.number + 1, min(line.number + _MOST, draft.last + 1)):
        raw = draft.raw(number)
        pieces.append(raw)
        if re.search(r'(?<!\\)"', raw):
            message = "a text of JSON cannot go on in the next line"
            hint = r"write \n for the end of a line"
            new, at = (r"\n".join(pieces),), line.start + column
            return (Slip("RK023", message, hint, at, 1, line.number, number, new),)
    return ()
