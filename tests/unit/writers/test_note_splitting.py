"""Long notes are split into pieces that fit a page, with every character, in linear time."""

from __future__ import annotations

import time
from typing import Never

import pytest

from reportkit.model import walk
from reportkit.model.document import Content, Link, Styled, Text
from reportkit.writers.pdf.note_splitting import PIECE, pieces

LONG = 2_000_000


@pytest.mark.parametrize(
    ("unit", "wide"),
    [("x", False), ("word ", False), ("seg-1/", False), ("中", True), ("é/", False)],
)
def test_no_character_is_lost_and_each_piece_fits(unit: str, wide: bool) -> None:
    text = unit * (LONG // len(unit))
    begun = time.process_time()
    made = pieces([(Text(text),)])
    assert time.process_time() - begun < 10  # minutes, when each piece measured all that was left
    texts = [walk.printed_text(part) for piece in made for part in piece]
    assert "".join(texts) == text
    assert max(map(len, texts)) <= (PIECE // 2 if wide else PIECE)


def test_styles_and_links_go_on_in_each_piece() -> None:
    content: Content[Never] = (
        Link("https://example.org/", (Styled("strong", (Text("y" * 3 * PIECE),)),)),
    )
    made = [part for piece in pieces([content]) for part in piece]
    assert len(made) == 3
    for (link,) in made:
        assert isinstance(link, Link)
        assert isinstance(link.children[0], Styled)
