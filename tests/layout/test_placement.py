"""Every note begins on the page of its mark, wherever the mark stands, and no word is lost."""

from __future__ import annotations

import re
import resource
import subprocess
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from pypdf import PdfReader

from reportkit import export
from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.tree.limits import LIMITS, Limits
from reportkit.writers.pdf import placement
from reportkit.writers.pdf.engine import Attachment, Drawing, Finish, Layout, Page
from reportkit.writers.pdf.page_css import style_sheet
from reportkit.writers.pdf.page_html import PdfPage
from reportkit.writers.pdf.weasyprint_engine.url_fetcher import MemoryFetcher
from tests.layout.pages import POINTS
from tests.layout.pages import pages_of as printed_pages
from tests.layout.reports import LINE, generated, notes, referring, write

Block = Callable[[int], Any]
"""A block that refers to the note of a number."""

BLOCKS: dict[str, Block] = {
    "paragraph": lambda n: f"{LINE} {LINE}[^{n}] {LINE}",
    "last line": lambda n: f"{LINE} {LINE} {LINE}[^{n}]",
    "claim": lambda n: {"judgement": f"{LINE}[^{n}]", "text": LINE},
    "governing claim": lambda n: {"judgement": f"{LINE}[^{n}]"},
    "heading": lambda n: {"heading": f"The eastern quay[^{n}]", "level": 1},
    "quotation": lambda n: {"quote": LINE, "attribution": f"A minister[^{n}]"},
    "box": lambda n: {"box": {"title": f"How we count[^{n}]", "body": [LINE]}},
    "item": lambda n: {"list": [LINE, f"{LINE}[^{n}]"]},
    "table": lambda n: {
        "table": {"header": ["Quay", "Calls"], "rows": [[f"East[^{n}]", "3,412"]]},
        "caption": "Calls",
    },
}


def build(report: Path, limits: Limits = LIMITS, **choices: Any) -> export.Artifact:
    checked = export.check(report, limits=limits)
    (artifact,) = export.build(checked, ["pdf"], report.parent / "build", **choices)
    assert artifact.verdict is None or not artifact.verdict.findings
    return artifact


def pages_of(pdf: Path) -> dict[str, int]:
    """The page, from 0, of each mark (`r7`) and note (`n7`), as their links find them."""
    reader = PdfReader(pdf)
    named = reader.named_destinations
    return {name: reader.get_destination_page_number(to) or 0 for name, to in named.items()}


def assert_all_on_the_page_of_their_marks(artifact: export.Artifact, count: int) -> None:
    assert not artifact.warnings
    pages = pages_of(artifact.path)
    marks = {n: pages[f"r{n}"] for n in range(1, count + 1)}
    assert {n: pages[f"n{n}"] for n in range(1, count + 1)} == marks


def text_of(pdf: Path) -> list[str]:
    """The text of each page by poppler, without white space."""
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return [re.sub(r"\s+", "", page) for page in output.split("\f")[:-1]]


@pytest.mark.parametrize("count", [25, 100])
def test_reports_in_the_style_of_the_sample(count: int, tmp_path: Path) -> None:
    assert_all_on_the_page_of_their_marks(build(generated(count, tmp_path)), count)


def test_a_report_of_400_notes(large: export.Artifact) -> None:
    assert_all_on_the_page_of_their_marks(large, 400)


@pytest.mark.large
def test_a_report_of_1600_notes(tmp_path: Path) -> None:
    assert_all_on_the_page_of_their_marks(build(generated(1600, tmp_path)), 1600)


@pytest.mark.parametrize("theme", ["briefing", "plain"])
def test_marks_in_every_kind_of_block(theme: str, tmp_path: Path) -> None:
    # After one line, two, three ...: sooner or later each part of a block meets the page's end.
    body: list[Any] = []
    for n in range(1, 10 * len(BLOCKS) + 1):
        body += [LINE] * (n % 4) + [list(BLOCKS.values())[n % len(BLOCKS)](n)]
    report = write(tmp_path / "report.json", body, notes(10 * len(BLOCKS)), theme=theme)
    assert_all_on_the_page_of_their_marks(build(report), 10 * len(BLOCKS))


