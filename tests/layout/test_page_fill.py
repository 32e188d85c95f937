"""Pages are filled, and nothing that introduces something stands alone at the foot of one."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image

from reportkit import export
from reportkit.style import theme_names
from tests.layout.pages import POINTS, Page, Word, pages_of
from tests.layout.reports import LINE, write

THEMES = pytest.mark.parametrize("theme", theme_names())
EMPTY = 0.4
"""The largest share of a page that may be white."""
MARGIN = 27
"""What is not text at head and foot of a page, in millimetres."""


class Maker:
    """Makes the blocks of a report, the same ones each time, with words that name each."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._random, self._folder = random.Random(seed), folder
        self.notes: dict[str, str] = {}

    def text(self, lines: int, notes: bool = False) -> str:
        text = " ".join([LINE] * lines)
        if notes:
            name = str(len(self.notes) + 1)
            self.notes[name] = f"Note {name}. " + " ".join([LINE] * self._random.randint(1, 3))
            text += f"[^{name}]"
        return text

    def table(self, rows: int) -> dict[str, Any]:
        number = self._random.randint
        cells = [[f"Port{r}", str(number(1, 999)), LINE[: number(10, 78)]] for r in range(rows)]
        grid = {"header": ["Port", "Calls", "Remark"], "rows": cells}
        return {"table": grid, "caption": f"Caption of {rows} rows"}

    def figure(self, height: int) -> dict[str, Any]:
        """A picture as wide as the text; its height in hundredths of that."""
        name = f"picture{height}.png"
        Image.new("RGB", (200, 2 * height), (120, 140, 160)).save(self._folder / name)
        figure = {"src": name, "alt": "A quay", "width": "100%"}
        return {"figure": figure, "caption": f"Picture of {height}", "source": "The port."}

    def box(self, lines: int) -> dict[str, Any]:
        return {"box": {"title": f"Box of {lines}", "body": [self.text(2) for _ in range(lines)]}}

    def _block(self, kind: str) -> dict[str, Any]:
        """A block of a kind, of any size."""
        number = self._random.randint
        match kind:
            case "figure":
                return self.figure(number(2, 16) * 10)
            case "table":
                return self.table(number(5, 40))
            case "box":
                return self.box(number(1, 9))
            case "claim":
                return {"judgement": f"Claim {number(1, 999)} stands alone."}
            case _:
                return {"heading": f"Section {number(1, 999)}", "level": 2}

    def mixed(self, chapters: int) -> Iterator[Any]:
        """Chapters with everything in any order and enough text between."""
        choose, number = self._random.choice, self._random.randint
        for chapter in range(1, chapters + 1):
            yield {"heading": f"Chapter {chapter}"}
            for _ in range(number(4, 6)):
                yield from (self.text(number(2, 5), number(0, 1) > 0) for _ in range(number(1, 4)))
                kinds = ("figure", "table", "box", "claim", "heading")
                yield self._block(choose(kinds))
                yield from (self.text(number(3, 6)) for _ in range(number(3, 6)))
            yield self.text(3)


def built(path: Path, theme: str) -> Path:
    """The PDF of a report, proven against it."""
    (artifact,) = export.build(export.check(path, theme=theme), ["pdf"], path.parent)
    assert not [found for found in artifact.warnings if found.code != "RK922"]
    return artifact.path


def white(pdf: Path) -> list[float]:
    """For each page, the highest white strip of its text area, as a share of it."""
    target = pdf.parent / "page"
    subprocess.run(["pdftoppm", "-r", "36", "-gray", "-png", pdf, target], check=True)
    shares: list[float] = []
    for path in sorted(pdf.parent.glob("page-*.png")):
        image = Image.open(path).convert("L")
        edge = round(image.height * MARGIN * POINTS / 842)
        rows = range(edge, image.height - edge)
        strips, run = [0], 0
        for row in rows:
            line = image.crop((0, row, image.width, row + 1))
            run = 0 if min(line.tobytes()) < 245 else run + 1
            strips.append(run)
        shares.append(max(strips) / len(rows))
    return shares


