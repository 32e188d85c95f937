"""The JSON Schema that editors use, generated from the written form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec.yaml
from msgspec import Struct
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportkit.read.schema import ALSO, WrittenReport
from reportkit.style.folders import theme_names

_PREFIX: Final = "Written"
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


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a report: each property with its description, an example, and, where it
    has one, its default. The examples of `theme` are the themes that ship."""
    schema: dict[str, Any] = _named(WrittenReport.model_json_schema(schema_generator=_EditorSchema))
    for mapping in (schema, *schema["$defs"].values()):
        keys = descriptions().get(mapping["title"], {})
        for name, value in mapping.get("properties", {}).items():
            if key := keys.get(_BRITISH.get(name, name)):
                mapping["properties"][name] = _described(value, key)
    schema["properties"]["theme"]["examples"] = list(theme_names())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


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
