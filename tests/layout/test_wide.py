"""Tables that are too wide for the page, as a reader sees them: whole words, landscape pages."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportkit import export
from reportkit.style import theme_names
from tests.layout.conftest import REPORTS, Printer
from tests.layout.pages import POINTS, Page, Print, pages_of
from tests.layout.reports import write
from tests.layout.structure import structure_of
from tests.layout.test_page import SIDE_COLUMNS, edges
from tests.layout.test_standards import assert_conforms

LANDSCAPE = ' w:orient="landscape"'
THEMES = pytest.mark.parametrize("theme", theme_names())
WORDS = (
    "Country Population Government Expenditure Mobilization Infrastructure Counterintelligence "
    "Constitution Neighbourhood Transportation Responsibility Administration Kazakhstan 19,002,586 "
    "112,345,678,901 Underdeveloped Considerable Authoritarian"
)


def showing(made: Print, text: str) -> tuple[int, Page]:
    """The number and the page of a text."""
    (found,) = ((n, page) for n, page in enumerate(made.pages, 1) if text in page.text)
    return found


@THEMES
def test_no_word_or_figure_breaks(theme: str, printed: Printer) -> None:
    made = printed("wide", theme)
    _, page = showing(made, "Twelve columns.")
    shown = [word.text for word in page.words]
    assert set(WORDS.split()) <= set(shown)
    figures = [word.text for page in made.pages for word in page.words]
    assert figures.count("123,456") == 16 + 24


@THEMES
def test_wide_tables_stand_on_landscape_pages_and_nothing_else_does(
    theme: str, printed: Printer
) -> None:
    made = printed("wide", theme)
    turned = [page.width > page.height for page in made.pages]
    tables = [bool(re.search(r"Twelve columns|Sixteen columns|A24", p.text)) for p in made.pages]
    assert turned == tables
    sizes = {(round(page.width), round(page.height)) for page in made.pages}
    assert sizes == {(595, 842), (842, 595)}


@THEMES
def test_no_word_leaves_the_measure_of_its_page(theme: str, printed: Printer) -> None:
    made = printed("wide", theme)
    for number, page in enumerate(made.pages, 1):
        left, right = edges(made, number)
        left -= SIDE_COLUMNS.get(theme, 0) * POINTS
        if page.width > page.height:
            side = min(25, *made.theme.page.sides) * POINTS
            left, right = side, page.width - side
        assert not [w.text for w in page.words if w.left < left - 1 or w.right > right + 1]
        bottom = page.height - made.theme.page.bottom * POINTS
        assert not [w.text for w in page.words if w.top < bottom - 1 and w.bottom > bottom + 1]


@THEMES
def test_a_landscape_page_has_heading_notes_head_and_folio(theme: str, printed: Printer) -> None:
    made = printed("wide", theme)
    number, page = showing(made, "Twelve columns.")
    assert "A section of its own" in page.text
    assert "Source of the twelve columns." in page.text
    assert "Note of a cell. Note of the last cell." in re.sub(r"\b3 ", "", page.text)
    assert "Text before" not in page.text
    assert "Text after" not in page.text
    assert page.above(made.theme.page.top - 1)
    foot = page.below(made.theme.page.bottom - 1)
    assert sorted(foot.split()) == sorted(["The", "Desk", str(number)])


@THEMES
def test_the_text_of_a_row_stands_on_one_line(theme: str, printed: Printer) -> None:
    """Also beside a cell with a note."""
    _, page = showing(printed("wide", theme), "Twelve columns.")
    belarus = page.find("Belarus")
    cells = [w for w in page.words if w.text in ("Substantial", "Regional", "9,349,645")]
    level = {round(w.bottom - belarus.bottom, 1) for w in cells if w.top < belarus.bottom}
    assert level == {0.0}


def test_a_table_that_fits_when_smaller_stays_upright(printed: Printer) -> None:
    made = printed("wide", "report")
    _, page = showing(made, "Six columns.")
    assert page.width < page.height
    cell, caption = page.find("Counterintelligence"), page.find("Six")
    assert cell.bottom - cell.top < caption.bottom - caption.top - 0.5


@THEMES
def test_the_finding_names_the_table_of_figures_alone(theme: str, printed: Printer) -> None:
    (found,) = printed("wide", theme).warnings
    assert found.code == "RK923"
    assert "24 columns" in found.message


@THEMES
def test_the_standards_and_the_structure(theme: str, printed: Printer) -> None:
    path = printed("wide", theme).path
    assert_conforms(path)
    root = structure_of(path)
    rows = [len(table.all("TR")) for table in root.all("Table")]
    assert rows == [3, 2, 2, 2]
    assert len(root.all("Note")) == 4


def test_the_boxes_of_pages_for_the_press(tmp_path: Path) -> None:
    checked = export.check(REPORTS["wide"])
    (artifact,) = export.build(checked, ["pdf"], tmp_path, options={"pdf": {"profile": "press"}})
    turned = 0
    for page in PdfReader(artifact.path).pages:
        trim, bleed, media = page.trimbox, page.bleedbox, page.mediabox
        turned += trim.width > trim.height
        for outer, inner, distance in ((bleed, trim, 3), (media, trim, 9)):
            assert float(outer.width - inner.width) == pytest.approx(2 * distance * POINTS, abs=0.1)
            assert float(outer.height - inner.height) == pytest.approx(
                2 * distance * POINTS, abs=0.1
            )
    assert turned == 3


def test_page_breaks_and_boxes_leave_no_page_empty(tmp_path: Path) -> None:
    """In the PDF, and as many sections in Word; both formats are read back."""
    wide = {"table": {"header": ["Administration"] * 10, "rows": [["1"] * 10]}}
    page_break, box = {"page_break": True}, {"box": {"body": [wide]}}
    body = ["One.", page_break, wide, page_break, "Two.", box, wide, page_break, wide, page_break]
    report = write(tmp_path / "report.json", body, {})
    pdf, docx = export.build(export.check(report), ["pdf", "docx"], tmp_path / "build")
    pages = pages_of(pdf.path)
    assert [page.width > page.height for page in pages] == [False, True, False, True, True]
    with zipfile.ZipFile(docx.path) as archive:
        text = archive.read("word/document.xml").decode()
    assert re.findall(r'<w:pgSz w:w="\d+" w:h="\d+"(.*?)/>', text) == ["", LANDSCAPE, "", LANDSCAPE]
