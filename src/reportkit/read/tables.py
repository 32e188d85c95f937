"""Tables: from the written form to the document, with their grid checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from reportkit.diagnostics import Span
from reportkit.model import document as doc
from reportkit.model import walk
from reportkit.model.document import (
    Cell,
    CellRow,
    Content,
    NoteRef,
    SourceRef,
    TableNote,
    TargetLabel,
)
from reportkit.model.table_grid import PlacedCell, is_plain, placed
from reportkit.passes.table_notes import PREFIX
from reportkit.read import schema
from reportkit.read.inline import NOTE_NAME
from reportkit.read.texts import Texts
from reportkit.tree.nodes import Scalar

Written: TypeAlias = Scalar | schema.WrittenCell
R = TypeVar("R")
ReadList: TypeAlias = Callable[[schema.WrittenCell], doc.List[SourceRef] | None]


def read_table(
    written: schema.WrittenTable, texts: Texts, label: TargetLabel, read_list: ReadList
) -> doc.Table[SourceRef, TargetLabel]:
    """A table. Cells that overlap, stick out or are missing are findings; `read_list` reads the
    list in a cell."""
    grid = written.table
    reader = _Reader(texts, read_list, noted=bool(written.notes or grid.notes))
    head = header_rows(grid.header)
    header = reader.rows(head)
    width = sum(cell.columns for cell in header[0])
    place = place_of(head[0][0])
    over = texts.problems.over
    over("table_columns", width, lambda: place)
    over("table_rows", len(grid.rows), lambda: place)
    rows = reader.rows(grid.rows)
    reader.check(header, head, width, place)
    reader.check(rows, grid.rows, width, place)
    left: doc.Align = "left"
    align = grid.align or [left] * width
    for name, given in (("align", align), ("widths", grid.widths)):
        if given is not None and len(given) != width:
            message = f"{name} names {len(given)} columns, the header has {width}"
            texts.problems.add("RK109", message, place)
    notes = tuple(reader.note(*one) for one in (written.notes or grid.notes).items())
    caption = texts.content(written.caption)
    return doc.Table(
        caption=reader.with_notes(caption),
        header=header,
        rows=rows,
        align=tuple(align),
        row_headers=grid.row_headers,
        source=texts.content(written.source),
        label=label,
        widths=tuple(grid.widths or ()),
        total=grid.total,
        notes=notes,
        floats=written.float,
    )


def header_rows(header: Sequence[Written] | Sequence[Sequence[Written]]) -> list[list[Written]]:
    """The rows of a header, which is one row unless its items are lists."""
    rows = [item for item in header if isinstance(item, list)]
    return rows or [[item for item in header if isinstance(item, Scalar | schema.WrittenCell)]]


def place_of(cell: Written) -> Span:
    """Where a cell is written."""
    if isinstance(cell, Scalar):
        return cell.span
    text = cell.text or (cell.list or [])[0].text
    return text.span


class _Reader:
    """Reads the cells of one table."""

    def __init__(self, texts: Texts, read_list: ReadList, *, noted: bool) -> None:
        """`noted` says whether the table has its own notes."""
        self._texts, self._read_list, self._noted = texts, read_list, noted
        self._own = walk.ReferenceMapper[SourceRef, SourceRef](_of_table)

    def with_notes(self, content: Content[SourceRef]) -> Content[SourceRef]:
        """A text of the table, whose references to its own notes are not those of the report."""
        return self._own.content(content) if self._noted else content

    def note(self, key: str, text: Scalar) -> TableNote[SourceRef]:
        """A note of the table."""
        if not NOTE_NAME.fullmatch(key):
            self._texts.problems.add("RK208", f"'{key}' cannot be referred to", text.span)
        first, *others = self._texts.note_paragraphs(text)
        return TableNote(key, _joined(first, others), text.span)

    def rows(self, written: Sequence[Sequence[Written]]) -> tuple[CellRow[SourceRef], ...]:
        """The cells of a header or a body."""
        return tuple(tuple(map(self._cell, row)) for row in written)

    def _cell(self, cell: Written) -> Cell[SourceRef]:
        if isinstance(cell, Scalar):
            return Cell(self._content(cell))
        content = () if cell.text is None else self._content(cell.text)
        return Cell(content, self._list(cell), cell.columns, cell.rows)

    def _list(self, cell: schema.WrittenCell) -> doc.List[SourceRef] | None:
        items = self._read_list(cell)
        if items is None or not self._noted:
            return items
        mapper = walk.Mapper[SourceRef, SourceRef, TargetLabel, TargetLabel](
            self.with_notes, lambda label: label
        )
        made = mapper.block(items)
        return made if isinstance(made, doc.List) else None

    def _content(self, text: Scalar) -> doc.Content[SourceRef]:
        """The paragraphs of a cell, with a break between them."""
        if not text.text.strip():
            return ()
        first, *others = self._texts.cell_paragraphs(text)
        return self.with_notes(_joined(first, others))

    def check(
        self,
        rows: Sequence[CellRow[SourceRef]],
        written: Sequence[Sequence[Written]],
        width: int,
        otherwise: Span,
    ) -> None:
        """Adds a finding for each row of another length than the header, and for each cell that is
        over another one or sticks out of the rows; `otherwise` is the place of an empty row."""
        if is_plain(rows):
            for row in written:
                if len(row) != width:
                    place = place_of(row[0]) if row else otherwise
                    self._uneven(len(row), width, place)
            return
        taken: set[tuple[int, int]] = set()
        places = iter(map(place_of, (cell for row in written for cell in row)))
        for cells, row in zip(placed(rows), written, strict=True):
            sound = True
            for cell in cells:
                place = next(places)
                problem = _problem(cell, width, len(rows), taken)
                if problem:
                    self._texts.problems.add("RK151", problem, place)
                    sound = False
                taken |= {(r, c) for r in cell.rows for c in cell.columns}
            number = cells[0].row if cells else 0
            filled = sum((number, column) in taken for column in range(width))
            if sound and filled < width:
                self._uneven(filled, width, place_of(row[0]) if row else otherwise)

    def _uneven(self, count: int, width: int, place: Span) -> None:
        cells = "1 cell" if count == 1 else f"{count} cells"
        message = f"the row has {cells}, the header has {width}"
        self._texts.problems.add("RK109", message, place)


def _joined(first: Content[R], others: Iterable[Content[R]]) -> Content[R]:
    """Paragraphs as one text, with a break between them."""
    return sum(((doc.LineBreak(paragraph=True), *other) for other in others), first)


def _of_table(ref: SourceRef) -> Content[SourceRef]:
    if isinstance(ref, NoteRef) and ref.key.startswith(PREFIX):
        return (replace(ref, in_table=True),)
    return (ref,)


def _problem(
    cell: PlacedCell[SourceRef], width: int, height: int, taken: set[tuple[int, int]]
) -> str:
    """What is wrong with the place of a cell in a grid of this size; empty if nothing is."""
    if cell.columns.stop > width:
        return f"the cell reaches column {cell.columns.stop}, and the header has {width}"
    if cell.rows.stop > height:
        below = height - cell.row
        rest = "1 remains" if below == 1 else f"{below} remain"
        return f"the cell spans {cell.cell.rows} rows, but only {rest}"
    if any((row, column) in taken for row in cell.rows for column in cell.columns):
        return "the cell lies over a cell that spans several rows"
    return ""
