"""The command line: arguments in, results to stdout, messages to stderr, exit codes. No logic."""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

    from reportkit.diagnostics import Diagnostic
    from reportkit.export import Checked
    from reportkit.tree.limits import Limits
    from reportkit.verify.compare import Verdict
    from reportkit.writers.base import Profile

FINDINGS, USAGE, WRITER, DISAGREES, INTERRUPTED = 1, 2, 3, 4, 130
_STOPPING = (signal.SIGINT, signal.SIGTERM)

_REPORTS = click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
_LIMITS = click.option(
    "--limit", "limits", multiple=True, metavar="NAME=VALUE", help="Replace a limit."
)


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        """Runs a command. The errors of standard output are ours: click ends with 1 for some."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is not None:
                raise
            # Without this, Python would complain of what is left to write once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            from reportkit.diagnostics import Diagnostic, ReportkitError

            message = f"cannot write the standard output: {error.strerror or error}"
            raise ReportkitError([Diagnostic("RK907", message)]) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reportkit", message="reportkit %(version)s")
@click.option("--traceback", is_flag=True, hidden=True, help="Show tracebacks (for developers).")
def cli(traceback: bool) -> None:
    """One report becomes PDF, DOCX and EPUB with one set of note numbers, proven."""


@cli.command()
@_REPORTS
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
@_LIMITS
@click.option("--no-verify", is_flag=True, help="Do not read the finished files back.")
def build(
    reports: Sequence[Path],
    formats: str,
    output: Path,
    theme: str | None,
    profile: Profile,
    docx_template: Path | None,
    settings: Sequence[str],
    limits: Sequence[str],
    no_verify: bool,
) -> None:
    """Write reports in several formats and prove that their notes agree."""
    from reportkit.export import build as build_report
    from reportkit.writers import registry

    names = [name.strip() for name in formats.split(",") if name.strip()]
    unknown = [name for name in names if name not in registry.names()]
    if unknown or not names:
        known = ", ".join(registry.names())
        raise click.UsageError(f"there is no format '{', '.join(unknown)}'; there are {known}")
    stems = [path.stem for path in reports]
    if len(set(stems)) != len(stems):
        raise click.UsageError("RK909 two reports have the same file name; build them apart")
    checks = [
        _check(path, _pairs(settings, "--set KEY"), limits, theme, docx_template)
        for path in reports
    ]
    for checked in checks:
        for artifact in build_report(checked, names, output, not no_verify, profile):
            _print(artifact.warnings)
            verdict = artifact.verdict
            proof = f"  {_proof(verdict)}" if verdict is not None else ""
            click.echo(f"{artifact.path}  {artifact.size:,} bytes{proof}")


@cli.command()
@_REPORTS
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), default="full")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error")
@_LIMITS
def check(reports: Sequence[Path], style: str, fail_on: str, limits: Sequence[str]) -> None:
    """Check reports and show what was found."""
    from reportkit.diagnostics import ReportkitError, has_errors
    from reportkit.export import check as check_report
    from reportkit.read import UnreadableFileError

    found: list[Diagnostic] = []
    table = _table(limits)
    unreadable = False
    for path in reports:
        try:
            found.extend(check_report(path, limits=table).warnings)
        except ReportkitError as error:
            unreadable = unreadable or isinstance(error, UnreadableFileError)
            found.extend(error.diagnostics)
    if style == "json":
        click.echo(json.dumps([d.as_dict() for d in found], ensure_ascii=False, indent=1))
    else:
        for diagnostic in found:
            click.echo(diagnostic.full() if style == "full" else diagnostic.concise())
    if unreadable:
        sys.exit(USAGE)
    if has_errors(found) or (found and fail_on == "warning"):
        sys.exit(FINDINGS)


@cli.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--theme", help="The theme that they were built in, for its words.")
@_LIMITS
def verify(report: Path, files: Sequence[Path], theme: str | None, limits: Sequence[str]) -> None:
    """Read finished files back and prove that they say what the report says."""
    from reportkit.export import verify as verify_files

    verdicts = verify_files(_check(report, {}, limits, theme), files)
    for path, verdict in zip(files, verdicts, strict=True):
        click.echo(f"{verdict.format:5}  {path}  {_proof(verdict)}")
    found = [diagnostic for verdict in verdicts for diagnostic in verdict.found]
    _print(found)
    if found:
        sys.exit(DISAGREES)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a small report that builds, with the schema for editors beside it."""
    from reportkit.publish import output_errors
    from reportkit.read.editor_schema import json_schema
    from reportkit.style import styles_folder

    schema = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    template = (styles_folder() / "new-report.yaml").read_text("utf-8")
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("report.yaml", template), ("report.schema.json", schema)):
        with output_errors(folder / name):
            try:
                with (folder / name).open("x", encoding="utf-8") as file:
                    file.write(text)
            except FileExistsError:
                raise click.UsageError(f"{folder / name} is there already") from None
        click.echo(str(folder / name))


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    from reportkit.read.editor_schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say why a finding exists and how to mend it."""
    from reportkit.codes import CODES

    entry = CODES.get(code.upper())
    if entry is None:
        raise click.UsageError(f"there is no code {code}")
    click.echo(f"{entry.id} ({entry.severity}): {entry.title}\n\n{entry.why}\n\n{entry.mend}")


@cli.command()
def themes() -> None:
    """List the themes that are installed."""
    from reportkit.style import load_theme, styles_folder, theme_names

    for name in theme_names():
        click.echo(f"{name:12} {load_theme(styles_folder() / name).description}")


@cli.command()
def writers() -> None:
    """List the formats that can be written."""
    from reportkit.writers import registry

    for name in registry.names():
        click.echo(name)


@cli.command()
def doctor() -> None:
    """Say whether all that is needed is installed."""
    from reportkit.writers import registry
    from reportkit.writers.base import WriterError

    try:
        registry.writer("pdf")
    except WriterError:
        click.echo(
            "PDF: Pango is missing. Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango"
        )
        sys.exit(FINDINGS)
    click.echo("PDF, DOCX, EPUB and text: all that is needed is installed.")


class _Stopped(BaseException):
    """SIGINT or SIGTERM came; what is open is cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """SIGINT and SIGTERM end the work, once, by an exception."""
    first: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        first.append(number)
        _deaf()  # a second signal would cut the cleaning up short
        raise _Stopped(first[0])

    def lost(args: UnraisableHookArgs) -> None:
        """Python drops what is raised within a callback of its own: it is raised again soon."""
        if isinstance(args.exc_value, _Stopped):
            signal.setitimer(signal.ITIMER_REAL, 0.01)
        else:
            hook(args)

    former = {number: signal.signal(number, stop) for number in (*_STOPPING, signal.SIGALRM)}
    hook, sys.unraisablehook = sys.unraisablehook, lost
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = hook
        for number, handler in former.items():
            signal.signal(number, handler)


