"""The kinds of value that a field of the written form may hold, with their places kept.

Text fields hold the `Scalar` itself, not a string, so that later findings in the text can be shown
at their place in the file. Each kind also defines its JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from reportkit.model.document import Width
from reportkit.passes.dates import Month
from reportkit.tree.nodes import Scalar

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import ValidatorFunctionWrapHandler

T = TypeVar("T")

# RFC 5646 section 2.1, without the grandfathered tags.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{3})?(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_CODE_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")
_WIDTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?) ?(%|mm)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?")
_SHARE = re.compile(r"\d{1,4}(\.\d{1,4})?")
TLP = ("RED", "AMBER", "AMBER+STRICT", "GREEN", "CLEAR")
"""The labels of TLP 2.0 (FIRST)."""


class Field(Struct, frozen=True, eq=False):
    """A field written as one scalar: its conversion and its JSON Schema."""

    convert: Callable[[Scalar], object]
    json_schema: dict[str, Any]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.json_schema)

    def _validate(self, value: object) -> object:
        if not isinstance(value, Scalar):
            raise PydanticCustomError("RK103", "expected text")
        return self.convert(value)


class Shorthand(Struct, frozen=True, eq=False):
    """A mapping that also has a shorter form: `series: Name`, a single author.

    `lengthen` gives the long form of a short value and every other value unchanged.
    """

    lengthen: Callable[[object], object]
    short: dict[str, Any]
    """The JSON Schema of the short form."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.lengthen, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [self.short, handler(schema)]}


class TextOr(Struct, frozen=True, eq=False):
    """One text, which may be empty and stays as it is, or a mapping."""

    mapping: type

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            _text_or_mapping, handler.generate_schema(self.mapping)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [_TEXT, handler(schema)]}


