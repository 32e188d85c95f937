"""Themes: design tokens from which every format takes its look."""

from reportkit.style.theme import Theme, ThemeError, find_theme, theme_names

__all__ = ["Theme", "ThemeError", "find_theme", "theme_names"]