def _deaf() -> None:
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)


def main() -> NoReturn:
    """Runs the command line; every failure is a message and an exit code."""
    gc.set_threshold(200_000)  # a run is short: Python's default would look for garbage 100 times
    atexit.register(_deaf)  # the result stands; a signal could only bring a traceback
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # LANG=C; names that are no Unicode
    try:
        with _signals():
            code = _run()
    except _Stopped as stopped:
        code = stopped.exit_code
    sys.exit(code)


def _run() -> int:
    from reportkit.diagnostics import ReportkitError

    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except ReportkitError as error:
        if "--traceback" in sys.argv:
            raise
        _print(error.diagnostics)
        return _exit_code(error)
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        click.echo(f"reportkit: {type(error).__name__}: {error}", err=True)
        return WRITER
    return 0


def _exit_code(error: Exception) -> int:
    from reportkit.export import Disagreement, WriteFailure
    from reportkit.read import UnreadableFileError

    match error:
        case UnreadableFileError():
            return USAGE
        case WriteFailure():
            return WRITER
        case Disagreement():
            return DISAGREES
        case _:
            codes = {d.code for d in getattr(error, "diagnostics", ())}
            return WRITER if codes & {"RK905", "RK907"} else FINDINGS


def _check(
    path: Path,
    settings: dict[str, str],
    limits: Sequence[str],
    theme: str | None = None,
    docx_template: Path | None = None,
) -> Checked:
    from reportkit.export import check as check_report

    checked = check_report(path, settings, theme, docx_template, _table(limits))
    _print(checked.warnings)
    return checked


def _table(limits: Sequence[str]) -> Limits:
    from reportkit.tree.limits import LIMITS

    try:
        return LIMITS.with_values(_pairs(limits, "--limit NAME"))
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _pairs(settings: Sequence[str], option: str) -> dict[str, str]:
    pairs = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign or not key:
            raise click.UsageError(f"the form is {option}=VALUE, not '{setting}'")
        pairs[key] = value
    return pairs


def _proof(verdict: Verdict) -> str:
    return f"{verdict.equal_notes} of {len(verdict.notes)} notes equal"


def _print(diagnostics: Sequence[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        click.echo(diagnostic.full(), err=True)
