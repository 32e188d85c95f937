"""The commands about reportkit itself: new, schema, explain, themes, writers, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from reportkit.cli import exits


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a small report that builds, with the schema for editors beside it."""
    from reportkit.publish.fileset import output_errors
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
                raise click.UsageError(f"{folder / name} already exists") from None
        click.echo(str(folder / name))


@click.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    from reportkit.read.editor_schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say why a finding exists and how to mend it."""
    from reportkit.codes import CODES

    entry = CODES.get(code.upper())
    if entry is None:
        raise click.UsageError(f"unknown code {code}")
    click.echo(f"{entry.id} ({entry.severity}): {entry.title}\n\n{entry.why}\n\n{entry.fix}")


@click.command()
def themes() -> None:
    """List the themes that are installed."""
    from reportkit.style import load_theme, styles_folder, theme_names

    for name in theme_names():
        click.echo(f"{name:12} {load_theme(styles_folder() / name).description}")


@click.command()
def writers() -> None:
    """List the formats that can be written."""
    from reportkit.writers import registry

    for name in registry.names():
        click.echo(name)


@click.command()
def doctor() -> None:
    """Say whether all that is needed is installed."""
    from reportkit.writers import registry
    from reportkit.writers.base import WriterError

    try:
        registry.writer("pdf")
    except WriterError as error:
        click.echo(f"PDF: {error}")
        sys.exit(exits.FINDINGS)
    click.echo("PDF, DOCX, EPUB and text: everything needed is installed.")
