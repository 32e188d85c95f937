"""What other programs see in our Word documents: validators, LibreOffice, pandoc, mammoth."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mammoth
import ooxml_integrity
import pypandoc
import pytest
from lxml import etree

from reportkit.compose.page_numbers import with_page_numbers
from reportkit.export import check
from reportkit.model import walk
from reportkit.model.document import (
    CrossReference,
    List,
    NoteBlock,
    NoteMark,
    NumberedNote,
    Paragraph,
    Quote,
    ResolvedReport,
    Text,
)
from reportkit.proof.docx import accessibility, invariants, open_docx, reading
from reportkit.writers.base import PageStart, WriteContext
from reportkit.writers.docx import DocxWriter
from tests.parity.conftest import BELARUS, EVERY
from tests.unit.writers.house_template import members, packed
from tests.unit.writers.test_docx import (
    ALL_OPTIONS,
    Notes,
    audit,
    by_options,
    every_block,
    full_report,
    paragraph,
    report,
    written,
)

pytestmark = pytest.mark.tools
HERE = Path(__file__).parent
CARRIED = "{urn:reportkit:carried:1}"


@dataclass(frozen=True)
class Made:
    """A document, and what it was made of."""

    report: ResolvedReport
    path: Path

    @property
    def pdf(self) -> Path:
        """Where LibreOffice puts its PDF."""
        return self.path.parent / "lo" / f"{self.path.stem}.pdf"


def many_notes(count: int) -> ResolvedReport:
    """A report with so many notes, four to a paragraph."""

    def pieces(first: int) -> Iterator[Any]:
        for n in range(first, min(first + 4, count + 1)):
            yield f" Some words before mark q{n}q"
            yield NoteMark(n, n, 1)

    blocks = [paragraph(*pieces(first)) for first in range(1, count + 1, 4)]
    body = "Body of note z{0}z, which says where this is from, and a little more."
    notes = tuple(
        NumberedNote(n, n, (Paragraph((Text(body.format(n)),)),), 1) for n in range(1, count + 1)
    )
    made = report(*blocks)
    return ResolvedReport(made.meta, made.options, made.blocks, notes, made.terms)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The documents by name, each converted to PDF by LibreOffice in one go."""
    folder = tmp_path_factory.mktemp("eyes")
    house = folder / "brand.docx"
    house.write_bytes(packed(members()))
    documents: dict[str, Made] = {}
    sources = {
        "sample": BELARUS,
        "every": EVERY,
        "arabic": HERE / "arabic.yaml",
        "chinese": HERE / "chinese.yaml",
    }
    for name, source in sources.items():
        for placement in ("page", "end"):
            for template in (None, house):
                settings = {"note_options.placement": placement, "contents": "true"}
                checked = check(source, settings, None, template)
                path = folder / f"{name}-{placement}-{'house' if template else 'own'}.docx"
                context = WriteContext((PageStart("77", 3, 0),))
                anchors = walk.anchors(checked.publication.report.blocks)
                places = {anchor.id: "7" for anchor in anchors}
                publication = with_page_numbers(checked.publication, places)
                output = DocxWriter().write(publication, context)
                assert output.findings == ()
                path.write_bytes(output.data)
                documents[path.stem] = Made(publication.report, path)
    full = {f"full-{o['placement']}-{o['numbering']}": full_report(**o) for o in ALL_OPTIONS}
    for name, resolved in {"400": many_notes(400), **full}.items():
        path = folder / f"{name}.docx"
        path.write_bytes(written(resolved).data)
        documents[name] = Made(resolved, path)
    printed = [str(documents[name].path) for name in (*OWN, *OTHER, *full, "400")]
    soffice(folder, "pdf", folder / "lo", *printed)
    edited = [str(documents[name].path) for name in SAVED]
    soffice(folder, "docx:MS Word 2007 XML", folder / "lo", *edited)
    return documents


def soffice(folder: Path, form: str, to: Path, *paths: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(to)]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=900)


def pages(pdf: Path) -> list[str]:
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=900)
    return done.stdout.decode().split("\f")


