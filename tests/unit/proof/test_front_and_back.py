"""What stands before and after the text is compared as the text is: each part under its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from reportkit import export
from reportkit.cli import exits
from reportkit.diagnostics import Diagnostic
from tests.unit.proof.test_agreement import change_member
from tests.unit.test_export import run

REPORT: Final = """\
reportkit: 1
title: The Quays of the East
subtitle: Traffic of a year
deck: Calls moved from one quay to another.
date: 2024-01-31
language: en-GB
series: {name: Port Traffic, number: 7}
authors: [{name: Maren Lindqvist, role: Lead analyst, bio: Counts ships.}]
publisher: {name: Example Desk, place: Tallinn, url: "https://example.org/"}
identifiers: {isbn: 978-3-16-148410-0}
rights: {copyright: © 2024 Desk, licence: CC BY 4.0, disclaimer: No warranty is given.}
keywords: [harbours, feeders]
summary: Calls rose by a tenth.
judgement_summary: true
body:
- This is about harbours.
- judgement: It will go on.[^a]
- heading: Outlook
- The year ends here.[^b]
notes: {a: First note., b: Second note.}
"""
CHANGES: Final[Mapping[str, tuple[str, str]]] = {
    "the series": ("Port Traffic", "Post Traffic"),
    "the title": ("The Quays of the East", "The Quays of the West"),
    "the subtitle": ("Traffic of a year", "Traffic of a day"),
    "the deck": ("Calls moved from", "Calls came from"),
    "the byline": ("Maren Lindqvist", "Martin Lindqvist"),
    "the date": ("31 January 2024", "30 January 2024"),
    "the heading of the summary": ("Summary", "Abstract"),
    "the summary": ("Calls rose by a tenth", "Calls fell by a tenth"),
    "the heading of the key judgements": ("Key Judgements", "Key findings"),
    "a key judgement at the front": ("It will go on", "It may go on"),
    "the line about an author": ("Lead analyst", "Junior analyst"),
    "the line about the publisher": ("Tallinn", "Helsinki"),
    "the identifiers": ("978-3-16-148410-0", "978-3-16-148410-9"),
    "the copyright": ("© 2024", "© 2023"),
    "the licence": ("CC BY 4.0", "CC BY-ND 4.0"),
    "the disclaimer": ("No warranty", "A warranty"),
    "the keywords": ("harbours · feeders", "harbours · tankers"),
}
"""What is changed in a finished file, where it is first printed."""
FORMATS: Final = ("docx", "epub", "text")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report, and with its files in `build`."""
    folder = tmp_path_factory.mktemp("front")
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    export.build(export.check(folder / "report.yaml"), FORMATS, folder / "build")
    return folder


def changed(source: Path, name: str, old: str, new: str, folder: Path) -> Path:
    """A copy of the finished file of a folder, with other words where a reader first sees some."""
    suffix = "txt" if name == "text" else name
    path = folder / f"report.{suffix}"
    path.write_bytes((source / path.name).read_bytes())

    def once(text: str) -> str:
        head, body, rest = text.partition("<body")  # not in the title of the file
        assert old in (rest or head)
        outside_tags = rf"{re.escape(old)}(?![^<>]*>)"  # a style may have the same word
        renewed = re.sub(outside_tags, lambda _: new, rest or head, count=1)
        return head + body + renewed if body else renewed

    match name:
        case "docx":
            change_member(path, "word/document.xml", once)
        case "epub":
            change_member(path, "EPUB/text1.xhtml", once)
        case _:
            path.write_text(once(path.read_text("utf-8")), "utf-8")
    return path


def findings(report: Path, path: Path) -> list[Diagnostic]:
    (verdict,) = export.verify(export.check(report), [path])
    return list(verdict.findings)


def assert_only(part: str, found: list[Diagnostic], name: str) -> None:
    assert [finding.code for finding in found] == ["RK904"], found
    assert found[0].message.startswith(f"{name}: {part}: expected ")


