"""Reading a PDF back: the same text however a program writes it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject

from reportkit import export
from reportkit.proof.base import ReadError
from reportkit.proof.pdf import read
from reportkit.proof.pdf.operations import operations, string_value, written_strings
from tests.layout.reports import LINE, notes, referring, write
from tests.unit.proof import pdf_files
from tests.unit.proof.pdf_files import (
    HELVETICA,
    PARAGRAPH,
    Way,
    character_map,
    marked,
    operations_of,
    pdf,
    rewritten,
    stream,
)

COUNT = 12
"""How many notes the report has."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report as PDF and DOCX, by format."""
    folder = tmp_path_factory.mktemp("reader")
    body = [{"heading": "Quays"}, referring(1, 8), {"list": [referring(9, 10), "Cranes (3\\4)"]}]
    report = write(folder / "report.yaml", [*body, referring(11, COUNT)], notes(COUNT))
    made = export.build(export.check(report), ["pdf", "docx"], folder / "build")
    return {artifact.path.suffix[1:]: artifact.path for artifact in made}


def bare(text: str) -> str:
    """A text without spaces: PDFs have none where lines end."""
    return "".join(text.split())


def says(path: Path) -> str:
    """The text of a small PDF."""
    return read(path).body.strip()


# --- a report's file, written in other ways -------------------------------------------------------


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(pdf_files.with_strings(pdf_files.literal), id="literal strings"),
        pytest.param(pdf_files.with_strings(pdf_files.escaped), id="escapes"),
        pytest.param(pdf_files.with_strings(pdf_files.spaced), id="hexadecimal with spaces"),
        pdf_files.without_arrays,
        pdf_files.with_named_properties,
        pdf_files.with_longer_properties,
        pdf_files.in_several_streams,
        pdf_files.as_a_form,
    ],
)
def test_a_file_says_the_same_however_it_is_written(
    built: dict[str, Path], tmp_path: Path, way: Way
) -> None:
    before = read(built["pdf"])
    assert len(before.notes) == len(before.references) == COUNT
    assert bare(before.body).count(bare(LINE)) == COUNT
    after = rewritten(built["pdf"], tmp_path / "other.pdf", way)
    assert contents(after) != contents(built["pdf"])
    assert read(after) == before


def contents(path: Path) -> list[bytes]:
    """What the pages are made of, without what forms on them are."""
    return list(map(contents_of, PdfReader(path).pages))


def test_operations_are_those_that_pypdf_parses(built: dict[str, Path]) -> None:
    for page in PdfReader(built["pdf"]).pages:
        wanted = operations_of(page)
        found = list(operations(contents_of(page)))
        assert [operator for operator, _ in found] == [operator for _, operator in wanted]
        shown = [operands for operator, operands in found if operator == b"TJ"]
        assert len(shown) > 10
        assert [list(map(string_value, written_strings(operands))) for operands in shown] == [
            [item for item in operands[0] if isinstance(item, bytes)]
            for operands, operator in wanted
            if operator == b"TJ"
        ]


def contents_of(page: PageObject) -> bytes:
    made = page.get_contents()
    assert made is not None
    return made.get_data()


def test_a_file_without_its_structure_tree_is_not_read(
    built: dict[str, Path], tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=built["pdf"])
    del writer.root_object[NameObject("/StructTreeRoot")]
    writer.write(tmp_path / "untagged.pdf")
    with pytest.raises(ReadError, match="not a tagged PDF"):
        read(tmp_path / "untagged.pdf")


@pytest.mark.tools
def test_a_file_of_libreoffice(built: dict[str, Path], tmp_path: Path) -> None:
    tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", tagged, "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(built["docx"])], capture_output=True, timeout=120, check=True
    )
    reading = read(tmp_path / f"{built['docx'].stem}.pdf")
    assert reading.body.split()[:4] == ["Quays", "of", "the", "East"]
    assert re.findall(re.escape(LINE) + r"(\d+)", reading.body) == [
        str(number) for number in range(1, COUNT + 1)
    ]
    assert "Cranes (3\\4)" in reading.body
    assert [note.text.strip() for note in reading.notes] == [
        f"{number}{text}" for number, text in notes(COUNT).items()
    ]


