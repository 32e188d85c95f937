"""Each way to break a good Word document is seen, also those that no validator sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.proof.docx import accessibility, invariants, read
from tests.unit.proof.test_docx import changed, swapped
from tests.unit.writers.test_docx import full_report, write

DOCUMENT, FOOTNOTES = "word/document.xml", "word/footnotes.xml"
STYLES, SETTINGS, NUMBERING = "word/styles.xml", "word/settings.xml", "word/numbering.xml"
RELATIONS = "word/_rels/footnotes.xml.rels"
Change = Callable[[str], str]


def without(pattern: str, count: int = 0) -> Change:
    return lambda text: re.sub(pattern, "", text, count=count, flags=re.DOTALL)


def instead(old: str, new: str, count: int = -1) -> Change:
    return lambda text: text.replace(old, new, count)


def swapping(one: str, two: str) -> Change:
    return lambda text: swapped(text, one, two)


SECOND_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
EMPTY_NOTE = instead("Body of note z1z.", "")
NOTEREF = " NOTEREF _RefNote00001 \\f \\h </w:instrText>"

BROKEN = [
    ("ids out of order", DOCUMENT, swapping('Reference w:id="1"', 'Reference w:id="3"'), "order"),
    ("notes out of order", FOOTNOTES, swapping('note w:id="1"', 'note w:id="3"'), "order"),
    ("id referred to twice", DOCUMENT, instead('ence w:id="3"', 'ence w:id="2"'), "in order"),
    ("orphan", DOCUMENT, without('<w:footnoteReference w:id="3"/>'), "one to one"),
    ("no body", FOOTNOTES, without('<w:footnote w:id="3">.*?</w:footnote>'), "one to one"),
    ("body twice", FOOTNOTES, instead('<w:footnote w:id="3">', '<w:footnote w:id="2">'), "to one"),
    ("no number", FOOTNOTES, without("<w:footnoteRef/>", 1), "0 times"),
    ("number twice", FOOTNOTES, instead("<w:footnoteRef/>", "<w:footnoteRef/>" * 2, 1), "2 times"),
    ("note in a note", FOOTNOTES, instead("</w:p></w:footnote></w:footnotes>",
     f"{SECOND_NOTE}</w:p></w:footnote></w:footnotes>"), "refers to the note"),
    ("empty note", FOOTNOTES, EMPTY_NOTE, "is empty"),
    ("no separator", FOOTNOTES, without('<w:footnote w:type="separator".*?</w:footnote>'),
     "separator is missing"),
    ("separator not named", SETTINGS, without('<w:footnote w:id="-1"/>'), "do not name"),
    ("no footnotePr", DOCUMENT, without("<w:footnotePr>.*?</w:footnotePr>"), "has no footnotePr"),
    ("restart", DOCUMENT, instead('"continuous"', '"eachPage"'), "not numbered continuous"),
    ("unclosed field", DOCUMENT, without('<w:r>(?:<w:rPr>(?:(?!<w:r>).)*</w:rPr>)?'
     '<w:fldChar w:fldCharType="end"/></w:r>', 1), "field is not closed"),
    ("field ends twice", DOCUMENT, instead('"begin"', '"end"', 1), "ends without a beginning"),
    ("bookmark id twice", DOCUMENT, lambda t: re.sub(
        r'(bookmark(?:Start|End) w:id=)"2"', r'\1"1"', t), "bookmark id '1' is used twice"),
    ("bookmark name twice", DOCUMENT, instead("_RefTable00001", "_RefHeading00001"), "twice"),
    ("bookmark not closed", DOCUMENT, without("<w:bookmarkEnd[^>]*>", 1), "is not closed"),
    ("NOTEREF to nothing", DOCUMENT, instead(NOTEREF, NOTEREF.replace("1", "7")), "_RefNote00007"),
    ("REF to nothing", DOCUMENT, instead(" REF _RefTable00001", " REF _RefTable00009"), "00009"),
    ("link to nothing", DOCUMENT, instead('anchor="_RefHeading00002"', 'anchor="_Nowhere"'),
     "link points to the bookmark '_Nowhere'"),
    ("cached number", DOCUMENT, lambda t: re.sub(
        r'(NOTEREF _RefNote00001 .*?<w:t xml:space="preserve">)1<', r"\g<1>9<", t, count=1,
        flags=re.DOTALL), "shows the number 9 for the note with the number 1"),
    ("no relationship", RELATIONS, without("<Relationship [^>]*>"), "relationship 'rId1'"),
    ("style not defined", STYLES, instead('styleId="FootnoteText"', 'styleId="X"'), "FootnoteText"),
    ("list not defined", NUMBERING, without('<w:num w:numId="1">.*?</w:num>'), "list '1'"),
    ("drawing id twice", DOCUMENT, instead('docPr id="2"', 'docPr id="1"'), "id of a drawing '1'"),
    ("cell without end", DOCUMENT, without(
        '<w:p>(?:(?!<w:p>).)*</w:p>(?=</w:tc>)', 1), "cell does not end"),
    ("no content type", "[Content_Types].xml", without('<Default Extension="png"[^>]*>'),
     "image1.png' has no content type"),
    ("block lost its name", DOCUMENT, instead('"_Block00003"', '"_Blocked"'), "'_Block00003'"),
]  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file with each kind of block, and no fault."""
    path = write(full_report(contents=True), tmp_path_factory.mktemp("good"))
    assert invariants(path) == accessibility(path) == []
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "change", "said"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_a_broken_file_is_seen(
    good: bytes, name: str, change: Change, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(good)
    assert said in "; ".join(invariants(changed(path, name, change)))


BARRIERS = [
    ("no title", "docProps/core.xml", without("<dc:title>.*?</dc:title>"), "has no title"),
    ("no language", STYLES, without("<w:lang [^>]*>"), "has no language"),
    ("no alt text", DOCUMENT, lambda t: re.sub(
        r'(<wp:docPr [^>]*?) descr="red"', r'\1 descr=""', t), "no alternative text"),
    ("no decoration", DOCUMENT, without("<a:extLst>.*?</a:extLst>"), "no alternative text"),
    ("no header row", DOCUMENT, without("<w:tblHeader/>", 1), "no header row"),
    ("no description", DOCUMENT, without("<w:tbl(?:Caption|Description) [^>]*>"), "no description"),
    ("empty paragraph", DOCUMENT, instead("<w:sectPr>", "<w:p/><w:sectPr>"), "empty paragraph"),
    ("only blanks", DOCUMENT, instead("<w:sectPr>", "<w:p><w:r/></w:p><w:sectPr>"), "empty"),
    ("only a tab", DOCUMENT, instead(
        "<w:sectPr>", "<w:p><w:r><w:tab/></w:r></w:p><w:sectPr>"
    ), "empty"),
    ("only deleted text", DOCUMENT, instead("<w:sectPr>", (
        '<w:p><w:del w:id="90" w:author="A"><w:r><w:t>x</w:t></w:r></w:del></w:p><w:sectPr>'
    )), "empty"),
    ("empty before a text", DOCUMENT, instead("<w:body>", "<w:body><w:p><w:r/></w:p>"), "empty"),
    ("floating", DOCUMENT, instead("wp:inline", "wp:anchor"), "floats"),
    ("frame", DOCUMENT, instead("<w:keepNext/>", '<w:framePr w:w="9"/>', 1), "floats"),
    ("level left out", DOCUMENT, instead('"Heading2"', '"Heading4"'), "level 4 follows level 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "said"), [b[1:] for b in BARRIERS], ids=[b[0] for b in BARRIERS]
)
def test_a_barrier_is_seen(
    good: bytes, name: str, change: Change, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(good)
    assert said in "; ".join(accessibility(changed(path, name, change)))


def test_a_build_tells_of_a_barrier(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(good)
    assert read(path).findings == ()
    reading = read(changed(path, DOCUMENT, without("<w:tblHeader/>")))
    assert {finding.code for finding in reading.findings} == {"RK910"}
