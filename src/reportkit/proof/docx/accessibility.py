"""Accessibility barriers in a Word document.

The rules are those of Word's own checker and of WCAG 2.2 (1.1.1, 1.3.1, 2.4.2, 3.1.1), as far as
a file shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportkit.proof.docx.formulas import MATH
from reportkit.proof.docx.parts import FLOATING, WP, Docx, Element, Part, W

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PARAGRAPH: Final = f"{W}p"
_SEEN: Final = tuple(
    f"{W}{tag}"
    for tag in (
        *("t", "drawing", "pict", "object", "sym"),
        *("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"),
    )
)
_RUNS: Final = frozenset(
    f"{W}{tag}" for tag in ("r", "hyperlink", "ins", "sdt", "fldSimple", "smartTag", "dir", "bdo")
)
_BOOKMARKS: Final = frozenset({f"{W}bookmarkStart", f"{W}bookmarkEnd"})
_LINES: Final = frozenset({"rule", "code block"})
"""Paragraphs that are a line between two passages, or an empty line of code, not spacing."""


def barriers(docx: Docx) -> list[str]:
    """The barriers to readers who cannot see the page."""
    found: list[str] = []
    title = None if docx.core is None else docx.core.find(f"{_DC}title")
    if title is None or not (title.text or "").strip():
        found.append("the document has no title")
    if not docx.language:
        found.append("the document has no language")
    for part in filter(None, (docx.document, docx.footnotes, docx.endnotes)):
        found += [f"{part.name}: {barrier}" for barrier in _of_part(part, docx)]
    return found


def level_gaps(docx: Docx) -> list[str]:
    """The headings that skip a level. They are the author's choice (RK801 warns of them)."""
    found: list[str] = []
    last = 0
    for paragraph in docx.document.root.iter(_PARAGRAPH):
        name = _style_of(paragraph, docx)
        if not name.startswith("heading ") or not name[8:].isdecimal():
            continue
        level = int(name[8:])
        if level > last + 1:
            found.append(f"a heading of level {level} follows level {last}")
        last = level
    return found


def _of_part(part: Part, docx: Docx) -> Iterator[str]:
    for drawing in part.all(f"{WP}docPr"):
        if not drawing.get("descr") and next(drawing.iter(_DECORATIVE), None) is None:
            yield f"the picture '{drawing.get('name')}' has no alternative text"
    for tag in FLOATING:
        if not all(map(_is_behind, part.all(tag))):
            yield f"a box floats beside the text ({tag.rpartition('}')[2]})"
    for table in part.all(f"{W}tbl"):
        if not _is_layout(table, docx):
            yield from _of_table(table)
    for paragraph in _suspects(part.root):
        if _is_empty(paragraph) and _is_for_space(paragraph, docx):
            yield "an empty paragraph is used as spacing"


def _is_behind(element: Element) -> bool:
    """Whether a drawing is behind the text, as the colour and the picture of a cover are, and holds
    no text itself."""
    return element.get("behindDoc") == "1" and next(element.iter(f"{W}p"), None) is None


def _is_layout(table: Element, docx: Docx) -> bool:
    """Whether a table has nothing to do with rows and columns, and is read as any text: a box of
    one cell, or pictures side by side, without lines, under a name for all of them."""
    style = table.find(f"{W}tblPr/{W}tblStyle")
    name = "" if style is None else docx.styles.get(style.get(f"{W}val", ""), "")
    cells = table.findall(f"{W}tr/{W}tc")
    if name == "normal table" and table.find(f"{W}tblPr/{W}tblCaption") is not None:
        return all(next(cell.iter(f"{WP}docPr"), None) is not None for cell in cells)
    return name == "box panel" and len(cells) == 1


def _of_table(table: Element) -> Iterator[str]:
    first = table.find(f"{W}tr")
    if first is None or first.find(f"{W}trPr//{W}tblHeader") is None:
        yield "a table has no header row"
    for tag in ("tblCaption", "tblDescription"):
        if table.find(f"{W}tblPr/{W}{tag}") is not None:
            return
    yield "a table has no description"


def _suspects(root: Element) -> Iterator[Element]:
    """The paragraphs that may be empty: all except those whose first run shows something. Most are
    not suspects, and examining each paragraph takes three times as long."""
    begun: Element | None = None
    for element in root.iter(_PARAGRAPH, *_SEEN):
        if element.tag == _PARAGRAPH:
            if begun is not None:
                yield begun
            begun = element
        elif begun is not None:
            run = element.getparent()
            if run is None or run.tag not in _RUNS or run.getparent() is not begun:
                yield begun
            begun = None
    if begun is not None:
        yield begun


def _is_empty(paragraph: Element) -> bool:
    for child in paragraph:
        if child.tag in MATH:
            return False
        if child.tag in _RUNS:
            return next(paragraph.iter(*_SEEN), None) is None
    return True


def _is_for_space(paragraph: Element, docx: Docx) -> bool:
    """Whether an empty paragraph has no other use: a cell needs one, so does the gap between two
    tables, and the end of the text or a section after a table; separators of notes are of a type
    of their own.
    """
    parent, before = paragraph.getparent(), paragraph.getprevious()
    if parent is None or parent.tag == f"{W}tc" or parent.get(f"{W}type") is not None:
        return False
    if before is not None and before.tag == f"{W}tbl":
        after = next((e for e in paragraph.itersiblings() if e.tag not in _BOOKMARKS), None)
        if after is None or after.tag in {f"{W}tbl", f"{W}sectPr"}:
            return False
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return False
    return _style_of(paragraph, docx) not in _LINES


def _style_of(paragraph: Element, docx: Docx) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else docx.styles.get(style.get(f"{W}val", ""), "")