@pytest.mark.parametrize("before", [0, 9, 18])
def test_40_notes_in_one_paragraph(before: int, tmp_path: Path) -> None:
    body = [*[LINE] * before, referring(1, 40)]
    report = write(tmp_path / "report.json", body, notes(40))
    assert_all_on_the_page_of_their_marks(build(report), 40)


def test_40_notes_in_one_line(tmp_path: Path) -> None:
    marks = "".join(f"[^{n}]" for n in range(1, 41))
    report = write(tmp_path / "report.json", [*[LINE] * 12, f"{LINE}{marks}"], notes(40))
    artifact = build(report)
    assert_all_on_the_page_of_their_marks(artifact, 40)
    assert "spring.1,2,3,4,5" in "".join(text_of(artifact.path))


def test_a_table_over_pages_with_a_note_in_each_row_and_in_its_head(tmp_path: Path) -> None:
    rows = [[f"{LINE}[^{n}]", f"row {n}"] for n in range(2, 40)]
    table = {"table": {"header": ["Quay[^1]", "Calls"], "rows": rows}}
    report = write(tmp_path / "report.json", [LINE, table], notes(39))
    artifact = build(report)
    assert_all_on_the_page_of_their_marks(artifact, 39)
    for n, page in ((n, page) for page in text_of(artifact.path) for n in range(2, 40)):
        assert (f"spring.{n}row{n}" in page) == (f"Note{n},see" in page), "a row is cut"


@pytest.mark.parametrize("before", [0, 15])
def test_a_note_longer_than_a_page_loses_no_word(before: int, tmp_path: Path) -> None:
    urls = [f"https://example.org/archive/{n:03}/quays-of-the-east/{n * 7919}" for n in range(200)]
    body = [*[LINE] * before, f"{LINE}[^long]", *[LINE] * 30]
    artifact = build(write(tmp_path / "report.json", body, {"long": urls}))
    assert_all_on_the_page_of_their_marks(artifact, 1)
    pages = text_of(artifact.path)
    assert [url for url in urls if url not in "".join(pages)] == []
    (first,) = (number for number, page in enumerate(pages) if urls[0] in page)
    assert first == pages_of(artifact.path)["r1"]


def test_a_note_of_many_words_without_a_break_loses_none(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(3000))
    note = f"*{words}* and **{'x' * 5000}**\n\nA second paragraph."
    artifact = build(write(tmp_path / "report.json", [f"{LINE}[^a]", *[LINE] * 60], {"a": note}))
    assert not artifact.warnings
    text = "".join(text_of(artifact.path))
    assert all(f"word{n}" in text for n in range(3000))
    assert "Asecondparagraph." in text


@pytest.mark.parametrize("kind", [lambda word: word, lambda word: f"`{word}`"], ids=["", "code"])
def test_an_endless_word_keeps_all_letters_and_takes_linear_time(
    kind: Callable[[str], str], tmp_path: Path
) -> None:
    letters = "abcdefgh" * 4_000
    begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    report = write(tmp_path / "report.json", [f"{LINE} {kind(letters)} {LINE}"], {})
    artifact = build(report)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun < 12  # it took minutes
    text = re.sub("QuaysoftheEast|[\u200b\\d]", "", "".join(text_of(artifact.path)))
    assert letters in text
    right = max(word.right for page in printed_pages(artifact.path) for word in page.words)
    assert right < 210 * POINTS - 40


def test_neither_a_word_nor_the_number_of_a_mark_is_cut(tmp_path: Path) -> None:
    # Each claim is longer by a letter, so that its last word meets the end of a line.
    body = [
        {"judgement": f"{'i ' * n} *constitutional*.[^{n}]", "text": LINE} for n in range(1, 81)
    ]
    artifact = build(write(tmp_path / "report.json", body, notes(80)))
    assert_all_on_the_page_of_their_marks(artifact, 80)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(artifact.path), "-"]
    text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    found = re.findall(r"\bconstitutional\.\u2060?(\d+)", text)
    assert found == [str(n) for n in range(1, 81)]


