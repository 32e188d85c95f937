"""Going through a document that holds each kind of block and inline once."""

from __future__ import annotations

from typing import Any

import pytest

from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    CrossReference,
    Direction,
    LineBreak,
    Link,
    NoteMark,
    Paragraph,
    PrintedContent,
    PrintedRef,
    Styled,
    Text,
)
from tests.unit.reading import inline, read_values

BODY: list[Any] = [
    "paragraph",
    {"judgement": "claim", "text": "support"},
    {"heading": "heading"},
    {"list": ["item\n\nits second paragraph", {"text": "item 2", "list": ["nested"]}, "item 3"]},
    {"quote": "quote\n\nits second paragraph", "attribution": "attribution"},
    {"table": {"header": ["h1", "h2"], "rows": [["c1", "c2"], ["c3", "c4"]]}}
    | {"caption": "table caption", "source": "source"},
    {"figure": {"src": "pixel.png", "alt": ""}, "caption": "figure caption", "credit": "credit"}
    | {"source": "figure source"},
    {"box": {"title": "box", "body": ["inner", {"box": {"title": "box 2", "body": ["deep"]}}]}},
    {"rule": True},
    {"page_break": True},
    {"signoff": "signoff"},
]
ORDER = """paragraph|claim|support|heading|item|its second paragraph|item 2|nested|item 3|quote|
its second paragraph|attribution|table caption|h1|h2|c1|c2|c3|c4|source|figure caption|credit|
figure source|box|inner|box 2|deep|signoff""".replace("\n", "").split("|")
MARKUP = "a *b[^n]* **c** ^d^ ~e~ `f` [g[^n]](https://example.org) {ref:t}\\\nh"
TABLE: dict[str, Any] = {"table": {"header": ["a"], "rows": [["b"]]}, "id": "t"}


def markup() -> PrintedContent:
    """A text with each kind of inline."""
    block = read_values(body=[MARKUP, TABLE]).report.blocks[0]
    assert isinstance(block, Paragraph)
    return block.content


def test_reading_order_is_the_order_of_the_print() -> None:
    blocks = walk.blocks(read_values(body=BODY).report.blocks)
    contents = [content for block in blocks for content in walk.contents_of(block)]
    assert [walk.printed_text(content) for content in contents] == ORDER


def test_mapping_nothing_changes_nothing() -> None:
    blocks = read_values(body=BODY).report.blocks
    text = walk.ReferenceMapper[PrintedRef, PrintedRef](lambda ref: (ref,))
    same = walk.Mapper[PrintedRef, PrintedRef, Anchor, Anchor](text.content, lambda label: label)
    assert tuple(map(same.block, blocks)) == blocks
    assert text.content(markup()) == markup()
    leaves = walk.Rewriter[PrintedRef, PrintedRef](lambda leaf: (leaf,))
    assert leaves.content(markup()) == markup()


def test_mapping_meets_references_in_reading_order_and_may_drop_them() -> None:
    body = [*BODY[:8], BODY[-1]]
    marked = _mark(body)
    report = read_values(body=marked).report
    met: list[int] = []

    def drop(reference: PrintedRef) -> PrintedContent:
        assert isinstance(reference, NoteMark)
        met.append(reference.note)
        return ()

    text = walk.ReferenceMapper[PrintedRef, PrintedRef](drop)
    mapper = walk.Mapper[PrintedRef, PrintedRef, Anchor, Anchor](text.content, lambda label: label)
    assert tuple(map(mapper.block, report.blocks)) == read_values(body=body).report.blocks
    assert met == list(range(1, len(report.notes) + 1))


def _mark(value: Any, path: str = "n") -> Any:
    """The same data with a note of its own behind each text."""
    match value:
        case str():
            return f"{value}[^{path}]"
        case list():
            return [_mark(item, f"{path}.{at}") for at, item in enumerate(value)]
        case dict():
            kept = ("figure", "ordered", "id")
            return {k: v if k in kept else _mark(v, f"{path}.{k}") for k, v in value.items()}
    return value


def test_leaves_and_marks() -> None:
    content = markup()
    assert [mark.occurrence for mark in walk.marks(content)] == [1, 2]
    kinds = [type(leaf).__name__ for leaf in walk.leaves(content)]
    assert kinds.count("NoteMark") == 2
    assert not {"Styled", "Link"} & set(kinds)


def test_printed_text_has_all_characters_and_no_marks() -> None:
    assert walk.printed_text(markup()) == "a b c d e f g Table 1 h"


def test_derived_text_keeps_the_look_but_no_marks_and_no_links() -> None:
    derived = walk.without_marks(markup())
    assert walk.printed_text(derived) == walk.printed_text(markup())
    styles = {item.style for item in derived if isinstance(item, Styled)}
    assert styles == {"emphasis", "strong", "superscript", "subscript"}
    kinds = {type(item) for item in derived}
    assert LineBreak in kinds
    assert not {NoteMark, Link, CrossReference} & kinds
    assert walk.without_marks(inline("[*a*[^n]](https://example.org)")) == (
        Styled("emphasis", (Text("a"),)),
    )


def test_headings_and_judgements_in_boxes_count() -> None:
    body = [
        {"heading": "One"},
        {"box": {"body": [{"heading": "Two", "level": 2}, {"judgement": "A claim"}]}},
    ]
    blocks = read_values(body=body).report.blocks
    assert [(level, anchor.id) for level, _, anchor in walk.headings(blocks)] == [
        (1, "heading1"),
        (2, "heading2"),
    ]
    assert list(walk.judgements(blocks)) == [(Text("A claim"),)]


@pytest.mark.parametrize("depth", [1, 5])
def test_blocks_come_before_the_blocks_inside_them(depth: int) -> None:
    body: list[Any] = ["text"]
    for _ in range(depth):
        body = [{"box": {"body": body}}]
    blocks = list(walk.blocks(read_values(body=body).report.blocks))
    assert [isinstance(block, Box) for block in blocks] == [True] * depth + [False]


@pytest.mark.parametrize(
    ("text", "direction", "turned"),
    [
        ("An English text.", "ltr", None),
        ("With a word: سلام.", "ltr", None),
        ("سلام عليكم، 2020.", "ltr", "rtl"),
        ("שלום", "ltr", "rtl"),
        ("«…» 2020", "ltr", None),
        ("سلام عليكم", "rtl", None),
        ("With a word: سلام.", "rtl", None),
        ("https://example.org/", "rtl", "ltr"),
        ("Привет", "rtl", "ltr"),
        ("", "rtl", None),
    ],
)
def test_a_text_is_turned_when_all_its_letters_run_the_other_way(
    text: str, direction: Direction, turned: Direction | None
) -> None:
    assert walk.opposite_direction((Text(text),), direction) == turned
