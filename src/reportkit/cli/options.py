"""What several commands take, and how they answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportkit.diagnostics import Diagnostic
    from reportkit.export import BuildInput
    from reportkit.proof.compare import Verdict
    from reportkit.tree.limits import Limits

REPORTS = click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
LIMITS = click.option(
    "--limit", "limits", multiple=True, metavar="NAME=VALUE", help="Replace a limit."
)


def build_input(
    path: Path,
    settings: dict[str, str],
    limits: Sequence[str],
    theme: str | None = None,
    docx_template: Path | None = None,
) -> BuildInput:
    """A report that can be built; its warnings are shown. Raises ReportkitError."""
    from reportkit.export import check as check_report

    checked = check_report(path, settings, theme, docx_template, table(limits))
    show(checked.warnings)
    return checked


def table(limits: Sequence[str]) -> Limits:
    """The limits with those of the command line. Raises UsageError."""
    from reportkit.tree.limits import LIMITS

    try:
        return LIMITS.with_values(pairs(limits, "--limit NAME"))
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def pairs(settings: Sequence[str], option: str) -> dict[str, str]:
    """Keys and values of an option. Raises UsageError."""
    found = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign or not key:
            raise click.UsageError(f"expected {option}=VALUE, not '{setting}'")
        found[key] = value
    return found


def proof(verdict: Verdict) -> str:
    """How many notes agree, in words."""
    return f"{verdict.equal_notes} of {len(verdict.notes)} notes equal"


def show(diagnostics: Sequence[Diagnostic]) -> None:
    """Prints findings to the standard error."""
    for diagnostic in diagnostics:
        click.echo(diagnostic.full(), err=True)
