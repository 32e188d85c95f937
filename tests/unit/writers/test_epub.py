"""The EPUB writer, tried on files that it writes."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from lxml import etree
from msgspec.structs import replace

from reportkit.model import walk
from reportkit.model.document import (
    Meta,
    NoteMark,
    NumberedNote,
    Options,
    Paragraph,
    Person,
    PrintedBlock,
    Text,
)
from reportkit.proof.base import ExtractedText
from reportkit.proof.epub import read
from reportkit.writers.base import WriterError
from tests.unit.publications import published
from tests.unit.writers.books import (
    TYPE,
    XHTML,
    Write,
    book,
    change,
    everything,
    heading,
    mark,
    member,
    note,
    paragraph,
    plain,
    report,
)

# --- the file as a whole ------------------------------------------------------------------------


def test_two_writes_give_the_same_bytes() -> None:
    assert book(everything()) == book(everything())


def test_mimetype_is_first_and_stored_and_no_clock_is_asked(write: Write) -> None:
    with zipfile.ZipFile(write(everything())) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("character", ["\x0b", "\ufffe", "\ud83d"])
def test_what_xml_forbids_is_refused(character: str) -> None:
    bad = plain(f"bad {character}")
    for meta in (
        Meta(bad, date(2024, 5, 14), "", "en"),
        Meta(plain("T"), date(2024, 5, 14), "", "en", keywords=(f"bad {character}",)),
    ):
        with pytest.raises(WriterError, match=r"U\+"):
            book(report(meta=meta))


# --- read back ----------------------------------------------------------------------------------


def test_read_gives_back_what_was_written(write: Write) -> None:
    written = everything()
    reading = read(write(written))
    expected = [str(m.number) for block in walk.blocks(written.blocks) for m in marks_of(block)]
    assert [ref.number for ref in reading.references] == expected
    assert [(n.number, n.backlinks) for n in reading.notes] == [
        (str(n.number), n.references) for n in written.notes
    ]
    assert reading.notes[0].text == "1998 & <all> that.\nIts last paragraph."
    assert reading.notes[1].text == (
        "https://example.org/a; https://www.mid dot ru/ru; see Figure 1"
    )
    assert [n.text for n in reading.notes[2:]] == [f"Note text {n}." for n in range(3, 21)]
    assert reading.links == (
        "https://example.org/?a=1&b=2",
        "https://example.org/a",
        "https://example.org/",
        "https://doi.org/10.5555/x",
    )


def marks_of(block: PrintedBlock) -> list[NoteMark]:
    return [m for content in walk.contents_of(block) for m in walk.marks(content)]


def test_body_holds_each_text_once_in_order_without_notes(write: Write) -> None:
    written = everything()
    body = " ".join(read(write(written)).body.split())
    rest = body
    for block in walk.blocks(written.blocks):
        for content in walk.contents_of(block):
            words = " ".join(walk.printed_text(content).split())
            if any(mark.follows_mark for mark in walk.marks(content)):
                assert words == "Two notes. One more."
                words = "Two notes., One more."
            assert words in rest
            rest = rest[rest.index(words) + len(words) :]
    assert "Note text" not in body
    assert "TLP" not in body
    assert "Riga a 1 Tallinn 2" in body.replace("Rigaa", "Riga a")  # Cells are parted.
    assert body.startswith("Baltic Port Traffic, vol. 2, no. 7, ISSN 1234-5679 The Calls & <Ports>")


def test_offsets_point_into_the_body(write: Write) -> None:
    reading = read(write(everything()))
    before = [reading.body[: ref.offset].split()[-1] for ref in reading.references]
    ends = "<more>. support. alone. notes. notes., more. moved First."
    assert before[:8] == ends.split()
    assert [ref.offset for ref in reading.references] == sorted(
        ref.offset for ref in reading.references
    )


# --- notes --------------------------------------------------------------------------------------


def test_a_note_referred_to_three_times_has_one_number_and_three_backlinks(write: Write) -> None:
    page = member(write(everything()), "text1.xhtml")
    marks = page.xpath("//*[@href='#fn1']")
    assert [(m.get("id"), m.text) for m in marks] == [
        ("fnref1", "1"),
        ("fnref1-2", "1"),
        ("fnref1-3", "1"),
    ]
    (found,) = page.xpath("//*[@id='fn1']")
    assert (found.tag, found.get("role"), found.get(TYPE)) == (
        f"{XHTML}div",
        "doc-footnote",
        "footnote",
    )
    first, last = found
    assert first[0].text == "1. "
    assert [(a.get("href"), a.text, a.get("aria-label")) for a in last] == [
        ("#fnref1", "↩\ufe0ea", "Back to reference 1, mention 1"),
        ("#fnref1-2", "↩\ufe0eb", "Back to reference 1, mention 2"),
        ("#fnref1-3", "↩\ufe0ec", "Back to reference 1, mention 3"),
    ]
    assert all(a.get("title") == a.get("aria-label") for a in last)


def test_the_only_way_back_of_a_note_needs_no_letter(write: Write) -> None:
    (back,) = member(write(everything()), "text1.xhtml").xpath("//*[@href='#fnref2']")
    assert (back.text, back.get("aria-label")) == ("↩\ufe0e", "Back to reference 2")


def test_a_note_too_long_for_popups_is_told() -> None:
    notes = [note(1, "x" * 5000), note(2, "x" * 4000, "y" * 1001), note(3, "Short.")]
    marks = [mark(number) for number in (1, 2, 3)]
    (found,) = book(report(paragraph("Text.", *marks), notes=notes)).findings
    assert found.code == "RK924"
    assert found.message.startswith("note 2 has 5,001 characters: some reading systems show no")


def test_mail_and_doi_are_linked(write: Write) -> None:
    resolved = everything()
    author = Person("Maren Lindqvist", role="Lead", email="maren@example.org", orcid="0000-1")
    path = write(replace(resolved, meta=replace(resolved.meta, authors=(author,))))
    foot = member(path, "text1.xhtml").xpath("//*[@class='colophon']")[0]
    links = {a.text: a.get("href") for a in foot.iter(f"{XHTML}a")}
    assert links["maren@example.org"] == "mailto:maren@example.org"
    assert links["10.5555/x"] == "https://doi.org/10.5555/x"
    assert "Lead, maren@example.org, ORCID 0000-1" in "".join(foot.itertext())


def test_adjoining_marks_have_a_separator(write: Write) -> None:
    path = write(everything())
    (sep,) = member(path, "text1.xhtml").xpath("//*[@class='sep']")
    assert (sep.text, sep.getprevious().text, sep.getnext().text) == (",", "3", "4")
    assert "Two notes., One more." in read(path).body


def test_numbers_that_start_anew_are_told_to_the_list(write: Write) -> None:
    notes = [
        NumberedNote(n, n if n < 3 else n - 2, (Paragraph((Text(f"N{n}."),)),), 1)
        for n in range(1, 5)
    ]
    marks = [NoteMark(n.note, n.number, 1) for n in notes]
    path = write(
        report(
            heading(1, 1, "One"),
            paragraph("a", marks[0], "b", marks[1]),
            heading(1, 2, "Two"),
            paragraph("c", marks[2], "d", marks[3]),
            notes=notes,
            options=Options(numbering="section"),
        )
    )
    items = member(path, "text1.xhtml").xpath("//*[@class='notes']/*")
    assert [item.get("value") for item in items] == [None, None, "1", None]
    reading = read(path)
    assert [ref.number for ref in reading.references] == ["1", "2", "1", "2"]
    assert [(n.number, n.text, n.backlinks) for n in reading.notes] == [
        ("1", "N1.", 1),
        ("2", "N2.", 1),
        ("1", "N3.", 1),
        ("2", "N4.", 1),
    ]


MUTATIONS = {
    "a note is gone": ('<li><div class="note" id="fn3"', '<li><div class="x" id="gone"'),
    "a note has lost its role": ('id="fn3" role="doc-footnote"', 'id="fn3"'),
    "a text is another": ("Note text 3.", "Note text 4."),
    "a note's number is another": ('<span class="num">3. </span>', '<span class="num">4. </span>'),
    "a note's number is gone": ('<span class="num">3. </span>', ""),
    "a mark's number is another": ('role="doc-noteref">3</a>', 'role="doc-noteref">4</a>'),
    "a mark leads elsewhere": ('id="fnref3" href="#fn3"', 'id="fnref3" href="#fn4"'),
    "a second mark leads elsewhere": ('id="fnref1-2" href="#fn1"', 'id="fnref1-2" href="#fn3"'),
    "a mark leads nowhere": ('id="fnref3" href="#fn3"', 'id="fnref3" href="#fn99"'),
    "a mark is gone": ('epub:type="noteref" role="doc-noteref">3</a>', ">3</a>"),
    "a backlink is gone": ('href="#fnref1-2" epub:type="backlink"', 'epub:type="backlink"'),
    "a backlink leads elsewhere": ('href="#fnref3" epub', 'href="#fnref4" epub'),
    "two backlinks lead to one mark": ('href="#fnref1-2" epub', 'href="#fnref1" epub'),
    "the text is another": ("Its support.", "Its supper."),
    "a defanged address is live": (
        '<span class="defanged">https://www.mid dot ru/x</span>',
        '<a href="https://www.mid.ru/x">https://www.mid dot ru/x</a>',
    ),
    "a separator is missing": ('<span class="sep">,</span>', ""),
    "a separator is another sign": ('<span class="sep">,</span>', '<span class="sep">;</span>'),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_damage_shows_in_the_reading(name: str, write: Write) -> None:
    path = write(everything())
    before: ExtractedText = read(path)
    change(path, "text1.xhtml", *MUTATIONS[name])
    assert read(path) != before


def test_swapped_texts_show_in_the_reading(write: Write) -> None:
    path = write(everything())
    before = read(path)
    change(path, "text1.xhtml", "Note text 3.", "swapped")
    change(path, "text1.xhtml", "Note text 4.", "Note text 3.")
    change(path, "text1.xhtml", "swapped", "Note text 4.")
    after = read(path)
    assert [n.number for n in after.notes] == [n.number for n in before.notes]
    assert after.notes != before.notes


# --- parts --------------------------------------------------------------------------------------


def test_contents_nest_by_level(write: Write) -> None:
    nav = member(write(everything()), "nav.xhtml")
    (top,) = nav.xpath("//*[@id='toc']/*[local-name()='ol']")
    assert titles(top) == [
        ("What moved", [("A level left out", []), ("Back a level", []), ("In the box", [])]),
        ("Notes", []),
    ]
    hrefs = [a.get("href") for a in top.iter(f"{XHTML}a")]
    assert hrefs == [f"text1.xhtml#heading{n}" for n in range(1, 5)] + ["text1.xhtml#notes1"]


Titles: TypeAlias = "list[tuple[str | None, Titles]]"


def titles(items: etree._Element) -> Titles:
    return [(item[0].text, titles(item[1]) if len(item) > 1 else []) for item in items]


def test_without_headings_the_title_and_the_notes_are_listed(write: Write) -> None:
    path = write(report(paragraph("Text.", mark(1)), notes=[note(1, "N.")]))
    (top,) = member(path, "nav.xhtml").xpath("//*[@id='toc']/*[local-name()='ol']")
    assert titles(top) == [("A Report", []), ("Notes", [])]


def test_contents_are_read_behind_the_title_if_asked_for(write: Write) -> None:
    asked = everything()
    assert spine(write(asked)) == ["cover", "front", "nav", "text1"]
    unasked = replace(asked, options=Options(), meta=replace(asked.meta, cover=None))
    path = write(unasked)
    assert spine(path) == ["text1"]
    landmarks = member(path, "nav.xhtml").findall(f".//{XHTML}nav")[1]
    assert [a.get(TYPE) for a in landmarks.iter(f"{XHTML}a")] == ["bodymatter", "endnotes"]


def spine(path: Path) -> list[str | None]:
    package = member(path, "content.opf")
    return [item.get("idref") for item in package.iterfind(".//{*}itemref")]


def test_marking_stands_at_head_and_foot_of_each_file(write: Write) -> None:
    path = write(everything())
    for name in ("cover", "front", "nav", "text1"):
        (body,) = member(path, f"{name}.xhtml").findall(f"{XHTML}body")
        for part in (body[0], body[-1]):
            assert (part.get("class"), part[0].text) == ("marking", "TLP:GREEN")


def test_metadata(write: Write) -> None:
    package = member(write(everything()), "content.opf")
    found = [
        (etree.QName(el).localname.replace("meta", el.get("property") or "meta"), el.text)
        for el in package.iterfind("{*}metadata/*")
    ]
    for expected in (
        ("identifier", published(everything()).provenance.identifier),
        ("identifier", "urn:isbn:9783161484100"),
        ("identifier", "doi:10.5555/x"),
        ("title", "The Calls & <Ports>"),
        ("creator", "Maren Lindqvist"),
        ("creator", "Tomasz Wrona"),
        ("publisher", "Example Desk"),
        ("date", "2024-05-14"),
        ("dcterms:modified", "2024-05-14T06:30:00Z"),
        ("language", "en-GB"),
        ("rights", "© 2024 Example Desk"),
        ("subject", "ships"),
        ("description", "Calls rose. They moved."),
        ("belongs-to-collection", "Baltic Port Traffic"),
        ("group-position", "7"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityHazard", "none"),
    ):
        assert expected in found
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    refined = [el.get("refines") for el in package.iterfind(".//{*}meta[@property='role']")]
    assert refined == ["#author1", "#author2"]


def test_right_to_left(write: Write) -> None:
    meta = Meta(plain("ع"), date(2024, 5, 14), "", "ar", "rtl")
    path = write(report(paragraph("نص"), paragraph("English."), meta=meta))
    package = member(path, "content.opf")
    assert package.get("dir") == "rtl"
    assert package.find("{*}spine").get("page-progression-direction") == "rtl"  # type: ignore[union-attr]
    text = member(path, "text1.xhtml")
    assert text.get("dir") == "rtl"
    turned = [(p.text, p.get("dir")) for p in text.iterfind(".//{*}p")]
    assert turned[-2:] == [("نص", None), ("English.", "ltr")]


def test_no_name_comes_from_the_report(write: Write) -> None:
    with zipfile.ZipFile(write(everything())) as archive:
        names = [re.sub("picture-[0-9a-f]{12}", "picture-#", name) for name in archive.namelist()]
        assert sorted(names) == [
            "EPUB/content.opf",
            "EPUB/cover.xhtml",
            "EPUB/front.xhtml",
            "EPUB/images/cover.png",
            "EPUB/images/picture-#.png",
            "EPUB/nav.xhtml",
            "EPUB/style.css",
            "EPUB/text1.xhtml",
            "EPUB/toc.ncx",
            "META-INF/container.xml",
            "mimetype",
        ]


def test_roles_of_those_who_are_no_authors(write: Write) -> None:
    people = (Person("A"), Person("B", role="Editor"), Person("C", role="Senior fellow"))
    meta = Meta(plain("T"), date(2024, 5, 14), "", "en", authors=people)
    package = member(write(report(paragraph("x"), meta=meta)), "content.opf")
    found = [
        (etree.QName(el).localname, el.text, role.text)
        for el in package.iterfind("{*}metadata/*")
        for role in package.iterfind(".//{*}meta[@property='role']")
        if role.get("refines") == f"#{el.get('id')}"
    ]
    assert found == [
        ("creator", "A", "aut"),
        ("creator", "C", "aut"),
        ("contributor", "B", "edt"),
    ]
