"""Sections of a Word document as values, and ids that are given out when they are rendered."""

from __future__ import annotations

from typing import Final

import pytest
from lxml import etree
from msgspec.structs import replace

from reportkit.model.document import Image
from reportkit.style import find_theme
from reportkit.writers.docx.rendering import RenderedDocument, rendered
from reportkit.writers.docx.sections import (
    PageSetup,
    Running,
    RunningReference,
    Section,
    SectionProperties,
    sections,
)
from reportkit.writers.docx.spacing import TABLE_END
from reportkit.writers.docx.values import (
    AbstractNumbering,
    BlockBookmark,
    Bookmarked,
    ContentControl,
    Drawing,
    Hyperlink,
    NumberingInstance,
    Para,
    ParagraphFormat,
    SectionItem,
    TableCell,
    TableGrid,
    TableRow,
    Turn,
)
from reportkit.writers.docx.wordml import NAMESPACES, Element
from tests.unit.writers.books import picture
from tests.unit.writers.test_docx import W

THEME: Final = find_theme("briefing")
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LANDSCAPE, UPRIGHT = Turn(landscape=True), Turn(landscape=False)
HEADERS: Final = Running(
    first=(RunningReference("header", "default", "rId1"),),
    upright=(RunningReference("header", "default", "rId2"),),
    landscape=(RunningReference("footer", "even", "rId3"),),
)
SETUP: Final = PageSetup(THEME.page, 720, "footnote", rtl=False, running=HEADERS)
TABLE: Final = TableGrid((100,), (TableRow((TableCell((Para(ParagraphFormat(), ("cell",)),)),)),))
CONTENTS: Final = ContentControl((Para(ParagraphFormat("TOC1"), ("entry",)),))


def para(*runs: str | Bookmarked | Hyperlink | Drawing, style: str = "") -> Para:
    return Para(ParagraphFormat(style), runs or ("text",))


# --- where they are cut -------------------------------------------------------------------------


def test_a_document_whose_pages_do_not_turn_is_one_section() -> None:
    assert sections([para()], SETUP) == (Section((para(),), SectionProperties(SETUP)),)


def test_a_section_ends_where_pages_turn() -> None:
    found = sections([para(), LANDSCAPE, TABLE, para(), UPRIGHT, para()], SETUP)
    assert [section.items for section in found] == [(para(),), (TABLE, para()), (para(),)]
    assert [section.properties.landscape for section in found] == [False, True, False]
    assert [section.properties.first for section in found] == [True, False, False]


@pytest.mark.parametrize("last", [TABLE, CONTENTS], ids=["table", "contents"])
def test_a_section_ends_with_a_paragraph(last: SectionItem) -> None:
    first, second = sections([para(), last, LANDSCAPE, para()], SETUP)
    assert first.items == (para(), last, TABLE_END)
    assert second.items == (para(),)


def test_a_document_ends_with_a_paragraph_and_bookmarks_behind_it() -> None:
    (found,) = sections([para(), TABLE, BlockBookmark("_A")], SETUP)
    assert found.items == (para(), TABLE, TABLE_END, BlockBookmark("_A"))
    (found,) = sections([TABLE, para(), BlockBookmark("_A")], SETUP)
    assert found.items == (TABLE, para(), BlockBookmark("_A"))


# --- what is said of them -----------------------------------------------------------------------


def properties(
    *, first: bool = True, landscape: bool = False, setup: PageSetup = SETUP
) -> dict[str, Element]:
    found = list(SectionProperties(setup, first, landscape).elements())
    return {element.name: element for element in found}


def test_a_landscape_page_is_an_upright_one_on_its_side() -> None:
    """Only its left and right margins are alike, since neither is at the back of a book."""
    facing = replace(SETUP, page=find_theme("report").page)
    upright, landscape = properties(setup=facing), properties(landscape=True, setup=facing)
    size, turned = (dict(p["w:pgSz"].attributes) for p in (upright, landscape))
    assert turned == {"w:w": size["w:h"], "w:h": size["w:w"], "w:orient": "landscape"}
    margins, wide = (dict(p["w:pgMar"].attributes) for p in (upright, landscape))
    assert margins["w:left"] != margins["w:right"]
    assert wide["w:left"] == wide["w:right"]
    assert int(wide["w:left"]) <= min(int(margins["w:left"]), int(margins["w:right"]))
    assert {name: wide[name] for name in ("w:top", "w:bottom", "w:header")} == {
        name: margins[name] for name in ("w:top", "w:bottom", "w:header")
    }


