"""What a screen reader is told: the structure tree, by the eyes of poppler and pypdf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reportkit import export
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.model import walk
from reportkit.model.document import (
    Link,
    NoteMark,
    Phrase,
    PrintedInline,
    Quote,
    ResolvedReport,
    Styled,
)
from reportkit.proof import pdf as pdf_reader
from tests.layout.conftest import REPORTS
from tests.layout.reports import LINE, generated, notes, write
from tests.layout.structure import Element, structure_of

KINDS = [
    "sample",
    "sample-end",
    "every",
    "every-end",
    "generated-100",
    pytest.param("generated-400", marks=pytest.mark.large),  # poppler takes three minutes
]
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "H7", "LI", "TD", "TH", "Caption"}


def bare(text: str) -> str:
    return re.sub(r"[\s\u2060\u200b\u00ad\u2010]+", "", text)


def drawn(inline: PrintedInline) -> str:
    """The text of an inline; of a mark only the sign between it and the one before. Small capitals
    are capitals: poppler's tree has the letters that are drawn, not those that are copied (which
    tests/parity/test_references.py reads)."""
    match inline:
        case NoteMark():
            return "," * inline.follows_mark
        case Styled() | Phrase() | Link():
            text = "".join(map(drawn, inline.children))
            small = isinstance(inline, Styled) and inline.style == "small_caps"
            return text.upper() if small else text
        case _:
            return walk.printed_text((inline,))


class Made:
    """A PDF with its report and its structure."""

    def __init__(self, pdf: Path, report: ResolvedReport) -> None:
        self.pdf, self.report = pdf, report
        self.tree = structure_of(pdf)
        self.reader = PdfReader(pdf)


@pytest.fixture(scope="module", params=KINDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    name, _, how = request.param.partition("-")
    folder = tmp_path_factory.mktemp(request.param)
    path = generated(int(how), folder) if name == "generated" else REPORTS[name]
    checked = export.check(path, {"note_options.placement": "end"} if how == "end" else {})
    (artifact,) = export.build(checked, ["pdf"], folder, verify=False)
    places = pdf_reader.read(artifact.path).places
    return Made(artifact.path, with_page_numbers(checked.publication, places).report)


def links(reader: PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            yield annotation.get_object()


def test_references_and_notes_come_in_pairs(made: Made) -> None:
    opening = made.report.opening
    texts = (opening.title, opening.deck, *opening.summary, *walk.texts(made.report.blocks))
    marks = [mark for text in texts for mark in walk.marks(text)]
    references = [e for e in made.tree.all("Reference") if e.text().isdigit()]
    assert [reference.text() for reference in references] == [str(m.number) for m in marks]
    found = made.tree.all("Note")
    assert [note.id for note in found] == [f"n{note.note}" for note in made.report.notes]
    labels = [note.all("Lbl")[0].text() for note in found]
    assert labels == [str(note.number) for note in made.report.notes]


def test_a_note_has_its_text_and_its_label_only(made: Made) -> None:
    for note, found in zip(made.report.notes, made.tree.all("Note"), strict=True):
        said = [*map(walk.printed_text, walk.note_texts(note))]
        for block in note.blocks:
            if isinstance(block, Quote) and block.attribution:
                attribution = walk.printed_text(block.attribution)
                said[said.index(attribution)] = f"— {attribution}"
        expected = bare("".join(said))
        again = "".join(f"↩{'abcdefghij'[n - 1]}" for n in range(2, note.references + 1))
        assert bare(found.text(without=("Lbl",))) == expected + again


def test_the_text_is_the_report_in_its_order(made: Made) -> None:
    text = bare(made.tree.text(without=("Note", "Reference")))
    position = 0
    for content in walk.texts(made.report.blocks):
        expected = bare("".join(map(drawn, content)))
        found = text.find(expected, position)
        assert found >= 0, expected
        position = found + len(expected)


def test_a_note_follows_the_paragraph_that_refers_to_it(made: Made) -> None:
    if made.report.options.placement == "end":
        return
    waiting: dict[str, int] = {}
    blocks = 0

    def go(element: Element) -> None:
        nonlocal blocks
        blocks += element.kind in BLOCKS
        if element.kind == "Reference":
            waiting.setdefault(element.text(), blocks)
        if element.kind == "Note":
            assert waiting[element.all("Lbl")[0].text()] == blocks
            return
        for kid in element.kids:
            if isinstance(kid, Element):
                go(kid)

    go(made.tree)


def test_every_link_leads_somewhere_and_says_where(made: Made) -> None:
    named = made.reader.named_destinations
    labels = made.report.terms
    said = []
    for link in links(made.reader):
        assert link["/F"] == 4, "it is printed"
        if "/Dest" in link:
            assert link["/Dest"] in named
            said.append(str(link["/Contents"]))
            assert not re.fullmatch(r"(n|r|heading|table|figure)\d+", said[-1])
        else:
            assert link["/Contents"] == link["/A"]["/URI"]
    for note in made.report.notes:
        assert labels.note_number(note.number) in said
        assert labels.backlink(note.number, 1) in said


def test_every_link_is_in_the_tree(made: Made) -> None:
    root: Any = made.reader.trailer["/Root"].get_object()
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for link in links(made.reader):
        assert owners[link["/StructParent"]].get_object()["/S"] == "/Link"


def test_header_cells_have_a_scope(made: Made) -> None:
    for table in made.tree.all("Table"):
        for part, scope in (("THead", "/Column"), ("TBody", "/Row")):
            cells = [cell for rows in table.all(part) for cell in rows.all("TH")]
            assert [cell.attributes.get("Scope") for cell in cells] == [scope] * len(cells)
    if made.pdf.name == "report.pdf" and "every" in str(made.pdf):
        assert len(made.tree.all("TH")) > 5


NUMBERINGS = {
    "/Decimal": re.compile(r"\d+\. ?$"),
    "/LowerAlpha": re.compile(r"[a-z]\. ?$"),
    "/UpperAlpha": re.compile(r"[A-Z]\. ?$"),
    "/LowerRoman": re.compile(r"[ivx]+\. ?$"),
    "/UpperRoman": re.compile(r"[IVX]+\. ?$"),
    "/Disc": re.compile("[•–]"),
    "/Circle": re.compile("◦"),
    "/Square": re.compile("▪"),
}


def test_lists_say_how_they_are_numbered(made: Made) -> None:
    for found in made.tree.all("L"):
        labels = {
            label.text()
            for kid in found.kids
            if isinstance(kid, Element)
            for label in kid.kids
            if isinstance(label, Element) and label.kind == "Lbl"
        }
        kinds = {kind for kind, form in NUMBERINGS.items() if any(map(form.match, labels))}
        assert found.attributes["ListNumbering"] in (kinds if labels else {"/None"})


def test_the_language_is_that_of_the_report_and_the_title_is_shown(made: Made) -> None:
    root: Any = made.reader.trailer["/Root"]
    assert root["/Lang"] == made.report.meta.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert made.reader.metadata is not None
    assert made.reader.metadata.title == walk.printed_text(made.report.meta.title)


def test_running_heads_and_folios_are_artifacts(made: Made) -> None:
    """What is in the tree is printed once, though the title stands at the head of each page."""
    title = bare(walk.printed_text(made.report.meta.title))
    front = bare(made.tree.text())
    assert front.count(title) <= 1 + bare(str(made.report)).count(title)
    for number, page in enumerate(made.reader.pages, start=1):
        contents = page.get_contents()
        assert contents is not None
        data = contents.get_data()
        assert (b"/Artifact\n<</Type /Pagination>>" in data) or number == 1


def test_the_parts_of_a_table_are_one_and_its_head_is_read_once(tmp_path: Path) -> None:
    rows = [[f"{LINE} {LINE}[^{n}]", f"row {n}"] for n in range(2, 50)]
    table = {"table": {"header": ["Quay[^1]", "Calls"], "rows": rows}, "caption": "Calls."}
    report = write(tmp_path / "report.json", [table], notes(49))
    (artifact,) = export.build(export.check(report), ["pdf"], tmp_path / "build")
    assert len(PdfReader(artifact.path).pages) > 2
    (found,) = structure_of(artifact.path).all("Table")
    assert len(found.all("THead")) == 1
    assert [row.all("TD")[1].text() for row in found.all("TBody")[0].all("TR")] == [
        f"row{n}" for n in range(2, 50)
    ]


def test_a_paragraph_over_three_pages_is_one(tmp_path: Path) -> None:
    report = write(tmp_path / "report.json", [" ".join([LINE] * 150), "The end."], {})
    (artifact,) = export.build(export.check(report), ["pdf"], tmp_path / "build")
    assert len(PdfReader(artifact.path).pages) >= 3
    (part,) = structure_of(artifact.path).all("Part")
    assert [p.text()[-10:] for p in part.all("P")] == [bare(LINE)[-10:], "Theend."]
