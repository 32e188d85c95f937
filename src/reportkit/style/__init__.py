"""Themes: design tokens from which every format takes its look."""

from reportkit.style.fonts import FontFace, letters, shipped_fonts
from reportkit.style.theme import (
    Theme,
    ThemeError,
    find_theme,
    load_theme,
    styles_folder,
    theme_names,
)

__all__ = [
    "FontFace",
    "Theme",
    "ThemeError",
    "find_theme",
    "letters",
    "load_theme",
    "shipped_fonts",
    "styles_folder",
    "theme_names",
]
