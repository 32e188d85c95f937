"""Tables as `w:tbl`; caption and source line are paragraphs, and made in `body`."""

from __future__ import annotations

from typing import Final, Literal

from reportkit.compose.fitting import Fit, Fits, landscape_measure
from reportkit.model import walk
from reportkit.model.document import Align, Anchor, PrintedContent, PrintedRef, Table
from reportkit.style import Theme
from reportkit.writers.docx.geometry import measure
from reportkit.writers.docx.inline import Runs
from reportkit.writers.docx.paragraphs import Paragraphs
from reportkit.writers.docx.wordml import ParagraphFormat, attribute, half_points, twips

_WHOLE: Final = 12
"""Tables of up to so many rows stay on one page."""
_NARROW, _WIDE = 6, 40
"""The fewest and the most characters that a column is given room for."""
_EASE: Final = 1.05
"""How much wider than its longest word a column is where there is room."""
_LETTER: Final = 0.56
"""The width of a letter on the average, in em."""


class Tables:
    """Makes the tables of a document."""

    def __init__(self, theme: Theme, runs: Runs, paragraphs: Paragraphs, fits: Fits) -> None:
        self._theme = theme
        self._fits = fits
        self._runs = runs
        self._paragraphs = paragraphs

    def table(self, block: Table[PrintedRef, Anchor]) -> str:
        """The table itself, as wide as the text."""
        fit = self._fits[block.label.ordinal]
        page = self._theme.page
        total = twips(mm=landscape_measure(page)) if fit.landscape else measure(self._theme)
        # Word sets type in half points.
        size = fit.size or half_points(self._theme.sizes.caption) / 2
        widths = _widths(block, fit, size, total)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._row(block.header, block, widths, fit, keep=True, header=True)]
        short = len(block.rows) <= _WHOLE
        for number, row in enumerate(block.rows, 1):
            last = number == len(block.rows)
            keep = bool(block.source) if last else short
            rows.append(self._row(row, block, widths, fit, keep=keep, header=False))
        return (
            f"<w:tbl>{self._properties(block, fit, total)}<w:tblGrid>{columns}</w:tblGrid>"
            + "".join(rows)
            + "</w:tbl>"
        )

    def _properties(self, block: Table[PrintedRef, Anchor], fit: Fit, total: int) -> str:
        visual = "<w:bidiVisual/>" if self._paragraphs.rtl else ""
        caption = walk.printed_text(block.caption)
        columns = ", ".join(filter(None, map(walk.printed_text, block.header)))
        named = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
        described = f"<w:tblDescription w:val={attribute(columns)}/>" if columns else ""
        first = "1" if block.row_headers else "0"
        margins = ""
        if fit.size is not None:
            sides = f'w:w="{twips(fit.gap / 2)}" w:type="dxa"/>'
            margins = f"<w:tblCellMar><w:left {sides}<w:right {sides}</w:tblCellMar>"
        return (
            f'<w:tblPr><w:tblStyle w:val="ReportTable"/>{visual}'
            f'<w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
            f'<w:tblLook w:val="04{"A" if block.row_headers else "2"}0" w:firstRow="1" '
            f'w:lastRow="0" w:firstColumn="{first}" w:lastColumn="0" w:noHBand="1" '
            f'w:noVBand="1"/>{named}{described}</w:tblPr>'
        )

    def _row(
        self,
        cells: tuple[PrintedContent, ...],
        block: Table[PrintedRef, Anchor],
        widths: list[int],
        fit: Fit,
        *,
        keep: bool,
        header: bool,
    ) -> str:
        """A row. `keep`: it stays on the page of what follows it."""
        repeated = "<w:tblHeader/>" if header else ""
        made: list[str] = []
        for column, (cell, align, width) in enumerate(zip(cells, block.align, widths, strict=True)):
            heads = header or (column == 0 and block.row_headers)
            style = cell_style("TableHeading" if heads else "TableText", fit.size)
            shape = ParagraphFormat(style, keep_next=keep, align=_justified(align))
            text = self._paragraphs.make(self._runs.content(cell), shape)
            made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>')
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(made)}</w:tr>"


def cell_style(style: str, size: float | None) -> str:
    """The id of a style of cells at a size of its own, if there is one."""
    return style if size is None else f"{style}{size:g}"


def _justified(align: Align) -> Literal["", "right", "center"]:
    return "" if align == "left" else align


def _widths(block: Table[PrintedRef, Anchor], fit: Fit, size: float, total: int) -> list[int]:
    """The width of each column, by how much text it holds; together as wide as the text. None is
    narrower than its longest word in type of the given size."""
    needs: list[float] = []
    for column in zip(block.header, *block.rows, strict=True):
        lengths = [len(walk.printed_text(cell)) for cell in column]
        needs.append(min(max(_NARROW, max(lengths)), _WIDE))
    whole = sum(needs)
    widths = [int(total * need / whole) for need in needs]
    least = [twips(word * size + fit.gap) if word else 0 for word in fit.words]
    if any(width < word for width, word in zip(widths, least, strict=True)):
        widths = _eased(total, [twips(need * _LETTER * size + fit.gap) for need in needs], least)
    widths[-1] += total - sum(widths)
    return widths


def _eased(total: int, full: list[int], least: list[int]) -> list[int]:
    """The least of each column, and the rest of the total for those that want more than that."""
    # Another font may stand in for the theme's, and be wider.
    ease = max(1, min(_EASE, total / sum(least)))
    least = [int(word * ease) for word in least]
    wanted = [max(0, width - word) for width, word in zip(full, least, strict=True)]
    rest = max(0, total - sum(least))
    share = min(1, rest / max(1, sum(wanted)))
    given = [word + int(more * share) for word, more in zip(least, wanted, strict=True)]
    grown = max(1, total / sum(given))
    return [int(width * grown) for width in given]
