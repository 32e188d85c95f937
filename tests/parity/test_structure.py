"""The structure of long reports: numbers, parts, appendices, lists of figures and tables."""

from __future__ import annotations

import json
import random
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import PdfObject

from tests.parity.conftest import reportkit
from tests.parity.pdf_edits import edited
from tests.parity.test_all_that_is_seen import with_member, xml
from tests.parity.test_other_eyes import XHTML, by_libreoffice
from tests.parity.test_other_eyes import pytestmark as pytestmark
from tests.shared import assert_valid

HEAD: dict[str, Any] = {
    "reportkit": 1,
    "title": "Structure",
    "date": "2024-03-01",
    "numbered_headings": True,
    "contents": {"depth": 2, "figures": True, "tables": True},
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE: dict[str, Any] = {"header": ["Line"], "rows": [["North"]]}


def built(folder: Path, body: list[Any], **values: Any) -> Path:
    """The folder with the files of a report."""
    Image.new("RGB", (300, 150), "navy").save(folder / "picture.png")
    text = json.dumps({**HEAD, **values, "body": body})
    (folder / "report.json").write_text(text, "utf-8")
    result = reportkit("build", folder / "report.json", "-t", "pdf,docx,epub,text", "-o", folder)
    assert result.returncode == 0, result.stderr
    return folder


def pages(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout


def book(epub: Path) -> str:
    """The text of the files of a book, without its navigation."""
    with zipfile.ZipFile(epub) as archive:
        names = sorted(n for n in archive.namelist() if re.search(r"(front|text\d+)\.xhtml$", n))
        bodies = [etree.fromstring(archive.read(name)).find(f"{XHTML}body") for name in names]
    return "\n".join("".join(map(str, body.itertext())) for body in bodies if body is not None)


def a_report(seed: int) -> tuple[list[Any], list[str], list[str]]:
    """A random body, the lines that each format prints of it, and the numbers of its equations,
    which pdftotext may read before or after the lines around them. Labels are counted here in the
    simplest way."""
    rng = random.Random(seed)
    body: list[Any] = []
    lines: list[str] = []
    sums: list[str] = []
    counts, parts, figures, tables, equations = [0] * 6, 0, 0, 0, 0
    for chapter in range(1, rng.randint(3, 5)):
        if rng.random() < 0.5:
            parts += 1
            body.append({"part": f"Peace {parts}"})
            lines.append(f"Part {'I' * parts}. Peace {parts}" if parts < 4 else f"Peace {parts}")
        counts = [chapter] + [0] * 5
        body.append({"heading": f"Chapter {chapter}"})
        lines.append(f"{chapter} Chapter {chapter}")
        for _ in range(rng.randint(0, 9)):
            level = rng.randint(2, min(counts.index(0) + 1 if 0 in counts else 6, 6))
            counts[level - 1] += 1
            counts[level:] = [0] * (6 - level)
            name = f"Head {rng.randint(100, 999)}"
            body.append({"heading": name, "level": level})
            lines.append(f"{'.'.join(map(str, counts[:level]))} {name}")
            picture = {"src": "picture.png", "alt": "A square"}
            match rng.choice(("table", "figure", "figures", "equation", "box")):
                case "table":
                    tables += 1
                    body.append({"table": TABLE, "caption": f"Counts {tables}"})
                    lines.append(f"Table {tables}. Counts {tables}")
                case "figure":
                    figures += 1
                    body.append({"figure": picture, "caption": f"View {figures}"})
                    lines.append(f"Figure {figures}. View {figures}")
                case "figures":
                    figures += 1
                    second = {**picture, "caption": "Ebb", "id": f"ebb-{figures}"}
                    body.append({"figures": [picture, second], "caption": f"Both {figures}"})
                    body.append(f"Now {{ref:ebb-{figures}}}.")
                    lines += ["(a)", "(b) Ebb", f"Figure {figures}. Both {figures}"]
                    lines.append(f"Now Figure {figures}b.")
                case "equation":
                    equations += 1
                    body.append({"equation": "a = b", "id": f"sum-{equations}"})
                    body.append(f"Now {{ref:sum-{equations}}}.")
                    lines.append(f"Now Equation {equations}.")
                    sums.append(f"({equations})")
                case "box":
                    kind = rng.choice(("note", "warning", "definition", "method"))
                    box = {"kind": kind, "title": "Kept", "body": ["Inside."]}
                    body.append({"box": box})
                    lines.append(f"{kind.capitalize()}. Kept")
    for letter in "AB"[: rng.randint(0, 2)]:
        body.append({"heading": f"More {letter}", "appendix": True})
        lines.append(f"Appendix {letter}. More {letter}")
        body.append({"heading": "Deeper", "level": 2})
        lines.append(f"{letter}.1 Deeper")
        body.append({"table": TABLE, "caption": "Last"})
        lines.append(f"Table {letter}1. Last")
        body.append({"equation": "a = b", "id": f"sum-{letter}"})
        body.append(f"Now {{ref:sum-{letter}}}.")
        lines.append(f"Now Equation {letter}1.")
        sums.append(f"({letter}1)")
    # Held in their places, so that the order on the pages is that of the lines.
    placed = {"table", "figure", "figures", "box"}
    held = [
        {**block, "float": False} if isinstance(block, dict) and placed & block.keys() else block
        for block in body
    ]
    return [*held, "The end."], lines, sums


def in_order(lines: list[str], text: str) -> bool:
    words = " ".join(text.split())
    return re.search(".*".join(map(re.escape, lines)), words) is not None


@pytest.mark.parametrize("seed", range(6))
def test_labels_are_the_same_to_other_eyes(seed: int, tmp_path: Path) -> None:
    body, lines, sums = a_report(seed)
    folder = built(tmp_path, body, contents=False)
    word = by_libreoffice(folder / "report.docx", tmp_path / "word") if not seed % 3 else None
    found = {
        "pdf": pages(folder / "report.pdf"),
        "epub": book(folder / "report.epub"),
        "text": (folder / "report.txt").read_text("utf-8"),
        **({"docx": pages(word)} if word else {}),
    }
    for name, text in found.items():
        assert in_order(lines, text), (name, lines, text)
        assert in_order(sums, text), (name, sums, text)


BODY: list[Any] = [
    {"part": "Winter"},
    {"heading": "Ice", "id": "ice"},
    {"heading": "Thick", "level": 2},
    {"heading": "Thicker", "level": 3},
    {"figure": {"src": "picture.png", "alt": "A square"}, "caption": "The quay"},
    {"table": TABLE, "caption": "Ferries"},
    {"heading": "Method", "appendix": True},
    {"table": TABLE, "caption": "Counts"},
    "See {ref:ice}.",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("structure"), BODY)


DEEP: list[Any] = [
    block
    for level in range(1, 7)
    for block in ({"heading": f"Depth {level}", "level": level}, "Text.")
]


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("deep"), DEEP, contents={"depth": 6})


def test_six_levels_of_headings(deep: Path) -> None:
    with zipfile.ZipFile(deep / "report.docx") as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    outlines = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val", ""))
        for style in styles.iter(f"{W}style")
        for level in style.iter(f"{W}outlineLvl")
    }
    found = [
        (outlines[name.get(f"{W}val")] + 1, "".join(p.itertext(f"{W}t")))
        for p in document.iter(f"{W}p")
        for name in p.iter(f"{W}pStyle")
        if name.get(f"{W}val", "").startswith("Heading")
    ]
    assert found == [(level, f"Depth {level}") for level in range(1, 7)]
    with zipfile.ZipFile(deep / "report.epub") as archive:
        text = archive.read("EPUB/text1.xhtml").decode()
    heads = re.findall(r"<(h\d)([^>]*)>", text)
    assert [name for name, _ in heads] == ["h2", "h3", "h4", "h5", "h6", "h6"]
    assert 'aria-level="7"' in heads[5][1] and "aria-level" not in heads[4][1]
    printed = (deep / "report.txt").read_text("utf-8")
    assert re.findall(r"^(#+) \S+ Depth", printed, re.MULTILINE) == ["#" * n for n in range(1, 7)]


