# ruff: noqa: E501 - the table is read by its lines
"""Every part that a reader of a finished file sees or hears: when it is changed, dropped or swapped
with another, `verify` ends with 4 and names it.

`SEEN` lists the parts of each format, `FIELDS` which parts each field of a publication is in; a new
field fails a test until it has some, or is said to be no text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, get_args, get_type_hints

import pytest
from click.testing import CliRunner
from msgspec import Struct
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from reportkit import export
from reportkit.cli import cli, exits
from reportkit.compose import publication as composed
from tests.parity.pdf_edits import edited

REPORT: Final = """\
reportkit: 1
title: The Quays of the East
subtitle: Traffic of a year
deck: Calls moved from one quay to another.
date: 2024-01-31
language: en-GB
theme: report
series: {name: Port Traffic, number: 7, volume: 3, issn: 2049-3630}
authors:
- {name: Maren Lindqvist, role: Lead analyst, bio: Counts ships.}
- {name: Jonas Weber, role: Editor, affiliation: Harbour School}
publisher: {name: Example Desk, place: Tallinn, url: "https://example.org/", logo: logo.png}
identifiers: {isbn: 978-3-16-148410-0, doi: 10.1000/182, report_number: ED-7}
rights: {copyright: © 2024 Desk, licence: CC BY 4.0, disclaimer: No warranty is given.}
marking: {tlp: amber}
keywords: [harbours, feeders]
summary: Calls rose by a tenth.
judgement_summary: true
contents: true
status: final
version: 1.1 beta
embargo: {until: 2024-02-03, text: Hold it.}
acknowledgements: Thanks to the pilots.
funding: Paid by nobody.
about_authors: end
about_publisher: It studies quays.
contacts: [{name: Press, role: Helps all who ask, email: press@example.org}]
suggested_citation: Cite it so.
versions: [{number: 1.1 beta, date: 2024-01, change: Tables mended.}]
acronyms: {GTX: gross tonnage}
body:
- This is about harbours.
- judgement: It will go on.[^a]
- judgement: It will be small.
  text: Many say so[^a][^b].
- heading: Outlook
- The year ends here.[^b]
- list: [One item, Two items, Three items]
- list: [First step, Second step]
  ordered: true
- quote: Ships are slow.
  attribution: A captain
- table:
    header: [Quay, Calls]
    rows: [[East, "10"], [West, "37"]]
  caption: Calls by quay
  source: Harbour office
- figure: {src: logo.png, alt: A quay seen from above, long_alt: Two cranes stand on it.}
  caption: The long quay
  credit: Photo Desk
- box: {title: A box title, body: [Words in a box.]}
- heading: Second chapter
- By GTX alone.
- Last words.
- signoff: The desk signs off.
notes: {a: First note., b: Second note.}
"""
FORMATS: Final = ("pdf", "docx", "epub", "text")
SERIES: Final = "Port Traffic, vol. 3, no. 7, ISSN 2049-3630"
TEXTS: Final[Mapping[str, str]] = {
    "the series": SERIES,
    "the title": "The Quays of the East",
    "the subtitle": "Traffic of a year",
    "the deck": "Calls moved from one quay to another.",
    "the byline": "Jonas Weber",
    "the affiliation of an author": "Harbour School",
    "the date": "31 January 2024",
    "the line about the version": "Version 1.1 beta",
    "the embargo": "Hold it.",
    "the heading of the acknowledgements": "Acknowledgements",
    "the acknowledgements": "Thanks to the pilots.",
    "the heading of the funding": "Funding",
    "the funding": "Paid by nobody.",
    "the heading of the lines about the authors": "About the Authors",
    "the heading of the text about the publisher": "About the Publisher",
    "the text about the publisher": "It studies quays.",
    "the heading of the contacts": "Contact",
    "a contact": "Helps all who ask",
    "the heading of the suggested citation": "Suggested Citation",
    "the suggested citation": "Cite it so.",
    "the heading of the versions": "Version History",
    "a version": "Tables mended.",
    "the heading of the acronyms": "Abbreviations",
    "an acronym": ": gross tonnage",
    "the heading of the summary": "Summary",
    "the summary": "Calls rose by a tenth.",
    "the heading of the key judgements": "Key Judgements",
    "a key judgement at the front": "It will go on.",
    "a paragraph": "This is about harbours.",
    "a key judgement": "It will be small.",
    "the support of a key judgement": "Many say so",
    "a heading": "Outlook",
    "a list item": "Two items",
    "a quotation": "Ships are slow.",
    "an attribution": "A captain",
    "the caption of Table 1": "Calls by quay",
    "the head of column 1 of Table 1": "Quay",
    "row 2, column 1 of Table 1": "West",
    "row 2, column 2 of Table 1": "37",
    "the source line of Table 1": "Harbour office",
    "the caption of Figure 1": "The long quay",
    "the credit of Figure 1": "Photo Desk",
    "the title of a box": "A box title",
    "the sign-off": "The desk signs off.",
    "the line about an author": "Counts ships.",
    "the line about the publisher": "Tallinn",
    "the identifiers": "978-3-16-148410-0",
    "the copyright": "© 2024 Desk",
    "the licence": "CC BY 4.0",
    "the disclaimer": "No warranty is given.",
    "the keywords": "harbours · feeders",
    "note 2": "Second note",
}
"""What is in the text of each format, where it is printed last (a claim, a heading) or once."""
LABELS: Final = {
    "the caption of Table 1": "Table 1.",
    "the caption of Figure 1": "Figure 1.",
}
FIRST: Final = frozenset(
    ("a key judgement at the front", "the title", "the byline", "the affiliation of an author")
)
"""Those that are printed once more behind their own place."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report, and with its files in `build`."""
    folder = tmp_path_factory.mktemp("seen")
    Image.new("RGB", (600, 120), "navy").save(folder / "logo.png")
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    export.build(export.check(folder / "report.yaml"), FORMATS, folder / "build")
    return folder


