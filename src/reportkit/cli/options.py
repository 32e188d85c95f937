"""Arguments and output that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli import arguments
from reportkit.printable import printable

if TYPE_CHECKING:
    from reportkit.checking import BuildInput
    from reportkit.diagnostics import Diagnostic
    from reportkit.proof.compare import Verdict
    from reportkit.read import UnreadableFileError
    from reportkit.read.report_names import Names
    from reportkit.tree.limits import Limits

REPORTS = click.argument(
    "reports",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    callback=arguments.reports,
)
THEME = click.option(
    "--theme",
    multiple=True,
    metavar="NAME|DIR",
    callback=arguments.once,
    help="A theme by its name or its folder, in place of the one that the report names.",
)
LIMITS = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    help="Replace a limit (docs/limits.md), such as notes=20000; may be repeated.",
)

SYSTEM_FONTS = click.option(
    "--system-fonts",
    is_flag=True,
    help="Take letters that the theme's fonts lack from the fonts of this machine.",
)


def checked(
    path: Path,
    settings: dict[str, str],
    limits: Limits,
    theme: str | None = None,
    docx_template: Path | None = None,
    system_fonts: bool = False,
) -> BuildInput:
    """A report that can be built. Raises ReportkitError, also for an error that no one foresaw."""
    from reportkit import checking
    from reportkit.diagnostics import ReportkitError
    from reportkit.read import UnreadableFileError

    try:
        return checking.check(path, settings, theme, docx_template, limits, system_fonts)
    except UnreadableFileError as error:
        raise _advised(error, path) from error
    except ReportkitError:
        raise
    except Exception as error:
        from reportkit.isolation import unforeseen  # late: it loads what starts processes

        raise unforeseen(error, path) from error


def names(path: Path) -> Names:
    """The names in a report. Raises ReportkitError if it cannot be read or parsed."""
    from reportkit.read import UnreadableFileError
    from reportkit.read.report_names import names_of

    try:
        return names_of(path)
    except UnreadableFileError as error:
        raise _advised(error, path) from error


def _advised(error: UnreadableFileError, path: Path) -> UnreadableFileError:
    """The error about an unreadable report, with what may have been meant."""
    from msgspec.structs import replace

    from reportkit.read import UnreadableFileError

    advice = arguments.advice(path)
    return UnreadableFileError(
        [
            replace(finding, hint=advice) if advice and finding.code == "RK001" else finding
            for finding in error.diagnostics
        ]
    )


def table(limits: Sequence[str]) -> Limits:
    """The limits with those of the command line. Raises UsageError."""
    from reportkit.tree.limits import LIMITS

    try:
        return LIMITS.with_values(arguments.pairs(limits, "--limit NAME"))
    except ValueError as error:
        raise click.UsageError(printable(str(error))) from None


def proof(verdict: Verdict) -> str:
    """How many notes agree, in words."""
    return f"{verdict.equal_notes} of {len(verdict.notes)} notes equal"


def show(diagnostics: Sequence[Diagnostic]) -> None:
    """Prints findings to standard error."""
    for diagnostic in diagnostics:
        click.echo(diagnostic.full(), err=True)
