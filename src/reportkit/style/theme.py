"""From a folder to a theme, or to findings: `theme.yaml`, `print.css`, `epub.css`, `fonts/`.

A theme inherits each token that it does not set, and the style sheets before its own, from the
theme that it `extends`: another theme by name or folder, by default `briefing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportkit.diagnostics import Diagnostic, Outcome, ReportkitError, nearest
from reportkit.model.terms import Terms, terms_for
from reportkit.reasons import reason
from reportkit.style.colours import pale_accent, with_tint
from reportkit.style.docx_template import TemplateError, read_template
from reportkit.style.folders import styles_folder, theme_folder, theme_names
from reportkit.style.font_files import FontError, FontFile, font_files
from reportkit.style.fonts import SHIPPED_FAMILIES, FontFace, whole_face
from reportkit.style.icc import IccError, read_press_profile
from reportkit.style.installed_fonts import installed_faces
from reportkit.style.tokens import Theme
from reportkit.tree import Mapping, Node, Problems, Scalar, Sequence, read_bytes, read_tree
from reportkit.tree.limits import SHEET_BYTES

ROOT: Final = "briefing"
"""The theme from which all others inherit."""


class ThemeError(ReportkitError):
    """A theme that does not exist or cannot be used, with all findings."""


def find_theme(name: str, *beside: Path) -> Theme:
    """The shipped theme of that name, or the one in the folder of that name in `beside`.

    Raises ThemeError if there is none or it cannot be used, UnreadableFileError if its `theme.yaml`
    cannot be read.
    """
    folder = theme_folder(name, *beside)
    if folder is None:
        raise ThemeError([_missing(name)])
    return load_theme(folder)


def load_theme(folder: Path) -> Theme:
    """The theme in a folder. Raises as `find_theme` does."""
    layers = _layers(folder)
    tokens = layers[0].tokens
    for layer in layers[1:]:
        own = with_tint(layer.tokens, tokens)
        tokens = _merged(_without_old_inks(tokens, own), own)
    print_css, epub_css = (_sheets(layers, name) for name in ("print.css", "epub.css"))
    fonts = _fonts(layers, tokens, print_css.value + epub_css.value)
    installed = _installed(tokens, fonts.value[0])
    files: dict[str, Outcome[object]] = {
        "print_css": print_css,
        "epub_css": epub_css,
        "faces": Outcome((*fonts.value[0], *installed.value), fonts.findings),
        "spare_fonts": Outcome(fonts.value[1]),
        "docx_parts": _template(layers),
        "press_icc": _press_profile(layers),
    }
    values = {name: outcome.value for name, outcome in files.items()}
    theme, unfit = _validated(tokens, values, layers[-1])
    findings = (*(d for outcome in files.values() for d in outcome.findings), *unfit)
    if theme is None or findings:
        raise ThemeError(findings)
    warnings = (*pale_accent(tokens), *installed.findings)
    return theme.model_copy(update={"warnings": warnings}) if warnings else theme


def with_template(theme: Theme, path: Path) -> Theme:
    """The theme with another Word template. Raises ThemeError if that cannot be used."""
    try:
        return theme.model_copy(update={"docx_parts": read_template(path)})
    except TemplateError as error:
        raise ThemeError([Diagnostic(error.code, str(error))]) from error


def theme_terms(theme: Theme, language: str) -> Terms:
    """The words that reportkit prints in a language; words defined by the theme take precedence."""
    own = theme.labels.get(language.split("-")[0].lower(), {})
    return replace(terms_for(language), **own)


class _Layer(Struct, frozen=True):
    """One theme in the chain from `briefing` to the theme that was asked for."""

    folder: Path
    tokens: Mapping
    problems: Problems


def _missing(name: str) -> Diagnostic:
    return Diagnostic("RK404", f"there is no theme '{name}'", hint=nearest(name, theme_names()))


def _layers(folder: Path) -> list[_Layer]:
    """The theme and those that it extends, the most general first."""
    layers: list[_Layer] = []
    at: Path | None = folder
    while at is not None:
        layer = _read(at)
        layers.insert(0, layer)
        at = _parent(layer, layers)
    return layers


def _read(folder: Path) -> _Layer:
    root, problems = read_tree(folder / "theme.yaml")
    if root is None:
        root = Mapping({}, {}, problems.file, 0)
    if not isinstance(root, Mapping):
        problems.add("RK405", "a theme must be a mapping of tokens and values", root.span)
    if problems.found or not isinstance(root, Mapping):
        raise ThemeError(problems.found)
    return _Layer(folder, root, problems)


def _parent(layer: _Layer, seen: list[_Layer]) -> Path | None:
    """The folder of the theme that a theme extends; None for the root."""
    extends = layer.tokens.entries.pop("extends", None)
    if extends is None:
        root = styles_folder() / ROOT
        return None if layer.folder.resolve() == root.resolve() else root
    stop = layer.problems.stop
    if not isinstance(extends, Scalar):
        stop("RK405", "'extends' must be the name of a theme", extends.span)
    folder = theme_folder(extends.text, layer.folder.parent)
    if folder is None:
        missing = _missing(extends.text)
        stop("RK404", missing.message, extends.span, missing.hint)
    if folder.resolve() in (other.folder.resolve() for other in seen):
        way = " → ".join([*(other.folder.name for other in reversed(seen)), folder.name])
        stop("RK405", f"the theme extends itself: {way}", extends.span)
    return folder


def _merged(base: Mapping, over: Mapping) -> Mapping:
    """The tokens of `base`, replaced by those of `over`, mapping by mapping. A group without any
    tokens (`colours:` with nothing under it) replaces none."""
    entries, keys = dict(base.entries), {**base.keys, **over.keys}
    for name, node in over.entries.items():
        former = entries.get(name)
        if isinstance(former, Mapping) and isinstance(node, Scalar) and node.null:
            continue
        if isinstance(node, Mapping) and isinstance(former, Mapping):
            node = _merged(former, node)
        entries[name] = node
    return Mapping(entries, keys, over.file, over.start)


def _sheets(layers: list[_Layer], name: str) -> Outcome[str]:
    """The style sheets of that name, concatenated; a theme need not have one."""
    outcomes = [_sheet(layer.folder / name) for layer in layers]
    return Outcome(
        "\n".join(filter(None, (outcome.value for outcome in outcomes))),
        tuple(finding for outcome in outcomes for finding in outcome.findings),
    )


def _unreadable(error: OSError | ValueError) -> str:
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else reason(error)


def _sheet(path: Path) -> Outcome[str]:
    try:
        return Outcome(read_bytes(path, SHEET_BYTES).decode("utf-8"))
    except FileNotFoundError:
        return Outcome("")
    except (OSError, ValueError) as error:
        return Outcome("", (Diagnostic("RK405", f"{path}: {_unreadable(error)}"),))


def _fonts(
    layers: list[_Layer], tokens: Mapping, css: str
) -> Outcome[tuple[tuple[FontFace, ...], tuple[FontFile, ...]]]:
    """The fonts in the folders of the themes: those that are loaded, since a token or a style sheet
    names them, and those that are taken only for letters that no other font has."""
    named = {scalar.text for scalar in _scalars(tokens.entries["fonts"])}
    faces: dict[tuple[str, int, str], FontFace] = {}
    spare: list[FontFile] = []
    findings: list[Diagnostic] = []
    for layer in layers:
        for path in _font_files(layer.folder):
            try:
                for file in font_files(path):
                    key = (file.family, file.weight, file.style)
                    if file.family not in named and file.family not in css:
                        spare.append(file)
                    elif key in faces and faces[key].name != path.name:
                        raise FontError(_parts(file, faces[key].name))
                    else:
                        faces[key] = whole_face(file)
            except FontError as error:
                findings.append(_unusable(layer, path, error))
    return Outcome((tuple(faces.values()), tuple(spare)), tuple(findings))


def _installed(tokens: Mapping, faces: tuple[FontFace, ...]) -> Outcome[tuple[FontFace, ...]]:
    """The fonts of this machine for families that neither ship nor are in a theme's folder, and a
    warning for each such family."""
    known = {*SHIPPED_FAMILIES, *(face.family for face in faces)}
    found: list[FontFace] = []
    warnings: list[Diagnostic] = []
    for scalar in _scalars(tokens.entries["fonts"]):
        if scalar.text in known:
            continue
        known.add(scalar.text)
        own = installed_faces(scalar.text)
        if own:
            found += own
            message = f"the font '{scalar.text}' is installed on this machine, not in the theme"
            warnings.append(scalar.file.finding("RK460", message, scalar.span))
    return Outcome(tuple(found), tuple(warnings))


def _parts(file: FontFile, other: str) -> str:
    return (
        f"{other} is the same font, {file.family} {file.weight} {file.style}; where each has some "
        f"of its letters, leave the family out of 'fonts', and they are taken as they are needed"
    )


def _font_files(theme: Path) -> Iterator[Path]:
    """The files in a theme's folder of fonts, where licences may lie beside the fonts."""
    folder = theme / "fonts"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() not in ("", ".txt", ".md") and not path.name.startswith("."):
            yield path


