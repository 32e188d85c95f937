"""The commands that take reports: build, check, verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli import arguments, exits, options
from reportkit.printable import printable, shortened

if TYPE_CHECKING:
    from reportkit.checking import BuildInput
    from reportkit.diagnostics import Diagnostic
    from reportkit.export import Artifact
    from reportkit.read.origins import Origin
    from reportkit.tree.limits import Limits


@click.command(short_help="Build reports in several formats and verify them.")
@options.REPORTS
@click.option(
    "-t",
    "--to",
    "formats",
    multiple=True,
    default=("pdf,docx,epub",),
    metavar="FORMATS",
    help="pdf, docx (or word), epub, text, or several with commas between them; may be repeated. "
    "[default: pdf,docx,epub]",
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    default=("build",),
    metavar="DIR",
    callback=arguments.output,
    help="The folder for the files, which are named after the report. [default: build]",
)
@options.THEME
@click.option(
    "--profile",
    type=click.Choice(["screen", "press"]),
    multiple=True,
    default=("screen",),
    callback=arguments.once,
    help="What the PDF is for: press makes PDF/X-4 with bleed and crop marks. [default: screen]",
)
@click.option(
    "--docx-template",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    callback=arguments.once,
    help="A Word template (.docx) whose styles, headers and page the DOCX takes over.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Set a key of the reports, such as marking=TLP:GREEN; may be repeated.",
)
@options.SYSTEM_FONTS
@options.LIMITS
@click.option("--no-verify", is_flag=True, help="Publish the files without reading them back.")
def build(
    reports: Sequence[Path],
    formats: Sequence[str],
    output: Path,
    theme: str | None,
    profile: str,
    docx_template: Path | None,
    settings: Sequence[str],
    system_fonts: bool,
    limits: Sequence[str],
    no_verify: bool,
) -> None:
    """Write REPORTS in several formats and verify that the files say the same.

    The files of a report appear together, with a manifest, or not at all. They replace those of an
    earlier build.

    \b
    Examples:
      reportkit build report.yaml
      reportkit build reports/*.yaml -t pdf,docx -o out
      reportkit build report.yaml -t pdf --profile press
    """
    from reportkit.cli.progress import progress
    from reportkit.diagnostics import ReportkitError
    from reportkit.export import build_all

    names = arguments.formats(formats)
    arguments.check_collisions(reports, output)
    given, table = arguments.settings(settings, theme), options.table(limits)
    choices = {"pdf": {"profile": profile}}
    errors = []
    with progress(reports) as line:

        def read(path: Path) -> BuildInput:
            read = options.checked(path, given, table, theme, docx_template, system_fonts)
            line.hide()
            options.show(read.warnings)
            return read

        inputs = [partial(read, path) for path in reports]
        for built in build_all(inputs, names, output, not no_verify, choices, line):
            line.hide()
            if isinstance(built, ReportkitError):
                if "--traceback" in sys.argv:
                    raise built
                options.show(built.diagnostics)
                errors.append(built)
            else:
                _show_files(built)
    if errors:
        sys.exit(exits.of(errors[0]) if len(errors) == len(reports) else exits.SOME_FAILED)


def _show_files(artifacts: Iterable[Artifact]) -> None:
    """Prints the line of each finished file, and the warnings about it."""
    for artifact in artifacts:
        options.show(artifact.warnings)
        verdict = artifact.verdict
        proof = f"  {options.proof(verdict)}" if verdict is not None else ""
        click.echo(f"{printable(str(artifact.path))}  {artifact.size:,} bytes{proof}")


@click.command(short_help="Show what is wrong with reports.")
@options.REPORTS
@click.option(
    "--format",
    "style",
    type=click.Choice(["full", "concise", "json"]),
    multiple=True,
    default=("full",),
    callback=arguments.once,
    help="How findings are shown: with the line of the report, on one line each, or as JSON. "
    "[default: full]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    multiple=True,
    default=("error",),
    callback=arguments.once,
    help="The least severe finding that makes the exit code 1. [default: error]",
)
@click.option(
    "--show-origin",
    is_flag=True,
    help="Also show each top-level value of the reports, and the file and line it comes from.",
)
@options.SYSTEM_FONTS
@options.LIMITS
def check(
    reports: Sequence[Path],
    style: str,
    fail_on: str,
    show_origin: bool,
    system_fonts: bool,
    limits: Sequence[str],
) -> None:
    """Show everything that is wrong with REPORTS, without building them.

    \b
    Examples:
      reportkit check report.yaml
      reportkit check reports/*.yaml --format concise --fail-on warning
      reportkit check report.yaml --show-origin
    """
    from reportkit.diagnostics import ReportkitError, has_errors, in_order
    from reportkit.printable import printable_json
    from reportkit.read import UnreadableFileError

    found: list[Diagnostic] = []
    table = options.table(limits)
    unreadable = False
    for path in reports:
        try:
            checked = options.checked(path, {}, table, system_fonts=system_fonts)
            found.extend(in_order([*checked.warnings, *checked.unshown]))
        except ReportkitError as error:
            unreadable = unreadable or isinstance(error, UnreadableFileError)
            found.extend(error.diagnostics)
    origins = [*_origins(reports, table)] if show_origin else []
    if style == "json":
        shown: object = [d.as_dict() for d in found]
        if show_origin:
            shown = {"findings": shown, "origins": [_as_dict(*origin) for origin in origins]}
        click.echo(printable_json(json.dumps(shown, ensure_ascii=False, indent=1)))
    else:
        for _, origin in origins:
            click.echo(_line(origin))
        for diagnostic in found:
            click.echo(diagnostic.full() if style == "full" else diagnostic.concise())
        if not found and not show_origin and sys.stderr.isatty():
            names = f"{len(reports)} reports" if len(reports) > 1 else printable(str(reports[0]))
            click.echo(f"{names}: no findings", err=True)
    if unreadable:
        sys.exit(exits.USAGE)
    if has_errors(found) or (found and fail_on == "warning"):
        sys.exit(exits.FINDINGS)


def _origins(reports: Iterable[Path], limits: Limits) -> Iterator[tuple[Path, Origin]]:
    """Where the values of reports come from; the findings tell about those that cannot be read."""
    from reportkit.diagnostics import ReportkitError
    from reportkit.read.origins import origins

    for path in reports:
        try:
            yield from ((path, origin) for origin in origins(path, limits))
        except ReportkitError:
            continue


def _line(origin: Origin) -> str:
    span, value = origin.span, shortened(printable(origin.value), 200)
    return f"{printable(span.file)}:{span.line}: {printable(origin.key)}: {value}"


def _as_dict(report: Path, origin: Origin) -> dict[str, object]:
    span = origin.span
    place = {"file": span.file, "line": span.line, "column": span.column}
    return {"report": str(report), "key": origin.key, "value": origin.value, **place}


@click.command(short_help="Compare finished files with their report.")
@click.argument("report", type=click.Path(path_type=Path), callback=arguments.report)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES..."
)
@options.THEME
@options.LIMITS
def verify(report: Path, files: Sequence[Path], theme: str | None, limits: Sequence[str]) -> None:
    """Read finished FILES back and check that they say what the REPORT says.

    The suffix of a file tells its format. The exit code is 4 if a file says anything else.

    \b
    Example:
      reportkit verify report.yaml build/report.pdf build/report.docx
    """
    from reportkit.export import verify as verify_files

    files = arguments.finished_files(files)
    checked = options.checked(report, {}, options.table(limits), theme)
    options.show(checked.warnings)
    verdicts = verify_files(checked, files)
    for path, verdict in zip(files, verdicts, strict=True):
        click.echo(f"{verdict.format:5}  {printable(str(path))}  {options.proof(verdict)}")
    found = [diagnostic for verdict in verdicts for diagnostic in verdict.findings]
    options.show(found)
    if found:
        sys.exit(exits.DISAGREES)
