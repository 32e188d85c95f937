"""The intended value, by its key and the value found there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

from reportkit.read.advice.dates import as_date
from reportkit.read.advice.languages import as_language, as_timezone
from reportkit.read.advice.writing import Value

_TRUE = frozenset(("yes", "y", "on", "true", "1", "t", "ja", "oui", "si", "x", "enabled"))
_FALSE = frozenset(("no", "n", "off", "false", "0", "f", "none", "nein", "non", "disabled"))
_PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|pdf)", re.I)
_NAMES = re.compile(r"\s*(?:[,;|]|\band\b|&)\s*")
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d+[.)])[ \t]+", re.M)
_TLP = {
    "RED": "RED",
    "AMBER": "AMBER",
    "ORANGE": "AMBER",
    "YELLOW": "AMBER",
    "AMBER+STRICT": "AMBER+STRICT",
    "AMBERSTRICT": "AMBER+STRICT",
    "AMBER-STRICT": "AMBER+STRICT",
    "GREEN": "GREEN",
    "CLEAR": "CLEAR",
    "WHITE": "CLEAR",
}
_LEVELS = {"one": "1", "two": "2", "three": "3", "four": "4", "0": "1", "i": "1", "ii": "2"}
_ALIGN = {"l": "left", "r": "right", "c": "center", "centre": "center", "middle": "center"}
_ALIGN |= {"start": "left", "end": "right", "justify": "left", "centered": "center"}
_PLACES = {"foot": "page", "bottom": "page", "footnotes": "page", "footnote": "page"}
_PLACES |= {"endnotes": "end", "endnote": "end", "document": "end", "back": "end"}
_NUMBERINGS = {"chapter": "section", "restart": "section", "heading": "section"}
_NUMBERINGS |= {"document": "continuous", "report": "continuous", "global": "continuous"}
_WORDS: Final = ("text", "content", "title", "name", "value", "body", "label", "quote", "heading")
"""The keys that other tools use for the text of something."""


def proposal(key: str, parent: str, value: Value) -> Value | None:
    """What to write under a key in place of a value that does not fit; None if that is unclear.

    `parent` is the key above it, empty at the top level.
    """
    rule = _RULES.get(f"{parent}.{key}") or _RULES.get(key)
    if key == "" or (key.endswith("[]") and rule is None):
        return None
    meant = rule(value) if rule is not None else _as_text(value)
    return None if meant == value else meant


def _truth(value: Value) -> Value | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return True
    if not isinstance(value, str):
        return None
    word = value.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _only_true(value: Value) -> Value | None:
    return None if _truth(value) is False else True


def _cover(value: Value) -> Value | None:
    if isinstance(value, str) and _PICTURE.fullmatch(value):
        return {"image": value, "alt": "What it shows"}
    if isinstance(value, list):
        return _cover(value[0]) if len(value) == 1 else None
    return _truth(value)


def tlp(text: str) -> str | None:
    """The TLP 2.0 label that a text means."""
    word = re.sub(r"^TLP[\s:_-]*", "", text.strip().upper()).replace(" ", "")
    return _TLP.get(word)


def _marking(value: Value) -> Value | None:
    if isinstance(value, list) and len(value) == 1:
        return _marking(value[0])
    if not isinstance(value, str) or not value.strip():
        return None
    label = tlp(value)
    return {"tlp": label} if label else {"banner": value}


def _label(value: Value) -> Value | None:
    return tlp(value) if isinstance(value, str) else None


def _figure(value: Value) -> Value | None:
    if isinstance(value, list) and len(value) == 1:
        return _figure(value[0])
    if isinstance(value, str) and value.strip():
        return {"src": value, "alt": "What it shows"}
    return None


def _table(value: Value) -> Value | None:
    if isinstance(value, str) and "\n" in value.strip():
        return _table(_rows(value) or "")
    if isinstance(value, str):
        return {"header": ["Line", "Ferries"], "rows": [["North", "7"]]} if value.strip() else None
    if not isinstance(value, list) or len(value) < 2:
        return None
    if all(isinstance(row, list) for row in value):
        return {"header": value[0], "rows": value[1:]}
    if isinstance(first := value[0], dict) and all(isinstance(row, dict) for row in value):
        header: list[Value] = [*first]
        return {"header": header, "rows": _rows(value) or []}
    return None


def _rows(value: Value) -> Value | None:
    if isinstance(value, str):
        lines = [line for line in value.splitlines() if line.strip()]
        return [_cells(line) for line in lines] or None
    if isinstance(value, dict):
        return [[key, cell if isinstance(cell, str) else ""] for key, cell in value.items()]
    if not isinstance(value, list):
        return None
    return [[*row.values()] if isinstance(row, dict) else _listed(row) for row in value]


def _cells(line: str) -> Value:
    sign = next((sign for sign in ("|", "\t", ";", ",") if sign in line.strip("| ")), "|")
    return [cell.strip() for cell in line.strip().strip(sign).split(sign)]


def _row(value: Value) -> Value | None:
    if isinstance(value, str):
        return _cells(value) if value.strip() else None
    return [*value.values()] if isinstance(value, dict) else None


def _listed(value: Value) -> Value:
    return value if isinstance(value, list) else [value]


def _align(value: Value) -> Value | None:
    if isinstance(value, str):
        words = _NAMES.split(value.strip())
        return [_ALIGN.get(word.lower(), word.lower()) for word in words if word]
    return None


def _items(value: Value) -> Value | None:
    if isinstance(value, dict):
        lines = [f"{key}: {text}" for key, text in value.items() if isinstance(text, str)]
        return [*lines] if lines and len(lines) == len(value) else None
    if not isinstance(value, str) or not value.strip():
        return None
    parts = _ITEM.split(value) if _ITEM.search(value) else value.splitlines()
    return [part.strip() for part in parts if part.strip()]


def _blocks(value: Value) -> Value | None:
    if isinstance(value, dict):
        return [value] if value else None
    if not isinstance(value, str) or not value.strip():
        return None
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", value) if part.strip()]


def _box(value: Value) -> Value | None:
    body = value if isinstance(value, list) else _blocks(value) if isinstance(value, str) else None
    return {"body": body} if body else None


def _notes(value: Value) -> Value | None:
    if isinstance(value, str):
        return {"name": value} if value.strip() else {"name": "The text of the note."}
    return _keyed(value, "n", ("text", "note", "content", "value", "sources"))


def _works(value: Value) -> Value | None:
    if isinstance(value, str):
        return {"name": _work(value)} if value.strip() else {"name": {"title": "The work"}}
    works = _keyed(value, "work", ())
    if not isinstance(works, dict):
        return None
    return {key: _work(work) for key, work in works.items()}


def _work(value: Value) -> Value:
    if isinstance(value, str):
        return {"url" if value.startswith(("http:", "https:")) else "title": value}
    return value


def _keyed(value: Value, prefix: str, texts: tuple[str, ...]) -> Value | None:
    """A list converted to a mapping, by the name in each item or by a generated one."""
    if not isinstance(value, list) or not value:
        return None
    result: dict[str, Value] = {}
    for number, item in enumerate(value, start=1):
        key = f"{prefix}{number}"
        if isinstance(item, dict):
            rest = dict(item)
            name = next((k for k in ("id", "key", "name", "label", "ref") if k in rest), None)
            if name is not None and isinstance(rest[name], str):
                key = str(rest.pop(name)).lstrip("^@")
            elif len(rest) == 1:
                key = next(iter(rest))
                rest = rest[key] if isinstance(rest[key], dict) else {"": rest[key]}  # type: ignore[assignment]
            only = next(iter(rest.values())) if len(rest) == 1 else None
            item = only if only is not None and next(iter(rest)) in ("", *texts) else rest
        result[key] = item
    return result


def _identifiers(value: Value) -> Value | None:
    if isinstance(value, list) and len(value) == 1:
        return _identifiers(value[0])
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    digits = re.sub(r"^ISBN(?:-1[03])?:?\s*|[\s-]", "", text, flags=re.I)
    if re.fullmatch(r"(?:97[89])?\d{9}[\dXx]", digits):
        return {"isbn": re.sub(r"^ISBN(?:-1[03])?:?\s*", "", text, flags=re.I)}
    if found := re.search(r"10\.\d{4,9}/\S+", text):
        return {"doi": found[0]}
    return {"report_number": text}


def _named(key: str) -> Callable[[Value], Value | None]:
    """A function that makes a mapping with this key from one with another tool's key, or a list."""

    def rule(value: Value) -> Value | None:
        if isinstance(value, list):
            return value[0] if len(value) == 1 and isinstance(value[0], str) else None
        if isinstance(value, str) and value.strip():
            return {key: value}
        return None

    return rule


