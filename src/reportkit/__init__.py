"""reportkit: one report, three formats, one set of numbers, proven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportkit.checking import BuildInput, check, prepare
    from reportkit.compose import Publication
    from reportkit.diagnostics import Diagnostic, Outcome, ReportkitError
    from reportkit.export import Artifact, build, build_all, verify
    from reportkit.model.document import Report
    from reportkit.passes.numbering import resolve
    from reportkit.read import load
    from reportkit.writing import write, write_all

__all__ = [
    "Artifact",
    "BuildInput",
    "Diagnostic",
    "Outcome",
    "Publication",
    "Report",
    "ReportkitError",
    "build",
    "build_all",
    "check",
    "load",
    "prepare",
    "resolve",
    "verify",
    "write",
    "write_all",
]

__version__ = "0.1.0"

_HOMES = {
    "checking": ("BuildInput", "check", "prepare"),
    "compose": ("Publication",),
    "diagnostics": ("Diagnostic", "Outcome", "ReportkitError"),
    "export": ("Artifact", "build", "build_all", "verify"),
    "model.document": ("Report",),
    "passes.numbering": ("resolve",),
    "read": ("load",),
    "writing": ("write", "write_all"),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used, so that `--version` need not wait for all of
    them."""
    if name not in _MODULES:
        raise AttributeError(f"module 'reportkit' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"reportkit.{_MODULES[name]}"), name)
