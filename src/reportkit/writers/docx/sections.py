"""Sections: upright pages, and landscape pages for tables that are too wide for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from reportkit.compose.fitting import landscape_side
from reportkit.model.document import ResolvedReport
from reportkit.style import Theme
from reportkit.writers.docx.notes_part import note_kind
from reportkit.writers.docx.wordml import twips

if TYPE_CHECKING:
    from reportkit.writers.docx.word_template import WordTemplate

TURN: Final = "<w:turn/>"
"""Stands in the body, while it is made, where upright and landscape pages meet."""

_CLOSING: Final = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>'

Running: TypeAlias = Sequence[tuple[str, str, str]]
"""Headers and footers: header or footer, for which pages, and the id of the part."""


class Sections(Struct, frozen=True):
    """Makes the sections of a document."""

    report: ResolvedReport
    theme: Theme
    upright: Running
    landscape: Running
    """Those of landscape pages."""
    house: WordTemplate | None

    def divided(self, body: str) -> str:
        """The body with the properties of its sections: in the last paragraph of each, and of the
        last one at its end."""
        # Where a box ends with a wide table and another follows, there is nothing between them.
        body = body.replace(f"</w:tbl>{TURN}{TURN}<w:tbl>", f"</w:tbl>{_CLOSING}<w:tbl>")
        parts = body.replace(TURN + TURN, "").split(TURN)
        if len(parts) > 1 and "<w:p>" not in parts[-1]:
            # Behind the last table there is nothing, or the bookmark of a page break.
            last = parts.pop()
            parts[-1] = _closed(parts[-1]) + last
        *before, last = parts
        made = [_ending(part, self._section(number)) for number, part in enumerate(before)]
        return "".join(made) + last + self._section(len(before))

    def _section(self, number: int) -> str:
        """The page of a section, its headers and footers, and how its notes are numbered. Every
        other section is landscape; only the first has a first page of its own."""
        first, landscape = number == 0, number % 2 == 1
        page = self.theme.page
        left, right = page.sides
        wide, high = twips(mm=page.width), twips(mm=page.height)
        size = f'<w:pgSz w:w="{wide}" w:h="{high}"/>'
        if landscape:
            left = right = landscape_side(page)
            size = f'<w:pgSz w:w="{high}" w:h="{wide}" w:orient="landscape"/>'
        kind = note_kind(self.report)
        heads = "".join(
            f'<w:{part}Reference w:type="{place}" r:id="{rel_id}"/>'
            for part, place, rel_id in self._running(first, landscape)
        )
        edge = twips(mm=10 if self.report.meta.marking else 14)
        bidi = "<w:bidi/>" if self.report.meta.direction == "rtl" else ""
        section = (
            f'<w:sectPr>{heads}<w:{kind}Pr><w:numFmt w:val="decimal"/>'
            f'<w:numRestart w:val="continuous"/></w:{kind}Pr>{size}'
            f'<w:pgMar w:top="{twips(mm=page.top)}" w:right="{twips(mm=right)}" '
            f'w:bottom="{twips(mm=page.bottom)}" w:left="{twips(mm=left)}" '
            f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:cols w:space="720"/>'
            f"{'<w:titlePg/>' if first else ''}{bidi}</w:sectPr>"
        )
        if self.house is None:
            return section
        return self.house.section(section, first=first, landscape=landscape)

    def _running(self, first: bool, landscape: bool) -> Running:
        if first:
            return self.upright
        if self.house is not None and self.house.has_running():
            return ()  # a section without any has those of the section before
        return self.landscape if landscape else [r for r in self.upright if r[1] != "first"]


def _closed(part: str) -> str:
    """Markup that ends with a paragraph: Word wants one behind a table, and none that belongs to
    the table of contents can end a section."""
    return part if part.endswith("</w:p>") else part + _CLOSING


def _ending(part: str, section: str) -> str:
    """The markup of a section, with the properties of the section in its last paragraph."""
    part = _closed(part)
    start = part.rindex("<w:p>")
    before, paragraph = part[:start], part[start:]
    if paragraph.startswith("<w:p><w:pPr>"):
        return before + paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)
    return f"{before}<w:p><w:pPr>{section}</w:pPr>{paragraph[len('<w:p>') :]}"
