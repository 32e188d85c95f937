"""The page list: where the pages of the PDF begin in the book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    CodeSpan,
    Cover,
    Figure,
    Link,
    Options,
    PageStart,
    PrintedBlock,
    PrintedContent,
    ResolvedReport,
    Styled,
    Table,
)
from reportkit.proof.compare import compare
from reportkit.proof.epub import read
from reportkit.writers.page_marks import cut
from tests.unit.publications import published, row
from tests.unit.writers.books import (
    TYPE,
    XHTML,
    book,
    change,
    everything,
    heading,
    mark,
    member,
    note,
    paragraph,
    picture,
    report,
    text,
)

Paged = Callable[..., Path]


@pytest.fixture
def paged(tmp_path: Path) -> Paged:
    """Writes a report as a book with page beginnings, each a text and an offset."""

    def written(resolved: ResolvedReport, *starts: tuple[int, int]) -> Path:
        path = tmp_path / "report.epub"
        path.write_bytes(book(resolved, pages=pages(*starts)).data)
        return path

    return written


def pages(*starts: tuple[int, int]) -> tuple[PageStart, ...]:
    return tuple(PageStart(str(n), *start) for n, start in enumerate(starts, 2))


def source(path: Path, name: str = "text1.xhtml") -> str:
    """The body of a file, with each page beginning as `[2]`, without other elements' attributes."""
    root = member(path, name)
    for element in root.iter(f"{XHTML}span", f"{XHTML}div"):
        if element.get("role") == "doc-pagebreak":
            element.text = f"[{element.get('aria-label')}]"
    body = root.find(f"{XHTML}body")
    assert body is not None
    return "".join(map(str, body.itertext()))


def verdict(resolved: ResolvedReport, path: Path, *starts: tuple[int, int]) -> list[str]:
    found = compare(published(resolved), read(path), "epub", pages(*starts)).findings
    return [f"{d.code} {d.message}" for d in found]


SMALL = report(
    paragraph("The first paragraph", mark(1), " is short."),
    paragraph(Styled("emphasis", text("All ", Styled("strong", text("of this")), " is stressed."))),
    heading(1, 1, "A heading"),
    paragraph("See ", Link("https://example.org/", text("the whole link")), ", then go."),
    notes=[note(1, "N.")],
)


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ((0, 4), "The [2]first paragraph1 is short."),
        ((0, 19), "The first paragraph1[2] is short."),  # A mark stays with its word.
        ((0, 29), "[2]All of this is stressed."),  # At the end of a text, the next begins it.
        ((1, 0), "[2]All of this is stressed."),
        ((1, 6), "All of[2] this is stressed."),
        ((2, 0), "[2]A heading"),
        ((2, 5), "[2]A heading"),
        ((3, 8), "See [2]the whole link, then go."),
        ((3, 20), "See the whole link, [2]then go."),
        ((3, 28), "then go.\n[2]"),
        ((9, 0), "then go.\n[2]"),
    ],
)
def test_a_page_begins_where_the_pdf_begins_it(
    start: tuple[int, int], found: str, paged: Paged
) -> None:
    path = paged(SMALL, start)
    assert found in source(path)
    reading = read(path)
    assert [page.label for page in reading.pages or ()] == ["1", "2"]
    assert verdict(SMALL, path, start) == []


def test_several_pages_begin_in_one_text(paged: Paged) -> None:
    starts = ((0, 4), (3, 8), (3, 10), (3, 22))
    path = paged(SMALL, *starts)
    assert "The [2]first paragraph1 is short." in source(path)
    assert "See [3][4]the whole link, th[5]en go." in source(path)
    assert verdict(SMALL, path, *starts) == []


def test_a_heading_keeps_its_name(paged: Paged) -> None:
    root = member(paged(SMALL, (2, 0)), "text1.xhtml")
    (found,) = root.xpath("//*[@id='heading1']")
    assert len(found) == 0
    assert found.getprevious().get("id") == "page2"


