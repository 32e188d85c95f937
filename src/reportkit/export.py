"""The whole pipeline of a report: read, resolve, compose, write, verify, publish.

`check` and `prepare` return a report that can be built, read from a file or made in memory. `write`
and `write_all` return bytes, `build` and `build_all` publish them as files, and `verify` reads
finished files back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from reportkit import __version__
from reportkit.compose import Publication, compose
from reportkit.compose.edition import edition
from reportkit.compose.letters import missing_letters, with_fonts, with_loaded_fonts
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.diagnostics import Diagnostic, Outcome, ReportkitError, Span, has_errors, in_order
from reportkit.isolation import Worker, WriteFailure, in_worker_process
from reportkit.model import walk
from reportkit.model.document import PageStart, Report, Table
from reportkit.model.terms import LANGUAGES, terms_for
from reportkit.passes.numbering import resolve
from reportkit.proof.base import Locate
from reportkit.proof.compare import Verdict
from reportkit.proof.finished_files import Disagreement, verify_file, verify_files
from reportkit.publish import fileset
from reportkit.publish.manifest import Manifest, publish
from reportkit.read import ParsedReport, read_report
from reportkit.steps import Progress, Steps, unwatched
from reportkit.style import Theme, ThemeError, find_theme, theme_terms, with_template
from reportkit.tree.limits import LIMITS, Limits
from reportkit.writers import registry
from reportkit.writers.base import WriteContext, Writer, WriterError, WriterOutput

__all__ = [
    "Artifact",
    "BuildInput",
    "Disagreement",
    "WriteFailure",
    "build",
    "build_all",
    "check",
    "prepare",
    "verify",
    "write",
    "write_all",
]

T = TypeVar("T")

WriterOptions: TypeAlias = Mapping[str, Mapping[str, object]]
"""The options of writers, by format: `{"pdf": {"profile": "press"}}`."""


class BuildInput(Struct, frozen=True):
    """A report that can be built: composed, without errors."""

    publication: Publication
    stem: str
    """The names of its files without their suffix."""
    warnings: tuple[Diagnostic, ...] = ()
    """The warnings about the report."""
    path: Path | None = None
    """The file that it was read from; None for a report that was made in memory."""
    limits: Limits = LIMITS
    unshown: tuple[Diagnostic, ...] = ()
    """An error for each script with letters that no font has: formats that carry their fonts cannot
    be written."""


class Artifact(Struct, frozen=True):
    """A finished file."""

    format: str
    path: Path
    sha256: str
    size: int
    verdict: Verdict | None
    """The result of reading it back; None if that was not requested or no reader is installed."""
    warnings: tuple[Diagnostic, ...]
    """The writer's warnings; on the first file of a set, also those about files of an earlier build
    that the manifest no longer names."""


# --- from a report to what can be built ---------------------------------------------------------


def check(
    path: Path | str,
    settings: Mapping[str, str] | None = None,
    theme: str | None = None,
    docx_template: Path | None = None,
    limits: Limits = LIMITS,
    system_fonts: bool = False,
) -> BuildInput:
    """Reads, resolves and composes a report in `theme`, by default the theme that it names.
    `docx_template` replaces the theme's Word template. With `system_fonts`, letters that the fonts
    of the theme lack are taken from the fonts of this machine.

    Raises ReportkitError with all findings if there are errors.
    """
    path = Path(path)
    parsed = read_report(path, dict(settings or {}), limits)
    chosen = _theme(parsed, theme)
    language = parsed.at("language", *_unknown_language(parsed.report, chosen.value))
    composed = _composed(parsed.report, chosen.value, docx_template, parsed.source, system_fonts)
    line = parsed.problems.line
    lined = (replace(d, source_line=line(d.span)) if d.span else d for d in composed.findings)
    findings = in_order([*parsed.problems.found, *lined, *language, *chosen.findings])
    if has_errors(findings) or composed.value is None:
        raise ReportkitError(findings)
    unshown = in_order(
        parsed.at_first(map(chr, found.codes), found.finding)
        for found in missing_letters(composed.value)
    )
    return BuildInput(composed.value, path.stem, findings, path, limits, unshown)


def prepare(
    report: Report,
    theme: Theme | str | None = None,
    stem: str = "report",
    limits: Limits = LIMITS,
    system_fonts: bool = False,
) -> BuildInput:
    """Resolves and composes a report made in memory, in `theme`, by default the theme that it
    names. Its files are named `stem` and do not carry the report.
    `system_fonts` works as in `check`.

    Raises ReportkitError with all findings if there are errors, ValueError if the stem is not a
    valid file name.
    """
    if stem in ("", "..") or Path(stem).name != stem:
        raise ValueError(f"'{stem}' is not a valid file name")
    chosen = theme if isinstance(theme, Theme) else find_theme(theme or report.options.theme)
    composed = _composed(report, chosen, None, b"", system_fonts)
    findings = in_order([*_unknown_language(report, chosen), *composed.findings])
    if has_errors(findings) or composed.value is None:
        raise ReportkitError(findings)
    unshown = tuple(found.finding for found in missing_letters(composed.value))
    return BuildInput(composed.value, stem, findings, limits=limits, unshown=unshown)


def _composed(
    report: Report,
    theme: Theme | None,
    docx_template: Path | None,
    source: bytes,
    system_fonts: bool,
) -> Outcome[Publication | None]:
    """The publication of a report and the findings; None without a theme. If there are errors among
    the findings, it must not be written."""
    language = report.meta.language
    terms = theme_terms(theme, language) if theme is not None else terms_for(language)
    resolved, findings = resolve(report, terms)
    if theme is None:
        return Outcome(None, findings)
    if docx_template is not None:
        theme = with_template(theme, docx_template)
    publication, fonts = with_fonts(compose(resolved, theme, source), system_fonts)
    return Outcome(publication, (*findings, *fonts, *_wide_tables(report, publication)))


def _wide_tables(report: Report, publication: Publication) -> Iterator[Diagnostic]:
    """A warning for each table that does not fit its pages."""
    printed = publication.report.blocks
    if not any(isinstance(block, Table) for block in walk.blocks(printed)):
        return
    from reportkit.compose.fitting import too_wide  # late: most reports have no table

    layout, word = publication.layout, publication.word_layout
    yield from too_wide(report.blocks, printed, layout.fits, "the page")
    if word != layout:
        yield from too_wide(report.blocks, printed, word.fits, "the page of the Word template")


def _theme(parsed: ParsedReport, name: str | None) -> Outcome[Theme | None]:
    """The theme with the given name, or the one that the report names."""
    try:
        if name is not None:
            return Outcome(find_theme(name, Path(), *parsed.folders))
        return Outcome(find_theme(parsed.report.options.theme, *parsed.folders))
    except ThemeError as error:
        if name is not None:
            return Outcome(None, error.diagnostics)
        unplaced = (d for d in error.diagnostics if d.span is None)
        placed = (d for d in error.diagnostics if d.span is not None)
        return Outcome(None, (*placed, *parsed.at("theme", *unplaced)))


def _unknown_language(report: Report, theme: Theme | None) -> tuple[Diagnostic, ...]:
    """Warns once of a language in which reportkit has no labels."""
    tag = report.meta.language
    language = tag.split("-")[0].lower()
    if language in LANGUAGES or (theme is not None and language in theme.labels):
        return ()
    message = f"there are no labels in '{tag}'; English ones are printed"
    return (Diagnostic("RK115", message),)


# --- bytes --------------------------------------------------------------------------------------


def write(
    publication: Publication,
    format: str,
    context: WriteContext = WriteContext(),  # noqa: B008 - frozen
    options: Mapping[str, object] | None = None,
) -> WriterOutput:
    """The finished file of one format as bytes, made in this process and not verified.

    Raises WriteFailure if it cannot be written, or the format is not installed; ReportkitError if
    it carries its fonts and they lack letters.
    """
    writer = run_writer(format, partial(registry.writer, format, options))
    if _carries_fonts(writer, publication.theme):
        if publication.missing:
            raise ReportkitError([found.finding for found in missing_letters(publication)])
        publication = with_loaded_fonts(publication)
    if not writer.paged:
        publication = with_page_numbers(publication, context.places)
    return run_writer(format, partial(writer.write, publication, context))


def write_all(
    build_input: BuildInput, formats: Sequence[str], options: WriterOptions | None = None
) -> dict[str, WriterOutput]:
    """The finished files of a report as bytes, by format, not verified. Formats with pages are
    written first, in a separate process with the limits of the input, and then the others, which
    use those pages.

    Raises as `write` does.
    """
    with Worker() as layout:
        return _written(build_input, _writers(formats, options), layout, Steps()).outputs


class _ChosenWriter(Struct, frozen=True):
    """A writer, and the means to make it again in another process."""

    writer: Writer
    options: Mapping[str, object]


def _writers(formats: Sequence[str], options: WriterOptions | None) -> list[_ChosenWriter]:
    """The writers of some formats. They are made here, so that each library is loaded once and not
    in each worker process."""
    given = {name: (options or {}).get(name, {}) for name in formats}
    return [
        _ChosenWriter(run_writer(name, partial(registry.writer, name, own)), own)
        for name, own in given.items()
    ]


class _Written(Struct, frozen=True):
    """What the writers made."""

    outputs: dict[str, WriterOutput]
    """By format."""
    publication: Publication
    """What all files say, with the pages that cross references print."""


def _written(
    build_input: BuildInput, chosen: Sequence[_ChosenWriter], layout: Worker, steps: Steps
) -> _Written:
    """The output of the writers, by format: first those with pages, in the layout process, then the
    others, which are given the pages."""
    publication, context = build_input.publication, WriteContext()
    if any(_carries_fonts(c.writer, publication.theme) for c in chosen):
        if build_input.unshown:
            raise ReportkitError(build_input.unshown)
        publication = with_loaded_fonts(publication)
    outputs: dict[str, WriterOutput] = {}
    for writer, options in ((c.writer, c.options) for c in chosen if c.writer.paged):
        work = (writer.name, options, publication, context)
        in_process = partial(
            in_worker_process, layout, writer.name, build_input.limits, write_format, *work
        )
        steps.begin("write", writer.name)
        outputs[writer.name] = run_writer(writer.name, in_process)
    if publication.report.pages_wanted:
        places = next((output.places for output in outputs.values() if output.places), None)
        if places is None:
            places = _places(build_input, layout, steps)
        publication = with_page_numbers(publication, places)
        context = replace(context, places=places)
    context = replace(context, pages=_pages(outputs))
    for writer in (c.writer for c in chosen if not c.writer.paged):
        work_here = partial(writer.write, publication, context)
        steps.begin("write", writer.name)
        outputs[writer.name] = run_writer(writer.name, work_here)
    return _Written(outputs, publication)


def _places(build_input: BuildInput, layout: Worker, steps: Steps) -> Mapping[str, str]:
    """The pages that cross references print, from a PDF that is laid out for them alone."""
    (pdf,) = _writers(("pdf",), None)
    if build_input.unshown:
        raise ReportkitError(build_input.unshown)
    publication = with_loaded_fonts(build_input.publication)
    work = (pdf.writer.name, pdf.options, publication, WriteContext())
    in_process = partial(
        in_worker_process, layout, pdf.writer.name, build_input.limits, write_format, *work
    )
    steps.begin("write", pdf.writer.name)
    return run_writer(pdf.writer.name, in_process).places


def _carries_fonts(writer: Writer, theme: Theme) -> bool:
    """Whether a file contains the fonts for its letters."""
    return writer.paged or (theme.embed_fonts and getattr(writer, "embeds_fonts", False))


def write_format(
    name: str, options: Mapping[str, object], publication: Publication, context: WriteContext
) -> WriterOutput:
    """The output of a writer, found by its name, for a publication: `Writer.write` in a form that
    can be sent to a worker. Raises what `registry.writer` and the writer raise."""
    return registry.writer(name, options).write(publication, context)


def _pages(outputs: Mapping[str, WriterOutput]) -> tuple[PageStart, ...]:
    """The pages of the first format that has any."""
    return next((output.pages for output in outputs.values() if output.pages), ())


def run_writer(name: str, work: Callable[[], T]) -> T:
    """The result of a writer. Turns its exceptions into WriteFailure."""
    try:
        return work()
    except WriteFailure:
        raise
    except WriterError as error:
        raise WriteFailure([Diagnostic("RK906", f"{name}: {error}")]) from error
    except Exception as error:
        message = f"{name}: {type(error).__name__}: {error}"
        raise WriteFailure([Diagnostic("RK906", message)]) from error


def unforeseen(error: Exception, name: object) -> WriteFailure:
    """The finding for an error in reportkit or a plug-in, met while working on the report `name`,
    as the error that ends that report and leaves the others alone."""
    message = f"{name}: {type(error).__name__}: {error}"
    return WriteFailure([Diagnostic("RK930", message)])


# --- files --------------------------------------------------------------------------------------


def build(
    build_input: BuildInput,
    formats: Sequence[str],
    folder: Path,
    verify: bool = True,
    options: WriterOptions | None = None,
    progress: Progress = unwatched,
) -> tuple[Artifact, ...]:
    """Writes a report in some formats into a folder, all or none, with a manifest. `progress` is
    told of each step.

    Raises WriteFailure if a format cannot be written, Disagreement if a file differs from the
    report, and ReportkitError if the files cannot be published. In each case the files of an
    earlier build stay as they were.
    """
    (built,) = build_all([lambda: build_input], formats, folder, verify, options, progress)
    if isinstance(built, ReportkitError):
        raise built
    return built


def build_all(
    inputs: Sequence[Callable[[], BuildInput]],
    formats: Sequence[str],
    folder: Path,
    verify: bool = True,
    options: WriterOptions | None = None,
    progress: Progress = unwatched,
) -> Iterator[tuple[Artifact, ...] | ReportkitError]:
    """Builds reports one after another, each as `build` does, and yields for each its files or the
    error that ended it, expected or not. A report is made when its turn comes, and released
    afterwards. One process lays out the pages of all reports, and another reads their PDFs back."""
    chosen = _writers(formats, options)
    with Worker() as layout, Worker() as reading:
        for number, make in enumerate(inputs, start=1):
            built: tuple[Artifact, ...] | ReportkitError
            steps = Steps(progress, number - 1)
            build_input: BuildInput | None = None
            try:
                steps.begin("read")
                build_input = make()
                written = _written(build_input, chosen, layout, steps)
                build_input = replace(build_input, publication=written.publication)
                if number == len(inputs):
                    layout.close()  # so that its memory is free for the steps that follow
                writers = [c.writer for c in chosen]
                proving = reading if verify else None
                built = _publish(build_input, writers, written.outputs, folder, proving, steps)
            except ReportkitError as error:
                built = error
            except Exception as error:  # noqa: BLE001 - a finding of this report, not of all
                built = unforeseen(
                    error, f"report {number}" if build_input is None else build_input.stem
                )
                built.__cause__ = error
            yield built


def _publish(
    build_input: BuildInput,
    writers: Sequence[Writer],
    outputs: Mapping[str, WriterOutput],
    folder: Path,
    reading: Worker | None,
    steps: Steps,
) -> tuple[Artifact, ...]:
    """Publishes the files of a report as one set, once they are verified; without a worker for
    reading, unverified.

    Raises Disagreement if a file differs, and ReportkitError if the files cannot be published.
    """
    stem = build_input.stem
    manifest = f"{stem}.manifest.json"
    targets = {writer.name: folder / f"{stem}{writer.suffix}" for writer in writers}
    fileset.check_targets({**targets, "manifest": folder / manifest}, build_input.path)
    with fileset.staging(folder) as temporary:
        artifacts = []
        for writer in writers:
            name, output = writer.name, outputs[writer.name]
            path = temporary / targets[name].name
            fileset.write(path, output.data)
            verdict = None
            if reading is not None:
                steps.begin("verify", name)
                worker = reading if writer.paged else None
                proof = (build_input.publication, path, name, _pages(outputs))
                verdict = verify_file(*proof, worker, build_input.limits)
            sha256, size = hashlib.sha256(output.data).hexdigest(), len(output.data)
            artifacts.append(Artifact(name, targets[name], sha256, size, verdict, output.findings))
        found = [d for a in artifacts if a.verdict is not None for d in a.verdict.findings]
        if found:
            raise Disagreement(found)
        steps.begin("publish")
        entries = {artifact.format: _entry(artifact) for artifact in artifacts}
        new = Manifest(__version__, edition(build_input.publication), entries)
        left = publish(temporary, folder, manifest, new)
    first = (replace(a, warnings=(*left, *a.warnings)) for a in artifacts[:1])
    return (*first, *artifacts[1:])


def verify(build_input: BuildInput, paths: Sequence[Path]) -> tuple[Verdict, ...]:
    """The verdicts on finished files of a report, whose suffix gives their format.

    Raises ReportkitError for a file of an unknown format, Disagreement for an incomplete file.
    """
    publication = build_input.publication
    if publication.report.pages_wanted and not any(p.suffix.lower() == ".pdf" for p in paths):
        with Worker() as layout:
            places = _places(build_input, layout, Steps())
        publication = with_page_numbers(publication, places)
    return verify_files(publication, paths, _locator(build_input))


def _locator(build_input: BuildInput) -> Locate | None:
    """Tells where the file of a report has a part; the file is read once more for the first of
    them. None for a report that was made in memory."""
    path = build_input.path
    if path is None:
        return None
    from reportkit.read.places import places as read_places  # late: most files differ in nothing

    places = cache(partial(read_places, path, build_input.limits))

    def locate(part: str, ordinal: int) -> tuple[Span, str] | None:
        found = places()
        place = None if found is None else found.of(part, ordinal)
        return None if place is None else (place.span, place.line)

    return locate


def _entry(artifact: Artifact) -> dict[str, object]:
    """The entry of a file in the manifest."""
    verdict = artifact.verdict
    return {
        "file": artifact.path.name,
        "sha256": artifact.sha256,
        "size": artifact.size,
        "verified": verdict is not None,
        "notes": [asdict(row) for row in verdict.notes] if verdict else [],
    }
