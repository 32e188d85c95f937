"""Long reports: where the book is cut, and that every link finds its way across."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from reportkit.model.document import (
    Anchor,
    CrossReference,
    KeyJudgement,
    NoteMark,
    NumberedNote,
    Options,
    Paragraph,
    PrintedBlock,
    PrintedRef,
    ResolvedReport,
    Text,
)
from reportkit.proof.base import ReadNote
from reportkit.proof.compare import compare
from reportkit.proof.epub import read
from reportkit.writers.epub.chapters import Chapter
from reportkit.writers.epub.splitting import LARGEST, split
from tests.unit.publications import published
from tests.unit.writers.books import (
    TYPE,
    XHTML,
    Write,
    heading,
    mark,
    member,
    note,
    paragraph,
    report,
    text,
)

FILLER = "Words that fill a page of the report. " * 25
"""Nearly 1000 bytes."""


def filled(kilobytes: int) -> list[PrintedBlock]:
    return [paragraph(FILLER) for _ in range(kilobytes)]


def cut(resolved: ResolvedReport) -> tuple[Chapter, ...]:
    return split(published(resolved))


@pytest.mark.parametrize(("theme", "files"), [("briefing", 1), ("report", 4)])
def test_chapters_that_begin_a_page_have_a_file_each(theme: str, files: int, write: Write) -> None:
    """Most reading systems begin a page only with a file. A part stays with its first chapter."""
    blocks: list[PrintedBlock] = [
        paragraph("Before.", mark(1)),
        heading(1, 1, "One"),
        paragraph("First.", mark(2)),
        heading(2, 2, "Below one"),
        paragraph("More."),
        heading(0, 3, "A part"),
        heading(1, 4, "Two"),
        paragraph("Second.", mark(1, 2)),
        heading(1, 5, "Three"),
    ]
    notes = [note(1, "One.", references=2), note(2, "Two.")]
    chapters = split(published(report(*blocks, notes=notes), theme))
    assert len(chapters) == files
    assert sum((chapter.blocks for chapter in chapters), ()) == tuple(blocks)
    if files > 1:
        assert [len(chapter.blocks) for chapter in chapters] == [1, 4, 3, 1]
        titles = ["Notes 1", "Notes 2", "Notes", "Notes"]
        assert [chapter.notes_title for chapter in chapters] == titles


def opening(chapter: Chapter) -> str:
    first = chapter.blocks[0]
    return getattr(first, "label", Anchor("heading", 0)).id


def sizes(chapters: tuple[Chapter, ...]) -> list[int]:
    return [len(chapter.blocks) for chapter in chapters]


def long_report() -> ResolvedReport:
    """Two parts too long for one file: notes and headings referred to from the other part."""
    there = CrossReference(Anchor("heading", 2), "Two")
    back = CrossReference(Anchor("heading", 1), "One")
    return report(
        heading(1, 1, "One"),
        paragraph("First.", mark(1), " See ", there),
        *filled(120),
        heading(2, 3, "Below one"),
        paragraph("Second.", mark(2)),
        heading(1, 2, "Two"),
        *filled(150),
        paragraph("Again.", mark(1, 2), " Third.", mark(3)),
        notes=[
            note(1, "Note one.", references=2),
            note(2, "Note two."),
            NumberedNote(3, 3, (Paragraph((Text("See "), back, Text("."))),), 1),
        ],
    )


def test_a_report_that_fits_stays_whole() -> None:
    assert sizes(cut(report(heading(1, 1, "A"), *filled(150), heading(1, 2, "B")))) == [152]


def test_sections_are_put_together_as_far_as_they_fit() -> None:
    blocks = [b for n in range(1, 7) for b in (heading(1, n, "H"), *filled(80))]
    chapters = cut(report(*blocks))
    assert [opening(chapter) for chapter in chapters] == ["heading1", "heading3", "heading5"]


def test_a_section_too_large_is_cut_at_lower_headings() -> None:
    blocks: list[PrintedBlock] = [heading(1, 1, "Part")]
    for n in range(2, 6):
        blocks += [heading(2, n, "Chapter"), *filled(150)]
    chapters = cut(report(*filled(20), *blocks, heading(1, 6, "Short")))
    assert [opening(chapter) for chapter in chapters] == [
        "heading0",
        "heading1",  # With the first chapter: a heading never stands alone.
        "heading3",
        "heading4",
        "heading5",
        "heading6",
    ]


def test_without_headings_it_is_cut_between_blocks() -> None:
    governing: PrintedBlock = KeyJudgement(text("A claim that governs."))
    blocks = filled(500)
    blocks.insert(199, governing)
    chapters = cut(report(*blocks))
    assert len(chapters) == 3
    assert all(chapter.blocks[-1] != governing for chapter in chapters)
    assert sum(sizes(chapters)) == 501


def test_one_block_is_never_cut() -> None:
    assert sizes(cut(report(paragraph(FILLER * 400), paragraph("End.")))) == [1, 1]


def test_files_are_about_as_large_as_they_may_be(write: Write) -> None:
    notes = [note(n, "https://example.org/" + "a" * 100) for n in range(1, 2001)]
    written = report(*(paragraph("Said.", mark(n)) for n in range(1, 2001)), notes=notes)
    path = write(written)
    lengths = [len(etree.tostring(member(path, chapter.name))) for chapter in cut(written)]
    assert len(lengths) > 3
    assert max(lengths) < 1.1 * LARGEST
    assert min(lengths[:-1]) > 0.7 * LARGEST


def test_links_lead_across_files(write: Write) -> None:
    path = write(long_report())
    one, two = member(path, "text1.xhtml"), member(path, "text2.xhtml")

    def targets(root: etree._Element, css: str) -> list[str | None]:
        return [a.get("href") for a in root.iter(f"{XHTML}a") if a.get("class") == css]

    assert targets(one, "noteref") == ["#fn1", "#fn2"]
    assert targets(two, "noteref") == ["text1.xhtml#fn1", "#fn3"]
    assert targets(one, "back") == ["#fnref1", "text2.xhtml#fnref1-2", "#fnref2"]
    assert targets(two, "back") == ["#fnref3"]
    assert targets(one, "ref") == ["text2.xhtml#heading2"]
    assert targets(two, "ref") == ["text1.xhtml#heading1"]


def test_numbers_run_on(write: Write) -> None:
    path = write(long_report())
    lists = [
        member(path, name).find(f".//{XHTML}ol[@class='notes']")
        for name in ("text1.xhtml", "text2.xhtml")
    ]
    assert [found is not None and found.get("start") for found in lists] == [None, "3"]
    titles = [
        member(path, f"text{n}.xhtml").findtext(f".//{XHTML}h2[@id='notes1-title']") for n in (1, 2)
    ]
    assert titles == ["Notes 1–2", "Notes 3"]


def test_a_split_book_reads_as_the_report_does(write: Write) -> None:
    written = long_report()
    reading = read(write(written))
    assert compare(published(written), reading, "epub").findings == ()
    assert reading.findings == ()
    assert reading.notes == (
        ReadNote("1", "Note one.", 2),
        ReadNote("2", "Note two.", 1),
        ReadNote("3", "See One.", 1),
    )


def test_contents_and_landmarks_name_each_file(write: Write) -> None:
    nav = member(write(long_report()), "nav.xhtml")
    contents = [
        (a.text, a.get("href"), len(list(a.iterancestors(f"{XHTML}ol"))))
        for a in nav.iterfind(f".//{XHTML}nav[@id='toc']//{XHTML}a")
    ]
    assert contents == [
        ("One", "text1.xhtml#heading1", 1),
        ("Below one", "text1.xhtml#heading3", 2),
        ("Notes 1–2", "text1.xhtml#notes1", 1),
        ("Two", "text2.xhtml#heading2", 1),
        ("Notes 3", "text2.xhtml#notes1", 1),
    ]
    landmarks = nav.findall(f".//{XHTML}nav")[1]
    assert [(a.get(TYPE), a.get("href")) for a in landmarks.iter(f"{XHTML}a")] == [
        ("bodymatter", "text1.xhtml"),
        ("endnotes", "text1.xhtml#notes1"),
        ("endnotes", "text2.xhtml#notes1"),
    ]


def test_notes_within_a_section_do_not_end_it(write: Write) -> None:
    blocks: list[PrintedBlock] = [heading(1, 1, "Part"), heading(2, 2, "A")]
    blocks += [paragraph("x", mark(1)), *filled(150)]
    blocks += [heading(2, 3, "B"), *filled(120), heading(1, 4, "Last")]
    path = write(report(*blocks, notes=[note(1, "N.")]))
    found = [
        (a.text, len(list(a.iterancestors(f"{XHTML}ol"))))
        for a in member(path, "nav.xhtml").iterfind(f".//{XHTML}nav[@id='toc']//{XHTML}a")
    ]
    assert found == [("Part", 1), ("A", 2), ("Notes 1", 2), ("B", 2), ("Last", 1)]


def test_numbers_by_section_are_told_to_each_list(write: Write) -> None:
    notes = [
        NumberedNote(n, number, (Paragraph((Text(f"N{n}."),)),), 1)
        for n, number in ((1, 1), (2, 2), (3, 1))
    ]
    marks: list[PrintedRef] = [NoteMark(n.note, n.number, 1) for n in notes]
    written = report(
        heading(1, 1, "One"),
        *filled(110),
        paragraph("a", marks[0]),
        heading(1, 2, "Two"),
        paragraph("b", marks[1]),
        *filled(110),
        paragraph("c", marks[2]),
        notes=notes,
        options=Options(numbering="section"),
    )
    path = write(written)
    assert compare(published(written), read(path), "epub").findings == ()
    second = member(path, "text2.xhtml").find(f".//{XHTML}ol[@class='notes']")
    assert second is not None
    assert second.get("start") == "2"
    assert [item.get("value") for item in second] == [None, "1"]


@pytest.mark.parametrize("contents", [True, False])
def test_front_and_back_matter_stand_once(contents: bool, write: Write) -> None:
    path = write(replace(long_report(), options=Options(contents=contents)))
    names = ["front.xhtml"] * contents + ["text1.xhtml", "text2.xhtml"]
    pages = [member(path, name) for name in names]
    assert [bool(page.findall(f".//{XHTML}header")) for page in pages] == [True] + [False] * (
        len(names) - 1
    )
