"""WeasyPrint, loaded without the compiler."""

from __future__ import annotations

import ctypes.util
import sys
from types import ModuleType

from reportkit.writers.base import WriterError


def load() -> ModuleType:
    """The module weasyprint. Raises WriterError when Pango is missing.

    On Linux, cffi asks `find_library` for each of the names that WeasyPrint tries, and that runs
    the C compiler and the linker, for about a second. The last of the names is the one there, and
    is found without.
    """
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        import weasyprint
    except OSError as error:
        raise WriterError(f"Pango is missing ({error}); run reportkit doctor") from error
    finally:
        ctypes.util.find_library = find_library
    module: ModuleType = weasyprint
    return module
