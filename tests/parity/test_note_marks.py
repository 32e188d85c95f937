"""No line begins with a note mark or a separator, and no note is lost, in the pages that readers
see: those of the PDF, and those that LibreOffice makes of the DOCX."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from tests.layout.pages import Word, pages_of

pytestmark = pytest.mark.tools

WORDS = "ab cde fghi " * 20


def write(name: str, folder: Path, body: Sequence[Any], count: int, **keys: Any) -> Path:
    """A report of so many notes, which all say NOTE and their number."""
    path = folder / f"{name}.json"
    report = {
        "reportkit": 1,
        "title": "Marks",
        "date": "2024-05-14",
        "language": "en",
        "body": list(body),
        "notes": {str(n): f"NOTE{n}z" for n in range(1, count + 1)},
        **keys,
    }
    path.write_text(json.dumps(report), "utf-8")
    return path


def growing(before: str = "") -> list[str]:
    """Paragraphs that grow by a letter each, so that their three marks meet the end of a line."""
    return [
        f"{'x' * (n % 17 + 1)} {WORDS[: 40 + n].strip()}{before}"
        f"[^{3 * n + 1}][^{3 * n + 2}][^{3 * n + 3}] and more"
        for n in range(40)
    ]


def again(texts: Sequence[str]) -> list[str]:
    """The same with marks of three notes only."""
    return [re.sub(r"\d+(?=\])", lambda n: str((int(n[0]) - 1) % 3 + 1), text) for text in texts]


REPORTS: Mapping[str, tuple[Sequence[Any], int, Mapping[str, Any]]] = {
    "text": (growing(), 120, {}),
    "end": (growing("”"), 120, {"note_options": {"placement": "end"}}),
    "section": (growing("—"), 120, {"note_options": {"numbering": "section"}}),
    "heading": ([{"heading": text, "level": 1} for text in growing()], 120, {}),
    "claim": ([{"judgement": text, "text": "Why."} for text in growing("-")], 120, {}),
    "list": ([{"list": growing(" *word*")}], 120, {}),
    "box": ([{"box": {"body": growing(" `a-b`")}}], 120, {}),
    "cell": ([{"table": {"header": ["A", "B"], "rows": [[t, t[:9]] for t in growing()]}}], 120, {}),
    "caption": (
        [{"table": {"header": ["A"], "rows": [["b"]]}, "caption": text} for text in growing()],
        180,
        {},
    ),
    "again": (again(growing()), 3, {}),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """For each report its PDF, and that which LibreOffice makes of its DOCX."""
    folder = tmp_path_factory.mktemp("marks")
    built: dict[str, list[Path]] = {}
    for name, (body, count, keys) in REPORTS.items():
        report = export.check(write(name, folder, body, count, **keys))
        pdf, docx = export.build(report, ["pdf", "docx"], folder / "build")
        built[name] = [pdf.path, folder / "office" / f"{docx.path.stem}.pdf"]
    office(folder, *(folder / "build" / f"{name}.docx" for name in REPORTS))
    return built


def office(folder: Path, *documents: Path) -> None:
    """Has LibreOffice make PDFs of Word documents, in `office` below the folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*command, str(folder / "office"), *map(str, documents)],
        check=True,
        capture_output=True,
        timeout=900,
    )


def lines_of(pdf: Path) -> Iterator[list[Word]]:
    """The lines of all pages: words whose middles are on about one height, from left to right."""
    for page in pages_of(pdf):
        line: list[Word] = []
        for word in sorted(page.words, key=lambda word: word.top + word.bottom):
            if line and word.top + word.bottom - line[0].top - line[0].bottom > 11:
                yield sorted(line, key=lambda word: word.left)
                line = []
            line.append(word)
        if line:
            yield sorted(line, key=lambda word: word.left)


@pytest.mark.parametrize("name", REPORTS)
def test_no_line_begins_with_a_mark(name: str, printed: dict[str, list[Path]]) -> None:
    for pdf in printed[name]:
        lines = [[word.text.replace("\u2060", "") for word in line] for line in lines_of(pdf)]
        text = [line for line in lines if "NOTE" not in "".join(line) and len(line) > 1]
        assert len(text) > 40
        assert [line for line in text if re.fullmatch(r"[,\d]+", line[0])] == [], pdf


def test_very_many_marks_side_by_side_stay_on_the_page(tmp_path: Path) -> None:
    marks = "".join(f"[^{n}]" for n in range(1, 151))
    options = {"note_options": {"placement": "end"}}
    report = write("chain", tmp_path, [f"A word{marks} and more."], 150, **options)
    (artifact,) = export.build(export.check(report), ["pdf"], tmp_path)
    first = pages_of(artifact.path)[0]
    assert max(word.right for word in first.words) < first.width - 50
    assert re.search(r"148,149,150and", first.text.replace("\u2060", "").replace(" ", ""))


# --- notes of the header row of a long table ------------------------------------------------------


def header_notes(lead: int, rows: int, every: int, **table: str) -> tuple[list[Any], int]:
    """A long table behind some text, with notes in its header row, in rows, below and above."""
    marks = (f"[^{n}]" for n in range(1, 1000))
    body: list[Any] = ["Para of text. " * 30] * lead + [f"Before.{next(marks)}"]
    caption = {"caption": f"Prices.{next(marks)}"} if table.get("caption") else {}
    heads = ["Year", "Average of prices", "Average in money of the present times", "D"]
    header = [f"{head}{next(marks)}" for head in heads]
    lines = [
        [str(1600 + n), str(n * 7 % 17), str(n), f"—{next(marks)}" if n % every == 0 else "—"]
        for n in range(rows)
    ]
    body += [{"table": {"header": header, "rows": lines}, **caption}, f"After.{next(marks)}"]
    return body, int(re.findall(r"\d+", next(marks))[0]) - 1


def test_no_note_of_a_header_row_is_lost_in_libreoffice(tmp_path: Path) -> None:
    shapes = {
        "field": header_notes(0, 79, 3),
        "middle": header_notes(6, 90, 3),
        "caption": header_notes(0, 150, 3, caption="yes"),
        "dense": header_notes(3, 90, 1),
        "short": header_notes(5, 9, 2, caption="yes"),
    }
    body, count = header_notes(1, 70, 2)
    boxed: list[Any] = [{"box": {"title": "Box", "body": body}}]
    shapes["box"] = (boxed, count)
    counts = {}
    for name, (body, count) in shapes.items():
        report = export.check(write(name, tmp_path, body, count))
        export.build(report, ["docx"], tmp_path)
        counts[name] = count
    office(tmp_path, *(tmp_path / f"{name}.docx" for name in shapes))
    for name, count in counts.items():
        pdf = tmp_path / "office" / f"{name}.pdf"
        command = ["pdftotext", "-layout", str(pdf), "-"]
        text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        found = re.findall(r"(\d+)\s+NOTE(\d+)z", text)
        assert found == [(str(n), str(n)) for n in range(1, count + 1)], name
