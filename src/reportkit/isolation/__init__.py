"""Work on one format, done here or in a process of its own; what goes wrong is a finding."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import TypeVar

from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.tree.limits import Limits

T = TypeVar("T")


class WriteFailure(ReportkitError):  # noqa: N818 - a stage, as the exit code names it
    """A writer failed, or the files could not be put in their place (exit 3)."""


def in_worker_process(works: Sequence[tuple[str, Callable[[], T], Limits]]) -> Generator[T]:
    """What each work on a format returns, all done in one process of their own (`worker`).

    Raises WriteFailure when one is stopped, and what a work raises.
    """
    if not works:
        return
    from reportkit.isolation.worker import WorkerStoppedError, in_worker  # late: few formats do

    with closing(in_worker([(work, limits) for _, work, limits in works])) as results:
        for name, _, _ in works:
            try:
                result = next(results)
            except WorkerStoppedError as error:
                message = f"{name}: the work was stopped: {error}"
                raise WriteFailure([Diagnostic("RK914", message)]) from error
            yield result