def bare(text: str) -> str:
    """The characters without spaces, and without the marks of direction that poppler adds."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "", text)


OWN = ["sample-page-own", "every-page-own", "arabic-page-own", "chinese-page-own"]
OTHER = ["every-page-house", "arabic-page-house", "sample-end-own", "every-end-house"]
OTHER += ["arabic-end-own"]
SAVED = ["every-page-own", "every-end-own"]
ALL = [
    f"{name}-{placement}-{look}"
    for name in ("sample", "every", "arabic", "chinese")
    for placement in ("page", "end")
    for look in ("own", "house")
]

# --- validators ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*ALL, "400"])
def test_no_validator_finds_anything(name: str, made: dict[str, Made]) -> None:
    path = made[name].path
    assert audit(path) == []
    assert [str(finding) for finding in ooxml_integrity.check(str(path))] == []
    assert invariants(path) == []
    assert accessibility(path) == []


def test_6400_notes_are_sound(tmp_path: Path) -> None:
    path = tmp_path / "6400.docx"
    path.write_bytes(written(many_notes(6400)).data)
    assert invariants(path) == []
    assert [str(finding) for finding in ooxml_integrity.check(str(path))] == []


@pytest.mark.large
def test_6400_notes_in_other_eyes(tmp_path: Path) -> None:
    path = tmp_path / "6400.docx"
    path.write_bytes(written(many_notes(6400)).data)
    assert audit(path) == []
    soffice(tmp_path, "pdf", tmp_path / "lo", str(path))
    printed = pages(tmp_path / "lo" / "6400.pdf")
    notes = {
        int(n): page for page, text in enumerate(printed) for n in re.findall(r"z(\d+)z", text)
    }
    marks: dict[int, int] = {}
    for page, text in enumerate(map(bare, printed)):
        for word, number in re.findall(r"markq(\d+)q(\d+)", text):
            assert number.startswith(word)  # the next word follows without a space
            marks[int(word)] = page
    assert len(marks) == 6400
    assert notes == marks


# --- LibreOffice --------------------------------------------------------------------------------


def numbered(page: str, number: str) -> list[str]:
    """What follows a number at the head of a line of a page."""
    heads = re.finditer(rf"^[^\S\n]*{number}\b", page, re.MULTILINE)
    return [bare(page[head.end() : head.end() + 900]) for head in heads]


def first_words(note: NumberedNote) -> str:
    """The beginning of a note, with the label of the list that it begins with."""
    first = note.blocks[0]
    label = first.items[0].label if isinstance(first, List) else ""
    return bare(label + walk.printed_text(next(walk.note_texts(note))))[:40]


@pytest.mark.parametrize(
    "name", [name for name in [*OWN, *OTHER, "400"] if not name.startswith("arabic")]
)
def test_each_note_stands_under_its_number(name: str, made: dict[str, Made]) -> None:
    document = made[name]
    printed = pages(document.pdf)
    for note in document.report.notes:
        beginning = first_words(note)
        found = [text for page in printed for text in numbered(page, str(note.number))]
        assert any(text.startswith(beginning) for text in found), note.number


@pytest.mark.parametrize("name", ["400", "sample-page-own", "every-page-own", "every-page-house"])
def test_each_note_stands_on_the_page_of_its_mark(name: str, made: dict[str, Made]) -> None:
    document = made[name]
    printed = pages(document.pdf)
    together = [bare(page) for page in printed]
    for number, before in first_marks(document.report):
        note = document.report.notes[number - 1]
        beginning = first_words(note)
        below = [
            n
            for n, page in enumerate(printed)
            if any(text.startswith(beginning) for text in numbered(page, str(note.number)))
        ]
        assert any(f"{before}{note.number}" in together[n] for n in below), note.number


def test_the_contents_show_page_numbers(made: dict[str, Made]) -> None:
    first = "".join(pages(made["every-page-own"].pdf)[:2])
    assert re.search(r"^ *1 What moved[ .]+77$", first, re.MULTILINE)


def first_marks(resolved: ResolvedReport) -> Iterator[tuple[int, str]]:
    """The note of each first mark, and the last letters before it."""
    for content in walk.texts(resolved.blocks):
        before = ""
        for leaf in walk.leaves(content):
            if not isinstance(leaf, NoteMark):
                before += bare(walk.printed_text((leaf,)))
            elif leaf.occurrence == 1 and not leaf.follows_mark:
                yield leaf.note, before[-6:]


@by_options
def test_every_kind_of_mark_is_paired_with_its_note(
    options: dict[str, Any], made: dict[str, Made]
) -> None:
    document = made[f"full-{options['placement']}-{options['numbering']}"]
    printed = " ".join(" ".join(pages(document.pdf)).split())
    notes = Notes()
    every_block(notes)
    seen = re.findall(r"\bq(\d+)q ?(\d+)", printed)
    words = {str(mark.note) for mark in notes.marks if not mark.follows_mark}
    assert {word for word, _ in seen} == words
    assert [pair for pair in seen if pair[0] != pair[1]] == []
    assert sum(pair == ("1", "1") for pair in seen) == 3
    below = re.findall(r"(\d+) Body of note z(\d+)z", printed)
    assert sorted(below) == sorted((str(n), str(n)) for n in range(1, len(notes.notes()) + 1))


@pytest.mark.parametrize("name", ["arabic-page-own", "arabic-page-house", "arabic-end-own"])
def test_notes_from_right_to_left_are_printed(name: str, made: dict[str, Made]) -> None:
    document = made[name]
    together = bare("".join(pages(document.pdf)))
    for number in ("1", "2", "3"):
        assert number in together
    assert "https://example.org/a" in together
    assert together.count("https://middotru/x") == 1


@pytest.mark.parametrize("name", SAVED)
def test_libreoffice_keeps_what_the_way_back_needs(name: str, made: dict[str, Made]) -> None:
    document = made[name]
    saved = document.pdf.with_suffix(".docx")
    before, after = (carried(path) for path in (document.path, saved))
    assert before == after
    source, blocks = after
    assert json.loads(source)["title"]
    assert len(blocks) == sum(1 for _ in walk.blocks(document.report.blocks))
    kept = bookmarks(saved)
    assert kept.keys() >= bookmarks(document.path).keys()
    assert all(kept[name] == 1 for name, _ in blocks)
    with zipfile.ZipFile(saved) as archive:
        assert "reportkit schema" in archive.read("docProps/custom.xml").decode()
    ours, theirs = (reading(open_docx(path)) for path in (document.path, saved))
    assert [(n.number, bare(n.text)) for n in theirs.notes] == [
        (n.number, bare(n.text)) for n in ours.notes
    ]
    assert [r.number for r in theirs.references] == [r.number for r in ours.references]
    # LibreOffice counts its own pages, and writes the bar above a letter as a macron.
    one, other = (
        re.sub(r"\(page\d+\)", "(page)", bare(read.body)).replace("¯", "‾")
        for read in (theirs, ours)
    )
    assert one == other


def carried(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The report that a file carries, and the bookmark and hash of each block."""
    with zipfile.ZipFile(path) as archive:
        items = [n for n in archive.namelist() if re.fullmatch(r"customXml/item\d+\.xml", n)]
        roots = [etree.fromstring(archive.read(name)) for name in items]
    (root,) = (r for r in roots if r.tag == f"{CARRIED}report")
    blocks = [(b.get("bookmark", ""), b.get("sha256", "")) for b in root.iter(f"{CARRIED}block")]
    return root.findtext(f"{CARRIED}source") or "", blocks


