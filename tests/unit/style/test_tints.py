"""What follows from the accent of a theme: its tint, and a warning if letters in it are pale."""

from __future__ import annotations

import colorsys
from pathlib import Path

import pytest

from reportkit import export
from reportkit.style import find_theme
from reportkit.style.colours import contrast
from tests.unit.style.test_theme import write

SAMPLE = Path(__file__).parents[3] / "examples" / "belarus-warning-update" / "report.yaml"
HUES = [
    "#" + "".join(f"{round(255 * c):02x}" for c in colorsys.hsv_to_rgb(hue / 12, strength, light))
    for hue in range(12)
    for strength, light in ((1, 0.35), (0.6, 0.3), (0.2, 0.3))
]


@pytest.mark.parametrize("accent", [*HUES, "#000000", "#7b1e2e", "#595959"])
def test_letters_keep_their_contrast_on_the_tint_that_follows(accent: str, tmp_path: Path) -> None:
    tokens = f"colours:\n  accent: '{accent}'"
    colours = find_theme("mine", write(tmp_path, tokens)).colours
    assert colours.tint not in ("#ffffff", "#f7f0ef")
    assert contrast(colours.text, colours.tint) >= 7
    assert contrast(colours.accent, colours.tint) >= min(7, contrast(accent, "#ffffff") * 0.93)
    if contrast(accent, "#ffffff") >= 7.5:
        assert contrast(colours.accent, colours.tint) >= 7


def test_the_tint_has_the_hue_of_the_accent(tmp_path: Path) -> None:
    tint = find_theme("mine", write(tmp_path, "colours: {accent: '#004d26'}")).colours.tint
    red, green, blue = (int(tint[n : n + 2], 16) for n in (1, 3, 5))
    assert green > blue > red > 225


@pytest.mark.parametrize(
    ("tokens", "tint"),
    [
        ("colours: {accent: '#004488', tint: '#fafafa'}", "#fafafa"),
        ("colours: {text: '#000000'}", "#f7f0ef"),
        ("extends: plain\ncolours: {accent: '#004488'}", "#ffffff"),
    ],
)
def test_a_tint_that_is_set_stays(tokens: str, tint: str, tmp_path: Path) -> None:
    assert find_theme("mine", write(tmp_path, tokens)).colours.tint == tint


def test_the_tint_follows_the_last_accent_of_a_chain(tmp_path: Path) -> None:
    write(tmp_path, "colours: {accent: '#333300', tint: '#ffffee'}", "house")
    theme = find_theme("mine", write(tmp_path, "extends: house\ncolours: {accent: '#000033'}"))
    assert theme.colours.tint == "#ebebef"


def test_a_pale_accent_is_warned_of_with_the_nearest_shade_that_is_not(tmp_path: Path) -> None:
    folder = write(tmp_path, "colours:\n  accent: '#E30613'") / "mine"
    (found,) = export.check(SAMPLE, theme=str(folder)).warnings
    assert found.code == "RK461"
    said = found.concise()
    assert "theme.yaml:2:11: warning RK461 the accent #E30613 has a contrast of 4.9:1" in said
    assert found.hint is not None
    shade = found.hint.split()[0]
    assert 7 <= contrast(shade, "#ffffff") < 7.6
    (folder / "theme.yaml").write_text(f"colours: {{accent: '{shade}'}}", "utf-8")
    assert export.check(SAMPLE, theme=str(folder)).warnings == ()
