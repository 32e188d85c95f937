"""The exit codes; 0 is a run without findings."""

from __future__ import annotations

from typing import Final

FINDINGS: Final = 1
USAGE: Final = 2
"""Bad usage, or a report that cannot be read at all."""
WRITER: Final = 3
"""A writer failed, or the output."""
DISAGREES: Final = 4
"""A finished file says something else than the report."""
SOME_FAILED: Final = 5
"""Some reports of a run of several failed, the others are published."""
INTERRUPTED: Final = 130


def of(error: Exception) -> int:
    """The exit code for what went wrong."""
    from reportkit.export import Disagreement, WriteFailure
    from reportkit.read import UnreadableFileError

    match error:
        case UnreadableFileError():
            return USAGE
        case WriteFailure():
            return WRITER
        case Disagreement():
            return DISAGREES
        case _:
            codes = {d.code for d in getattr(error, "diagnostics", ())}
            return WRITER if codes & {"RK905", "RK907"} else FINDINGS