def test_six_levels_of_headings_in_the_pdf(deep: Path) -> None:
    reader = PdfReader(deep / "report.pdf")

    def depths(entries: list[Any], depth: int = 1) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from depths(entry, depth + 1)
            else:
                yield depth, entry.title

    bookmarks = [(depth, title) for depth, title in depths(reader.outline) if "Depth" in title]
    numbers = [".".join("1" * level) for level in range(1, 7)]
    assert bookmarks == [(n + 1, f"{numbers[n - 1]} Depth {n}") for n in range(1, 7)]
    kinds = tagged(deep / "report.pdf")
    assert [kind for kind in kinds if re.fullmatch(r"H\d", kind)] == [f"H{n}" for n in range(1, 8)]
    assert_valid(deep / "report.pdf")


def tagged(pdf: Path) -> list[str]:
    """The types of the elements of a PDF in reading order, as they are written."""
    found: list[str] = []

    def look(element: Any) -> None:
        node = element.get_object() if isinstance(element, PdfObject) else element
        if isinstance(node, list):
            for kid in node:
                look(kid)
        elif isinstance(node, dict):
            found.extend([str(node["/S"])[1:]] if "/S" in node else [])
            look(node.get("/K", []))

    look(PdfReader(pdf).root_object["/StructTreeRoot"])
    return found


