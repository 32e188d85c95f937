"""What a build is doing, as values for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

Stage: TypeAlias = Literal["read", "write", "verify", "publish"]


class Step(Struct, frozen=True):
    """A step of a build that begins."""

    report: int
    """Which of the reports of the build it belongs to, counted from 0."""
    stage: Stage
    format: str = ""
    """The format that is written or verified; empty for the other stages."""


Progress: TypeAlias = Callable[[Step], None]
"""What is told of each step, in order, in the process and the thread of the build."""


def unwatched(step: Step) -> None:
    """The progress that nobody follows."""


class Steps(Struct, frozen=True):
    """Tells of the steps of one report."""

    progress: Progress = unwatched
    report: int = 0
    """Which of the reports of the build it is, counted from 0."""

    def begin(self, stage: Stage, format: str = "") -> None:
        """Tells that a step begins."""
        self.progress(Step(self.report, stage, format))
