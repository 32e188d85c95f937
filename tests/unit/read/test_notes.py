"""Notes and their sources: what becomes a link, what is defanged, what is refused."""

from __future__ import annotations

from typing import Any, Never

import pytest

from reportkit.model.document import (
    DefangedUrl,
    Link,
    List,
    Paragraph,
    PrintedContent,
    Quote,
    Styled,
    Text,
)
from reportkit.model.walk import note_texts, printed_text
from reportkit.read.urls import problem_of
from tests.unit.reading import ReadReport, inline, read_values

URL = "https://example.org/a"
LINK: Link[Never] = Link(URL, (Text(URL),))
RU = "https://www.mid.ru/ru/maps/by"
DISARMED = DefangedUrl("https://www.mid dot ru/ru/maps/by")


def read_note(note: Any, **values: Any) -> ReadReport:
    """A report with one note, which is defanged for .ru."""
    return read_values(
        body=["Text.[^n]"], notes={"n": note}, **({"defang": {"domains": ["ru"]}} | values)
    )


def printed(note: Any, **values: Any) -> PrintedContent:
    """The only paragraph of a note."""
    (paragraph,) = note_texts(read_note(note, **values).report.notes[0])
    return paragraph


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (f"See {URL}.", (Text("See "), LINK, Text("."))),
        (f"({URL})", (Text("("), LINK, Text(")"))),
        (f"*{URL}*", (Styled("emphasis", (LINK,)),)),
        (f"{URL}, {RU}", (LINK, Text(", "), DISARMED)),
        (f"[a]({URL})", (Link(URL, (Text("a"),)),)),
        (f"[{URL}]({URL})", (LINK,)),
        (f"[a]({RU})", (Text("a"), Text(" ("), DISARMED, Text(")"))),
        ("mailto:a@example.org", (Link("mailto:a@example.org", (Text("mailto:a@example.org"),)),)),
        ("http://example.org/~a/~b_c_d", None),
        ("https://example.org/%D0%B0?x=1&y=(2)#z", None),
        ("HTTPS://EXAMPLE.ORG/A", None),
        ("https://пример.рф/я", None),
    ],
)
def test_bare_addresses_in_a_note_are_links(note: str, expected: PrintedContent | None) -> None:
    assert printed(note) == (expected or (Link(note, (Text(note),)),))
    assert inline(f"{URL} stays text") == (Text(f"{URL} stays text"),)


@pytest.mark.parametrize(
    "note",
    [
        "www.example.org and example.org are text",
        "ftp://example.org/a",
        "javascript:alert(1) in a text",
        "file:///etc/passwd in a text",
        "//example.org/a",
        "a@example.org",
        "127.0.0.1",
        "`https://example.org`",
    ],
)
def test_what_is_no_address_stays_text(note: str) -> None:
    assert "Link" not in repr(printed(note))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (URL, (LINK,)),
        (f"  {URL} ", (LINK,)),
        (RU, (DISARMED,)),
        ({"url": URL}, (LINK,)),
        ({"url": URL, "defang": True}, (DefangedUrl("https://example dot org/a"),)),
        ({"url": RU, "defang": False}, (Link(RU, (Text(RU),)),)),
        ({"title": "T", "url": RU}, (Styled("emphasis", (Text("T"),)), Text(", "), DISARMED)),
        (f"A paper, {URL}", (Text("A paper, "), LINK)),
        ("A *paper*", (Text("A "), Styled("emphasis", (Text("paper"),)))),
        ("https://example.org/a_b*c*", None),
    ],
)
def test_sources(source: Any, expected: PrintedContent | None) -> None:
    assert printed([source]) == (expected or (Link(source, (Text(source),)),))


def test_the_house_chooses_how_a_defanged_address_prints() -> None:
    domains = {"domains": ["example.org", "by"], "style": "[.]"}
    assert printed([URL], defang=domains) == (DefangedUrl("https://example[.]org/a"),)
    assert printed([RU], defang=domains) == (Link(RU, (Text(RU),)),)
    assert printed([RU], defang={}) == (Link(RU, (Text(RU),)),)