@pytest.mark.parametrize(
    ("suffix", "part", "old", "new"),
    [
        (".docx", "word/document.xml", ">Depth 6<", ">Depth 5<"),
        (".epub", "EPUB/text1.xhtml", ">1.1.1.1.1.1</span>", ">1.1.1.1.1.2</span>"),
        (".epub", "EPUB/nav.xhtml", ">1.1.1.1.1 Depth 5<", ">1.1.1.1.2 Depth 5<"),
        (".txt", "", "###### 1", "##### 1"),
    ],
)
def test_a_change_in_a_deep_heading_is_found(
    suffix: str, part: str, old: str, new: str, deep: Path, tmp_path: Path
) -> None:
    test_a_changed_label_is_found(suffix, part, old, new, deep, tmp_path)


def test_the_contents_go_as_deep_as_they_are_asked_to(made: Path) -> None:
    contents = pages(made / "report.pdf").partition("Figures")[0]
    assert "1.1 Thick" in contents and "Thicker" not in contents
    with zipfile.ZipFile(made / "report.epub") as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
    assert ">1.1 Thick<" in nav and "Thicker" not in nav
    assert ">Figure 1. The quay<" in nav and ">Table A1. Counts<" in nav


def test_word_can_renew_the_contents_and_the_lists(made: Path, tmp_path: Path) -> None:
    result = reportkit("build", made / "report.json", "-t", "docx", "-o", tmp_path)
    assert result.returncode == 0
    for path in (made / "report.docx", tmp_path / "report.docx"):
        with zipfile.ZipFile(path) as archive:
            document = archive.read("word/document.xml").decode()
        fields = re.findall(r">( TOC [^<]*)<", document)
        assert fields == [
            r' TOC \o "1-2" \u \h \z ',
            r' TOC \c "Figure" \h \z ',
            r' TOC \c "Table" \h \z ',
        ]
        assert "SEQ Table \\* ARABIC \\r 1" in document


@pytest.mark.parametrize(
    ("suffix", "part", "old", "new"),
    [
        (".docx", "word/numbering.xml", 'w:val="Appendix %1."', 'w:val="Annex %1."'),
        (".docx", "word/numbering.xml", 'w:val="Part %1."', 'w:val="Book %1."'),
        (".docx", "word/numbering.xml", 'w:val="%1.%2"', 'w:val="%2"'),
        (".docx", "word/document.xml", ">Table A<", ">Table B<"),
        (".docx", "word/document.xml", ">Figures<", ">Pictures<"),
        (".docx", "word/document.xml", ">Section 1<", ">Section 2<"),
        (".epub", "EPUB/text1.xhtml", ">1.1</span>", ">1.2</span>"),
        (".epub", "EPUB/text1.xhtml", ">Appendix A. ", ">Appendix B. "),
        (".epub", "EPUB/text1.xhtml", ">Part I. ", ">Part V. "),
        (".epub", "EPUB/nav.xhtml", ">Table A1. Counts<", ">Table A2. Counts<"),
        (".epub", "EPUB/nav.xhtml", ">Figures<", ">Pictures<"),
        (".txt", "", "# Part I. Winter", "# Part V. Winter"),
        (".txt", "", "## 1.1 Thick", "## 1.2 Thick"),
        (".txt", "", "- Table A1. Counts", "- Table A2. Counts"),
    ],
)
def test_a_changed_label_is_found(
    suffix: str, part: str, old: str, new: str, made: Path, tmp_path: Path
) -> None:
    source, target = made / f"report{suffix}", tmp_path / f"report{suffix}"
    if part:
        with zipfile.ZipFile(source) as archive:
            assert old in archive.read(part).decode()
        xml(part, old, new, 9)(source, target)
    else:
        text = source.read_text("utf-8")
        assert old in text
        target.write_text(text.replace(old, new), "utf-8")
    assert reportkit("verify", made / "report.json", target).returncode == 4


