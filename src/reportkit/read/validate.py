"""From the tree to the written form, with a finding for each place that does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportkit.diagnostics import nearest
from reportkit.read.known_keys import known_keys
from reportkit.read.schema import KINDS, WrittenReport
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence


def validate(root: Node | None, problems: Problems) -> WrittenReport | None:
    """The written form of the tree; None when it does not fit, with the findings in `problems`."""
    if root is None:
        hint = "reportkit new DIR makes a report to begin with"
        problems.add("RK101", "the file is empty", problems.file.span(0), hint)
        return None
    if not isinstance(root, Mapping):
        problems.add("RK103", "a report must be a mapping of keys and values", root.span)
        return None
    try:
        return WrittenReport.model_validate(_plain(root))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(detail, root, problems)
        return None


def _plain(node: Node) -> Any:
    """The tree as dicts and lists; scalars stay what they are."""
    match node:
        case Scalar():
            return node
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key: _plain(value) for key, value in node.entries.items()}


def _report(detail: ErrorDetails, root: Mapping, problems: Problems) -> None:
    kind, loc = detail["type"], detail["loc"]
    node, key = _locate(root, loc[:-1] if kind == "extra_forbidden" else loc)
    match kind:
        case "extra_forbidden":
            name = str(loc[-1])
            span = node.keys[name].span if isinstance(node, Mapping) else node.span
            hint = nearest(name, known_keys(loc[:-1]))
            problems.add("RK102", f"unknown key '{name}'", span, hint)
        case "missing":
            problems.add("RK101", f"the key '{loc[-1]}' is missing", node.span)
        case "too_short" | "RK105" if loc[0] == "notes" and len(loc) == 3 and key == f"'{loc[1]}'":
            problems.add("RK202", f"note {key} is empty", node.span)
        case "too_short":
            problems.add("RK105", f"{key} is empty", node.span)
        case "list_type":
            problems.add("RK103", f"{key} must be a list, not {_kind(node)}", node.span)
        case "RK103":
            problems.add("RK103", f"{key} must be text, not {_kind(node)}", node.span)
        case "RK108":
            message, hint = _unclear_block(node)
            problems.add("RK108", message, node.span, hint)
        case _ if kind.startswith("RK"):
            problems.add(kind, f"{key}: {detail['msg']}", node.span)
        case _:
            message = f"{key} must be a mapping of keys and values, not {_kind(node)}"
            problems.add("RK103", message, node.span)


def _locate(root: Mapping, loc: Iterable[int | str]) -> tuple[Node, str]:
    """The node that a location of pydantic means, and the name of the nearest key.

    A location also names branches of unions (`<heading>`) and keys of long forms where a short
    one is written; these have no node of their own.
    """
    node: Node = root
    name = "the report"
    for part in loc:
        if isinstance(part, int) and isinstance(node, Sequence):
            node = node.items[part]
        elif isinstance(node, Mapping) and part in node.entries:
            name = f"'{part}'"
            node = node.entries[str(part)]
    return node, name


def _kind(node: Node) -> str:
    match node:
        case Scalar():
            return "nothing" if node.null else "text"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def _unclear_block(node: Node) -> tuple[str, str | None]:
    """What is wrong with a block whose kind is not clear, and the hint."""
    if not isinstance(node, Mapping):
        return f"a block must be text or a mapping, not {_kind(node)}", None
    kinds = [kind for kind in KINDS if kind in node.entries]
    if len(kinds) > 1:
        return f"a block must have one kind, not {' and '.join(kinds)}", None
    hints = (nearest(key, KINDS) for key in node.entries)
    return "no key of this block names its kind", next(filter(None, hints), None)