# --- strings and marks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("(Quay) Tj", "Quay"),
        ("<51756179> Tj", "Quay"),
        ("[(Qu) -20 <6179>] TJ", "Quay"),
        ("[(])(\\))([) -1(%)]TJ", "])[%"),
        ("(Qu) ' 3 0 (ay) \"", "Quay"),
        (r"(a \(b\) (c (d)) \\ \145\0613\53) Tj", r"a (b) (c (d)) \ e13+"),
        ("(one\\\nline\\\r\n of\\ntext\rand\r\nmore) Tj", "oneline of\ntext\nand\nmore"),
        ("(Quay) Tj % (no) Tj\n", "Quay"),
        ("[(Qu) % (no)\n(ay)] TJ", "Quay"),
        ("(EMC) Tj (/P <</MCID 1>> BDC) Tj", "EMC/P <</MCID 1>> BDC"),
        ("/P BMC (Qu) Tj EMC /MP MP /A /B DP (ay) Tj", "Quay"),
        ("(Qu) Tj /Artifact <</Type /Pagination>> BDC (7) Tj EMC (ay) Tj", "Quay"),
        ("/#46 9 Tf (Quay) Tj", "Quay"),
        ("q /None 9 Tf Q (Quay) Tj", "Quay"),
        ("q /None 9 Tf /S gs (Quay) Tj Q", "Quay"),
        ("(\x80\x93\x94\xe9) Tj", "€“”é"),
    ],
)
def test_strings(tmp_path: Path, shown: str, text: str) -> None:
    states = "/ExtGState <</S <</Type /ExtGState /Font [7 0 R 9]>>>>"
    made = pdf(tmp_path / "a.pdf", marked(shown), resources=states)
    assert read(made).body == f" {text}"


def test_text_that_is_not_in_the_structure_tree_is_not_read(tmp_path: Path) -> None:
    before = "BT /F 9 Tf (Head) Tj ET " + marked("(Lost)", "<</MCID 1>>") + " EMC "
    after = " /Artifact BMC BT (Foot) Tj ET EMC"
    assert says(pdf(tmp_path / "a.pdf", before + marked("(Quay) Tj") + after)) == "Quay"


@pytest.mark.parametrize(
    ("keys", "pixels"),
    [
        ("/W 4 /H 4 /BPC 8 /CS /G", b"\x00\xff EI \x01) (Q\xfe\xfd\xfc"),
        ("/W 4 /H 4 /BPC 8 /CS /G /L 16", b"\n EI Q (no) Tj \xff"),
        ("/W 1 /H 1 /F [/AHx] /D [0 1]", b"00>"),
    ],
)
def test_the_pixels_of_an_inline_image_are_no_operations(
    tmp_path: Path, keys: str, pixels: bytes
) -> None:
    image = b"q BI %s ID %s\nEI Q " % (keys.encode(), pixels)
    content = marked("(Qu) Tj IMAGE (ay) Tj").encode().replace(b"IMAGE", image)
    assert says(pdf(tmp_path / "a.pdf", content)) == "Quay"


# --- fonts ----------------------------------------------------------------------------------------


def simple(keys: str, kind: str = "/TrueType", flags: int = 4) -> str:
    """A font of codes of one byte, whose program has an encoding that no one knows."""
    descriptor = f"/FontDescriptor <</Type /FontDescriptor /FontName /Q /Flags {flags}>>"
    return f"<</Type /Font /Subtype {kind} /BaseFont /Q {descriptor} {keys}>>"


