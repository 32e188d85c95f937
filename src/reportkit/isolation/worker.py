"""Work in a separate process, with limits on memory and time; if it dies, that is a finding.

Layout calls C libraries that end the process if memory or fonts are missing, and its duration
cannot be predicted. On Unix the process is a copy of this one (fork). On Windows it is a new
interpreter (spawn), whose time is limited but whose memory is not, and a script that uses it needs
`if __name__ == "__main__":`, as with `multiprocessing`.
"""

# Heavy imports are inside the functions: a build without pages makes a Worker but never starts it.
from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    NoReturn,
    Self,
    TypeAlias,
    TypeVar,
    TypeVarTuple,
)

from msgspec import Struct

from reportkit.isolation.signal_mask import STOPPING, signals_blocked
from reportkit.standard_streams import fill_closed_streams
from reportkit.tree.limits import Limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess
    from tempfile import TemporaryDirectory

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Method: TypeAlias = Literal["fork", "spawn"]
"""How the process is started."""
METHOD: Final[Method] = "fork" if hasattr(os, "fork") else "spawn"
_Work: TypeAlias = tuple[Callable[..., object], tuple[object, ...], Limits]

_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of prctl(2)
_NO_MEMORY: Final = 42
"""The exit code of a process that ran out of memory."""
_OUT_OF_MEMORY: Final = (MemoryError, SystemError)
"""What Python raises when memory runs out; some C code fails without giving the reason."""


class WorkerStoppedError(Exception):
    """The process exceeded a limit or died; the message says which."""


class _Running(Struct, frozen=True):
    """A process, the connection to it, and the folder for its temporary files."""

    process: BaseProcess
    connection: Connection
    scratch: TemporaryDirectory[str]


class Worker:
    """A process that does tasks one after another.

        with Worker() as worker:
            data = worker.run(function, argument, limits=limits)

    The process starts with the first task, and ends with the `with` block or `close`. The next task
    after it was closed or stopped starts a new one.
    """

    def __init__(self, method: Method = METHOD) -> None:
        self._method: Method = method
        self._running: _Running | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.close()
        finally:  # even if a signal came just before
            self.close()

    def run(self, function: Callable[[*Ts], T], *arguments: *Ts, limits: Limits) -> T:
        """The result of a function for these arguments, within the limits on memory and time.

        The function must be at the top level of a module, and the arguments and the result must
        be picklable.

        Raises WorkerStoppedError if the process was stopped or died, and whatever the function
        raises; if that cannot be pickled, a RuntimeError that names it.
        """
        result: T
        try:
            result, error = self._outcome((function, arguments, limits))
        except BaseException:  # signals too: the next task must not get the answer to this one
            self.close()
            raise
        if error is not None:
            raise error
        return result

    def close(self) -> None:
        """Ends the process and removes its temporary files."""
        with signals_blocked():
            running, self._running = self._running, None
            if running is None:
                return
            running.connection.close()
            if running.process.pid is not None:
                running.process.kill()
                running.process.join()
                running.process.close()
            running.scratch.cleanup()

    def _outcome(self, work: _Work) -> tuple[Any, Exception | None]:
        """What the task returned, or what it raised. Raises WorkerStoppedError."""
        import pickle
        from multiprocessing.connection import wait

        running, limits = self._set_to(work), work[2]
        connection, process = running.connection, running.process
        if not wait([connection, process.sentinel], limits.layout_seconds):
            raise WorkerStoppedError(f"it took more than {limits.layout_seconds:,} s")
        data = None
        with contextlib.suppress(EOFError, OSError):
            if connection.poll():
                data = connection.recv_bytes()
        if data is None:
            process.join()
            raise WorkerStoppedError(_cause(process.exitcode, limits))
        outcome: tuple[Any, Exception | None] = pickle.loads(data)
        return outcome

    def _set_to(self, work: _Work) -> _Running:
        """The process, after it has received the task."""
        running = self._running
        if running is not None and not running.process.is_alive():
            self.close()  # it was killed while idle: no task is lost
            running = None
        if running is None:
            return self._start(work)
        with contextlib.suppress(ConnectionError):  # it has just died, as its exit code will say
            running.connection.send(work)
        return running

    def _start(self, work: _Work) -> _Running:
        """Starts the process with its first task. A fork inherits the task, so nothing is
        pickled."""
        import multiprocessing
        from tempfile import TemporaryDirectory

        fork = self._method == "fork"
        context: ForkContext | SpawnContext
        if fork:
            context = multiprocessing.get_context("fork")
        else:
            context = multiprocessing.get_context("spawn")
        with signals_blocked():
            fill_closed_streams()  # or a pipe in their place is lost in `_detach`
            scratch = TemporaryDirectory(prefix="reportkit-", ignore_cleanup_errors=True)
            connection, far_end = context.Pipe()
            copied = connection if fork else None
            process = context.Process(
                target=_serve,
                args=(far_end, copied, scratch.name, os.getpid(), work),
                daemon=True,
            )
            self._running = _Running(process, connection, scratch)
            try:
                with _allowed_to_have_children(multiprocessing.current_process()):
                    process.start()
            finally:
                far_end.close()
        return self._running