def test_a_figure_and_a_table_stand_on_the_page_that_they_begin(paged: Paged) -> None:
    table: PrintedBlock = Table(
        caption=text("Calls"),
        header=(row(text("Port"), text("2023")),),
        rows=(row(text("Riga"), text("1")), row((), text("2"))),
        align=("left", "right"),
        row_headers=False,
        source=(),
        label=Anchor("table", 1, 1, "Table 1"),
    )
    figure: PrintedBlock = Figure(
        picture(), "A map", "", text("Ports"), (), Anchor("figure", 1, 1, "Figure 1")
    )
    bare: PrintedBlock = Figure(picture(), "Another", "", (), (), Anchor("figure", 2))
    written = report(paragraph("Before."), table, figure, bare, paragraph("After."))
    starts = ((1, 0), (4, 0), (5, 0), (6, 0), (9, 0), (11, 0))
    path = paged(written, *starts)
    root = member(path, "text1.xhtml")

    def after(name: str) -> str | None:
        following = root.xpath(f"//*[@id='{name}']")[0].getnext()
        return None if following is None else following.get("id")

    assert after("page2") == "table1"
    assert "[3]Riga" in source(path)
    assert "[4]1" in source(path)
    assert "[5]2" in source(path)  # The cell before it is empty.
    assert after("page6") == "figure1"
    assert after("page7") == "figure2"
    assert verdict(written, path, *starts) == []


def test_a_page_may_begin_within_the_source_of_a_figure(paged: Paged) -> None:
    label = Anchor("figure", 1, 1, "Figure 1")
    source_line = text("The port register.")
    figure: PrintedBlock = Figure(picture(), "A map", "", text("Ports"), (), label, source_line)
    written = report(paragraph("Before."), figure, paragraph("After."))
    path = paged(written, (3, 0), (3, 9))
    assert "[2]The port [3]register." in source(path)
    assert verdict(written, path, (3, 0), (3, 9)) == []


def test_a_page_begins_with_a_figure_that_has_no_words_but_its_source(paged: Paged) -> None:
    source_line = text("The port register.")
    figure: PrintedBlock = Figure(picture(), "A map", "", (), (), Anchor("figure", 1), source_line)
    written = report(paragraph("Before."), figure, paragraph("After."))
    path = paged(written, (3, 0))
    (found,) = member(path, "text1.xhtml").xpath("//*[@id='page2']")
    assert found.getnext().xpath(".//*[local-name()='img']")
    assert verdict(written, path, (3, 0)) == []


