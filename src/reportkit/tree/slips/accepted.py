"""Slips that YAML accepts: it reads something, and not what the author wrote.

Every check begins with something that costs nothing for a sound text: a character before or behind
it, or the number of its lines. What was meant stands in place of what was read, so that no finding
about the rest of the file is only an echo of the slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from reportkit.diagnostics import Mended
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence
from reportkit.tree.slips.basics import CURLY, SUSPECT, UNSEEN
from reportkit.tree.slips.spaces import space_name
from reportkit.tree.slips.values import Draft, Line, quote_for, quoted

_QUOTES: Final = "put the whole text in quotes"
_IDENTIFIER = re.compile(r"[a-z][a-z_]*")
_COMMENT = re.compile(r"([ \t]+)#(.*)")
_NUMBER = re.compile(r"\d+(?=$|[\s.,;:)\]])")
_ITEM_LINE = re.compile(rf"[ \t{UNSEEN}]*([-•])[ \t{UNSEEN}]")
_LOOKS_JOINED = re.compile(
    rf"\n[ \t{UNSEEN}]*(?:[-•][ \t{UNSEEN}]|[a-z_]+(?::(?=\S)(?!//)|[ \t]*:?=[ \t]))"
)
_KEY_LINE = re.compile(r"[ \t]*([a-z_]+)(:(?=\S)(?!//)|[ \t]*:?=[ \t])")


class Accepted:
    """Looks at texts and mappings as they are read. Findings go to `problems`."""

    def __init__(self, problems: Problems, known: Callable[[], Collection[str]]) -> None:
        self._problems = problems
        self._file = problems.file
        self._get_known = known

    @cached_property
    def _known(self) -> Collection[str]:
        return self._get_known()

    @cached_property
    def _draft(self) -> Draft:
        return Draft(self._file.text, self._known, self._file.starts)

    def text(self, scalar: Scalar, in_list: bool, key: Scalar | None) -> Node:
        """What a plain text means: mostly itself."""
        text = self._file.text
        if text[scalar.end : scalar.end + 1] in (" ", "\t"):
            scalar = self._without_comment(scalar, in_list)
        if scalar.text[:1] in SUSPECT:
            if key is not None and (items := self._items(scalar, key)):
                return items
            self._curly(scalar)
        if _LOOKS_JOINED.search(text, scalar.start, scalar.end):
            return self._before_joined_lines(scalar)
        return scalar

    # --- comments -----------------------------------------------------------------------------

    def _without_comment(self, scalar: Scalar, in_list: bool) -> Scalar:
        """The text, with what a `#` turns into a comment if it is text."""
        text, end = self._file.text, scalar.end
        stop = text.find("\n", end)
        found = _COMMENT.match(text, end, stop if stop >= 0 else len(text))
        if found is None:
            return scalar
        code = _loses(scalar, found[1], found[2], in_list)
        if code is None:
            return scalar
        at = found.start() + len(found[1])
        rest = re.split(r"[ \t]{2,}#[ \t]", text[at : found.end()])[0].rstrip()
        start, stop = (at if scalar.null else scalar.start), at + len(rest)
        if code == "RK024":
            message = f"'{rest[:60]}' is not read: a # after a space begins a comment"
        else:
            message = f"'{rest[:60]}' is a comment, because # follows a space; is it text?"
        hint = f"{_QUOTES}; before a comment, write two spaces, # and a space"
        place = self._file.span(at, len(rest))
        mended = self._in_quotes(start, stop)
        heading = re.match(r"(#{1,4}) +(\S.*)", rest)
        if scalar.null and in_list and heading:
            hint = "a heading is a separate block, and a comment has its own line"
            indent = " " * self._draft.line(mended.first - 1).indent
            level = f"\n{indent}  level: {len(heading[1])}" if len(heading[1]) > 1 else ""
            mended = replace(mended, text=f"{indent}- heading: {heading[2]}{level}")
        self._problems.add(code, message, place, hint, mended)
        if code == "RK027":
            return scalar
        if scalar.null:
            rest = rest.lstrip("# ")  # what else a sign at its beginning may mean is not asked
        whole = " ".join(f"{scalar.text} {rest}".split())
        return Scalar(whole, self._file, start, stop, True)

    # --- lines that join a text -----------------------------------------------------------------

    def _before_joined_lines(self, scalar: Scalar) -> Scalar:
        """A plain text up to its first line that looks like an item or a key."""
        found = len(self._problems.found)
        first = self._joined_lines(scalar)
        if len(self._problems.found) == found:
            return scalar
        end = self._draft.starts[self._draft.number(scalar.start) + first] - 1
        text = " ".join(self._file.text[scalar.start : end].split())
        return Scalar(text, self._file, scalar.start, end, True)

    def _joined_lines(self, scalar: Scalar) -> int:
        """Finds such lines; gives the number of the first of them in the text, or 0."""
        first = 0
        raw = self._file.text[scalar.start : scalar.end].split("\n")
        opener = self._draft.line(self._draft.number(scalar.start))
        for offset, line in enumerate(raw[1:], start=1):
            if not line:
                continue
            item, key = _ITEM_LINE.match(line), _KEY_LINE.match(line)
            if item and not _is_dash(raw, offset, opener):
                self._joined_item(self._draft.line(opener.number + offset), opener, item[1])
                first = first or offset
            elif key and key[1] in self._known:
                self._joined_key(self._draft.line(opener.number + offset), opener, key[1], key[2])
                first = first or offset
        return first

    def _joined_item(self, line: Line, opener: Line, sign: str) -> None:
        bare = line.raw.lstrip()
        at = line.raw.index(sign)
        unseen = next((s for s in line.raw[: at + 2] if s in UNSEEN), None)
        if unseen:
            code, message = (
                "RK015",
                f"{space_name(unseen)} is in a place where YAML requires a plain space",
            )
            hint = "type the spaces again with the space bar"
            column = line.raw.index(unseen)
        else:
            code, column = "RK025", at
            message = "this item continues the text above it, because it is indented deeper"
            hint = f"begin it in column {opener.indent + 1}, or put the whole text in quotes"
        new = f"{' ' * opener.indent}- {re.sub(rf'^[-•][ {UNSEEN}]+', '', bare)}"
        mended = Mended(line.number + 1, line.number + 1, new) if opener.is_item else None
        if mended is None and not unseen:
            hint = "put the whole text in quotes, or begin the list on the line below its key"
        self._problems.add(code, message, self._file.span(line.start + column), hint, mended)

    def _joined_key(self, line: Line, opener: Line, key: str, sign: str) -> None:
        at = line.raw.index(key)
        rest = line.raw[at + len(key) + len(sign) :].strip()
        column = opener.content if opener.key or not opener.is_item else opener.indent
        message = (
            f"the key '{key}' continues the text above it, because no colon and space follow it"
        )
        hint = "write a colon and a space after it, in the column of the other keys"
        mended = Mended(line.number + 1, line.number + 1, f"{' ' * column}{key}: {rest}")
        place = self._file.span(line.start + at, len(key))
        self._problems.add("RK025", message, place, hint, mended)

    # --- keys and lists ---------------------------------------------------------------------------

    def key(self, key: Scalar) -> bool:
        """Corrects the name of a key if only what stands around it is wrong.

        Gives False for a key that stands in this mapping because of it, and belongs to another.
        """
        name = key.text
        if name[:1] in UNSEEN:
            line = self._draft.line(self._draft.number(key.start))
            bare = line.raw.lstrip(f" \t{UNSEEN}")
            above = next(self._draft.above(line.number), None)
            indent = above.content if above is not None and above.key else line.indent
            message = f"{space_name(name[0])} is in a place where YAML requires a plain space"
            hint = "type the spaces again with the space bar"
            mended = Mended(line.number + 1, line.number + 1, f"{' ' * indent}{bare}")
            self._problems.add("RK015", message, self._file.span(key.start), hint, mended)
            key.text = name.lstrip(UNSEEN)
            return indent <= line.indent
        if name[:1] in CURLY and name[-1:] in (*CURLY[name[0]], '"'):
            line = self._draft.line(self._draft.number(key.start))
            column = key.start - line.start
            new = f"{line.raw[:column]}{name[1:-1]}{line.raw[column + len(name) :]}"
            message = f"{name[0]} is an ordinary letter to YAML, and a key needs no quotes"
            mended = Mended(line.number + 1, line.number + 1, new)
            self._problems.add(
                "RK016", message, self._file.span(key.start, len(name)), "remove them", mended
            )
            key.text = name[1:-1]
        return True

    def _items(self, scalar: Scalar, key: Scalar) -> Sequence | None:
        """The list that is meant by lines below a key that begin with `-item`, or a bullet."""
        line = self._draft.line(self._draft.number(scalar.start))
        sign = scalar.text[0]
        if sign in CURLY or key.start >= line.start:
            return None
        found = Sequence([], self._file, scalar.start)
        for number in range(line.number, self._draft.number(scalar.end - 1) + 1):
            line = self._draft.line(number)
            bare = line.raw.lstrip()
            if not bare.startswith(sign) or not bare[1:].strip():
                return None
            text = bare[1:].strip(f" \t{UNSEEN}")
            at = line.start + line.indent
            if sign == "-" and bare[1] in UNSEEN:
                code, message = (
                    "RK015",
                    f"{space_name(bare[1])} is in a place where YAML requires a space",
                )
            elif sign == "-":
                code, message = "RK019", "a space is missing after the hyphen of an item"
            else:
                code = "RK019"
                message = f"an item of a list begins with a hyphen and a space, not with {sign}"
            mended = Mended(number + 1, number + 1, f"{line.raw[: line.indent]}- {text}")
            hint = "write a hyphen and a space"
            self._problems.add(code, message, self._file.span(at), hint, mended)
            found.items.append(Scalar(text, self._file, at, line.start + len(line.raw), True))
        return found

    def _curly(self, scalar: Scalar) -> None:
        """A text between brackets in curly quotes that is cut at a comma."""
        text, start = self._file.text, scalar.start
        closers = CURLY.get(scalar.text[0])
        if not closers or any(sign in scalar.text[1:] for sign in closers):
            return
        if text[scalar.end : scalar.end + 1] != ",":
            return
        found = re.compile(rf".[^\n\[\]]*?[{closers}]").match(text, start)
        if found is None:
            return
        line = self._draft.line(self._draft.number(start))
        column, stop = start - line.start, found.end() - line.start
        new = f"{line.raw[:column]}{quoted(found[0][1:-1])}{line.raw[stop:]}"
        message = (
            f"the text in {found[0][0]}{found[0][-1]} ends at its comma: YAML does not treat them "
            "as quotes"
        )
        mended = Mended(line.number + 1, line.number + 1, new)
        place = self._file.span(start, len(found[0]))
        self._problems.add("RK016", message, place, "use straight quotes", mended)

    # --- mappings that are texts ------------------------------------------------------------------

    def mapping(self, mapping: Mapping, parent: Mapping | Sequence | None) -> Node:
        """What a mapping of one key in a list means: a text with a colon, if the key is none."""
        if not isinstance(parent, Sequence) or len(mapping.keys) != 1 or not self._known:
            return mapping
        ((name, key),) = mapping.keys.items()
        value = mapping.entries[name]
        sign, in_flow = self._file.text[mapping.start], self._file.text[parent.start] == "["
        if sign == "{" or not isinstance(value, Scalar) or not key.plain:
            return mapping
        if sign == "?":
            code, message = "RK013", "a text that begins with ? must be in quotes"
            at, length = mapping.start, 1
        elif self._is_key(name, in_flow):
            return mapping
        else:
            code, at, length = "RK026", key.end, 1
            message = f"'{name[-60:]}' is read as a key, because a colon and a space follow it"
        stop = value.end if not value.null else key.end + (sign != "?")
        mended = self._in_quotes(mapping.start, stop)
        self._problems.add(code, message, self._file.span(at, length), _QUOTES, mended)
        text = " ".join(self._file.text[mapping.start : stop].split())
        return Scalar(text, self._file, mapping.start, stop, True)

    def _is_key(self, name: str, in_flow: bool) -> bool:
        """Whether the author of an item means a key: between brackets only one that is known."""
        if name in self._known or in_flow:
            return name in self._known
        if name[:1].isupper() and name.lower() in self._known:
            return False  # "Note: …" is how a sentence begins; keys are in small letters
        return bool(_IDENTIFIER.fullmatch(name)) or self._draft.is_near(name)

    def pair(self, mapping: Mapping, key: Scalar, value: Scalar) -> tuple[Scalar, Scalar] | None:
        """The key and the value that are meant by `{key:value}`; None for one that is no pair."""
        if not value.null or self._file.text[mapping.start] != "{":
            return key, value
        name, sign, rest = key.text.partition(":")
        line = self._draft.line(self._draft.number(key.start))
        if sign and rest and name in self._known:
            column = key.start - line.start + len(name)
            new = f"{line.raw[: column + 1]} {line.raw[column + 1 :]}"
            mended = Mended(line.number + 1, line.number + 1, new)
            place = self._file.span(key.start + len(name))
            message = "a space is missing after the colon of a key"
            self._problems.add("RK019", message, place, "write a space after :", mended)
            return Scalar(name, self._file, key.start, key.start + len(name), True), Scalar(
                rest, self._file, key.start + len(name) + 1, key.end, True
            )
        last = next(reversed(mapping.entries.values()), None)
        if key.text in self._known or not self._known or not isinstance(last, Scalar):
            return key, value
        if not last.plain or last.null or key.start < last.end or not key.plain:
            return key, value
        word = key.text.split(" ", 1)
        if len(word) == 2 and word[0] in self._known:
            return self._without_colon(key, word[0], word[1])
        message = f"the comma ends the text before '{key.text[:40]}'"
        mended = self._in_quotes(last.start, key.end)
        self._problems.add(
            "RK017", message, self._file.span(last.end), "put the text in quotes", mended
        )
        last.text, last.end = f"{last.text}, {key.text}", key.end
        return None

    def _without_colon(self, key: Scalar, name: str, rest: str) -> tuple[Scalar, Scalar]:
        line = self._draft.line(self._draft.number(key.start))
        end = key.start + len(name)
        new = f"{line.raw[: end - line.start]}:{line.raw[end - line.start :]}"
        mended = Mended(line.number + 1, line.number + 1, new)
        message = f"a colon is missing after the key '{name}'"
        hint = "write a colon and a space after the key"
        self._problems.add("RK019", message, self._file.span(end), hint, mended)
        value = Scalar(rest.strip(), self._file, end + 1, key.end, True)
        return Scalar(name, self._file, key.start, end, True), value

    # --- what reports do not use ------------------------------------------------------------------

    def sign(self, start: int, sign: str) -> tuple[str, Mended] | None:
        """The hint and the mended lines for a tag or an anchor that is the beginning of a text.

        `start` is the index of its sign. None when no text follows it in its line.
        """
        line = self._draft.line(self._draft.number(start))
        column = start - line.start
        if column != line.value_at or " " not in line.value:
            return None
        stop = line.start + line.value_at + len(line.value)
        return f"a text that begins with {sign} must be in quotes", self._in_quotes(start, stop)

    def list_as_key(self, start: int) -> Mended | None:
        """The mended line for a list or a mapping that stands in place of a key."""
        line = self._draft.line(self._draft.number(start))
        if self._file.text[start] not in "[{" or start != line.start + line.content:
            return None
        found = re.match(r"[\[{][^\n]*[\]}](?=:(?:\s|$))", line.raw[line.content :])
        if found is None:
            return None
        if line.is_item:
            return self._in_quotes(start, line.start + len(line.raw.rstrip()))
        return self._in_quotes(start, start + found.end())

    def second_document(self, start: int) -> tuple[str, Mended | None]:
        """The hint and the mended line for a line of hyphens; `start` is where it begins."""
        number = self._draft.number(start)
        below = next(
            (
                line
                for n in range(number + 1, min(number + 50, self._draft.last + 1))
                if not (line := self._draft.line(n)).is_blank
            ),
            None,
        )
        if below is not None and below.is_item:
            hint = "for a line across the page, write a separate block"
            return hint, Mended(number + 1, number + 1, f"{' ' * below.indent}- rule: true")
        if below is not None and not below.key:
            return "a report is one YAML document: put its text under body", None
        return "keep one report in a file, and remove the line of hyphens", None

    def _in_quotes(self, start: int, stop: int) -> Mended:
        """The lines with a part of the file in quotes."""
        raw = self._file.text[start:stop]
        quote = quote_for(raw)
        inner = raw.replace("'", "''") if quote == "'" else raw
        first, last = self._draft.number(start), self._draft.number(max(start, stop - 1))
        before = self._draft.raw(first)[: start - self._draft.starts[first]]
        after = self._draft.raw(last)[stop - self._draft.starts[last] :]
        return Mended(first + 1, last + 1, f"{before}{quote}{inner}{quote}{after}")


def _loses(scalar: Scalar, gap: str, after: str, in_list: bool) -> str | None:
    """The code for a `#` behind a text: RK024 if text is lost, RK027 if it may be.

    A comment stands behind two spaces, or has a space behind its sign: `T #1` and `#tag` are text,
    `T  # note` and `T # note` are not. `Port # 5` may be one or the other.
    """
    body = after.strip()
    if not body or (after.startswith(("#", "!")) and not (scalar.null and in_list)):
        return None
    if scalar.null:
        return "RK024" if in_list or not after[0].isspace() else None
    if not after[0].isspace():
        return "RK024" if gap == " " or _NUMBER.match(body) else None
    if gap == " " and _NUMBER.match(body) and re.search(r"[^\W\d]{2,}$", scalar.text):
        return None if scalar.text in ("true", "false") or len(body.split()) > 4 else "RK027"
    return None


def _is_dash(raw: list[str], offset: int, opener: Line) -> bool:
    """Whether a hyphen at the beginning of a line is one between words of a sentence."""
    line = raw[offset]
    indent = len(line) - len(line.lstrip())
    if indent < opener.content or (opener.is_item and indent < opener.indent + 2):
        return False
    bare = line.lstrip()
    return " - " in bare[2:] or " - " in raw[offset - 1] or raw[offset - 1].rstrip().endswith("-")
