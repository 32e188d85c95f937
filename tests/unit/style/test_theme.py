"""Themes: those that ship, a user's own, what they inherit, and those that cannot be used."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from reportkit.diagnostics import ReportkitError
from reportkit.model.terms import Terms
from reportkit.style import (
    ThemeError,
    find_theme,
    shipped_fonts,
    styles_folder,
    theme_names,
    theme_terms,
)
from reportkit.style.colours import contrast, tint_of

NOWHERE = Path("/nonexistent")
FONTS = styles_folder() / "fonts"


def write(folder: Path, tokens: str, name: str = "mine", **sheets: str) -> Path:
    """A theme beside a report in `folder`; the folder."""
    theme = folder / name
    theme.mkdir()
    (theme / "theme.yaml").write_text(tokens, "utf-8")
    for medium, sheet in sheets.items():
        (theme / f"{medium}.css").write_text(sheet, "utf-8")
    return folder


def findings(folder: Path, name: str = "mine") -> list[str]:
    """The findings about a theme as `file:line:column code message (hint)`."""
    with pytest.raises(ReportkitError) as caught:
        find_theme(name, folder)
    return [d.concise().replace(f"{folder}/", "") for d in caught.value.diagnostics]


# --- those that ship ----------------------------------------------------------------------------


def test_five_themes_ship_and_the_default_comes_first() -> None:
    assert theme_names() == ("briefing", "bulletin", "institute", "plain", "report")


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_that_ships_can_be_used(name: str) -> None:
    theme = find_theme(name, NOWHERE)
    assert theme.name == name
    assert theme.description
    assert theme.print_css
    assert theme.epub_css


@pytest.mark.parametrize("name", theme_names())
def test_text_in_the_colours_of_a_theme_can_be_read(name: str) -> None:
    """WCAG 2.2, 1.4.6: a contrast of 7:1 with the paper, and with the tint that lies under it."""
    colours = find_theme(name, NOWHERE).colours
    for ink in (colours.text, colours.accent):
        for paper in ("#ffffff", colours.tint):
            assert contrast(ink, paper) >= 7
    assert contrast(colours.muted, "#ffffff") >= 4.5


@pytest.mark.parametrize("name", theme_names())
def test_the_measure_holds_a_good_line(name: str) -> None:
    """62 to 75 letters of IBM Plex Serif, whose letters are about 0.51 of their size wide; in a
    column 42 to 52."""
    theme = find_theme(name, NOWHERE)
    page = theme.page
    assert 62 <= letters_of(page.single.measure, theme.sizes.text) <= 79
    if page.columns == 2:
        assert 42 <= letters_of((page.measure - page.gutter) / 2, theme.sizes.text) <= 52


def letters_of(measure: float, size: float) -> float:
    """How many letters of a size in points a line of millimetres has."""
    return measure / 25.4 * 72 / (size * 0.51)


def test_shipped_faces_say_of_themselves_what_the_table_says() -> None:
    from reportkit.style.fonts import read_faces

    for face in shipped_fonts():
        assert read_faces(FONTS / face.name) == (face,)


# --- a user's own -------------------------------------------------------------------------------


def test_a_theme_takes_from_briefing_what_it_does_not_say(tmp_path: Path) -> None:
    tokens = "colours: {accent: '#004488'}\npage: {size: Letter}"
    theme = find_theme("mine", write(tmp_path, tokens, print="p {}", epub="q {}"))
    briefing = find_theme("briefing", tmp_path)
    assert theme.name == "mine"
    tinted = {"accent": "#004488", "tint": tint_of("#004488")}
    assert theme.colours == briefing.colours.model_copy(update=tinted)
    assert (theme.page.width, theme.page.height) == (215.9, 279.4)
    assert (theme.sizes, theme.page.left) == (briefing.sizes, briefing.page.left)
    assert theme.print_css == f"{briefing.print_css}\np {{}}"
    assert theme.epub_css == f"{briefing.epub_css}\nq {{}}"


def test_a_colour_may_be_written_in_capitals(tmp_path: Path) -> None:
    theme = find_theme("mine", write(tmp_path, "colours: {accent: '#00AAFF'}"))
    assert theme.colours.accent == "#00aaff"


def test_an_empty_theme_is_briefing_under_another_name(tmp_path: Path) -> None:
    theme = find_theme("mine", write(tmp_path, ""))
    briefing = find_theme("briefing", tmp_path)
    assert theme.model_copy(update={"name": "briefing"}) == briefing


def test_themes_descend_from_each_other(tmp_path: Path) -> None:
    write(tmp_path, "extends: report\nsizes: {text: 11}", "house", print="/* house */")
    tokens = "extends: house\nsizes: {note: 9}\npage:\n  inside:\n  outside:"
    theme = find_theme("mine", write(tmp_path, tokens, print="/* mine */"))
    report = find_theme("report", NOWHERE)
    assert theme.sizes == report.sizes.model_copy(update={"text": 11.0, "note": 9.0})
    assert theme.colours == report.colours
    assert not theme.page.facing
    assert theme.print_css == f"{report.print_css}\n/* house */\n/* mine */"


def test_inside_and_outside_make_facing_pages(tmp_path: Path) -> None:
    page = find_theme("mine", write(tmp_path, "page: {inside: 20, outside: 40}")).page
    assert page.facing
    assert page.sides == (20.0, 40.0)
    assert page.measure == 150


def test_a_folder_of_the_name_of_a_theme_that_ships(tmp_path: Path) -> None:
    write(tmp_path, "description: Mine", "plain")
    assert find_theme("plain", tmp_path).description != "Mine"
    assert find_theme("./plain", tmp_path).description == "Mine"


def test_fonts_of_a_theme(tmp_path: Path) -> None:
    beside = write(tmp_path, "fonts: {text: IBM Plex Serif}")
    fonts = beside / "mine" / "fonts"
    fonts.mkdir()
    shutil.copy(FONTS / "IBMPlexSerif-BoldItalic.ttf", fonts / "b.ttf")
    shutil.copy(FONTS / "fallback" / "NotoEmoji-Regular.ttf", fonts / "e.ttf")
    shutil.copy(FONTS / "LICENSE.txt", fonts)
    theme = find_theme("mine", beside)
    assert [font.family for font in theme.spare_fonts] == ["Noto Emoji"]
    (face,) = theme.faces
    assert (face.family, face.weight, face.style) == ("IBM Plex Serif", 700, "italic")


def test_labels_of_a_theme(tmp_path: Path) -> None:
    tokens = "labels:\n  en: {notes: Sources, table: 'Exhibit {n}'}\n  ko: {notes: 주}"
    theme = find_theme("mine", write(tmp_path, tokens))
    english = theme_terms(theme, "en-GB")
    assert (english.notes, english.table_number(2)) == ("Sources", "Exhibit 2")
    assert english.contents == "Contents"
    assert theme_terms(theme, "ko").notes == "주"
    assert theme_terms(theme, "de").notes == "Anmerkungen"


# --- those that cannot be used ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ("colours: {accent: red}", "1:19: error RK405 colours.accent: must be a colour"),
        ("colours: {accent: '#12345'}", "1:19: error RK405 colours.accent: must be a colour"),
        (
            "colours:\n  acent: '#123456'",
            "2:3: error RK405 unknown token 'colours.acent' (did you mean 'accent'?)",
        ),
        ("colors: {}", "1:1: error RK405 unknown token 'colors' (did you mean 'colours'?)"),
        (
            "fonts: {text: 'A\"; } * { color: red'}",
            "1:15: error RK405 fonts.text: must be the name of one family",
        ),
        ("fonts: 3", "1:8: error RK405 fonts: must be a mapping"),
        ("fonts: {fallback: Arial}", "1:19: error RK405 fonts.fallback: must be a list"),
        ("fonts: {text: Arial}", "1:15: error RK406 the font 'Arial' is not in the"),
        ("fonts: {fallback: [Arial]}", "1:20: error RK406 the font 'Arial' is not in the"),
        (
            "fonts: {text: IBM Plex Serf}",
            "RK406 the font 'IBM Plex Serf' is not in the theme's fonts/ folder, does not ship "
            "with reportkit and is not installed on this machine (did you mean 'IBM Plex Serif'?)",
        ),
        ("sizes: {text: 0}", "1:15: error RK405 sizes.text: should be greater than 0"),
        ("sizes: {text: nan}", "1:15: error RK405 sizes.text: should be a finite number"),
        ("sizes: {text: big}", "1:15: error RK405 sizes.text: must be a number"),
        ("sizes: {text: [1]}", "1:9: error RK405 sizes.text: must be a number"),
        ("sizes:\n  text:", "2:8: error RK405 sizes.text: must be a number"),
        ("page: {size: A3}", "1:14: error RK405 page.size: must be 'A4' or 'Letter'"),
        ("page: {left: -1}", "1:14: error RK405 page.left: should be greater than"),
        ("page: {inside: 3}", "1:1: error RK405 page: inside and outside must be given together"),
        ("front: {title_page: perhaps}", "1:21: error RK405 front.title_page: must be true or"),
        ("labels: {en: {nots: N}}", "1:15: error RK405 unknown token 'labels.en.nots'"),
        ("labels: {en: {table: T}}", "'table' needs the braces of 'Table {n}'"),
        ("labels: {en: {table: '{'}}", "'table' needs the braces of 'Table {n}'"),
        ("labels: {english: {}}", "labels.english: must be a language such as en"),
        ("name: [a]", "1:1: error RK405 name: must be text"),
        ("extends: nothing", "1:10: error RK404 there is no theme 'nothing'"),
        ("extends: repport", "RK404 there is no theme 'repport' (did you mean 'report'?)"),
        ("extends: [a]", "1:10: error RK405 'extends' must be the name of a theme"),
        ("extends: mine", "1:10: error RK405 the theme extends itself: mine → mine"),
        ("- a list", "1:1: error RK405 a theme must be a mapping"),
        ("just text", "1:1: error RK405 a theme must be a mapping"),
        ("a: [", "error RK017"),
        ("a: 1\na: 2", "2:1: error RK004"),
        ("a: !!python/object/apply:os.system [ls]", "1:4: error RK005"),
        ("1: 2", "1:1: error RK405 unknown token '1'"),
    ],
)
def test_a_bad_token_is_named_with_its_place(tmp_path: Path, tokens: str, said: str) -> None:
    (found,) = findings(write(tmp_path, tokens))
    assert found.startswith("mine/theme.yaml:")
    assert said in found


def test_all_mistakes_are_found_at_once_each_in_its_file(tmp_path: Path) -> None:
    write(tmp_path, "sizes:\n  text: big", "house")
    write(tmp_path, "extends: house\npage:\n  size: A3\n  botom: 3")
    assert sorted(found.split(" ")[0] for found in findings(tmp_path)) == [
        "house/theme.yaml:2:9:",
        "mine/theme.yaml:3:9:",
        "mine/theme.yaml:4:3:",
    ]


def test_a_circle_of_themes(tmp_path: Path) -> None:
    write(tmp_path, "extends: mine", "house")
    (found,) = findings(write(tmp_path, "extends: house"))
    assert found == (
        "house/theme.yaml:1:10: error RK405 the theme extends itself: mine → house → mine"
        " (see docs/themes.md, and compare the file with styles/briefing/theme.yaml)"
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "cut.ttf",
            (FONTS / "IBMPlexSans-Regular.ttf").read_bytes()[:150_000],
            "not a complete font",
        ),
        ("text.ttf", b"no font at all", "it is not a complete font"),
        ("empty.otf", b"", "it is not a complete font"),
        ("font.woff2", b"wOF2", "it is not a complete font"),
        ("font.pfb", b"%!PS", "it is not a font file (.ttf, .otf"),
    ],
)
def test_a_damaged_font(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    beside = write(tmp_path, "# A comment.\nfonts: {text: IBM Plex Sans}")
    (beside / "mine" / "fonts").mkdir()
    (beside / "mine" / "fonts" / name).write_bytes(data)
    (found,) = findings(beside)
    assert found.startswith(f"mine/theme.yaml:2:1: error RK407 the font mine/fonts/{name} cannot")
    assert said in found


def test_a_font_that_may_not_be_embedded(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    beside = write(tmp_path, "")
    (beside / "mine" / "fonts").mkdir()
    with TTFont(FONTS / "IBMPlexSans-Regular.ttf") as font:
        font["OS/2"].fsType = 2
        font.save(beside / "mine" / "fonts" / "locked.ttf")
    (found,) = findings(beside)
    assert "RK407" in found
    assert "does not allow embedding" in found


def test_a_style_sheet_that_is_no_text(tmp_path: Path) -> None:
    beside = write(tmp_path, "description: Mine")
    (beside / "mine" / "epub.css").write_bytes(b"\xff\xfe")
    (found,) = findings(beside)
    assert found.startswith("error RK405 mine/epub.css")


@pytest.mark.parametrize("name", ["nothing", "", "fonts", "../styles/nothing", "a\0b", "x" * 5000])
def test_a_theme_that_does_not_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(ThemeError) as caught:
        find_theme(name, tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["RK404"]


# --- the documentation --------------------------------------------------------------------------

DOCS = styles_folder().parent / "docs"


def test_every_token_is_explained() -> None:
    text = (DOCS / "themes.md").read_text("utf-8")
    table = text[text.index("## Tokens") : text.index("## Languages")]
    for group, tokens in find_theme("briefing", NOWHERE).model_dump().items():
        assert f"`{group}" in table
        for token in tokens if isinstance(tokens, dict) else ():
            assert re.search(rf"[`.]{token}`", table) or token in (
                "heading2",
                "heading3",
                "heading4",
                "heading5",
            ), token
    for label in Terms.__struct_fields__:
        assert f"`{label}`" in text


def test_the_theme_in_the_documentation_can_be_used(tmp_path: Path) -> None:
    example, _ = re.findall(r"```yml\n(.*?)```", (DOCS / "themes.md").read_text("utf-8"), re.DOTALL)
    theme = find_theme("mine", write(tmp_path, example))
    assert theme.page.facing
    assert theme_terms(theme, "en").notes == "Sources"


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_has_a_small_picture(name: str) -> None:
    assert f"(theme-{name}.png)" in (DOCS / "themes.md").read_text("utf-8")
    assert 20_000 < (DOCS / f"theme-{name}.png").stat().st_size < 150_000
