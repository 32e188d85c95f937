"""Specifications of charts (Vega-Lite): read, checked, and completed with the data that they name.

What a chart shows must not depend on a network, on the time or on chance; and a mistake has its
place in the file. The rest of the grammar is left to Vega-Lite itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from reportkit.diagnostics import ReportkitError, Span, nearest
from reportkit.read.data_tables import DataReader
from reportkit.tree import json_source
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence, SourceFile

_MARKS: Final = frozenset(
    (
        *("arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "line"),
        *("point", "rect", "rule", "square", "text", "tick", "trail"),
    )
)
_VIEWS: Final = ("mark", "layer", "facet", "hconcat", "vconcat", "concat", "repeat")
_FORMULAS: Final = frozenset(
    ("calculate", "expr", "filter", "labelExpr", "signal", "test", "update")
)
"""Keys whose text is a formula, or holds one."""
_CHANGING: Final = re.compile(r"\b(now|random|sample\w+)\s*\(")
_PLAIN_NUMBER: Final = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_IN_REPORT: Final = re.compile(r"\s*\{")


def with_data(spec: Scalar, reader: DataReader, problems: Problems) -> None:
    """Replaces the name of a file by the specification in it, as JSON with all its data. A text in
    braces is a specification itself."""
    found = len(problems.found)
    own = _IN_REPORT.match(spec.text) is not None
    text = spec.text if own else reader.text(spec, "RK156")
    if text is None:
        return
    folder = None if own or spec.file.folder is None else (spec.file.folder / spec.text).parent
    file = SourceFile.of(spec.file.name if own else reader.name(spec), text, folder)
    root = _parsed(spec, file, own, problems)
    if root is None:
        return
    checker = _Checker(spec if own else None, reader, problems)
    complete = checker.complete(root)
    if len(problems.found) == found:
        spec.text = json.dumps(complete, ensure_ascii=False)
        problems.over("text_characters", len(spec.text), lambda: spec.span)


def _parsed(spec: Scalar, file: SourceFile, own: bool, problems: Problems) -> Mapping | None:
    """The tree of a specification; None with a finding."""
    its = Problems(file, problems.limits)
    if not own:
        problems.also(file)
    try:
        root = json_source.parse(its)
    except ReportkitError:
        root = None
    for one in its.found:
        place = spec.span if own else one.span
        problems.add("RK156", f"this is not JSON: {one.message}", place, one.hint)
    if its.found:
        return None
    if not isinstance(root, Mapping):
        message = 'a chart specification is a mapping: {"mark": …, "encoding": …}'
        problems.add("RK156", message, spec.span if own else file.span(0))
        return None
    return root


class _Checker:
    """Checks one specification while it is turned into values."""

    def __init__(self, own: Scalar | None, reader: DataReader, problems: Problems) -> None:
        """`own` is the text of the specification if it stands in the report."""
        self._own, self._reader, self._problems = own, reader, problems
        self._columns: set[str] = set()
        self._fields: list[Scalar] = []
        self._derives = False
        """Whether columns are made that the data do not have."""

    def complete(self, root: Mapping) -> object:
        """The specification as values, with the data of the files that it names."""
        schema = root.entries.get("$schema")
        if isinstance(schema, Scalar) and "/vega/" in schema.text:
            hint = "save the chart as Vega-Lite"
            self._add("RK156", "this is a specification of Vega, not of Vega-Lite", schema, hint)
            return {}
        if not any(key in root.entries for key in _VIEWS):
            message = "the specification draws nothing"
            self._add("RK156", message, root, "it needs 'mark' with 'encoding', or 'layer'")
            return {}
        made = self._value(root, "")
        if not self._derives and self._columns:
            self._check_fields()
        return made

    # --- values ---------------------------------------------------------------------------------

    def _value(self, node: Node, key: str) -> object:
        if isinstance(node, Scalar):
            if key in _FORMULAS:
                self._check_formula(node)
            return _plain(node)
        if isinstance(node, Sequence):
            return [self._value(item, key) for item in node.items]
        for again in node.duplicates:
            self._add("RK156", f"'{again.text[:60]}' is written twice", again, "remove one of them")
        made: dict[str, object] = {}
        for name, value in node.entries.items():
            made[name] = self._entry(name, value, key)
        return made

    def _entry(self, name: str, value: Node, parent: str) -> object:
        match name:
            case "data":
                return self._data(value)
            case "datasets":
                made = _raw(value)
                for rows in made.values() if isinstance(made, dict) else ():
                    self._note_columns(rows)
                return made
            case "url" if parent != "mark":
                self._add("RK157", f"'{name}' leads out of the chart", value)
            case "mark":
                self._check_mark(value)
            case "field" if isinstance(value, Scalar) and not value.null:
                self._fields.append(value)
            case "transform" | "repeat" | "lookup":
                self._derives = True
                self._check_sample(value)
        return self._value(value, name)

    def _check_mark(self, mark: Node) -> None:
        kind = mark.entries.get("type") if isinstance(mark, Mapping) else mark
        if not isinstance(kind, Scalar):
            return
        if kind.text == "image":
            self._add("RK157", "a chart cannot show pictures", kind)
        elif kind.text not in _MARKS:
            hint = nearest(kind.text, sorted(_MARKS)) or f"they are {', '.join(sorted(_MARKS))}"
            self._add("RK156", f"there is no mark '{kind.text[:60]}'", kind, hint)

    def _check_formula(self, formula: Scalar) -> None:
        if found := _CHANGING.search(formula.text):
            message = f"{found[1]}() gives another result at each build"
            self._add("RK159", message, formula)

    def _check_sample(self, transforms: Node) -> None:
        for one in transforms.items if isinstance(transforms, Sequence) else ():
            sample = one.entries.get("sample") if isinstance(one, Mapping) else None
            if sample is not None:
                self._add("RK159", "'sample' takes other rows at each build", sample)

    def _check_fields(self) -> None:
        """A finding for each column that an encoding names and no data have."""
        known = sorted(self._columns)
        for field in self._fields:
            name = field.text
            if name not in self._columns and not re.search(r"[.\[\]\\]", name):
                hint = nearest(name, known) or f"its columns are {', '.join(known[:12])}"
                self._add("RK156", f"the data have no column '{name[:60]}'", field, hint)

    # --- data -----------------------------------------------------------------------------------

    def _data(self, data: Node) -> object:
        """Data with the rows of the file that they name."""
        if not isinstance(data, Mapping):
            return _raw(data)
        if "url" in data.entries:
            return self._file(data, data.entries["url"])
        made = _raw(data)
        if isinstance(made, dict):
            if not {"values", "name"} & made.keys():
                self._derives = True  # data that Vega makes itself
            self._note_columns(made.get("values"))
        return made

    def _file(self, data: Mapping, name: Node) -> object:
        if not isinstance(name, Scalar):
            self._add("RK157", "'url' must be the name of a file beside the specification", name)
            return {}
        if "://" in name.text or name.text.startswith(("//", "data:")):
            message = f"'{name.text[:80]}' is a web address; a chart takes data from files only"
            self._add("RK157", message, name, "save the data beside the report")
            return {}
        place = name if self._own is None else _moved(name, self._own)
        form = _raw(data.entries["format"]) if "format" in data.entries else {}
        kind = form.get("type") if isinstance(form, dict) else None
        if kind == "json" or (kind is None and name.text.lower().endswith(".json")):
            rows = self._json_rows(place, form if isinstance(form, dict) else {})
        elif kind in (None, "csv", "tsv"):
            records = self._reader.records(place)
            rows = None if records is None else [*_records(records)]
        else:
            self._add("RK156", f"data of the type '{kind}' cannot be read", data.entries["format"])
            rows = None
        self._note_columns(rows)
        made = {key: _raw(value) for key, value in data.entries.items() if key != "url"}
        made.pop("format", None)
        if isinstance(form, dict) and "parse" in form:
            made["format"] = {"parse": form["parse"]}
        return {**made, "values": rows or []}

    def _json_rows(self, name: Scalar, form: dict[str, object]) -> object:
        text = self._reader.text(name, "RK156")
        if text is None:
            return None
        try:
            rows = json.loads(text)
        except ValueError as error:
            self._problems.add("RK156", f"'{name.text}' is not JSON: {error}", name.span)
            return None
        for step in str(form.get("property", "")).split(".") if form.get("property") else ():
            rows = rows.get(step) if isinstance(rows, dict) else None
        if not isinstance(rows, list):
            message = f"'{name.text}' holds no list of rows"
            self._problems.add("RK156", message, name.span)
        return rows

    def _note_columns(self, rows: object) -> None:
        for row in rows if isinstance(rows, list) else ():
            self._columns.update(row if isinstance(row, dict) else ("data",))
        if isinstance(rows, str | dict):
            self._derives = True  # text in a format of its own

    # --- findings -------------------------------------------------------------------------------

    def _add(self, code: str, message: str, node: Node, hint: str | None = None) -> None:
        self._problems.add(code, message, self._place(node), hint)

    def _place(self, node: Node) -> Span:
        return node.span if self._own is None else self._own.span_at(node.start)


def _moved(name: Scalar, own: Scalar) -> Scalar:
    """The name of a file in a specification that stands in the report, at its place there."""
    span = own.span_at(name.start)
    start = own.file.starts[span.line - 1] + span.column - 1
    return Scalar(name.text, own.file, start, start + len(name.text))


def _plain(scalar: Scalar) -> object:
    return json.loads(scalar.text) if scalar.plain and not scalar.null else _text(scalar)


def _text(scalar: Scalar) -> str | None:
    return None if scalar.null else scalar.text


def _raw(node: Node) -> object:
    """A node as values, unchecked."""
    match node:
        case Scalar():
            return _plain(node)
        case Sequence():
            return [_raw(item) for item in node.items]
        case Mapping():
            return {key: _raw(value) for key, value in node.entries.items()}


def _records(records: list[list[Scalar]]) -> Iterator[dict[str, object]]:
    """The rows of a CSV file by the heads of its columns, with numbers where there are numbers."""
    header, *rows = records
    for row in rows:
        yield {head.text: _number(cell.text) for head, cell in zip(header, row, strict=True)}


def _number(text: str) -> object:
    """A cell as JSON would have it."""
    bare = text.strip()
    if _PLAIN_NUMBER.fullmatch(bare) is None:
        return text or None
    return int(bare) if bare.lstrip("-").isdigit() else float(bare)
