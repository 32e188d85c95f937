"""YAML and JSON files as trees of text with places, shared by reports and themes."""

from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence, SourceFile
from reportkit.tree.source import UnreadableFileError, read_bytes, read_tree

__all__ = [
    "Mapping",
    "Node",
    "Problems",
    "Scalar",
    "Sequence",
    "SourceFile",
    "UnreadableFileError",
    "read_bytes",
    "read_tree",
]
