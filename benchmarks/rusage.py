"""Run a command and print what it used: exit status, CPU seconds, peak memory in MB.

A child starts with its parent's peak memory as its own (Linux counts from before ``exec``), so
that a large parent would spoil the figure. This script imports next to nothing: its own peak, the
smallest it can measure, is some 10 MB.
"""

import os
import sys

QUIET = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
UNITS_PER_MB = 1024**2 if sys.platform == "darwin" else 1024

pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=QUIET)
_, status, used = os.wait4(pid, 0)
print(
    os.waitstatus_to_exitcode(status),
    used.ru_utime + used.ru_stime,
    used.ru_maxrss / UNITS_PER_MB,
)
