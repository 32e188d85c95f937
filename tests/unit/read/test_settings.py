"""Keys that the command line sets (`--set note_options.placement=end`)."""

from __future__ import annotations

import pytest

from reportkit.model.document import Text
from tests.unit.reading import HEAD, ReadReport, read_text

REPORT = f"{HEAD}note_options: {{placement: page, numbering: section}}\nbody: [Text.]\n"


def read_with(**settings: str) -> ReadReport:
    """The report with settings; `__` stands for the dot of their names."""
    named = {name.replace("__", "."): value for name, value in settings.items()}
    return read_text(REPORT, settings=named)


def test_a_setting_replaces_what_the_file_says() -> None:
    report = read_with(title="NO", note_options__placement="end").report
    assert report.meta.title == (Text("NO"),)
    assert (report.options.placement, report.options.numbering) == ("end", "section")


def test_a_setting_adds_what_the_file_does_not_say() -> None:
    report = read_with(marking__tlp="RED", language="de", contents="true").report
    assert (report.meta.marking, report.meta.language) == ("TLP:RED", "de")
    assert report.options.contents


def test_a_setting_repairs_what_the_file_says_wrongly() -> None:
    assert read_text(REPORT.replace("2024-01-31", "soon"), settings={"date": "2024-01-31"}).report


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("titel", "T", "--set titel:1:1: error RK102 unknown key 'titel' (did you mean 'title'?)"),
        (
            "note_options.placement",
            "top",
            "--set note_options.placement:1:1: error RK104 "
            "'placement': 'top' is not one of: page, end "
            "(use one of the values in the message)",
        ),
        (
            "title",
            "",
            "--set title:1:1: error RK105 'title': the text is empty "
            "(write title: Ferry Traffic in the Gulf)",
        ),
        (
            "title",
            "A\x0b",
            "--set title:1:2: error RK007 character U+000B is not allowed (delete the character)",
        ),
        (
            "subtitle",
            "A[^b]",
            "--set subtitle:1:2: error RK206 a note reference is not allowed here "
            "(move the reference into the running text)",
        ),
        (
            "body",
            "Text.",
            "--set body:1:1: error RK103 'body' must be a list of blocks, not the text 'Text.' "
            "(write body: [Text.])",
        ),
    ],
)
def test_a_finding_names_the_setting(name: str, value: str, finding: str) -> None:
    (found,) = read_text(REPORT, settings={name: value}).findings
    assert found.concise() == finding
