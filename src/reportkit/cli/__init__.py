"""The command line: arguments in, results to stdout, messages to stderr, exit codes. No logic."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from io import StringIO, TextIOWrapper
from typing import NoReturn

import click

from reportkit import __version__
from reportkit.cli import exits, options
from reportkit.cli.about import doctor, explain, new, schema, themes, writers
from reportkit.cli.reports import build, check, verify
from reportkit.cli.signals import Stopped, ending, ignore_signals
from reportkit.printable import printable
from reportkit.reasons import reason
from reportkit.standard_streams import fill_closed_streams


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

            message = f"cannot write to standard output: {reason(error)}"
            hint = "the program or disk that takes the output has stopped or is full"
            raise ReportkitError([Diagnostic("RK907", message, hint=hint)]) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="reportkit %(version)s")
@click.option("--traceback", is_flag=True, hidden=True, help="Show tracebacks (for developers).")
def cli(traceback: bool) -> None:
    """Turn one report into PDF, DOCX, EPUB and text with the same notes in all, proven.

    \b
    Examples:
      reportkit new my-report
      reportkit check my-report/report.yaml
      reportkit build my-report/report.yaml

    \b
    Exit codes:
      0    no findings
      1    findings in a report
      2    wrong usage, or a file that cannot be read
      3    a file that cannot be written
      4    a finished file that says something else than the report
      5    some of several reports failed; the others are built
      130  stopped by Ctrl-C (143 by SIGTERM)

    No command opens a network connection.
    """


for _command in (build, check, verify, new, schema, explain, themes, writers, doctor):
    cli.add_command(_command)


def main() -> NoReturn:
    """Runs the command line; every failure is a message and an exit code."""
    fill_closed_streams()
    gc.set_threshold(1_000_000)  # a run is short: Python's default would look for garbage 100 times
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # no other code takes part in checking
    atexit.register(ignore_signals)  # a signal could only bring a traceback
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # LANG=C; names that are no Unicode
    try:
        with ending():
            code = _run()
    except Stopped as stopped:
        code = stopped.exit_code
    gc.freeze()  # at its end Python would look for garbage several times more
    sys.exit(code)


def _run() -> int:
    from reportkit.diagnostics import ReportkitError

    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        return exits.INTERRUPTED
    except click.ClickException as error:
        _show(error)
        return exits.USAGE
    except ReportkitError as error:
        if "--traceback" in sys.argv:
            raise
        options.show(error.diagnostics)
        return exits.of(error)
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        click.echo(printable(f"reportkit: {type(error).__name__}: {error}"), err=True)
        return exits.WRITER
    return 0


def _show(error: click.ClickException) -> None:
    """Prints the usage and click's message, which quotes what was typed, fit for a terminal."""
    shown = StringIO()
    error.show(shown)
    usage, error_sign, message = shown.getvalue().partition("Error: ")
    click.echo(f"{usage}{error_sign}{printable(message.rstrip())}", err=True)