def bookmarks(path: Path) -> dict[str, int]:
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'w:name="(_\w+)"', archive.read("word/document.xml").decode())
    return {name: names.count(name) for name in names}


# --- pandoc and mammoth -------------------------------------------------------------------------


def pandoc_notes(node: Any) -> Iterator[str]:
    """The notes in pandoc's tree in their order."""
    if isinstance(node, dict) and node.get("t") == "Note":
        yield bare("".join(strings(node["c"])))
        return
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in inside:
        yield from pandoc_notes(child)


def strings(node: Any) -> Iterator[str]:
    """The characters in a part of pandoc's tree."""
    if isinstance(node, list):
        for child in node:
            yield from strings(child)
    match node:
        case {"t": "Str", "c": str(text)} | {"t": "Code", "c": [_, str(text)]}:
            yield text
        case {"t": "Quoted", "c": [{"t": kind}, inner]}:
            yield "‘" if kind == "SingleQuote" else "“"
            yield from strings(inner)
            yield "’" if kind == "SingleQuote" else "”"
        case {"c": inner}:
            yield from strings(inner)


def expected(resolved: ResolvedReport) -> list[str]:
    return [bare("".join(map(words_of, note.blocks))) for note in resolved.notes]


def words_of(block: NoteBlock[CrossReference]) -> str:
    """The texts of a block; Word's own numbering gives the labels of lists."""
    texts = [walk.printed_text(text) for text in walk.contents_of(block)]
    if isinstance(block, Quote) and block.attribution:
        texts[-1] = f"— {texts[-1]}"
    return "".join(texts)


@pytest.mark.parametrize("name", ["sample-page-own", "every-page-own", "every-end-own", "400"])
def test_pandoc_reads_the_notes_in_order(name: str, made: dict[str, Made]) -> None:
    document = made[name]
    tree = json.loads(pypandoc.convert_file(str(document.path), "json", format="docx"))
    assert list(pandoc_notes(tree["blocks"])) == expected(document.report)


@pytest.mark.parametrize("name", ["sample-page-own", "every-page-own", "every-end-house", "400"])
def test_mammoth_reads_the_notes_in_order(name: str, made: dict[str, Made]) -> None:
    document = made[name]
    with document.path.open("rb") as file:
        html = mammoth.convert_to_html(file).value
    root = etree.fromstring(f"<html>{html}</html>", etree.HTMLParser())
    notes = [
        bare("".join(str(text) for text in item.itertext())).removesuffix("↑")
        for item in root.iter("li")
        if re.match(r"(foot|end)note-", item.get("id", ""))
    ]
    assert notes == expected(document.report)
