"""Values in the notation of a file, and the lines of the file with these values."""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from reportkit.diagnostics import Mended
from reportkit.read.flow import flow
from reportkit.tree.nodes import Mapping, Node, Scalar, Sequence, SourceFile

Value: TypeAlias = "str | bool | list[Value] | dict[str, Value]"
"""A value to propose."""

_WIDE: Final = 88
"""The maximum width, in characters, of a list or mapping on one line."""
_LONG: Final = 300
"""The maximum length, in characters, of a useful proposal."""


def plain(node: Node) -> Value:
    """The value of a node."""
    match node:
        case Scalar():
            return node.text.strip("\n")
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.entries.items()}


def inline(value: Value, as_json: bool = False) -> str:
    """The value on one line."""
    if as_json:
        return json.dumps(value, ensure_ascii=False)
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return flow(value)
        case list():
            return f"[{', '.join(inline(item) for item in value)}]"
        case dict():
            return f"{{{', '.join(f'{flow(k)}: {inline(v)}' for k, v in value.items())}}}"


def entries(values: dict[str, Value], indent: str) -> str:
    """Keys and values on separate lines; the first line is not indented."""
    return f"\n{indent}".join(f"{flow(k)}: {_lines(k, v, indent)}" for k, v in values.items())


def _lines(key: str, value: Value, indent: str) -> str:
    """A value after its key: on the same line if it is short, otherwise on the lines below."""
    line = inline(value)
    if isinstance(value, str) and "\n\n" in value:
        lines = (f"{indent}  {line}" if line.strip() else "" for line in value.split("\n"))
        return "|\n" + "\n".join(lines)
    if isinstance(value, str | bool) or not value or len(indent + key + line) <= _WIDE:
        return line
    inner_indent = f"{indent}  "
    if isinstance(value, dict):
        return f"\n{inner_indent}{entries(value, inner_indent)}"
    return "".join(f"\n{inner_indent}- {item(one, inner_indent)}" for one in value)


def item(value: Value, indent: str) -> str:
    """An item of a list, after its hyphen; `indent` is that of the hyphen."""
    if isinstance(value, dict) and len(inline(value)) > _WIDE:
        return entries(value, f"{indent}  ")
    return inline(value)


# --- in the file ---------------------------------------------------------------------------------


def end_of(node: Node) -> int:
    """The end of a node in its file, including its closing bracket."""
    if isinstance(node, Scalar):
        return node.end
    inner = node.items if isinstance(node, Sequence) else [*node.entries.values()]
    text, start = node.file.text, node.start
    ends = [end_of(child) for child in inner if child.file is node.file]
    end = max([start + 1, *ends])
    if text[start : start + 1] not in "[{":
        return end
    closing = "]" if text[start] == "[" else "}"
    return text.find(closing, max(end, start + 1)) + 1 or end


def is_json(file: SourceFile) -> bool:
    """Whether the file is written in JSON."""
    return file.name.lower().endswith(".json")


def in_place(node: Node, key: Scalar | None, values: dict[str, Value] | Value) -> Mended | None:
    """The lines of the file with a node, or a key with its value, replaced.

    With a key, `values` are the keys and values in its place; otherwise the value in place of the
    node.
    """
    file = node.file
    start = node.start if key is None else key.start
    if key is not None and (key.file is not file or key.start == key.end):
        return None  # a value of --set
    stop = max(end_of(node), start if key is None else key.end)
    first, last = file.span(start).line, file.span(max(stop - 1, start)).line
    head = file.line(first)[: file.span(start).column - 1]
    tail = file.text[stop : file.starts[last] if last < len(file.starts) else None].rstrip("\n")
    if key is not None and tail.lstrip().startswith(":"):
        tail = tail.lstrip()[1:]  # a key without a value
    own_line = not head.strip(" -") and not is_json(file) and file.text[start - 1 : start] != "["
    if own_line and tail.strip() and not tail.lstrip().startswith("#"):
        return None
    text = head + _written(values, key is not None, own_line, " " * len(head), is_json(file)) + tail
    return Mended(first, last, text) if len(text) <= _LONG else None


def _written(values: Value, keys: bool, own_line: bool, indent: str, as_json: bool) -> str:
    if isinstance(values, dict) and keys:
        if own_line:
            return entries(values, indent)
        name = (lambda key: json.dumps(key, ensure_ascii=False)) if as_json else flow
        return ", ".join(f"{name(k)}: {inline(v, as_json)}" for k, v in values.items())
    if isinstance(values, dict) and own_line:
        return entries(values, indent)
    return inline(values, as_json)


def items_in_place(node: Node, values: list[Value]) -> Mended | None:
    """The lines of the file with several items in place of one item of a list."""
    head = node.file.line(node.span.line)[: node.span.column - 1]
    if head.strip() != "-" or len(values) == 1:
        return in_place(node, None, values[0]) if len(values) == 1 else None
    mended = in_place(node, None, values[0])
    if mended is None:
        return None
    rest = "".join(f"\n{head}{item(value, head[:-2])}" for value in values[1:])
    return Mended(mended.first, mended.last, mended.text + rest)
