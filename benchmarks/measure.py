"""Measure a command: CPU seconds of it and of its children, and the peak memory of the largest."""

import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).with_name("rusage.py")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command used."""

    cpu: float
    """Seconds, user and system, children that were waited for included."""
    peak: float
    """Resident MB of the largest process."""


class CommandError(Exception):
    """A command did not exit with 0; the message says what it wrote to stderr."""


def run(command: Sequence[str]) -> Usage:
    """Run a command to its end and give what it used; its output is dropped."""
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), *command]
    done = subprocess.run(launcher, capture_output=True, text=True)
    name = Path(command[0]).name
    if done.returncode != 0:  # the command could not be started at all
        raise CommandError(f"{name}: {_last_lines(done.stderr, 1)}")
    status, cpu, peak = done.stdout.split()
    if status != "0":
        raise CommandError(f"{name} exited with {status}: {_last_lines(done.stderr, 5)}")
    return Usage(float(cpu), float(peak))


def median(usages: Sequence[Usage]) -> Usage:
    """Give the median CPU and the median peak of the runs of one command."""
    return Usage(
        statistics.median(usage.cpu for usage in usages),
        statistics.median(usage.peak for usage in usages),
    )


def cpu_ratio(ours: Sequence[Usage], peers: Sequence[Usage]) -> float:
    """Give the median of the rounds' ratios of CPU.

    The two runs of a round follow each other, so that a slow minute of the machine, which spoils a
    ratio of two medians, is in both.
    """
    return statistics.median(our.cpu / peer.cpu for our, peer in zip(ours, peers, strict=True))


def _last_lines(text: str, count: int) -> str:
    return "\n".join(text.strip().splitlines()[-count:])
