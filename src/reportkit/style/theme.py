"""A theme is a folder: `theme.yaml` (design tokens), `print.css`, `epub.css`.

The themes that ship with reportkit stand in `styles/`, at the top of a checkout and inside the
installed package; a user's own theme is any folder of the same form.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Points = Annotated[float, Field(gt=0, le=200)]
Millimetres = Annotated[float, Field(ge=0, le=200)]
Family = Annotated[str, StringConstraints(pattern=r"^[\w -]+$")]

PAGE_SIZES = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""


class _Tokens(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(_Tokens):
    """The page and its margins, in millimetres."""

    size: Literal["A4", "Letter"] = "A4"
    top: Millimetres = 25
    right: Millimetres = 31
    bottom: Millimetres = 26
    left: Millimetres = 31

    @property
    def width(self) -> float:
        """Width of the page in millimetres."""
        return PAGE_SIZES[self.size][0]

    @property
    def height(self) -> float:
        """Height of the page in millimetres."""
        return PAGE_SIZES[self.size][1]


class Fonts(_Tokens):
    """Font families."""

    text: Family = "IBM Plex Serif"
    heading: Family = "IBM Plex Sans"
    code: Family = "IBM Plex Mono"


class Sizes(_Tokens):
    """Font sizes in points."""

    title: Points = 24
    heading1: Points = 14.5
    heading2: Points = 12
    heading3: Points = 10.5
    heading4: Points = 10.5
    text: Points = 10.5
    caption: Points = 8.75
    note: Points = 8
    running: Points = 8


class Leading(_Tokens):
    """Line heights as a multiple of the size."""

    text: Points = 1.4
    heading: Points = 1.2
    note: Points = 1.25


class Space(_Tokens):
    """Vertical space in points: after a paragraph, above a heading, around a figure or table."""

    paragraph: Points = 7.35
    heading: Points = 14.7
    figure: Points = 14.7


class Colours(_Tokens):
    """Colours as #rrggbb."""

    text: Colour = "#1a1a1a"
    accent: Colour = "#7b1e2e"
    tint: Colour = "#f7f0ef"
    muted: Colour = "#595959"
    rule: Colour = "#b5b0ac"


class Theme(_Tokens):
    """The design tokens of a theme, and the style sheets for what tokens cannot say."""

    name: str
    description: str = ""
    page: Page = Page()
    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    leading: Leading = Leading()
    space: Space = Space()
    colours: Colours = Colours()
    cover: bool = False
    """Whether a report has a cover when it does not say."""
    embed_fonts: bool = False
    """Whether files that need not carry their fonts (DOCX, EPUB) do so."""
    print_css: str = Field(default="", exclude=True)
    epub_css: str = Field(default="", exclude=True)


class ThemeError(Exception):
    """A theme that does not exist (`missing`) or cannot be used; the message says why."""

    def __init__(self, message: str, missing: bool, known: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.missing = missing
        self.known = known


def styles_folder() -> Path:
    """The folder of the themes: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent.parent / "styles"


def theme_names() -> tuple[str, ...]:
    """The names of the themes that ship with reportkit, in alphabetical order."""
    return tuple(sorted(p.parent.name for p in styles_folder().glob("*/theme.yaml")))


def find_theme(name: str, beside: Path) -> Theme:
    """The theme of that name, or the theme in the folder of that name beside the report.

    Raises ThemeError when there is none or its files are not valid.
    """
    for folder in (styles_folder() / name, beside / name):
        if _is_theme(folder):
            return load_theme(folder)
    raise ThemeError(f"there is no theme '{name}'", missing=True, known=theme_names())


def _is_theme(folder: Path) -> bool:
    try:
        return (folder / "theme.yaml").is_file()
    except OSError:  # a name that no folder can have
        return False


def load_theme(folder: Path) -> Theme:
    """The theme in a folder. Raises ThemeError when its files are not valid."""
    path = folder / "theme.yaml"
    try:
        tokens = yaml.safe_load(path.read_text("utf-8"))
        sheets = {
            f"{medium}_css": (folder / f"{medium}.css").read_text("utf-8")
            for medium in ("print", "epub")
            if (folder / f"{medium}.css").is_file()
        }
        return Theme.model_validate({"name": folder.name, **tokens, **sheets})
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ThemeError(f"{path}: {key}: {first['msg']}", missing=False) from error
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:
        raise ThemeError(f"{path}: {error}", missing=False) from error
