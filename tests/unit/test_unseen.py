"""Characters that are not seen: which sign of direction belongs to which, and what files say."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reportkit import export
from reportkit.model.unseen import DIRECTION, IGNORABLE, paired, pairing
from tests.layout import reports

SHY = "\u00ad"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("plain", "plain"),
        ("\u2067a\u2069b", "\u2067a\u2069b"),
        ("\u2067a", "\u2067a\u2069"),
        ("\u202ea", "\u202ea\u202c"),
        ("\u2068\u202ba", "\u2068\u202ba\u202c\u2069"),
        ("\u2068\u202ba\u2069b", "\u2068\u202ba\u2069b"),  # the isolate's end closes both
        ("\u202b\u2067a\u202cb", "\u202b\u2067ab\u2069\u202c"),  # not from within the isolate
        ("a\u2069b\u202cc", "abc"),
        ("\u200ea\u200f\u061c", "\u200ea\u200f\u061c"),
    ],
)
def test_signs_of_direction_are_paired(text: str, printed: str) -> None:
    assert paired(text) == printed
    assert pairing(printed) is None or pairing(printed).closing == ""  # type: ignore[union-attr]


def test_the_characters_that_unicode_lets_a_font_ignore() -> None:
    unseen = re.compile(f"[{IGNORABLE}]")
    for (
        character
    ) in "\u00ad\u034f\u061c\u115f\u180e\u200b\u200d\u202e\u2064\u2069\u3164\ufe0f\ufeff":
        assert unseen.fullmatch(character), f"{ord(character):04X}"
    for character in "\u00a0\u2010\u2028\u0301\u0640a":
        assert not unseen.fullmatch(character), f"{ord(character):04X}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report in each format with soft hyphens and signs of direction wherever text may stand."""
    folder = tmp_path_factory.mktemp("unseen")
    word = f"Konfi{SHY}guration"
    turned = f"\u202e{word}"
    path = reports.write(
        folder / "report.yaml",
        [
            {"heading": f"*{word}* eins"},
            f"Die {word} hier.[^1]",
            {"table": {"header": [turned, "B"], "rows": [[turned, "2"]]}, "caption": turned},
            {"box": {"title": word, "body": [turned]}},
        ],
        {"1": f"Zur {turned}"},
        language="de",
        title=f"{turned} zwei",
        subtitle=word,
        deck=word,
        contents=True,
        authors=[{"name": turned, "affiliation": word}],
        publisher=f"{turned} Verlag",
        keywords=[word, turned],
        series={"name": turned, "number": 7},
        rights={"copyright": f"© {word}"},
        marking={"banner": f"{turned} intern"},
        summary=f"Eine {word}",
    )
    checked = export.check(path)
    assert {finding.code for finding in checked.warnings} == {"RK701"}
    made = export.build(checked, ["pdf", "docx", "epub", "text"], folder / "build")
    return {artifact.path.suffix: artifact.path for artifact in made}


def parts(path: Path) -> dict[str, str]:
    """The parts of a package that are text, without the report as it was written."""
    with zipfile.ZipFile(path) as package:
        return {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.endswith((".xml", ".xhtml", ".opf", ".ncx")) and "customXml" not in name
        }


def entries(outline: Any) -> Iterator[Any]:
    """The entries of an outline, those below others included."""
    for item in outline:
        if isinstance(item, list):
            yield from entries(item)
        else:
            yield item


def balanced(text: str) -> bool:
    return pairing(text) is None


def test_word_gets_its_own_soft_hyphens_in_running_text_alone(files: dict[str, Path]) -> None:
    found = parts(files[".docx"])
    assert [name for name, text in found.items() if SHY in text] == []
    paragraphs = re.findall(r"<w:p>.*?</w:p>", found["word/document.xml"])
    with_hyphen = [text for text in paragraphs if "<w:softHyphen/>" in text]
    assert with_hyphen
    for text in with_hyphen:
        assert not re.search(r'w:pStyle w:val="(Title|Subtitle|Heading\d|TOC\d|BoxTitle)"', text)
    elsewhere = [name for name, text in found.items() if "softHyphen" in text]
    assert set(elsewhere) <= {"word/document.xml", "word/footnotes.xml"}


def test_a_book_lists_no_soft_hyphens(files: dict[str, Path]) -> None:
    found = parts(files[".epub"])
    for name, text in found.items():
        if name.endswith((".opf", ".ncx")) or "nav" in name:
            assert SHY not in text, name
        for title in re.findall(r"<(?:title|h\d)\b[^>]*>(.*?)</(?:title|h\d)>", text):
            assert SHY not in title, name
    assert any(SHY in text for text in found.values())


def test_plain_text_has_none(files: dict[str, Path]) -> None:
    text = files[".txt"].read_text("utf-8")
    assert SHY not in text
    assert "Die Konfiguration hier." in text


def test_a_pdf_says_the_words_whole_in_its_bookmarks_and_properties(files: dict[str, Path]) -> None:
    reader = PdfReader(files[".pdf"])
    said = [str(item.title) for item in entries(reader.outline)]
    assert said[-1] == "Konfiguration eins"
    said += [str(value) for value in (reader.metadata or {}).values()]
    said += [str(reader.trailer["/Root"]["/Metadata"].get_data().decode())]  # type: ignore[index]
    assert [text for text in said if SHY in text] == []
    assert all(map(balanced, said))


@pytest.mark.parametrize("suffix", [".docx", ".epub", ".txt"])
def test_no_sign_of_direction_is_open_at_the_end_of_a_paragraph(
    suffix: str, files: dict[str, Path]
) -> None:
    if suffix == ".txt":
        texts = files[suffix].read_text("utf-8").split("\n\n")
    else:
        whole = "\n".join(parts(files[suffix]).values())
        ends = r"</(?:w:p|p|h\d|li|td|th|title|dc:\w+|cp:\w+|text|caption|span|a|div|strong)>"
        texts = re.split(ends, whole)
    assert [text for text in texts if not balanced(text)] == []
    assert any(re.search(f"[{DIRECTION}]", text) for text in texts)
