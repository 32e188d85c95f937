"""From the tree to the written form, with a finding for each place that does not fit."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from reportkit.read.schema import WrittenReport
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence


def validate(root: Node | None, problems: Problems) -> WrittenReport | None:
    """The written form of the tree; None if it does not fit, with the findings in `problems`."""
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
        from reportkit.read.advice.errors import explain  # late: most reports need no advice

        explain(error.errors(include_url=False), root, problems)
        return None


def _plain(node: Node) -> Any:
    """The tree as dicts and lists; scalars are unchanged."""
    match node:
        case Scalar():
            return node
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key: _plain(value) for key, value in node.entries.items()}
