"""Interpretation of arguments: formats, reports, folders, options given twice.

Arguments that cannot be meant are refused, with what to write instead, before any work is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from reportkit.printable import printable
from reportkit.reasons import reason

_SUFFIXES: Final = {".pdf": "pdf", ".docx": "docx", ".epub": "epub", ".txt": "text"}
"""The formats of reportkit's own writers by suffix; other writers are asked for theirs."""
_OTHER_NAMES: Final = {"word": "docx"}
"""Other names of formats."""
_REPORTS: Final = (".yaml", ".yml", ".json")
_FILES: Final = frozenset((*_REPORTS, ".html", ".htm", ".md", ".xml", ".doc", ".odt", ".rtf"))
"""Suffixes of files that no writer may be installed for, and that no folder is likely to have."""


def quoted(name: object) -> str:
    """A name in quotes, safe to print."""
    return f"'{printable(str(name))}'"


def once(context: click.Context, parameter: click.Parameter, values: Sequence[Any]) -> Any:
    """The value of an option that may be given once, of those that were given; None without any.
    Raises UsageError for two different ones."""
    different = list(dict.fromkeys(values))
    if len(different) > 1:
        names = " and ".join(map(quoted, different))
        message = f"{parameter.opts[-1]} takes one value, not both {names}"
        raise click.UsageError(message, context)
    return different[0] if different else None


def pairs(settings: Sequence[str], option: str) -> dict[str, str]:
    """Keys and values of an option. Raises UsageError."""
    found: dict[str, str] = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign or not key:
            raise click.UsageError(f"expected {option}=VALUE, not {quoted(setting)}")
        if found.setdefault(key, value) != value:
            values = f"{quoted(found[key])} and {quoted(value)}"
            raise click.UsageError(f"{option.split()[0]} gives {quoted(key)} twice: {values}")
    return found


def settings(given: Sequence[str], theme: str | None) -> dict[str, str]:
    """The keys and values of `--set`. Raises UsageError where one contradicts another, or the
    theme of `--theme`."""
    found = pairs(given, "--set KEY")
    for key in found:
        above = next((other for other in found if key.startswith(f"{other}.")), None)
        if above is not None:
            raise click.UsageError(f"--set gives {quoted(above)} a value, and a key in it: {key}")
    if theme is not None and found.get("theme", theme) != theme:
        values = f"{quoted(theme)} and {quoted(found['theme'])}"
        raise click.UsageError(f"--theme and --set give different themes: {values}")
    return found


# --- formats --------------------------------------------------------------------------------------


def formats(given: Iterable[str]) -> list[str]:
    """The names of formats, each once, from words in any case with commas or spaces between them.
    Raises UsageError for an unknown one, and when there is none."""
    from reportkit.writers import registry

    words = " ".join(given).replace(",", " ").split()
    if not words:
        listed = _list(registry.names())
        raise click.UsageError(f"-t takes formats, such as -t pdf,docx; the formats are {listed}")
    return list(dict.fromkeys(map(_format, words)))


