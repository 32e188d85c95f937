"""The look changes nothing of what a report says: each theme in each format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.parity.conftest import EVERY, reportkit


@pytest.mark.parametrize("theme", ["plain", "report", "institute", "bulletin"])
def test_every_format_agrees_in_every_theme(theme: str, tmp_path: Path) -> None:
    formats = "pdf,docx,epub,text"
    result = reportkit("build", EVERY, "-t", formats, "-o", tmp_path, "--theme", theme)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert re.findall(r"(\d+) of (\d+) notes equal", result.stdout) == [("19", "19")] * 4


def test_the_themes_are_listed_with_what_they_are_for() -> None:
    lines = reportkit("themes").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [
        "briefing",
        "bulletin",
        "institute",
        "plain",
        "report",
    ]
    assert all(len(line.split()) > 5 for line in lines)


def test_a_mistake_in_a_theme_is_shown_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "theme.yaml").write_text("colours:\n  acent: '#123456'\n", "utf-8")
    result = reportkit("build", EVERY, "-t", "text", "-o", tmp_path / "out", "--theme", tmp_path)
    assert result.returncode == 1
    assert "theme.yaml:2:3: error RK405 unknown token 'colours.acent'" in result.stderr
    assert "\n      acent: '#123456'\n      ^^^^^" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_words_of_a_theme_are_in_the_files_and_are_verified(tmp_path: Path) -> None:
    theme = tmp_path / "house"
    theme.mkdir()
    (theme / "theme.yaml").write_text("labels: {en: {table: 'Exhibit {n}'}}", "utf-8")
    out = tmp_path / "out"
    built = reportkit("build", EVERY, "-t", "text,docx", "-o", out, "--theme", theme)
    assert built.returncode == 0, built.stderr
    assert "Exhibit 1" in (out / "report.txt").read_text("utf-8")
    files = (out / "report.txt", out / "report.docx")
    assert reportkit("verify", EVERY, *files, "--theme", theme).returncode == 0
    assert reportkit("verify", EVERY, *files).returncode == 4
