"""The formats that can be built on this machine: each is tried with a small report."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reportkit import __version__

if TYPE_CHECKING:
    from reportkit.checking import BuildInput

_PACKAGES: Final = {"docx": "python-docx", "ebooklib": "EbookLib", "PIL": "pillow"}
"""The pip names of modules that have another name in Python."""

_DRAWING: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)


class Condition(Struct, frozen=True):
    """The state of a format, or of a part of the installation."""

    name: str
    state: str
    """In a few words."""
    sound: bool = True
    advice: tuple[str, ...] = ()
    """What is wrong and how to fix it, line by line."""


def versions() -> str:
    """The versions that a bug report needs."""
    system = f"{platform.system()} {platform.machine()}"
    return f"reportkit {__version__}, Python {platform.python_version()}, {system}"


def conditions() -> Iterator[Condition]:
    """The condition of each format, in the order of their names, as soon as it is known; or of the
    installation alone, if that is not whole."""
    from tempfile import TemporaryDirectory

    from reportkit.writers import registry

    try:
        sample = _sample()
    except Exception as error:  # noqa: BLE001 - files of ours may be missing, or anything but right
        advice = (*_lines(error), "Install reportkit again: its own files are missing or damaged.")
        yield Condition("all", "cannot be built", False, advice)
        return
    with TemporaryDirectory(prefix="reportkit-doctor-") as folder:
        for name in registry.names():
            yield _tried(name, sample, Path(folder))


def _sample() -> BuildInput:
    """The report that `new` makes, once all our themes and fonts are known to exist."""
    from reportkit import export
    from reportkit.style import load_theme, styles_folder, theme_names
    from reportkit.style.fonts import shipped_fonts

    shipped_fonts()
    for name in theme_names():
        load_theme(styles_folder() / name)
    return export.check(styles_folder() / "new-report.yaml")


def _tried(name: str, sample: BuildInput, folder: Path) -> Condition:
    """The condition of a format: built and read back, or built at least."""
    from reportkit import export

    advice: tuple[str, ...]
    try:
        (artifact,) = export.build(sample, [name], folder)
    except Exception as error:  # noqa: BLE001 - writers and readers may be anyone's
        advice = _lines(error, name)
    else:
        if artifact.verdict is not None:
            return Condition(name, "can be built and verified")
        return Condition(name, "can be built, not verified: no reader for it is installed")
    try:
        export.build(sample, [name], folder, verify=False)
    except Exception as error:  # noqa: BLE001
        return Condition(name, "cannot be built", False, _lines(error, name))
    return Condition(name, "can be built, not verified", False, advice)


def _lines(error: Exception, name: str = "") -> tuple[str, ...]:
    """What went wrong with the format `name` and what to install, line by line."""
    from reportkit.diagnostics import ReportkitError

    messages = [f"{type(error).__name__}: {error}"]
    if isinstance(error, ReportkitError):
        messages = [d.message.removeprefix(f"{name}: ") for d in error.diagnostics]
    lines = [
        line for message in messages for line in re.split(r"; (?=Debian:|macOS:|run:)", message)
    ]
    for missing in re.findall(r"No module named '(\w+)", "\n".join(messages)):
        lines.append(f"run: pip install {_PACKAGES.get(missing, missing)}")
    return tuple(lines)


def charts() -> Condition:
    """Whether charts can be drawn from data, for which an extra is needed."""
    from reportkit.charts.drawing import is_installed

    if is_installed():
        return Condition("charts", "can be drawn")
    return Condition("charts", "cannot be drawn", True, ("run: pip install 'reportkit[charts]'",))


def drawings() -> Condition:
    """Whether drawings (SVG) can be made inert and become pixels, tried with a small one."""
    from reportkit.pictures import svg
    from reportkit.style import styles_folder

    try:
        svg.pixels(svg.image(_DRAWING, "", styles_folder() / "fonts").data, 1)
    except (ValueError, OSError) as error:
        lines = re.split(r"; (?=run:)", str(error))
        return Condition("drawings", "cannot be made inert (SVG)", False, tuple(lines))
    return Condition("drawings", "can be made inert (SVG)")


def pages() -> Condition:
    """Whether the page of a PDF can be drawn as a figure, tried with a small one."""
    from PIL import Image

    from reportkit.pictures import pdf
    from reportkit.pictures.page.written import with_picture
    from reportkit.style import styles_folder

    try:
        pdf.image(with_picture(Image.new("RGB", (9, 9)), 9, 9), "", styles_folder() / "fonts")
    except pdf.PageError as error:
        return Condition("pages", "cannot be drawn (PDF)", False, (str(error), error.hint))
    except OSError as error:
        return Condition("pages", "cannot be drawn (PDF)", False, tuple(_lines(error)))
    return Condition("pages", "can be drawn (PDF)")


def scripts() -> Condition:
    """Which scripts a PDF can show, by whose fonts have them."""
    from reportkit.style.substitutes import settable, user_fonts_folder

    by_source: dict[str, list[str]] = {}
    try:
        for script, source in settable():
            by_source.setdefault(source, []).append(script)
    except OSError as error:
        return Condition("fonts", "cannot be read", False, tuple(_lines(error)))
    said = {
        "reportkit": "with the fonts that ship",
        "folder": f"with those in {user_fonts_folder()}",
        "machine": "only with --system-fonts",
        "": "not at all (docs/fonts.md says what to install)",
    }
    known = ((words, by_source.get(source)) for source, words in said.items())
    lines = tuple(f"{words}: {', '.join(names)}" for words, names in known if names)
    return Condition("fonts", "scripts that a PDF can show", True, lines)
