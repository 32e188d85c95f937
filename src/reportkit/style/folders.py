"""Where themes stand: in `styles/` of the installed package or the checkout, or anywhere else."""

from __future__ import annotations

from pathlib import Path


def styles_folder() -> Path:
    """The folder of the themes: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent.parent / "styles"


def theme_names() -> tuple[str, ...]:
    """The names of the themes that ship with reportkit: the default first, then by alphabet."""
    names = (path.parent.name for path in styles_folder().glob("*/theme.yaml"))
    return tuple(sorted(names, key=lambda name: (name != "briefing", name)))


def theme_folder(name: str, *beside: Path) -> Path | None:
    """The folder of the theme of that name: one that ships, or one in a folder of `beside`."""
    shipped = [styles_folder()] if name in theme_names() else []
    for parent in (*shipped, *beside):
        folder = parent / name
        try:
            if name and (folder / "theme.yaml").exists():
                return folder
        except (OSError, ValueError):  # a name that no folder can have
            return None
    return None