def _options(value: Value) -> Value | None:
    if not isinstance(value, str):
        return None
    word = value.strip().lower()
    if word in ("section", "continuous", *_NUMBERINGS):
        return {"numbering": _NUMBERINGS.get(word, word)}
    return {"placement": _PLACES.get(word, word)} if word in ("page", "end", *_PLACES) else None


def _one_of(words: dict[str, str], *known: str) -> Callable[[Value], Value | None]:
    def rule(value: Value) -> Value | None:
        word = value.strip().lower() if isinstance(value, str) else ""
        return word if word in known else words.get(word)

    return rule


def _defang(value: Value) -> Value | None:
    if isinstance(value, list):
        return {"domains": value} if value else None
    if isinstance(value, str) and _truth(value) is None and value.strip():
        return {"domains": _split(value)}
    return {"domains": ["ru", "by"]} if _truth(value) else None


def _split(value: str) -> Value:
    return [part for part in re.split(r"\s*[,;]\s*", value.strip()) if part]


def _words(value: Value) -> Value | None:
    if isinstance(value, str):
        return _split(value)
    return [*value] if isinstance(value, dict) else None


def _level(value: Value) -> Value | None:
    if isinstance(value, list) and len(value) == 1:
        return _level(value[0])
    if not isinstance(value, str):
        return None
    word = re.sub(r"^(?:h|level|lvl)\s*", "", value.strip().lower())
    if set(word) == {"#"}:
        word = str(len(word))
    word = _LEVELS.get(word, word).rstrip(".")
    if not (word.isascii() and word.isdigit()):
        return None
    return str(min(max(int(word[:3]), 1), 6))