def _unusable(layer: _Layer, path: Path, error: FontError) -> Diagnostic:
    key = layer.tokens.keys.get("fonts")
    place = key.span if key is not None else layer.tokens.span
    message = f"the font {path} cannot be used: {error}"
    return layer.problems.file.finding("RK407", message, place)


def _template(layers: list[_Layer]) -> Outcome[Map[str, bytes]]:
    """The files inside the Word template that the theme, or one that it extends, names."""
    for layer in reversed(layers):
        name = layer.tokens.entries.get("docx_template")
        if not isinstance(name, Scalar) or not name.text:
            continue
        path, outside = _file(layer, name)
        if path is None:
            return Outcome({}, outside)
        try:
            return Outcome(read_template(path))
        except TemplateError as error:
            return Outcome({}, (name.file.finding(error.code, str(error), name.span),))
    return Outcome({})


def _press_profile(layers: list[_Layer]) -> Outcome[bytes]:
    """The ICC profile that the theme, or one that it extends, names for the press."""
    for layer in reversed(layers):
        press = _inner(layer.tokens, "press")
        name = press.entries.get("icc") if press is not None else None
        if not isinstance(name, Scalar) or not name.text:
            continue
        path, outside = _file(layer, name)
        if path is None:
            return Outcome(b"", outside)
        try:
            return Outcome(read_press_profile(path))
        except IccError as error:
            message = f"the ICC profile '{name.text}' cannot be used: {error}"
            return Outcome(b"", (name.file.finding("RK414", message, name.span),))
    return Outcome(b"")