def composite(encoding: str, keys: str = "/ToUnicode 8 0 R") -> str:
    """A font of codes of several bytes."""
    return f"<</Type /Font /Subtype /Type0 /BaseFont /Q /Encoding {encoding} {keys}>>"


@pytest.mark.parametrize(
    ("font", "characters", "shown", "text"),
    [
        (simple("/Encoding /MacRomanEncoding"), b"null", r"(\212\216\320)", "äé–"),
        (simple("", "/Type1", 32), b"null", r"(a\252\256)", "a“ﬁ"),
        (
            simple("/Encoding <</Differences [1 /Q /u 9 /a /uni0079 /f_i.alt]>>"),
            b"null",
            r"(\001\002\011\012\013)",
            "Quayfi",
        ),
        (
            simple("/Encoding <</BaseEncoding /WinAnsiEncoding /Differences [65 /B]>>"),
            b"null",
            "(AC)",
            "BC",
        ),
        (
            simple("/Encoding /WinAnsiEncoding /ToUnicode 8 0 R"),
            character_map("1 beginbfchar <42> <0041> endbfchar"),
            "(BC)",
            "AC",
        ),
        (
            simple("/ToUnicode 8 0 R"),
            character_map("1 beginbfrange <01> <03> [<0051> <00750061> <0079>] endbfrange"),
            r"<010203>",
            "Quay",
        ),
        (
            composite("/Identity-H"),
            character_map(
                "2 beginbfchar <0001><00660069>\n<0002> <D83DDEA2> endbfchar\n"
                "2 beginbfrange <0010> <0012> <0061> <0020> <0022> <00660061>endbfrange",
                "<0000> <ffff>",
            ),
            "<0001 0002 0011 0020 0022>",
            "fi\N{SHIP}bfafc",
        ),
        (
            composite("/90ms-RKSJ-H"),
            character_map(
                "2 beginbfchar <41> <0051> <8141> <0075> endbfchar",
                "<00> <80> <8140> <9ffc>",
            ),
            "<41 8141 41>",
            "QuQ",
        ),
        (
            composite("/Identity-H"),
            character_map("1 beginbfchar <41> <0051> endbfchar"),
            "<0041>",
            "Q",
        ),
        (
            composite("8 0 R"),
            character_map(
                "1 beginbfrange <8001> <8002> <> endbfrange "
                "2 beginbfchar <03> /y <01> <0051> endbfchar",
                "<00> <7f> <8000> <ffff>",
            ),
            "<01 8001 03>",
            "Qy",
        ),
        (composite("/UniJIS-UTF16-H", ""), b"null", "<6e2f 0051>", "港Q"),
    ],
)
def test_fonts(tmp_path: Path, font: str, characters: bytes, shown: str, text: str) -> None:
    made = pdf(tmp_path / "a.pdf", marked(f"{shown} Tj"), font=font, objects={8: characters})
    assert says(made) == text


def test_a_code_that_a_font_leaves_out_is_no_character(tmp_path: Path) -> None:
    characters = character_map("1 beginbfchar <01> <0051> endbfchar")
    font = simple("/ToUnicode 8 0 R")
    made = pdf(tmp_path / "a.pdf", marked("<0102>Tj"), font=font, objects={8: characters})
    assert says(made) == "Q\N{REPLACEMENT CHARACTER}"


SILENT = [
    simple(""),
    simple("/Encoding <</Differences [1 /g1 /g2]>> /CharProcs <<>>", "/Type3"),
    composite("/Identity-H", ""),
    composite("/90ms-RKSJ-H", ""),
]


@pytest.mark.parametrize("font", SILENT)
def test_text_in_a_font_that_does_not_tell_its_characters_is_not_read(
    tmp_path: Path, font: str
) -> None:
    with pytest.raises(ReadError, match="the font Q does not say which characters it shows"):
        read(pdf(tmp_path / "a.pdf", marked("<0102> Tj"), font=font))


