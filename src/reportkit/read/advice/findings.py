"""The findings about values that do not fit the schema, with messages that explain the form."""

from __future__ import annotations

from collections.abc import Sequence as Loc
from typing import Final, NamedTuple

from reportkit.diagnostics import Mended, nearest
from reportkit.read.advice import blocks, writing
from reportkit.read.advice.dates import as_date, as_month
from reportkit.read.advice.synonyms import normal
from reportkit.read.advice.values import proposal
from reportkit.read.advice.writing import Value
from reportkit.read.known_keys import known_keys
from reportkit.read.schema import ALSO, KINDS, kind_of
from reportkit.tree.nodes import Mapping, Node, Scalar, Sequence

Part = int | str


class Advice(NamedTuple):
    """The content of a finding, without its place."""

    message: str
    hint: str | None = None
    mended: Mended | None = None


EXAMPLES: Final[dict[str, str]] = {
    "reportkit": "reportkit: 1",
    "title": "title: Ferry Traffic in the Gulf",
    "date": "date: 2024-03-01",
    "body": "body: [The first paragraph., The second.]",
    "authors": "authors: [Anna Lind, Ben Ode]",
    "cover": "cover: true, or cover: {image: cover.png, alt: What it shows}",
    "contents": "contents: true, or contents: {depth: 2}",
    "defang": "defang: {domains: [ru, by]}",
    "figure": "figure: {src: map.png, alt: What it shows}",
    "figures[]": "{src: map.png, alt: What it shows, caption: The lines in winter}",
    "equation": "equation: E = mc^2",
    "src": "figure: {src: map.png, alt: What it shows}",
    "table": "table: {header: [Line, Ferries], rows: [[North, 7]]}",
    "header": "table: {header: [Line, Ferries], rows: [[North, 7]]}",
    "rows": "table: {header: [Line, Ferries], rows: [[North, 7]]}",
    "align": "align: [left, right]",
    "list": "list: [One, Two]",
    "box": "box: {title: A title, body: [Text]}",
    "quote": "{quote: The words, attribution: Who said them}",
    "judgement": "{judgement: A claim, text: Its support}",
    "notes": "notes: {name: The text of the note}",
    "sources": "sources: {name: {author: Barry Buzan, title: Security}}",
    "series": "series: {name: Ferry Reports, number: 7}",
    "name": "{name: Anna Lind}",
    "publisher": "publisher: {name: The Harbour Office, place: Tallinn}",
    "rights": "rights: {copyright: © 2024 The Harbour Office}",
    "identifiers": "identifiers: {isbn: 978-3-16-148410-0}",
    "marking": "marking: {tlp: GREEN}",
    "keywords": "keywords: [ferries, trade]",
    "status": "status: draft",
    "embargo": "embargo: {until: 2024-03-01T09:00, text: Not for quotation before}",
    "until": "embargo: 2024-03-01T09:00",
    "cutoff": "cutoff: 2024-03-01",
    "about_authors": "about_authors: end",
    "contacts": "contacts: [{name: Press office, email: press@example.org}]",
    "versions": "versions: [{number: 1.1, date: 2024-03-08, change: What changed}]",
    "acronyms": "acronyms: {EAEU: Eurasian Economic Union}",
    "suggested_citation": "suggested_citation: auto",
    "note_options": "note_options: {placement: end}",
    "language": "language: en-GB",
    "timezone": "timezone: Europe/Tallinn",
}
"""An example value of each key, ready to paste."""


DUE: Final[dict[str, str]] = {
    "authors[]": "a name, or a mapping with name, affiliation, email, orcid, role and bio",
    "list[]": "a text, or a mapping with text and list",
    "rows[]": "a list of cells",
    "align": "a list with left, right or center for each column",
    "authors": "a name, or a list of names",
    "body": "a list of blocks",
    "box": "a mapping with title and body",
    "contents": "true, false, or a mapping with depth, figures and tables",
    "cover": "true, false, or a mapping with image and alt",
    "defang": "a mapping with domains and style",
    "figure": "a mapping with src and alt",
    "figures": "a list of pictures, each a mapping with src, alt and caption",
    "figures[]": "a mapping with src, alt and caption",
    "header": "a list of cells",
    "identifiers": "a mapping with report_number, isbn or doi",
    "keywords": "a word, or a list of words",
    "embargo": "a date, or a mapping with until and text",
    "contacts": "a text, or a list of texts and mappings with name, role, email, phone and text",
    "contacts[]": "a text, or a mapping with name, role, email, phone and text",
    "versions": "a list of mappings with number, date and change",
    "versions[]": "a mapping with number, date and change",
    "acronyms": "a mapping of acronyms and what they stand for",
    "list": "a list of items",
    "marking": "a mapping with tlp or banner",
    "note_options": "a mapping with placement or numbering",
    "notes": "a mapping of names and notes",
    "publisher": "a name, or a mapping with name, place, url and logo",
    "rights": "a text, or a mapping with copyright, licence and disclaimer",
    "rows": "a list of rows, each a list of cells",
    "series": "a name, or a mapping with name, number, volume and issn",
    "table": "a mapping with header and rows",
}
"""What a key takes, if there is more to say than "a list" or "a mapping"."""