def _file(layer: _Layer, name: Scalar) -> Outcome[Path | None]:
    """The file in a theme's folder that a token names; None, with a finding, if it is elsewhere."""
    folder = layer.folder.resolve()
    path = (folder / name.text).resolve() if "\0" not in name.text else folder
    if "\\" not in name.text and path.is_relative_to(folder):
        return Outcome(path)
    message = f"'{name.text}' leads out of the folder of the theme"
    return Outcome(None, (name.file.finding("RK402", message, name.span),))


def _without_old_inks(base: Mapping, over: Mapping) -> Mapping:
    """The tokens of `base` without the CMYK values of colours that `over` changes."""
    press, inks = _inner(base, "press"), _inner(base, "press", "colours")
    colours = _inner(over, "colours")
    if press is None or inks is None or colours is None:
        return base
    kept = {name: ink for name, ink in inks.entries.items() if name not in colours.entries}
    entries = {**press.entries, "colours": replace(inks, entries=kept)}
    return replace(base, entries={**base.entries, "press": replace(press, entries=entries)})


def _unlike_inks(theme: Theme, tokens: Mapping) -> Iterator[Diagnostic]:
    """A finding for each CMYK value that differs between two colours that are equal on screen."""
    inks = _inner(tokens, "press", "colours")
    given = dict(theme.press.colours)
    for name, rgb in theme.colours:
        alike = (other for other, its in theme.colours if its == rgb)
        unlike = [other for other in alike if given[other] != given[name]]
        if inks is not None and given[name] is not None and unlike:
            key = inks.keys[name]
            message = f"'{name}' and '{unlike[0]}' are both {rgb}, so they need the same CMYK"
            yield key.file.finding("RK405", message, key.span)