@pytest.mark.parametrize("font", SILENT)
def test_a_font_without_characters_does_no_harm_where_these_are_not_wanted(
    tmp_path: Path, font: str
) -> None:
    element = "<</S /P /Pg 3 0 R /K [0 <</S /Span /Pg 3 0 R /K 1 /ActualText (Quay)>>]>>"
    replaced = marked("/Span <</ActualText (The )>> BDC <0102> Tj EMC")
    content = f"{replaced} {marked('<01> Tj', '<</MCID 1>>')} /Artifact BMC <02> Tj EMC"
    assert says(pdf(tmp_path / "a.pdf", content, element, font=font)) == "The Quay"


# --- ActualText -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "actual", ["(Kai \\344)", "<feff004b0061006900 20 00e4>", "<efbbbf4b616920c3a4>"]
)
def test_actual_text_stands_for_what_is_drawn(tmp_path: Path, actual: str) -> None:
    keys = f"/ActualText {actual}"
    span = f"/Span <<{keys}>> BDC (Qu) Tj /Span <</ActualText (no)>> BDC (ay) Tj EMC EMC"
    within = marked(f"(The ) Tj {span} (.) Tj")
    assert says(pdf(tmp_path / "a.pdf", within)) == "The Kai ä."
    named = marked("/Span /A BDC (Quay) Tj EMC")
    assert (
        says(pdf(tmp_path / "b.pdf", named, resources=f"/Properties <</A <<{keys}>>>>")) == "Kai ä"
    )
    with_id = marked("(Quay) Tj", f"<<{keys} /MCID 0>>")
    assert says(pdf(tmp_path / "c.pdf", with_id)) == "Kai ä"
    element = f"<</S /P /Pg 3 0 R /K [0 <</S /Span /K 1 /Pg 3 0 R>>] {keys}>>"
    twice = marked("(Qu) Tj") + marked("(ay) Tj", "<</MCID 1>>")
    assert says(pdf(tmp_path / "d.pdf", twice, element)) == "Kai ä"
    drawn = f"<</S /P /K <</S /Figure {keys}>>>>"
    assert says(pdf(tmp_path / "e.pdf", "", drawn)) == "Kai ä"


def test_actual_text_of_a_reference_is_its_number(tmp_path: Path) -> None:
    link = "<</S /Link /Pg 3 0 R /K [1 <</Type /OBJR /Obj 8 0 R>>]>>"
    element = f"<</S /P /Pg 3 0 R /K [0 <</S /Reference /ActualText (12) /K {link}>> 2]>>"
    pieces = ("(The quay) Tj", "(twelve) Tj", "( is old.) Tj")
    content = " ".join(marked(piece, f"<</MCID {n}>>") for n, piece in enumerate(pieces))
    to_note = b"<</Type /Annot /Subtype /Link /A <</S /GoTo /D (n12)>>>>"
    reading = read(pdf(tmp_path / "a.pdf", content, element, objects={8: to_note}))
    assert reading.body.strip() == "The quay is old."
    assert [(mark.number, mark.offset) for mark in reading.references] == [("12", 9)]


def test_a_page_begins_with_the_actual_text_on_it(tmp_path: Path) -> None:
    element = "<</S /P /Pg 3 0 R /ActualText (Quay) /K 0>>"
    reading = read(pdf(tmp_path / "a.pdf", marked("( ) Tj"), element))
    assert [(page.label, page.offset) for page in reading.own_pages] == [("1", 1)]


