"""Reading: a report file to a `Report`, or to findings, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportkit.diagnostics import Diagnostic, ReportkitError, has_errors, in_order
from reportkit.model import walk
from reportkit.model.document import Heading, Report, SourceBlock
from reportkit.passes.dates import print_iso_date
from reportkit.read.blocks import Blocks
from reportkit.read.canonical import canonical
from reportkit.read.meta import read_meta, read_opening, read_options, referring
from reportkit.read.notes import Notes
from reportkit.read.resources import Pictures
from reportkit.read.schema import WrittenReport
from reportkit.read.slips import Slips
from reportkit.read.straight_quotes import check_quotes
from reportkit.read.texts import Texts
from reportkit.read.validate import validate
from reportkit.read.whole import read_whole
from reportkit.tree.limits import LIMITS, Limits
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence
from reportkit.tree.source import UnreadableFileError

_UNSEEN: Final = frozenset({"alt", "long_alt", "image", "theme", "url", "spec"})
"""Keys whose text is not shown unchanged on any page."""
_VERBATIM: Final = _UNSEEN | {"code", "equation", "src", "data", "id", "include"}
"""Keys whose signs are no punctuation."""

__all__ = ["Read", "UnreadableFileError", "load", "read_report"]


def load(path: Path | str) -> Report:
    """The report of a YAML or JSON file.

    Raises ReportkitError with all findings when the file has errors; UnreadableFileError, a
    ReportkitError, when it cannot be read at all.
    """
    return read_report(Path(path)).report


class ParsedReport(Struct, frozen=True):
    """The contents of a report file."""

    report: Report
    problems: Problems
    """The warnings about it."""
    root: Mapping
    """The tree of the report: the file, with all that other files and the settings add to it."""
    folders: tuple[Path, ...]
    """Where its theme may lie."""

    @property
    def source(self) -> bytes:
        """The report in its canonical form, complete."""
        return canonical(self.root)

    def at(self, key: str, *findings: Diagnostic) -> tuple[Diagnostic, ...]:
        """The findings at the place of the value of a top-level key, if the file has the key."""
        node = self.root.entries.get(key)
        if not isinstance(node, Scalar):
            return findings
        file, span = node.file, node.span
        return tuple(file.finding(d.code, d.message, span, d.hint) for d in findings)

    def at_first(self, letters: Iterable[str], finding: Diagnostic) -> Diagnostic:
        """A finding at the first of some letters in the file; where it has none (they are words
        that reportkit adds), at its language."""
        found = re.compile(f"[{re.escape(''.join(letters))}]")
        for scalar in _printed(self.root):
            if match := found.search(scalar.text):
                span = scalar.span_at(match.start())
                return scalar.file.finding(finding.code, finding.message, span, finding.hint)
        return self.at("language", finding)[0]


def _printed(node: Node, unseen: frozenset[str] = _UNSEEN) -> Iterator[Scalar]:
    """The texts in a tree that pages may show, in their order; not those of the keys `unseen`."""
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _printed(item, unseen)
        case Mapping():
            for key, value in node.entries.items():
                if key not in unseen:
                    yield from _printed(value, unseen)


def read_report(
    path: Path, settings: dict[str, str] | None = None, limits: Limits = LIMITS
) -> ParsedReport:
    """The report of a file without errors. Raises ReportkitError as `load` does.

    `settings` sets or replaces top-level keys, or keys of mappings at the top level
    (`note_options.placement`), as `--set` does.
    """
    whole = read_whole(path, settings, limits)
    root, problems = whole.root, whole.problems
    written = validate(root, problems)
    if written is None or not isinstance(root, Mapping) or not whole.complete:
        raise ReportkitError(in_order(problems.found))
    report = _assemble(written, root, problems, path.parent)
    if not report.options.smart_typography:
        check_quotes(_printed(root, _VERBATIM), problems)
    if has_errors(problems.found):
        raise ReportkitError(in_order(problems.found))
    return ParsedReport(report, problems, root, whole.folders)


def _assemble(written: WrittenReport, root: Mapping, problems: Problems, folder: Path) -> Report:
    style = written.defang.style.text if written.defang.style is not None else " dot "
    domains = tuple(d.text.strip().strip(".").lower() for d in written.defang.domains)
    texts = Texts(problems, domains, style, Slips(problems, written.sources))
    pictures = Pictures(folder, problems)
    opening = read_opening(written, texts)
    meta = read_meta(written, opening, texts, pictures)
    reader = Blocks(texts, pictures, meta.language)
    blocks = reader.body(written.body)
    keys = {name: _keys(root.entries.get(name)) for name in ("notes", "sources")}
    print_date = partial(print_iso_date, language=meta.language)
    notes = Notes(texts, reader, written.sources, keys, print_date)
    _check_levels(blocks, problems, written.numbered_headings)
    problems.over("notes", len(written.notes), lambda: [*keys["notes"].values()][-1].span)
    options = read_options(written, texts, folder)
    return Report(meta, options, blocks, notes.notes(written.notes), referring(opening))


def _keys(node: Node | None) -> dict[str, Scalar]:
    return node.keys if isinstance(node, Mapping) else {}


def _check_levels(blocks: tuple[SourceBlock, ...], problems: Problems, numbered: bool) -> None:
    """Warns of a heading that skips a level; where headings have numbers, it is an error."""
    last = 0
    for block in walk.blocks(blocks):
        if isinstance(block, Heading):
            if block.level > last + 1:
                code = "RK196" if numbered else "RK801"
                after = f"level {last}" if last else "no heading of level 1"
                message = f"a heading of level {block.level} follows {after}"
                problems.add(code, message, block.label.span)
            last = block.level
