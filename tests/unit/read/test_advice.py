"""What a finding proposes to write is right: pasted in, it makes the report that was meant."""

from __future__ import annotations

import pytest

from reportkit.diagnostics import has_errors
from reportkit.read.advice.dates import as_date
from reportkit.read.advice.languages import as_language, as_timezone
from reportkit.read.advice.synonyms import KEYS, KINDS
from reportkit.read.schema import KINDS as KNOWN_KINDS
from reportkit.read.schema import SchemaModel
from tests.unit.reading import HEAD, read_text

TOP = [
    ("cover: no", "cover: false"),
    ("cover: Yes", "cover: true"),
    ("cover: pixel.png", "cover: {image: pixel.png, alt: What it shows}"),
    ("contents: yes", "contents: true"),
    ("judgement_summary: on", "judgement_summary: true"),
    ("marking: TLP:GREEN", "marking: {tlp: GREEN}"),
    ("marking: green", "marking: {tlp: GREEN}"),
    ("marking: Internal", "marking: {banner: Internal}"),
    ("marking: {tlp: white}", "marking: {tlp: CLEAR}"),
    ("keywords: {a: 1, b: 2}", "keywords: [a, b]"),
    ("notes: [A note, {id: b, text: Two}]", "notes: {n1: A note, b: Two}"),
    ("identifiers: 978-3-16-148410-0", "identifiers: {isbn: 978-3-16-148410-0}"),
    ("identifiers: https://doi.org/10.1000/x1", "identifiers: {doi: 10.1000/x1}"),
    ("identifiers: R 7", "identifiers: {report_number: R 7}"),
    ("series: {title: X}", "series: {name: X}"),
    ("series: [X]", "series: X"),
    ("rights: [X]", "rights: X"),
    ("authors: {name: A, role: Editor}", "authors: [{name: A, role: Editor}]"),
    ("note_options: endnotes", "note_options: {placement: end}"),
    ("note_options: {placement: bottom}", "note_options: {placement: page}"),
    ("defang: ru, by", "defang: {domains: [ru, by]}"),
    ("defang: [ru, by]", "defang: {domains: [ru, by]}"),
    ("subtitle: [A, B]", 'subtitle: "A, B"'),
    ("subtitle: {text: A}", "subtitle: A"),
    ("summary: [One., Two.]", "summary: |\n  One.\n\n  Two."),
    ("language: English", "language: en"),
    ("language: de_AT", "language: de-AT"),
    ("timezone: Berlin", "timezone: Europe/Berlin"),
    ("abstract: In short.", "summary: In short."),
    ("lang: Deutsch", "language: de"),
    ("toc: yes", "contents: true"),
    ("tags: a, b", "keywords: [a, b]"),
    ("Key-Words: [a]", "keywords: [a]"),
    ("author: Anna Lind", "authors: [Anna Lind]"),
    ("by:\n  - Anna Lind\n  - Ben Ode", "authors: [Anna Lind, Ben Ode]"),
    ("Subtitle: A", "subtitle: A"),
    ("doi: 10.1000/x1", "identifiers: {doi: 10.1000/x1}"),
    ("tlp: GREEN", "marking: {tlp: GREEN}"),
    ("isbn: 978-3-16-148410-0", "identifiers: {isbn: 978-3-16-148410-0}"),
    ("placement: end", "note_options: {placement: end}"),
    ("bibliography: [{id: a, title: T}]", "sources: {a: {title: T}}"),
]
BLOCKS = [
    ("figure: pixel.png", "figure: {src: pixel.png, alt: What it shows}"),
    ("figure: pixel.png\n  alt: A dot", "figure: {src: pixel.png, alt: A dot}"),
    (
        "figure: {src: pixel.png, alt: A, caption: C}",
        "figure: {src: pixel.png, alt: A}\n  caption: C",
    ),
    ("image: pixel.png\n  alt: A\n  caption: C", "figure: {src: pixel.png, alt: A}\n  caption: C"),
    ("img: {src: pixel.png, alt: A}", "figure: {src: pixel.png, alt: A}"),
    ("table: data.csv", "table: {header: [Line, Ferries], rows: [[North, 7]]}"),
    ("table: [[A, B], [1, 2]]", "table: {header: [A, B], rows: [[1, 2]]}"),
    ("table: [{A: 1}, {A: 2}]", "table: {header: [A], rows: [[1], [2]]}"),
    ("table: {headers: [A], rows: [[1]]}", "table: {header: [A], rows: [[1]]}"),
    ("table: {header: A | B, rows: [[1, 2]]}", "table: {header: [A, B], rows: [[1, 2]]}"),
    ("table: {header: [A], rows: [1]}", "table: {header: [A], rows: [[1]]}"),
    (
        "table: {header: [A], rows: [[1]], align: centre}",
        "table: {header: [A], rows: [[1]], align: [center]}",
    ),
    ("box: Take care.", "box: {body: [Take care.]}"),
    ("box: {body: Take care.}", "box: {body: [Take care.]}"),
    ("callout: Take care.", "box: {body: [Take care.]}"),
    ("note: Take care.", "box: {body: [Take care.]}"),
    ("list: One", "list: [One]"),
    ('list: "- One\\n- Two"', "list: [One, Two]"),
    ("bullets: [One, Two]", "list: [One, Two]"),
    ("ol: [One, Two]", "list: [One, Two]\n  ordered: true"),
    ("heading: A\n  level: H2", "heading: A\n  level: 2"),
    ("heading: A\n  level: '##'", "heading: A\n  level: 2"),
    ("h2: A", "heading: A\n  level: 2"),
    ("section: A", "heading: A"),
    ("heading: {text: A, level: 2}", "heading: A\n  level: 2"),
    ("heading: A\n  text: And more.", "heading: A\n- And more."),
    ("quote: {text: Words, author: Me}", "quote: Words\n  attribution: Me"),
    ("blockquote: Words", "quote: Words"),
    ("quote: Words\n  author: Me", "quote: Words\n  attribution: Me"),
    ("rule: yes", "rule: true"),
    ("hr: true", "rule: true"),
    ("hr:", "rule: true"),
    ("pagebreak: true", "page_break: true"),
    ("text: Only a text", "Only a text"),
    ("paragraph: Only a text", "Only a text"),
    ("type: heading\n  text: A\n  level: 2", "heading: A\n  level: 2"),
    ("type: paragraph\n  content: A", "A"),
    ("[A, B]", "list: [A, B]"),
    ("note: {title: A, text: B}", "box: {title: A, body: [B]}"),
    ("list: {a: b}", 'list: ["a: b"]'),
    ("table: |\n    A | B\n    1 | 2", "table: {header: [A, B], rows: [[1, 2]]}"),
    ("claim: A\n  text: B", "judgement: A\n  text: B"),
]


