"""Every scalar keeps the text that the author wrote; only typed fields are converted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reportkit.model import walk
from reportkit.model.document import Heading, List, Meta, Paragraph, Text
from tests.unit.reading import HEAD, ReadReport, read_body, read_text, read_values

WORDS = ["NO", "Yes", "off", "6:00", "010", "0x1F", "1e3", "1_000", ".5", "~", "null", "true", "="]


def meta(text: str) -> Meta:
    """The metadata of a report with more lines at its top level."""
    return read_text(f"{HEAD}body: [Text.]\n{text}").report.meta


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', "|\n  {}", ">-\n  {}"])
def test_a_yaml_scalar_is_its_text(word: str, form: str) -> None:
    written = form.format(word)
    assert meta(f"subtitle: {written}\n").subtitle == (Text(word),)
    assert meta(f"series: {written}\n").series == meta(f"series: {{name: '{word}'}}\n").series
    assert read_body(f"- {written}\n").report.blocks == (Paragraph((Text(word),)),)


@pytest.mark.parametrize(
    "word", ["7", "-0.50", "1e3", "1E+3", "true", "false", "12345678901234567"]
)
def test_a_json_number_or_word_is_its_text(word: str) -> None:
    text = f'{{"reportkit": 1, "title": {word}, "date": "2024-01-31", "body": [{word}]}}'
    report = read_text(text, ".json").report
    assert report.meta.title == (Text(word),)
    assert report.blocks == (Paragraph((Text(word),)),)


def test_keys_are_texts_too() -> None:
    report = read_text(f"{HEAD}body: ['Text.[^010][^no]']\nnotes: {{010: a, no: b}}\n").report
    assert [walk.printed_text(next(walk.note_texts(note))) for note in report.notes] == ["a", "b"]


@pytest.mark.parametrize("level", ["1", "4", "'2'", '"3"'])
def test_a_level_is_a_number(level: str) -> None:
    block = read_body(f"- heading: H\n  level: {level}\n").written
    assert block is not None
    heading = block.blocks[0]
    assert isinstance(heading, Heading)
    assert heading.level == int(level.strip("'\""))


@pytest.mark.parametrize("truth", ["true", "false"])
def test_a_truth_value_is_true_or_false_and_nothing_else(truth: str) -> None:
    block = read_body(f"- list: [a]\n  ordered: {truth}\n").report.blocks[0]
    assert isinstance(block, List)
    assert block.ordered is (truth == "true")
    for other in ("yes", "on", "1", "True", "TRUE", ""):
        assert read_body(f"- list: [a]\n  ordered: {other}\n").codes == ["RK104"]


@pytest.mark.parametrize(
    ("written", "moment", "printed"),
    [
        ("2020-11-30", date(2020, 11, 30), "November 30, 2020"),
        ("2020-11-30T06:00", datetime(2020, 11, 30, 6), "November 30, 2020, 6:00\u202fAM"),
        (
            "2020-11-30 06:00:30",
            datetime(2020, 11, 30, 6, 0, 30),
            "November 30, 2020, 6:00\u202fAM",
        ),
        (
            "2020-11-30T06:00Z",
            datetime(2020, 11, 30, 6, tzinfo=UTC),
            "November 30, 2020, 6:00\u202fAM UTC",
        ),
        (
            "2020-11-30T06:00+03:00",
            datetime(2020, 11, 30, 6, tzinfo=timezone(timedelta(hours=3))),
            "November 30, 2020, 6:00\u202fAM UTC+03:00",
        ),
    ],
)
def test_dates(written: str, moment: date, printed: str) -> None:
    report = read_values(date=written).report
    assert (report.meta.date, report.meta.date_text) == (moment, printed)


@pytest.mark.parametrize(
    ("more", "printed"),
    [
        ("language: de", "30. November 2020, 06:00"),
        ("language: ru", "30 ноября 2020\u202fг., 06:00"),
        ("language: xx-Latn", "November 30, 2020, 6:00\u202fAM"),
        ("timezone: America/New_York", "November 30, 2020, 6:00\u202fAM EST"),
        ("timezone: Europe/Tallinn\nlanguage: en-GB", "30 November 2020, 06:00 EET"),
        ("date_text: '30  XI\n  2020'", "30 XI 2020"),
    ],
)
def test_the_printed_date(more: str, printed: str) -> None:
    text = HEAD.replace("2024-01-31", "2020-11-30T06:00") + f"body: [Text.]\n{more}\n"
    assert read_text(text).report.meta.date_text == printed


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2020",
        "2020-1-1",
        "20201130",
        "2020-W01-1",
        "30.11.2020",
        "2020-13-01",
        "2020-11-30T6:00",
    ],
)
def test_what_is_no_date(written: str) -> None:
    assert read_values(date=written).codes == ["RK106"]


@pytest.mark.parametrize(
    "tag", ["en", "en-US", "zh-Hans-CN", "de-CH-1996", "x-y-z", "sr-Latn", "EN"]
)
def test_language_tags(tag: str) -> None:
    reading: ReadReport = read_values(language=tag)
    if tag == "x-y-z":  # private tags alone name no language
        assert reading.codes == ["RK107"]
    else:
        assert reading.report.meta.language == tag


@pytest.mark.parametrize("tag", ["", "english", "en_US", "e", "en-", "en US", "12"])
def test_what_is_no_language_tag(tag: str) -> None:
    assert read_values(language=tag).codes == ["RK107"]


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar-EG", "rtl"), ("he", "rtl"), ("en", "ltr"), ("uk", "ltr")]
)
def test_the_direction_follows_from_the_language(tag: str, direction: str) -> None:
    assert read_values(language=tag).report.meta.direction == direction


@pytest.mark.parametrize(
    "zone", ["", "Nowhere", "../etc/passwd", "America", "/etc/localtime", "a\\b"]
)
def test_what_is_no_time_zone(zone: str) -> None:
    assert read_values(timezone=zone).codes == ["RK114"]