def _format(word: str) -> str:
    from reportkit.diagnostics import nearest
    from reportkit.writers import registry

    name = word.lower().removeprefix(".")
    for format in (name, word, _OTHER_NAMES.get(name, "")):
        if registry.has(format):
            return format
    known = registry.names()  # late: a search among all packages
    near = nearest(name, [*known, *_OTHER_NAMES])
    hint = f" ({near})" if near else ""
    raise click.UsageError(f"unknown format {quoted(word)}{hint}; the formats are {_list(known)}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


# --- reports --------------------------------------------------------------------------------------


def reports(
    context: click.Context, parameter: click.Parameter, paths: Sequence[Path]
) -> tuple[Path, ...]:
    """The paths of reports, each once. Raises UsageError for one that can only be a slip."""
    for path in paths:
        slip = _slip(path)
        if slip is not None:
            raise click.UsageError(f"{quoted(path)} is not a report: {slip}", context)
    return tuple({_absolute(path): path for path in reversed(paths)}.values())[::-1]


def report(context: click.Context, parameter: click.Parameter, path: Path) -> Path:
    """The path of one report. Raises UsageError as `reports` does."""
    return reports(context, parameter, (path,))[0]


def report_or_none(
    context: click.Context, parameter: click.Parameter, path: Path | None
) -> Path | None:
    """The path of a report that may be left out. Raises UsageError as `reports` does."""
    return None if path is None else report(context, parameter, path)


def _absolute(path: Path) -> Path:
    try:
        return path.absolute()
    except OSError:  # the current folder was removed
        return path


def _slip(path: Path) -> str | None:
    """The certain meaning of an argument that is given in place of a report; None if there is
    none."""
    name = str(path)
    if _is_finished(path):
        return "it is a finished file; name the .yaml or .json file that it was built from"
    if os.path.lexists(path):
        return None
    if name == "-":
        return "reportkit does not read standard input; save the report as a file"
    if name.startswith(("–", "—", "−")):
        return f"an option begins with '-', and this begins with '{name[0]}'"
    if name.lower().strip(",") in {*_SUFFIXES.values(), *_OTHER_NAMES}:
        return "write formats with commas and without spaces, as in -t pdf,docx"
    return None


def _is_finished(path: Path) -> bool:
    """Whether a file is a PDF or a zip, as DOCX and EPUB are."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) in (b"%PDF", b"PK\x03\x04")
    except OSError:
        return False


def check_collisions(paths: Iterable[Path], output: Path) -> None:
    """Raises UsageError when two reports would be built to the same files."""
    seen: dict[str, Path] = {}
    for path in paths:
        other = seen.setdefault(path.stem, path)
        if other is not path:
            raise click.UsageError(
                f"RK909 {quoted(other)} and {quoted(path)} would both be built to "
                f"{quoted(output / path.stem)}; build one of them into another folder with -o"
            )


def advice(path: Path) -> str | None:
    """What an unreadable report may have been meant as; None without a guess."""
    if _is_folder(path):
        names = _names_of_reports(path)
        guess = f"did you mean {quoted(path / names[0])}?" if names else "name a file"
        return f"this is a folder; {guess}"
    if os.path.lexists(path):
        return None
    if any(sign in str(path) for sign in "*?["):
        return "no file matches this pattern"
    if not _is_folder(path.parent):
        return f"there is no folder {quoted(path.parent)}"
    return _near(path, _names_of_reports(path.parent))


def _near(path: Path, names: Sequence[str]) -> str | None:
    """The name beside a path that differs in case or suffix only, or else is near."""
    from reportkit.diagnostics import nearest

    keys: tuple[Callable[[str], str], ...] = (str.lower, lambda name: Path(name).stem.lower())
    for key in keys:
        for name in names:
            if key(name) == key(path.name):
                return f"did you mean {quoted(path.parent / name)}?"
    near = nearest(str(path), [str(path.parent / name) for name in names])
    return near and printable(near)


def _names_of_reports(folder: Path) -> list[str]:
    """The names of the files of a folder that can be reports, `report.…` first."""
    names = _names(folder, _REPORTS)
    own = [name for name in names if not name.endswith((".schema.json", ".manifest.json"))]
    return sorted(own, key=lambda name: not name.startswith("report."))


def _names(folder: Path, suffixes: Sequence[str]) -> list[str]:
    """The names of up to 1,000 files of a folder that have one of the suffixes, in their order."""
    try:
        found = (path.name for path in folder.iterdir() if path.suffix.lower() in suffixes)
        return sorted(islice(found, 1000))
    except OSError:
        return []


# --- finished files -------------------------------------------------------------------------------


def finished_files(given: Sequence[Path]) -> list[Path]:
    """The files to verify, each once, without the manifests that `build/report.*` stands for too.
    Raises UnreadableFileError (RK941) for those that cannot be verified."""
    from reportkit.diagnostics import Diagnostic
    from reportkit.read import UnreadableFileError

    others = [path for path in given if not path.name.endswith(".manifest.json")]
    paths = list({_absolute(path): path for path in others or given}.values())
    found = []
    for path in paths:
        why, hint = _unverifiable(path)
        if why:
            found.append(Diagnostic("RK941", f"cannot verify {path}: {why}", hint=hint))
    if found:
        raise UnreadableFileError(found)
    return paths


def _unverifiable(path: Path) -> tuple[str, str | None]:
    """Why a file cannot be verified, and what may have been meant; empty if it can."""
    from reportkit import plugins

    if _is_folder(path):
        files = " ".join(printable(str(path / name)) for name in _names_of_finished(path))
        return "this is a folder", f"name the files: {files}" if files else "name the files in it"
    try:
        if not path.is_file() and path.exists():
            return "this is not a regular file", None
        path.open("rb").close()
    except FileNotFoundError:
        return "there is no such file", _near(path, _names_of_finished(path.parent))
    except (OSError, ValueError) as error:
        return reason(error), None
    if plugins.find(plugins.VERIFIERS, plugins.format_of(path.suffix.lower())) is None:
        known = _list(sorted(_SUFFIXES))
        return (
            f"no reader for {quoted(path.suffix)} files is installed",
            f"the suffixes are {known}",
        )
    return "", None


def _names_of_finished(folder: Path) -> list[str]:
    return _names(folder, tuple(_SUFFIXES))[:8]


# --- folders --------------------------------------------------------------------------------------


def output(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> Path:
    """The folder that `-o` names. Raises as `folder` does."""
    return folder(once(context, parameter, values), "-o", "")


def new_folder(context: click.Context, parameter: click.Parameter, value: str) -> Path:
    """The folder that `new` makes. Raises as `folder` does."""
    return folder(value, "new", Path(value).stem)


def folder(name: str, of: str, instead: str) -> Path:
    """The folder for an option or a command, which need not exist.

    Raises UsageError if the name looks like that of a file, ReportkitError (RK907) if there is a
    file in its place or in that of a parent folder.
    """
    from reportkit import plugins

    path = Path(name)
    if not name.endswith(("/", os.sep)) and not _is_folder(path):
        suffix = path.suffix.lower()
        format = plugins.format_of(suffix) if suffix else ""
        if format or suffix in _FILES:
            better = f"{of} {printable(str(path.parent / instead))}"
            better += f" -t {format}" if format and not instead else ""
            message = f"{of} takes a folder, and {quoted(name)} looks like a file"
            raise click.UsageError(f"{message}; write {better}")
    _check_way(path)
    return path


def _check_way(path: Path) -> None:
    """Raises ReportkitError if there is a file in place of a folder or of one above it."""
    from reportkit.diagnostics import Diagnostic, ReportkitError

    for step in (path, *path.parents):
        if _is_folder(step):
            return
        if os.path.lexists(step):
            message = f"cannot write to {path}: {step} is not a folder"
            raise ReportkitError([Diagnostic("RK907", message)])


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False
