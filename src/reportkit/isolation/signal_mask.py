"""Short steps that no signal may cut in two."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What asks a program to end."""


@contextlib.contextmanager
def signals_blocked() -> Iterator[None]:
    """Signals wait until the block is left, and are handled then; on Windows they do not wait.

    SIGALRM waits too: the command line uses it to raise again what Python dropped.
    """
    if sys.platform == "win32":
        yield
    else:
        former = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, (*STOPPING, signal.SIGALRM))
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)
