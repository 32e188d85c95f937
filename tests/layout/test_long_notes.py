"""A note that goes on over several pages leaves room for those whose marks are on these pages, and
loses no word."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from tests.layout.reports import LINE, write
from tests.layout.test_placement import BLOCKS, build, pages_of

PAGE = 600
"""The number of words of a note that are more than a page can hold."""


def note(number: int, words: int) -> str:
    """A text in which each word names its note and its place."""
    return " ".join(f"n{number}w{place}" for place in range(words))


def blocks(number: int, words: int) -> dict[str, Any]:
    """The same in lists within lists and in quotations."""
    said = note(number, words).split()
    fifth = words // 5
    first, second, third, fourth, last = (
        " ".join(said[part * fifth : (part + 1) * fifth if part < 4 else words])
        for part in range(5)
    )
    halves = fourth.split()
    items = [" ".join(halves[at : at + 7]) for at in range(0, len(halves), 7)]
    nested = {"text": third, "list": items, "ordered": True}
    listed = {"list": [first, second, nested], "style": "upper-roman"}
    return {"body": [listed, {"quote": last, "attribution": "Somebody"}]}


def words_of(pdf: Path) -> Iterator[list[tuple[int, int]]]:
    """For each page, the words of notes on it by poppler, each as its note and its place."""
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    for page in output.split("\f")[:-1]:
        yield [(int(n), int(place)) for n, place in re.findall(r"\bn(\d+)w(\d+)\b", page)]


def assert_in_place(artifact: export.Artifact, words: dict[str, int]) -> None:
    """Each note begins on the page of its mark, goes on without a gap, and is in order."""
    assert not artifact.warnings
    pages = list(words_of(artifact.path))
    for page in pages:
        assert page == sorted(page)
    for number, count in words.items():
        found = [
            (place, at) for at, page in enumerate(pages) for n, place in page if n == int(number)
        ]
        assert [place for place, _ in found] == list(range(count))
        assert found[0][1] == pages_of(artifact.path)[f"r{number}"]
        on = sorted({at for _, at in found})
        assert on == list(range(on[0], on[-1] + 1)), "it goes on, on the page after"


def print_notes(
    folder: Path,
    body: list[Any],
    words: dict[str, int],
    made: Callable[[int, int], Any] = note,
    **keys: Any,
) -> export.Artifact:
    texts = {number: made(int(number), count) for number, count in words.items()}
    artifact = build(write(folder / "report.json", body, texts, **keys))
    assert_in_place(artifact, words)
    return artifact


@pytest.mark.parametrize("theme", ["briefing", "report"])
@pytest.mark.parametrize("pages", [1, 2, 5])
def test_short_notes_below_a_long_one(pages: int, theme: str, tmp_path: Path) -> None:
    body = [f"{LINE} {LINE}[^1] {LINE}[^2] {LINE}"]
    body += [f"{LINE}[^{n}] {LINE}" for n in range(3, 21)]
    words = {"1": pages * PAGE, **{str(n): 3 + n for n in range(2, 21)}}
    print_notes(tmp_path, body, words, theme=theme)


@pytest.mark.parametrize("theme", ["briefing", "report"])
def test_notes_of_lists_and_quotations_go_on_in_the_same_way(theme: str, tmp_path: Path) -> None:
    body = [f"{LINE} {LINE}[^1] {LINE}[^2] {LINE}"]
    body += [f"{LINE}[^{n}] {LINE}" for n in range(3, 14)]
    words = {"1": 2 * PAGE, "5": PAGE, **{str(n): 10 * n for n in (2, 3, 4, *range(6, 14))}}
    print_notes(tmp_path, body, words, blocks, theme=theme)


@pytest.mark.parametrize("block", BLOCKS)
def test_short_notes_in_every_kind_of_block(block: str, tmp_path: Path) -> None:
    body = [f"{LINE}[^1]", *(BLOCKS[block](n) for n in range(2, 9)), LINE]
    print_notes(tmp_path, body, {"1": 2 * PAGE, **{str(n): 4 for n in range(2, 9)}})


@pytest.mark.parametrize("block", BLOCKS)
def test_a_long_note_in_every_kind_of_block(block: str, tmp_path: Path) -> None:
    body = [*[LINE] * 14, BLOCKS[block](1), f"{LINE}[^2]", *[LINE] * 9, f"{LINE}[^3]"]
    print_notes(tmp_path, body, {"1": 2 * PAGE, "2": 5, "3": 5})


def test_several_long_notes_in_one_line_go_on_side_by_side(tmp_path: Path) -> None:
    body = [*[LINE] * 3, f"{LINE}[^1][^2][^3][^4]", *[f"{LINE}[^{n}]" for n in range(5, 30)]]
    words = {"1": PAGE, "2": 2 * PAGE, "3": PAGE, "4": 400, **{str(n): 9 for n in range(5, 30)}}
    print_notes(tmp_path, body, words)


def test_notes_of_one_line_that_are_longer_than_a_page_together(tmp_path: Path) -> None:
    # Each is so short that it is not divided without need.
    print_notes(tmp_path, [LINE, f"{LINE}[^1][^2][^3][^4][^5]"], {str(n): 170 for n in range(1, 6)})


@pytest.mark.parametrize("before", [12, 16, 18, 20, 21, 22])
def test_a_long_note_begins_wherever_its_line_is(before: int, tmp_path: Path) -> None:
    body = [*[LINE] * before, f"{LINE}[^1] {LINE}", f"{LINE}[^2]", LINE]
    artifact = print_notes(tmp_path, body, {"1": PAGE, "2": 20})
    first, *_ = words_of(artifact.path)
    assert before > 20 or (1, 20) in first, "a long note fills the page of its mark"


def test_the_end_of_a_long_note_on_the_last_page_with_contents(tmp_path: Path) -> None:
    # The page numbers of the contents take another round of the layout.
    body = [{"heading": "The eastern quay", "level": 1}, f"{LINE}[^1] {LINE}[^2]"]
    print_notes(tmp_path, body, {"1": 4 * PAGE, "2": 700}, contents=True)


def test_a_long_note_shrinks_where_a_block_cannot(tmp_path: Path) -> None:
    rows = [[f"{LINE} {LINE} {LINE} {LINE}", f"row {n}"] for n in range(6)]
    table = {"table": {"header": ["Quay", "Calls"], "rows": rows}}
    print_notes(tmp_path, [f"{LINE}[^1]", table, f"{LINE}[^2]"], {"1": 3 * PAGE, "2": 6})


def test_no_address_is_divided_between_pages(tmp_path: Path) -> None:
    urls = [f"https://example.org/archive/{n:03}/quays-of-the-east/{n * 7919}" for n in range(300)]
    text = " ".join(f"{url} {'and so on ' * (n % 7)}" for n, url in enumerate(urls))
    body = [f"{LINE}[^long]", *[LINE] * 60]
    artifact = build(write(tmp_path / "report.json", body, {"long": text}))
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(artifact.path), "-"]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    pages = [re.sub(r"\s+", "", page) for page in output.split("\f")]
    assert [url for url in urls if not any(url in page for page in pages)] == []


class RandomReport:
    """A report of random blocks, with notes of random lengths in them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words: dict[str, int] = {}
        self.body = [self._block() for _ in range(self.random.randint(6, 14))] + [self._line(1)]
        self.theme = self.random.choice(["briefing", "report", "plain", "institute"])
        self.contents = self.random.random() < 0.4

    def _note(self, likely: float) -> str:
        if self.random.random() > likely:
            return ""
        number = len(self.words) + 1
        lengths = ((2, 40), (2, 40), (2, 40), (2, 40), (150, 350), (400, 1500))
        self.words[str(number)] = self.random.randint(*self.random.choice(lengths))
        return f"[^{number}]"

    def _line(self, likely: float) -> str:
        return LINE + self._note(likely)

    def _lines(self) -> str:
        return " ".join(self._line(0.3) for _ in range(self.random.randint(1, 6)))

    def _block(self) -> Any:
        makers: tuple[Callable[[], Any], ...] = (
            self._lines,
            lambda: {"judgement": self._line(0.6), "text": self._lines()},
            lambda: {"heading": f"The eastern quay{self._note(0.3)}", "level": 1},
            lambda: {"quote": self._lines(), "attribution": f"A minister{self._note(0.3)}"},
            lambda: {"box": {"title": "How we count", "body": [self._lines(), self._lines()]}},
            lambda: {"list": [self._line(0.4) for _ in range(4)]},
            lambda: {"table": {"header": ["Quay", "Calls"], "rows": [*self._rows()]}},
        )
        return self.random.choice(makers)()

    def _rows(self) -> Iterator[list[str]]:
        for number in range(self.random.randint(2, 12)):
            yield [self._line(0.4), f"row {number}"]


@pytest.mark.parametrize("seed", range(4))
def test_random_reports(seed: int, tmp_path: Path) -> None:
    report = RandomReport(seed)
    keys: dict[str, Any] = {"theme": report.theme, "contents": report.contents}
    print_notes(tmp_path, report.body, report.words, **keys)
