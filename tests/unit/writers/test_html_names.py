"""The names of the HTML: the files, the style sheets, the documents and the vocabulary agree."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

import lxml.html
import pytest
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from reportkit import export
from reportkit.compose import Publication
from reportkit.model.document import (
    Anchor,
    Cell,
    CellRow,
    Chart,
    Cover,
    CrossReference,
    DataTable,
    Figure,
    Heading,
    Meta,
    Options,
    PrintedBlock,
    PrintedRef,
    ResolvedReport,
    Table,
)
from reportkit.style import find_theme
from reportkit.writers.base import WriteContext
from reportkit.writers.epub import EpubWriter
from reportkit.writers.html_names import BALANCE, DataAttribute, HtmlClass, NoteTag
from reportkit.writers.pdf import page_css
from reportkit.writers.pdf.page_html import FIXED_RULES, PdfPage
from tests.unit.publications import published, row
from tests.unit.writers.books import (
    everything,
    mark,
    note,
    paragraph,
    picture,
    plain,
    report,
    text,
)

ROOT = Path(__file__).parents[3]
THEMES = ("briefing", "report", "plain", "institute", "bulletin")
REPORTS = (
    ROOT / "examples" / "belarus-warning-update" / "report.yaml",
    ROOT / "examples" / "every-element" / "report.yaml",
    ROOT / "examples" / "minimal.yaml",
    ROOT / "tests" / "layout" / "wide.yaml",
)
SETTINGS: tuple[dict[str, str], ...] = (
    {},
    {"note_options.placement": "end", "note_options.numbering": "section", "cover": "false"},
)

Names: TypeAlias = frozenset[str]


class Found(Struct, frozen=True):
    """What stands in the HTML of many reports."""

    print_classes: Names
    book_classes: Names
    own_tags: Names
    """The elements that are not of HTML."""
    own_attributes: Names
    """The attributes that are not of HTML."""


@pytest.fixture(scope="module")
def found() -> Found:
    pages: list[etree._Element] = []
    books: list[etree._Element] = []
    for publication in publications():
        pages.append(lxml.html.document_fromstring(PdfPage(publication).document("").html))
        books += files(publication)
    assert len(pages) > 10 and len(books) > 2 * len(pages)
    elements = [element for page in pages for element in page.iter(etree.Element)]
    return Found(
        print_classes=classes(pages),
        book_classes=classes(books),
        own_tags=frozenset(str(element.tag) for element in elements if "-" in str(element.tag)),
        own_attributes=frozenset(
            str(name) for element in elements for name in element.attrib if "data-" in str(name)
        ),
    )


def publications() -> Iterator[Publication]:
    """The examples, and what they lack: markings, a cover with a picture, a chart, a very long
    note, a cell that is centred and cannot but break."""
    for path in REPORTS:
        for settings in SETTINGS:
            yield export.check(path, settings).publication
    ends = Options(placement="end")
    yield published(
        report(paragraph("Text.", mark(1)), notes=[note(1, "N.")], options=ends), "bulletin"
    )
    for marking in ("TLP:RED", "TLP:AMBER", "TLP:CLEAR", "Draft"):
        yield published(with_marking(marking))
    long = note(1, "Word " * 1000, "And more.")
    cell = text("0123456789abcdef" * 4)
    table: Table[PrintedRef, Anchor] = Table(
        (), (row(cell),), (row(cell),), ("center",), False, (), Anchor("table", 1)
    )
    yield published(report(paragraph("Text.", mark(1)), table, notes=[long]), "plain")
    yield published(report(*listed(), options=Options(contents=True, table_list=True)))
    chart = Chart((DataTable(("Port", "Ships"), (("Riga", "7"),)),))
    label = Anchor("figure", 1)
    drawn: PrintedBlock = Figure(picture(), "Ships", "", (), (), label, chart=chart)
    yield published(report(paragraph("Text."), drawn))
    covered = Meta(plain("A Report"), date(2024, 5, 14), cover=Cover(picture(), "A wave"))
    for theme in ("briefing", "plain"):
        yield published(
            report(paragraph("Text."), meta=covered, options=Options(cover=True)), theme
        )


def listed() -> tuple[PrintedBlock, ...]:
    """A heading, and a table for which no page is wide enough, with a page in its caption."""
    label = Anchor("table", 1, 1, "Table 1")
    cells: CellRow[PrintedRef] = tuple(Cell(text("1234567890123")) for _ in range(60))
    caption = (*text("See page "), CrossReference(label, "", page=True))
    table: Table[PrintedRef, Anchor] = Table(
        caption, (cells,), (cells,), ("left",) * 60, False, (), label
    )
    return Heading(1, text("One"), Anchor("heading", 1)), table


def with_marking(marking: str) -> ResolvedReport:
    resolved = everything()
    return replace(resolved, meta=replace(resolved.meta, marking=marking))


def files(publication: Publication) -> Iterator[etree._Element]:
    """The XHTML files of the book."""
    data = EpubWriter().write(publication, WriteContext()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield etree.fromstring(archive.read(name))


def classes(documents: Iterable[etree._Element]) -> Names:
    return frozenset(
        name
        for document in documents
        for element in document.iter(etree.Element)
        for name in (element.get("class") or "").split()
    )


def test_the_vocabulary_holds_the_names_that_occur_and_no_others(found: Found) -> None:
    assert found.print_classes | found.book_classes == set(HtmlClass)
    assert found.own_tags == set(NoteTag)
    assert found.own_attributes == set(DataAttribute)


def test_a_class_has_its_own_name_in_the_code() -> None:
    assert {kind.name.lower().replace("_", "-"): kind.value for kind in HtmlClass} == {
        kind.value: kind.value for kind in HtmlClass
    }


def test_every_class_is_documented_with_the_formats_in_which_it_occurs(found: Found) -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| (PDF|EPUB|both) \| \S", themes_document(), re.MULTILINE)
    documented = {name: where for names, where in rows for name in re.findall("`(.+?)`", names)}
    occurring = dict.fromkeys(found.print_classes, "PDF")
    occurring |= dict.fromkeys(found.book_classes, "EPUB")
    occurring |= dict.fromkeys(found.print_classes & found.book_classes, "both")
    assert documented == occurring


def test_elements_attributes_and_variables_of_our_own_are_documented() -> None:
    for name in (*NoteTag, *DataAttribute, BALANCE):
        assert re.search(rf"`(var\()?{name}\)?`", themes_document()), name


def themes_document() -> str:
    return (ROOT / "docs" / "themes.md").read_text("utf-8")


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheets_of_a_pdf_select_what_occurs_in_it(theme: str, found: Found) -> None:
    sheet = page_css.style_sheet(published(everything(), theme)) + FIXED_RULES
    selected = selected_classes(sheet)
    assert {"title-block", "more", "size8"} <= selected, "the test must see all selectors"
    assert selected <= found.print_classes


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheets_of_a_book_select_what_occurs_in_it(theme: str, found: Found) -> None:
    data = EpubWriter().write(published(everything(), theme), WriteContext()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("EPUB/style.css").decode()
    assert find_theme(theme).epub_css.strip() in sheet
    selected = selected_classes(sheet)
    assert {"title-block", "noteref", "num"} <= selected, "the test must see all selectors"
    assert selected <= found.book_classes


def selected_classes(sheet: str) -> Names:
    """The classes in the selectors of a style sheet."""
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", sheet, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]*)\{", bare)
    return frozenset(name for each in selectors for name in re.findall(r"\.([a-z][\w-]*)", each))
