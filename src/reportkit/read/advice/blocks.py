"""The intended block, by the keys of one of unclear kind."""

from __future__ import annotations

from typing import Final

from reportkit.read.advice.synonyms import KEYS, KINDS, NUMBERED, PARAGRAPHS, normal
from reportkit.read.advice.values import proposal
from reportkit.read.advice.writing import Value
from reportkit.read.known_keys import known_keys
from reportkit.read.schema import KINDS as KNOWN

_TEXTS: Final = (
    "text",
    "content",
    "title",
    "name",
    "value",
    "body",
    "caption",
    "url",
    "src",
    "items",
)
"""The key with the text of a block whose kind is named by another key."""
_TYPES: Final = ("type", "kind", "block", "element", "tag")


def kind_named(name: str) -> str | None:
    """The kind of block for a name from any tool; None if there is none."""
    key = normal(name)
    if key in KNOWN:
        return key
    return KINDS.get(key) or KINDS.get(key.removesuffix("s"))


def meant(value: Value) -> list[Value]:
    """The blocks to write in place of a value that is not a block; none if that is unclear."""
    if isinstance(value, list):
        return [{"list": value}] if value and all(isinstance(one, str) for one in value) else []
    if not isinstance(value, dict):
        return []
    if (named := next((key for key in value if normal(key) in _TYPES), None)) is not None:
        word = value[named]
        rest = {key: one for key, one in value.items() if key != named}
        return _typed(word, rest) if isinstance(word, str) else []
    if len(value) == 1:
        (key,) = value
        text = value[key]
        if normal(key) in PARAGRAPHS and isinstance(text, str) and text.strip():
            return [text]
    for key in value:
        kind = kind_named(key)
        if kind is not None and kind not in value:
            return _made(kind, key, value)
    return []


def _typed(word: str, rest: dict[str, Value]) -> list[Value]:
    """A block whose kind is the value of a key: {type: heading, text: Outlook}."""
    held = next((key for key in _TEXTS if key in rest), None)
    if normal(word) in PARAGRAPHS:
        text = rest.get(held or "")
        return [text] if isinstance(text, str) and text.strip() else []
    kind = kind_named(word)
    if kind is None or (held is None and kind not in ("rule", "page_break")):
        return []
    others = {key: one for key, one in rest.items() if key != held}
    return _made(kind, word, {word: rest[held] if held else "true", **others})


def _made(kind: str, key: str, value: dict[str, Value]) -> list[Value]:
    """The block of a kind, from a mapping with its content under a key of another name."""
    held = proposal(kind, "", value[key])
    inner: Value = value[key] if held is None else held
    if isinstance(value[key], dict) and isinstance(inner, str):
        return []  # there is more in it than a text
    if isinstance(inner, dict):
        inner = _within(kind, inner)
    block: dict[str, Value] = {kind: inner}
    name = normal(key)
    if kind == "list" and name in NUMBERED:
        block["ordered"] = True
    if kind == "heading" and name[:1] == "h" and name[1:].isdigit() and name != "h1":
        block["level"] = str(min(int(name[1:]), 6))
    beside = known_keys(("body", 0, f"<{kind}>"))
    inside = known_keys(("body", 0, f"<{kind}>", kind))
    for other, one in value.items():
        if other == key:
            continue
        at = renamed(other, beside)
        within = renamed(other, inside)
        if within is not None and isinstance(inner, dict) and at is None:
            inner[within] = one
        elif at is not None and at not in block:
            block[at] = one
        else:
            return []
    return [block]


def _within(kind: str, values: dict[str, Value]) -> dict[str, Value]:
    """What is in a block, with its keys and values as reportkit has them."""
    known = known_keys(("body", 0, f"<{kind}>", kind))
    result: dict[str, Value] = {}
    for key, value in values.items():
        name = renamed(key, known) or key
        name = key if name in result else name
        form = proposal(name, kind, value) if name in ("body", "header", "rows") else None
        result[name] = value if form is None else form
    return result


def renamed(key: str, known: tuple[str, ...]) -> str | None:
    """The reportkit name of a key in a place with these known keys; None if there is none."""
    name = normal(key)
    if name in known:
        return name
    bare = name.replace("_", "")
    alike = next((word for word in known if word.replace("_", "") == bare), None)
    return alike or next((word for word in KEYS.get(name, ()) if word in known), None)
