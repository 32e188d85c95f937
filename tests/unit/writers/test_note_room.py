"""How much room each note of a page gets."""

from __future__ import annotations

from reportkit.writers.pdf.weasyprint_engine.note_room import Size, shares, stacked


def size(height: float, *, long: bool = False, least: float = 20) -> Size:
    return Size(
        alone=height + 2, height=height, above=2, below=1, least=least, long=long, whole=True
    )


def test_margins_collapse_and_waiting_notes_take_no_room() -> None:
    sizes = [size(100), size(30), size(10)]
    assert stacked(sizes, [100, 30, 10]) == 2 + 100 + 2 + 30 + 2 + 10
    assert stacked(sizes, [0, 30, 10]) == 2 + 30 + 2 + 10
    assert stacked([], []) == 0


def test_a_long_note_gets_what_the_others_leave() -> None:
    sizes = [size(500, long=True), size(30), size(10)]
    assert shares(sizes, 1, 0, 206) == [160, 30, 10]


def test_long_notes_share_and_none_gets_more_than_it_needs() -> None:
    sizes = [size(500, long=True), size(40, long=True), size(500, long=True)]
    assert shares(sizes, 2, 0, 206) == [80, 40, 80]


def test_short_notes_are_divided_for_one_that_could_not_move() -> None:
    assert shares([size(100), size(100)], 0, 1, 164) == [80, 80]


def test_notes_from_the_page_before_wait_first_and_the_last_ones_then() -> None:
    sizes = [size(500, long=True), size(30, least=30), size(30, least=30)]
    assert shares(sizes, 1, 1, 70) == [0, 30, 30]
    assert shares(sizes, 1, 1, 50) == [0, 30, 0]
