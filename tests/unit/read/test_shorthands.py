"""Each short form of the schema means the same as its long form."""

from __future__ import annotations

from typing import Any

import pytest

from reportkit.model.document import (
    Cell,
    Cover,
    Figure,
    Options,
    Person,
    Publisher,
    Rights,
    Series,
    Styled,
    Table,
    Text,
)
from tests.unit.reading import inline, read_values

FULL_AUTHOR = {
    "name": "B",
    "affiliation": "ISW",
    "email": "b@example.org",
    "orcid": "0000-0002-1825-0097",
    "role": "Lead",
}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ({"series": "S"}, {"series": {"name": "S"}}),
        ({"authors": "A"}, {"authors": [{"name": "A"}]}),
        ({"authors": ["A", "B"]}, {"authors": [{"name": "A"}, {"name": "B"}]}),
        ({"publisher": "P"}, {"publisher": {"name": "P"}}),
        ({"rights": "© 2020"}, {"rights": {"copyright": "© 2020"}}),
        ({"keywords": "Belarus"}, {"keywords": ["Belarus"]}),
        ({"defang": {"domains": "ru"}}, {"defang": {"domains": ["ru"]}}),
        ({"defang": {"domains": [".RU"]}}, {"defang": {"domains": ["ru"], "style": " dot "}}),
        ({"cover": True}, {"cover": {}}),
        ({"marking": {"tlp": "TLP:green"}}, {"marking": {"tlp": "GREEN"}}),
        ({"note_options": {"repeat": "same"}}, {}),
        ({"theme": "briefing", "contents": False, "judgement_summary": False}, {}),
        ({"body": ["Text.", {"heading": "H"}]}, {"body": ["Text.", {"heading": "H", "level": 1}]}),
        ({"body": [{"list": ["a"]}]}, {"body": [{"list": [{"text": "a"}], "ordered": False}]}),
    ],
)
def test_a_short_form_is_its_long_form(short: dict[str, Any], long: dict[str, Any]) -> None:
    link = ["Text.[^n]"] if "defang" in short else ["Text."]
    note = {"notes": {"n": ["https://mid.ru"]}} if "defang" in short else {}
    one, other = (read_values(**{"body": link} | note | form).report for form in (short, long))
    assert one == other


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Text", {"text": "Text"}),
        (["https://example.org"], {"sources": ["https://example.org"]}),
        (["https://example.org"], [{"url": "https://example.org"}]),
    ],
)
def test_a_note_is_text_a_list_of_sources_or_both(short: Any, long: Any) -> None:
    one, other = (read_values(body=["T[^n]"], notes={"n": n}).report for n in (short, long))
    assert one == other


def test_metadata() -> None:
    meta = read_values(
        title="A *title*",
        subtitle="Its part",
        deck="Two\nlines",
        series={"name": "S", "number": 7, "volume": 2, "issn": "1234-5679"},
        authors=["A", FULL_AUTHOR | {"bio": "A **life**"}],
        publisher={
            "name": "P",
            "place": "Minsk",
            "url": "https://example.org/",
            "logo": "pixel.png",
        },
        identifiers={"doi": "10.5555/1", "report_number": "R-1"},
        rights={"copyright": "© P", "licence": "CC BY", "disclaimer": "None"},
        marking={"banner": "Draft"},
        keywords=["a", "b"],
        summary="One.\n\nTwo.",
        cover={"image": "pixel.png", "alt": "A dot"},
    ).report.meta
    assert meta.title == inline("A *title*")
    assert (meta.subtitle, meta.deck) == ((Text("Its part"),), (Text("Two lines"),))
    assert meta.series == Series("S", "7", "2", "1234-5679")
    assert meta.authors == (
        Person("A"),
        Person(**FULL_AUTHOR, bio=(Text("A "), Styled("strong", (Text("life"),)))),
    )
    assert isinstance(meta.publisher, Publisher)
    assert (meta.publisher.place, meta.publisher.url) == ("Minsk", "https://example.org/")
    assert meta.publisher.logo is not None
    assert meta.identifiers == (("report_number", "R-1"), ("doi", "10.5555/1"))
    assert meta.rights == Rights((Text("© P"),), (Text("CC BY"),), (Text("None"),))
    assert (meta.marking, meta.keywords) == ("Draft", ("a", "b"))
    assert meta.summary == ((Text("One."),), (Text("Two."),))
    assert meta.cover == Cover(meta.publisher.logo, "A dot")


def test_what_is_not_written_is_empty() -> None:
    report = read_values().report
    meta = report.meta
    assert (meta.subtitle, meta.deck, meta.summary, meta.authors) == ((), (), (), ())
    assert (meta.series, meta.publisher, meta.rights, meta.cover) == (None, None, None, None)
    assert (meta.language, meta.direction, meta.timezone, meta.marking) == ("en", "ltr", "", "")
    assert report.options == Options()
    assert report.options.placement == "page"


def test_options() -> None:
    report = read_values(
        note_options={"placement": "end", "numbering": "section"},
        contents=True,
        judgement_summary=True,
        theme="mine",
    ).report
    assert report.options == Options("end", "section", True, True, "mine", own_placement=True)


def test_names_take_no_markup_and_keep_their_no_break_spaces() -> None:
    read = read_values(authors=["  *A*\n B\u00a0C "], keywords=["a_b"])
    assert read.codes == ["RK129"]
    assert read.printed is not None
    meta = read.printed.meta
    assert (meta.authors, meta.keywords) == ((Person("*A* B\u00a0C"),), ("a_b",))


def test_a_table_is_aligned_to_the_left_and_may_have_empty_cells() -> None:
    table = read_values(body=[{"table": {"header": ["", "B"], "rows": [["", "c"]]}}]).report.blocks[
        0
    ]
    assert isinstance(table, Table)
    assert (table.header, table.rows) == (
        ((Cell(), Cell((Text("B"),))),),
        ((Cell(), Cell((Text("c"),))),),
    )
    assert (table.align, table.row_headers) == (("left", "left"), False)


def test_an_empty_alternative_text_marks_a_decoration() -> None:
    figure = read_values(body=[{"figure": {"src": "pixel.png", "alt": ""}}]).report.blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.long_alt, figure.caption) == ("", "", ())
    assert (figure.image.media_type, figure.image.width, figure.image.height) == ("image/png", 4, 3)


@pytest.mark.parametrize(
    ("written", "cover"), [({}, None), ({"cover": False}, False), ({"cover": True}, True)]
)
def test_a_cover_is_asked_for_declined_or_left_to_the_theme(
    written: dict[str, bool], cover: bool | None
) -> None:
    assert read_values(**written).report.options.cover is cover
