"""The errors of pydantic as findings, each at its place and with our own message."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Several

from pydantic_core import ErrorDetails

from reportkit.diagnostics import HINTS
from reportkit.read.advice import findings
from reportkit.read.advice.findings import Advice
from reportkit.read.schema import ALSO
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence


def explain(errors: Several[ErrorDetails], root: Mapping, problems: Problems) -> None:
    """Adds a finding for each error about the tree of a report."""
    renamed = _renamed(errors, root)
    for detail in errors:
        _report(detail, root, problems, renamed)


def _report(
    detail: ErrorDetails, root: Mapping, problems: Problems, renamed: frozenset[_Place]
) -> None:
    """Adds the finding for an error of pydantic, with our own message."""
    kind, loc = detail["type"], detail["loc"]
    node, parent, key = _locate(root, loc[:-1] if kind == "extra_forbidden" else loc)
    guess = len(problems.found) < 10 * HINTS
    span, field = node.span, findings.field_of(loc, node, parent)
    match kind:
        case "extra_forbidden":
            code, name = "RK102", str(loc[-1])
            said = findings.unknown_key(node, parent, name, loc[:-1], guess)
            span = node.keys[name].span if isinstance(node, Mapping) else span
        case "missing" if loc in renamed:
            return  # it is there, under another name, and the finding about that says so
        case "missing":
            code, said = "RK101", findings.missing_key(str(loc[-1]))
        case "too_short" | "RK105" if loc[0] == "notes" and len(loc) == 3 and key == f"'{loc[1]}'":
            code, said = "RK202", Advice(f"note {key} is empty")
        case "too_short":
            code, said = "RK105", Advice(f"{key} is empty")
        case "list_type":
            message = f"{key} must be {findings.DUE.get(field, 'a list')}, not {_kind(node)}"
            code, said = "RK103", findings.wrong_value(loc, node, parent, message)
        case "RK103" if loc[0] == "notes" and field == "text" and isinstance(node, Sequence):
            code, said = "RK103", findings.blocks_as_text(node, parent)
        case "RK103":
            message = f"{key} must be text, not {_kind(node)}"
            code, said = "RK103", findings.wrong_value(loc, node, parent, message)
        case "RK108":
            code, said = "RK108", findings.unclear_block(node, guess)
        case "RK174":
            code, said = "RK174", Advice(f"{key}: {detail['msg']}")
        case "RK173":
            code, said = findings.block_in_note(node, guess)
        case "RK105":
            code, said = "RK105", findings.empty(field, f"{key}: {detail['msg']}")
        case _ if kind.startswith("RK"):
            code, message = kind, f"{key}: {detail['msg']}"
            said = findings.wrong_value(loc, node, parent, message)
        case _:
            due = findings.DUE.get(field, "a mapping of keys and values")
            message = f"{key} must be {due}, not {_kind(node)}"
            code, said = "RK103", findings.wrong_value(loc, node, parent, message)
    problems.add(code, said.message, span, said.hint, said.mended)


_Place = tuple[int | str, ...]


def _renamed(errors: Several[ErrorDetails], root: Mapping) -> frozenset[_Place]:
    """The places of keys that are not missing, but have a name from another tool."""
    found: set[_Place] = set()
    for detail in errors:
        if detail["type"] == "extra_forbidden":
            loc = detail["loc"]
            node, _, _ = _locate(root, loc[:-1])
            name = findings.new_name(node, str(loc[-1]), loc[:-1])
            if name is not None:
                found.add((*loc[:-1], name))
    return frozenset(found)


def _locate(root: Mapping, loc: Iterable[int | str]) -> tuple[Node, Node | None, str]:
    """The node at a location from pydantic, its parent, and the name of its key.

    A location also names branches of unions (`<heading>`) and keys of long forms where a short
    one is written; these have no node of their own.
    """
    node: Node = root
    parent: Node | None = None
    name = "the report"
    for part in loc:
        if isinstance(part, int) and isinstance(node, Sequence):
            node, parent = node.items[part], node
        elif isinstance(node, Mapping) and (key := _written(node, part)) is not None:
            name = f"'{key}'"
            node, parent = node.entries[key], node
    return node, parent, name


def _written(node: Mapping, part: int | str) -> str | None:
    """The key in the file for a key of the schema."""
    if part in node.entries:
        return str(part)
    other = ALSO.get(str(part))
    return other if other in node.entries else None


def _kind(node: Node) -> str:
    match node:
        case Scalar():
            words = node.text.strip()
            shown = f"the text '{words}'" if 0 < len(words) <= 40 and "\n" not in words else "text"
            return "nothing" if node.null else shown
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