@pytest.mark.parametrize("label", ["Part I.", "Appendix A.", "Table A1.", "Figures"])
def test_a_lost_label_in_the_pdf_is_found(label: str, made: Path, tmp_path: Path) -> None:
    target = edited(made / "report.pdf", tmp_path / "report.pdf", label, "", first=False)
    assert reportkit("verify", made / "report.json", target).returncode == 4


def test_a_wrong_page_in_a_list_of_word_is_found(made: Path, tmp_path: Path) -> None:
    def another(text: str) -> str:
        before, entry, after = text.partition(">Counts<")
        return before + entry + re.sub(r">(\d+)</w:t>", ">9</w:t>", after, count=1)

    target = with_member(
        made / "report.docx", tmp_path / "report.docx", "word/document.xml", another
    )
    result = reportkit("verify", made / "report.json", made / "report.pdf", target)
    assert result.returncode == 4
    assert "the page of 'Table A1. Counts' in its list" in result.stdout + result.stderr


# --- after the text -----------------------------------------------------------------------------

MATTER: dict[str, Any] = {
    "authors": [{"name": "Anna Lind", "bio": "She counts ferries."}],
    "acknowledgements": "We thank the harbour office.",
    "funding": "The Gulf Fund paid.",
    "contents": True,
}
LONG = [{"heading": "Ice"}, "Text.", {"page_break": True}, {"heading": "Thaw"}, "Text."]


def test_the_sections_after_the_text_are_headings_without_numbers(tmp_path: Path) -> None:
    folder = built(tmp_path, LONG, about_authors="end", **MATTER)
    heads = ["Acknowledgements", "Funding", "About the Authors"]
    outline: Any = PdfReader(folder / "report.pdf").outline
    bookmarks = [entry.title for entry in outline[1]]
    assert bookmarks == ["Contents", "1 Ice", "2 Thaw", *heads]
    with zipfile.ZipFile(folder / "report.epub") as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
        text = archive.read("EPUB/text1.xhtml").decode()
    for name, target in re.findall(r'href="text1.xhtml#(section\d)">([^<]+)<', nav):
        assert f'<h2 class="back-title" id="{name}">{target}</h2>' in text
    assert all(f">{head}</a>" in nav for head in heads)
    with zipfile.ZipFile(folder / "report.docx") as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    (style,) = (s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "BackTitle")
    assert [level.get(f"{W}val") for level in style.iter(f"{W}outlineLvl")] == ["0"]
    titles = [
        "".join(p.itertext(f"{W}t"))
        for p in document.iter(f"{W}p")
        if any(s.get(f"{W}val") == "BackTitle" for s in p.iter(f"{W}pStyle"))
    ]
    assert titles == heads
    entries = [
        " ".join("".join(p.itertext(f"{W}t", f"{W}tab")).split())
        for p in document.iter(f"{W}p")
        if any(s.get(f"{W}val") == "TOC1" for s in p.iter(f"{W}pStyle"))
    ]
    printed = re.findall(r"^(.*?)[ .]+ (\d+)$", pages(folder / "report.pdf"), re.MULTILINE)
    assert entries == [f"{head}{page}" for head, page in printed]
    assert [head for head, _ in printed] == ["1 Ice", "2 Thaw", *heads]
    printed_text = (folder / "report.txt").read_text("utf-8")
    assert re.findall(r"^# (.+)$", printed_text, re.MULTILINE) == ["1 Ice", "2 Thaw", *heads]


@pytest.mark.parametrize(("value", "listed"), [(True, False), (False, False), ("end", True)])
def test_the_place_of_the_lines_about_the_authors(
    value: object, listed: bool, tmp_path: Path
) -> None:
    folder = built(tmp_path, LONG, about_authors=value, **MATTER)
    printed = (folder / "report.txt").read_text("utf-8")
    assert ("About the Authors" in printed) == listed
    assert printed.count("Anna Lind. She counts ferries.") == 1
    assert printed.index("Anna Lind. She") > printed.index("The Gulf Fund paid.")
