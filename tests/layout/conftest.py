"""Each example in each theme, printed once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit import export
from tests.layout.pages import Print, print_report
from tests.layout.reports import generated
from tests.shared import once

EXAMPLES = Path(__file__).parents[2] / "examples"
REPORTS = {
    "sample": EXAMPLES / "belarus-warning-update" / "report.yaml",
    "every": EXAMPLES / "every-element" / "report.yaml",
    "long": Path(__file__).with_name("long.yaml"),
    "urls": Path(__file__).with_name("urls.yaml"),
    "arabic": Path(__file__).with_name("arabic.yaml"),
    "wide": Path(__file__).with_name("wide.yaml"),
}

Printer = Callable[[str, str], Print]
"""Gives the print of a report (see REPORTS) in a theme."""


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Prints a report in a theme when it is first asked for."""
    made: dict[tuple[str, str], Print] = {}

    def get(report: str, theme: str) -> Print:
        if (report, theme) not in made:
            made[report, theme] = once(
                tmp_path_factory,
                f"{report}-{theme}",
                lambda folder: print_report(REPORTS[report], folder, theme),
            )
        return made[report, theme]

    return get


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> export.Artifact:
    """The PDF of a report of 400 notes in the style of the sample, built once."""

    def make(folder: Path) -> export.Artifact:
        (artifact,) = export.build(export.check(generated(400, folder)), ["pdf"], folder / "build")
        return artifact

    return once(tmp_path_factory, "large", make)
