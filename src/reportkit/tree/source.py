"""A file as a tree of nodes: bytes to text, text to YAML or JSON."""

from __future__ import annotations

import os
import stat
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection
from pathlib import Path

from reportkit.diagnostics import Diagnostic, ReportkitError, Span
from reportkit.reasons import reason
from reportkit.tree import json_source, yaml_source
from reportkit.tree.limits import LIMITS, Limits
from reportkit.tree.nodes import Mapping, Node, Problems, SourceFile, mappings

# YAML 1.1 treats these characters as line ends, but editors do not: they are white space here.
_NO_LINE_ENDS = ("\x85", "\u2028", "\u2029")


class UnreadableFileError(ReportkitError):
    """The file could not be read at all (exit 2), as opposed to a file with findings (exit 1)."""


def read_tree(
    path: Path,
    limits: Limits = LIMITS,
    known: Callable[[], Collection[str]] = tuple,
    name: str = "",
) -> tuple[Node | None, Problems]:
    """The tree of a report or theme file, and what was found so far.

    `known` gives the keys that the file may have; it is asked only when something looks like one.
    `name` is the name of the file in findings, by default its path.

    Raises UnreadableFileError when there is no file to read, ReportkitError when it cannot be
    parsed.
    """
    name = name or str(path)
    data = _read_bytes(path, name, limits.file_bytes)
    problems = Problems(SourceFile.of(name, decode(data, name), path.parent), limits)
    is_json = path.suffix.lower() == ".json"
    root = json_source.parse(problems) if is_json else yaml_source.parse(problems, known)
    if root is not None:
        _check_duplicates(root, problems)
    return root, problems


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    Raises OSError, or ValueError when it is not a regular file or too large. Never waits on a pipe.
    """
    if "\0" in str(path):
        raise ValueError("no file has a name with a null character")
    flags = 0 if sys.platform == "win32" else os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, os.O_RDONLY | flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError("it is not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise ValueError(f"it is larger than {limit:,} bytes")
    return data


def _read_bytes(path: Path, name: str, limit: int) -> bytes:
    try:
        return read_bytes(path, limit)
    except OSError as error:
        message = f"cannot read {name}: {reason(error)}"
        raise UnreadableFileError([Diagnostic("RK001", message)]) from error
    except ValueError as error:
        code = "RK008" if "larger" in str(error) else "RK001"
        raise UnreadableFileError([Diagnostic(code, f"cannot read {name}: {error}")]) from error


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with a byte order mark. Raises ReportkitError, with the
    place in the file of this name, when it is neither."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) and data[2:4] != b"\0\0":
        return _decode_utf16(data, name)
    if len(data) > 1 and b"\0" in data[:4]:
        message = "this is UTF-32, or UTF-16 without a byte order mark, or not text at all"
        raise ReportkitError([Diagnostic("RK002", message, Span(name, 1, 1))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise ReportkitError([Diagnostic("RK002", message, Span(name, line, column))]) from error
    return _with_plain_line_ends(text)


def _decode_utf16(data: bytes, name: str) -> str:
    try:
        return _with_plain_line_ends(data.decode("utf-16"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte 0x{data[error.start]:02x} is not UTF-16: {error.reason}"
        raise ReportkitError([Diagnostic("RK002", message, Span(name, line, column))]) from error


def _with_plain_line_ends(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in _NO_LINE_ENDS:
        text = text.replace(sign, " ")
    return text


def _check_duplicates(root: Node, problems: Problems) -> None:
    """Reports duplicate keys, anywhere in the tree."""
    notes = root.entries.get("notes") if isinstance(root, Mapping) else None
    for mapping in mappings(root):
        for key in mapping.duplicates:
            code, what = ("RK201", "note") if mapping is notes else ("RK004", "key")
            first = mapping.keys[key.text].span.line
            message = f"{what} '{key.text}' is a duplicate; the first is on line {first}"
            problems.add(code, message, key.span)
