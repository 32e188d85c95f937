"""The reader of EPUB files, tried on books made by hand: it owes nothing to the writer."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reportkit.proof.base import ExtractedText, ReadError, ReadNote, ReadReference
from reportkit.proof.epub import read

CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/b%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""

PAGE = """<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"
 xmlns:epub="http://www.idpf.org/2007/ops"><head><title>no text</title></head><body>{}</body></html>
"""

FIRST = """<p class="marking">SECRET</p>
<h1>The <em>title</em></h1>
<p>One.<a id="r1" href="#n1" epub:type="noteref">1</a><span class="sep">,</span><a
 id="r2" href="b%20b.xhtml#n2" epub:type="noteref">2</a> More
 of   it.<br/>A line, and <a href="https://example.org/x">a link</a>.</p>
<!-- unseen --><?unseen too?>
<table><tr><td>a</td><td>b<a id="r1-2" href="#n1" epub:type="noteref">1</a></td></tr></table>
<nav><p>contents</p></nav>
<section epub:type="endnotes" aria-labelledby="h"><h2 id="h">Notes</h2><ol><li>
<div id="n1" role="doc-footnote"><p><span>1.</span> Text <em>of</em> one, </p><p>see
<a href="mailto:a@example.org">me</a> <a href="#r1" epub:type="backlink">↩</a>
<a href="#r1-2" epub:type="backlink">↩</a></p></div></li></ol></section>"""

SECOND = """<p>The end,<span class="sep">,</span> of it.</p>
<div id="n2" role="doc-footnote"><p>2. 1998 was a year. <a href="a.xhtml#r2"
 epub:type="backlink">↩</a></p></div>