def finished(made: Path, name: str) -> Path:
    return made / "build" / f"report.{'txt' if name == 'text' else name}"


def said(made: Path, path: Path) -> str:
    """What verify says of a file that must not pass."""
    done = CliRunner().invoke(cli, ["verify", str(made / "report.yaml"), str(path)])
    assert done.exit_code == exits.DISAGREES, done.output
    return done.output


def test_the_files_as_they_are_agree(made: Path) -> None:
    paths = [str(finished(made, name)) for name in FORMATS]
    done = CliRunner().invoke(cli, ["verify", str(made / "report.yaml"), *paths])
    assert done.exit_code == 0, done.output
    assert done.output.count("2 of 2 notes equal") == 4


# --- texts --------------------------------------------------------------------------------------

MEMBERS: Final = {
    "docx": ("word/document.xml", "word/footnotes.xml"),
    "epub": ("EPUB/front.xhtml", *(f"EPUB/text{number}.xhtml" for number in (1, 2, 3))),
}


def with_text(source: Path, target: Path, old: str, new: str, first: bool) -> Path:
    """A copy of a file with other words in one place: the first or the last of those where these
    stand."""
    if source.suffix == ".pdf":
        return edited(source, target, old, new, first=first)
    if source.suffix == ".txt":
        text = source.read_text("utf-8")
        at = text.index(old) if first else text.rindex(old)
        target.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
        return target
    names = MEMBERS[source.suffix[1:]]
    with zipfile.ZipFile(source) as archive:
        there = [name for name in names if name in archive.namelist()]
        holding = [n for n in there if old in shown(archive.read(n).decode())]
    assert holding, old
    member = holding[0 if first else -1]

    def change(text: str) -> str:
        head, body, rest = text.partition("<body")
        return (
            head + body + in_one_place(rest, old, new, first)
            if body
            else in_one_place(head, old, new, first)
        )

    return with_member(source, target, member, change)


def shown(text: str) -> str:
    """The part of a member that is text."""
    return text.partition("<body")[2] or text


def in_one_place(text: str, old: str, new: str, first: bool) -> str:
    places = [
        found.end() - len(old) for found in re.finditer(rf"(?:^|>)[^<>]*?{re.escape(old)}", text)
    ]
    assert places, old
    at = places[0 if first else -1]
    return text[:at] + new + text[at + len(old) :]


