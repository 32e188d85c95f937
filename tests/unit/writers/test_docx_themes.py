"""The choices of a theme as Word shows them, and the report that a document carries."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from reportkit.model import walk
from reportkit.model.document import Anchor, Box, KeyJudgement, Paragraph
from reportkit.proof.docx import accessibility, invariants
from reportkit.style import Theme, find_theme, theme_names
from tests.unit.writers.test_docx import (
    THEME,
    Notes,
    audit,
    full_report,
    member,
    paragraph,
    report,
    text,
    write,
)


def with_choice(group: str, **choices: object) -> Theme:
    """The default theme with other choices in one group of tokens."""
    return THEME.model_copy(update={group: getattr(THEME, group).model_copy(update=choices)})


@pytest.mark.parametrize("name", theme_names())
def test_nothing_is_found_in_any_theme(name: str, tmp_path: Path) -> None:
    made = full_report(contents=True, judgement_summary=True)
    path = write(made, tmp_path, find_theme(name))
    assert audit(path) == invariants(path) == accessibility(path) == []


def style(path: Path, style_id: str) -> str:
    """One style of a document as text."""
    found = re.search(
        rf'<w:style [^>]*w:styleId="{style_id}">.*?</w:style>', member(path, "word/styles.xml")
    )
    assert found is not None
    return found.group()


@pytest.mark.parametrize(
    ("group", "choices", "style_id", "said"),
    [
        ("headings", {"chapters": "page"}, "Heading1", "<w:pageBreakBefore/>"),
        ("headings", {"colour": "accent"}, "Heading2", '<w:color w:val="7B1E2E"/>'),
        ("paragraphs", {"align": "justified"}, "BodyText", '<w:jc w:val="both"/>'),
        ("paragraphs", {"indent": 20}, "BodyTextIndented", 'w:firstLine="400"'),
        ("claims", {"style": "italic"}, "Claim", "<w:i/>"),
        ("boxes", {"style": "edge"}, "BoxText", '<w:left w:val="single" w:sz="20"'),
        ("boxes", {"style": "frame"}, "BoxText", 'w:color="1A1A1A"'),
        ("boxes", {"style": "panel"}, "BoxText", 'w:fill="F7F0EF"'),
    ],
)
def test_a_choice_is_a_style(
    group: str, choices: dict[str, object], style_id: str, said: str, tmp_path: Path
) -> None:
    path = write(report(paragraph("x")), tmp_path, with_choice(group, **choices))
    assert said in style(path, style_id)


def test_a_paragraph_is_indented_after_another_only(tmp_path: Path) -> None:
    theme = with_choice("paragraphs", separation="indent")
    box: Box[Any, Any] = Box(text("Title"), (paragraph("In a box."),), Anchor("box", 1))
    blocks = (paragraph("a"), paragraph("b"), box, paragraph("c"), KeyJudgement(text("d")))
    path = write(report(*blocks, paragraph("e")), tmp_path, theme)
    xml = member(path, "word/document.xml")
    found = re.findall(r'<w:pStyle w:val="(BodyText\w*)"/>.*?<w:t [^>]*>(\w)<', xml)
    assert found == [("BodyText", "a"), ("BodyTextIndented", "b"), ("BodyText", "c"),
                     ("BodyText", "e")]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "drawn", "edges"), [("short", 1, 0), ("full", 0, 2), ("none", 0, 0)]
)
def test_the_rule_above_notes(rule: str, drawn: int, edges: int, tmp_path: Path) -> None:
    notes = Notes()
    made = report(paragraph("a", *notes.at()), notes=notes)
    path = write(made, tmp_path, with_choice("notes", rule=rule))
    assert audit(path) == invariants(path) == []
    xml = member(path, "word/footnotes.xml")
    assert xml.count("<w:separator/>") == drawn
    assert xml.count("<w:pBdr>") == edges


def test_boxes_in_a_row_stay_apart(tmp_path: Path) -> None:
    boxes: list[Box[Any, Any]] = [
        Box(text(name), (paragraph(name),), Anchor("box", 1)) for name in ("One", "Two", "Three")
    ]
    path = write(report(*boxes), tmp_path)
    fills = re.findall(
        r'<w:pStyle w:val="BoxTitle"/>(?:(?!</w:pPr>).)*</w:pPr>', member(path, "word/document.xml")
    )
    assert ["w:fill" in fill for fill in fills] == [False, True, False]


def test_each_block_has_its_bookmark_and_the_hash_of_its_text(tmp_path: Path) -> None:
    made = full_report()
    path = write(made, tmp_path)
    blocks = list(walk.blocks(made.blocks))
    carried = re.findall(
        r'<block bookmark="(\w+)" sha256="(\w+)"/>', member(path, "customXml/item1.xml")
    )
    hashes = [hashlib.sha256(walk.block_text(block).encode()).hexdigest() for block in blocks]
    assert carried == [(f"_Block{n:05}", value) for n, value in enumerate(hashes, 1)]
    xml = member(path, "word/document.xml")
    places = [xml.index(f'w:name="{name}"') for name, _ in carried]
    assert places == sorted(places)


def test_the_text_of_a_block_tells_every_change_of_words_and_marks() -> None:
    notes = Notes()
    plain, marked = paragraph("One"), paragraph("One", *notes.at())
    texts = {walk.block_text(block) for block in (plain, marked, paragraph("Two"))}
    assert len(texts) == 3
    assert walk.block_text(marked) == "Paragraph\nOne q1q[^1]"
    assert walk.block_text(Box((), (plain,), Anchor("box", 1))) == "Box\n"
    assert isinstance(plain, Paragraph)