<div id="n3" role="doc-footnote"><p>3. Alone.</p></div>"""


def parts() -> dict[str, str]:
    """The files of a whole book of two chapters."""
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/nav.xhtml": PAGE.format("<p>not in the text</p>"),
        "OPS/text/a.xhtml": PAGE.format(FIRST),
        "OPS/text/b b.xhtml": PAGE.format(SECOND),
    }


def pack(folder: Path, members: dict[str, str]) -> Path:
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def changed(folder: Path, name: str, old: str, new: str) -> ExtractedText:
    members = parts()
    assert members[name].count(old) >= 1
    members[name] = members[name].replace(old, new, 1)
    return read(pack(folder, members))


def test_a_whole_book(tmp_path: Path) -> None:
    reading = read(pack(tmp_path, parts()))
    assert reading.body == (
        "The title\nOne., More of it.\nA line, and a link.\na\nb\nThe end,, of it.\n"
    )
    at = {words: reading.body.index(words) + len(words) for words in ("One.", "One.,", "\nb")}
    assert reading.references == (
        ReadReference("1", at["One."]),
        ReadReference("2", at["One.,"]),
        ReadReference("1", at["\nb"]),
    )
    assert reading.notes == (
        ReadNote("1", "Text of one, see me", 2),
        ReadNote("2", "1998 was a year.", 1),
        ReadNote("3", "Alone.", 0),
    )
    assert reading.links == ("https://example.org/x", "mailto:a@example.org")


A, B = "OPS/text/a.xhtml", "OPS/text/b b.xhtml"


def test_a_reference_that_leads_to_no_note_gives_an_empty_note(tmp_path: Path) -> None:
    for href in ("#n9", "#h", "gone.xhtml#n1", ""):
        reading = changed(tmp_path, A, '"r1" href="#n1"', f'"r1" href="{href}"')
        assert reading.notes[0] == ReadNote("", "", 0)


def test_swapped_targets_show(tmp_path: Path) -> None:
    members = parts()
    page = members[A].replace('"r1" href="#n1"', '"r1" href="b%20b.xhtml#n2"')
    members[A] = page.replace('"r2" href="b%20b.xhtml#n2"', '"r2" href="#n1"')
    reading = read(pack(tmp_path, members))
    assert [n.number for n in reading.notes] == ["2", "1", "1", "3"]


def test_a_later_reference_that_leads_to_another_note_shows(tmp_path: Path) -> None:
    reading = changed(tmp_path, A, '"r1-2" href="#n1"', '"r1-2" href="b%20b.xhtml#n2"')
    assert [(n.number, n.backlinks) for n in reading.notes] == [
        ("1", 1),
        ("2", 1),
        ("2", 1),
        ("3", 0),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<a href="#r1-2" epub:type="backlink">', '<a href="#r9" epub:type="backlink">'),
        ('<a href="#r1-2" epub:type="backlink">', '<a href="#r1" epub:type="backlink">'),
        ('<a href="#r1-2" epub:type="backlink">', '<a href="#r2" epub:type="backlink">'),
        ('<a href="#r1-2" epub:type="backlink">', '<a href="#h" epub:type="backlink">'),
        ('epub:type="noteref">1</a></td>', 'epub:type="noteref">5</a></td>'),
    ],
)
def test_a_backlink_counts_only_if_it_leads_back(old: str, new: str, tmp_path: Path) -> None:
    assert changed(tmp_path, A, old, new).notes[0].backlinks == 1


def test_a_note_without_a_number_has_none(tmp_path: Path) -> None:
    reading = changed(tmp_path, A, "<span>1.</span> ", "")
    assert reading.notes[0] == ReadNote("", "Text of one, see me", 0)


def test_a_second_note_of_the_same_id_is_seen(tmp_path: Path) -> None:
    reading = changed(tmp_path, B, 'id="n3"', 'id="n2"')
    assert [n.number for n in reading.notes] == ["1", "2", "3"]


def test_links_of_any_scheme_are_seen(tmp_path: Path) -> None:
    reading = changed(tmp_path, A, "https://example.org/x", "javascript:x")
    assert reading.links == ("javascript:x", "mailto:a@example.org")


def test_entities_are_refused(tmp_path: Path) -> None:
    members = parts()
    members[A] = members[A].replace(
        "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    )
    members[A] = members[A].replace("One.", "&e;")
    with pytest.raises(ReadError, match="entity"):
        read(pack(tmp_path, members))


@pytest.mark.parametrize("gone", [name for name in parts() if name != "mimetype"])
def test_a_missing_part_is_refused(gone: str, tmp_path: Path) -> None:
    members = parts()
    del members[gone]
    with pytest.raises(ReadError, match="missing"):
        read(pack(tmp_path, members))


@pytest.mark.parametrize("name", [name for name in parts() if name != "OPS/nav.xhtml"])
def test_a_part_that_is_cut_is_refused(name: str, tmp_path: Path) -> None:
    members = parts()
    members[name] = members[name][: len(members[name]) // 2]
    with pytest.raises(ReadError):
        read(pack(tmp_path, members))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("OPS/book.opf", '<itemref idref="b"/>', '<itemref idref="c"/>'),
        ("OPS/book.opf", '<itemref idref="a"/><itemref idref="b"/>', ""),
        ("META-INF/container.xml", "rootfile ", "other "),
        (A, "<html ", "<html2 "),
        (A, "<em>title</em>", "<em>" * 5000 + "</em>" * 5000),
    ],
)
def test_what_is_no_book_is_refused(name: str, old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        changed(tmp_path, name, old, new)


def test_elements_nested_too_deeply_are_refused(tmp_path: Path) -> None:
    depth = 1500
    with pytest.raises(ReadError):
        changed(tmp_path, A, "<em>title</em>", "<em>" * depth + "</em>" * depth)


def test_no_zip_and_a_damaged_zip_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path, parts())
    data = path.read_bytes()
    at = data.index(b"1998 was")
    for damaged in (b"", b"no zip", data[:-30], data[:at] + b"1989" + data[at + 4 :]):
        path.write_bytes(damaged)
        with pytest.raises(ReadError, match="zip"):
            read(path)
    with pytest.raises(ReadError, match="zip"):
        read(tmp_path / "absent.epub")


def test_mimetype_must_come_first(tmp_path: Path) -> None:
    members = parts()
    members["mimetype"] = members.pop("mimetype")
    with pytest.raises(ReadError, match="mimetype"):
        read(pack(tmp_path, members))
