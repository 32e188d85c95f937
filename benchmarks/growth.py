"""How the time to read a report grows with its notes."""

import math
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import generate
from measure import CommandError

SIZES = (1000, 2500, 5000, 10000)
SCRIPT = Path(__file__).with_name("load_report.py")


def load_times(rounds: int, folder: Path, sizes: Sequence[int] = SIZES) -> dict[int, float]:
    """Give the median CPU seconds of loading a report, for each number of notes."""
    warm_up = generate.write(25, folder / "warm-up") / "report.yaml"
    reports = {notes: generate.write(notes, folder / str(notes)) / "report.yaml" for notes in sizes}
    times: dict[int, list[float]] = {notes: [] for notes in sizes}
    for _ in range(rounds):
        for notes, report in reports.items():
            times[notes].append(_load_time(warm_up, report))
    return {notes: statistics.median(seconds) for notes, seconds in times.items()}


def exponent(times: Mapping[int, float]) -> float:
    """Fit seconds = a * notes ** b and give b: 1 is linear, 2 quadratic."""
    notes = [math.log(size) for size in times]
    seconds = [math.log(time) for time in times.values()]
    return statistics.linear_regression(notes, seconds).slope


def _load_time(warm_up: Path, report: Path) -> float:
    command = [sys.executable, str(SCRIPT), str(warm_up), str(report)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise CommandError(f"{SCRIPT.name}: {done.stderr.strip().splitlines()[-1]}")
    return float(done.stdout)