def test_every_place_of_every_text_can_begin_a_page(paged: Paged) -> None:
    """Each book is well-formed, says what the report says, and lists the page."""
    written = replace(everything(), options=Options())
    for index, content in enumerate(walk.texts(written.blocks)):
        length = len(walk.printed_text(content))
        for offset in {0, 1, length // 2, length}:
            path = paged(written, (index, offset))
            assert verdict(written, path, (index, offset)) == [], (index, offset)


def test_navigation_lists_the_pages(paged: Paged) -> None:
    path = paged(SMALL, (0, 4), (3, 0))
    expected = [(str(n), f"text1.xhtml#page{n}") for n in (1, 2, 3)]
    nav = member(path, "nav.xhtml")
    (found,) = [n for n in nav.iter(f"{XHTML}nav") if n.get(TYPE) == "page-list"]
    assert [(a.text, a.get("href")) for a in found.iter(f"{XHTML}a")] == expected
    ncx = member(path, "toc.ncx")
    assert [
        (target.findtext("{*}navLabel/{*}text"), content.get("src"))
        for target in ncx.iter("{*}pageTarget")
        for content in target.iterfind("{*}content")
    ] == expected
    about = [(m.get("property"), m.text) for m in member(path, "content.opf").iter("{*}meta")]
    assert ("pageBreakSource", "A Report (PDF)") in about
    assert ("schema:accessibilityFeature", "pageBreakMarkers") in about
    assert ("schema:accessibilityFeature", "pageNavigation") in about


def test_behind_a_cover_the_second_page_begins_with_the_title(paged: Paged) -> None:
    starts = ((0, 0), (1, 3))
    written = with_an_upright_cover(everything())
    path = paged(written, *starts)
    (found,) = member(path, "nav.xhtml").xpath("//*[@role='doc-pagelist']")
    assert [(a.text, a.get("href")) for a in found.iter(f"{XHTML}a")] == [
        ("1", "cover.xhtml#page1"),
        ("2", "front.xhtml#page2"),
        ("3", "text1.xhtml#page3"),
    ]
    assert source(path, "front.xhtml").index("[2]") < source(path, "front.xhtml").index("The Calls")
    assert verdict(written, path, *starts) == []


def with_an_upright_cover(written: ResolvedReport) -> ResolvedReport:
    """The report with a picture that is a page of its own."""
    upright = replace(picture(), width=4, height=8)
    return replace(written, meta=replace(written.meta, cover=Cover(upright, "A wave")))


def test_a_picture_over_a_part_of_the_cover_is_on_the_page_of_the_title(paged: Paged) -> None:
    starts = ((1, 3),)
    path = paged(everything(), *starts)
    (found,) = member(path, "nav.xhtml").xpath("//*[@role='doc-pagelist']")
    first = next(found.iter(f"{XHTML}a"))
    assert (first.text, first.get("href")) == ("1", "front.xhtml#page1")
    assert verdict(everything(), path, *starts) == []


def test_without_a_pdf_there_is_no_page_list(paged: Paged) -> None:
    path = paged(SMALL)
    assert read(path).pages == ()
    assert "page" not in etree.tostring(member(path, "nav.xhtml")).decode()
    assert "pageBreak" not in etree.tostring(member(path, "content.opf")).decode()


def test_pages_of_a_split_book_name_their_files(paged: Paged) -> None:
    filler = [paragraph("Words of the report. " * 50) for _ in range(150)]
    written = report(heading(1, 1, "A"), *filler, heading(1, 2, "B"), *filler)
    starts = ((5, 11), (151, 0), (200, 11))
    path = paged(written, *starts)
    assert verdict(written, path, *starts) == []
    links = [
        a.get("href")
        for a in member(path, "nav.xhtml").xpath("//*[@role='doc-pagelist']//*[@href]")
    ]
    assert links == [
        "text1.xhtml#page1",
        "text1.xhtml#page2",
        "text2.xhtml#page3",
        "text2.xhtml#page4",
    ]


DAMAGE = {
    "a page stands elsewhere": ("text1.xhtml", 'id="page3"', 'id="page4"'),
    "a page has another number": ("text1.xhtml", 'aria-label="3"', 'aria-label="4"'),
    "the list has another number": ("nav.xhtml", ">3</a>", ">4</a>"),
    "the list lacks a page": ("nav.xhtml", '<li><a href="text1.xhtml#page3">3</a></li>', ""),
    "the list has a page too many": (
        "nav.xhtml",
        '<li><a href="text1.xhtml#page1">',
        '<li><a href="text1.xhtml#page1">0</a></li><li><a href="text1.xhtml#page1">',
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_to_the_page_list_is_found(name: str, paged: Paged) -> None:
    path = paged(SMALL, (0, 4), (3, 0))
    assert verdict(SMALL, path, (0, 4), (3, 0)) == []
    change(path, *DAMAGE[name])
    assert "RK912" in " ".join(verdict(SMALL, path, (0, 4), (3, 0)))


def test_a_page_that_begins_with_other_words_is_found(paged: Paged) -> None:
    path = paged(SMALL, (0, 4), (0, 29))
    assert "RK912 epub: page 3: expected thenfirstwords" in " ".join(
        verdict(report(*SMALL.blocks[:1], paragraph("then first words")), path, (0, 4), (1, 0))
    )


@pytest.mark.parametrize(
    ("content", "offset", "before", "after"),
    [
        (text("abcd"), 0, (), text("abcd")),
        (text("abcd"), 2, text("ab"), text("cd")),
        (text("ab", mark(1), "cd"), 2, text("ab", mark(1)), text("cd")),
        (text("ab", CodeSpan("cd")), 3, text("ab"), text(CodeSpan("cd"))),
        (
            text(Styled("emphasis", text(CodeSpan("ab"), "cd"))),
            1,
            (),
            text(Styled("emphasis", text(CodeSpan("ab"), "cd"))),
        ),
        (
            text(Styled("strong", text("ab"))),
            1,
            text(Styled("strong", text("a"))),
            text(Styled("strong", text("b"))),
        ),
    ],
)
def test_cut(
    content: PrintedContent, offset: int, before: PrintedContent, after: PrintedContent
) -> None:
    assert cut(content, offset) == (before, after)
