"""The HTML for print: ids, landscape pages, balanced lines, pictures."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import lxml.html
from msgspec.structs import replace

from reportkit.model.document import (
    Anchor,
    Box,
    CellRow,
    KeyJudgement,
    Link,
    Meta,
    Options,
    PageBreak,
    Paragraph,
    Person,
    PrintedBlock,
    PrintedRef,
    Publisher,
    Rule,
    SignOff,
    Table,
    Text,
)
from reportkit.writers.pdf.page_html import PageHtml, PdfPage
from tests.unit.publications import published, row
from tests.unit.writers.books import everything, heading, paragraph, picture, plain, report, text

LONG = (
    "A title of many words, so long that it takes two lines or three when it is set in large type"
)


def page(*blocks: PrintedBlock, meta: Meta | None = None) -> PageHtml:
    return PdfPage(published(report(*blocks, meta=meta))).document("")


def wide(ordinal: int) -> Table[PrintedRef, Anchor]:
    """A table that fits a landscape page only."""
    cells: CellRow[PrintedRef] = row(*(text("1,234,567"),) * 16)
    return Table((), (cells,), (cells,), ("right",) * 16, False, (), Anchor("table", ordinal))


def top_level(made: PageHtml) -> list[Any]:
    """The elements directly in the main part."""
    (main,) = lxml.html.document_fromstring(made.html).iter("main")
    return list(main)


def named(made: PageHtml) -> list[tuple[str, str, str]]:
    """Tag, id and style of the elements directly in the main part."""
    return [(e.tag, e.get("id", ""), e.get("style", "")) for e in top_level(made)]


def test_a_block_has_its_own_id_or_one_of_its_place() -> None:
    made = page(paragraph("One."), heading(1, 1, "Two"), Rule(), SignOff(text("Four.")))
    assert [name for _, name, _ in named(made)] == ["b1", "heading1", "b3", "b4"]


def test_every_kind_of_block_has_one_id_where_it_begins() -> None:
    resolved = everything()
    made = PdfPage(published(resolved)).document("")
    ids = [element.get("id") for element in top_level(made)]
    assert len(ids) == len(resolved.blocks)
    assert all(ids) and len(set(ids)) == len(ids)
    assert set(made.break_places) < set(ids)


def test_a_page_may_begin_before_what_no_heading_leads_in() -> None:
    made = page(
        heading(1, 1, "One"),
        heading(2, 2, "Two"),
        paragraph("Three."),
        KeyJudgement(text("Four leads in.")),
        KeyJudgement(text("Five."), text("It has support.")),
        paragraph("Six."),
    )
    assert made.break_places == ("heading1", "b4", "b6")


def test_a_box_keeps_its_id_with_its_first_part() -> None:
    inside = (wide(1), paragraph("Behind it."))
    titled, untitled = (page(Box(title, inside, Anchor("box", 1))) for title in (text("A box"), ()))
    assert named(titled) == [
        ("aside", "box1", ""),
        ("div", "table1", "page:landscape"),
        ("aside", "", ""),
    ]
    assert titled.break_places == ("box1",)
    assert named(untitled) == [("div", "table1", "page:landscape"), ("aside", "", "")]
    assert untitled.break_places == ("table1",)


def test_a_box_that_begins_with_a_claim_on_a_landscape_page_is_named_after_it() -> None:
    made = page(
        paragraph("One."), Box((), (KeyJudgement(text("It leads in.")), wide(1)), Anchor("box", 1))
    )
    assert named(made)[1:] == [
        ("p", "box1", "page:landscape"),
        ("div", "table1", "page:landscape"),
    ]
    assert made.break_places == ("b1", "box1")


def test_a_page_break_before_a_landscape_page_breaks_no_second_time() -> None:
    made = page(paragraph("One."), PageBreak(), wide(1), PageBreak(), paragraph("Two."))
    _, before, _, after, _ = top_level(made)
    assert [before.get("class"), before.get("style")] == [None, "page:landscape"]
    assert [after.get("class"), after.get("style")] == ["page-break", "page:landscape"]


def test_a_heading_is_balanced_unless_it_stands_on_a_landscape_page() -> None:
    upright, _ = top_level(page(heading(1, 1, LONG), paragraph("Text.")))
    assert upright.get("style").startswith("--balance:")
    turned, _ = top_level(page(heading(1, 1, LONG), wide(1)))
    assert turned.get("style") == "page:landscape"


def test_title_subtitle_and_deck_are_balanced_and_only_the_title_is_bookmarked() -> None:
    meta = Meta(plain(LONG), date(2024, 5, 14), subtitle=plain(LONG * 2), deck=plain(LONG * 2))
    made = lxml.html.document_fromstring(page(paragraph("Text."), meta=meta).html)
    lines = [*made.iter("h1"), *made.find_class("subtitle"), *made.find_class("deck")]
    assert len(lines) == 3
    for line in lines:
        assert re.fullmatch(r"--balance:[\d.]+em", line.get("style", ""))
    head, *others = (line.get("data-head") for line in lines)
    assert head and LONG.startswith(head.removesuffix(" …"))
    assert others == [None, None]


def test_a_heading_is_bookmarked_without_what_is_in_its_text() -> None:
    linked: Link[PrintedRef] = Link("https://example.org/?id=1", (Text('id=<h1> & "more"'),))
    (made,) = top_level(page(heading(1, 1, "An ", linked)))
    assert made.get("data-head") == 'An id=<h1> & "more"'
    assert made.get("id") == "heading1"
    assert made.text_content() == 'An id=<h1> & "more"'


def test_what_a_report_says_of_itself_cannot_leave_its_attribute() -> None:
    meta = Meta(
        plain("A"),
        date(2024, 5, 14),
        language='x"><b>',
        authors=(Person('"><i>'),),
        keywords=("'",),
    )
    made = lxml.html.document_fromstring(page(Paragraph(text("Text.")), meta=meta).html)
    assert made.get("lang") == 'x"><b>'
    contents = {entry.get("name"): entry.get("content") for entry in made.iter("meta")}
    assert contents["author"] == '"><i>'
    assert contents["keywords"] == "'"
    assert not list(made.iter("b", "i"))


def test_the_pictures_are_those_for_which_the_html_asks() -> None:
    resolved = everything()
    publisher = Publisher("Example Desk", logo=picture())
    meta = replace(resolved.meta, publisher=publisher)
    covered = replace(resolved, meta=meta, options=Options(cover=True))
    made = PdfPage(published(covered)).document("")
    asked = re.findall(r"reportkit:([\w.-]+)", made.html)
    assert len(asked) == 4  # cover, logo and two figures
    assert sorted(set(asked)) == sorted(made.pictures)
