"""SIGINT and SIGTERM: an end that cleans up."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_HAS_ALARM: Final = hasattr(signal, "setitimer")
_later: list[Callable[[], None]] = []
"""The function that the next alarm calls; at most one."""


class Stopped(BaseException):
    """SIGINT or SIGTERM was received; open resources are cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """SIGINT and SIGTERM end the work, once, by an exception."""
    first: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        first.append(number)
        ignore_signals()  # a second signal would interrupt the clean-up
        raise Stopped(first[0])

    def alarm(number: int, frame: FrameType | None) -> None:
        if first:
            raise Stopped(first[0])
        while _later:
            _later.pop()()

    def reraise_later(args: UnraisableHookArgs) -> None:
        """Raises the exception again soon if Python drops it because a callback raised it."""
        if isinstance(args.exc_value, Stopped):
            _set_alarm(0.01)
        else:
            hook(args)

    handlers = dict.fromkeys(_STOPPING, stop)
    if _HAS_ALARM:
        handlers[signal.SIGALRM] = alarm
    former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    hook, sys.unraisablehook = sys.unraisablehook, reraise_later
    try:
        yield
    finally:
        _set_alarm(0)
        sys.unraisablehook = hook
        for number, handler in former.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def after(seconds: float, action: Callable[[], None]) -> Iterator[None]:
    """Calls `action` once if the block takes longer, within `ending`. Unix only.

    It is called by a signal in the thread of the block: a process with threads should not fork.
    """
    if _HAS_ALARM and callable(signal.getsignal(signal.SIGALRM)):
        _later[:] = [action]
        _set_alarm(seconds)
    try:
        yield
    finally:
        _later.clear()


def _set_alarm(seconds: float) -> None:
    if _HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def ignore_signals() -> None:
    """Ignores signals from now on: the result is final."""
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
