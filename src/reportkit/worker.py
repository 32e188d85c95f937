"""Work in a process of its own, with limits of memory and time, whose death is a finding.

The layout of the PDF loads libraries in C that end the process when memory or fonts are missing,
and takes time that no one can tell beforehand; and the reader of the PDF need not share the memory
with them. The process is a copy of this one (fork), so that nothing need be handed to it, and only
its result comes back.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

from reportkit.tree.limits import Limits

T = TypeVar("T")

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class WorkerStoppedError(Exception):
    """The process went over a limit or died; the message says which."""


def in_worker(work: Callable[[], T], limits: Limits) -> T:
    """What the work returns, done in a process of its own.

    Raises WorkerStoppedError, or what the work raises. Where there is no fork, the work is done
    here, without limits.
    """
    if not hasattr(os, "fork"):
        return work()
    with tempfile.TemporaryDirectory(prefix="reportkit-") as scratch:
        return _forked(work, limits, scratch)


def _forked(work: Callable[[], T], limits: Limits, scratch: str) -> T:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        tempfile.tempdir = scratch  # the process ends without tidying up
        _work(work, writing, limits)
    os.close(writing)
    status = None
    try:
        data = _read(reading, limits.layout_seconds)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(reading)
        if status is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if status != 0:
        raise WorkerStoppedError(_cause(status, limits))
    result, error = pickle.loads(data)
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]  # pickle knows no types


def _work(work: Callable[[], object], writing: int, limits: Limits) -> NoReturn:
    """The life of the new process."""
    status = 1
    try:
        gc.freeze()  # what the parent has made is not looked through for garbage, nor copied by it
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        _lower(resource.RLIMIT_AS, limits.layout_bytes)
        _lower(resource.RLIMIT_CPU, limits.layout_seconds)
        _lower(resource.RLIMIT_CORE, 0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):  # libraries print there; what matters comes back as findings
            os.dup2(nowhere, stream)
        result = _outcome(work)
        with open(writing, "wb") as file:
            pickle.dump(result, file)
        status = 0
    except _OUT_OF_MEMORY:
        status = _NO_MEMORY
    finally:
        os._exit(status)


_NO_MEMORY = 42
_OUT_OF_MEMORY = MemoryError, SystemError
"""What is raised for want of memory: some code in C fails without saying why."""


def _outcome(work: Callable[[], object]) -> tuple[object, Exception | None]:
    """The result, or what was raised."""
    try:
        return work(), None
    except _OUT_OF_MEMORY:
        raise
    except Exception as error:  # noqa: BLE001 - it is raised again by the parent
        with contextlib.suppress(Exception):
            pickle.loads(pickle.dumps(error))
            return None, error
        return None, RuntimeError(f"{type(error).__name__}: {error}")


def _lower(kind: int, value: int) -> None:
    """Sets a limit of the process, unless a lower one holds already."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _read(reading: int, seconds: float) -> bytes:
    """All that comes, up to its end. Raises WorkerStoppedError when it takes too long."""
    deadline = time.monotonic() + seconds
    pieces: list[bytes] = []
    while True:
        ready, _, _ = select.select([reading], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise WorkerStoppedError(f"it took more than {seconds:,} s")
        piece = os.read(reading, 1 << 20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _cause(status: int, limits: Limits) -> str:
    number = os.waitstatus_to_exitcode(status)
    if number == _NO_MEMORY:
        return f"it needed more than {limits.layout_bytes:,} bytes of memory"
    if -number in (signal.SIGXCPU, signal.SIGKILL):
        return f"it took more than {limits.layout_seconds:,} s, or the system stopped it"
    if number < 0:
        return f"its process died ({signal.Signals(-number).name})"
    return f"its process ended with {number}"