def test_notes_that_cannot_stand_by_their_mark_are_named(tmp_path: Path) -> None:
    # Their mark's line cannot be divided, and each has two lines.
    marks = "".join(f"[^{n}]" for n in range(1, 41))
    texts = {str(n): f"Note {n}. {LINE} {LINE}" for n in range(1, 41)}
    artifact = build(write(tmp_path / "report.json", [LINE, f"{LINE}{marks}"], texts))
    pages = pages_of(artifact.path)
    late = [n for n in range(1, 41) if pages[f"r{n}"] < pages[f"n{n}"]]
    assert late
    assert late == list(range(late[0], 41))
    assert [found.code for found in artifact.warnings] == ["RK920"] * len(late)
    mark, note = pages[f"r{late[0]}"] + 1, pages[f"n{late[0]}"] + 1
    message = f"pdf: note {late[0]} begins on page {note}, but its mark is on page {mark}"
    assert artifact.warnings[0].message == message


class LaidOut:
    """Pages that are never drawn."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages

    def draw(
        self, finish: Finish[Any], attachments: Sequence[Attachment] = ()
    ) -> Outcome[Drawing[Any]]:
        raise NotImplementedError


class StockEngine:
    """WeasyPrint as it is, with the policy that puts some notes on the next page."""

    def __init__(self, html: str) -> None:
        self.html = weasyprint.HTML(string=html, url_fetcher=MemoryFetcher({}, ()))
        self.asked: list[list[str]] = []

    def lay_out(self, page_breaks: Sequence[str]) -> Outcome[Layout]:
        self.asked.append(list(page_breaks))
        rules = "r-note{footnote-policy:auto!important}"
        rules += "".join(f"#{name}{{break-before:page!important}}" for name in page_breaks)
        document = self.html.render(stylesheets=[weasyprint.CSS(string=rules)])
        return Outcome(LaidOut([Page(page.anchors, page.height) for page in document.pages]))


def test_a_late_note_is_repaired_by_a_new_page(tmp_path: Path) -> None:
    publication = export.check(generated(60, tmp_path)).publication
    notes = publication.report.notes
    page = PdfPage(publication).document(style_sheet(publication))
    engine = StockEngine(page.html)
    before = placement.late_notes(engine.lay_out([]).value.pages, notes)
    assert before
    engine.asked.clear()
    layout, found = placement.place(engine, notes, page.break_places)
    after = placement.late_notes(layout.pages, notes)
    assert 1 < len(engine.asked) <= placement.LAYOUTS
    assert len(after) == len(found) < len(before)
    assert before[0].note not in {late.note for late in after}


class LateEngine:
    """Lays out so that note 2 is late, and with a new page note 3 as well; warns each time."""

    def __init__(self) -> None:
        self.alive: list[weakref.ref[LaidOut]] = []
        self.asked: list[list[str]] = []

    def lay_out(self, page_breaks: Sequence[str]) -> Outcome[Layout]:
        assert all(former() is None for former in self.alive)
        third = ("r3",) if page_breaks else ()
        first, second = ("r1", "n1", "b1", "r2", "b2", *third), ("n2", "r3", "n3")
        layout = LaidOut([Page(first, 1000), Page(second, 1000)])
        self.alive.append(weakref.ref(layout))
        self.asked.append(list(page_breaks))
        warnings = ("always", f"breaks: {len(page_breaks)}")
        return Outcome(layout, tuple(Diagnostic("RK921", warning) for warning in warnings))


def test_one_layout_is_held_at_a_time_and_the_best_is_kept(tmp_path: Path) -> None:
    report = write(tmp_path / "report.json", [referring(1, 3)], notes(3))
    engine = LateEngine()
    publication = export.check(report).publication
    layout, found = placement.place(engine, publication.report.notes, ["b1", "b2"])
    assert engine.asked == [[], ["b2"], []]
    assert layout is engine.alive[-1]()
    late, *warnings = (diagnostic.message for diagnostic in found)
    assert late.startswith("pdf: note 2 begins")
    assert warnings == ["always", "breaks: 0", "breaks: 1"]
