"""Numbers of notes, tables, figures and headings, and the texts of cross references."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from reportkit.model import walk
from reportkit.model.document import Anchor, CrossReference, Figure, Heading, NoteMark, Table
from reportkit.model.terms import terms_for
from tests.unit.reading import inline, read_text, read_values

TABLE: dict[str, Any] = {"table": {"header": ["a"], "rows": [["b"]]}}
PICTURE: dict[str, Any] = {"figure": {"src": "pixel.png", "alt": "A dot"}}


def numbers(body: list[Any], **options: str) -> list[int]:
    """The numbers that the references of a body print, in reading order."""
    resolved = read_values(body=body, note_options=options).report
    contents = [c for block in walk.blocks(resolved.blocks) for c in walk.contents_of(block)]
    return [mark.number for content in contents for mark in walk.marks(content)]


def shown(body: list[Any], **values: Any) -> str:
    """The last block as a reader sees it, without note marks."""
    blocks = read_values(body=body, **values).report.blocks
    return walk.printed_text(next(walk.contents_of(blocks[-1])))


def test_a_note_keeps_its_number_when_it_is_referred_to_again() -> None:
    assert inline("a[^x] b[^y] c[^x] d[^x]")[1::2] == (
        NoteMark(note=1, number=1, occurrence=1),
        NoteMark(note=2, number=2, occurrence=1),
        NoteMark(note=1, number=1, occurrence=2),
        NoteMark(note=1, number=1, occurrence=3),
    )


def test_the_order_under_notes_does_not_count() -> None:
    report = read_values(body=["b[^b] a[^a] b[^b]"], notes={"a": "A", "b": "B"}).report
    assert [
        (n.number, walk.printed_text(next(walk.note_texts(n))), n.references) for n in report.notes
    ] == [
        (1, "B", 2),
        (2, "A", 1),
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"judgement": "Claim[^a]", "text": "Support[^b]"},
        {"text": "Support[^b]", "judgement": "Claim[^a]"},
        {**TABLE, "source": "Source[^b]", "caption": "Caption[^a]"},
        {"table": {"rows": [["c[^c]", "d[^d]"], ["e[^e]", ""]], "header": ["a[^a]", "b[^b]"]}},
        {**PICTURE, "credit": "Credit[^b]", "caption": "Caption[^a]"},
        {"box": {"body": ["Text[^b]", {"box": {"body": ["In it[^c]"]}}], "title": "Title[^a]"}},
        {"list": ["One[^a]", {"list": ["In two[^c]"], "text": "Two[^b]"}, "Three[^d]"]},
        {"attribution": "Someone[^c]", "quote": "First[^a]\n\nSecond[^b]"},
    ],
)
def test_a_block_is_read_in_the_order_of_its_print_whatever_the_order_of_its_keys(
    block: dict[str, Any],
) -> None:
    names = "abcde"
    notes = read_values(body=[block, "Used.[^e][^d][^c][^b][^a]"], notes={n: n for n in names})
    printed = [walk.printed_text(next(walk.note_texts(note))) for note in notes.report.notes]
    first = repr(block).count("[^")
    assert printed == [*names[:first], *reversed(names[first:])]


def test_sections_restart_at_top_level_headings_only() -> None:
    body = [
        "a[^a] b[^b]",
        {"heading": "One[^c]"},
        "d[^d] again[^c]",
        {"heading": "Below", "level": 2},
        "e[^e]",
        {"box": {"body": [{"heading": "In a box"}, "f[^f]"]}},
        {"heading": "Two"},
        "g[^g]",
    ]
    assert numbers(body, numbering="section") == [1, 2, 1, 2, 1, 3, 4, 1]
    assert numbers(body, numbering="continuous") == [1, 2, 3, 4, 3, 5, 6, 7]


def test_the_place_of_a_note_among_all_notes_never_restarts() -> None:
    body = ["a[^a]", {"heading": "One"}, "b[^b]", {"heading": "Two"}, "c[^c] c[^c]"]
    report = read_values(body=body, note_options={"numbering": "section"}).report
    assert [(n.note, n.number, n.references) for n in report.notes] == [
        (1, 1, 1),
        (2, 1, 1),
        (3, 1, 2),
    ]


@pytest.mark.parametrize(
    ("repeat", "again"),
    [("same", ["A.", "B."]), ("see", ["See note 2 in “Zero”.", "See note 1 in “Zero”."])],
)
def test_a_note_is_printed_again_in_a_later_section(repeat: str, again: list[str]) -> None:
    body = [{"heading": "*Zero*"}, "b[^b]a[^a]", {"heading": "One"}, "a[^a]b[^b]b[^b]"]
    options = {"numbering": "section", "repeat": repeat}
    notes = {"a": "A.", "b": "B."}
    report = read_values(body=body, note_options=options, notes=notes).report
    assert [(n.note, n.number, n.section, n.references) for n in report.notes] == [
        (1, 1, 1, 1),
        (2, 2, 1, 1),
        (3, 1, 2, 1),
        (4, 2, 2, 2),
    ]
    assert [walk.printed_text(next(walk.note_texts(n))) for n in report.notes] == [
        "B.",
        "A.",
        *again,
    ]


HEADINGS: list[tuple[dict[str, Any], str, str]] = [
    ({"heading": "Foreword", "unnumbered": True}, "", "Foreword"),
    ({"heading": "Purpose", "level": 2}, "", "Purpose"),
    ({"part": "Past"}, "Part I.", "Part I"),
    ({"heading": "Background"}, "1", "Section 1"),
    ({"heading": "Scope", "level": 2}, "1.1", "Section 1.1"),
    ({"heading": "Detail", "level": 3}, "1.1.1", "Section 1.1.1"),
    ({"heading": "Aside", "level": 2, "unnumbered": True}, "", "Aside"),
    ({"heading": "More", "level": 3}, "", "More"),
    ({"heading": "Limits", "level": 2}, "1.2", "Section 1.2"),
    ({"part": "Future"}, "Part II.", "Part II"),
    ({"heading": "Outlook"}, "2", "Section 2"),
    ({"heading": "Method", "appendix": True}, "Appendix A.", "Appendix A"),
    ({"heading": "Data", "level": 2}, "A.1", "Section A.1"),
    ({"heading": "People", "appendix": True}, "Appendix B.", "Appendix B"),
    ({"heading": "Epilogue"}, "3", "Section 3"),
]


def test_headings_are_numbered_under_their_parts_chapters_and_appendices() -> None:
    named = [block | {"id": f"h{n}"} for n, (block, _, _) in enumerate(HEADINGS)]
    references = " ".join(f"{{ref:h{n}}}," for n in range(len(named)))
    read = read_values(body=[*named, references], numbered_headings=True)
    assert read.codes == []
    blocks = [block for block in read.report.blocks if isinstance(block, Heading)]
    assert [walk.heading_label(block) for block in blocks] == [label for _, label, _ in HEADINGS]
    text = walk.printed_text(read.report.blocks[-1].content)  # type: ignore[union-attr]
    assert text == " ".join(f"{reference}," for _, _, reference in HEADINGS)


def test_without_numbers_only_appendices_have_labels() -> None:
    read = read_values(body=[block for block, _, _ in HEADINGS])
    labels = [walk.heading_label(b) for b in read.report.blocks if isinstance(b, Heading)]
    assert [label for label in labels if label] == ["Appendix A.", "Appendix B."]


def test_headings_in_boxes_have_no_numbers() -> None:
    body = [{"heading": "One"}, {"box": {"body": [{"heading": "Two"}]}}, {"heading": "Three"}]
    read = read_values(body=body, numbered_headings=True)
    found = [b for b in walk.blocks(read.report.blocks) if isinstance(b, Heading)]
    assert [walk.heading_label(block) for block in found] == ["1", "", "2"]


def test_tables_in_appendices_have_the_letter_and_begin_again() -> None:
    caption = TABLE | {"caption": "C"}
    appendix = {"heading": "A", "appendix": True}
    body = [caption, appendix, caption, PICTURE | {"caption": "F"}, caption, appendix, caption]
    found = read_values(body=body).report.blocks
    labels = [block.label.text for block in found if isinstance(block, Table | Figure)]
    assert labels == ["Table 1", "Table A1", "Figure A1", "Table A2", "Table B1"]


def test_tables_and_figures_count_each_for_itself_and_only_with_a_caption_or_an_id() -> None:
    body = [
        PICTURE | {"caption": "First"},
        TABLE | {"caption": "First"},
        TABLE,
        {"box": {"body": [TABLE | {"id": "second"}, PICTURE]}},
        PICTURE | {"caption": "Third", "id": "third"},
    ]
    blocks = walk.blocks(read_values(body=body).report.blocks)
    assert [block.label for block in blocks if isinstance(block, Table | Figure)] == [
        Anchor("figure", 1, 1, "Figure 1"),
        Anchor("table", 1, 1, "Table 1"),
        Anchor("table", 2, None),
        Anchor("table", 3, 2, "Table 2", public="second"),
        Anchor("figure", 2, None),
        Anchor("figure", 3, 2, "Figure 2", public="third"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "See Table 1, Figure 1 and Outlook."),
        ("de", "See Tabelle 1, Abbildung 1 and Outlook."),
        ("ru", "See Таблица 1, Рис. 1 and Outlook."),
        ("xx", "See Table 1, Figure 1 and Outlook."),
    ],
)
def test_a_cross_reference_prints_what_it_points_to_be_it_before_or_behind(
    language: str, text: str
) -> None:
    see: list[Any] = ["See {ref:t}, {ref:f} and {ref:h}."]
    targets = [TABLE | {"id": "t"}, PICTURE | {"id": "f"}, {"heading": "*Outlook*[^a]", "id": "h"}]
    assert shown([*targets, *see], language=language) == text
    report = read_values(body=see + targets, language=language).report
    assert walk.printed_text(next(walk.contents_of(report.blocks[0]))) == text


def test_a_cross_reference_in_a_note_prints_the_same() -> None:
    report = read_values(
        body=["Text[^a]", TABLE | {"id": "t"}], notes={"a": "As in {ref:t}."}
    ).report
    assert next(walk.note_texts(report.notes[0]))[1] == CrossReference(
        Anchor("table", 1, 1, "Table 1", public="t"), "Table 1"
    )


def test_a_heading_may_refer_to_a_heading_behind_it() -> None:
    body = [{"heading": "After {ref:b} [^n]", "id": "a"}, {"heading": "Costs", "id": "b"}]
    assert shown([*body, "{ref:a}"]) == "After Costs"


def test_a_reference_to_a_box_prints_its_title_or_its_kind() -> None:
    titled = {"box": {"title": "Ice *ahead*[^x]", "kind": "warning", "body": ["b"]}, "id": "a"}
    untitled = {"box": {"kind": "method", "id": "b", "body": ["b"]}}
    outer = {"box": {"title": "Outer", "body": [titled, untitled]}}
    assert shown([outer, "{ref:a}, {ref:b}"], notes={"x": "X."}) == "Ice ahead, Method"
    assert shown([untitled, "{ref:b}"], language="de") == "Methode"


def test_headings_that_refer_to_each_other_do_not_grow_without_bounds() -> None:
    body: list[Any] = [{"heading": "Word", "id": "h0"}]
    body += [{"heading": f"{{ref:h{i}}}{{ref:h{i}}}", "id": f"h{i + 1}"} for i in range(200)]
    assert len(shown([*body, "{ref:h200}"])) < 100
    assert shown([{"heading": "See {ref:a}", "id": "a"}, "{ref:a}"]) == "See See"


def test_anchors_hold_nothing_of_the_text() -> None:
    body = [{"heading": "Über <b>", "id": "über"}, TABLE | {"id": "x:1"}, PICTURE]
    labels = [b.label.id for b in read_values(body=body).report.blocks if hasattr(b, "label")]
    assert labels == ["heading1", "table1", "figure1"]


def test_derived_text_has_no_marks_and_no_links() -> None:
    report = read_values(
        body=[
            {"heading": "**Costs[^a]** of [war](https://example.org)[^b]", "level": 1},
            {"judgement": "They *rise*.[^a] See {ref:t}.", "text": "Indeed.[^b]"},
            {"box": {"body": [{"judgement": "In a box.[^a]"}]}},
            TABLE | {"id": "t"},
        ]
    ).report
    ((level, heading, anchor),) = walk.headings(report.blocks)
    assert (level, walk.printed_text(heading), anchor) == (1, "Costs of war", Anchor("heading", 1))
    judgements = list(walk.judgements(report.blocks))
    assert [walk.printed_text(j) for j in judgements] == ["They rise. See Table 1.", "In a box."]
    derived = repr((heading, judgements))
    assert not any(word in derived for word in ("NoteMark", "Link", "CrossReference"))
    assert [note.references for note in report.notes] == [3, 2]


def test_headings_have_no_number_in_their_anchor() -> None:
    blocks = read_values(body=[{"heading": "A", "id": "a"}]).report.blocks
    assert isinstance(blocks[0], Heading)
    assert blocks[0].label.number is None


def test_the_labels_of_the_report_follow_its_language() -> None:
    report = read_values(language="de-AT").report
    assert report.terms == terms_for("de")
    assert report.terms.backlink(3, 1) == "Zurück zu Verweis 3"
    assert report.terms.backlink(3, 2) == "Zurück zu Verweis 3, Stelle 2"
    assert report.terms.note_number(3) == "Anmerkung 3"


def test_as_many_misspelt_names_as_are_shown_do_not_hang() -> None:
    names = [f"note-{i}-{i * 7919 % 997}" for i in range(500)]
    body = [f"word[^{name.replace('o', '')}]" for name in names]
    report = {"reportkit": 1, "title": "T", "date": "2024-01-31", "body": body}
    text = json.dumps(report | {"notes": dict.fromkeys(names, "A note.")})
    start = time.process_time()
    assert read_text(text, ".json").codes == ["RK203"] * len(names) + ["RK204"] * len(names)
    assert time.process_time() - start < 5
