"""Standard input, output and error of this process."""

from __future__ import annotations

import os


def fill_closed_streams() -> None:
    """Opens the null device in place of each standard stream that is closed.

    Otherwise the next file or pipe to be opened would get its number, and receive what libraries
    print.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
