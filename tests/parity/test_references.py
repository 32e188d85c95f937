"""References in other words, phrases in other languages and small capitals, in each format."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from reportkit import export

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

REPORT = """
reportkit: 1
title: A Report of References
date: 2024-05-14
body:
  - {heading: Outlook, id: outlook}
  - "The [Nato]{.smallcaps} of [Министерство]{lang=ru} and [الهوامش]{lang=ar} is
    [in *our* words[^a] here](#outlook).[^b]"
notes:
  a: One [here](#outlook).
  b: "[Берлин]{lang=uk} and [Nato]{.smallcaps lang=de}."
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("references")
    path = folder / "report.yaml"
    path.write_text(REPORT, "utf-8")
    artifacts = export.build(export.check(path), ("pdf", "docx", "epub", "text"), folder)
    assert not [w for artifact in artifacts for w in artifact.warnings]
    return folder


def pdf_elements(path: Path) -> Iterator[Any]:
    def inside(value: Any) -> Iterator[Any]:
        found = value.get_object() if hasattr(value, "get_object") else value
        if isinstance(found, list):
            for one in found:
                yield from inside(one)
        elif isinstance(found, dict):
            yield found
            yield from inside(found.get("/K"))

    root: Any = pypdf.PdfReader(path).trailer["/Root"]
    return inside(root["/StructTreeRoot"]["/K"])


def document(built: Path) -> Any:
    with zipfile.ZipFile(built / "report.docx") as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def book(built: Path) -> Any:
    with zipfile.ZipFile(built / "report.epub") as archive:
        return etree.fromstring(archive.read("EPUB/text1.xhtml"))


def test_a_pdf_says_the_language_of_each_phrase(built: Path) -> None:
    languages = [
        e["/Lang"] for e in pdf_elements(built / "report.pdf") if "/S" in e and "/Lang" in e
    ]
    assert sorted(languages) == ["ar", "de", "ru", "uk"]


def test_small_capitals_are_copied_as_they_were_written(built: Path) -> None:
    command = ["pdftotext", str(built / "report.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "The Nato of" in text
    assert "NATO" not in text


def test_small_capitals_are_smaller(built: Path) -> None:
    sizes: dict[str, float] = {}

    def visit(text: str, _: object, __: object, ___: object, size: float) -> None:
        sizes.update(dict.fromkeys(text.split(), size))

    pypdf.PdfReader(built / "report.pdf").pages[0].extract_text(visitor_text=visit)
    assert sizes["N"] > sizes["ATO"] > 0.7 * sizes["N"]  # pypdf reads the glyphs


def test_a_document_says_language_and_capitals_of_its_runs(built: Path) -> None:
    runs = {"".join(run.itertext()): run.find(f"{W}rPr") for run in document(built).iter(f"{W}r")}
    assert runs["Nato"].find(f"{W}smallCaps") is not None
    assert runs["Министерство"].find(f"{W}lang").get(f"{W}val") == "ru"
    arabic = runs["الهوامش"]
    assert arabic.find(f"{W}lang").get(f"{W}bidi") == "ar"
    assert arabic.find(f"{W}rtl") is not None


def test_a_book_says_the_language_and_direction_of_each_phrase(built: Path) -> None:
    phrases = {
        "".join(e.itertext()): (e.get("lang"), e.get(XML_LANG), e.get("dir"))
        for e in book(built).iter(f"{XHTML}span")
        if e.get("lang")
    }
    assert phrases == {
        "Министерство": ("ru", "ru", None),
        "الهوامش": ("ar", "ar", "rtl"),
        "Берлин": ("uk", "uk", None),
        "Nato": ("de", "de", None),
    }


def test_words_lead_to_their_target_and_a_note_in_them_to_its_note(built: Path) -> None:
    linked = [
        ("".join(link.itertext()), link.get("href"))
        for link in book(built).iter(f"{XHTML}a")
        if link.get("class") == "ref"
    ]
    heading = next(book(built).iter(f"{XHTML}h2")).get("id")
    assert heading == "outlook"
    assert linked == [(t, f"#{heading}") for t in ("in our words", " here", "here")]
    anchors = [
        ("".join(link.itertext()), link.get(f"{W}anchor"))
        for link in document(built).iter(f"{W}hyperlink")
    ]
    bookmarks = {e.get(f"{W}name") for e in document(built).iter(f"{W}bookmarkStart")}
    assert [text for text, _ in anchors] == ["in our words", " here"]
    assert {anchor for _, anchor in anchors} <= bookmarks


def test_plain_text_prints_the_words_alone(built: Path) -> None:
    text = " ".join((built / "report.txt").read_text("utf-8").split())
    assert "The Nato of Министерство and الهوامش is in *our* words[1] here.[2]" in text


# --- notes and pages that are named ---------------------------------------------------------------

NAMED = """
reportkit: 1
title: A Report of Pages
date: 2024-05-14
contents: true
body:
  - {heading: Outlook, id: outlook}
  - "Before it comes, {note:late}.[^a]
    The table is on page {page:ships}, the end on page {page:end}."
  - page_break: true
  - table: {header: [Ship, Days], rows: [[Ada, 41]]}
    id: ships
  - "It comes.[^late] It goes."
  - page_break: true
  - {heading: The end, id: end}
  - "It began on page {page:outlook}, see {note:a}."
notes:
  a: Smith, p. 3; compare {note:late}.
  late: "Supra {note:a}, and page {page:end} here."
"""
SAID = (
    "Before it comes, note 2.",
    "The table is on page 2, the end on page 3.",
    "It began on page 1, see note 1.",
    "Smith, p. 3; compare note 2.",
    "Supra note 1, and page 3 here.",
)
FORMATS = ("pdf", "docx", "epub", "text")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("named")
    path = folder / "report.yaml"
    path.write_text(NAMED, "utf-8")
    export.build(export.check(path), FORMATS, folder)
    return folder


def shown(path: Path) -> str:
    """What a reader of a file sees, without white space and marks."""
    if path.suffix == ".pdf":
        command = ["pdftotext", str(path), "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(f"word/{name}.xml") for name in ("document", "footnotes")]
        runs = [run.text or "" for part in parts for run in etree.fromstring(part).iter(f"{W}t")]
        text = "".join(runs)
    elif path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            text = "".join(etree.fromstring(archive.read("EPUB/text1.xhtml")).itertext())
    else:
        text = path.read_text("utf-8")
    return "".join(text.split())


@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub", "txt"])
def test_names_of_notes_and_pages_are_the_same_in_each_format(named: Path, suffix: str) -> None:
    text = shown(named / f"report.{suffix}")
    for said in SAID:
        assert "".join(said.split()) in text


def test_a_word_document_names_notes_and_pages_by_fields(named: Path) -> None:
    instructions = [e.text.split()[:2] for e in document(named).iter(f"{W}instrText")]
    kinds = [kind for kind, _ in instructions]
    assert kinds.count("NOTEREF") == 2
    assert kinds.count("PAGEREF") == 5  # two in the contents
    bookmarks = {e.get(f"{W}name") for e in document(named).iter(f"{W}bookmarkStart")}
    fields = ("NOTEREF", "PAGEREF")
    assert {target for kind, target in instructions if kind in fields} <= bookmarks


def test_a_book_links_names_of_notes_and_pages(named: Path) -> None:
    links = {
        "".join(link.itertext()): link.get("href")
        for link in book(named).iter(f"{XHTML}a")
        if (link.get("class") or "").startswith("ref")
    }
    assert links["note 2"] == "#fn2"
    assert book(named).xpath(f"//*[@id='{links['2'][1:]}']//*[text()='Ada']")


def test_pages_are_printed_without_a_pdf_beside_them(named: Path, tmp_path: Path) -> None:
    export.build(export.check(named / "report.yaml"), ("epub", "text"), tmp_path)
    for suffix in ("epub", "txt"):
        assert "thetableisonpage2,theendonpage3." in shown(tmp_path / f"report.{suffix}").lower()
    build_input = export.check(named / "report.yaml")
    assert not export.verify(build_input, [tmp_path / "report.epub"])[0].findings


@pytest.mark.parametrize(
    ("suffix", "member", "old", "new", "code"),
    [
        ("epub", "EPUB/text1.xhtml", ">note 2</a>.", ">note 3</a>.", "RK904"),
        ("epub", "EPUB/text1.xhtml", ">note 1</a>, and", ">note 2</a>, and", "RK901"),
        ("epub", "EPUB/text1.xhtml", ">2</a>, the end", ">5</a>, the end", "RK904"),
        ("docx", "word/footnotes.xml", ">1</w:t>", ">2</w:t>", "RK901"),
        (
            "docx",
            "word/document.xml",
            ">2</w:t></w:r><w:r><w:fldChar",
            ">4</w:t></w:r><w:r><w:fldChar",
            "RK904",
        ),
    ],
)
def test_another_number_is_found(
    named: Path, tmp_path: Path, suffix: str, member: str, old: str, new: str, code: str
) -> None:
    changed = tmp_path / f"report.{suffix}"
    with zipfile.ZipFile(named / changed.name) as archive, zipfile.ZipFile(changed, "w") as made:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == member:
                assert old in data.decode()
                data = data.decode().replace(old, new, 1).encode()
            made.writestr(item, data)
    paths = [changed, named / "report.pdf"]
    (verdict, _) = export.verify(export.check(named / "report.yaml"), paths)
    assert code in {finding.code for finding in verdict.findings}


# --- items of lists -------------------------------------------------------------------------------

ITEMS = """
reportkit: 1
title: A Report of Rules
date: 2024-05-14
body:
  - heading: See rule {ref:second}
  - ordered: true
    list:
      - first
      - text: "second[^a]"
        id: second
        ordered: true
        list: [x, {text: y, id: letter, ordered: true, list: [p, {text: q, id: roman}]}]
  - "Rule {ref:second}({ref:letter})({ref:roman}), [the bullet](#bullet), cell {ref:cell},
    page {page:bullet}."
  - table:
      header: [Ship]
      rows: [[{list: [one, {text: two, id: cell}], style: upper-roman, start: 8}]]
  - box: {body: [{list: [one, {text: two, id: bullet}]}]}
notes: {a: "As rule {ref:roman} says."}
"""
RULES = "Rule 2(b)(ii), the bullet, cell IX, page 1."


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ruled")
    path = folder / "report.yaml"
    path.write_text(ITEMS, "utf-8")
    export.build(export.check(path), FORMATS, folder)
    return folder


@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub", "txt"])
def test_the_label_of_an_item_is_printed_in_each_format(ruled: Path, suffix: str) -> None:
    text = shown(ruled / f"report.{suffix}")
    for said in (RULES, "See rule 2", "As rule ii says."):
        assert "".join(said.split()) in text


def test_a_book_links_to_the_items(ruled: Path) -> None:
    root = book(ruled)
    items = {item.get("id"): (item.text or "").strip() for item in root.iter(f"{XHTML}li")}
    links = {
        "".join(link.itertext()): items[link.get("href")[1:]]
        for link in root.iter(f"{XHTML}a")
        if (link.get("class") or "").startswith("ref")
    }
    assert links == {
        "2": "second",
        "b": "y",
        "ii": "q",
        "the bullet": "two",
        "IX": "two",
        "1": "two",
    }


def test_a_page_links_to_the_items(ruled: Path) -> None:
    reader: Any = pypdf.PdfReader(ruled / "report.pdf")
    links = [one.get_object() for one in reader.pages[0]["/Annots"]]
    targets = {link["/Dest"] for link in links if "/Dest" in link}
    assert {f"item{number}" for number in range(1, 6)} <= targets
    assert targets <= set(reader.named_destinations)


def test_a_word_document_renews_the_labels_of_items(ruled: Path, tmp_path: Path) -> None:
    """LibreOffice makes the text of the fields anew from the numbers of the paragraphs."""
    changed = tmp_path / "changed.docx"
    with zipfile.ZipFile(ruled / "report.docx") as archive, zipfile.ZipFile(changed, "w") as made:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == "word/document.xml":
                assert b">ii</w:t>" in data
                data = data.replace(b">ii</w:t>", b">iv</w:t>")
            made.writestr(item, data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(changed)], check=True, capture_output=True)
    assert "".join(RULES.split()) in shown(changed.with_suffix(".pdf"))


@pytest.mark.parametrize(
    ("suffix", "member", "old", "new"),
    [
        ("epub", "EPUB/text1.xhtml", ">b</a>)", ">c</a>)"),
        ("epub", "EPUB/text1.xhtml", 'class="ref" href="#bullet"', 'class="ref" href="#ball"'),
        ("docx", "word/document.xml", ">ii</w:t>", ">iv</w:t>"),
    ],
)
def test_another_label_of_an_item_is_found(
    ruled: Path, tmp_path: Path, suffix: str, member: str, old: str, new: str
) -> None:
    changed = tmp_path / f"report.{suffix}"
    with zipfile.ZipFile(ruled / changed.name) as archive, zipfile.ZipFile(changed, "w") as made:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == member:
                assert old in data.decode()
                data = data.decode().replace(old, new, 1).encode()
            made.writestr(item, data)
    (verdict, _) = export.verify(
        export.check(ruled / "report.yaml"), [changed, ruled / "report.pdf"]
    )
    assert {finding.code for finding in verdict.findings} <= {"RK903", "RK904"}
    assert verdict.findings


# --- ids for links from outside -------------------------------------------------------------------

OWN_IDS = {
    "outlook": "outlook",
    "прогноз": "прогноз",
    "Data_2024.v-2": "Data_2024.v-2",
    "fn1": "id-fn1",
    "notes1-title": "id-notes1-title",
    "heading1": "id-heading1",
    "table1-caption": "id-table1-caption",
    "page2": "id-page2",
    "id-fn1": "id-id-fn1",
    "2024": "id-2024",
    "a:b": "id-a_3a_b",
    "a b": "id-a_20_b",
}
"""The id of the author, and the one in the book."""


def test_a_book_has_the_ids_of_the_author(tmp_path: Path) -> None:
    def headings(more: int) -> dict[str, str | None]:
        body: list[Any] = [{"heading": f"New {number}"} for number in range(more)]
        body += [{"heading": key, "id": key} for key in OWN_IDS]
        links = " ".join(f"[{key}](#{key})" for key in OWN_IDS if " " not in key)
        table = {"table": {"header": ["A"], "rows": [["b"]]}, "caption": "T"}
        body += [f"{links}[^n]", {"page_break": True}, table]
        values = {"reportkit": 1, "title": "T", "date": "2024-01-31", "body": body}
        path = tmp_path / "report.json"
        path.write_text(json.dumps({**values, "notes": {"n": "N"}}), "utf-8")
        export.build(export.check(path), ("pdf", "epub"), tmp_path)  # which finds dead links
        root = book(tmp_path)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        return {"".join(h.itertext()): h.get("id") for h in root.iter(f"{XHTML}h2")}

    first, later = headings(0), headings(3)
    assert {key: first[key] for key in OWN_IDS} == OWN_IDS
    assert {key: later[key] for key in OWN_IDS} == OWN_IDS


# --- pages in lists of figures and tables ---------------------------------------------------------

LISTED = """
reportkit: 1
title: A Report with Lists
date: 2024-05-14
contents: {tables: true}
body:
  - {heading: Ships, id: ships}
  - table: {header: [Ship], rows: [[Ada]]}
    caption: "Ships, as on page {page:end}[^n], and [not](#end) on {page:ships}."
  - page_break: true
  - {heading: The end, id: end}
notes: {n: A note.}
"""


@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub", "txt"])
def test_a_list_of_tables_prints_the_pages_of_a_caption(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(LISTED, "utf-8")
    export.build(export.check(path), FORMATS, tmp_path)  # which also verifies
    said = "Table1.Ships,asonpage2,andnoton1."
    if suffix == "epub":
        with zipfile.ZipFile(tmp_path / "report.epub") as archive:
            text = "".join(etree.fromstring(archive.read("EPUB/nav.xhtml")).itertext())
        assert said in "".join(text.split())
    else:
        assert said in shown(tmp_path / f"report.{suffix}")