_IN_NOTES: Final = "a note holds paragraphs, lists and quotations"
_BLOCKS: Final = ("list", "quote")
"""The kinds of blocks that a note can hold, besides plain text."""
_DATES: Final = frozenset({"date", "cutoff", "until", "embargo"})
"""The keys that hold a date."""


def keys_of(loc: Loc[Part]) -> list[str]:
    """The keys of a location, without list indices and branches of unions."""
    return [part for part in loc if isinstance(part, str) and not part.startswith("<")]


def wrong_value(loc: Loc[Part], node: Node, parent: Node | None, message: str) -> Advice:
    """What to write in place of a value that does not fit."""
    keys = keys_of(loc)
    key = field_of(loc, node, parent)
    name = _key_of(node, parent)
    if key in _DATES and isinstance(node, Scalar):
        return _date(node, parent, message)
    if isinstance(node, Scalar) and node.null and key not in ("rule", "page_break"):
        return empty(key, message)
    if key in ("acronyms", "contacts", "versions"):
        return empty(key, message)
    meant = proposal(key, keys[-2] if len(keys) > 1 else "", writing.plain(node))
    if meant is None:
        return empty(key, message)
    shown = writing.inline(meant)
    if key == "table" and isinstance(node, Scalar):
        shown = f"{shown}: the cells are written in the report itself"
    if name is None:
        return Advice(message, f"write {shown}", writing.in_place(node, None, meant))
    values: dict[str, Value] = {name.text: meant}
    value = writing.plain(node)
    beside = _beside(key, value)
    if isinstance(value, dict) and isinstance(meant, str) and len(value) != 1 + len(beside):
        return Advice(message, f"write {name.text}: {shown}, and the rest in blocks of its own")
    mended = writing.in_place(node, name, values | beside)
    return Advice(message, f"write {name.text}: {shown}", mended)


def empty(key: str, message: str) -> Advice:
    """A value for which only an example of its form can be proposed."""
    return Advice(message, f"write {EXAMPLES[key]}" if key in EXAMPLES else None)


def field_of(loc: Loc[Part], node: Node, parent: Node | None) -> str:
    """The name of a value in the schema: `cover`; `rows[]` for an item of a list; empty for a value
    whose key belongs to a long form, if the short form is used."""
    keys = keys_of(loc)
    if not keys:
        return ""
    if isinstance(parent, Sequence):
        return f"{keys[-1]}[]"
    if [*keys[-2:]] in (["rows", "rows"], ["header", "rows"]):
        return ""  # how many rows a cell spans
    name = _key_of(node, parent)
    return keys[-1] if name is not None and name.text in (keys[-1], ALSO.get(keys[-1])) else ""


def _beside(key: str, value: Value) -> dict[str, Value]:
    """The keys beside a text that other tools put into one mapping with it."""
    if not isinstance(value, dict) or key not in KINDS:
        return {}
    known = known_keys(("body", 0, f"<{key}>"))
    names = {blocks.renamed(other, known): one for other, one in value.items()}
    return {k: one for k, one in names.items() if k and k not in (key, "text")}


def _date(node: Scalar, parent: Node | None, message: str) -> Advice:
    dates = as_date(node.text)
    name = _key_of(node, parent)
    if not dates and (month := as_month(node.text)) is not None:
        dates = [month]
    if len(dates) == 1:
        mended = writing.in_place(node, name, {name.text: dates[0]} if name else dates[0])
        return Advice(message, f"did you mean {dates[0]}?", mended)
    if dates:
        hint = f"did you mean {dates[0]} (day first) or {dates[1]} (month first)?"
        return Advice(message, hint)
    words = node.text.strip()
    if words and words[-4:].isdigit() and len(words) <= 20:
        hint = f"a date needs a month: write date: {words[-4:]}-01, and date_text: {words}"
        return Advice(message, f"{hint} to print these words")
    return Advice(message, "write date: 2024-03-01, or date: 2024-03-01T06:00")