@pytest.mark.parametrize("part", CHANGES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_change_is_found_and_its_part_is_named(
    name: str, part: str, made: Path, tmp_path: Path
) -> None:
    path = changed(made / "build", name, *CHANGES[part], tmp_path)
    assert_only(part, findings(made / "report.yaml", path), name)


@pytest.mark.parametrize("name", FORMATS)
def test_the_name_in_the_line_about_an_author_is_a_part_of_it(
    name: str, made: Path, tmp_path: Path
) -> None:
    """The byline, which has the same name, is as it was."""
    path = changed(made / "build", name, "Maren Lindqvist", "@", tmp_path)
    path = changed(path.parent, name, "Maren Lindqvist", "Martin Lindqvist", tmp_path)
    path = changed(path.parent, name, "@", "Maren Lindqvist", tmp_path)
    assert_only("the line about an author", findings(made / "report.yaml", path), name)


SAID_AGAIN: Final = {
    "the title": (
        "the title in the document information (Title)",
        "the title in the XMP metadata (dc:title)",
        "the bookmarks in the document",
    ),
    "the byline": (
        "the authors in the document information (Author)",
        "the authors in the XMP metadata (dc:creator)",
    ),
    "the keywords": (
        "the keywords in the document information (Keywords)",
        "the keywords in the XMP metadata (pdf:Keywords)",
    ),
}
"""Where a PDF says a part once more."""


@pytest.mark.parametrize("part", ["the title", "the byline", "the keywords"])
def test_a_change_in_a_pdf_is_found_and_its_part_is_named(
    part: str, made: Path, tmp_path: Path
) -> None:
    """The finished PDF is that of a report that differs in one place."""
    old, new = {**CHANGES, "the keywords": ("harbours, feeders", "harbours, tankers")}[part]
    assert REPORT.count(old) == 1
    (tmp_path / "report.yaml").write_text(REPORT.replace(old, new), "utf-8")
    (artifact,) = export.build(export.check(tmp_path / "report.yaml"), ["pdf"], tmp_path)
    found = findings(made / "report.yaml", artifact.path)
    named = {finding.message.split(": ")[1] for finding in found}
    assert part in named
    assert named <= {part, "the line about an author", *SAID_AGAIN[part]}


@pytest.mark.parametrize("name", FORMATS)
def test_parts_that_changed_places_are_found(name: str, made: Path, tmp_path: Path) -> None:
    path = changed(made / "build", name, "Traffic of a year", "@", tmp_path)
    path = swapped(path, name)
    found = findings(made / "report.yaml", path)
    assert {finding.code for finding in found} == {"RK904", "RK918"}
    parts = ("the subtitle: ", "the deck: ", "before the subtitle: ")
    assert found[0].message.startswith(tuple(f"{name}: {part}" for part in parts))


def swapped(path: Path, name: str) -> Path:
    """The deck and what stands for the subtitle, in each other's place."""
    deck = "Calls moved from one quay to another."

    def swap(text: str) -> str:
        text = re.sub(rf"{re.escape(deck)}", "Traffic of a year", text, count=1)
        return text.replace("@", deck, 1)

    match name:
        case "docx":
            change_member(path, "word/document.xml", swap)
        case "epub":
            change_member(path, "EPUB/text1.xhtml", swap)
        case _:
            path.write_text(swap(path.read_text("utf-8")), "utf-8")
    return path


@pytest.mark.parametrize("part", ["the title", "the byline", "the keywords"])
def test_the_command_ends_with_4_and_names_the_part(
    part: str,
    made: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = changed(made / "build", "docx", *CHANGES[part], tmp_path)
    assert run(monkeypatch, "verify", made / "report.yaml", path) == exits.DISAGREES
    out, err = capsys.readouterr()
    assert "2 of 2 notes equal" in out
    assert f"RK904 docx: {part}: expected " in err


# --- contents -----------------------------------------------------------------------------------

CONTENTS: Final = """\
reportkit: 1
title: Quays
date: 2024-01-31
contents: true
body:
- heading: First quay
- One.
- heading: Second quay[^a]
- Two.
notes: {a: A note.}
"""
IN_CONTENTS: Final = {
    "docx": "word/document.xml",
    "epub": "EPUB/nav.xhtml",
    "pdf": "report.yaml",
    "text": "report.txt",
}
"""Where the contents are printed before the headings that they list."""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report that has contents, and with its files in `build`."""
    folder = tmp_path_factory.mktemp("contents")
    (folder / "report.yaml").write_text(CONTENTS, "utf-8")
    formats = ("pdf", "docx", "epub", "text")
    export.build(export.check(folder / "report.yaml"), formats, folder / "build")
    return folder


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("old", "new"), [("First quay", "First key"), ("Second quay", "@"), ("First", "Second")]
)
def test_a_change_in_the_contents_is_found(
    name: str, old: str, new: str, listed: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"report.{'txt' if name == 'text' else name}"
    path.write_bytes((listed / "build" / path.name).read_bytes())

    def once(text: str) -> str:
        head, body, rest = text.rpartition('id="toc"')  # of the nav document
        assert old in rest
        return head + body + rest.replace(old, new, 1)

    if name == "text":
        path.write_text(once(path.read_text("utf-8")), "utf-8")
    else:
        change_member(path, IN_CONTENTS[name], once)
    found = findings(listed / "report.yaml", path)
    code, part = "RK904", "an entry of the contents"
    if name == "epub":
        code, part = "RK919", "the contents in nav.xhtml"
    assert [finding.code for finding in found] == [code]
    assert found[0].message.startswith(f"{name}: {part}: expected ")


def test_whole_contents_agree_in_each_format(listed: Path) -> None:
    for path in (listed / "build").glob("report.[!m]*"):
        assert findings(listed / "report.yaml", path) == [], path


def test_a_pdf_without_contents_is_found(listed: Path, tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(CONTENTS.replace("contents: true\n", ""), "utf-8")
    (artifact,) = export.build(export.check(tmp_path / "report.yaml"), ["pdf"], tmp_path)
    named = {finding.message for finding in findings(listed / "report.yaml", artifact.path)}
    assert any("the heading of the contents" in message for message in named)