def _inner(tokens: Mapping, *names: str) -> Mapping | None:
    """The mapping at a path of names, if there is one."""
    node: Node | None = tokens
    for name in names:
        node = node.entries.get(name) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else None


def _validated(tokens: Mapping, files: Map[str, object], layer: _Layer) -> Outcome[Theme | None]:
    """The theme with the contents of its files; None if a token is wrong."""
    name = layer.tokens.entries.get("name")
    given = {
        **_plain_mapping(tokens),
        "name": layer.folder.name if name is None else _plain(name),
        **files,
    }
    try:
        theme = Theme.model_validate(given)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return Outcome(None, tuple(_finding(detail, tokens) for detail in details))
    families = {*SHIPPED_FAMILIES, *(face.family for face in theme.faces)}
    named = _scalars(tokens.entries["fonts"])
    unknown = (_unknown_family(s, families) for s in named if s.text not in families)
    return Outcome(theme, (*unknown, *_unlike_inks(theme, tokens)))


def _scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [found for item in node.items for found in _scalars(item)]
        case Mapping():
            return [found for value in node.entries.values() for found in _scalars(value)]


def _unknown_family(scalar: Scalar, families: set[str]) -> Diagnostic:
    message = (
        f"the font '{scalar.text}' is not in the theme's fonts/ folder, does not ship with "
        "reportkit and is not installed on this machine"
    )
    hint = nearest(scalar.text, sorted(families))
    return scalar.file.finding("RK406", message, scalar.span, hint)


def _plain_mapping(node: Mapping) -> dict[str, object]:
    return {key: _plain(value) for key, value in node.entries.items()}


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return None if node.null else node.text
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return _plain_mapping(node)


def _finding(detail: ErrorDetails, tokens: Mapping) -> Diagnostic:
    """A finding at the token that a validation error refers to, in the file that sets it."""
    node: Node = tokens
    key: Scalar | None = None
    names = [part for part in detail["loc"] if part != "[key]"]
    for part in names:
        if isinstance(node, Mapping) and str(part) in node.entries:
            key, node = node.keys[str(part)], node.entries[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int):
            node = node.items[part]
    name = ".".join(str(part) for part in names)
    unknown = detail["type"] == "extra_forbidden"
    at = node if isinstance(node, Scalar) and not unknown else key
    if at is None:  # a token that even the root theme lacks
        return Diagnostic("RK405", f"{name}: {detail['msg']}", tokens.span)
    if unknown:
        message, hint = f"unknown token '{name}'", nearest(str(names[-1]), _known(names[:-1]))
    else:
        message, hint = f"{name}: {_words(detail, node)}", None
    return at.file.finding("RK405", message, at.span, hint)


def _known(path: list[int | str]) -> list[str]:
    """The tokens that are allowed in the place of an unknown one."""
    if path[:1] == ["labels"]:
        return list(Terms.__struct_fields__)
    form: type[BaseModel] = Theme
    for part in path:
        inner = form.model_fields[str(part)].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        form = inner
    return [name for name, field in form.model_fields.items() if not field.exclude] + ["extends"]


def _words(detail: ErrorDetails, node: Node) -> str:
    """What is wrong with a value."""
    match detail["type"]:
        case "literal_error":
            return f"must be {detail['ctx']['expected']}"
        case "float_parsing" | "float_type" | "int_parsing" | "int_type":
            return "must be a number"
        case "bool_parsing" | "bool_type":
            return "must be true or false"
        case "model_type" | "dict_type":
            return "must be a mapping of tokens and values"
        case "tuple_type" | "list_type":
            return "must be a list"
        case "string_type":
            return "must be text"
        case "form":
            return detail["msg"]
        case _:
            return detail["msg"].removeprefix("Input ")