def _key_of(node: Node, parent: Node | None) -> Scalar | None:
    """The key of a node."""
    if not isinstance(parent, Mapping):
        return None
    return next((parent.keys[k] for k, value in parent.entries.items() if value is node), None)


# --- keys ----------------------------------------------------------------------------------------


def missing_key(key: str) -> Advice:
    """A missing required key."""
    hint = f"write {EXAMPLES[key]}" if key in EXAMPLES else None
    return Advice(f"the key '{key}' is missing", hint)


def new_name(node: Node, name: str, loc: Loc[Part]) -> str | None:
    """The reportkit name of an unknown key in that place, if it is not used yet."""
    known = known_keys(loc)
    meant = blocks.renamed(name, known)
    return meant if isinstance(node, Mapping) and meant not in node.entries else None


def unknown_key(node: Node, parent: Node | None, name: str, loc: Loc[Part], guess: bool) -> Advice:
    """A key that is unknown in a mapping, which is in `parent`. `guess` says whether to look for
    the nearest known one."""
    if (misplaced := _block_of_note(node, name, loc)) is not None:
        return misplaced
    known = known_keys(loc)
    message = f"unknown key '{name}'"
    listed = f"possible here: {', '.join(known)}"
    if not isinstance(node, Mapping):
        return Advice(message, listed)
    if (meant := new_name(node, name, loc)) is not None:
        return _rename(node, name, meant, loc)
    if (meant := blocks.renamed(name, known)) is not None:
        called = f"{message}: reportkit calls this '{meant}', which is already here"
        return Advice(called, "remove one of the two")
    if (inside := _inside(name, known, loc)) is not None:
        return _move_in(node, name, *inside, loc)
    if (above := _above(name, loc)) is not None:
        return _move_out(node, parent, name, *above)
    if (split := _paragraph_under(node, name, loc)) is not None:
        return split
    hint = nearest(name, known) if guess else None
    if hint is None:
        return Advice(message, listed if known else None)
    return Advice(f"{message} ({listed})" if len(known) <= 12 else message, hint)


def _rename(node: Mapping, name: str, meant: str, loc: Loc[Part]) -> Advice:
    value = writing.plain(node.entries[name])
    keys = keys_of(loc)
    form = proposal(meant, keys[-1] if keys else "", value)
    values: dict[str, Value] = {meant: value if form is None else form}
    mended = writing.in_place(node.entries[name], node.keys[name], values)
    message = f"unknown key '{name}': reportkit calls this '{meant}'"
    if normal(name) == meant:
        message = f"unknown key '{name}': the keys of a report are lower-case, with _"
    return Advice(message, f"write {meant}", mended)


def _move_in(node: Mapping, name: str, field: str, key: str, loc: Loc[Part]) -> Advice:
    """A key that belongs inside one of its neighbours."""
    value = writing.plain(node.entries[name])
    message = f"unknown key '{name}': it belongs inside '{field}'"
    if field not in node.entries:
        values: dict[str, Value] = {field: {key: value}}
        mended = writing.in_place(node.entries[name], node.keys[name], values)
        return Advice(message, f"write {writing.inline(values)[1:-1]}", mended)
    hint = f"write it there: {field}: {{{writing.inline({key: value})[1:-1]}, …}}"
    held = writing.plain(node.entries[field])
    inner = held if isinstance(held, dict) else proposal(field, "", held)
    if not loc or not isinstance(inner, dict):
        return Advice(message, hint)
    rest = {k: writing.plain(v) for k, v in node.entries.items() if k not in (name, field)}
    merged: dict[str, Value] = {field: inner | {key: value}, **rest}
    return Advice(message, hint, writing.in_place(node, None, merged))


def _move_out(node: Mapping, parent: Node | None, name: str, key: str, field: str) -> Advice:
    """A key that belongs beside its mapping."""
    value = writing.plain(node.entries[name])
    message = f"unknown key '{name}': it belongs one level up, beside '{field}'"
    hint = f"write it there: {writing.inline({key: value})[1:-1]}"
    if not isinstance(parent, Mapping) or "reportkit" in parent.entries or key in parent.entries:
        return Advice(message, hint)
    rest = {k: writing.plain(v) for k, v in node.entries.items() if k != name}
    outer = {k: writing.plain(v) for k, v in parent.entries.items()} | {field: rest, key: value}
    return Advice(message, hint, writing.in_place(parent, None, outer))


