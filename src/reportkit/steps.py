"""The progress of a build, as values for displays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

Stage: TypeAlias = Literal["read", "write", "verify", "publish"]


class Step(Struct, frozen=True):
    """The beginning of a step of a build."""

    report: int
    """The index of its report in the build, from 0."""
    stage: Stage
    format: str = ""
    """The format being written or verified; empty for the other stages."""


Progress: TypeAlias = Callable[[Step], None]
"""Called with each step, in order, in the process and thread of the build."""


def unwatched(step: Step) -> None:
    """Ignores the progress."""


class Steps(Struct, frozen=True):
    """Reports the steps of one report."""

    progress: Progress = unwatched
    report: int = 0
    """The index of the report in the build, from 0."""

    def begin(self, stage: Stage, format: str = "") -> None:
        """Reports that a step begins."""
        self.progress(Step(self.report, stage, format))
