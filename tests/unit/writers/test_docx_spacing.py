"""What paragraphs of a Word document owe to their neighbours: small flows in, flows out."""

from __future__ import annotations

from typing import Final

import pytest

from reportkit.writers.docx.geometry import BOX_INDENT
from reportkit.writers.docx.spacing import (
    TABLE_END,
    TextSpacing,
    block_bookmarks,
    box_frames,
    needed_turns,
    page_breaks,
    running_text,
    space_below,
    spaced,
    tables_apart,
)
from reportkit.writers.docx.values import (
    AbstractNumbering,
    BlockBookmark,
    Bookmarked,
    BoxEnd,
    BoxFrame,
    BoxKind,
    BoxStart,
    ContentControl,
    FlowItem,
    NewPage,
    NumberingInstance,
    Para,
    ParagraphFormat,
    PlacedItem,
    Run,
    Runs,
    TableCell,
    TableGrid,
    TableRow,
    Turn,
)

SPACE: Final = 240
PLAIN: Final = TextSpacing(SPACE, style="", indented=False)
INDENTED: Final = TextSpacing(SPACE, style="BodyText", indented=True)
LANDSCAPE, UPRIGHT = Turn(landscape=True), Turn(landscape=False)
LIST: Final = NumberingInstance(AbstractNumbering("disc", boxed=True))


def para(text: str = "text", style: str = "", box: BoxKind | None = None) -> Para:
    return Para(ParagraphFormat(style), (text,) if text else (), box)


def table(*cells: str) -> TableGrid:
    """A table of one column; each cell is a row, the first one the head."""
    made = (para(cell, "TableText") for cell in cells or ("head", "cell"))
    return TableGrid((100,), tuple(TableRow((TableCell((cell,)),)) for cell in made))


def contents() -> ContentControl:
    return ContentControl((para("Contents", "TOCHeading"), para("entry", "TOC1")))


def paragraphs(*items: FlowItem) -> list[Para]:
    """The paragraphs of a flow in order, those of tables and contents included."""
    found: list[Para] = []
    for item in items:
        match item:
            case Para():
                found.append(item)
            case TableGrid():
                found += [one for row in item.rows for cell in row.cells for one in cell.paragraphs]
            case ContentControl():
                found += item.paragraphs
            case _:
                pass
    return found


# --- page breaks --------------------------------------------------------------------------------


def broken(*flow: FlowItem) -> list[bool]:
    """For each paragraph of a flow, whether it begins a page."""
    return [item.format.break_before for item in paragraphs(*page_breaks(flow))]


def test_a_page_break_belongs_to_the_next_paragraph() -> None:
    assert broken(para(), NewPage(), para(), para()) == [False, True, False]


def test_several_page_breaks_are_one() -> None:
    assert broken(NewPage(), BlockBookmark("_B"), NewPage(), para(), para()) == [True, False]


@pytest.mark.parametrize("item", [table(), contents()], ids=["table", "contents"])
def test_a_page_break_belongs_to_the_first_paragraph_within(item: FlowItem) -> None:
    assert broken(NewPage(), item, para()) == [True, False, False]


def test_turned_pages_need_no_break() -> None:
    assert broken(para(), NewPage(), LANDSCAPE, table()) == [False, False, False]


# --- space --------------------------------------------------------------------------------------


def spaces(*flow: FlowItem) -> list[int | None]:
    return [item.format.space_before for item in paragraphs(*space_below(flow, SPACE))]


@pytest.mark.parametrize("above", [table(), contents()], ids=["table", "contents"])
def test_text_stands_apart_from_what_is_above(above: FlowItem) -> None:
    assert spaces(above, para(), para()) == [None, None, SPACE, None]


def test_text_stands_apart_from_a_box() -> None:
    box = (BoxStart(), para(style="BoxText", box="box"), BoxEnd())
    assert spaces(*box, para(), para()) == [None, SPACE, None]