@contextlib.contextmanager
def _allowed_to_have_children(process: BaseProcess) -> Iterator[None]:
    """Lifts the ban that `multiprocessing` puts on its own daemons, such as those of a pool."""
    former, process.daemon = process.daemon, False
    try:
        yield
    finally:
        process.daemon = former


def _cause(code: int | None, limits: Limits) -> str:
    """The reason why a process ended with an exit code, in words."""
    if code == _NO_MEMORY:
        return f"it needed more than {limits.layout_bytes:,} bytes of memory"
    if sys.platform != "win32" and code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"it took more than {limits.layout_seconds:,} s, or the system stopped it"
    if code is not None and code < 0:
        return f"its process was killed ({signal.Signals(-code).name})"
    return f"its process ended with exit code {code}"


# --- in the new process -------------------------------------------------------------------------


def _serve(
    connection: Connection, copied: Connection | None, scratch: str, parent: int, work: _Work
) -> NoReturn:
    """The main loop of the new process: one task after another until the parent closes it."""
    import pickle
    import tempfile

    status = 1
    try:
        if copied is not None:
            copied.close()
        tempfile.tempdir = scratch  # the parent removes it
        _detach(parent)
        with contextlib.suppress(EOFError):
            while True:
                function, arguments, limits = work
                _limit(limits)
                connection.send_bytes(_answer(function, arguments))
                del work, function, arguments  # before the next task arrives
                data = connection.recv_bytes()
                gc.collect()  # each task has as much memory as the first
                work = pickle.loads(data)
                del data
        status = 0
    except _OUT_OF_MEMORY:
        status = _NO_MEMORY
    finally:
        os._exit(status)


def _detach(parent: int) -> None:
    """Detaches the process from its parent's garbage, signals and streams, and ties it to its
    end."""
    gc.freeze()  # do not search, and so copy, the parent's objects
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (*STOPPING, signal.SIGALRM))
        import resource

        _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it died before that
            os._exit(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # libraries print there; what matters comes back as findings
        os.dup2(nowhere, stream)


def _answer(function: Callable[..., object], arguments: tuple[object, ...]) -> bytes:
    """The result or the exception raised, pickled."""
    import pickle

    try:
        return pickle.dumps((function(*arguments), None))
    except _OUT_OF_MEMORY:
        raise
    except Exception as error:  # noqa: BLE001 - the parent raises it again
        with contextlib.suppress(Exception):
            data = pickle.dumps((None, error))
            pickle.loads(data)
            return data
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))


def _limit(limits: Limits) -> None:
    """Limits the memory of the process, and the time of its next task."""
    if sys.platform != "win32":
        import resource

        used = 1 + int(time.process_time())
        _lower(resource.RLIMIT_AS, limits.layout_bytes)
        _lower(resource.RLIMIT_CPU, used + limits.layout_seconds)


def _lower(kind: int, value: int) -> None:
    """Sets a limit for the next task, unless a lower one is permanent."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(kind, (value, hard))
