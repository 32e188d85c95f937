"""reportkit: one report, three formats, one set of numbers, proven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportkit.diagnostics import Diagnostic
    from reportkit.export import build, check, verify
    from reportkit.model.document import Report
    from reportkit.passes.numbering import resolve
    from reportkit.read import load

__all__ = ["Diagnostic", "Report", "build", "check", "load", "resolve", "verify"]

__version__ = "0.1.0"

_HOMES = {
    "Diagnostic": "diagnostics",
    "Report": "model.document",
    "build": "export",
    "check": "export",
    "verify": "export",
    "load": "read",
    "resolve": "passes.numbering",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for: `--version` must not wait for all of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'reportkit' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"reportkit.{_HOMES[name]}"), name)
