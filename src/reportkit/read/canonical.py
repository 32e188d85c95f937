"""The canonical form of a report file: JSON in which every value is the text as written."""

from __future__ import annotations

import json

from reportkit.tree.nodes import Mapping, Node, Scalar, Sequence


def canonical(root: Node) -> bytes:
    """The tree as UTF-8 JSON, the same for a YAML file and its JSON twin; reading it gives the
    tree.

    Every scalar is a string, because no scalar in the schema depends on its JSON type.
    """
    return (json.dumps(_plain(root), ensure_ascii=False) + "\n").encode()


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return None if node.null else node.text
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key: _plain(value) for key, value in node.entries.items()}
