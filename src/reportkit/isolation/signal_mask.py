"""Short steps that no signal may interrupt."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""The signals that ask a program to end."""


@contextlib.contextmanager
def signals_blocked() -> Iterator[None]:
    """Blocks signals until the end of the `with` block. Unix only: on Windows it does nothing.

    SIGALRM is blocked too: the command line uses it to raise again exceptions that Python dropped.
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
