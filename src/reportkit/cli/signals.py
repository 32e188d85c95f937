"""SIGINT and SIGTERM: an end that cleans up."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_STOPPING = (signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """SIGINT or SIGTERM came; what is open is cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """SIGINT and SIGTERM end the work, once, by an exception."""
    first: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        first.append(number)
        ignore_signals()  # a second signal would cut the cleaning up short
        raise Stopped(first[0])

    def reraise_later(args: UnraisableHookArgs) -> None:
        """Python drops what is raised within a callback of its own: it is raised again soon."""
        if isinstance(args.exc_value, Stopped):
            signal.setitimer(signal.ITIMER_REAL, 0.01)
        else:
            hook(args)

    former = {number: signal.signal(number, stop) for number in (*_STOPPING, signal.SIGALRM)}
    hook, sys.unraisablehook = sys.unraisablehook, reraise_later
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = hook
        for number, handler in former.items():
            signal.signal(number, handler)


def ignore_signals() -> None:
    """From here on signals do nothing: the result stands."""
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