def mended(text: str, suffix: str = ".yaml") -> str:
    """The report after what the first error proposes."""
    finding = next(f for f in read_text(text, suffix).findings if f.severity == "error")
    assert finding.mended is not None, finding.full()
    lines = text.split("\n")
    lines[finding.mended.first - 1 : finding.mended.last] = finding.mended.text.split("\n")
    return "\n".join(lines)


@pytest.mark.parametrize(("written", "meant"), TOP, ids=[case[0] for case in TOP])
def test_a_key_of_the_report_is_mended_by_pasting(written: str, meant: str) -> None:
    text = f"{HEAD}{written}\nbody: [Text.]\n"
    assert mended(text) == f"{HEAD}{meant}\nbody: [Text.]\n"
    assert not has_errors(read_text(mended(text)).findings)


@pytest.mark.parametrize(("written", "meant"), BLOCKS, ids=[case[0] for case in BLOCKS])
def test_a_block_is_mended_by_pasting(written: str, meant: str) -> None:
    text = f"{HEAD}body:\n- {written}\n- Text.\n"
    errors = [f for f in read_text(text).findings if f.severity == "error"]
    for _ in errors:  # one slip may be two findings; what each proposes leads further
        if has_errors(read_text(text).findings):
            last = [f for f in read_text(text).findings if f.mended is not None][-1].mended
            assert last is not None
            lines = text.split("\n")
            lines[last.first - 1 : last.last] = last.text.split("\n")
            text = "\n".join(lines)
    assert errors
    assert text == f"{HEAD}body:\n- {meant}\n- Text.\n"
    assert not has_errors(read_text(text).findings)


@pytest.mark.parametrize(
    "block",
    [
        "section: {title: A, body: [Text]}",
        "heading: {text: A, body: [Text]}",
        "quote: {text: A, page: 4}",
    ],
)
def test_nothing_is_proposed_that_would_lose_a_part_of_the_block(block: str) -> None:
    findings = read_text(f"{HEAD}body:\n- {block}\n").findings
    assert findings
    assert [f.mended for f in findings] == [None] * len(findings)


