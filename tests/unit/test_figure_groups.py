"""Pictures side by side: their labels, and how they share the width of the text."""

from __future__ import annotations

from typing import Any

import pytest

from reportkit.compose.picture_size import GAP, group_rows
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    FigureGroup,
    Image,
    SourceRef,
    TargetLabel,
    Width,
)
from reportkit.model.document import Figure as AnyFigure
from reportkit.style.theme import find_theme
from tests.unit.reading import HEAD, read_text, read_values

PICTURE: dict[str, Any] = {"src": "pixel.png", "alt": "A dot"}
FIGURE: dict[str, Any] = {"figure": PICTURE, "caption": "Alone."}
PAGE = find_theme("briefing").page
Picture = AnyFigure[SourceRef, TargetLabel]


def group(count: int = 2, /, **values: Any) -> dict[str, Any]:
    return {"figures": [PICTURE] * count, **values}


def labels(body: list[Any]) -> list[str]:
    """What the captions of figures begin with, and what references to them print."""
    anchors = (block.label for block in walk.labelled(read_values(body=body).report.blocks))
    return [
        f"{walk.caption_label(one, True)} {one.text}" for one in anchors if one.kind == "figure"
    ]


def test_pictures_of_a_group_have_its_number_and_letters() -> None:
    assert labels([FIGURE, group(3, caption="Three."), FIGURE]) == [
        "Figure 1. Figure 1",
        "(a) Figure 2a",
        "(b) Figure 2b",
        "(c) Figure 2c",
        "Figure 2. Figure 2",
        "Figure 3. Figure 3",
    ]


def test_a_group_without_caption_and_id_has_letters_but_no_number() -> None:
    assert labels([group(), FIGURE]) == ["(a) ", "(b) ", " ", "Figure 1. Figure 1"]


def test_the_id_of_a_picture_gives_its_group_a_number() -> None:
    named = {"figures": [PICTURE, {**PICTURE, "id": "b"}]}
    assert labels([named, group(caption="Next.")]) == [
        "(a) Figure 1a",
        "(b) Figure 1b",
        "Figure 1. Figure 1",
        "(a) Figure 2a",
        "(b) Figure 2b",
        "Figure 2. Figure 2",
    ]


def test_groups_next_to_figures_and_in_boxes_and_appendices() -> None:
    box = {"box": {"body": [FIGURE, group(caption="In a box.")]}}
    appendix = {"heading": "More", "level": 1, "appendix": True}
    assert labels([box, appendix, group(caption="A."), FIGURE]) == [
        "Figure 1. Figure 1",
        "(a) Figure 2a",
        "(b) Figure 2b",
        "Figure 2. Figure 2",
        "(a) Figure A1a",
        "(b) Figure A1b",
        "Figure A1. Figure A1",
        "Figure A2. Figure A2",
    ]


def test_references_to_a_group_and_its_pictures() -> None:
    figures = [{**PICTURE, "id": "left"}, {**PICTURE, "id": "right"}]
    body = ["{ref:left}, {ref:right}, {ref:both}", {"figures": figures, "id": "both"}]
    first = read_values(body=body, language="ja").report.blocks[0]
    assert walk.printed_text(next(walk.contents_of(first))) == "図1a, 図1b, 図1"


def test_notes_are_numbered_in_the_order_of_the_captions() -> None:
    text = """
body:
  - figures:
      - {src: pixel.png, alt: One, caption: "A[^a]", credit: "B[^b]"}
      - {src: pixel.png, alt: Two, caption: "C[^c]"}
    caption: D[^d]
    source: E[^e]
notes: {e: E., d: D., c: C., b: B., a: A.}
"""
    report = read_text(HEAD + text).report
    texts = [walk.printed_text(next(walk.texts(note.blocks))) for note in report.notes]
    assert texts == ["A.", "B.", "C.", "D.", "E."]


# --- widths -------------------------------------------------------------------------------------


def placed(*widths: Width | None, size: tuple[int, int] = (2000, 1000)) -> list[list[int]]:
    """The rows of a group, each as the rounded widths of its columns."""
    image = Image("image/png", *size, b"")
    figures = tuple(Picture(image, "", "", (), (), TargetLabel(), width=width) for width in widths)
    rows = group_rows(FigureGroup(figures, (), (), TargetLabel()), PAGE)
    for row in rows:
        whole = sum(one.column + GAP for one in row) - GAP
        assert whole <= PAGE.measure * 1.006
        assert all(0 < one.width <= one.column for one in row)
    return [[round(one.column) for one in row] for row in rows]


@pytest.mark.parametrize(
    ("count", "rows"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (7, [3, 3, 1]), (12, [3] * 4)]
)
def test_pictures_without_widths_share_the_text_evenly(count: int, rows: list[int]) -> None:
    made = placed(*[None] * count)
    assert [len(row) for row in made] == rows
    assert len({column for row in made for column in row}) == 1


def test_rows_have_as_many_pictures_as_their_widths_allow() -> None:
    half, third, most = Width(50, "%"), Width(33.4, "%"), Width(70, "%")
    assert [len(row) for row in placed(half, half, half, half)] == [2, 2]
    assert [len(row) for row in placed(third, third, third)] == [3]
    assert [len(row) for row in placed(most, half, Width(100, "%"))] == [1, 1, 1]
    assert placed(Width(40, "mm"), Width(60, "mm")) == [[40, 60]]
    assert [len(row) for row in placed(Width(1000, "mm"), None)] == [1, 1]


def test_tall_pictures_of_several_rows_fit_one_page() -> None:
    image = Image("image/png", 1000, 9000, b"")
    figures = (Picture(image, "", "", (), (), TargetLabel()),) * 12
    rows = group_rows(FigureGroup(figures, (), (), TargetLabel()), PAGE)
    heights = sum(max(one.width * 9 for one in row) for row in rows)
    assert heights < 0.75 * (PAGE.height - PAGE.top - PAGE.bottom)


def test_a_small_picture_is_not_enlarged_unless_its_width_is_given() -> None:
    image = Image("image/png", 96, 96, b"")
    figures = tuple(
        Picture(image, "", "", (), (), TargetLabel(), width=width)
        for width in (None, Width(50, "%"))
    )
    (row,) = group_rows(FigureGroup(figures, (), (), TargetLabel()), PAGE)
    assert round(row[0].width, 1) == 25.4
    assert row[1].width == row[1].column


def test_an_anchor_says_what_is_printed() -> None:
    assert walk.caption_label(Anchor("figure", 1, 1, "Figure 1", letter="b"), False) == "(b)"
    assert walk.caption_label(Anchor("figure", 1, 1, "Figure 1"), False) == "Figure 1"
