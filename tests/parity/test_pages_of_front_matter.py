"""The page list of a book counts the pages of the front matter, and leads to where each begins."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from tests.parity.conftest import reportkit

HEAD: Final = "reportkit: 1\ntitle: T\ndate: 2024-03-01\ntheme: report\n"
WORDS: Final = "Faults in cables nearly doubled between two years and nobody has explained them. "


def told(count: int, name: str = "Sentence") -> str:
    """Sentences, each of which is told from the others by its number in words."""
    return " ".join(f"{name} {letters(place)} tells of a cable." for place in range(count))


def letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number:03}") * 3


PARAGRAPHS: Final = "".join(f"  {told(60, name)}\n\n" for name in ("First", "Second", "Third"))
CLAIMS: Final = "".join(f"- judgement: {told(12, f'Claim{letters(n)}')}\n" for n in range(12))
CHAPTERS: Final = "".join(f"- heading: Chapter {letters(n)}\n- Words.\n" for n in range(60))
ARABIC: Final = "تضاعفت أعطال الكابلات تقريبا بين عامين ولم يفسرها أحد. " * 60
REPORTS: Final = {
    "a summary": f"{HEAD}summary: {WORDS * 6}\nbody:\n  - heading: A\n  - One.\n",
    "a long summary": f"{HEAD}summary: |\n{PARAGRAPHS}\nbody:\n- heading: A\n- One.\n",
    "no title page": f"{HEAD}cover: false\nsummary: |\n{PARAGRAPHS}\nbody:\n- heading: A\n- One.\n",
    "claims": f"{HEAD}judgement_summary: true\nbody:\n{CLAIMS}",
    "contents": f"{HEAD}contents: true\nbody:\n{CHAPTERS}",
    "a long deck": f"{HEAD}deck: {told(120)}\nbody:\n- heading: A\n- One.\n",
    "right to left": f"{HEAD}language: ar\nsummary: {ARABIC}\nbody:\n- heading: أ\n- واحد.\n",
}


@pytest.mark.parametrize("name", REPORTS)
def test_each_page_is_listed_where_it_begins(name: str, tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(REPORTS[name], "utf-8")
    done = reportkit("build", report, "-t", "pdf,epub,docx", "-o", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    files = [tmp_path / "build" / f"report.{suffix}" for suffix in ("pdf", "epub", "docx")]
    done = reportkit("verify", report, *files)
    assert done.returncode == 0, done.stderr
    pages = [bare(page.extract_text()) for page in PdfReader(files[0]).pages]
    listed = pages_of_book(files[1])
    assert [label for label, _ in listed] == [str(n) for n in range(1, len(pages) + 1)]
    assert len(pages) > 2
    if name == "right to left":
        return
    for label, words in listed[1:]:
        assert words[:16] in pages[int(label) - 1], label


def pages_of_book(path: Path) -> list[tuple[str, str]]:
    """The pages that the book lists, each with the text that follows its place."""
    with zipfile.ZipFile(path) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
        nav = nav[nav.index("page-list") :]
        found = []
        for file, place, label in re.findall(r'href="([^"#]+)#(page\d+)">(\d+)<', nav):
            source = archive.read(f"EPUB/{file}").decode()
            after = source.partition(f'id="{place}"')[2].partition(">")[2]
            if file == "nav.xhtml":  # where all pages stand before the first entry
                after = ""
            found.append((label, bare(re.sub("<[^>]*>", "", after))))
    return found


def bare(text: str) -> str:
    """Without space, hyphens of lines and numbers, which may be folios."""
    return re.sub(r"[\W\d_]", "", text)
