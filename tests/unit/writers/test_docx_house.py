"""A document on a house's own Word template."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reportkit.model.document import ResolvedReport
from reportkit.proof.docx import accessibility, invariants, read
from reportkit.style.docx_template import checked_template
from reportkit.writers.base import WriterError
from tests.unit.writers.house_template import members, packed
from tests.unit.writers.test_docx import (
    THEME,
    W,
    audit,
    by_options,
    full_report,
    member,
    paragraph,
    report,
    written,
)


def write(made: ResolvedReport, folder: Path, files: dict[str, bytes] | None = None) -> Path:
    parts = checked_template(packed(files or members()), "brand.docx")
    path = folder / "report.docx"
    path.write_bytes(written(made, THEME.model_copy(update={"docx_parts": parts})).data)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(full_report(contents=True), tmp_path_factory.mktemp("house"))


def parts(path: Path) -> dict[str, str]:
    """The XML files of a document."""
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}


def value(element: etree._Element, path: str, attribute: str = "val") -> str:
    """An attribute of the first element under a path."""
    found = element.find(f".//w:{path}", {"w": W[1:-1]})
    assert found is not None
    return found.get(f"{W}{attribute}") or ""


@by_options
def test_nothing_is_found_on_a_template(options: dict[str, Any], tmp_path: Path) -> None:
    path = write(full_report(**options), tmp_path)
    assert audit(path) == []
    assert invariants(path) == []
    assert accessibility(path) == []
    assert len(read(path).notes) == len(full_report().notes)


def test_the_sample_text_is_dropped(built: Path) -> None:
    assert not [name for name, text in parts(built).items() if "SAMPLE" in text]


def test_styles_of_the_house_are_kept_and_missing_ones_added(built: Path) -> None:
    root = etree.fromstring(member(built, "word/styles.xml").encode())
    names = {(s.get(f"{W}type"), value(s, "name").lower()): s for s in root.iter(f"{W}style")}
    heading = names["paragraph", "heading 1"]
    assert heading.get(f"{W}styleId") == "Heading1"
    assert value(heading, "rPr/w:color") == "0055AA"
    assert names["paragraph", "hausclaim"].get(f"{W}styleId") != "Claim"
    assert names["character", "claim"].get(f"{W}styleId") == "Claim"
    assert ("paragraph", "footnote text") in names
    defaults = [s for s in names.values() if s.get(f"{W}default")]
    assert len(defaults) == len({s.get(f"{W}type") for s in defaults}) == 4
    assert "berschrift1" not in member(built, "word/styles.xml")
    languages = [e.get(f"{W}val") for e in root.iter(f"{W}lang")]
    assert languages == ["en-GB"]


def test_lists_of_the_house_stay_beside_ours(built: Path) -> None:
    found = [text for text in parts(built).values() if "<w:numbering " in text]
    root = etree.fromstring(found[0].encode())
    assert len(found) == 1
    kinds = [etree.QName(child).localname for child in root]
    assert kinds == sorted(kinds)
    ids = [e.get(f"{W}abstractNumId") for e in root.iter(f"{W}abstractNum")]
    assert ids[0] == "7"
    assert len(ids) == len(set(ids)) == 3  # those of the house, bullets, numbers
    assert value(root, "pStyle") == "Heading1"
    used = set(re.findall(r'<w:numId w:val="(\d+)"/>', member(built, "word/document.xml")))
    assert "3" not in used


def test_page_and_running_matter_are_those_of_the_house(built: Path) -> None:
    root = etree.fromstring(member(built, "word/document.xml").encode())
    section = next(root.iter(f"{W}sectPr"))
    assert value(section, "pgSz", "w") == "12240"
    assert value(section, "pgMar", "left") == "2100"
    assert section.find(f"{W}pgBorders") is not None
    assert int(value(root, "tblW", "w")) == pytest.approx(12240 - 2100 - 1500, abs=2)
    running = {n: t for n, t in parts(built).items() if "BRAND" in t or "www.example" in t}
    assert len(running) == 2
    for text in running.values():
        assert "TLP:AMBER" in text
        assert "Kopf" not in text
    settings = member(built, "word/settings.xml")
    assert "<w:mirrorMargins/>" in settings
    assert '<w:defaultTabStop w:val="708"/>' in settings
    with zipfile.ZipFile(built) as archive:
        pictures = [n for n in archive.namelist() if "media/house" in n]
    assert len(pictures) == 1


def test_the_marking_stands_on_pages_for_which_the_house_has_no_header(built: Path) -> None:
    section = member(built, "word/document.xml")
    assert section.count('<w:headerReference w:type="first"') == 1
    assert "TLP:AMBER" in member(built, "word/header-first.xml")
    assert "TLP:AMBER" in member(built, "word/footer-first.xml")


def test_separators_are_those_of_the_house(built: Path) -> None:
    notes = member(built, "word/footnotes.xml")
    assert notes.count('<w:jc w:val="right"/>') == 2
    assert re.findall(r'w:type="(\w+)" w:id="(-?\d+)"', notes) == [
        ("separator", "-1"),
        ("continuationSeparator", "0"),
    ]


def test_without_headers_of_its_own_the_house_has_ours(tmp_path: Path) -> None:
    files = members()
    name = "word/document.xml"
    text = re.sub(r"<w:(?:header|footer)Reference [^>]*>", "", files[name].decode())
    path = write(full_report(), tmp_path, {**files, name: text.encode()})
    assert audit(path) == invariants(path) == []
    assert "Title &amp;" in member(path, "word/header1.xml")
    assert "BRAND" not in "".join(parts(path).values())


def test_the_bytes_repeat(built: Path, tmp_path: Path) -> None:
    assert write(full_report(contents=True), tmp_path).read_bytes() == built.read_bytes()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("word/document.xml", b"w:document", b"w:other", "not a Word document"),
        ("word/_rels/document.xml.rels", b"styles.xml", b"none.xml", "no styles"),
        ("_rels/.rels", b"officeDocument\"", b"nothing\"", "does not contain a document"),
    ],
)  # fmt: skip
def test_a_template_that_is_no_word_document(
    name: str, old: bytes, new: bytes, said: str, tmp_path: Path
) -> None:
    files = members()
    files[name] = files[name].replace(old, new)
    with pytest.raises(WriterError, match=said):
        write(report(paragraph("x")), tmp_path, files)
