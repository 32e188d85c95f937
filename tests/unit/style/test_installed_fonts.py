"""A theme may name fonts of the machine, with a warning that it then depends on that machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reportkit.style import styles_folder

FONTS = styles_folder() / "fonts"
MINIMAL = styles_folder().parent / "examples" / "minimal.yaml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose folder of fonts has the family Gill Sailor, upright and bold."""
    folder = tmp_path / "home" / ".fonts"
    folder.mkdir(parents=True)
    for face, weight in (("Regular", 400), ("SemiBold", 600)):
        with TTFont(FONTS / f"IBMPlexSans-{face}.ttf") as font:
            for record in font["name"].names:
                if record.nameID in (1, 16):
                    record.string = "Gill Sailor"
                elif record.nameID in (4, 6):
                    record.string = f"GillSailor-{face}"
            font["OS/2"].usWeightClass = weight
            font.save(folder / f"sailor-{face}.ttf")
    return tmp_path / "home"


def build(home: Path, theme: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportkit", "build", str(MINIMAL), "-t", "pdf,docx"]
    return subprocess.run(
        [*command, "-o", str(out), "--theme", str(theme)],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(home)},
        check=False,
    )


@pytest.mark.parametrize("family", ["Gill Sailor", "gill sailor"])
def test_an_installed_family_is_used_and_told(family: str, home: Path, tmp_path: Path) -> None:
    theme = tmp_path / "house"
    theme.mkdir()
    (theme / "theme.yaml").write_text(f"fonts:\n  text: {family}\n", "utf-8")
    built = build(home, theme, tmp_path)
    assert built.returncode == 0, built.stderr
    assert f"theme.yaml:2:9: warning RK460 the font '{family}' is installed on this" in built.stderr
    command = ["pdffonts", str(tmp_path / "minimal.pdf")]
    fonts = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "+gill-sailor " in fonts.lower()


def test_a_family_that_is_nowhere_stays_an_error(home: Path, tmp_path: Path) -> None:
    theme = tmp_path / "house"
    theme.mkdir()
    (theme / "theme.yaml").write_text("fonts: {text: Gill Tailor}", "utf-8")
    built = build(home, theme, tmp_path)
    assert built.returncode == 1
    assert "RK406 the font 'Gill Tailor' is not in the theme's fonts/ folder" in built.stderr
    assert "is not installed on this machine" in built.stderr
