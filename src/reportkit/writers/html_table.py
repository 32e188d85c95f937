"""Tables as XHTML, shared by the PDF and the EPUB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from reportkit.compose.decimals import at_decimal_sign, cell_align, decimal_sign
from reportkit.model import walk
from reportkit.model.document import (
    Align,
    Anchor,
    Cell,
    List,
    PrintedContent,
    PrintedRef,
    ResolvedReport,
    Table,
)
from reportkit.model.table_grid import PlacedCell, is_plain, placed
from reportkit.writers.html_names import HtmlClass
from reportkit.writers.xml_text import NO_ATTRIBUTES, element, empty_element

ALIGNED: Final = {
    "left": "",
    "right": HtmlClass.RIGHT,
    "center": HtmlClass.CENTER,
    "decimal": HtmlClass.RIGHT,
}
"""The class of a cell for each alignment."""


class CellTexts(Protocol):
    """Makes the texts in cells."""

    report: ResolvedReport

    def cell_content(self, content: PrintedContent) -> str:
        """The text of one paragraph."""

    def item_list(self, block: List[PrintedRef]) -> str:
        """A list."""

    def cell_class(
        self, cell: Cell[PrintedRef], align: Align, block: Table[PrintedRef, Anchor]
    ) -> str:
        """The classes of a cell; empty if it has none."""


class HtmlTable:
    """The elements of one table."""

    def __init__(
        self, block: Table[PrintedRef, Anchor], html: CellTexts, tails: Sequence[float]
    ) -> None:
        """`html` makes the texts in the cells; for `tails` see `Fit`."""
        self.block, self.html, self._tails = block, html, tails
        self._header, self._body = placed(block.header), placed(block.rows)
        self._grouped = len(block.header) > 1 or not (
            is_plain(block.header) and is_plain(block.rows)
        )
        """Whether cells name their heads, because these have several rows or span cells."""
        self._row_heads: dict[int, str] = {}
        """The ids of the heads of rows."""
        if self._grouped and block.row_headers:
            firsts = (one for row in self._body for one in row[:1] if not one.column)
            for one in firsts:
                self._row_heads |= dict.fromkeys(one.rows, self._id(one, heads=False))

    def columns(self) -> str:
        """The groups of columns under the heads of the first row, and the widths of columns."""
        first, shares = self._header[0], self.block.widths
        if not shares and all(one.cell.columns == 1 for one in first):
            return ""
        whole = sum(shares)
        widths = [f"width:{100 * share / whole:.2f}%" for share in shares]
        groups = (
            element("colgroup", "".join(empty_element("col", {"style": w}) for w in own))
            if (own := widths[one.column : one.columns.stop])
            else element("colgroup", "", {"span": str(one.cell.columns)})
            for one in first
        )
        return "".join(groups) + "\n"

    def head(self) -> str:
        """The rows of the header."""
        return element("thead", "".join(self._rows(self._header, heads=True)))

    def body(self) -> str:
        """The other rows."""
        rows = [*self._rows(self._body, heads=False)]
        return element("tbody", "\n" + "".join(f"{row}\n" for row in rows))

    def _rows(
        self, rows: Sequence[Sequence[PlacedCell[PrintedRef]]], *, heads: bool
    ) -> Iterator[str]:
        last = len(rows) - 1 if self.block.total and not heads else -1
        for number, row in enumerate(rows):
            cells = "".join(
                self._cell(one, heads=heads, beside=self._beside(one, row)) for one in row
            )
            is_total = number == last
            yield element("tr", cells, {"class": HtmlClass.TOTAL} if is_total else NO_ATTRIBUTES)

    def _beside(
        self, one: PlacedCell[PrintedRef], row: Sequence[PlacedCell[PrintedRef]]
    ) -> Iterator[str]:
        """The classes of a cell at an end of its row that is not at the edge of the table."""
        if one is row[0] and one.column:
            yield HtmlClass.NOT_FIRST
        if one is row[-1] and one.columns.stop < len(self.block.align):
            yield HtmlClass.NOT_LAST

    def _cell(self, one: PlacedCell[PrintedRef], *, heads: bool, beside: Iterable[str]) -> str:
        block, cell = self.block, one.cell
        heads_row = not heads and one.column == 0 and block.row_headers
        align = cell_align(block, one, head=heads)
        decimal = align == "decimal"
        scope = "row" if heads_row else ""
        if heads:
            scope = "colgroup" if cell.columns > 1 and not one.row else "col"
        named = {
            "id": self._id(one, heads=heads) if self._grouped and scope else "",
            "scope": scope,
            "class": " ".join(filter(None, (self.html.cell_class(cell, align, block), *beside))),
            "colspan": str(cell.columns) if cell.columns > 1 else "",
            "rowspan": str(cell.rows) if cell.rows > 1 else "",
            "headers": " ".join(self._heads(one)) if self._grouped and not heads else "",
            # Numbers run from left to right, and their two parts must not change places.
            "dir": "ltr" if decimal and self.html.report.meta.direction == "rtl" else "",
        }
        inside = self._decimal(one) if decimal else self._content(cell)
        attributes = {name: value for name, value in named.items() if value}
        return element("th" if scope else "td", inside, attributes)

    def _content(self, cell: Cell[PrintedRef]) -> str:
        paragraphs = [*map(self.html.cell_content, walk.cell_paragraphs(cell.content))]
        if cell.items is None and len(paragraphs) == 1:
            return paragraphs[0]
        text = "".join(element("p", text) for text in paragraphs if text)
        return text + ("" if cell.items is None else self.html.item_list(cell.items))

    def _decimal(self, one: PlacedCell[PrintedRef]) -> str:
        """A number in two parts, the second as wide as the longest of the column."""
        tail = self._tails[one.column]
        if not tail:
            return self._content(one.cell)
        sign = decimal_sign(self.html.report.meta.language)
        whole, rest = map(self.html.cell_content, at_decimal_sign(one.cell.content, sign))
        if not (whole or rest):
            return ""
        named = {"class": HtmlClass.TAIL, "style": f"min-width:{tail:.2f}em"}
        return whole + element("span", rest, named)

    def _id(self, one: PlacedCell[PrintedRef], *, heads: bool) -> str:
        place = f"h{one.row + 1}-{one.column + 1}" if heads else f"r{one.row + 1}"
        return f"{self.block.label.id}-{place}"

    def _heads(self, one: PlacedCell[PrintedRef]) -> Iterator[str]:
        """The ids of the heads of a cell: those above it, then the first cells of its rows."""
        columns = set(one.columns)
        for row in self._header:
            for head in row:
                if not columns.isdisjoint(head.columns):
                    yield self._id(head, heads=True)
        if one.column:
            yield from dict.fromkeys(self._row_heads[r] for r in one.rows if r in self._row_heads)