def test_only_the_first_section_has_a_first_page_of_its_own() -> None:
    assert "w:titlePg" in properties()
    assert "w:titlePg" not in properties(first=False)


def test_each_kind_of_section_has_its_headers() -> None:
    first, upright, landscape = (
        properties(),
        properties(first=False),
        properties(first=False, landscape=True),
    )
    assert dict(first["w:headerReference"].attributes)["r:id"] == "rId1"
    assert dict(upright["w:headerReference"].attributes)["r:id"] == "rId2"
    assert dict(landscape["w:footerReference"].attributes) == {"w:type": "even", "r:id": "rId3"}


# --- rendered -----------------------------------------------------------------------------------


def tree(document: RenderedDocument) -> etree._Element:
    return etree.fromstring(document.data)


def rendering(*items: SectionItem | Turn, first_relationship: int = 1) -> RenderedDocument:
    return rendered(sections(items, SETUP), THEME, first_relationship=first_relationship)


def test_properties_stand_in_the_last_paragraph_and_at_the_end() -> None:
    body = tree(rendering(para(), para(), LANDSCAPE, TABLE, UPRIGHT, para()))[0]
    assert [etree.QName(child).localname for child in body] == [
        *("p", "p", "tbl", "p", "p", "sectPr"),
    ]
    held = [child.find(f"{W}pPr/{W}sectPr") is not None for child in body]
    assert held == [False, True, False, True, False, False]


def test_a_bookmark_has_one_id_and_the_inner_one_comes_first() -> None:
    inner = Bookmarked("_Inner", ("text",))
    root = tree(rendering(para(Bookmarked("_Outer", (inner,))), BlockBookmark("_End")))
    starts = {mark.get(f"{W}name"): mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")}
    assert starts == {"_Inner": "1", "_Outer": "2", "_End": "3"}
    assert [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")] == ["1", "2", "3"]


def test_what_is_pointed_to_has_one_id_in_the_order_of_the_text() -> None:
    one, other = (Hyperlink(f"https://example.org/{n}", ("link",)) for n in "12")
    document = rendering(para(one, other), para(one), first_relationship=4)
    links = [link.get(f"{R}id") for link in tree(document).iter(f"{W}hyperlink")]
    assert links == ["rId4", "rId5", "rId4"]
    assert [r.target for r in document.relationships] == [one.url, other.url]


def test_a_picture_that_is_shown_twice_is_stored_once() -> None:
    drawing = Drawing(picture(), "A picture", 10, 10)
    other = Drawing(Image("image/png", 1, 1, b"other"), "Another", 10, 10)
    document = rendering(para(drawing), para(drawing), para(other))
    assert len(document.relationships) == 2
    numbers = [e.get("id") for e in tree(document).iter() if etree.QName(e).localname == "docPr"]
    assert numbers == ["1", "2", "3"]


def test_the_ids_of_a_caption_come_before_those_of_its_picture() -> None:
    image = para(Bookmarked("_Block", (Drawing(picture(), "", 10, 10),)), style="Figure")
    caption = para(Bookmarked("_Ref", ("Figure 1",)), style="Caption")
    root = tree(rendering(para(), image, caption, LANDSCAPE, TABLE))
    starts = [(e.get(f"{W}name"), e.get(f"{W}id")) for e in root.iter(f"{W}bookmarkStart")]
    assert starts == [("_Block", "2"), ("_Ref", "1")]
    assert root[0][2].find(f"{W}pPr/{W}sectPr") is not None


def test_equal_lists_are_one_and_have_ids_in_the_order_of_the_text() -> None:
    def item(instance: NumberingInstance) -> Para:
        return Para(ParagraphFormat("ListNumber", numbering=instance), ("item",))

    ordered = AbstractNumbering("decimal", boxed=False)
    one, other = (NumberingInstance(ordered, (0, 1), (block,)) for block in (3, 5))
    document = rendered(
        sections([item(one), item(other), item(one)], SETUP), THEME, first_numbering=7
    )
    assert document.numbering == (one, other)
    found = [number.get(f"{W}val") for number in tree(document).iter(f"{W}numId")]
    assert found == ["7", "8", "7"]


def test_an_element_escapes_its_values() -> None:
    made = Element("w:x", (("w:val", 'a "b" & <c>'),), (Element("w:y"),)).xml()
    root = etree.fromstring(f"<w:body {NAMESPACES}>{made}</w:body>")
    assert root[0].get(f"{W}val") == 'a "b" & <c>'
    assert root[0][0].tag == f"{W}y"