def _inside(name: str, known: tuple[str, ...], loc: Loc[Part]) -> tuple[str, str] | None:
    """The field of the mapping to which a key belongs, and its name there."""
    for field in known:
        inner = known_keys((*loc, field))
        key = normal(name)
        if field not in ("notes", "sources") and key in inner:
            return field, key
    return None


def _above(name: str, loc: Loc[Part]) -> tuple[str, str] | None:
    """The name of a key one level up, and the field beside it."""
    if not loc or not isinstance(loc[-1], str) or loc[-1].startswith("<"):
        return None
    key = blocks.renamed(name, known_keys(loc[:-1]))
    return None if key is None else (key, loc[-1])


def _paragraph_under(node: Mapping, name: str, loc: Loc[Part]) -> Advice | None:
    """A heading, list or similar with a text, which must be a paragraph after it."""
    kind = loc[-1] if loc else None
    value = node.entries[name]
    if not isinstance(kind, str) or kind.strip("<>") not in KINDS or not isinstance(value, Scalar):
        return None
    if normal(name) not in ("text", "body", "content", "paragraph"):
        return None
    rest: dict[str, Value] = {k: writing.plain(v) for k, v in node.entries.items() if k != name}
    mended = writing.items_in_place(node, [rest, writing.plain(value)])
    message = f"unknown key '{name}': the text after a {kind.strip('<>')} is a separate block"
    return Advice(message, "write it as the next item of the body", mended)


# --- blocks --------------------------------------------------------------------------------------


def block_in_note(node: Node, guess: bool) -> tuple[str, Advice]:
    """A block of a note that is of another kind than those that a note can hold, or of none; with
    the code of the finding."""
    kind = (kind_of(writing.plain(node)) or "").strip("<>")
    if not kind:
        said = unclear_block(node, guess)
        return "RK108", said if said.hint else said._replace(hint=_IN_NOTES)
    hint = "write it in the body of the report, and refer to it: {ref:id}"
    if kind in ("pull_quote", "code"):
        hint = "write it as a quotation or a paragraph"
    elif kind == "include":
        hint = "write its blocks here"
    return "RK173", Advice(f"{_IN_NOTES}, but no '{kind}'", hint)


def blocks_as_text(node: Node, parent: Node | None) -> Advice:
    """The blocks of a note under `text`."""
    values: dict[str, Value] = {"body": writing.plain(node)}
    mended = writing.in_place(node, _key_of(node, parent), values)
    hint = f"write {writing.inline(values)[1:-1]}"
    return Advice(
        "'text' must be text, not a list; the blocks of a note are its 'body'", hint, mended
    )


def _block_of_note(node: Node, name: str, loc: Loc[Part]) -> Advice | None:
    """A list or a quotation that is not under the `body` of its note."""
    if not (loc and loc[0] == "notes" and isinstance(node, Mapping) and normal(name) in _BLOCKS):
        return None
    block: dict[str, Value] = {key: writing.plain(one) for key, one in node.entries.items()}
    values: dict[str, Value] = {"body": [block]}
    message = f"unknown key '{name}': the blocks of a note are written under 'body'"
    if len(loc) > 2 or block.keys() & {"text", "sources"}:
        return Advice(message, f"write body: [The first paragraph., {{{name}: …}}]")
    mended = writing.in_place(node, None, values)
    return Advice(message, f"write {writing.inline(values)[1:-1]}", mended)


def unclear_block(node: Node, guess: bool) -> Advice:
    """A block of unclear kind."""
    value = writing.plain(node)
    meant = blocks.meant(value)
    mended = writing.items_in_place(node, meant) if meant else None
    hint = f"write {writing.inline(meant[0])}" if meant else None
    if isinstance(node, Sequence):
        return Advice("a block must be text or a mapping, not a list", hint, mended)
    if not isinstance(node, Mapping):
        return Advice("a block must be text or a mapping, not nothing")
    kinds = [kind for kind in KINDS if kind in node.entries]
    if len(kinds) > 1:
        message = f"a block must have one kind, not {' and '.join(kinds)}"
        return Advice(message, "make each of them a separate item")
    seen = ", ".join(f"'{key}'" for key in [*node.entries][:8])
    message = (
        f"no key of this block names its kind; it has {seen}" if seen else "the block is empty"
    )
    if meant:
        first = meant[0]
        what = f"'{next(iter(first))}'" if isinstance(first, dict) else "a plain string"
        return Advice(f"{message}: reportkit calls this {what}", hint, mended)
    if guess:
        hints = (nearest(key, KINDS) for key in node.entries)
        hint = next(filter(None, hints), None)
    return Advice(message, hint)
