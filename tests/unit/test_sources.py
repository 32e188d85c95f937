"""How addresses and works print inside a note."""

from __future__ import annotations

from typing import Any

import pytest

from reportkit.model.document import Address, Content, DefangedUrl, Link, Source, TargetRef, Text
from reportkit.model.terms import terms_for
from reportkit.model.walk import note_texts, printed_text
from reportkit.passes.sources import defang, host_of, is_defanged, join, print_address, print_source
from tests.unit.reading import read_values

ENGLISH = terms_for("en")


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://www.mid.ru/ru/maps/by", "https://www.mid dot ru/ru/maps/by"),
        ("https://mid.ru", "https://mid dot ru"),
        ("http://a.b.mid.ru:8080/x.html?y=z.ru#w", "http://a.b.mid dot ru:8080/x.html?y=z.ru#w"),
        ("https://user.name@mid.ru/a@b.c", "https://user.name@mid dot ru/a@b.c"),
        ("mailto:press.office@mid.ru", "mailto:press.office@mid dot ru"),
        ("https://мвд.рф/новости", "https://мвд dot рф/новости"),
        ("https://www.mid.ru./x", "https://www.mid dot ru/x"),
        ("https://localhost/x.y", "https://localhost/x.y"),
    ],
)
def test_only_the_last_dot_of_the_host_is_written_out(url: str, printed: str) -> None:
    assert defang(url) == printed
    assert defang(url, "[.]") == printed.replace(" dot ", "[.]")


@pytest.mark.parametrize(
    ("url", "domains", "expected"),
    [
        ("https://www.mid.ru/x", ["ru"], True),
        ("https://WWW.MID.RU", ["ru"], True),
        ("https://mid.ru.", ["ru"], True),
        ("https://mid.ru", ["mid.ru"], True),
        ("https://amid.ru", ["mid.ru"], False),
        ("https://example.org/mid.ru", ["ru"], False),
        ("https://mid.ru.example.org", ["ru"], False),
        ("https://mid.ru@example.org/", ["ru"], False),
        ("https://example.org@mid.ru/", ["ru"], True),
        ("mailto:a@mid.ru", ["by", "ru"], True),
        ("https://mid.ru:443/", ["ru"], True),
        ("https://mid.ru?x", ["ru"], True),
        ("https://mid.ru", [], False),
    ],
)
def test_a_domain_covers_what_lies_under_it(url: str, domains: list[str], expected: bool) -> None:
    assert is_defanged(url, domains) is expected


def test_hosts() -> None:
    assert host_of("HTTPS://Example.ORG:80/a") == "example.org"
    assert host_of("no address") == ""


def test_a_live_address_is_a_link_and_a_defanged_one_is_none() -> None:
    url = "https://www.mid.ru/"
    assert print_address(Address(url)) == Link(url, (Text(url),))
    assert print_address(Address(url, defang(url))) == DefangedUrl("https://www.mid dot ru/")


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (
            Source(
                address=Address("https://example.org/a"),
                archive=Address("https://archive.example.org/a"),
                author="B. Buzan",
                title="Security",
                container_title="A Reader",
                editor="O. Wæver",
                publisher="Rienner",
                published="1998",
                accessed="November 29, 2020",
                locator="p. 4",
            ),
            "B. Buzan, Security, A Reader, ed. O. Wæver, Rienner, 1998, p. 4, "
            "https://example.org/a, accessed November 29, 2020, "
            "archived at https://archive.example.org/a",
        ),
        (Source(title="Security", locator="p. 4"), "Security, p. 4"),
        (Source(address=Address("https://example.org/a")), "https://example.org/a"),
        (Source(author="B. Buzan"), "B. Buzan"),
    ],
)
def test_absent_data_leave_no_trace(source: Source, printed: str) -> None:
    assert printed_text(print_source(source, ENGLISH)) == printed


def test_the_parts_of_a_text_are_joined() -> None:
    parts: list[Content[TargetRef]] = [(Text("a"),), (Text("b"), Text("c"))]
    assert join(parts, "; ") == (Text("a"), Text("; "), Text("b"), Text("c"))
    assert join([], "; ") == ()


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("Free text.", ["Free text."]),
        (["https://example.org/a"], ["https://example.org/a"]),
        (
            ["https://example.org/a", {"title": "A work", "published": 1998}, "By word of mouth"],
            ["https://example.org/a; A work, 1998; By word of mouth"],
        ),
        (
            {"text": "One.\n\nTwo.", "sources": ["https://example.org/a", "@work, p. 4"]},
            ["One.", "Two. https://example.org/a; A work, p. 4"],
        ),
        ([{"url": "https://www.mid.ru/a", "defang": True}], ["https://www.mid dot ru/a"]),
        (["https://www.sb.by/a"], ["https://www.sb dot by/a"]),
        ([{"url": "https://www.sb.by/a", "defang": False}], ["https://www.sb.by/a"]),
        (
            ["@work", {"url": "https://a.example", "accessed": "2020-11-29"}],
            ["A work; https://a.example, accessed November 29, 2020"],
        ),
        ([{"title": "T", "published": "Spring 1998"}], ["T, Spring 1998"]),
    ],
)
def test_a_note_prints_its_text_then_its_sources(note: Any, printed: list[str]) -> None:
    report = read_values(
        body=["Text.[^a][^b]"],
        notes={"a": note, "b": ["@work"]},
        sources={"work": {"title": "A work"}},
        defang={"domains": ["by"]},
    ).report
    assert [printed_text(paragraph) for paragraph in note_texts(report.notes[0])] == printed