def test_a_source_of_the_list_with_a_locator() -> None:
    work = {"author": "B. Buzan", "title": "Security", "published": 1998, "locator": "ch. 1"}
    shown = {
        "@buzan": "B. Buzan, Security, 1998, ch. 1",
        "@buzan, p. 4": "B. Buzan, Security, 1998, p. 4",
        "@buzan,  pp. 4–5,\n 7": "B. Buzan, Security, 1998, pp. 4–5, 7",
    }
    for source, text in shown.items():
        assert printed_text(printed([source], sources={"buzan": work})) == text


def test_free_text_with_paragraphs_and_sources() -> None:
    report = read_note({"text": f"One.\n\nTwo, {URL}.", "sources": [RU, "A book"]}).report
    assert tuple(note_texts(report.notes[0])) == (
        (Text("One."),),
        (Text("Two, "), LINK, Text("."), Text(" "), DISARMED, Text("; "), Text("A book")),
    )


@pytest.mark.parametrize(
    ("note", "code", "hint"),
    [
        (["https://www.mid dot ru/ru"], "RK301", "write the real URL and set defang: true"),
        (["https://www.mid[.]ru/ru"], "RK301", "write the real URL and set defang: true"),
        (["hxxps://www.mid.ru/ru"], "RK302", "write the real URL and set defang: true"),
        ([{"url": "www.example.org"}], "RK302", "write https://www.example.org"),
        ([{"url": "doi:10.1000/182"}], "RK302", "write https://doi.org/10.1000/182"),
        ([{"url": "https://example.org/a b"}], "RK301", None),
        ([{"url": "javascript:alert(1)", "defang": True}], "RK302", None),
        (["file:///etc/passwd"], "RK302", None),
        ([{"title": "T", "archive_url": "ftp://example.org"}], "RK302", None),
        (["@nothing"], "RK303", None),
        (["@buzan; p. 4"], "RK303", "did you mean 'buzan'?"),
        ("A [^n] in a note", "RK205", None),
        ([{"title": "A title[^n]"}], "RK206", None),
        ([{"defang": True}], "RK105", None),
        ({}, "RK202", None),
        ("", "RK202", None),
        ([], "RK202", None),
        ({"text": "Text.", "sources": []}, "RK105", None),
    ],
)
def test_notes_that_cannot_be_printed(note: Any, code: str, hint: str | None) -> None:
    works = {"buzan": {"title": "Security"}}
    reading = read_values(
        body=["T[^n][^used]"], notes={"n": note, "used": ["@buzan"]}, sources=works
    )
    assert [(finding.code, finding.hint) for finding in reading.findings] == [(code, hint)]


def test_unused_works_are_named_in_the_order_of_the_file() -> None:
    works = {name: {"title": name} for name in "dbca"}
    findings = read_values(sources=works).findings
    assert [f.message for f in findings] == [f"source '{name}' is never used" for name in "dbca"]


def test_a_url_may_have_8_000_characters() -> None:
    url = "https://example.org/".ljust(8_000, "a")
    assert problem_of(url) is None
    assert problem_of(url + "a") == ("RK301", "a URL has 8,001 characters; the limit is 8,000")


def test_lists_and_quotations_with_sources() -> None:
    report = read_note(
        {
            "body": [
                f"One, {URL}.\n\nTwo.",
                {"list": [f"An item, {URL}.", {"text": "Another", "list": ["Inner"]}], "start": 2}
                | {"ordered": True},
                {"quote": f"Words, {URL}", "attribution": "A *man*"},
            ],
            "sources": [RU],
        }
    ).report
    one, two, items, quote, sources = report.notes[0].blocks
    assert one == Paragraph((Text("One, "), LINK, Text(".")))
    assert two == Paragraph((Text("Two."),))
    assert isinstance(items, List)
    assert [item.label for item in items.items] == ["2.", "3."]
    assert items.items[0].paragraphs == ((Text("An item, "), LINK, Text(".")),)
    assert items.items[1].nested is not None
    assert items.items[1].nested.items[0].label == "–"
    assert quote == Quote(
        ((Text("Words, "), LINK),), (Text("A "), Styled("emphasis", (Text("man"),)))
    )
    assert sources == Paragraph((DISARMED,))
