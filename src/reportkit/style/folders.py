"""The folders of themes: `styles/` in the installed package or checkout, or any other folder."""

from __future__ import annotations

from pathlib import Path


def styles_folder() -> Path:
    """The folder of the themes: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent.parent / "styles"


def theme_names() -> tuple[str, ...]:
    """The names of the themes that ship with reportkit: the default first, then alphabetically."""
    names = (path.parent.name for path in styles_folder().glob("*/theme.yaml"))
    return tuple(sorted(names, key=lambda name: (name != "briefing", name)))


def theme_folder(name: str, *beside: Path) -> Path | None:
    """The folder of a theme by name: one that ships, or one in a folder of `beside`."""
    shipped = [styles_folder()] if name in theme_names() else []
    for parent in (*shipped, *beside):
        folder = parent / name
        try:
            if name and (folder / "theme.yaml").exists():
                return folder
        except (OSError, ValueError):  # a name that no folder can have
            return None
    return None