def lines(page: Page) -> list[list[Word]]:
    """The lines of the text area of a page."""
    found: dict[int, list[Word]] = {}
    for word in page.words:
        if MARGIN * POINTS - 3 < word.bottom < page.height - MARGIN * POINTS + 3:
            found.setdefault(round(word.bottom / 3), []).append(word)
    return [found[place] for place in sorted(found)]


def assert_filled(pdf: Path) -> None:
    """No page but the last of a chapter is empty for more than its share."""
    pages = pages_of(pdf)
    begins = [bool(found := lines(page)) and found[0][0].text == "Chapter" for page in pages]
    for number, share in enumerate(white(pdf)[:-1]):
        alone = not lines(pages[number])  # a title page
        assert share < EMPTY or begins[number + 1] or alone or number == 0, (number + 1, share)


def assert_led_in(pdf: Path) -> None:
    """Two lines follow each heading, lone claim and caption of a table on its page."""
    for number, page in enumerate(pages_of(pdf), 1):
        found = lines(page)
        for line in found[-2:]:
            first = line[0].text
            assert first not in ("Section", "Claim", "Chapter"), (number, first)
        captions = [n for n, line in enumerate(found) if "Caption" in (w.text for w in line)]
        assert all(len(found) - n > 3 for n in captions), (number, "Caption")


def report(maker: Maker, body: Sequence[Any], folder: Path) -> Path:
    return write(folder / "report.json", body, maker.notes)


@THEMES
@pytest.mark.parametrize("seed", [1, 2])
def test_pages_with_everything_are_filled(seed: int, theme: str, tmp_path: Path) -> None:
    maker = Maker(seed, tmp_path)
    pdf = built(report(maker, list(maker.mixed(3)), tmp_path), theme)
    assert_filled(pdf)
    assert_led_in(pdf)


@THEMES
@pytest.mark.parametrize("rows", [20, 33, 47, 80, 150])
def test_tables_begin_where_they_stand(rows: int, theme: str, tmp_path: Path) -> None:
    maker = Maker(rows, tmp_path)
    lead_in = [{"heading": "Section 1", "level": 2}, {"judgement": "Claim 1 stands alone."}]
    body = [maker.text(12), *lead_in, maker.table(rows), maker.text(40)]
    pdf = built(report(maker, body, tmp_path), theme)
    assert_filled(pdf)
    assert_led_in(pdf)
    pages = pages_of(pdf)
    with_rows = [page for page in pages if any(w.text.startswith("Port") for w in page.words)]
    heads = [" ".join(w.text for w in page.words).count("Port Calls Remark") for page in with_rows]
    assert heads == [1] * len(with_rows)


