"""The JSON Schemas that editors use, of reports and of project files, from the written form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec.yaml
from msgspec import Struct
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportkit.read.report_names import Names
from reportkit.read.schema import ALSO, WrittenReport
from reportkit.style.folders import theme_names

_PREFIX: Final = "Written"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_BRITISH: Final = {other: key for key, other in ALSO.items()}


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    """One key of a mapping, as described in `descriptions.yaml`."""

    meaning: str
    example: Any
    default: Any = None
    """The value that means the same as leaving the key out; None if there is no such value."""


@cache
def descriptions() -> dict[str, dict[str, Key]]:
    """The keys by the type of their mapping, in the order of the schema."""
    text = files("reportkit.read").joinpath("descriptions.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[str, dict[str, Key]])


class _EditorSchema(GenerateJsonSchema):
    """Describes what a person may write: no value is null, and defaults are left out."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def json_schema(names: Names | None = None) -> dict[str, Any]:
    """The JSON Schema of a report: each property with its description, an example, and, where it
    has one, its default. The examples of `theme` are the themes that ship.

    With the names of a report, editors offer them where a key or a value is one.
    """
    schema: dict[str, Any] = _named(WrittenReport.model_json_schema(schema_generator=_EditorSchema))
    mappings = (schema, *schema["$defs"].values())
    for mapping in mappings:
        keys = descriptions().get(mapping["title"], {})
        for name, value in mapping.get("properties", {}).items():
            if key := keys.get(_BRITISH.get(name, name)):
                mapping["properties"][name] = _described(value, key)
    schema["properties"]["theme"]["examples"] = list(theme_names())
    _share_sources(schema)
    if names is not None:
        _offer(schema, names)
    return {"$schema": _DRAFT, **schema}


def project_schema() -> dict[str, Any]:
    """The JSON Schema of a project file. No key is required in its defaults, because a report adds
    what they leave out."""
    report = json_schema()
    defs = report.pop("$defs")
    known = {name: one for name, one in report["properties"].items() if name != "reportkit"}
    for name, value in known.items():
        for one in (value, *value.get("anyOf", ())):
            whole = defs.get(one.get("$ref", "").removeprefix("#/$defs/"), {})
            if "required" in whole:
                part = {key: item for key, item in whole.items() if key != "required"}
                part["title"] = f"{part['title']}Defaults"
                defs[part["title"]] = part
                one["$ref"] = f"#/$defs/{part['title']}"
        known[name] = value
    description = "Values for the keys of all reports in the folder of a project and below it."
    defs["Defaults"] = {**_mapping("Defaults", description), "properties": known}
    defaults = _described({"$ref": "#/$defs/Defaults"}, descriptions()["Project"]["defaults"])
    project = _mapping("Project", "What a house says once for all of its reports: reportkit.yaml.")
    return {"$schema": _DRAFT, "$defs": defs, **project, "properties": {"defaults": defaults}}


def _mapping(title: str, description: str) -> dict[str, Any]:
    closed = {"type": "object", "additionalProperties": False}
    return {"title": title, "description": description, **closed}


def _share_sources(schema: dict[str, Any]) -> None:
    """Gives the list that a note is short for the same items as the list in a note."""
    sources = schema["$defs"]["Note"]["properties"]["sources"]
    described = {key: sources.pop(key) for key in ("description", "examples")}
    schema["$defs"]["Sources"] = {
        "title": "Sources",
        "description": "Works, addresses and other sources.",
        **sources,
    }
    reference = {"$ref": "#/$defs/Sources"}
    schema["$defs"]["Note"]["properties"]["sources"] = {**reference, **described}
    note = schema["properties"]["notes"]["additionalProperties"]
    note["anyOf"] = [{"type": "string"}, reference, *note["anyOf"][1:]]


def _offer(schema: dict[str, Any], names: Names) -> None:
    """Adds the names of a report at the places that take them."""
    properties, defs = schema["properties"], schema["$defs"]
    for name, of in (
        ("notes", names.notes),
        ("sources", names.works),
        ("acronyms", names.acronyms),
    ):
        _offer_keys(properties[name], of)
    for mapping in ("Table", "Grid"):
        _offer_keys(defs[mapping]["properties"]["notes"], names.table_notes)
    for mapping in defs.values():
        if names.ids and "id" in mapping.get("properties", {}):
            mapping["properties"]["id"]["examples"] = list(names.ids)
    if names.works:
        text = defs["Sources"]["items"]["oneOf"][0]
        text["examples"] = [f"@{name}" for name in names.works]


def _offer_keys(mapping: dict[str, Any], names: tuple[str, ...]) -> None:
    if names:
        mapping["properties"] = dict.fromkeys(names, mapping["additionalProperties"])


def _named(value: Any) -> Any:
    """A schema whose types have the names that readers know: `Heading`, not `WrittenHeading`."""
    match value:
        case dict():
            return {key.removeprefix(_PREFIX): _named(one) for key, one in value.items()}
        case list():
            return [_named(one) for one in value]
        case str():
            return value.removeprefix(_PREFIX).replace(f"/{_PREFIX}", "/")
        case _:
            return value


def _described(schema: dict[str, Any], key: Key) -> dict[str, Any]:
    default = {} if key.default is None else {"default": key.default}
    markdown = {"markdownDescription": key.meaning} if "`" in key.meaning else {}
    described = {"description": key.meaning, **markdown, "examples": [key.example], **default}
    return {**schema, **described}
