"""Themes: the design tokens that determine the look of every format."""

from reportkit.style.folders import styles_folder, theme_names
from reportkit.style.fonts import FontFace, advances, letters, shipped_fonts
from reportkit.style.template_page import template_page
from reportkit.style.theme import ThemeError, find_theme, load_theme, theme_terms, with_template
from reportkit.style.tokens import Theme

__all__ = [
    "FontFace",
    "Theme",
    "ThemeError",
    "advances",
    "find_theme",
    "letters",
    "load_theme",
    "shipped_fonts",
    "styles_folder",
    "template_page",
    "theme_names",
    "theme_terms",
    "with_template",
]
