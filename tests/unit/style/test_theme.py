"""Themes: those that ship, a user's own, and those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.style import Theme, ThemeError, find_theme, theme_names

NOWHERE = Path("/nonexistent")


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_that_ships_can_be_used(name: str) -> None:
    theme = find_theme(name, NOWHERE)
    assert theme.name == name
    assert theme.description


def test_the_theme_of_reports_that_name_none_ships() -> None:
    assert "briefing" in theme_names()


def test_the_defaults_are_the_theme_that_ships() -> None:
    """A theme of one's own may leave out every token that it does not change."""
    shipped = find_theme("briefing", NOWHERE).model_dump()
    default = Theme(name="briefing").model_dump()
    assert default | {"description": shipped["description"]} == shipped


def write(folder: Path, tokens: str, **sheets: str) -> Path:
    """A theme beside a report in `folder`."""
    theme = folder / "mine"
    theme.mkdir()
    (theme / "theme.yaml").write_text(tokens, "utf-8")
    for name, sheet in sheets.items():
        (theme / f"{name}.css").write_text(sheet, "utf-8")
    return folder


def test_a_folder_beside_the_report_is_a_theme(tmp_path: Path) -> None:
    beside = write(
        tmp_path, "colours: {accent: '#004488'}\npage: {size: Letter}", print="p {}", epub="q {}"
    )
    theme = find_theme("mine", beside)
    assert theme.name == "mine"
    assert theme.colours.accent == "#004488"
    assert (theme.page.width, theme.page.height) == (215.9, 279.4)
    assert (theme.print_css, theme.epub_css) == ("p {}", "q {}")
    assert theme.sizes == find_theme("briefing", tmp_path).sizes


def test_a_theme_without_style_sheets_and_tokens(tmp_path: Path) -> None:
    assert find_theme("mine", write(tmp_path, "description: Mine")).print_css == ""


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ("colours: {accent: red}", "colours.accent"),
        ("colours: {accent: '#12345'}", "colours.accent"),
        ("colours: {acent: '#123456'}", "colours.acent"),
        ("fonts: {text: 'A\"; } * { color: red'}", "fonts.text"),
        ("sizes: {text: 0}", "sizes.text"),
        ("sizes: {text: big}", "sizes.text"),
        ("page: {size: A3}", "page.size"),
        ("page: {left: -1}", "page.left"),
        ("colors: {}", "colors"),
        ("- a list", "theme.yaml"),
        ("just text", "theme.yaml"),
        ("", "theme.yaml"),
        ("a: [", "theme.yaml"),
        ("a: !!python/object/apply:os.system [ls]", "theme.yaml"),
        ("1: 2", "theme.yaml"),
    ],
)
def test_a_bad_token_is_named(tmp_path: Path, tokens: str, said: str) -> None:
    with pytest.raises(ThemeError) as caught:
        find_theme("mine", write(tmp_path, tokens))
    assert said in str(caught.value)
    assert not caught.value.missing


def test_a_style_sheet_that_is_no_text(tmp_path: Path) -> None:
    beside = write(tmp_path, "description: Mine")
    (beside / "mine" / "epub.css").write_bytes(b"\xff\xfe")
    with pytest.raises(ThemeError, match=r"theme\.yaml") as caught:
        find_theme("mine", beside)
    assert not caught.value.missing


@pytest.mark.parametrize("name", ["nothing", "", "fonts", "../styles/nothing", "a\0b", "x" * 5000])
def test_a_theme_that_does_not_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(ThemeError) as caught:
        find_theme(name, tmp_path)
    assert caught.value.missing
    assert "briefing" in caught.value.known
