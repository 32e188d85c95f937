"""Blank lines make paragraphs, in every style of YAML scalars and in JSON."""

from __future__ import annotations

import pytest

from reportkit.model import walk
from reportkit.model.document import KeyJudgement, List, Paragraph, Quote, Table, Text
from reportkit.model.walk import note_texts, printed_text
from tests.unit.reading import read_body, read_values


def paragraphs(yaml: str) -> list[str]:
    """The texts of the paragraphs that a body has."""
    blocks = read_body(yaml).report.blocks
    return [printed_text(b.content) for b in blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    "written",
    [
        "One\n  line.\n\n  Two\n  lines.",
        "|\n  One\n  line.\n\n  Two\n  lines.",
        "|-\n  One\n  line.\n   \n \n\n  Two\n  lines.",
        "|+\n\n  One\n  line.\n\n  Two\n  lines.\n\n",
        ">\n  One\n  line.\n\n  Two\n  lines.",
        ">-\n  One\n  line.\n\n\n  Two\n  lines.",
        "'One\n  line.\n\n  Two\n  lines.'",
        '"One\n  line.\n\n  Two\n  lines."',
        '"One line.\\n\\nTwo lines."',
        '"One\\nline.\\n \\t\\n\\nTwo lines.\\n"',
        '"One \\\n  line.\n\n  Two\n  lines."',
    ],
)
def test_two_paragraphs(written: str) -> None:
    assert paragraphs(f"- {written}\n") == ["One line.", "Two lines."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\nline.\n\nTwo\nlines.", ["One line.", "Two lines."]),
        ("\n\n One line. \n \t \n\n Two lines.\n\n", ["One line.", "Two lines."]),
        ("One\nline.", ["One line."]),
        ("*One\n\nline.*", ["*One", "line.*"]),
    ],
)
def test_paragraphs_in_json(text: str, expected: list[str]) -> None:
    blocks = read_values(body=[text]).report.blocks
    assert [printed_text(b.content) for b in blocks if isinstance(b, Paragraph)] == expected


def test_line_ends_of_windows_and_of_old_macs() -> None:
    text = "- |\n  One\n  line.\n\n  Two\n  lines.\n"
    for end in ("\r\n", "\r"):
        assert paragraphs(text.replace("\n", end)) == ["One line.", "Two lines."]


def test_a_hard_break_needs_a_backslash() -> None:
    (block,) = read_body("- |\n  One  \n  line,\\\n  two.\n").report.blocks
    assert isinstance(block, Paragraph)
    assert [type(inline).__name__ for inline in block.content] == ["Text", "LineBreak", "Text"]


def test_only_the_first_paragraph_of_a_support_runs_on_after_the_claim() -> None:
    body = [{"judgement": "Claim\n\nwith a gap.", "text": "First.\n\nSecond.\n\nThird."}]
    assert read_values(body=body).report.blocks == (
        KeyJudgement((Text("Claim with a gap."),), (Text("First."),)),
        Paragraph((Text("Second."),)),
        Paragraph((Text("Third."),)),
    )


def test_a_claim_may_stand_alone() -> None:
    blocks = read_values(body=[{"judgement": "Claim."}]).report.blocks
    assert blocks == (KeyJudgement((Text("Claim."),), ()),)


def test_quotations_list_items_notes_and_summaries_have_paragraphs() -> None:
    report = read_values(
        summary="One.\n\nTwo.",
        body=[{"quote": "One.\n\nTwo.[^n]"}, {"list": ["One.\n\nTwo."]}],
        notes={"n": "One.\n\nTwo."},
    ).report
    quote, items = report.blocks
    assert isinstance(quote, Quote)
    assert isinstance(items, List)
    for texts in (
        report.meta.summary,
        quote.paragraphs,
        items.items[0].paragraphs,
        tuple(note_texts(report.notes[0])),
    ):
        assert list(map(printed_text, texts)) == ["One.", "Two."]


def test_a_cell_has_paragraphs_with_a_break_between_them() -> None:
    table = {"header": ["A\n\nB"], "rows": [["One.\n\nTwo *x*.\n\n\nThree."], ["One\ntwo."]]}
    (block,) = read_values(body=[{"table": table}]).report.blocks
    assert isinstance(block, Table)
    cells = [row[0].content for row in (*block.header, *block.rows)]
    assert [[walk.printed_text(p) for p in walk.cell_paragraphs(cell)] for cell in cells] == [
        ["A", "B"],
        ["One.", "Two x.", "Three."],
        ["One two."],
    ]
    assert walk.printed_text(cells[1]) == "One. Two x. Three."
