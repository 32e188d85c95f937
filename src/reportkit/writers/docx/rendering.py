"""document.xml, rendered from its sections: the only place that assigns its ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, assert_never

from msgspec import Struct

from reportkit.model.unseen import without_soft_hyphens
from reportkit.style import Theme
from reportkit.writers.docx.pictures import CAPTION, DRAWING_NAMESPACES
from reportkit.writers.docx.relationships import Relationship
from reportkit.writers.docx.run_rendering import RunRenderer
from reportkit.writers.docx.sections import Section, SectionProperties
from reportkit.writers.docx.style_xml import BoxStyle, frame, hex_colour, panel_frame
from reportkit.writers.docx.values import (
    PRINTED,
    BlockBookmark,
    BoxFrame,
    BoxKind,
    ContentControl,
    NumberingInstance,
    Panel,
    Para,
    ParagraphFormat,
    SectionItem,
    TableCell,
    TableGrid,
    TableRow,
)
from reportkit.writers.docx.wordml import (
    MATH_NAMESPACE,
    NAMESPACES,
    Element,
    attribute,
    paragraph_properties,
    part_bytes,
)

if TYPE_CHECKING:
    from reportkit.writers.docx.word_template import WordTemplate

_REPEATED_BY_WORD: Final = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<mc:Choice Requires="w15"><w:tblHeader/></mc:Choice></mc:AlternateContent>'
)
"""Makes a row a header row for Word 2013 and later, but not for LibreOffice: while it fills pages,
LibreOffice (7.4) makes copies of a repeated row, and loses the notes of the row with a copy."""
_SECTION_ITEMS: Final = (*PRINTED, BlockBookmark)
_CONTENTS: Final = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
)


class RenderedDocument(Struct, frozen=True):
    """A document as XML, with the lists and relationships that its text needs."""

    data: bytes
    numbering: tuple[NumberingInstance, ...]
    """The lists in use, in the order of their ids."""
    relationships: tuple[Relationship, ...]
    """The targets that its text refers to, in the order of their ids."""


def rendered(
    sections: Sequence[Section],
    theme: Theme,
    *,
    rtl: bool = False,
    first_relationship: int = 1,
    first_numbering: int = 1,
    template: WordTemplate | None = None,
) -> RenderedDocument:
    """The document. Bookmarks, numbering instances and relationships get their ids in the order of
    the text, the latter two starting from the first free ids. A template influences the properties
    of sections.

    Raises WriterError for a character that XML cannot contain.
    """
    renderer = _Renderer(theme, rtl, first_relationship, first_numbering, template)
    parts = [f"<w:document {NAMESPACES} {DRAWING_NAMESPACES} {MATH_NAMESPACE}><w:body>"]
    for number, section in enumerate(sections, 1):
        parts += renderer.section(section, last=number == len(sections))
    parts.append("</w:body></w:document>")
    return RenderedDocument(part_bytes("".join(parts)), renderer.numbering, renderer.relationships)


class _Renderer:
    """Renders the sections of one document in the order of the text."""

    def __init__(
        self,
        theme: Theme,
        rtl: bool,
        first_relationship: int,
        first_numbering: int,
        template: WordTemplate | None,
    ) -> None:
        self._runs = RunRenderer(first_relationship)
        self._rtl, self._theme = rtl, theme
        self._first_numbering = first_numbering
        self._template = template
        self._frames = {
            BoxFrame(kind, twin): frame(theme, style, rtl, twin, edge)
            for kind, (style, edge) in _box_styles(theme).items()
            for twin in (False, True)
        }
        self._rule = hex_colour(theme.colours.text)
        self._instances: dict[NumberingInstance, int] = {}
        self._formats: dict[ParagraphFormat, str] = {}

    @property
    def numbering(self) -> tuple[NumberingInstance, ...]:
        """The lists rendered so far, in the order of their ids."""
        return tuple(self._instances)

    @property
    def relationships(self) -> tuple[Relationship, ...]:
        """The targets that the text rendered so far refers to, in the order of their ids."""
        return self._runs.relationships

    # --- sections -------------------------------------------------------------------------------

    def section(self, section: Section, *, last: bool) -> list[str]:
        """The items of a section, with its properties: in its last paragraph, or after it if it is
        the last section."""
        properties = self._section_properties(section.properties)
        items, end = section.items, len(section.items) - 1
        made = [""] * len(items)
        for place in _by_ids(items):
            ends = properties if place == end and not last else ""
            made[place] = self._item(items[place], ends)
        return [*made, properties] if last else made

    def _section_properties(self, properties: SectionProperties) -> str:
        if self._template is not None:
            return self._template.section(properties)
        return Element("w:sectPr", children=tuple(properties.elements())).xml()

    def _item(self, item: SectionItem, section: str) -> str:
        match item:
            case Para():
                return self._para(item, section)
            case TableGrid():
                return self._table(item)
            case Panel():
                return self._panel(item)
            case ContentControl():
                inside = "".join(map(self._para, item.paragraphs))
                return f"{_CONTENTS}{inside}</w:sdtContent></w:sdt>"
            case BlockBookmark():
                return self._runs.bookmark(item.name)
            case _:
                assert_never(item)

    # --- paragraphs -----------------------------------------------------------------------------

    def _para(self, para: Para, section: str = "") -> str:
        properties = self._formats.get(para.format)
        if properties is None or section:
            properties = self._properties(para.format, section)
            if not section:
                self._formats[para.format] = properties
        return f"<w:p>{properties}{self._runs.runs(para.runs)}</w:p>"

    def _properties(self, form: ParagraphFormat, section: str) -> str:
        number = 0
        if form.numbering is not None:
            known = len(self._instances)
            number = self._instances.setdefault(form.numbering, self._first_numbering + known)
        edges = "" if form.frame is None else self._frames[form.frame]
        return paragraph_properties(form, self._rtl, number=number, frame=edges, section=section)

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: TableGrid) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.columns)
        rows = "".join(self._row(row, table) for row in table.rows)
        properties = self._table_properties(table)
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    def _table_properties(self, table: TableGrid) -> str:
        visual = "<w:bidiVisual/>" if self._rtl else ""
        margins = ""
        if table.cell_margin is not None:
            side = f'w:w="{table.cell_margin}" w:type="dxa"/>'
            margins = f"<w:tblCellMar><w:left {side}<w:right {side}</w:tblCellMar>"
        style = "TableNormal" if table.pictures else "ReportTable"
        first = int(table.row_headers)
        look = 0x0400 + 0x20 * table.one_head + 0x80 * first
        named, described = (
            f"<w:{tag} w:val={attribute(without_soft_hyphens(text))}/>" if text else ""
            for tag, text in (("tblCaption", table.caption), ("tblDescription", table.description))
        )
        return (
            f'<w:tblPr><w:tblStyle w:val="{style}"/>{visual}'
            f'<w:tblW w:w="{sum(table.columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'{margins}<w:tblLook w:val="{look:04X}" w:firstRow="{int(table.one_head)}" '
            f'w:lastRow="0" w:firstColumn="{first}" w:lastColumn="0" w:noHBand="1" '
            f'w:noVBand="1"/>{named}{described}</w:tblPr>'
        )

    def _panel(self, panel: Panel) -> str:
        style, edge = _box_styles(self._theme)[panel.kind]
        borders, fill = panel_frame(self._theme, style, self._rtl, edge, panel.nested)
        inside = "".join(
            self._item(item, "") for item in panel.items if isinstance(item, _SECTION_ITEMS)
        )
        visual = "<w:bidiVisual/>" if self._rtl else ""
        named = f"<w:tblCaption w:val={attribute(panel.title)}/>" if panel.title else ""
        width = f'w:w="{panel.width}" w:type="dxa"'
        # LibreOffice loses the text of a table in a cell where a page divides it.
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if panel.nested else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="BoxPanel"/>{visual}<w:tblW {width}/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{named}</w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{panel.width}"/></w:tblGrid><w:tr>{whole}<w:tc><w:tcPr>'
            f"<w:tcW {width}/>{borders}{fill}</w:tcPr>{inside}</w:tc></w:tr></w:tbl>"
        )

    def _row(self, row: TableRow, table: TableGrid) -> str:
        column, after = row.skipped
        space = f'<w:gridBefore w:val="{column}"/>' if column else ""
        space += f'<w:gridAfter w:val="{after}"/>' if after else ""
        repeated = "<w:tblHeader/>" if row.header else ""
        if row.header and row.has_notes:
            repeated = _REPEATED_BY_WORD
        cells: list[str] = []
        for cell in row.cells:
            width = sum(table.columns[column : column + cell.columns])
            column += cell.columns
            inside = "".join(map(self._para, cell.paragraphs))
            cells.append(f"<w:tc>{self._cell_properties(cell, width)}{inside}</w:tc>")
        return f"<w:tr><w:trPr>{space}<w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell_properties(self, cell: TableCell, width: int) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        borders = ""
        if cell.ruled:
            edge = f'<w:{cell.ruled} w:val="single" w:sz="8" w:space="0" w:color="{self._rule}"/>'
            borders = f"<w:tcBorders>{edge}</w:tcBorders>"
        sized = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        low = '<w:vAlign w:val="bottom"/>' if cell.low else ""
        return f"<w:tcPr>{sized}{span}{merge}{borders}{low}</w:tcPr>"


def _by_ids(items: Sequence[SectionItem]) -> Iterator[int]:
    """The indices of items in the order of their ids: that of the text, except that a caption comes
    before the picture above it, so that the files of a report do not change."""
    place = 0
    while place < len(items):
        below = items[place + 1] if place + 1 < len(items) else None
        if isinstance(below, Para) and below.format.style == CAPTION:
            yield place + 1
            yield place
            place += 2
        else:
            yield place
            place += 1


def _box_styles(theme: Theme) -> dict[BoxKind, tuple[BoxStyle, str | None]]:
    """The look of each kind of box, and the colour of its edge if it has its own."""
    boxes = theme.boxes
    return {
        "box": (boxes.style, None),
        "note": (boxes.style, boxes.note),
        "warning": (boxes.style, boxes.warning),
        "definition": (boxes.style, boxes.definition),
        "method": (boxes.style, boxes.method),
        "judgements": (theme.judgements.style, None),
        "code": ("panel", theme.colours.rule),
    }
