"""The data of charts for those who cannot see them: in every file, proven, sound to referees."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from reportkit import export
from reportkit.proof.docx import accessibility, invariants
from tests.shared import assert_valid, once

CHARTS = Path(__file__).parents[1] / "readers" / "reports" / "charts.yaml"
FORMATS = ("pdf", "docx", "epub", "text")
SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "epub": ".epub", "text": ".txt"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report in each format, built and verified."""
    return once(tmp_path_factory, "charts", _built)


def _built(folder: Path) -> Path:
    export.build(export.check(CHARTS), FORMATS, folder)
    return folder


def path(folder: Path, format: str) -> Path:
    return folder / f"charts{SUFFIXES[format]}"


def part(archive: Path, name: str) -> str:
    with zipfile.ZipFile(archive) as file:
        return file.read(name).decode()


def attached(pdf: Path) -> dict[str, bytes]:
    return {name: data[0] for name, data in PdfReader(pdf).attachments.items()}


def test_charts_are_numbered_with_the_same_labels_in_every_format(folder: Path) -> None:
    document = part(path(folder, "docx"), "word/document.xml")
    texts = {
        "pdf": " ".join(page.extract_text() for page in PdfReader(path(folder, "pdf")).pages),
        "docx": re.sub("<w:instrText.*?</w:instrText>|<[^>]+>", "", document),
        "epub": re.sub("<[^>]+>", "", part(path(folder, "epub"), "EPUB/text1.xhtml")),
        "text": path(folder, "text").read_text("utf-8"),
    }
    captions = ("Figure 1. Kotka leads.", "Figure 2. Lines.", "Figure 3. An area.")
    for format, text in texts.items():
        flat = " ".join(text.split())
        for caption in (*captions, "Figure 4. Dots.", "See Figure 1."):
            assert caption in flat, (format, caption)


def test_the_pdf_has_the_data_as_associated_files(folder: Path) -> None:
    files = attached(path(folder, "pdf"))
    assert sorted(files) == [*(f"figure-{n}.csv" for n in range(1, 6)), "report.json"]
    assert files["figure-1.csv"].decode("utf-8-sig") == (
        'Port,Ships\r\nKotka,"1,240"\r\nTallinn,980\r\nRīga,710\r\n'
        "Port of the Free Hanseatic City,–\r\n"
    )
    root: Any = PdfReader(path(folder, "pdf")).trailer["/Root"]
    kinds = {str(one.get_object()["/UF"]): one.get_object() for one in root["/AF"]}
    assert kinds["figure-1.csv"]["/AFRelationship"] == "/Data"
    assert kinds["figure-1.csv"]["/EF"]["/F"].get_object()["/Subtype"] == "/text/csv"


def test_word_says_the_data_in_the_alternative_text(folder: Path) -> None:
    described = re.findall(
        r'<wp:docPr [^>]*descr="([^"]*)"', part(path(folder, "docx"), "word/document.xml")
    )
    assert described[0] == (
        "Kotka has the most ships. Data: Port, Ships; Kotka, 1,240; Tallinn, 980; Rīga, 710; "
        "Port of the Free Hanseatic City, –"
    )
    assert described[4] == "Two ticks. Data: a, b; 1, 3; 2, 5"


def test_the_book_shows_the_data_on_demand(folder: Path) -> None:
    text = part(path(folder, "epub"), "EPUB/text1.xhtml")
    (first, *_) = re.findall(r'</figure>.*?<details class="data">(.*?)</details>', text, re.DOTALL)
    assert "<summary>Data (Figure 1)</summary>" in first
    assert '<th scope="col">Port</th><th scope="col" class="right">Ships</th>' in first
    assert '<td>Kotka</td><td class="right">1,240</td>' in first
    assert text.count("<details") == 5
    assert "<summary>Data</summary>" in text  # of the chart without a caption


def zipped(name: str, old: str, new: str) -> Callable[[Path, Path], None]:
    def change(source: Path, target: Path) -> None:
        with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as write:
            for info in read.infolist():
                data = read.read(info)
                if info.filename == name:
                    assert old.encode() in data
                    data = data.replace(old.encode(), new.encode())
                write.writestr(info, data)

    return change


def in_text(source: Path, target: Path) -> None:
    target.write_text(source.read_text("utf-8").replace("1,240", "1,241"), "utf-8")


def in_attachment(source: Path, target: Path) -> None:
    writer = PdfWriter(clone_from=source)
    files: Any = writer.root_object["/AF"]
    for one in files:
        file = one.get_object()
        stream = file["/EF"]["/F"].get_object()
        if file["/UF"] == "figure-1.csv":
            assert isinstance(stream, StreamObject)
            stream.set_data(stream.get_data().replace(b"1,240", b"1,241"))
    writer.write(target)


def without_attachment(source: Path, target: Path) -> None:
    writer = PdfWriter(clone_from=source)
    files: Any = writer.root_object["/AF"]
    named = [i for i, one in enumerate(files) if one.get_object()["/UF"] == "figure-1.csv"]
    for place in reversed(named):
        del files[place]
    writer.write(target)


DOCUMENT, BOOK = "word/document.xml", "EPUB/text1.xhtml"


@pytest.mark.parametrize(
    ("format", "change", "what"),
    [
        ("pdf", in_attachment, "the data of Figure 1"),
        ("pdf", without_attachment, "the data of Figure 1"),
        ("docx", zipped(DOCUMENT, "1,240", "1,241"), "the alternative text of Figure 1"),
        ("epub", zipped(BOOK, "1,240", "1,241"), "row 1 of the data of Figure 1"),
        ("epub", zipped(BOOK, "Data (Figure 1)", "Data"), "the title of the data of Figure 1"),
        ("text", in_text, "row 1 of the data of Figure 1"),
    ],
)
def test_changed_data_are_found(
    folder: Path,
    tmp_path: Path,
    format: str,
    change: Callable[[Path, Path], None],
    what: str,
) -> None:
    target = tmp_path / path(folder, format).name
    change(path(folder, format), target)
    (verdict,) = export.verify(export.check(CHARTS), [target])
    assert any(what in finding.message for finding in verdict.findings), verdict.findings


def test_two_builds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    export.build(export.check(CHARTS), FORMATS, tmp_path)
    for format in FORMATS:
        hashes = [
            hashlib.sha256(path(where, format).read_bytes()).hexdigest()
            for where in (folder, tmp_path)
        ]
        assert hashes[0] == hashes[1], format


def test_referees_of_pdf_and_word_find_nothing(folder: Path) -> None:
    assert_valid(path(folder, "pdf"))
    document = path(folder, "docx")
    audit = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(document))
    assert [str(error) for error in audit.errors] == []
    assert invariants(document) == []
    assert accessibility(document) == []
