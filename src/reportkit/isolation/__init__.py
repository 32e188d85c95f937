"""Work on one format, done here or in a separate process; failures are findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.isolation.worker import Worker, WorkerStoppedError
from reportkit.tree.limits import Limits

__all__ = ["Worker", "WriteFailure", "in_worker_process", "unforeseen"]

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class WriteFailure(ReportkitError):  # noqa: N818 - a stage, as the exit code names it
    """A writer failed, or the files could not be published (exit 3)."""


def in_worker_process(
    worker: Worker, name: str, limits: Limits, function: Callable[[*Ts], T], *arguments: *Ts
) -> T:
    """The result of a function for these arguments, run in the process of a worker. `name` is the
    format that it works on.

    Raises WriteFailure if the process is stopped, and whatever the function raises.
    """
    try:
        return worker.run(function, *arguments, limits=limits)
    except WorkerStoppedError as error:
        message = f"{name}: the work was stopped: {error}"
        raise WriteFailure([Diagnostic("RK914", message)]) from error


def unforeseen(error: Exception, name: object) -> WriteFailure:
    """The finding for an error in reportkit or a plug-in, met while working on the report `name`,
    as the error that ends that report and leaves the others alone."""
    message = f"{name}: {type(error).__name__}: {error}"
    return WriteFailure([Diagnostic("RK930", message)])
