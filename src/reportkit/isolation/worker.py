"""Work in a process of its own, with limits of memory and time, whose death is a finding.

The layout of the PDF loads libraries in C that end the process when memory or fonts are missing,
and takes time that no one can tell beforehand. The process is a copy of this one (fork), so that
nothing need be handed to it, and only its results come back.
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
from collections.abc import Callable, Generator, Sequence
from typing import NoReturn, TypeAlias, TypeVar

from reportkit.tree.limits import Limits

T = TypeVar("T")
Work: TypeAlias = tuple[Callable[[], T], Limits]
"""What is to be done, and within which limits."""

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_LENGTH = 8
"""Bytes that say how long a result is."""


class WorkerStoppedError(Exception):
    """The process went over a limit or died; the message says which."""


def in_worker(works: Sequence[Work[T]]) -> Generator[T]:
    """What each work returns, all done one after the other in one process of its own, each when
    its result is asked for. The process lives until the last one is done or this is closed.

    Raises WorkerStoppedError, or what a work raises; no more is done then. Where there is no fork,
    the work is done here, without limits.
    """
    if not hasattr(os, "fork"):
        for work, _ in works:
            yield work()
    elif works:
        with tempfile.TemporaryDirectory(prefix="reportkit-") as scratch:
            yield from _forked(works, scratch)


def _forked(works: Sequence[Work[T]], scratch: str) -> Generator[T]:
    asked, asking = os.pipe()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(asking)
        os.close(reading)
        tempfile.tempdir = scratch  # the process ends without tidying up
        _serve(works, asked, writing)
    os.close(asked)
    os.close(writing)
    status = None
    try:
        for _, limits in works:
            with contextlib.suppress(BrokenPipeError):  # it died, as the answer will say
                os.write(asking, b"?")
            data = _answer(reading, limits.layout_seconds)
            if not data:
                _, status = os.waitpid(child, 0)
                raise WorkerStoppedError(_cause(status, limits))
            result, error = pickle.loads(data)
            if error is not None:
                raise error
            yield result
    finally:
        os.close(asking)
        os.close(reading)
        if status is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _serve(works: Sequence[Work[T]], asked: int, writing: int) -> NoReturn:
    """The life of the new process."""
    status = 1
    try:
        gc.freeze()  # what the parent has made is not looked through for garbage, nor copied by it
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        _lower(resource.RLIMIT_CORE, 0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):  # libraries print there; what matters comes back as findings
            os.dup2(nowhere, stream)
        with open(writing, "wb") as file:
            for done, (work, limits) in enumerate(works):
                if not os.read(asked, 1):
                    break
                if done:
                    gc.collect()  # each work finds as much memory as the first
                used = 1 + int(time.process_time())
                _lower(resource.RLIMIT_AS, limits.layout_bytes)
                _lower(resource.RLIMIT_CPU, used + limits.layout_seconds)
                answer = pickle.dumps(_outcome(work))
                file.write(len(answer).to_bytes(_LENGTH, "big"))
                file.write(answer)
                file.flush()
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
    """Sets a limit for the next work, unless a lower one holds for good."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))


def _answer(reading: int, seconds: float) -> bytes:
    """The next result; nothing when the process ended instead.

    Raises WorkerStoppedError when it takes too long.
    """
    deadline = time.monotonic() + seconds

    def read(length: int) -> bytes:
        pieces = []
        while length:
            ready, _, _ = select.select([reading], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise WorkerStoppedError(f"it took more than {seconds:,} s")
            piece = os.read(reading, min(length, 1 << 20))
            if not piece:
                return b""
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)

    return read(int.from_bytes(read(_LENGTH), "big"))


def _cause(status: int, limits: Limits) -> str:
    number = os.waitstatus_to_exitcode(status)
    if number == _NO_MEMORY:
        return f"it needed more than {limits.layout_bytes:,} bytes of memory"
    if -number in (signal.SIGXCPU, signal.SIGKILL):
        return f"it took more than {limits.layout_seconds:,} s, or the system stopped it"
    if number < 0:
        return f"its process died ({signal.Signals(-number).name})"
    return f"its process ended with {number}"
