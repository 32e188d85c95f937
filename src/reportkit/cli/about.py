"""The commands about reportkit itself: new, schema, explain, themes, writers, doctor."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli import arguments, exits, options
from reportkit.cli.arguments import quoted
from reportkit.printable import printable

if TYPE_CHECKING:
    from reportkit.cli.machine import Condition


@click.command(short_help="Make a small report to begin with.")
@click.argument("folder", metavar="DIR", callback=arguments.new_folder)
def new(folder: Path) -> None:
    """Make a small report in a folder, ready to build.

    The JSON Schema beside it lets editors complete keys and check values. No file is overwritten.

    \b
    Example:
      reportkit new my-report
      reportkit build my-report/report.yaml
    """
    from reportkit.read.editor_schema import json_schema
    from reportkit.style import styles_folder

    schema = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    template = (styles_folder() / "new-report.yaml").read_text("utf-8")
    _written(folder, {"report.yaml": template, "report.schema.json": schema})


def _written(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes new files into a folder and prints their paths. Raises UsageError if one exists,
    ReportkitError if one cannot be written."""
    from reportkit.publish.fileset import output_errors

    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in texts:
        if os.path.lexists(folder / name):
            raise click.UsageError(f"{quoted(folder / name)} already exists; choose another folder")
    for name, text in texts.items():
        path = folder / name
        with output_errors(path), path.open("x", encoding="utf-8") as file:
            file.write(text)
        click.echo(printable(str(path)))


@click.command(short_help="Print the JSON Schema of reports.")
@click.argument(
    "report",
    required=False,
    type=click.Path(path_type=Path),
    callback=arguments.report_or_none,
)
@click.option("--project", is_flag=True, help="Print the schema of project files (reportkit.yaml).")
def schema(report: Path | None, project: bool) -> None:
    """Print the JSON Schema of reports, for editors and other tools.

    With a REPORT, editors also complete the names in it: ids, notes, sources and acronyms.

    \b
    Examples:
      reportkit schema > report.schema.json
      reportkit schema report.yaml > report.schema.json
      reportkit schema --project > project.schema.json
    """
    from reportkit.read.editor_schema import json_schema, project_schema

    if project and report is not None:
        raise click.UsageError("--project is for project files; leave out the report or --project")
    names = options.names(report) if report is not None else None
    found = project_schema() if project else json_schema(names)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))


@click.command(short_help="Explain what a finding means.")
@click.argument("code")
def explain(code: str) -> None:
    """Explain what a finding means and how to fix it.

    \b
    Example:
      reportkit explain RK203
    """
    from reportkit.codes import CODES

    entry = CODES.get(code.upper())
    if entry is None:
        raise click.UsageError(f"unknown code {quoted(code)}; codes look like RK203")
    click.echo(f"{entry.id} ({entry.severity}): {entry.title}\n\n{entry.why}\n\n{entry.fix}")


@click.group(invoke_without_command=True, short_help="List the themes, or begin one.")
@click.pass_context
def themes(context: click.Context) -> None:
    """List the themes that --theme takes by name, or begin a theme of your own.

    \b
    Examples:
      reportkit themes
      reportkit themes new house --from briefing
    """
    from reportkit.style import load_theme, styles_folder, theme_names

    if context.invoked_subcommand is None:
        for name in theme_names():
            click.echo(f"{name:12} {load_theme(styles_folder() / name).description}")


@themes.command("new", short_help="Begin a theme of your own.")
@click.argument("folder", metavar="DIR", callback=arguments.new_folder)
@click.option(
    "--from", "parent", default="briefing", metavar="NAME", help="The theme to start from."
)
def new_theme(folder: Path, parent: str) -> None:
    """Begin a theme in a folder: every token, explained, with its value in the theme of --from.

    The tokens are comments; remove the "# " before those that you change. No file is overwritten.

    \b
    Example:
      reportkit themes new house --from briefing
      reportkit build report.yaml --theme house
    """
    from reportkit.style import find_theme, theme_names
    from reportkit.style.new_theme import starting_files

    path = folder.absolute()
    if path.name in theme_names():
        raise click.UsageError(f"{quoted(path.name)} is a theme that ships; choose another name")
    theme = find_theme(parent, path.parent)
    _written(folder, starting_files(path.name, parent, theme))


@click.command(short_help="List the formats.")
def writers() -> None:
    """List the formats that -t takes.

    \b
    Example:
      reportkit writers
    """
    from reportkit.writers import registry

    for name in registry.names():
        click.echo(name)


@click.command(short_help="Tell which formats can be built here.")
def doctor() -> None:
    """Tell which formats can be built and verified on this machine.

    A small report is built in each format and read back; nothing of it is kept. For a format that
    fails, doctor says what to install. The exit code is 1 if any format fails, if drawings (SVG)
    cannot be made inert, or if pages (PDF) cannot be drawn as figures. The scripts that can be set
    are listed by where their fonts are.

    \b
    Example:
      reportkit doctor
    """
    from reportkit.cli.machine import versions

    click.echo(versions())
    sound = True
    for condition in _all_conditions():
        sound = sound and condition.sound
        click.echo(printable(f"{condition.name:8}  {condition.state}"))
        for line in condition.advice:
            click.echo(f"          {printable(line)}")
    if not sound:
        sys.exit(exits.FINDINGS)


def _all_conditions() -> Iterator[Condition]:
    """The condition of each format as soon as it is known, then of pictures, charts and fonts."""
    from reportkit.cli.machine import charts, conditions, drawings, pages, scripts

    yield from conditions()
    yield drawings()
    yield pages()
    yield charts()
    yield scripts()
