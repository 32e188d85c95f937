"""Standard input, output and error of this process."""

from __future__ import annotations

import os
import sys


def fill_closed_streams() -> None:
    """Opens the null device in place of each standard stream that is closed, for Python too.

    Otherwise the next file or pipe to be opened would get its number, and receive what libraries
    print.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115 - open to the end
            setattr(sys, name, stream)
