"""The commands that take reports: build, check, verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli import exits, options

if TYPE_CHECKING:
    from reportkit.diagnostics import Diagnostic


@click.command()
@options.REPORTS
@click.option("-t", "--to", "formats", default="pdf,docx,epub", help="Formats, with commas.")
@click.option("-o", "--output", default="build", type=click.Path(path_type=Path), help="Folder.")
@click.option("--theme", help="The name of a theme, or its folder.")
@click.option(
    "--profile",
    type=click.Choice(["screen", "press"]),
    default="screen",
    help="What the PDF is for: press gives PDF/X-4 with bleed and crop marks.",
)
@click.option("--docx-template", type=click.Path(path_type=Path), help="The house's Word template.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Set a key.")
@options.LIMITS
@click.option("--no-verify", is_flag=True, help="Do not read the finished files back.")
def build(
    reports: Sequence[Path],
    formats: str,
    output: Path,
    theme: str | None,
    profile: str,
    docx_template: Path | None,
    settings: Sequence[str],
    limits: Sequence[str],
    no_verify: bool,
) -> None:
    """Write reports in several formats and prove that their notes agree."""
    from reportkit.diagnostics import ReportkitError
    from reportkit.export import build_all
    from reportkit.writers import registry

    names = [name.strip() for name in formats.split(",") if name.strip()]
    unknown = [name for name in names if not registry.has(name)]
    if unknown or not names:
        known = ", ".join(registry.names())
        raise click.UsageError(f"there is no format '{', '.join(unknown)}'; there are {known}")
    stems = [path.stem for path in reports]
    if len(set(stems)) != len(stems):
        raise click.UsageError("RK909 two reports have the same file name; build them separately")
    given = options.pairs(settings, "--set KEY")
    inputs = [
        partial(options.build_input, path, given, limits, theme, docx_template) for path in reports
    ]
    errors = []
    for built in build_all(inputs, names, output, not no_verify, {"pdf": {"profile": profile}}):
        if isinstance(built, ReportkitError):
            options.show(built.diagnostics)
            errors.append(built)
            continue
        for artifact in built:
            options.show(artifact.warnings)
            verdict = artifact.verdict
            proof = f"  {options.proof(verdict)}" if verdict is not None else ""
            click.echo(f"{artifact.path}  {artifact.size:,} bytes{proof}")
    if errors:
        sys.exit(exits.of(errors[0]) if len(errors) == len(reports) else exits.SOME_FAILED)


@click.command()
@options.REPORTS
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), default="full")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error")
@options.LIMITS
def check(reports: Sequence[Path], style: str, fail_on: str, limits: Sequence[str]) -> None:
    """Check reports and show what was found."""
    from reportkit.diagnostics import ReportkitError, has_errors
    from reportkit.export import check as check_report
    from reportkit.printable import printable_json
    from reportkit.read import UnreadableFileError

    found: list[Diagnostic] = []
    table = options.table(limits)
    unreadable = False
    for path in reports:
        try:
            found.extend(check_report(path, limits=table).warnings)
        except ReportkitError as error:
            unreadable = unreadable or isinstance(error, UnreadableFileError)
            found.extend(error.diagnostics)
    if style == "json":
        data = json.dumps([d.as_dict() for d in found], ensure_ascii=False, indent=1)
        click.echo(printable_json(data))
    else:
        for diagnostic in found:
            click.echo(diagnostic.full() if style == "full" else diagnostic.concise())
    if unreadable:
        sys.exit(exits.USAGE)
    if has_errors(found) or (found and fail_on == "warning"):
        sys.exit(exits.FINDINGS)


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--theme", help="The theme that they were built in, for its words.")
@options.LIMITS
def verify(report: Path, files: Sequence[Path], theme: str | None, limits: Sequence[str]) -> None:
    """Read finished files back and prove that they say what the report says."""
    from reportkit.export import verify as verify_files

    verdicts = verify_files(options.build_input(report, {}, limits, theme), files)
    for path, verdict in zip(files, verdicts, strict=True):
        click.echo(f"{verdict.format:5}  {path}  {options.proof(verdict)}")
    found = [diagnostic for verdict in verdicts for diagnostic in verdict.findings]
    options.show(found)
    if found:
        sys.exit(exits.DISAGREES)
