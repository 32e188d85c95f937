"""The JSON Schema that editors use says the same as the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reportkit.read import schema
from reportkit.read.editor_schema import descriptions, json_schema, project_schema
from reportkit.read.report_names import Names, names_of
from reportkit.read.schema import ALSO
from tests.unit.reading import HEAD, read_file, read_text

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
REPORTS = [path for path in EXAMPLES if "\nreportkit: 1" in f"\n{path.read_text('utf-8')}"]
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 with the core schema, as editors read it: no dates, no yes and no."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 (PyYAML's own form)


for tag, form, first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
):
    pattern = re.compile(f"(?:{form})$")
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", pattern, list(first))


def errors(text: str) -> list[ValidationError]:
    """What an editor would mark in a report."""
    return list(VALIDATOR.iter_errors(yaml.load(text, EditorLoader)))


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == ["reportkit", "title", "date", "body"]


PROJECT = project_schema()
MAPPINGS = {"Report": SCHEMA, **SCHEMA["$defs"], "Project": PROJECT}
PROPERTIES = [
    (name, key) for name, mapping in MAPPINGS.items() for key in mapping.get("properties", ())
]


def test_every_key_is_described_and_every_description_has_a_key() -> None:
    """A new key needs an entry in descriptions.yaml; a key that went, none."""
    written = {(name, ALSO.get(key, key)) for name, keys in descriptions().items() for key in keys}
    spelled = {(name, ALSO.get(key, key)) for name, key in PROPERTIES}
    assert sorted(written ^ spelled) == []


@pytest.mark.parametrize(("name", "key"), PROPERTIES)
def test_every_key_has_a_meaning_and_an_example_that_is_valid(name: str, key: str) -> None:
    value = MAPPINGS[name]["properties"][key]
    assert value["description"].endswith((".", ";"))
    defs = (PROJECT if name == "Project" else SCHEMA)["$defs"]
    validator = Draft202012Validator({"$defs": defs, **value})
    for example in [*value["examples"], *([value["default"]] if "default" in value else ())]:
        assert list(validator.iter_errors(example)) == [], example


def test_the_default_of_a_key_is_the_one_of_the_reader() -> None:
    for name, key in PROPERTIES:
        if name == "Project":
            continue
        field = getattr(schema, f"Written{name}").model_fields.get(key)
        if field is not None and not field.is_required():
            default = field.get_default(call_default_factory=True)
            described = MAPPINGS[name]["properties"][key].get("default")
            if isinstance(default, bool | int | str | list) or default == {}:
                assert described == default, (name, key)


@pytest.mark.parametrize("name", MAPPINGS)
def test_no_type_shows_the_name_of_its_class(name: str) -> None:
    assert "Written" not in json.dumps(MAPPINGS[name])
    assert MAPPINGS[name]["title"] == name and MAPPINGS[name]["description"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_accepts_the_examples(path: Path) -> None:
    assert errors(path.read_text("utf-8")) == []


ACCEPTED = [
    "series: S",
    "series: {name: S, number: 7}",
    "authors: A",
    "authors: [A, {name: B, role: c}]",
    "publisher: {name: P, place: Q}",
    "rights: {licence: CC BY}",
    "keywords: a",
    "cover: true",
    "cover: {image: pixel.png, alt: A dot}",
    "marking: {tlp: RED}",
    "note_options: {placement: end, numbering: section, repeat: same}",
    "defang: {domains: ru, style: ''}",
    "contents: true",
    "summary: |\n  One.\n\n  Two.",
    "date_text: 6:00",
    "identifiers: {report_number: 7, isbn: 978-3-16-148410-0}",
    "subtitle: 010",
]
REFUSED = [
    "titel: T",
    "series: {nme: S}",
    "series: []",
    "authors: [{role: a}]",
    "authors: []\ncover: maybe",
    "marking: {tlp: PINK}",
    "note_options: {placement: bottom}",
    "contents: yes please",
    "keywords: {a: b}",
    "sources: {a: {titel: T}}",
    "notes: {a: {txt: T}}",
]
BLOCKS = [
    "Text.",
    "{judgement: A claim, text: Its support}",
    "{heading: H, level: 1, id: h}",
    "{list: [a, {text: b, list: [c], ordered: true}], ordered: false}",
    "{quote: Q, attribution: A}",
    "{table: {header: [a, ''], rows: [[1, 2.5]], row_headers: true, align: [left, right]}}",
    "{table: {header: [a], rows: [[b]]}, caption: C, source: S, id: t}",
    "{figure: {src: pixel.png, alt: ''}, caption: C, credit: D, id: f}",
    "{box: {title: T, body: [a, {box: {body: [b]}}]}}",
    "{rule: true}",
    "{page_break: true}",
    "{signoff: S}",
]
NO_BLOCKS = [
    "{heading: H, level: 7}",
    "{heading: H, levl: 2}",
    "{list: a}",
    "{list: []}",
    "{table: {header: [a]}}",
    "{table: {header: [a], rows: [[b]], align: [middle]}}",
    "{rule: false}",
    "{box: {body: []}}",
    "{box: {body: [{heding: H}]}}",
    "{unknown: a}",
    "[a]",
]


@pytest.mark.parametrize("text", [f"{HEAD}body: [Text.]\n{more}\n" for more in ACCEPTED])
def test_what_the_reader_accepts_at_the_top_level(text: str) -> None:
    assert read_text(text).codes == []
    assert errors(text) == []


@pytest.mark.parametrize("text", [f"{HEAD}body: [Text.]\n{more}\n" for more in REFUSED])
def test_what_the_reader_refuses_at_the_top_level(text: str) -> None:
    assert read_text(text).codes
    assert errors(text)


@pytest.mark.parametrize("text", [f"{HEAD}body:\n- {block}\n" for block in BLOCKS])
def test_blocks(text: str) -> None:
    assert read_text(text).codes == []
    assert errors(text) == []


@pytest.mark.parametrize("text", [f"{HEAD}body:\n- {block}\n" for block in NO_BLOCKS])
def test_no_blocks(text: str) -> None:
    assert read_text(text).codes
    assert errors(text)


@pytest.mark.parametrize("note", ["Text.", "['https://example.org', {title: T}]", "{text: a}"])
def test_notes(note: str) -> None:
    text = f"{HEAD}body: ['Text.[^a]']\nnotes: {{a: {note}}}\n"
    assert read_text(text).codes == []
    assert errors(text) == []


@pytest.mark.parametrize("key", ["reportkit", "title", "date", "body"])
def test_required_keys(key: str) -> None:
    lines = f"{HEAD}body: [Text.]\n".splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(key))
    assert read_text(text).codes == ["RK101"]
    assert len(errors(text)) == 1


@pytest.mark.parametrize("date", ["31.01.2024", "2024", "2024-01-31 or so"])
def test_the_form_of_dates(date: str) -> None:
    text = f"{HEAD}body: [Text.]\n".replace("2024-01-31", date)
    assert read_text(text).codes == ["RK106"]
    assert len(errors(text)) == 1


def test_editors_get_a_text_for_each_part() -> None:
    assert all(part.get("description") for part in SCHEMA["$defs"].values())
    assert SCHEMA["description"]


# --- project files ------------------------------------------------------------------------------


def test_a_key_of_a_project_file_is_described_as_in_a_report() -> None:
    Draft202012Validator.check_schema(PROJECT)
    shared = PROJECT["$defs"]["Defaults"]["properties"]
    assert shared.keys() == SCHEMA["properties"].keys() - {"reportkit"}
    for name, value in shared.items():
        for word in ("description", "examples", "default"):
            assert value.get(word) == SCHEMA["properties"][name].get(word), name


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("defaults: {publisher: Gulf Institute, theme: report}", True),
        ("defaults: {publisher: {place: Helsinki}, series: {issn: 2049-3630}}", True),
        ("defaults: {embargo: {text: Not for quotation.}}", True),
        ("defaults: {sources: {buzan: {title: Security}}, acronyms: {AIS: System}}", True),
        ("defaults: {}", True),
        ("{}", True),
        ("publisher: Gulf Institute", False),
        ("defaults: {reportkit: 1}", False),
        ("defaults: {publisher: {plaze: Helsinki}}", False),
        ("defaults: {authors: [{role: editor}]}", False),
        ("defaults: [a]", False),
    ],
)
def test_the_schema_of_project_files_and_the_reader_agree(
    text: str, accepted: bool, tmp_path: Path
) -> None:
    (tmp_path / "reportkit.yaml").write_text(text)
    more = "body: [Text.]\nseries: {name: S}\npublisher: {name: P}\nembargo: 2024-03-01\n"
    path = tmp_path / "report.yaml"
    path.write_text(HEAD + more)
    found = list(Draft202012Validator(PROJECT).iter_errors(yaml.load(text, EditorLoader)))
    assert (found == []) == accepted
    assert (read_file(path).codes == []) == accepted


# --- the names in a report ----------------------------------------------------------------------


def test_names_that_are_referred_to_and_not_defined_come_first(tmp_path: Path) -> None:
    (tmp_path / "reportkit.yaml").write_text("defaults: {sources: {house: {title: H}}}\n")
    (tmp_path / "part.yaml").write_text("- {heading: P, id: part}\n- See {page:far}.[^b]\n")
    path = tmp_path / "report.yaml"
    path.write_text(
        f"{HEAD}body:\n- {{heading: A, id: a}}\n- 'See [it](#b), {{ref:a}}, {{note:c}}.'\n"
        "- include: part.yaml\n"
        "- {table: {header: [H], rows: [['x[^t:k]']]}, notes: {m: Text.}}\n"
        "notes: {d: ['@work, p. 1']}\nacronyms: {AIS: System}\ntitel: no key\n"
    )
    names = Names(
        ("b", "far", "a", "part"), ("c", "b", "d"), ("k", "m"), ("work", "house"), ("AIS",)
    )
    assert names_of(path) == names
    offered = json_schema(names)
    Draft202012Validator.check_schema(offered)
    assert errors_of(offered, "body: [a]\nnotes: {c: Text., new: [a]}\n") == []
    assert errors_of(offered, "body: [a]\nnotes: {c: {txt: Text.}}\n")


def errors_of(schema: dict[str, Any], more: str) -> list[ValidationError]:
    return list(Draft202012Validator(schema).iter_errors(yaml.load(HEAD + more, EditorLoader)))