# --- the structure tree ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "root"),
    [
        ("/S /Note", ""),
        ("/S /Footnote", "/RoleMap <</Footnote /Note>>"),
        ("/S /Foot", "/RoleMap <</Foot /Footnote /Footnote /Note /Note /Note>>"),
        ("/S /fn /NS 9 0 R", ""),
    ],
)
def test_types_stand_for_standard_ones(tmp_path: Path, kind: str, root: str) -> None:
    label, text = "<</S /Lbl /Pg 3 0 R /K 0>>", "<</S /P /Pg 3 0 R /K 1>>"
    content = marked("(7) Tj") + marked("(See there.) Tj", "<</MCID 1>>")
    spaces = {
        9: b"<</Type /Namespace /NS (urn:own) /RoleMapNS <</fn [/foot 10 0 R]>>>>",
        10: b"<</Type /Namespace /NS (urn:more) /RoleMapNS <</foot [/FENote 11 0 R]>>>>",
        11: b"<</Type /Namespace /NS (http://iso.org/pdf2/ssn)>>",
    }
    element = f"<<{kind} /K [{label} {text}]>>"
    reading = read(pdf(tmp_path / "a.pdf", content, element, root=root, objects=spaces))
    assert [(note.number, note.text) for note in reading.notes] == [("7", "See there.")]
    assert reading.body.strip() == ""


def test_a_role_map_that_goes_round_in_circles(tmp_path: Path) -> None:
    made = pdf(tmp_path / "a.pdf", marked("(Quay) Tj"), root="/RoleMap <</P /Q /Q /P>>")
    assert says(made) == "Quay"


IN_FORM = "<</Type /MCR /Pg 3 0 R /Stm 8 0 R /MCID 0>>"
FORM = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <</G {HELVETICA}>>>>"
XOBJECTS = "/XObject <</Fm 8 0 R /Again 9 0 R>>"


@pytest.mark.parametrize(
    ("element", "content", "text"),
    [
        (PARAGRAPH, marked("(The ) Tj /Fm Do (.) Tj"), "The Quay."),
        (PARAGRAPH, marked("/Again Do"), "Old Quay"),
        (f"<</S /P /K {IN_FORM}>>", "/Fm Do", "one"),
        ("<</S /P /Pg 3 0 R /K <</Type /OBJR /Obj 8 0 R>>>>", "/Fm Do", "Quay"),
        (f"<</S /P /Pg 3 0 R /K [0 {IN_FORM}]>>", marked("(none) Tj") + " /Fm Do", "noneone"),
    ],
)
def test_forms(tmp_path: Path, element: str, content: str, text: str) -> None:
    shown = "BT /G 9 Tf (Quay) Tj /P <</MCID 0>> BDC (one) Tj EMC ET"
    forms = {
        8: stream(shown, FORM),
        9: stream("BT /F 9 Tf (Old ) Tj ET /Fm Do", "/Subtype /Form"),
    }
    made = pdf(tmp_path / "a.pdf", content, element, resources=XOBJECTS, objects=forms)
    assert says(made) == text


def test_a_form_that_draws_itself_is_not_read(tmp_path: Path) -> None:
    form = {8: stream("/Fm Do /Fm Do", "/Subtype /Form")}
    made = pdf(tmp_path / "a.pdf", marked("/Fm Do"), resources=XOBJECTS, objects=form)
    with pytest.raises(ReadError, match="draws itself"):
        read(made)


# --- what is broken -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (marked("(Quay Tj"), "no operation at its byte"),
        (marked("(Quay)) Tj"), "no operation at its byte"),
        (marked("<5g> Tj"), "no operation at its byte"),
        (marked("(" * 20 + "Quay" + ")" * 20 + " Tj"), "no operation at its byte"),
        (marked("BI /W 9 ID abc (Quay) Tj"), "has no end"),
        (marked("/None 9 Tf (Quay) Tj"), "without a font"),
        ("/P <</MCID 0>> BDC (Quay) Tj EMC", "without a font"),
        (marked("(Quay) Tj", "<</MCID 0 /ActualText 7>>"), "not a text string"),
    ],
)
def test_what_cannot_be_read_is_not_guessed(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(pdf(tmp_path / "a.pdf", content))


def test_a_piece_of_no_page_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="which page"):
        read(pdf(tmp_path / "a.pdf", marked("(Quay) Tj"), "<</S /P /K 0>>"))