def with_member(source: Path, target: Path, name: str, change: Callable[[str], str]) -> Path:
    """A copy of an archive in which one file says something else."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        assert name in old.namelist()
        for info in old.infolist():
            data = old.read(info)
            if info.filename == name:
                text = change(data.decode())
                assert text != data.decode(), name
                data = text.encode()
            new.writestr(info, data)
    return target


@pytest.mark.parametrize("how", ["changed", "dropped"])
@pytest.mark.parametrize("part", TEXTS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_text(name: str, part: str, how: str, made: Path, tmp_path: Path) -> None:
    text = TEXTS[part]
    source = finished(made, name)
    new = f"{text[:-2]}{text[-1]}" if how == "changed" else ""
    path = with_text(source, tmp_path / source.name, text, new, part in FIRST)
    found = said(made, path)
    assert f"{name}: {part}: expected " in found
    assert found.count("error RK90") == 1, found


@pytest.mark.parametrize("part", LABELS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_label(name: str, part: str, made: Path, tmp_path: Path) -> None:
    source, label = finished(made, name), LABELS[part]
    old = {"docx": label[-2:]}.get(name, label)
    if name == "docx":  # where the number is a field
        path = with_member(source, tmp_path / source.name, MEMBERS["docx"][0], renumbered(label))
    else:
        new = "" if name == "pdf" else label.replace("1", "2")
        path = with_text(source, tmp_path / source.name, old, new, first=False)
    assert f"{name}: {part}: expected {label}" in said(made, path)


def renumbered(label: str) -> Callable[[str], str]:
    """A document of Word whose caption with this label has another number."""
    kind = label.partition(" ")[0]

    def change(text: str) -> str:
        at = text.index(f" SEQ {kind}")
        return text[:at] + text[at:].replace(">1<", ">7<", 1)

    return change


@pytest.mark.parametrize("name", ["docx", "epub", "text", "pdf"])
def test_two_paragraphs_that_changed_places(name: str, made: Path, tmp_path: Path) -> None:
    source = finished(made, name)
    one, two = "This is about harbours.", "Last words."
    path = with_text(source, tmp_path / f"1{source.suffix}", one, two, first=True)
    target = tmp_path / f"2{source.suffix}"
    if name == "pdf":
        path = edited(path, target, two, one, first=False, letters=source)
    else:
        path = with_text(path, target, two, one, first=False)
    found = said(made, path)
    assert f"{name}: a paragraph: expected {one}, found {two}" in found
    assert f"{name}: a paragraph: expected {two}, found {one}" in found
    assert found.count("error RK") == 2


@pytest.mark.parametrize("name", ["docx", "epub", "text"])
def test_words_that_the_report_does_not_have(name: str, made: Path, tmp_path: Path) -> None:
    source = finished(made, name)
    added = {
        "docx": "</w:p><w:p><w:r><w:t>Sent by nobody.</w:t></w:r></w:p>",
        "epub": "</p><p>Sent by nobody.</p>",
        "text": "\n\nSent by nobody.\n",
    }[name]
    ends = {"docx": "</w:p>", "epub": "</p>", "text": "\n"}[name]

    def change(text: str) -> str:
        at = text.index(ends, text.index("Last words."))
        return text[:at] + added + text[at + len(ends) :]

    if name == "text":
        path = tmp_path / source.name
        path.write_text(change(source.read_text("utf-8")), "utf-8")
    else:
        path = with_member(
            source, tmp_path / source.name, MEMBERS[name][-1 if name == "epub" else 0], change
        )
    found = said(made, path)
    assert (
        f"RK918 {name}: before the sign-off: expected no more text, found Sent by nobody." in found
    )
    assert found.count("error RK") == 1


@pytest.mark.parametrize("name", ["docx", "epub", "text", "pdf"])
def test_the_number_of_a_list_item(name: str, made: Path, tmp_path: Path) -> None:
    source = finished(made, name)
    target = tmp_path / source.name
    match name:
        case "docx":
            path = with_member(
                source,
                target,
                "word/numbering.xml",
                lambda text: text.replace('startOverride w:val="1"', 'startOverride w:val="4"'),
            )
        case "epub":
            path = with_member(
                source,
                target,
                MEMBERS["epub"][2],
                lambda text: text.replace('"decimal"><li>F', '"decimal" start="4"><li>F'),
            )
        case "text":
            path = with_text(source, target, "2. Second step", "3. Second step", True)
        case _:
            path = edited(source, target, "2. ", "", first=False)
    found = said(made, path)
    assert f"{name}: a list item: expected " in found


# --- around the text ----------------------------------------------------------------------------

Edit = Callable[[Path, Path], Path]


def xml(member: str, old: str, new: str, count: int = 1) -> Edit:
    """The change of a member of an archive."""
    return lambda source, target: with_member(
        source, target, member, lambda text: text.replace(old, new, count)
    )


def drawn(old: str, new: str, page: int) -> Edit:
    """The change of what a page of a PDF shows."""
    return lambda source, target: edited(source, target, old, new, first=False, page=page)


def info(key: str, value: str) -> Edit:
    """A change of the document information of a PDF."""

    def change(source: Path, target: Path) -> Path:
        writer = PdfWriter(clone_from=PdfReader(source))
        writer.add_metadata({key: value})
        writer.write(target)
        return target

    return change


def catalog(key: str, value: str) -> Edit:
    def change(source: Path, target: Path) -> Path:
        writer = PdfWriter(clone_from=PdfReader(source))
        writer.root_object[NameObject(key)] = TextStringObject(value)
        writer.write(target)
        return target

    return change


def xmp(old: str, new: str) -> Edit:
    """A change of the XMP of a PDF."""

    def change(source: Path, target: Path) -> Path:
        writer = PdfWriter(clone_from=PdfReader(source))
        metadata = writer.root_object["/Metadata"].get_object()
        assert isinstance(metadata, StreamObject)
        text = metadata.get_data().decode()
        assert old in text
        stream = DecodedStreamObject()
        stream.set_data(text.replace(old, new, 1).encode())
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
        writer.write(target)
        return target

    return change


def objects(key: str, old: str, new: str) -> Edit:
    """A change of a text under a key of some object of a PDF."""

    def change(source: Path, target: Path) -> Path:
        writer = PdfWriter(clone_from=PdfReader(source))
        found = 0
        for held in writer._objects:
            if isinstance(held, DictionaryObject) and str(held.get(key)) == old:
                held[NameObject(key)] = TextStringObject(new)
                found += 1
        assert found == 1, (key, old)
        writer.write(target)
        return target

    return change


def changed_page(source: Path, target: Path) -> Path:
    """Another page in the contents of a PDF, which are on page 2."""
    return edited(source, target, "4", "5", first=True, page=2)


def dropped_page(source: Path, target: Path) -> Path:
    return edited(source, target, "4", "", first=True, page=2)


def another_page(source: Path, target: Path) -> Path:
    """Another page for the funding in the contents of a Word document."""
    entry = r"(Funding</w:t>.*?>)\d+(</w:t>)"

    def change(text: str) -> str:
        return re.sub(entry, r"\g<1>9\2", text, count=1)

    return with_member(source, target, "word/document.xml", change)


CORE, OPF = "docProps/core.xml", "EPUB/content.opf"
ALT = "A quay seen from above Two cranes stand on it."
NAMES = "<rdf:li>Maren Lindqvist</rdf:li><rdf:li>Jonas Weber</rdf:li>"
TURNED = "<rdf:li>Jonas Weber</rdf:li><rdf:li>Maren Lindqvist</rdf:li>"
SEEN: Final[Mapping[str, tuple[str, str, Edit]]] = {
    # PDF
    **{
        f"pdf, the marking on page {page}": (
            "pdf",
            f"the marking on page {page}: expected TLP:AMBER",
            drawn("TLP:AMBER", "TLP:AMBR", page),
        )
        for page in range(1, 6)
    },
    "pdf, no marking": ("pdf", "the marking on page 2: expected TLP:AMBER, found nothing",
                        drawn("TLP:AMBER", "", 2)),
    "pdf, running head": ("pdf", "the running head on page 3", drawn(TEXTS["the title"], "", 3)),
    "pdf, folio": ("pdf", "the folio on page 4: expected 4", drawn("4", "", 4)),
    "pdf, page in the contents": ("pdf", "the page of 'Outlook' in the contents: expected 4, found 5", changed_page),
    "pdf, no page in the contents": ("pdf", "the page of 'Outlook' in the contents: expected 4, found none", dropped_page),
    "docx, page in the contents": ("docx", "the page of 'Outlook' in the contents: expected 4, found 9", xml("word/document.xml", ">4</w:t>", ">9</w:t>")),
    "pdf, publisher": ("pdf", "the publisher on page 2", drawn("Example Desk", "Exmple Desk", 2)),
    "pdf, title": ("pdf", "the title in the document information", info("/Title", "West")),
    "pdf, author": ("pdf", "the authors in the document information", info("/Author", "N. N.")),
    "pdf, keywords": ("pdf", "the keywords in the document", info("/Keywords", "harbours")),
    "pdf, subject": ("pdf", "the series in the document information", info("/Subject", "S")),
    "pdf, created": ("pdf", "the date in the document", info("/CreationDate", "D:20230131120000Z")),
    "pdf, changed": ("pdf", "the date of change in the", info("/ModDate", "D:20230131120000Z")),
    "pdf, language": ("pdf", "the language in the document (Lang): expected en-GB, found ru",
                      catalog("/Lang", "ru")),
    "pdf, XMP title": ("pdf", "the title in the XMP", xmp("The Quays", "The Keys")),
    "pdf, XMP authors": ("pdf", "the authors in the XMP", xmp(NAMES, TURNED)),
    "pdf, XMP author": ("pdf", "the authors in the XMP", xmp("<rdf:li>Jonas Weber</rdf:li>", "")),
    "pdf, XMP keywords": ("pdf", "the keywords in the XMP", xmp("harbours, feeders", "feeders")),
    "pdf, XMP date": ("pdf", "the date in the XMP", xmp("2024-01-31", "2024-01-30")),
    "pdf, alternative text": ("pdf", "the alternative text of Figure 1", objects("/Alt", ALT, "x")),
    "pdf, logo": ("pdf", "the alternative text of the logo", objects("/Alt", "Example Desk", "x")),
    "pdf, XMP version": ("pdf", "the version in the XMP metadata (xmpMM:VersionID): expected 1.1 beta",
                         xmp(">1.1 beta<", ">1.2<")),
    "pdf, XMP status": ("pdf", "the status in the XMP metadata (xmp:Label): expected Final, found Draft",
                        xmp(">Final<", ">Draft<")),
    "pdf, bookmark of the back matter": ("pdf", "the bookmarks", objects("/Title", "Funding", "Grants")),
    "pdf, bookmark of the front matter": ("pdf", "the bookmarks", objects("/Title", "Summary", "Sum")),
    "pdf, bookmark": ("pdf", "the bookmarks", objects("/Title", "Outlook", "Lookout")),
    # DOCX
    **{
        f"docx, the marking of {where}": (
            "docx", f"the marking on the {where}: expected TLP:AMBER, found TLP:CLEAR",
            xml(f"word/{member}.xml", "TLP:AMBER", "TLP:CLEAR"),
        )
        for member, where in (
            ("header1", "header of the pages of section 1"),
            ("header2", "header of the first page of section 1"),
            ("header3", "header of the left-hand pages of section 1"),
            ("footer1", "footer of the pages of section 1"),
            ("footer2", "footer of the first page of section 1"),
            ("footer3", "footer of the left-hand pages of section 1"),
        )
    },
    "docx, no header": ("docx", "the marking on the header of the first page",
                        xml("word/document.xml", 'headerReference w:type="first"', "x")),
    "docx, running head": ("docx", "the running head on the header of the left-hand",
                           xml("word/header3.xml", "The Quays", "The Keys")),
    "docx, publisher": ("docx", "publisher and folio on the footer of the pages",
                        xml("word/footer1.xml", "Example Desk", "Example")),
    "docx, title": ("docx", "the title in the core", xml(CORE, "The Quays", "The Keys")),
    "docx, authors": ("docx", "the authors in the core properties",
                      xml(CORE, "Maren Lindqvist; Jonas Weber", "Jonas Weber; Maren Lindqvist")),
    "docx, series": ("docx", "the subject in the core properties", xml(CORE, "no. 7", "no. 8")),
    "docx, keywords": ("docx", "the keywords in the core properties", xml(CORE, "harbours, ", "")),
    "docx, description": ("docx", "the description in the core", xml(CORE, "Calls moved", "Calls")),
    "docx, identifier": ("docx", "the identifiers in the core", xml(CORE, "urn:uuid:", "urn:x:")),
    "docx, language": ("docx", "the language in the core properties", xml(CORE, "en-GB", "en-US")),
    "docx, version": ("docx", "the version in the core properties", xml(CORE, ">1.1 beta<", ">1.1<")),
    "docx, status": ("docx", "the status in the core properties", xml(CORE, ">Final<", ">Draft<")),
    "docx, page of the back matter": ("docx", "the page of 'Funding' in the contents: expected", another_page),
    "docx, dates": ("docx", "the date in the core properties", xml(CORE, "2024-01-31", "2024-01-30")),
    "docx, language of the text": ("docx", "the language in the styles",
                                   xml("word/styles.xml", '<w:lang w:val="en-GB"', '<w:lang w:val="ru"')),
    "docx, alternative text": ("docx", "the alternative text of Figure 1: expected A quay",
                               xml("word/document.xml", f'descr="{ALT}"', 'descr="x"')),
    "docx, logo": ("docx", "the alternative text of the logo",
                   xml("word/document.xml", 'descr="Example Desk"', 'descr="x"')),
    "docx, entry of the contents": ("docx", "an entry of the contents: expected Outlook",
                                    xml("word/document.xml", ">Outlook<", ">Lookout<")),
    "docx, heading of the contents": ("docx", "the heading of the contents: expected Contents",
                                      xml("word/document.xml", ">Contents<", ">Index<")),
    # EPUB
    **{
        f"epub, the marking of {name}": (
            "epub", f"the marking on {name}: expected TLP:AMBER, found TLP:CLEAR",
            xml(f"EPUB/{name}", ">TLP:AMBER<", ">TLP:CLEAR<"),
        )
        for name in ("cover.xhtml", "front.xhtml", "nav.xhtml", "text1.xhtml")
    },
    "epub, no marking": ("epub", "the marking on text1.xhtml: expected TLP:AMBER, found nothing",
                         xml("EPUB/text1.xhtml", '<p class="marking"><span class="tlp-amber">TLP:AMBER</span></p>', "")),
    "epub, cover": ("epub", "the alternative text of the cover", xml("EPUB/cover.xhtml", SERIES[:24], "S")),
    "epub, alternative text": ("epub", "the alternative text of Figure 1", xml("EPUB/text2.xhtml", ALT, "x")),
    **{
        f"epub, {element}": ("epub", named, xml(OPF, old, new))
        for element, named, old, new in (
            ("dc:title", "the title in the package (dc:title)", ">The Quays of the East</dc:title", ">East</dc:title"),
            ("subtitle", "the title in the package (dc:title)", ">Traffic of a year</dc:title", ">A year</dc:title"),
            ("dc:language", "the language in the package (dc:language)", ">en-GB<", ">ru<"),
            ("dc:creator", "the authors in the package (dc:creator)", "Maren Lindqvist", "N. N."),
            ("dc:contributor", "the contributors in the package", "Jonas Weber", "N. N."),
            ("role", "the role of an author in the package", ">edt<", ">trl<"),
            ("dc:publisher", "the publisher in the package", "Example Desk", "Desk"),
            ("dc:date", "the date in the package", "2024-01-31<", "2023-01-31<"),
            ("dc:rights", "the rights in the package", "<dc:rights>CC BY 4.0</dc:rights>", ""),
            ("dc:subject", "the subject in the package",
             "harbours</dc:subject>\n    <dc:subject>feeders", "feeders</dc:subject>\n    <dc:subject>harbours"),
            ("dc:description", "the description in the package", "by a tenth", "by a half"),
            ("version", "the version in the package (schema:version)", ">1.1 beta<", ">1.1<"),
            ("status", "the status in the package (schema:creativeWorkStatus)", ">Final<", ">Draft<"),
            ("dc:identifier", "the identifiers in the package", "urn:isbn:978", "urn:isbn:979"),
            ("series", "the series in the package (belongs-to-collection)", ">Port Traffic<", ">Ports<"),
            ("place in the series", "the series in the package (group-position)", ">7<", ">8<"),
            ("ISSN", "the series in the package (dcterms:identifier)", "urn:issn:2049", "urn:issn:2048"),
            ("modified", "the date of change in the package", "2024-01-31T12", "2024-01-31T13"),
            ("guide", "the landmarks in the package", 'title="Contents"', 'title="Index"'),
        )
    },
    "epub, title of a file": ("epub", "the title in text1.xhtml", xml("EPUB/text1.xhtml", "<title>The", "<title>A")),
    "epub, language of a file": ("epub", "the language in text1.xhtml (lang)", xml("EPUB/text1.xhtml", ' lang="en-GB"', ' lang="ru"')),
    "epub, contents": ("epub", "the contents in nav.xhtml: expected Outlook, found", xml("EPUB/nav.xhtml", ">Outlook<", ">Lookout<")),
    "epub, back matter in the contents": ("epub", "the contents in nav.xhtml: expected Funding, found", xml("EPUB/nav.xhtml", ">Funding<", ">Grants<")),
    "epub, heading of the contents": ("epub", "the heading of the contents in nav.xhtml", xml("EPUB/nav.xhtml", '"toc-title">Contents', '"toc-title">Index')),
    "epub, landmarks": ("epub", "the landmarks in nav.xhtml", xml("EPUB/nav.xhtml", 'nav.xhtml">Contents', 'nav.xhtml">Index')),
    "epub, NCX": ("epub", "the contents in the NCX", xml("EPUB/toc.ncx", ">Second chapter<", ">A chapter<")),
    "epub, title of the NCX": ("epub", "the title in the NCX", xml("EPUB/toc.ncx", "<docTitle><text>The", "<docTitle><text>A")),
    "epub, page list": ("epub", "page 3 (2)", xml("EPUB/nav.xhtml", '#page2">2<', '#page2">3<')),
    "epub, heading of the notes": ("epub", "the heading of the notes: expected Notes", xml("EPUB/text1.xhtml", ">Notes 1", ">Sources 1")),
}  # fmt: skip
"""What surrounds the text of each format, and the metadata of each file: the name of the part in a
finding, and a change of it."""
CODES: Final = {
    "pdf, running head": "RK915",
    "pdf, title": "RK916",
    "pdf, logo": "RK917",
    "epub, landmarks": "RK919",
}
"""The code of the finding about one part of each kind."""


@pytest.mark.parametrize("part", SEEN)
def test_what_stands_around_the_text(part: str, made: Path, tmp_path: Path) -> None:
    name, named, edit = SEEN[part]
    source = finished(made, name)
    found = said_with_pdf(made, edit(source, tmp_path / source.name), name)
    assert f"{CODES.get(part, '')} {name}: {named}" in found


def said_with_pdf(made: Path, path: Path, name: str) -> str:
    """What verify says of a file, beside the PDF of the same build, whose pages it may list."""
    beside = [str(finished(made, "pdf"))] if name != "pdf" else []
    done = CliRunner().invoke(cli, ["verify", str(made / "report.yaml"), str(path), *beside])
    assert done.exit_code == exits.DISAGREES, done.output
    return done.output


@pytest.mark.parametrize("which", ["first", "last"])
def test_the_marking_of_plain_text(which: str, made: Path, tmp_path: Path) -> None:
    source = finished(made, "text")
    path = with_text(source, tmp_path / source.name, "TLP:AMBER", "TLP:CLEAR", which == "first")
    assert "text: the marking: expected TLP:AMBER, found TLP:CLEAR" in said(made, path)


def test_the_alternative_text_in_plain_text(made: Path, tmp_path: Path) -> None:
    source = finished(made, "text")
    path = with_text(source, tmp_path / source.name, "seen from above", "seen", first=True)
    assert "text: the alternative text of Figure 1: expected " in said(made, path)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('title="gross tonnage"', 'title="grown tomatoes"', "what 'GTX' stands for"),
        (' title="gross tonnage"', "", "what 'GTX' stands for"),
        ('<abbr title="gross tonnage">GTX</abbr>', "GTX", "how often 'GTX' is explained"),
        ("Last words", '<abbr title="x">Last</abbr> words', "what 'Last' stands for"),
    ],
)
def test_what_an_acronym_stands_for(
    old: str, new: str, named: str, made: Path, tmp_path: Path
) -> None:
    source = finished(made, "epub")
    path = with_member(
        source, tmp_path / source.name, "EPUB/text3.xhtml", lambda text: text.replace(old, new, 1)
    )
    assert f"RK917 epub: {named}: expected " in said(made, path)


# --- the table is whole -------------------------------------------------------------------------

FIELDS: Final[Mapping[str, str]] = {
    "Cover.alt": "epub, cover",
    "Cover.lines": "epub, cover",
    "Cover.image": "",
    "TitleBlock.title": "the title",
    "TitleBlock.date": "the date",
    "TitleBlock.logo": "",
    "TitleBlock.logo_alt": "pdf, logo",
    "TitleBlock.series": "the series",
    "TitleBlock.subtitle": "the subtitle",
    "TitleBlock.deck": "the deck",
    "TitleBlock.size": "",
    "TitleBlock.lines": "",
    "TitleBlock.byline": "the byline",
    "Byline.names": "the byline",
    "Byline.affiliation": "the affiliation of an author",
    "TitleBlock.notices": "the embargo",
    "Notice.role": "",
    "Notice.content": "the line about the version",
    "Summary.heading": "the heading of the summary",
    "Summary.paragraphs": "the summary",
    "JudgementList.heading": "the heading of the key judgements",
    "JudgementList.claims": "a key judgement at the front",
    "ContentsEntry.level": "",
    "ContentsEntry.text": "docx, entry of the contents",
    "ContentsEntry.anchor": "",
    "Contents.heading": "docx, heading of the contents",
    "Contents.entries": "docx, entry of the contents",
    "Contents.kind": "",
    "Front.cover": "epub, cover",
    "Front.title": "the title",
    "Front.title_page": "",
    "Front.design": "",
    "Front.summary": "the summary",
    "Front.judgements": "a key judgement at the front",
    "Front.contents": "epub, contents",
    "Front.lists": "",
    "BackLine.role": "",
    "BackLine.content": "the disclaimer",
    "BackLine.name": "the line about an author",
    "Back.notes_heading": "epub, heading of the notes",
    "Back.colophon": "the keywords",
    "Back.sections": "the funding",
    "BackSection.role": "",
    "BackSection.heading": "the heading of the funding",
    "BackSection.lines": "a version",
    "BackSection.anchor": "",
    "Back.note_sections": "",
    "Marking.text": "epub, no marking",
    "Marking.colour": "",
    "RunningHeads.recto": "pdf, running head",
    "RunningHeads.verso": "docx, running head",
    "RunningHeads.title": "pdf, running head",
    "RunningHeads.series": "",
    "RunningHeads.publisher": "pdf, publisher",
    "Collection.name": "epub, series",
    "Collection.position": "epub, place in the series",
    "Collection.issn": "epub, ISSN",
    "Properties.title": "pdf, title",
    "Properties.language": "docx, language",
    "Properties.day": "epub, dc:date",
    "Properties.identifier": "docx, identifier",
    "Properties.subtitle": "epub, subtitle",
    "Properties.deck": "docx, description",
    "Properties.summary": "epub, dc:description",
    "Properties.authors": "pdf, XMP authors",
    "Properties.relators": "epub, role",
    "Properties.publisher": "epub, dc:publisher",
    "Properties.rights": "epub, dc:rights",
    "Properties.keywords": "docx, keywords",
    "Properties.identifiers": "epub, dc:identifier",
    "Properties.series": "docx, series",
    "Properties.collection": "epub, series",
    "Properties.version": "epub, version",
    "Properties.status": "docx, status",
    "Provenance.identifier": "docx, identifier",
    "Provenance.modified": "pdf, changed",
    "Provenance.source": "",
    "Publication.report": "a paragraph",
    "Publication.theme": "",
    "Publication.front": "the title",
    "Publication.back": "the keywords",
    "Publication.marking": "epub, no marking",
    "Publication.running": "pdf, running head",
    "Publication.layout": "",
    "Publication.word_layout": "",
    "Publication.provenance": "pdf, changed",
    "Publication.properties": "pdf, title",
    "Publication.fonts": "",
    "Publication.missing": "",
    "Publication.watermark": "",
    "CoverLines.series": "epub, cover",
    "CoverLines.title": "epub, cover",
    "CoverLines.subtitle": "epub, cover",
    "CoverLines.deck": "epub, cover",
    "CoverLines.authors": "epub, cover",
    "CoverLines.date": "epub, cover",
    "CoverLines.publisher": "epub, cover",
}
"""A part of `TEXTS` or `SEEN` in which each field is; empty for what is no text, or, as the head
that names the series and the word across a draft, is in other tests."""


def fields_of(kind: type) -> Iterator[str]:
    """The fields of a struct of the publication, and of those inside it."""
    for name, held in get_type_hints(kind, composed.__dict__ | {"Fits": object}).items():
        yield f"{kind.__name__}.{name}"
        for inner in structs_in(held):
            yield from fields_of(inner)


def structs_in(held: object) -> Iterator[type]:
    here = getattr(held, "__module__", "") == composed.__name__ and held is not composed.Layout
    if here and isinstance(held, type) and issubclass(held, Struct):
        yield held
    for argument in get_args(held):
        yield from structs_in(argument)


def test_each_field_of_a_publication_is_in_the_table() -> None:
    assert set(fields_of(composed.Publication)) == set(FIELDS)
    parts = {*TEXTS, *SEEN, ""}
    assert set(FIELDS.values()) <= parts
