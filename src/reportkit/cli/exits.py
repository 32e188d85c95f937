"""The exit codes; 0 is a run without findings."""

from __future__ import annotations

from typing import Final

FINDINGS: Final = 1
USAGE: Final = 2
"""Bad usage, or a report that cannot be read at all."""
WRITER: Final = 3
"""A writer or the output failed."""
DISAGREES: Final = 4
"""A finished file differs from the report."""
SOME_FAILED: Final = 5
"""Some of several reports failed; the others were published."""
INTERRUPTED: Final = 130


def of(error: Exception) -> int:
    """The exit code for what went wrong."""
    from reportkit.isolation import WriteFailure
    from reportkit.proof.finished_files import Disagreement
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
