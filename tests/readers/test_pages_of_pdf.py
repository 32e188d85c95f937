"""The page list of the book agrees with the PDF of the same build, as pdftotext reads it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from reportkit.export import build, check
from tests.readers import shelf

pytestmark = pytest.mark.tools

_XHTML = "{http://www.w3.org/1999/xhtml}"
_FIRST: Final = 25
"""How many characters are the first words of a page."""
_LABEL: Final = re.compile(r"^ *(?:[ivx]+\.|[IVX]+\.|[a-z]\.|[A-Z]\.|[•◦▪–]) ", re.MULTILINE)
"""The label of an item of a list, at the beginning of a line."""


@pytest.fixture(scope="module", params=["sample", "every element", "400 notes"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of PDF and EPUB."""
    made = tmp_path_factory.mktemp("built")
    sources = {"sample": shelf.BELARUS, "every element": shelf.EVERY}
    source = sources.get(request.param) or shelf.generate(400, made)
    build(check(source), ["pdf", "epub"], made)
    return made


def test_pages_begin_with_the_same_words(folder: Path) -> None:
    listed = pages_of_book(folder / "report.epub")
    printed = pages_of_pdf(folder / "report.pdf")
    assert [label for label, *_ in listed] == [str(n) for n in range(1, len(listed) + 1)]
    assert len(listed) >= len(printed) - 1 >= 1  # The notes of the last may fill another.
    for label, words, file in listed[1:]:
        page = printed[int(label) - 1]
        # A page with nothing but a picture or an equation has no words before those of the next.
        following = "".join(printed[int(label) - 1 :])
        if file == "nav.xhtml":
            # A nav holds only headings and lists: a page that begins in them is marked before all.
            entry, _, _ = page.partition("..")
            assert entry[:_FIRST] in words, label
            continue
        # The second page may begin with a summary, which is no text of the body.
        beginning = page if label == "2" else following[: 5 * _FIRST]
        assert words[:_FIRST] in beginning, label


def pages_of_pdf(path: Path) -> list[str]:
    """The text of each page between the running lines, without space, marks of notes and labels of
    items, which the style sheet of the book gives."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    pages = [_LABEL.sub("", page).splitlines() for page in done.stdout.split("\f")[:-1]]
    lines = Counter(bare(line) for page in pages for line in dict.fromkeys(page))
    running = {line for line, count in lines.items() if count > len(pages) / 3}
    return ["".join(line for line in map(bare, page) if line not in running) for page in pages]


def pages_of_book(path: Path) -> list[tuple[str, str, str]]:
    """Label, first words and file of each page in the page list."""
    with zipfile.ZipFile(path) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        (page_list,) = [n for n in nav.iter(f"{_XHTML}nav") if n.get("role") == "doc-pagelist"]
        found = []
        for link in page_list.iter(f"{_XHTML}a"):
            file, _, name = link.get("href", "").partition("#")
            source = archive.read(f"EPUB/{file}").decode()
            after = source.partition(f'id="{name}"')[2].partition(">")[2]
            after = re.sub(r'<a class="noteref".*?</a>', "", after[:50_000])
            after = re.sub(r"<math.*?</math>", "", after)  # The PDF draws it, without words.
            found.append((link.text or "", bare(re.sub("<[^>]*>", "", after)), file))
    assert all(one != two for one, two in pairwise(found))
    return found


def bare(text: str) -> str:
    """Without space, without hyphens that a line may add, without numbers, which may be marks."""
    return re.sub(r"[\s\u00ad\u2010,\d-]|&\w+;", "", text)
