"""Imports WeasyPrint: the one release that reportkit knows, without running the C compiler."""

from __future__ import annotations

import ctypes.util
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Final

from reportkit.style import styles_folder
from reportkit.writers.base import WriterError

KNOWN: Final = "70.0"
"""The release that `internals` is written for; pyproject.toml requires the same one."""

_PANGO: Final = (
    "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango"
)
"""How to install the libraries."""


def load() -> None:
    """Imports WeasyPrint. Raises WriterError if Pango is missing, or for any other release.

    On Linux, cffi calls `find_library` for each of the names that WeasyPrint tries, which runs the
    C compiler and the linker for about a second (WeasyPrint's issue 1125). The last of the names is
    the right one, and is found without them.
    """
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        # It prints advice.
        with only_own_fonts(), warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")  # of a machine without fonts: a theme has its own
            version = import_module("weasyprint").VERSION
    except OSError as error:
        raise WriterError(f"Pango is missing ({error}); {_PANGO}") from error
    finally:
        ctypes.util.find_library = find_library
    if version != KNOWN:
        raise WriterError(
            f"WeasyPrint {version} is installed, but reportkit needs exactly {KNOWN}, because it "
            "relies on internals of WeasyPrint that can change without notice; "
            f"run: pip install weasyprint=={KNOWN}"
        )


@contextmanager
def only_own_fonts() -> Iterator[None]:
    """What fontconfig loads meanwhile has no font of the machine, so that no letter is set in one
    unseen, and the same report gives the same pages everywhere."""
    name = "FONTCONFIG_FILE"
    former = os.environ.get(name)
    os.environ[name] = str(styles_folder() / "fonts" / "fonts.conf")
    try:
        yield
    finally:
        if former is None:
            del os.environ[name]
        else:
            os.environ[name] = former
