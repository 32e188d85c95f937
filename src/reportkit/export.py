"""The whole way of a report: read, resolve, write, publish, verify."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import asdict, replace

from reportkit import __version__, plugins
from reportkit.diagnostics import Diagnostic, ReportkitError, has_errors, in_order
from reportkit.model import walk
from reportkit.model.document import Meta, PageStart, ResolvedReport, Table
from reportkit.model.terms import LANGUAGES, terms_for
from reportkit.passes.numbering import resolve
from reportkit.publish import fileset
from reportkit.read import ParsedReport, read_report
from reportkit.style import Theme, ThemeError, find_theme, theme_terms, with_template
from reportkit.tree.limits import LIMITS, Limits
from reportkit.verify.base import ExtractedText, ReadError
from reportkit.verify.compare import Verdict, compare
from reportkit.verify.page_lists import page_differences
from reportkit.writers import registry
from reportkit.writers.base import Profile, WriteContext, Writer, WriterError, WriterOutput

T = TypeVar("T")


class WriteFailure(ReportkitError):  # noqa: N818 - a stage, as the exit code names it
    """A writer failed, or the files could not be put in their place (exit 3)."""


class Disagreement(ReportkitError):  # noqa: N818 - what verify found (exit 4)
    """A finished file does not say what the report says."""


class Artifact(Struct, frozen=True):
    """A finished file."""

    format: str
    path: Path
    sha256: str
    size: int
    verdict: Verdict | None
    """What reading it back gave; None when it was not asked for, or no reader is installed."""
    warnings: tuple[Diagnostic, ...]
    """What the writer noticed."""


class BuildInput(Struct, frozen=True):
    """A report without errors: as printed, with the warnings about it."""

    path: Path
    report: ResolvedReport
    warnings: tuple[Diagnostic, ...]
    source: bytes
    """The report file in its canonical form (JSON)."""
    theme: Theme
    limits: Limits = LIMITS


def check(
    path: Path,
    settings: Mapping[str, str] | None = None,
    theme: str | None = None,
    docx_template: Path | None = None,
    limits: Limits = LIMITS,
) -> BuildInput:
    """Reads and resolves a report, and finds its theme: the one that the report names, or `theme`;
    with `docx_template` in place of the theme's Word template.

    Raises ReportkitError with all findings if there are errors.
    """
    read = read_report(path, dict(settings or {}), limits)
    look, unusable = _theme(read, path.parent, theme)
    language = read.report.meta.language
    labels = theme_terms(look, language) if look is not None else terms_for(language)
    resolved, found = resolve(read.report, labels)
    if look is not None and any(isinstance(b, Table) for b in walk.blocks(resolved.blocks)):
        from reportkit.compose.fitting import too_wide  # late: most reports have no table

        found = (*found, *too_wide(read.report.blocks, resolved.blocks, look))
    line = read.problems.file.line
    lined = (replace(d, source_line=line(d.span.line)) if d.span else d for d in found)
    spoken = _without_labels(read, look)
    diagnostics = in_order([*read.problems.found, *lined, *spoken, *unusable])
    if has_errors(diagnostics) or look is None:
        raise ReportkitError(diagnostics)
    if docx_template is not None:
        look = with_template(look, docx_template)
    return BuildInput(path, resolved, diagnostics, read.source, look, limits)


def build(
    checked: BuildInput,
    formats: Sequence[str],
    folder: Path,
    verify: bool = True,
    profile: Profile = "screen",
) -> tuple[Artifact, ...]:
    """Writes a report in some formats into a folder, all or none, with a manifest; the PDF for the
    screen or for the press.

    Raises WriteFailure and Disagreement for what they say. In each case the files of a former build
    stay as they were.
    """
    (artifacts,) = build_all([checked], formats, folder, verify, profile)
    return artifacts


def build_all(
    checks: Sequence[BuildInput],
    formats: Sequence[str],
    folder: Path,
    verify: bool = True,
    profile: Profile = "screen",
) -> Iterator[tuple[Artifact, ...]]:
    """Builds one report after the other, as `build` does each; what lays out pages is loaded once.

    Raises what `build` raises, and goes no further.
    """
    writers = [run_writer(name, partial(registry.writer, name)) for name in formats]
    contexts = [context_of(checked, profile) for checked in checks]
    layouts = [
        (writer.name, partial(writer.write, checked.report, context), checked.limits)
        for checked, context in zip(checks, contexts, strict=True)
        for writer in writers
        if writer.paged
    ]
    if len(checks) > 1:  # what one file is read with need not stay here
        for point in filter(None, (plugins.find(plugins.VERIFIERS, name) for name in formats)):
            point.load()
    with closing(in_worker_process(layouts)) as laid_out:
        for checked, context in zip(checks, contexts, strict=True):
            written = _written(checked.report, context, writers, laid_out)
            yield _publish(checked, writers, written, folder, verify)


def _written(
    report: ResolvedReport,
    context: WriteContext,
    writers: Sequence[Writer],
    laid_out: Iterator[WriterOutput],
) -> dict[str, WriterOutput]:
    """What the writers make of a report, by format: those of paged formats first, with what comes
    from their process, then the others, which tell the pages."""
    written: dict[str, WriterOutput] = {}
    for writer in sorted(writers, key=lambda writer: not writer.paged):
        work = partial(next, laid_out) if writer.paged else partial(writer.write, report, context)
        made = written[writer.name] = run_writer(writer.name, work)
        context = replace(context, pages=context.pages or made.pages)
    return written


def _publish(
    checked: BuildInput,
    writers: Sequence[Writer],
    written: Mapping[str, WriterOutput],
    folder: Path,
    verify: bool,
) -> tuple[Artifact, ...]:
    """Puts the files of a report in their place as one set, once they are proven.

    Raises Disagreement, and ReportkitError for what is in the way.
    """
    stem = checked.path.stem
    manifest = f"{stem}.manifest.json"
    targets = {writer.name: folder / f"{stem}{writer.suffix}" for writer in writers}
    fileset.check_targets({**targets, "manifest": folder / manifest}, checked.path)
    pages = next((made.pages for made in written.values() if made.pages), ())
    with fileset.staging(folder) as temporary:
        artifacts = []
        for writer in writers:
            name, made = writer.name, written[writer.name]
            path = temporary / targets[name].name
            fileset.write(path, made.data)
            limits = checked.limits if writer.paged else None
            verdict = read_back(checked.report, path, name, pages, limits) if verify else None
            sha256, size = hashlib.sha256(made.data).hexdigest(), len(made.data)
            artifacts.append(Artifact(name, targets[name], sha256, size, verdict, made.found))
        found = [d for a in artifacts if a.verdict is not None for d in a.verdict.found]
        if found:
            raise Disagreement(found)
        fileset.write(temporary / manifest, _manifest(artifacts))
        fileset.move(temporary, folder, [path.name for path in targets.values()], manifest)
    return tuple(artifacts)


def in_worker_process(works: Sequence[tuple[str, Callable[[], T], Limits]]) -> Generator[T]:
    """What each work on a format returns, all done in a process of their own (see `in_worker`).

    Raises WriteFailure when one is stopped, and what a work raises.
    """
    if not works:
        return
    from reportkit.publish.worker import (  # late: few formats have pages
        WorkerStoppedError,
        in_worker,
    )

    with closing(in_worker([(work, limits) for _, work, limits in works])) as results:
        for name, _, _ in works:
            try:
                result = next(results)
            except WorkerStoppedError as error:
                message = f"{name}: the work was stopped: {error}"
                raise WriteFailure([Diagnostic("RK914", message)]) from error
            yield result


def run_writer(name: str, work: Callable[[], T]) -> T:
    """What a writer returns. Raises WriteFailure for what it raises."""
    try:
        return work()
    except WriteFailure:
        raise
    except WriterError as error:
        raise WriteFailure([Diagnostic("RK906", f"{name}: {error}")]) from error
    except Exception as error:
        message = f"{name}: {type(error).__name__}: {error}"
        raise WriteFailure([Diagnostic("RK906", message)]) from error


def read_back(
    report: ResolvedReport,
    path: Path,
    name: str,
    pages: Sequence[PageStart] | None = None,
    limits: Limits | None = None,
) -> Verdict | None:
    """Reads a finished file and compares it with the report, and with the pages of the PDF of the
    same build if these are known; None when no reader is installed.

    With limits it is read in a process of its own, so that what the writer has loaded and what the
    reader loads are never in one.

    Raises Disagreement when the file is no whole document of its format.
    """
    reading = _read_file(path, name, limits)
    return None if reading is None else _verdict(report, reading, name, pages)


def verify(checked: BuildInput, paths: Sequence[Path]) -> tuple[Verdict, ...]:
    """The verdicts on finished files, whose suffix says their format. Where a PDF is among them,
    the pages that others list are compared with its own.

    Raises ReportkitError for a file of an unknown format, Disagreement for one that is not whole.
    """
    formats = {".txt": "text", ".pdf": "pdf", ".docx": "docx", ".epub": "epub"}
    names = [formats.get(path.suffix.lower(), "") for path in paths]
    readings = []
    for path, name in zip(paths, names, strict=True):
        reading = _read_file(path, name)
        if reading is None:
            message = f"{path}: no reader for files of this kind is installed"
            raise ReportkitError([Diagnostic("RK908", message)])
        readings.append(reading)
    printed = next((reading for reading in readings if reading.own_pages), None)
    verdicts = []
    for name, reading in zip(names, readings, strict=True):
        verdict = _verdict(checked.report, reading, name)
        paged = () if printed is None else page_differences(reading, printed, name)
        verdicts.append(replace(verdict, found=(*verdict.found, *paged)))
    return tuple(verdicts)


def _read_file(path: Path, name: str, limits: Limits | None = None) -> ExtractedText | None:
    """What a finished file says; None when no reader is installed."""
    point = plugins.find(plugins.VERIFIERS, name)
    if point is None:
        return None

    def read() -> ExtractedText:
        found: ExtractedText = point.load()(path)
        return found

    try:
        if limits is None:
            return read()
        with closing(in_worker_process([(name, read, limits)])) as readings:
            return next(readings)
    except ReadError as error:
        raise Disagreement([Diagnostic("RK908", f"{path.name}: {error}")]) from error


def _verdict(
    report: ResolvedReport,
    reading: ExtractedText,
    name: str,
    pages: Sequence[PageStart] | None = None,
) -> Verdict:
    verdict = compare(report, reading, name, pages)
    return replace(verdict, found=(*verdict.found, *reading.found))


def context_of(checked: BuildInput, profile: Profile = "screen") -> WriteContext:
    """What the writers of a report are given besides it."""
    meta = checked.report.meta
    return WriteContext(
        checked.theme, _moment(meta), _identifier(meta), checked.source, profile=profile
    )


def _theme(
    read: ParsedReport, beside: Path, name: str | None
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """The theme by a name from outside, or the one that the report names; or the findings."""
    try:
        if name is not None:
            return find_theme(name, Path(), beside), ()
        return find_theme(read.report.options.theme, beside), ()
    except ThemeError as error:
        if name is not None:
            return None, error.diagnostics
        return None, tuple(d if d.span else read.at("theme", d) for d in error.diagnostics)


def _without_labels(read: ParsedReport, theme: Theme | None) -> tuple[Diagnostic, ...]:
    """Warns once of a language in which reportkit has no words of its own."""
    tag = read.report.meta.language
    language = tag.split("-")[0].lower()
    if language in LANGUAGES or (theme is not None and language in theme.labels):
        return ()
    message = f"there are no labels in '{tag}'; they are printed in English"
    return (read.at("language", Diagnostic("RK115", message)),)


def _moment(meta: Meta) -> datetime:
    """The date of the report in UTC; noon when it has no time, so that no zone changes the day."""
    moment: date | datetime = meta.date
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(meta.timezone) if meta.timezone else UTC)
    return moment.astimezone(UTC)


def _identifier(meta: Meta) -> str:
    """A UUID (RFC 9562, version 5) of what does not change about a report."""
    known = meta.identifiers or (("title", walk.printed_text(meta.title)),)
    name = "\n".join([*(f"{kind}:{value}" for kind, value in known), meta.date.isoformat()])
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:reportkit:{name}").urn


def _manifest(artifacts: Sequence[Artifact]) -> bytes:
    files = {
        artifact.format: {
            "file": artifact.path.name,
            "sha256": artifact.sha256,
            "size": artifact.size,
            "verified": artifact.verdict is not None,
            "notes": [asdict(row) for row in artifact.verdict.notes] if artifact.verdict else [],
        }
        for artifact in artifacts
    }
    manifest = {"reportkit": __version__, "schema": 1, "files": files}
    # Without indent: the standard library's fast encoder has none.
    # A file name that is no Unicode holds lone surrogates: Python escapes them as JSON does.
    return (json.dumps(manifest, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