@pytest.mark.parametrize(
    "style", ["", "KeyJudgement", "ListBullet", "ListNumber", "ListContinue", "Quote", "Rule"]
)
def test_styles_without_space_above_are_given_some(style: str) -> None:
    assert spaces(table("cell"), para(style=style)) == [None, SPACE]


@pytest.mark.parametrize("style", ["Heading1", "SourceLine", "TableCaption", "SignOff"])
def test_styles_with_space_above_have_their_own(style: str) -> None:
    assert spaces(table("cell"), para(style=style), para()) == [None, None, None]


def test_a_page_of_another_shape_begins_at_its_head() -> None:
    assert spaces(table("cell"), UPRIGHT, para()) == [None, None]


# --- running text -------------------------------------------------------------------------------


def styles(spacing: TextSpacing, *flow: FlowItem) -> list[str]:
    return [item.format.style for item in paragraphs(*running_text(flow, spacing))]


def test_a_paragraph_that_follows_another_one_is_indented() -> None:
    assert styles(INDENTED, para(), para(), para()) == ["BodyText", *["BodyTextIndented"] * 2]


def test_a_theme_with_space_between_paragraphs_indents_none() -> None:
    justified = TextSpacing(SPACE, style="BodyText", indented=False)
    assert styles(justified, para(), para()) == ["BodyText", "BodyText"]
    assert styles(PLAIN, para(), para()) == ["", ""]


@pytest.mark.parametrize(
    "before",
    [para(style="Heading1"), para(style="ListBullet"), table("cell"), contents()],
    ids=["heading", "list", "table", "contents"],
)
def test_a_paragraph_is_not_indented_where_text_begins_anew(before: FlowItem) -> None:
    assert styles(INDENTED, para(), before, para())[-1] == "BodyText"


def test_text_goes_on_from_a_judgement_with_its_support() -> None:
    found = styles(INDENTED, para(style="KeyJudgement"), para())
    assert found == ["KeyJudgement", "BodyTextIndented"]


def test_text_with_space_above_is_not_indented() -> None:
    apart = Para(ParagraphFormat(space_before=SPACE), ("text",))
    assert styles(INDENTED, para(), apart) == ["BodyText", "BodyText"]


def test_text_in_a_box_is_no_running_text() -> None:
    assert styles(INDENTED, para(box="box"), para()) == ["", "BodyText"]


# --- boxes --------------------------------------------------------------------------------------


def box(*inside: FlowItem) -> tuple[FlowItem, ...]:
    return (BoxStart(), *inside, BoxEnd())


def formats(*flow: FlowItem) -> list[ParagraphFormat]:
    return [item.format for item in paragraphs(*box_frames(flow))]


def test_text_in_a_box_has_the_style_of_boxes() -> None:
    running, item, further, title = formats(
        *box(
            para(box="box"),
            Para(ParagraphFormat("ListBullet", numbering=LIST), ("item",), "box"),
            Para(ParagraphFormat("ListContinue", indent=(520, 320)), ("more",), "box"),
            para(style="BoxTitle", box="box"),
        )
    )
    assert running == ParagraphFormat("BoxText", indent=(BOX_INDENT, 0))
    assert item == ParagraphFormat("BoxText", numbering=LIST)
    assert further == ParagraphFormat("BoxText", indent=(520, 320))
    assert title == ParagraphFormat("BoxTitle")


def test_other_styles_in_a_box_are_framed() -> None:
    (quote,) = formats(*box(para(style="Quote", box="box")))
    assert quote == ParagraphFormat(
        "Quote", frame=BoxFrame("box"), indent=(BOX_INDENT, 0), right=BOX_INDENT
    )


def test_what_stands_outside_of_a_box_has_no_frame() -> None:
    inside = para(style="TableCaption")
    assert formats(*box(inside, table("cell")), para()) == [
        inside.format,
        ParagraphFormat("TableText"),
        ParagraphFormat(),
    ]