def _version(value: Value) -> Value | None:
    return "1"


def _language(value: Value) -> Value | None:
    if isinstance(value, list) and value:
        return _language(value[0]) or value[0]
    return as_language(value) if isinstance(value, str) else None


def _timezone(value: Value) -> Value | None:
    return as_timezone(value) if isinstance(value, str) else None


def _date(value: Value) -> Value | None:
    if isinstance(value, dict):
        parts = [value.get(key) for key in ("year", "month", "day")]
        value = "-".join(part for part in parts if isinstance(part, str))
    meant = as_date(value) if isinstance(value, str) else []
    return meant[0] if len(meant) == 1 else None


def _as_text(value: Value) -> Value | None:
    """A text in place of a list of texts, or of a mapping that has one."""
    if isinstance(value, list):
        texts = [part for part in value if isinstance(part, str)]
        return ", ".join(texts) if texts and len(texts) == len(value) else None
    if isinstance(value, dict):
        found = next((value[key] for key in _WORDS if isinstance(value.get(key), str)), None)
        return found if found is not None else None
    return None


def _paragraphs(value: Value) -> Value | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value) and value:
        return "\n\n".join(str(part).strip() for part in value)
    return _as_text(value)


def _src(value: Value) -> Value | None:
    if isinstance(value, str) and "\\" in value:
        return str(PurePosixPath(value.replace("\\", "/")))
    return _as_text(value)


_RULES: Final[dict[str, Callable[[Value], Value | None]]] = {
    "reportkit": _version,
    "cover": _cover,
    "contents": _truth,
    "judgement_summary": _truth,
    "row_headers": _truth,
    "ordered": _truth,
    "rule": _only_true,
    "page_break": _only_true,
    "marking": _marking,
    "tlp": _label,
    "figure": _figure,
    "table": _table,
    "table.header": _row,
    "rows": _rows,
    "rows[]": lambda value: [value] if isinstance(value, str) else _row(value),
    "align": _align,
    "align[]": _one_of(_ALIGN, "left", "right", "center"),
    "header[]": _as_text,
    "keywords[]": _as_text,
    "domains[]": _as_text,
    "authors[]": _as_text,
    "list": _items,
    "body": _blocks,
    "box": _box,
    "notes": _notes,
    ".sources": _works,
    "sources": lambda value: _listed(value) if isinstance(value, str) else None,
    "identifiers": _identifiers,
    "series": _named("name"),
    "publisher": _named("name"),
    "rights": _named("copyright"),
    "authors": lambda value: [value] if isinstance(value, dict) else _words(value),
    "keywords": _words,
    "domains": _words,
    "note_options": _options,
    "placement": _one_of(_PLACES, "page", "end"),
    "numbering": _one_of(_NUMBERINGS, "continuous", "section"),
    "repeat": lambda value: "same",
    ".defang": _defang,
    "defang": _truth,
    "level": _level,
    "language": _language,
    "timezone": _timezone,
    "date": _date,
    "summary": _paragraphs,
    "text": _paragraphs,
    "quote": _paragraphs,
    "src": _src,
}
"""By the key, or by `parent.key` if a key has two meanings."""
