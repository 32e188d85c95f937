"""The DOCX writer: real files, judged by openxml-audit, by LibreOffice and by our own reader."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from lxml import etree
from msgspec.structs import replace
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image as Pillow

from reportkit.model.document import (
    Anchor,
    Box,
    CodeSpan,
    Cover,
    CrossReference,
    DefangedUrl,
    Direction,
    Figure,
    Heading,
    Image,
    KeyJudgement,
    LineBreak,
    Link,
    List,
    ListItem,
    Meta,
    NoteMark,
    NumberedNote,
    Options,
    PageBreak,
    PageStart,
    Paragraph,
    Person,
    PrintedBlock,
    PrintedInline,
    Publisher,
    Quote,
    ResolvedReport,
    Rights,
    Rule,
    Series,
    SignOff,
    Styled,
    Table,
    Text,
)
from reportkit.model.terms import terms_for
from reportkit.proof.docx import accessibility, invariants, read
from reportkit.style import Theme, find_theme
from reportkit.writers.base import WriteContext, WriterError, WriterOutput
from reportkit.writers.docx import DocxWriter
from tests.unit.publications import published, row

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Piece: TypeAlias = str | PrintedInline
MOMENT = datetime(2024, 5, 14, 6, 30, tzinfo=UTC)
THEME = find_theme("briefing")
SOURCE = '{"title": "Title & <Title> – ü"}\n'.encode()
TREATY, MAP = Anchor("table", 1, 1), Anchor("figure", 1, 1)
FIRST, SECOND = Anchor("heading", 1), Anchor("heading", 2)


def text(*pieces: Piece) -> tuple[Any, ...]:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def paragraph(*pieces: Piece) -> Paragraph[Any]:
    return Paragraph(text(*pieces))


@dataclass
class Notes:
    """Numbers notes as they are asked for: `at()` is a word and the mark of a new note, `again(3)`
    refers to note 3. Word, mark and note all bear the number, so that each page shows the pairing.
    """

    marks: list[NoteMark] = field(default_factory=list)

    def at(self, follows_mark: bool = False) -> tuple[PrintedInline, ...]:
        number = max((mark.note for mark in self.marks), default=0) + 1
        return self._mark(number, 1, follows_mark)

    def again(self, note: int, follows_mark: bool = False) -> tuple[PrintedInline, ...]:
        return self._mark(note, 1 + sum(mark.note == note for mark in self.marks), follows_mark)

    def _mark(self, note: int, occurrence: int, follows_mark: bool) -> tuple[PrintedInline, ...]:
        self.marks.append(NoteMark(note, note, occurrence, follows_mark))
        return (self.marks[-1],) if follows_mark else (Text(f" q{note}q"), self.marks[-1])

    def notes(self) -> tuple[NumberedNote, ...]:
        counts: dict[int, int] = {}
        for mark in self.marks:
            counts[mark.note] = counts.get(mark.note, 0) + 1
        return tuple(
            NumberedNote(n, n, (Paragraph((Text(f"Body of note z{n}z."),)),), times)
            for n, times in counts.items()
        )


def report(*blocks: PrintedBlock, notes: Notes | None = None, **options: Any) -> ResolvedReport:
    meta = Meta((Text("Title & <Title>"),), MOMENT, "14 May 2024", "en-GB")
    numbered = () if notes is None else notes.notes()
    return ResolvedReport(meta, Options(**options), blocks, numbered, terms_for("en"))


def picture(colour: str = "teal") -> Image:
    data = io.BytesIO()
    Pillow.new("RGB", (60, 30), colour).save(data, "PNG")
    return Image("image/png", 60, 30, data.getvalue())


def every_block(notes: Notes) -> tuple[PrintedBlock, ...]:
    """Each kind of block and of inline; a note wherever one may stand."""
    at = notes.at

    def inner() -> List[Any]:
        last: List[Any] = List(True, (ListItem((text("i"),)),))
        return List(False, (ListItem((text("Nested", *at()),), last),))

    return (
        KeyJudgement(text("A claim.", *at()), text("Support.", *at(), *at(follows_mark=True))),
        KeyJudgement(text("A claim alone.")),
        Heading(1, text("One ", Styled("emphasis", text("of")), " two", *at()), FIRST),
        paragraph(
            Styled("emphasis", text("em", Styled("strong", text("both")))),
            Styled("strong", text("strong", *at())),
            " x",
            Styled("superscript", text("2")),
            Styled("subscript", text("x")),
            CodeSpan("a < b"),
            Link("https://example.org/?a=1&b=2", text("a link")),
            DefangedUrl("https://mid dot ru"),
            LineBreak(),
            "See ",
            CrossReference(TREATY, "Table 1"),
            ", ",
            CrossReference(MAP, "Figure 1"),
            ", ",
            CrossReference(FIRST, "One of two"),
            " and ",
            CrossReference(SECOND, "Two of two"),
            *notes.again(1),
        ),
        Heading(2, text("Two", *at(), " of two"), SECOND),
        List(
            True,
            (
                ListItem((text("Item"), text("Its second paragraph", *at())), inner()),
                ListItem((text("Last", *notes.again(1)),)),
            ),
        ),
        Quote((text("Quoted", *at()), text("again")), text("Somebody", *at())),
        Table(
            caption=text("Trade", *at()),
            header=(row(text("Item"), text("Value", *at())),),
            rows=(row(text("a", *at()), text("1", *at())), row(text("b"), ())),
            align=("left", "right"),
            row_headers=True,
            source=text("Source: us", *at()),
            label=TREATY,
            widths=(1, 2),
        ),
        Table((), (row(text("h")),), (row(text("c")),), ("center",), False, (), Anchor("table", 2)),
        Figure(picture(), 'A "map"', "In full.", text("Where", *at()), text("Photo", *at()), MAP),
        Figure(picture(), "", "", (), (), Anchor("figure", 2)),
        Box(
            text("Boxed", *at()),
            (
                paragraph("In the box", *at()),
                Heading(3, text("Inside"), Anchor("heading", 3)),
                List(False, (ListItem((text("x", *at()), text("y")), inner()),)),
                Quote((text("Quoted inside"),)),
                KeyJudgement(text("Claim inside.")),
                Table(
                    (),
                    (row(text("h")),),
                    (row(text("c")),),
                    ("left",),
                    False,
                    (),
                    Anchor("table", 3),
                ),
                Figure(picture("red"), "red", "", text("Red"), (), Anchor("figure", 3)),
                Box((), (paragraph("Box in box"),), Anchor("box", 2)),
            ),
            Anchor("box", 1),
        ),
        Rule(),
        PageBreak(),
        _small_table(4),
        PageBreak(),
        paragraph("On a new page."),
        SignOff(text("The end.", *at())),
    )


def _small_table(ordinal: int) -> PrintedBlock:
    head, body = row(text("h")), row(text("c"))
    return Table((), (head,), (body,), ("left",), False, (), Anchor("table", ordinal))


def full_report(**options: Any) -> ResolvedReport:
    notes = Notes()
    made = report(*every_block(notes), notes=notes, **options)
    numbered = list(made.notes)
    numbered[1] = replace(
        numbered[1],
        blocks=(
            paragraph("Body of note z2z. See ", Link("https://example.org/2", text("there"))),
            paragraph("Second paragraph, ", CrossReference(TREATY, "Table 1"), "."),
        ),
    )
    meta = Meta(
        title=made.meta.title,
        date=MOMENT,
        date_text="14 May 2024",
        language="en-GB",
        subtitle=text("Sub"),
        deck=text("Deck"),
        series=Series("Series", "7", "2", "1234-5679"),
        authors=(Person("Ann", "Desk", "a@example.org", "0000-0002", "Lead", text("Bio")),),
        publisher=Publisher("House", "Riga", "https://example.org/", picture("navy")),
        identifiers=(("report_number", "R-1"), ("isbn", "978-3")),
        rights=Rights(text("© House"), text("CC BY"), text("No warranty.")),
        marking="TLP:AMBER",
        keywords=("one", "two"),
        summary=(text("In short."),),
        cover=Cover(picture("black"), "Cover"),
    )
    return replace(made, meta=meta, notes=tuple(numbered))


def written(
    made: ResolvedReport, theme: Theme = THEME, pages: tuple[PageStart, ...] = ()
) -> WriterOutput:
    """What the writer makes of a report in a theme, with the pages of a PDF."""
    return DocxWriter().write(published(made, theme, SOURCE), WriteContext(pages))


def write(made: ResolvedReport, folder: Path, theme: Theme = THEME) -> Path:
    path = folder / "report.docx"
    path.write_bytes(written(made, theme).data)
    return path


def member(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def body_of(made: ResolvedReport, folder: Path) -> str:
    return member(write(made, folder), "word/document.xml")


ALL_OPTIONS = [
    {"placement": placement, "numbering": numbering, "contents": True, "judgement_summary": True}
    for placement in ("page", "end")
    for numbering in ("continuous", "section")
]
by_options = pytest.mark.parametrize(
    "options", ALL_OPTIONS, ids=lambda o: f"{o['placement']}-{o['numbering']}"
)

# --- whole files --------------------------------------------------------------------------------


@by_options
def test_nothing_is_found_in_a_report_with_each_kind(
    options: dict[str, Any], tmp_path: Path
) -> None:
    path = write(full_report(**options), tmp_path)
    assert audit(path) == []
    assert invariants(path) == []
    assert accessibility(path) == []


def test_nothing_is_found_in_the_smallest_report(tmp_path: Path) -> None:
    path = write(report(paragraph("Text.")), tmp_path)
    assert audit(path) == []
    assert invariants(path) == []
    assert accessibility(path) == []


def test_nothing_is_found_in_a_report_from_right_to_left(tmp_path: Path) -> None:
    made = full_report(contents=True)
    made = replace(made, meta=replace(made.meta, language="ar", direction="rtl"))
    path = write(made, tmp_path)
    assert audit(path) == []
    xml = member(path, "word/document.xml")
    paragraphs = etree.fromstring(xml.encode()).iter(f"{W}p")
    turned = [p for p in paragraphs if p.find(f"{W}pPr/{W}bidi") is None]
    # Running text in English keeps its own direction, also in such a report.
    assert ["".join(p.itertext())[:6] for p in turned] == [
        *("In sho", "emboth", "Quoted", "again", "In the", "Quoted", "Box in", "On a n")
    ]
    assert "<w:bidiVisual/>" in xml
    assert 'w:bidi="ar"' in member(path, "word/styles.xml")


def audit(path: Path) -> list[str]:
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    return [str(error) for error in validator.validate(str(path)).errors]


def test_the_same_report_gives_the_same_bytes() -> None:
    first = written(full_report()).data
    assert first == written(full_report()).data
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_properties_are_plain_text_and_the_date_is_the_reports(tmp_path: Path) -> None:
    made = full_report()
    path = write(made, tmp_path)
    core = etree.fromstring(member(path, "docProps/core.xml").encode())
    values = {etree.QName(e).localname: e.text or "" for e in core}
    assert values["title"] == "Title & <Title>"
    assert values["creator"] == "Ann"
    assert values["created"] == values["modified"] == "2024-05-14T06:30:00Z"
    assert values["identifier"] == published(made).provenance.identifier
    assert values["language"] == "en-GB"
    assert values["keywords"] == "one, two"
    assert 'name="reportkit schema"><vt:i4>1<' in member(path, "docProps/custom.xml")


def test_a_title_too_long_for_its_property_is_whole_in_the_text(tmp_path: Path) -> None:
    made = report(paragraph("Text."))
    title = "All the words of a long title 🗺 & more " * 10
    made = replace(made, meta=replace(made.meta, title=(Text(title),)))
    findings = written(made).findings
    path = write(made, tmp_path)
    core = etree.fromstring(member(path, "docProps/core.xml").encode())
    kept = core.findtext("{*}title") or ""
    assert title.startswith(kept.removesuffix(" …"))
    assert 240 < len(kept.encode("utf-16-le")) // 2 <= 255
    assert title.strip() in read(path).body
    assert [(d.code, d.severity) for d in findings] == [("RK911", "warning")]
    assert "'title' has 400" in findings[0].message


def test_a_control_character_is_refused() -> None:
    with pytest.raises(WriterError, match=r"U\+0001"):
        written(report(paragraph("a\x01b")))


def test_more_notes_than_word_counts_are_refused() -> None:
    made = report(paragraph("Text."))
    many = tuple(NumberedNote(n, n, (Paragraph((Text("x"),)),), 1) for n in range(1, 32_769))
    with pytest.raises(WriterError, match="32767"):
        written(replace(made, notes=many))


# --- notes --------------------------------------------------------------------------------------


@by_options
def test_what_is_written_is_read_back(options: dict[str, Any], tmp_path: Path) -> None:
    notes = Notes()
    every_block(notes)
    reading = read(write(full_report(**options), tmp_path))
    assert [r.number for r in reading.references] == [str(mark.number) for mark in notes.marks]
    assert [n.number for n in reading.notes] == [str(n) for n in range(1, len(reading.notes) + 1)]
    for note in reading.notes:
        assert note.text.startswith(f"Body of note z{note.number}z.")
    assert reading.notes[1].text.endswith("See there\nSecond paragraph, Table 1.")
    for reference, mark in zip(reading.references, notes.marks, strict=True):
        if not mark.follows_mark:
            assert reading.body[: reference.offset].endswith(f"q{reference.number}q")
    assert set(reading.links or ()) == {
        "https://example.org/?a=1&b=2",
        "https://example.org/",
        "https://example.org/2",
        "mailto:a@example.org",
    }
    assert "q2q Support" not in reading.body
    assert reading.body[reading.references[1].offset : reading.references[2].offset] == ","


def test_numbers_that_restart_are_written_out(tmp_path: Path) -> None:
    one, two = NoteMark(1, 1, 1), NoteMark(2, 1, 1)
    blocks = (
        Heading(1, text("A"), FIRST),
        paragraph("a", one),
        Heading(1, text("B"), SECOND),
        paragraph("b", two, " c", replace(two, occurrence=2)),
    )
    made = replace(
        report(*blocks, numbering="section"),
        notes=(
            NumberedNote(1, 1, (Paragraph(text("x")),), 1),
            NumberedNote(2, 1, (Paragraph(text("y")),), 2),
        ),
    )
    path = write(made, tmp_path)
    reading = read(path)
    assert [r.number for r in reading.references] == ["1", "1", "1"]
    assert [(n.number, n.text) for n in reading.notes] == [("1", "x"), ("1", "y")]
    assert audit(path) == []
    assert 'w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r><w:r/>' in member(
        path, "word/document.xml"
    )


def test_a_note_referred_to_again_is_a_field_and_no_second_reference(tmp_path: Path) -> None:
    notes = Notes()
    blocks = (
        paragraph(*notes.at(), *notes.at(), *notes.again(1)),
        paragraph(*notes.again(1, follows_mark=True)),
    )
    xml = body_of(report(*blocks, notes=notes), tmp_path)
    assert re.findall(r'footnoteReference w:id="(\d+)"', xml) == ["1", "2"]
    assert xml.count(r" NOTEREF _RefNote00001 \f \h ") == 2
    assert xml.count('w:name="_RefNote00001"') == 1
    assert "_RefNote00002" not in xml


@pytest.mark.parametrize(
    ("direction", "off"), [("ltr", ["b", "i"]), ("rtl", ["b", "bCs", "i", "iCs"])]
)
def test_a_claim_is_bold_itself_and_its_mark_is_not(
    direction: Direction, off: list[str], tmp_path: Path
) -> None:
    notes = Notes()
    made = report(KeyJudgement(text("Bold", *notes.at())), notes=notes)
    made = replace(made, meta=replace(made.meta, direction=direction))
    root = etree.fromstring(body_of(made, tmp_path).encode())
    claim, word, mark = list(root.iter(f"{W}r"))[-3:]
    for run in (claim, word):
        found = properties(run)
        assert (found["rStyle"], found["b"], found["bCs"]) == ("Claim", None, None)
    assert properties(mark)["rStyle"] == "FootnoteReference"
    assert [name for name, value in properties(mark).items() if value == "0"] == off


def properties(run: etree._Element) -> dict[str, str | None]:
    return {etree.QName(e).localname: e.get(f"{W}val") for e in run.iterfind(f"{W}rPr/*")}


def test_links_belong_to_their_own_part_and_once_each(tmp_path: Path) -> None:
    notes = Notes()
    link = Link("https://example.org/", text("here"))
    made = report(paragraph(link, link, *notes.at()), notes=notes)
    path = write(
        replace(made, notes=(NumberedNote(1, 1, (Paragraph((link, link)),), 1),)), tmp_path
    )
    for name in ("document", "footnotes"):
        assert member(path, f"word/_rels/{name}.xml.rels").count("https://example.org/") == 1
        assert member(path, f"word/{name}.xml").count("<w:hyperlink r:id=") == 2


def test_a_defanged_url_is_no_link(tmp_path: Path) -> None:
    xml = body_of(report(paragraph(DefangedUrl("https://mid dot ru/a"))), tmp_path)
    assert '<w:rStyle w:val="DefangedURL"/><w:noProof/>' in xml
    assert "hyperlink" not in xml
    assert "instrText" not in xml


# --- structure ----------------------------------------------------------------------------------


def test_each_ordered_list_begins_at_one(tmp_path: Path) -> None:
    ordered: List[Any] = List(True, (ListItem((text("a"),)), ListItem((text("b"),))))
    path = write(report(ordered, paragraph("Between."), ordered), tmp_path)
    used = re.findall(r'<w:numId w:val="(\d+)"/>', member(path, "word/document.xml"))
    assert used == ["1", "1", "2", "2"]
    assert member(path, "word/numbering.xml").count('<w:startOverride w:val="1"/>') == 2


def test_contents_are_one_field_with_entries_that_lead_to_headings(tmp_path: Path) -> None:
    xml = body_of(full_report(contents=True), tmp_path)
    contents = xml[xml.index("<w:sdt>") : xml.index("</w:sdt>")]
    assert contents.count("instrText") == 2
    assert re.findall(r'w:anchor="(\w+)"', contents) == [f"_RefHeading0000{n}" for n in (1, 2, 3)]
    assert "q4q" in contents
    assert "footnoteReference" not in contents


def test_a_heading_with_a_mark_inside_is_linked_to_and_never_repeated(tmp_path: Path) -> None:
    xml = body_of(full_report(), tmp_path)
    assert r" REF _RefHeading00001 \h" in xml
    assert " REF _RefHeading00002" not in xml
    assert '<w:hyperlink w:anchor="_RefHeading00002"' in xml


def test_pictures_have_their_alt_text_or_are_decorations(tmp_path: Path) -> None:
    path = write(full_report(), tmp_path)
    root = etree.fromstring(member(path, "word/document.xml").encode())
    drawings = [d for d in root.iter("{*}docPr") if not d.get("name", "").startswith("Colour")]
    assert [d.get("descr") for d in drawings] == ["Cover", "House", 'A "map" In full.', "", "red"]
    assert [len(list(d.iter("{*}decorative"))) for d in drawings] == [0, 0, 0, 1, 0]
    assert len({d.get("id") for d in drawings}) == 5
    with zipfile.ZipFile(path) as archive:
        assert sum("media/" in name for name in archive.namelist()) == 4


def test_the_colour_of_a_cover_is_behind_its_text_below_the_marking(tmp_path: Path) -> None:
    root = etree.fromstring(member(write(full_report(), tmp_path), "word/document.xml").encode())
    anchors = list(root.iter("{*}anchor"))
    assert {anchor.get("behindDoc") for anchor in anchors} == {"1"}
    assert not [p for anchor in anchors for p in anchor.iter("{*}txbxContent")]
    band, picture, plate, _ = anchors
    colours = [next(shape.iter("{*}srgbClr")).get("val") for shape in (band, plate)]
    assert colours == ["7B1E2E", "FFFFFF"]
    down = [int(next(a.iter("{*}positionV"))[0].text or "") / 36_000 for a in anchors]
    assert down[0] >= 18, "Word paints the body over the marking in the header"
    assert down[0] < down[2] < down[3] < down[1]
    heights = [int(next(a.iter("{*}extent")).get("cy", "")) / 36_000 for a in (band, picture)]
    assert down[0] + heights[0] == pytest.approx(down[1], abs=0.1)
    # What is on the band has its colour also where a program does not show the band.
    sheet = etree.fromstring(member(tmp_path / "report.docx", "word/styles.xml").encode())
    for name in ("Series", "Title", "Subtitle", "Deck", "Authors", "Affiliation", "Byline"):
        (style,) = sheet.xpath(f"//*[@*[local-name()='styleId']='{name}']")
        assert next(style.iter("{*}shd")).get(f"{W}fill") == "7B1E2E", name
        assert next(style.iter("{*}color")).get(f"{W}val") == "FFFFFF", name


def test_the_marking_stands_on_every_page(tmp_path: Path) -> None:
    path = write(full_report(), tmp_path)
    for name in ("header1", "header2", "footer1", "footer2"):
        assert "TLP:AMBER" in member(path, f"word/{name}.xml")
    assert "Title &amp;" in member(path, "word/header1.xml")
    assert "Title &amp;" not in member(path, "word/header2.xml")


def test_authors_text_becomes_no_markup_and_no_name(tmp_path: Path) -> None:
    nasty = '"><w:p/>&amp;<!--'
    made = full_report()
    blocks = (
        Heading(1, text(nasty), FIRST),
        paragraph(nasty, Link(f"https://example.org/{nasty}", text(nasty)), CodeSpan(nasty)),
        Figure(picture(), nasty, nasty, text(nasty), text(nasty), MAP),
    )
    meta = replace(made.meta, title=text(nasty), marking=nasty, keywords=(nasty,))
    path = write(replace(made, meta=meta, blocks=blocks, notes=()), tmp_path)
    assert audit(path) == []
    assert read(path).body.count(nasty) >= 6
    root = etree.fromstring(member(path, "word/document.xml").encode())
    assert {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")} == {
        *(f"_Block0000{n}" for n in (1, 2, 3)),
        "_RefHeading00001",
        "_RefFigure00001",
    }
