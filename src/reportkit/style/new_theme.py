"""The files of a theme to start from: every token with its meaning, from `docs/themes.md`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Final

from msgspec import Struct

from reportkit.style.folders import styles_folder
from reportkit.style.tokens import Theme

_WIDTH: Final = 96
_OWN: Final = ("name", "description")
"""The tokens that every theme has of its own."""
_EXAMPLES: Final[Mapping[str, str]] = {
    "press.icc": "my-press.icc",
    "press.colours": "{accent: [20, 100, 60, 40]}",
    "docx_template": "house.dotx",
    "labels": '{en: {notes: Sources, table: "Exhibit {n}"}}',
}
"""Values for tokens whose own are nothing, or a file in the folder of another theme."""


_MEDIA: Final[Mapping[str, str]] = {"print.css": "PDF", "epub.css": "EPUB"}
_SHEET: Final = """\
/* Rules for the {} that tokens cannot express, after those of the theme that this one extends.
   docs/themes.md of reportkit lists the classes. */
"""
_PLAIN: Final = re.compile(r"\w[\w .-]*")


class _Meaning(Struct, frozen=True):
    """A row of the table of tokens."""

    values: str
    what: str


def starting_files(name: str, parent: str, theme: Theme) -> dict[str, str]:
    """The files of a new theme by their names: `theme.yaml`, which sets nothing yet and holds each
    token of `theme` as a comment, and empty style sheets. `parent` is the name that `theme` has in
    `extends`."""
    sheets = {name: _SHEET.format(medium) for name, medium in _MEDIA.items()}
    return {"theme.yaml": "\n".join(_lines(name, parent, theme)) + "\n", **sheets}


def _lines(name: str, parent: str, theme: Theme) -> Iterator[str]:
    meanings = _meanings()
    yield "## A theme for reportkit. It looks like the theme that it extends until you set a token:"
    yield '## remove the "# " before it, and change its value. See the result with'
    yield "## `reportkit build REPORT.yaml --theme DIR`. docs/themes.md explains more."
    yield f"name: {json.dumps(name, ensure_ascii=False)}"
    yield f"description: {json.dumps(f'The look of {name}', ensure_ascii=False)}"
    yield f"extends: {json.dumps(parent, ensure_ascii=False)}"
    before: _Meaning | None = None
    for group, value in theme.model_dump().items():
        if group in _OWN:
            continue
        if not isinstance(value, Mapping) or group in _EXAMPLES:
            yield from _token(group, group, value, meanings.get(group), "")
            continue
        yield ""
        yield f"{group}:"
        for token, inner in value.items():
            meaning = meanings.get(f"{group}.{token}")
            told = None if meaning is before else meaning
            yield from _token(f"{group}.{token}", token, inner, told, "  ")
            before = meaning


def _token(
    path: str, name: str, value: object, meaning: _Meaning | None, indent: str
) -> Iterator[str]:
    """A token as a comment, after its meaning unless that of the token before is its own too."""
    if meaning is not None:
        yield from _told(meaning, indent)
    yield f"{indent}# {name}: {_EXAMPLES.get(path) or _written(value)}".rstrip()


def _written(value: object) -> str:
    """A value as YAML; nothing for a token that is not set."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, str) and value[:1].isalpha() and _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _told(meaning: _Meaning, indent: str) -> Iterator[str]:
    text = f"{meaning.what} ({meaning.values})"
    yield ""
    for line in wrap(text[0].upper() + text[1:], _WIDTH - len(indent)):
        yield f"{indent}## {line}"


def _meanings() -> dict[str, _Meaning]:
    """The meaning of each token by its path, such as `page.size`."""
    text = _documentation()
    rows = re.findall(r"^\| (`.+?) \| (.+?) \| (.+?) \|$", text[text.index("## Tokens") :], re.M)
    found: dict[str, _Meaning] = {}
    for names, values, what in rows:
        meaning = _Meaning(values.replace("`", ""), what.replace("`", ""))
        for path in _paths(names):
            found.setdefault(path.removesuffix(".LANGUAGE.LABEL"), meaning)
    return found


def _paths(names: str) -> Iterator[str]:
    """The paths of a row: `page.top`, `bottom` are page.top and page.bottom; `heading1` …
    `heading6` are six."""
    group, last = "", ""
    for sign, name in re.findall(r"(… )?`([\w.]+)`", names):
        if "." in name:
            group, _, name = name.rpartition(".")
        stem, number = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
        between = range(int(last[len(stem) :]) + 1, int(number)) if sign else ()
        for token in (*(f"{stem}{n}" for n in between), name):
            yield f"{group}.{token}" if group else token
        last = name


def _documentation() -> str:
    """`docs/themes.md`: beside the themes in an installed package, in `docs` in a checkout."""
    styles = styles_folder()
    installed = styles / "themes.md"
    return (installed if installed.exists() else styles.parent / "docs" / "themes.md").read_text(
        "utf-8"
    )