def test_a_body_that_is_a_text_is_mended_by_pasting() -> None:
    assert mended(f"{HEAD}body: Text.\n") == f"{HEAD}body: [Text.]\n"
    assert mended(f"{HEAD}body: |\n  One.\n\n  Two.\n") == f"{HEAD}body: [One., Two.]\n"
    assert mended(f"{HEAD}body: {{heading: A}}\n") == f"{HEAD}body: [{{heading: A}}]\n"


def test_json_is_mended_in_json() -> None:
    head = '{"reportkit": 1, "title": "T",\n"date": "1 March 2024",\n"cover": "no",\n'
    text = mended(mended(f'{head}"body": ["Text."]}}', ".json"), ".json")
    assert '\n"date": "2024-03-01",\n"cover": false,\n' in text
    assert read_text(text, ".json").codes == []


@pytest.mark.parametrize("key", ["judgment", "judgement"])
def test_judgements_may_be_spelled_in_both_ways(key: str) -> None:
    text = f"{HEAD}{key}_summary: true\nbody:\n- {key}: A claim\n  text: Its support\n"
    report = read_text(text).report
    assert report.options.judgement_summary
    assert report == read_text(text.replace(key, "judgement")).report
    both = f"{HEAD}body: [{{judgement: A, judgment: B}}]\n"
    assert read_text(both).codes == ["RK102"]


def test_a_note_may_be_called_judgment() -> None:
    text = f"{HEAD}body: ['Text.[^judgment]']\nnotes: {{judgment: A note.}}\n"
    assert read_text(text).report.notes


def test_what_other_tools_say_leads_to_keys_that_there_are() -> None:
    forms = [SchemaModel]
    for form in forms:
        forms += form.__subclasses__()
    known = {key for form in forms for key in form.model_fields}
    assert {key for keys in KEYS.values() for key in keys} <= known
    assert {*KINDS.values()} <= {*KNOWN_KINDS}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1 March 2024", ["2024-03-01"]),
        ("March 1st, 2024", ["2024-03-01"]),
        ("Fri, 1 Mar 2024", ["2024-03-01"]),
        ("1. März 2024", ["2024-03-01"]),
        ("1er mars 2024", ["2024-03-01"]),
        ("1 de marzo de 2024", ["2024-03-01"]),
        ("1 марта 2024 г.", ["2024-03-01"]),
        ("2024年3月1日", ["2024-03-01"]),
        ("01/03/2024", ["2024-03-01", "2024-01-03"]),
        ("31/01/2024", ["2024-01-31"]),
        ("01/31/2024", ["2024-01-31"]),
        ("01.03.2024", ["2024-03-01"]),
        ("2024-3-1", ["2024-03-01"]),
        ("2024/03/01", ["2024-03-01"]),
        ("20240301", ["2024-03-01"]),
        ("2024-02-30", ["2024-03-01"]),
        ("2024-31-01", ["2024-01-31"]),
        ("٢٠٢٤-٠٣-٠١", ["2024-03-01"]),
        ("2024-03-01 6:00", ["2024-03-01T06:00"]),
        ("2024-03-01, 6:30 pm", ["2024-03-01T18:30"]),
        ("12 am, March 1, 2024", ["2024-03-01T00:00"]),
        ("2024-03-01 24:00", ["2024-03-02T00:00"]),
        ("2024-03-01T06:00+0300", ["2024-03-01T06:00+03:00"]),
        ("2024-03-01 06:00 UTC", ["2024-03-01T06:00Z"]),
        ("20240301T0600", ["2024-03-01T06:00"]),
        ("2024-03-01 25:00", []),
        ("March 2024", []),
        ("yesterday", []),
        ("", []),
        ("0000-01-01", []),
        ("99999999", []),
    ],
)
def test_dates_as_people_write_them(text: str, dates: list[str]) -> None:
    assert as_date(text) == dates


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English", "en"),
        ("Deutsch", "de"),
        ("German", "de"),
        ("français", "fr"),
        ("中文", "zh"),
        ("русский", "ru"),
        ("Englich", "en"),
        ("American English", "en-US"),
        ("Chinese (Simplified)", "zh"),
        ("en_US", "en-US"),
        ("pt_BR", "pt-BR"),
        ("zh_hans_cn", "zh-Hans-CN"),
        ("en_US.UTF-8", "en-US"),
        ("nothing at all", None),
    ],
)
def test_languages_as_people_call_them(name: str, tag: str | None) -> None:
    assert as_language(name) == tag


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("PST", "America/Los_Angeles"),
        ("Eastern Time", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("UTC+3", "Etc/GMT-3"),
        ("Mars", None),
    ],
)
def test_time_zones_as_people_call_them(name: str, zone: str | None) -> None:
    assert as_timezone(name) == zone