def twins(*flow: FlowItem) -> list[bool]:
    frames = [form.frame for form in formats(*flow) if form.style != "Outside"]
    return [frame is not None and frame.twin for frame in frames]


def test_of_boxes_with_nothing_between_them_every_other_is_a_twin() -> None:
    one = box(para(box="box"))
    assert twins(*one, *one, *one, *one) == [False, True, False, True]


def test_all_paragraphs_of_a_box_have_the_same_frame() -> None:
    one = box(*(para(style=style, box="box") for style in ("BoxTitle", "", "Quote", "ListBullet")))
    assert twins(*one, *one) == [False] * 4 + [True] * 4


def test_boxes_of_both_kinds_are_twins_of_each_other() -> None:
    summary = box(para(style="BoxText", box="box"))
    judgements = box(para(style="JudgementSummary", box="judgements"))
    _, second = formats(*summary, *judgements)
    assert second.frame == BoxFrame("judgements", twin=True)


@pytest.mark.parametrize(
    "between",
    [para(style="Outside"), table("cell"), contents()],
    ids=["paragraph", "table", "contents"],
)
def test_boxes_with_something_between_them_are_alike(between: FlowItem) -> None:
    one = box(para(box="box"))
    assert not any(twins(*one, between, *one))


def test_a_table_at_the_end_of_a_box_does_not_part_it_from_the_next() -> None:
    assert twins(*box(para(box="box"), table("x")), *box(para(box="box"))) == [False, False, True]


# --- tables that meet ---------------------------------------------------------------------------


def test_a_paragraph_stands_between_two_tables() -> None:
    one, other = table("one"), table("other")
    between: list[FlowItem] = [BoxEnd(), NewPage(), BlockBookmark("_B")]
    assert list(tables_apart([one, other])) == [one, TABLE_END, other]
    assert list(tables_apart([one, *between, other])) == [one, *between, TABLE_END, other]


@pytest.mark.parametrize(
    "between", [para(), contents(), LANDSCAPE], ids=["paragraph", "contents", "turn"]
)
def test_tables_that_do_not_meet_need_nothing_between_them(between: FlowItem) -> None:
    flow: list[FlowItem] = [table("one"), between, table("other")]
    assert list(tables_apart(flow)) == flow


# --- pages that turn ----------------------------------------------------------------------------


def test_pages_turn_for_what_is_printed() -> None:
    flow: list[FlowItem] = [para(), LANDSCAPE, table(), UPRIGHT, para()]
    assert list(needed_turns(flow)) == flow


def test_pages_do_not_turn_between_two_wide_tables() -> None:
    """A box that ends with one, and the table behind it."""
    one, other = table("one"), table("other")
    flow: list[FlowItem] = [
        para(),
        LANDSCAPE,
        one,
        UPRIGHT,
        BoxEnd(),
        LANDSCAPE,
        other,
        UPRIGHT,
        para(),
    ]
    assert list(needed_turns(flow)) == [
        *(para(), LANDSCAPE, one, BoxEnd(), other, UPRIGHT, para()),
    ]


def test_pages_do_not_turn_for_a_page_break() -> None:
    flow: list[FlowItem] = [para(), LANDSCAPE, NewPage(), UPRIGHT, para()]
    assert list(needed_turns(flow)) == [para(), NewPage(), para()]


def test_pages_do_not_turn_at_the_end() -> None:
    flow: list[FlowItem] = [para(), LANDSCAPE, table(), UPRIGHT, BlockBookmark("_B")]
    assert list(needed_turns(flow)) == [para(), LANDSCAPE, table(), BlockBookmark("_B")]


# --- bookmarks of blocks ------------------------------------------------------------------------


def named(name: str, *runs: Run) -> Runs:
    return (Bookmarked(name, runs),)


def test_the_bookmark_of_a_block_is_round_its_first_paragraph() -> None:
    flow = block_bookmarks([BlockBookmark("_A"), para("one"), para("two")])
    assert [item.runs for item in paragraphs(*flow)] == [named("_A", "one"), ("two",)]


