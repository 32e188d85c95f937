"""Tables and charts whose rows are in a CSV file: its cells take the place of `data` in the tree,
so that they are read like written ones and a finished file carries them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.read.resources import beside, inside
from reportkit.reasons import reason
from reportkit.tree import csv_source
from reportkit.tree.csv_source import Record
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence, SourceFile
from reportkit.tree.source import decode, read_bytes

_SUFFIXES: Final = {"RK150": (".csv", ".tsv", ".tab", ".txt"), "RK156": (".json", ".vl", ".txt")}
"""The endings of files that may be meant, by the code of what is wrong with them."""


def with_data(root: Node | None, problems: Problems) -> None:
    """Puts the rows of CSV files into the tables and charts that name them under `data`, and the
    specifications of charts into those that name them under `spec`.

    A file that cannot be used is a finding; a table then has empty cells, and a chart keeps the
    name of the file.
    """
    reader = DataReader(problems)
    for kind, grid in _grids(root.entries.get("body")) if isinstance(root, Mapping) else ():
        if "data" in grid.entries:
            reader.fill(grid, kind)
        spec = grid.entries.get("spec")
        if kind == "chart" and isinstance(spec, Scalar) and spec.text.strip():
            from reportkit.read.chart_specs import with_data as with_its_data  # late: few have one

            with_its_data(spec, reader, problems)


def _grids(body: Node | None) -> Iterator[tuple[str, Mapping]]:
    """The tables and charts among blocks, also in boxes, each with its kind."""
    for block in body.items if isinstance(body, Sequence) else ():
        if not isinstance(block, Mapping):
            continue
        for kind in ("table", "chart"):
            grid = block.entries.get(kind)
            if isinstance(grid, Mapping):
                yield kind, grid
        box = block.entries.get("box")
        if isinstance(box, Mapping):
            yield from _grids(box.entries.get("body"))


class DataReader:
    """Reads the data of one report."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._folder = Path(problems.file.name).parent
        self._cells = 0

    def fill(self, table: Mapping, kind: str) -> None:
        """Replaces `data` of a table or chart by rows, and by a header if it has none."""
        data, records = table.entries["data"], None
        if not isinstance(data, Scalar) or not data.text.strip():
            if kind == "table":
                self._put(table, _empty(table))
            return  # the schema says what is wrong
        if "rows" in table.entries:
            message = f"a {kind} takes its cells from 'rows' or from 'data', not from both"
            self._problems.add("RK104", message, table.keys["data"].span, "remove one of them")
        else:
            records = self.records(data, table.entries.get("header"))
        if records is None and kind == "chart":
            return
        self._put(table, records or _empty(table))
        del table.entries["data"], table.keys["data"]

    def _put(self, table: Mapping, records: list[Record]) -> None:
        rows = [Sequence([*record], record[0].file, record[0].start) for record in records]
        if "header" not in table.entries:
            self._set(table, "header", rows[0])
            del rows[0]
        self._set(table, "rows", Sequence([*rows], rows[0].file, rows[0].start))

    def _set(self, table: Mapping, key: str, node: Node) -> None:
        if key not in table.entries:
            table.add(Scalar(key, table.file, table.start, table.start, plain=True), node)

    def records(self, data: Scalar, header: Node | None = None) -> list[Record] | None:
        """The records of the file, all of one length; None with a finding. The first is the header
        if none is written."""
        found = len(self._problems.found)
        text = self.text(data, "RK150")
        if text is None:
            return None
        file = SourceFile.of(self.name(data), text)
        self._problems.also(file)
        records = _without_empty_columns(csv_source.parse(file, self._problems))
        if len(self._problems.found) > found:
            return None
        if len(records) < (2 if header is None else 1):
            message = f"'{data.text}' has no {'rows' if records else 'cells'}"
            self._problems.add("RK150", message, data.span)
            return None
        self._cells += sum(map(len, records))
        if self._problems.over("nodes", self._cells, lambda: data.span):
            return None
        return records if self._even(records, header) else None

    def _even(self, records: list[Record], header: Node | None) -> bool:
        """Whether all records have the length of the header; if not, with one finding."""
        width = len(records[0]) if header is None else _width(header)
        uneven = [record for record in records if len(record) != width]
        if not uneven or not width:
            return True
        first = uneven[0]
        cells = "1 cell" if len(first) == 1 else f"{len(first)} cells"
        message = f"the row has {cells}, the header has {width}"
        if len(uneven) > 1:
            message += f"; {len(uneven) - 1} more of the {len(records)} rows differ from it"
        place = first[width] if len(first) > width else first[-1]
        self._problems.add("RK109", message, place.span)
        return False

    def text(self, data: Scalar, code: str) -> str | None:
        """The text of the file that the report names; None with a finding, of this code if its
        contents are at fault."""
        problems, name = self._problems, data.text
        path = inside(data, self._folder, problems)
        if path is None:
            return None
        try:
            return decode(read_bytes(path, problems.limits.data_bytes), self.name(data))
        except FileNotFoundError:
            from reportkit.read.advice.files import nearest_file  # late: most files are there

            near = nearest_file(name, beside(data, self._folder), _SUFFIXES[code])
            hint = f"did you mean '{near}'?" if near else None
            problems.add("RK401", f"there is no file '{name}'", data.span, hint)
        except OSError as error:
            problems.add("RK401", f"'{name}' cannot be read: {reason(error)}", data.span)
        except ValueError as error:
            hint = "--limit data_bytes=N raises the limit" if "larger" in str(error) else None
            problems.add(code, f"'{name}' cannot be used: {error}", data.span, hint)
        except ReportkitError as error:
            self._not_text(error.diagnostics, code)
        return None

    def name(self, data: Scalar) -> str:
        """What findings call the file: as the user would write it."""
        return str(Path(data.file.name).parent / data.text)

    def _not_text(self, found: tuple[Diagnostic, ...], code: str) -> None:
        """Adds what was found about the encoding, at its place in the file."""
        hint = "save it as UTF-8" + ("; in Excel: Save As, CSV UTF-8" if code == "RK150" else "")
        for one in found:
            self._problems.add(one.code, one.message, one.span, hint)


def _width(header: Node) -> int:
    """The number of columns of a written header; 0 if it has another form."""
    items = header.items if isinstance(header, Sequence) else []
    if items and isinstance(items[0], Sequence):
        items = items[0].items
    return sum(map(_columns, items))


def _columns(cell: Node) -> int:
    spanned = cell.entries.get("columns") if isinstance(cell, Mapping) else None
    text = spanned.text if isinstance(spanned, Scalar) else "1"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _without_empty_columns(records: list[Record]) -> list[Record]:
    """The records without empty columns at their end, which some programs write."""
    width = max(map(len, records), default=0)
    while width > 1 and all(len(r) == width and not r[-1].text.strip() for r in records):
        records = [record[:-1] for record in records]
        width -= 1
    return records


def _empty(table: Mapping) -> list[Record]:
    """A header and a row of empty cells, for a table whose data cannot be read."""
    header = table.entries.get("header")
    width = max(1, _width(header)) if header is not None else 1
    row = [Scalar("", table.file, table.start, table.start) for _ in range(width)]
    return [row, row]
