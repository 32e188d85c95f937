"""What a theme says for the press: the ICC profile, and colours in CMYK."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageCms

from reportkit.style import find_theme, styles_folder
from tests.unit.style.test_theme import NOWHERE, findings, write

SHIPPED = (styles_folder() / "briefing" / "press" / "coated-fogra39l.icc").read_bytes()
SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
THEME = "extends: briefing\npress:\n  icc: house.icc\n"


def test_a_theme_brings_the_profile_of_its_press(tmp_path: Path) -> None:
    beside = write(tmp_path, THEME)
    (beside / "mine" / "house.icc").write_bytes(SHIPPED)
    assert find_theme("mine", beside).press_icc == SHIPPED


def test_a_profile_is_inherited(tmp_path: Path) -> None:
    beside = write(tmp_path, THEME)
    (beside / "mine" / "house.icc").write_bytes(SHIPPED)
    write(tmp_path, "extends: mine\npress: {bleed: 5}", "child")
    child = find_theme("child", tmp_path)
    assert child.press_icc == SHIPPED
    assert child.press.bleed == 5
    assert child.press.marks


def test_the_licence_stands_beside_the_profile_that_ships() -> None:
    licence = (styles_folder() / "briefing" / "press" / "LICENSE.txt").read_text("utf-8")
    assert "zlib/libpng" in licence
    assert len(SHIPPED) < 80_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SCREEN, "its colour space is RGB, not CMYK"),
        (SHIPPED[:12] + b"scnr" + SHIPPED[16:], "it is not the profile of a press or printer"),
        (SHIPPED[:16] + b"5CLR" + SHIPPED[20:], "its colour space is 5CLR, not CMYK"),
        (SHIPPED[:30_000], "it is truncated"),
        (SHIPPED.replace(b"B2A1", b"xxxx", 1), "it lacks the tables B2A1"),
        (b"\x89PNG\r\n\x1a\n" * 30, "it is not an ICC profile"),
        (b"", "it is not an ICC profile"),
        (None, "there is no such file"),
    ],
)
def test_a_profile_that_cannot_be_used(tmp_path: Path, data: bytes | None, message: str) -> None:
    beside = write(tmp_path, THEME)
    if data is not None:
        (beside / "mine" / "house.icc").write_bytes(data)
    (found,) = findings(beside)
    assert found.startswith("mine/theme.yaml:3:8: error RK414 the ICC profile 'house.icc' ")
    assert message in found


@pytest.mark.parametrize("name", ["../other.icc", "/etc/passwd", "..\\\\x"])
def test_a_profile_outside_the_theme_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "other.icc").write_bytes(SHIPPED)
    (found,) = findings(write(tmp_path, f'press: {{icc: "{name}"}}'))
    assert found.startswith("mine/theme.yaml:1:14: error RK402")


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        (
            "press: {bleed: 40}",
            "mine/theme.yaml:1:16: error RK405 press.bleed: should be less than",
        ),
        ("press: {bleed: much}", "mine/theme.yaml:1:16: error RK405 press.bleed: must be a number"),
        ("press: {mark: true}", "mine/theme.yaml:1:9: error RK405 unknown token 'press.mark'"),
        (
            'press: {icc: ""}',
            "mine/theme.yaml:1:14: error RK405 press.icc: String should have at least",
        ),
        (
            "press: {colours: {accent: [1, 2, 3]}}",
            "mine/theme.yaml:1:19: error RK405 press.colours.accent: must be four percentages",
        ),
        (
            "press: {colours: {accent: [1, 2, 3, 101]}}",
            "mine/theme.yaml:1:37: error RK405 press.colours.accent.3: should be less than",
        ),
        (
            'press: {colours: {accent: "#123456"}}',
            "mine/theme.yaml:1:27: error RK405 press.colours.accent: must be a list",
        ),
        (
            "press: {colours: {akzent: [1, 2, 3, 4]}}",
            "mine/theme.yaml:1:19: error RK405 unknown token 'press.colours.akzent' (did you mean",
        ),
    ],
)
def test_wrong_tokens_for_the_press(tmp_path: Path, tokens: str, message: str) -> None:
    (found,) = findings(write(tmp_path, tokens))
    assert message in found


def test_a_theme_gives_its_colours_in_cmyk() -> None:
    assert find_theme("briefing", NOWHERE).inks == {}


def test_colours_in_cmyk_are_inherited_until_their_colour_changes(tmp_path: Path) -> None:
    write(tmp_path, "press: {colours: {accent: [0, 90, 60, 40], tint: [0, 4, 4, 0]}}", "house")
    accent, tint = (0, 90, 60, 40), (0, 4, 4, 0)
    assert find_theme("house", tmp_path).inks == {"#7b1e2e": accent, "#f7f0ef": tint}
    # The tint follows the accent, so it has another colour too.
    write(tmp_path, 'extends: house\ncolours: {accent: "#17466b"}', "child")
    assert find_theme("child", tmp_path).inks == {}
    write(tmp_path, 'extends: house\ncolours: {rule: "#b0b0b0"}', "ruled")
    assert find_theme("ruled", tmp_path).inks == {"#7b1e2e": accent, "#f7f0ef": tint}
    both = (
        'extends: house\ncolours: {accent: "#17466b"}\npress: {colours: {accent: [100, 60, 0, 30]}}'
    )
    write(tmp_path, both, "both")
    assert find_theme("both", tmp_path).inks == {"#17466b": (100, 60, 0, 30)}


def test_colours_alike_on_screen_are_alike_in_print(tmp_path: Path) -> None:
    """A colour is known by what it is on the screen, and could not be two in print."""
    (found,) = findings(
        write(tmp_path, "extends: plain\npress: {colours: {accent: [0, 100, 0, 0]}}")
    )
    assert found.startswith(
        "mine/theme.yaml:2:19: error RK405 'accent' and 'text' are both #000000"
    )
    write(
        tmp_path,
        "extends: plain\npress: {colours: {accent: [0, 0, 0, 100], text: [0, 0, 0, 100]}}",
        "same",
    )
    assert find_theme("same", tmp_path).inks == {"#000000": (0, 0, 0, 100)}