def test_a_row_that_is_higher_than_a_page_is_divided_below_the_header(tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    table = maker.table(2)
    table["table"]["rows"].insert(1, ["Port9", "9", maker.text(110)])
    heading = {"heading": "Section 1", "level": 2}
    pdf = built(report(maker, [maker.text(9), heading, table, maker.text(30)], tmp_path), "plain")
    pages = [page.text for page in pages_of(pdf)]
    assert len(pages) >= 3
    assert all("Port Calls Remark" in text for text in pages[:3])
    assert_filled(pdf)
    assert_led_in(pdf)


@pytest.mark.parametrize("place", ["box", "landscape"])
def test_long_tables_elsewhere_begin_where_they_stand(place: str, tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    table = maker.table(60)
    if place == "landscape":
        table["table"]["header"] += [f"Column{n}" for n in range(12)]
        for row in table["table"]["rows"]:
            row += ["1234567"] * 12
    else:
        table = {"box": {"title": "Box", "body": [maker.text(4), table]}}
    heading = {"heading": "Section 1", "level": 2}
    pdf = built(report(maker, [maker.text(9), heading, table, maker.text(30)], tmp_path), "plain")
    assert_led_in(pdf)
    first = next(page for page in pages_of(pdf) if "Section 1" in page.text)
    assert "Port0" in first.text
    assert "Port1" in first.text


def order(pdf: Path, *names: str) -> list[str]:
    """Some words of the report in the order in which the pages show them."""
    text = " ".join(page.text for page in pages_of(pdf))
    return sorted(names, key=text.index)


def floated(tmp_path: Path, body: Sequence[Any], maker: Maker, **keys: Any) -> list[str]:
    """The order on the pages after a page that is filled to two thirds."""
    begin = [maker.text(30), {**maker.figure(100), "id": "quay", **keys}]
    name = f"report{len(list(tmp_path.iterdir()))}.json"
    pdf = built(write(tmp_path / name, [*begin, *body], maker.notes), "plain")
    return order(pdf, "Picture", "First", "Second")


def test_text_behind_a_figure_fills_its_page(tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    body = [f"First. {maker.text(3)}", f"Second. {maker.text(30)}"]
    assert floated(tmp_path, body, maker) == ["First", "Second", "Picture"]
    assert floated(tmp_path, body, maker, float=False) == ["Picture", "First", "Second"]


def test_nothing_passes_a_heading_or_its_second_mention(tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    first, second = f"First. {maker.text(3)}", f"Second. {maker.text(30)}"
    heading = {"heading": "Section 1", "level": 2}
    assert floated(tmp_path, [first, heading, second], maker) == ["First", "Picture", "Second"]
    mentions = [first, "See {ref:quay}.", f"{second} {{ref:quay}}"]
    assert floated(tmp_path, mentions, maker) == ["First", "Picture", "Second"]


def test_notes_of_a_figure_stay_in_order(tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    body = [f"First. {maker.text(3)}", f"Second. {maker.text(8, notes=True)}"]
    maker.notes["own"] = "A note of the figure."
    caption = "Picture with a note.[^own]"
    found = floated(tmp_path, [*body, maker.text(9)], maker, caption=caption)
    assert found == ["First", "Picture", "Second"]


def test_what_waits_at_the_end_of_a_report_stands_before_the_endnotes(tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    body = [maker.text(30), maker.figure(100), f"Last. {maker.text(2, notes=True)}"]
    path = write(tmp_path / "report.json", body, maker.notes, placement="end")
    pdf = built(path, "plain")
    assert order(pdf, "Picture", "Last", "Note") == ["Last", "Picture", "Note"]


def test_what_waits_before_a_wide_table_stands_on_an_upright_page(tmp_path: Path) -> None:
    maker = Maker(1, tmp_path)
    wide = maker.table(4)
    wide["table"]["header"] += [f"Column{n}" for n in range(12)]
    for row in wide["table"]["rows"]:
        row += ["1234567"] * 12
    body = [maker.text(30), maker.figure(100), f"Last. {maker.text(2)}", wide, maker.text(9)]
    pdf = built(report(maker, body, tmp_path), "plain")
    (page,) = (page for page in pages_of(pdf) if "Picture" in page.text)
    assert page.height > page.width
    assert order(pdf, "Last", "Picture", "Port0") == ["Last", "Picture", "Port0"]


LEAD_INS: Final[Mapping[str, Sequence[Any]]] = {
    "heading": [{"heading": "Section 1", "level": 2}, LINE + " " + LINE + " " + LINE],
    "claim": [{"judgement": "Claim 1 stands alone."}, LINE + " " + LINE + " " + LINE],
    "both": [{"heading": "Section 1", "level": 2}, {"judgement": "Claim 1."}, LINE + " " + LINE],
}


@THEMES
@pytest.mark.parametrize("kind", [*LEAD_INS, "table", "claimed table"])
def test_at_no_height_of_a_page_does_a_lead_in_stand_alone(
    kind: str, theme: str, tmp_path: Path
) -> None:
    maker = Maker(1, tmp_path)
    body: list[Any] = []
    for number in range(20, 40):
        body += [{"page_break": True}, *[f"{LINE[:40]}."] * (number // 2)]
        body += ["Odd.", "Odd."] if number % 2 else ["Even."]
        body += LEAD_INS.get(kind, [])
        if kind == "claimed table":
            body.append({"judgement": "Claim 1 stands alone."})
        if kind.endswith("table"):
            body.append(maker.table(60))
    assert_led_in(built(report(maker, body, tmp_path), theme))
