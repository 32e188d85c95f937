"""The JSON Schema that editors use, generated from the written form."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportkit.read.schema import WrittenReport


class _EditorSchema(GenerateJsonSchema):
    """Describes what a person may write: no value is null, and defaults are left out."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    schema = WrittenReport.model_json_schema(schema_generator=_EditorSchema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
