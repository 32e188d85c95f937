"""WeasyPrint, loaded without the compiler."""

from __future__ import annotations

import ctypes.util
import sys
import warnings
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO

from reportkit.writers.base import WriterError


def load() -> None:
    """Imports WeasyPrint. Raises WriterError when Pango is missing.

    On Linux, cffi asks `find_library` for each of the names that WeasyPrint tries, and that runs
    the C compiler and the linker, for about a second. The last of the names is the one there, and
    is found without.
    """
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):  # it prints advice
            warnings.simplefilter("ignore")  # of a machine without fonts: a theme has its own
            import_module("weasyprint")
    except OSError as error:
        raise WriterError(f"Pango is missing ({error}); run reportkit doctor") from error
    finally:
        ctypes.util.find_library = find_library