def test_the_bookmark_of_a_block_without_text_goes_to_the_next_one() -> None:
    """The first one stands outermost."""
    rule = para("", "Rule")
    flow: list[FlowItem] = [
        BlockBookmark("_A"),
        rule,
        BlockBookmark("_B"),
        NewPage(),
        BlockBookmark("_C"),
        para(),
    ]
    *_, last = paragraphs(*block_bookmarks(flow))
    assert last.runs == named("_A", *named("_B", *named("_C", "text")))


def test_the_bookmark_of_a_table_is_in_its_first_cell_with_text() -> None:
    flow = block_bookmarks([BlockBookmark("_A"), table("", "cell", "other"), para()])
    found = [item.runs for item in paragraphs(*flow)]
    assert found == [(), named("_A", "cell"), ("other",), ("text",)]


def test_the_bookmark_of_a_table_without_text_goes_on() -> None:
    flow = block_bookmarks([BlockBookmark("_A"), table("", ""), para()])
    assert [item.runs for item in paragraphs(*flow)] == [(), (), named("_A", "text")]


def test_bookmarks_behind_all_text_stand_at_the_end() -> None:
    flow: list[FlowItem] = [
        para(),
        BlockBookmark("_A"),
        NewPage(),
        BlockBookmark("_B"),
        para("", "Rule"),
    ]
    assert list(block_bookmarks(flow)) == [
        *(para(), NewPage(), para("", "Rule"), BlockBookmark("_A"), BlockBookmark("_B")),
    ]


# --- all together -------------------------------------------------------------------------------


def applied(spacing: TextSpacing, *flow: FlowItem) -> tuple[PlacedItem, ...]:
    return spaced(flow, spacing)


def test_nothing_is_left_that_only_tells_what_to_do() -> None:
    box = (BoxStart(), NewPage(), para("inside", box="box"), BoxEnd())
    flow = (NewPage(), BlockBookmark("_A"), *box, LANDSCAPE, table(), UPRIGHT, para(), NewPage())
    kinds = [type(item) for item in applied(PLAIN, *flow)]
    assert kinds == [Para, Turn, TableGrid, Turn, Para]


def test_the_paragraph_between_two_tables_takes_the_break() -> None:
    _, between, other = applied(PLAIN, table("one"), NewPage(), table("other"))
    assert [item.format.break_before for item in paragraphs(between, other)] == [True, False]
    assert [item.format.style for item in paragraphs(between, other)] == ["TableEnd", "TableText"]


def test_no_page_at_the_end_is_empty() -> None:
    assert applied(PLAIN, para(), NewPage()) == (para(),)


def test_a_break_between_two_boxes_with_wide_tables_is_kept() -> None:
    """Their pages stay as they are, so that nothing else would begin a new one."""
    wide = (BoxStart(), LANDSCAPE, table("cell"), UPRIGHT, BoxEnd())
    flow = applied(PLAIN, para(), *wide, LANDSCAPE, NewPage(), UPRIGHT, *wide)
    assert [item.format.break_before for item in paragraphs(*flow)] == [False, False, True, False]


def test_text_below_a_box_stands_apart_and_is_not_indented() -> None:
    box = (BoxStart(), para(box="box"), BoxEnd())
    *_, below, next_one = paragraphs(*applied(INDENTED, para(), *box, para(), para()))
    assert below.format == ParagraphFormat("BodyText", space_before=SPACE)
    assert next_one.format == ParagraphFormat("BodyTextIndented")


def test_the_first_text_of_a_box_stands_apart_from_a_table_in_it() -> None:
    box = (BoxStart(), table("cell"), para(box="box"), BoxEnd())
    _, text = paragraphs(*applied(PLAIN, *box))
    assert text.format == ParagraphFormat("BoxText", indent=(BOX_INDENT, 0), space_before=SPACE)