def _text_or_mapping(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    return _text_or_empty(value) if isinstance(value, Scalar) else handler(value)


def keyed(key: str) -> Shorthand:
    """One text is short for a mapping with that key."""

    def lengthen(value: object) -> object:
        return {key: value} if isinstance(value, Scalar) else value

    return Shorthand(lengthen, _TEXT)


def one_or_more() -> Shorthand:
    """One text is short for a list with one item."""

    def lengthen(value: object) -> object:
        return [value] if isinstance(value, Scalar) else value

    return Shorthand(lengthen, _TEXT)


_TEXT: dict[str, Any] = {"type": ["string", "number"]}


def _text(value: Scalar) -> Scalar:
    if value.null or not value.text.strip():
        raise PydanticCustomError("RK105", "the text is empty")
    return value


def _text_or_empty(value: Scalar) -> Scalar:
    if value.null:
        raise PydanticCustomError("RK105", 'the value is missing; write "" for an empty text')
    return value


def _truth(value: Scalar) -> bool:
    if value.text not in ("true", "false"):
        message = "expected true or false, not '{text}'"
        raise PydanticCustomError("RK104", message, {"text": value.text})
    return value.text == "true"


def _only_true(value: Scalar) -> bool:
    if value.text != "true":
        raise PydanticCustomError("RK104", "expected true; remove the block if you do not want it")
    return True


def _spanned(value: Scalar) -> int:
    if not (value.text.isascii() and value.text.isdigit() and 1 <= int(value.text[:6]) <= 10_000):
        message = "expected a whole number from 1 on, not '{text}'"
        raise PydanticCustomError("RK104", message, {"text": value.text})
    return int(value.text)


def _share(value: Scalar) -> float:
    if not _SHARE.fullmatch(value.text) or not 0 < float(value.text) <= 1000:
        message = "expected a number above 0, up to 1000, not '{text}'"
        raise PydanticCustomError("RK104", message, {"text": value.text})
    return float(value.text)


def _level(value: Scalar) -> int:
    if value.text not in ("1", "2", "3", "4", "5", "6"):
        raise PydanticCustomError("RK104", "a level must be a whole number from 1 to 6")
    return int(value.text)


def _code_language(value: Scalar) -> str:
    if not _CODE_LANGUAGE.fullmatch(value.text):
        message = "'{text}' is no name of a language such as python, sql or c++"
        raise PydanticCustomError("RK104", message, {"text": value.text})
    return value.text


def _number(value: Scalar) -> int:
    if not (value.text.isascii() and value.text.isdecimal() and len(value.text) <= 4):
        raise PydanticCustomError("RK104", "expected a whole number from 0 to 9999")
    return int(value.text)


def _version(value: Scalar) -> int:
    if value.text != "1":
        message = "unknown schema version '{version}'; this reportkit reads version 1"
        raise PydanticCustomError("RK113", message, {"version": value.text})
    return 1


def _date(value: Scalar) -> date | datetime:
    text = value.text.strip()
    try:
        if not (text.isascii() and _DATE.fullmatch(text)):
            raise ValueError
        if len(text) == len("2024-03"):
            return Month.fromisoformat(f"{text}-01")
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        from reportkit.read.advice.dates import why_not  # late: most dates are right

        why = why_not(text) or "a date is written YYYY-MM-DD, YYYY-MM-DDTHH:MM or YYYY-MM"
        message = "'{text}' is not a date: {why}"
        raise PydanticCustomError("RK106", message, {"text": text, "why": why}) from None


def is_language_tag(text: str) -> bool:
    """Whether a text has the form of a BCP 47 tag."""
    return _LANGUAGE.fullmatch(text) is not None


def _about_authors(value: Scalar) -> bool:
    if value.text not in ("true", "end", "false"):
        message = "expected true, end or false, not '{text}'"
        raise PydanticCustomError("RK104", message, {"text": value.text})
    return value.text == "end"


def _language(value: Scalar) -> str:
    text = value.text.strip()
    if not is_language_tag(text):
        raise PydanticCustomError("RK107", "'{text}' is not a language tag", {"text": text})
    return text


def _timezone(value: Scalar) -> str:
    try:
        ZoneInfo(value.text)
    except (ValueError, OSError, KeyError):
        message = "unknown time zone '{text}'"
        raise PydanticCustomError("RK114", message, {"text": value.text}) from None
    return value.text


def _tlp(value: Scalar) -> str:
    text = value.text.upper().removeprefix("TLP:")
    if text not in TLP:
        message = "unknown TLP label '{text}'; TLP 2.0 has {known}"
        context = {"text": value.text, "known": ", ".join(TLP)}
        raise PydanticCustomError("RK501", message, context)
    return f"TLP:{text}"


def choice(*words: str) -> Field:
    """One of a few words."""

    def convert(value: Scalar) -> str:
        if value.text not in words:
            message = "'{text}' is not one of: {known}"
            context = {"text": value.text, "known": ", ".join(words)}
            raise PydanticCustomError("RK104", message, context)
        return value.text

    return Field(convert, {"enum": list(words)})


Text = Annotated[Scalar, Field(_text, _TEXT)]
"""Text with inline markup, not empty."""
TextOrEmpty = Annotated[Scalar, Field(_text_or_empty, _TEXT)]
Truth = Annotated[bool, Field(_truth, {"type": "boolean"})]
OnlyTrue = Annotated[bool, Field(_only_true, {"const": True})]
Spanned = Annotated[int, Field(_spanned, {"type": "integer", "minimum": 1})]
Share = Annotated[float, Field(_share, {"type": "number", "exclusiveMinimum": 0})]
Level = Annotated[int, Field(_level, {"enum": [1, 2, 3, 4, 5, 6]})]
CodeLanguage = Annotated[str, Field(_code_language, {"type": "string"})]


def _width(value: Scalar) -> Width:
    found = _WIDTH.fullmatch(value.text.strip())
    amount = float(found[1]) if found else 0
    if found and (1 <= amount <= 100 if found[2] == "%" else 1 <= amount <= 1000):
        return Width(amount, "%" if found[2] == "%" else "mm")
    raise PydanticCustomError(
        "RK450", "a width is a share of the text, such as 60%, or millimetres, such as 80mm"
    )


PictureWidth = Annotated[
    Width, Field(_width, {"type": "string", "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s?(%|mm)\s*$"})
]
Number = Annotated[int, Field(_number, {"type": "integer", "minimum": 0, "maximum": 9999})]
Version = Annotated[int, Field(_version, {"const": 1})]
Date = Annotated[date | datetime, Field(_date, {"type": "string", "pattern": f"^{_DATE.pattern}$"})]
Language = Annotated[str, Field(_language, {"type": "string"})]
TimeZone = Annotated[str, Field(_timezone, {"type": "string"})]
AboutAuthors = Annotated[bool, Field(_about_authors, {"enum": [True, "end", False]})]
TlpLabel = Annotated[str, Field(_tlp, {"enum": list(TLP)})]
